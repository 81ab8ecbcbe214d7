// What a sketch calls of the core, handed on to bare.cpp: the two have types of their own for the same names.

#include "Arduino.h"

extern "C" {
void bare_wait_us(uint32_t us);
void bare_pin_mode(uint8_t pin, uint8_t mode);
int bare_read(uint8_t pin);
void bare_write(uint8_t pin, uint8_t level);
void bare_close();
void bare_open();
void bare_begin(uint32_t baud);
size_t bare_send(const uint8_t* bytes, size_t count);
int bare_room();
bool bare_listening();
void __cxa_pure_virtual() {
  for (;;) {
  }
}
}

void delayMicroseconds(unsigned int us) { bare_wait_us(us); }
void pinMode(pin_size_t pin, PinMode mode) { bare_pin_mode(pin, static_cast<uint8_t>(mode)); }
PinStatus digitalRead(pin_size_t pin) { return bare_read(pin) ? HIGH : LOW; }
void digitalWrite(pin_size_t pin, PinStatus level) { bare_write(pin, static_cast<uint8_t>(level)); }
void noInterrupts() { bare_close(); }
void interrupts() { bare_open(); }

void SerialUSB::begin(unsigned long baud) { bare_begin(baud); }
size_t SerialUSB::write(uint8_t byte) { return bare_send(&byte, 1); }
size_t SerialUSB::write(const uint8_t* bytes, size_t count) { return bare_send(bytes, count); }
int SerialUSB::availableForWrite() { return bare_room(); }
bool SerialUSB::dtr() { return bare_listening(); }
SerialUSB::operator bool() { return bare_listening(); }
SerialUSB Serial;
