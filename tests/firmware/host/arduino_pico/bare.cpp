// The Pico under the core's interface: our own start-up, clocks and USB (firmware_arduino/rp2040).

#include "../../../../firmware_arduino/rp2040/Arduino.h"

extern "C" {
void bare_wait_us(uint32_t us) { delayMicroseconds(us); }
void bare_pin_mode(uint8_t pin, uint8_t mode) { pinMode(pin, mode); }
int bare_read(uint8_t pin) { return digitalRead(pin); }
void bare_write(uint8_t pin, uint8_t level) { digitalWrite(pin, level); }
void bare_close() { noInterrupts(); }
void bare_open() { interrupts(); }
void bare_begin(uint32_t baud) { Serial.begin(baud); }
size_t bare_send(const uint8_t* bytes, size_t count) { return Serial.write(bytes, count); }
int bare_room() { return Serial.availableForWrite(); }
bool bare_listening() { return static_cast<bool>(Serial); }
}
