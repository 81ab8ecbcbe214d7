// As much of Arduino as the portable sketch asks for, on a bare RP2040 (Raspberry Pi Pico): no SDK, no core.

#pragma once

#include <stddef.h>
#include <stdint.h>

constexpr uint8_t HIGH = 1, LOW = 0;
constexpr uint8_t OUTPUT = 1, INPUT_PULLUP = 2;
constexpr uint8_t A0 = 26, A1 = 27, A2 = 28;

void setup();
void loop();

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

// What Serial is: the Pico's own USB, or with -DSERIAL_IS_UART its pin GP0.
#if defined(SERIAL_IS_UART)
#include "uart.h"
using Line = Uart;
#else
#include "usb_serial.h"
using Line = UsbSerial;
#endif
extern Line Serial;

// Every chip has a number of its own (flash_id.h).
#define BOARD_HAS_AN_ID 1
bool board_has_id(uint8_t (&id)[8]);
