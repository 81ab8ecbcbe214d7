// Your board, in one file. This is the only file that a builder edits: change it, then press Upload.
//
// Every line has the form "if nobody said otherwise, it is this", so that the tests can build other boards
// from the same sources.

#pragma once

// ---- Which board -------------------------------------------------------------------------------------------
//
//   INSOLE_TONIGHT three force sensors on plain resistors on a breadboard: right heel, MT1, MT5
//   INSOLE, INSOLE_LEFT, INSOLE_RIGHT   force sensors with the amplifier of hardware/insole.md
//   PADS, PLATE, PLATE_PLY, PLATE_50KG  load cells, one HX711 each
//
// MT1 is the base of the big toe, MT5 the base of the little toe. wiring.h has the pins, in the order of the cells.
// Where your board has no such pin, or your wires are soldered in another order, write yours here above the #include:
// #define CELL_PINS A2, A1, A0
//
// A BOARD OF 3.3 V IS DESTROYED BY 5 V AT AN INPUT. Feed resistors, amplifiers and HX711 from its 3V3 pin. All then read
// the same as on 5 V, because each divides its supply, and so does a converter whose full scale is the supply
// (hardware/pico.md). An ESP32's is not: it needs a board file and a calibration of its own.
#ifndef BOARD
#define BOARD INSOLE_TONIGHT
#endif
#include "wiring.h"

// ---- Its id ------------------------------------------------------------------------------------------------
// Sixteen hexadecimal digits that no other board of yours has; write any. Without it tripod cannot tell this board from
// another of the same name, and a calibration made with one would be used with the other. For example
// #define BOARD_ID "3f9a00112233aabb"
// A Pico flashed with pico.uf2 needs none: it has that of its flash.
#ifndef BOARD_ID
#define BOARD_ID ""
#endif

// ---- How often ---------------------------------------------------------------------------------------------
// Frames per second of the force sensors: 50, 100 or 200, on a Pico also 500 or 1000. Every frame is the mean of four
// readings of each cell. Load cells come as often as the slowest of their chips converts.
#ifndef RATE_HZ
#define RATE_HZ 100
#endif

// ---- The converter -----------------------------------------------------------------------------------------
// How many bits analogRead() gives: 8 to 16. Left out, it is what these boards have. A converter whose full scale is not the
// supply (ESP32) must say so with 0: a change of the supply then changes readings, and the program tells people.
#ifndef ADC_BITS
#if defined(ARDUINO_ARCH_AVR) || defined(ARDUINO_ARCH_MEGAAVR) || defined(ARDUINO_ARCH_ESP8266)
#define ADC_BITS 10
#elif defined(ARDUINO_ARCH_RENESAS) || defined(ARDUINO_ARCH_RENESAS_UNO)
#define ADC_BITS 14
#else
#define ADC_BITS 12
#endif
#endif
#ifndef ADC_IS_RATIOMETRIC
#if defined(ARDUINO_ARCH_ESP32) || defined(ARDUINO_ARCH_ESP8266)
#define ADC_IS_RATIOMETRIC 0
#else
#define ADC_IS_RATIOMETRIC 1
#endif
#endif

// ---- At rest, bleed resistors, end of the range ------------------------------------------------------------
// In thousand-and-twenty-fourths of the full scale whatever ADC_BITS is, as in tripod/board.h, where they are explained.
// An ESP32 does not reach its full scale evenly: press hard, see at how much it stops, and write that, less 3.
#ifndef RESTING_CODE
#define RESTING_CODE 82
#endif
#ifndef BLEED_RESISTOR
#define BLEED_RESISTOR 0
#endif
#ifndef OPEN_BELOW_CODE
#define OPEN_BELOW_CODE 4
#endif
#ifndef SATURATED_CODE
#define SATURATED_CODE 1020
#endif

// ---- The line ----------------------------------------------------------------------------------------------
// What Serial is opened with. A board with its own USB ignores it; a Bluetooth module wants the baud it is set to
// (firmware_arduino/README.md, Bluetooth).
#ifndef LINE_BAUD
#define LINE_BAUD 500000
#endif
