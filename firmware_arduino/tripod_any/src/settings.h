// What follows from board.h, and what board.h must not ask for.

#pragma once

#include <Arduino.h>

#include "../board.h"
#include "shared/packet.h"

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

constexpr uint8_t kPasses = 4;
constexpr uint32_t kPeriodUs = 1000000L / RATE_HZ;

// Counts are one and the same share of the full scale on every converter: what one more bit adds lies below.
constexpr uint32_t kAllCounts = 65536;
constexpr uint32_t kCodes = 1UL << ADC_BITS;
constexpr uint16_t kFullScale = static_cast<uint16_t>(kAllCounts - kAllCounts / kCodes);
constexpr uint16_t kCountsPerCode = 64;  // of ten bits, in which board.h has its limits

static_assert(ADC_BITS >= 8 && ADC_BITS <= 16, "ADC_BITS in board.h must lie in 8 ... 16.");
#if defined(ARDUINO_ARCH_RP2040)
// Its converter takes 2 us a reading, where an AVR's takes 110.
static_assert(RATE_HZ == 50 || RATE_HZ == 100 || RATE_HZ == 200 || RATE_HZ == 500 || RATE_HZ == 1000,
              "RATE_HZ in board.h must be 50, 100, 200, 500 or 1000.");
#else
static_assert(RATE_HZ == 50 || RATE_HZ == 100 || RATE_HZ == 200, "RATE_HZ in board.h must be 50, 100 or 200.");
#endif
static_assert(kGroups > 0, "board.h names neither CELL_PINS nor HX711_DATA_PINS.");
static_assert(kForceCells <= kMaxCells, "CELL_PINS in board.h must name 1 to 8 pins.");
static_assert(kLoadCells <= kMaxCells, "HX711_DATA_PINS in board.h must name 1 to 8 pins.");
#if defined(HX711_DATA_PINS) && !defined(HX711_CLOCK_PIN)
#error "board.h names HX711_DATA_PINS, but not the HX711_CLOCK_PIN that they share."
#endif
static_assert(sizeof(TRIPOD_BOARD_NAME) - 1 <= kBoardNameBytes,
              "TRIPOD_BOARD_NAME in board.h must not exceed 16 characters.");
static_assert(sizeof(BOARD_ID) == 1 || sizeof(BOARD_ID) == 2 * kBoardIdBytes + 1,
              "BOARD_ID in board.h must have sixteen hexadecimal digits.");
static_assert(SATURATED_CODE > 512 && SATURATED_CODE <= 1023, "SATURATED_CODE in board.h must lie in 513 ... 1023.");
static_assert(SATURATED_CODE * kCountsPerCode <= kFullScale,
              "SATURATED_CODE in board.h lies beyond the last code of so few ADC_BITS.");
static_assert(OPEN_BELOW_CODE > 0 && OPEN_BELOW_CODE < 100, "OPEN_BELOW_CODE in board.h must lie in 1 ... 99.");

}  // namespace tripod
