// Your board, in one file. This is the only file that a builder edits: change it, then press Upload.
//
// Every line has the form "if nobody said otherwise, it is this", so that the tests can build other boards
// from the same sources.

#pragma once

// ---- Which board -------------------------------------------------------------------------------------------
//
//   INSOLE         six force sensors: left heel, left MT1, left MT5, right heel, right MT1, right MT5
//   INSOLE_LEFT    three force sensors: left heel, MT1, MT5
//   INSOLE_RIGHT   three force sensors: right heel, MT1, MT5
//   INSOLE_TONIGHT the same on plain resistors on a breadboard (hardware/tonight.md)
//   PADS           six load cells, one HX711 each, in the same order as INSOLE
//   PLATE          eight load cells, one HX711 each: left back-left, back-right, front-left, front-right, then right
//   PLATE_PLY      the same cells between plywood
//   PLATE_50KG     the same with 50 kg half bridges, for light people (hardware/plate.md)
//
// MT1 is the base of the big toe, MT5 the base of the little toe. wiring.h has the pins, in the order named here. If
// your wires are soldered in another order, write them here above the #include and nowhere else, for example
// #define CELL_PINS A5, A4, A3, A2, A1, A0
//
// A board with force sensors and load cells together is one more name and both lists of pins: TRIPOD_BOARD_NAME, CELL_PINS,
// HX711_DATA_PINS and HX711_CLOCK_PIN.
#ifndef BOARD
#define BOARD INSOLE
#endif
#include "wiring.h"

// ---- How often ---------------------------------------------------------------------------------------------
// Frames per second of the force sensors: 100, 200, 500 or 1000. Up to 200 every frame is the mean of four readings,
// at 500 of two. Load cells come as often as the slowest of their chips converts: 80 times a second with the chip's
// RATE pin high, 10 times with it low, as many modules are sold.
#ifndef RATE_HZ
#define RATE_HZ 200
#endif

// ---- At rest ------------------------------------------------------------------------------------------------
// What an unpressed force sensor reads: 82 with the amplifier of hardware/insole.md (0.4 V of 5 V), 0 with a plain
// divider. A cell is judged "stuck" only while it reads clearly more than this; a lifted foot stands still rightly. It is
// judged "open" where it reads clearly less: nothing lowers an amplifier that has its supply and is connected.
#ifndef RESTING_CODE
#define RESTING_CODE 82
#endif

// ---- Bleed resistors ---------------------------------------------------------------------------------------
// A force sensor that has come off its wire looks just like one that carries nothing. A bleed resistor soldered
// across the two legs of the sensor itself (1 megohm) lets a little current through while the wire is whole, so
// that a reading below OPEN_BELOW_CODE means "not connected". Write 1 only if *all* sensors have one: otherwise
// unloaded sensors are called broken. It shows only on a plain divider of 10 kilohm or more: an amplifier that rests
// above 0 reads the same with the sensor and without.
#ifndef BLEED_RESISTOR
#define BLEED_RESISTOR 0
#endif
#ifndef OPEN_BELOW_CODE
#define OPEN_BELOW_CODE 4
#endif

// ---- The end of the range ----------------------------------------------------------------------------------
// The converter reads 0 ... 1023. From this code on the true load may be anything above, so the cell is called
// saturated. The insole's amplifier stops before the converter does: at about 1005 with a film that is pressed as
// far as it goes, for it drives film and feedback. A front end that stops earlier needs a lower number: press hard,
// and write what it stops at, less 10.
#ifndef SATURATED_CODE
#define SATURATED_CODE 992
#endif

// ---- Supply ------------------------------------------------------------------------------------------------
// The chip compares its supply with a reference of its own, nominally 1100 mV but up to a tenth off from chip to
// chip. If the reported supply is not what a voltmeter shows between 5V and GND, correct the reference in
// proportion (the program says 4700 and the meter 5000: write 1170).
#ifndef BANDGAP_MV
#define BANDGAP_MV 1100
#endif
#ifndef SUPPLY_MIN_MV
#define SUPPLY_MIN_MV 4500
#endif
#ifndef SUPPLY_MAX_MV
#define SUPPLY_MAX_MV 5500
#endif
