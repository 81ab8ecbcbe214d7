// What follows from board.h, and what board.h must not ask for.

#pragma once

#include "fast_boards.h"

#include <Arduino.h>

#include "../board.h"
#include "packet.h"

namespace tripod {

constexpr uint8_t kFirmwareVersion[3] = {0, 1, 1};

// A list of pins that board.h does not define is a kind of cell that the board does not have.
#if defined(CELL_PINS)
constexpr uint8_t kCellPins[] = {CELL_PINS};
constexpr uint8_t kForceCells = sizeof(kCellPins);
#else
constexpr uint8_t kForceCells = 0;
#endif
#if defined(HX711_DATA_PINS)
constexpr uint8_t kDataPins[] = {HX711_DATA_PINS};
constexpr uint8_t kLoadCells = sizeof(kDataPins);
#else
constexpr uint8_t kLoadCells = 0;
#endif

constexpr uint8_t kGroups = (kForceCells ? 1 : 0) + (kLoadCells ? 1 : 0);
constexpr uint8_t kForceGroup = 0;
constexpr uint8_t kLoadGroup = kForceCells ? 1 : 0;

// Only the tests turn this off: to see what the reads would be that nobody puts off.
#ifndef HX711_WAITS
#define HX711_WAITS 1
#endif

// Powers of two, so that 64 times the mean is a whole number.
constexpr uint8_t kPasses = RATE_HZ <= 200 ? 4 : RATE_HZ == 500 ? 2 : 1;
constexpr uint8_t kCountsPerSum = 64 / kPasses;

constexpr uint16_t kPeriodUs = 1000000L / RATE_HZ;
constexpr uint8_t kPeriodMs = kPeriodUs / 1000;

// 13 ADC clocks of 8 us, and the wait for the next edge of that clock when the scan goes on to the next cell.
constexpr uint16_t kConversionUs = 14 * 8;
constexpr uint16_t kBurstUs = kForceCells * kPasses * kConversionUs;

// The reference is slow to drive the converter's input: what is read first after switching to it is off. So as many
// readings as the rest of a period holds (none: then the supply is looked at during boot only), the last one counts.
constexpr uint8_t kReserveUs = 50;
constexpr uint8_t kSlackConversions = (kPeriodUs - kBurstUs - kReserveUs) / kConversionUs;
constexpr uint8_t kSupplyConversions = kSlackConversions > 8 ? 8 : kSlackConversions;

constexpr bool same(const char* a, const char* b) { return *a == *b && (*a == 0 || same(a + 1, b + 1)); }
constexpr bool kBothFeet = same(TRIPOD_BOARD_NAME, "insole");
constexpr bool kOneFoot = same(TRIPOD_BOARD_NAME, "insole-left") || same(TRIPOD_BOARD_NAME, "insole-right");
constexpr bool kPads = same(TRIPOD_BOARD_NAME, "pads");
constexpr bool kPlate = same(TRIPOD_BOARD_NAME, "plate");

static_assert(F_CPU == 16000000L, "This firmware counts on a 16 MHz board (Uno, Nano, Mega 2560, Leonardo).");
static_assert(RATE_HZ == 100 || RATE_HZ == 200 || RATE_HZ == 500 || RATE_HZ == 1000,
              "RATE_HZ in board.h must be 100, 200, 500 or 1000.");
static_assert(kGroups > 0, "board.h names neither CELL_PINS nor HX711_DATA_PINS.");
static_assert(kForceCells <= kMaxCells, "CELL_PINS in board.h must name 1 to 8 pins.");
static_assert(kLoadCells <= kMaxCells, "HX711_DATA_PINS in board.h must name 1 to 8 pins.");
static_assert(!kBothFeet || kForceCells == 6, "The board \"insole\" has six cells: name six CELL_PINS in board.h.");
static_assert(!kOneFoot || kForceCells == 3, "A board for one foot has three cells: name three CELL_PINS in board.h.");
static_assert(!kPads || kLoadCells == 6, "The board \"pads\" has six cells: name six HX711_DATA_PINS in board.h.");
static_assert(!kPlate || kLoadCells == 8,
              "The board \"plate\" has eight cells: name eight HX711_DATA_PINS in board.h.");
#if defined(HX711_DATA_PINS) && !defined(HX711_CLOCK_PIN)
#error "board.h names HX711_DATA_PINS, but not the HX711_CLOCK_PIN that they share."
#endif
static_assert(sizeof(TRIPOD_BOARD_NAME) - 1 <= kBoardNameBytes,
              "TRIPOD_BOARD_NAME in board.h must not exceed 16 characters.");
static_assert(SATURATED_CODE > 512 && SATURATED_CODE <= 1023, "SATURATED_CODE in board.h must lie in 513 ... 1023.");
static_assert(OPEN_BELOW_CODE > 0 && OPEN_BELOW_CODE < 100, "OPEN_BELOW_CODE in board.h must lie in 1 ... 99.");
static_assert(BANDGAP_MV >= 1000 && BANDGAP_MV <= 1200, "BANDGAP_MV in board.h must lie in 1000 ... 1200.");
static_assert(SUPPLY_MIN_MV < SUPPLY_MAX_MV, "SUPPLY_MIN_MV in board.h must lie below SUPPLY_MAX_MV.");
static_assert(kBurstUs + kReserveUs <= kPeriodUs, "Too many cells for this RATE_HZ.");

}  // namespace tripod
