// As much of Arduino as the portable sketch asks for, on a bare RP2040 (Raspberry Pi Pico): no SDK, no core.

#pragma once

#include <stddef.h>
#include <stdint.h>

constexpr uint8_t HIGH = 1, LOW = 0;
constexpr uint8_t OUTPUT = 1, INPUT_PULLUP = 2;
constexpr uint8_t A0 = 26, A1 = 27, A2 = 28;

uint32_t micros();
uint32_t millis();  // wraps with micros(), after 71 minutes
void delayMicroseconds(uint32_t us);

int analogRead(uint8_t pin);
void analogReadResolution(int bits);  // up to 12

void pinMode(uint8_t pin, uint8_t mode);
int digitalRead(uint8_t pin);
void digitalWrite(uint8_t pin, uint8_t level);

inline void noInterrupts() { __asm__ __volatile__("cpsid i" ::: "memory"); }
inline void interrupts() { __asm__ __volatile__("cpsie i" ::: "memory"); }

// UART 0, which sends on GP0.
struct Uart {
  void begin(uint32_t baud);
  int availableForWrite();
  size_t write(const uint8_t* bytes, size_t count);
  explicit operator bool() { return true; }
};
extern Uart Serial;
