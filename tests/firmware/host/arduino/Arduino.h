// As much of Arduino as the portable sketch asks for, on a desk computer: its clock moves only with what is called.

#pragma once

#include <stddef.h>
#include <stdint.h>

constexpr uint8_t HIGH = 1, LOW = 0;
constexpr uint8_t OUTPUT = 1, INPUT_PULLUP = 2;
constexpr uint8_t A0 = 40, A1 = 41, A2 = 42, A3 = 43, A4 = 44, A5 = 45;

uint32_t micros();
uint32_t millis();
void delayMicroseconds(unsigned us);
int analogRead(uint8_t pin);
void analogReadResolution(int bits);
void pinMode(uint8_t pin, uint8_t mode);
int digitalRead(uint8_t pin);
void digitalWrite(uint8_t pin, uint8_t level);
inline void noInterrupts() {}
inline void interrupts() {}

struct HostSerial {
  void begin(unsigned long baud);
  int availableForWrite();
  size_t write(const uint8_t* bytes, size_t count);
  explicit operator bool();
};
extern HostSerial Serial;
