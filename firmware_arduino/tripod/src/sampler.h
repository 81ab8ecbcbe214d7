// Reads all force sensors at exact times: each period of the clock starts a burst, and each conversion's interrupt
// starts the next one.
//
// A burst is kPasses scans over all cells, one after the other, so every cell's mean belongs to the same instant.
// No conversion is thrown away after switching to the next cell: the RC filter on each input holds the voltage
// while the converter's small capacitor charges.

#pragma once

#include <stdint.h>

#include "settings.h"

#if defined(CELL_PINS)

namespace tripod {
namespace sampler {

struct Sampling {
  uint32_t number;        // of the clock's period, from 1 at boot; periods in which none was made are left out
  uint16_t sums[kForceCells];  // of kPasses codes each
};

void start();  // and with it the clock

bool ready();
void take(Sampling& out);

uint32_t stamp_us(uint32_t number);  // the middle of that sampling's burst

// Samplings that were due and not made, because the one before was not finished or not taken.
uint32_t overruns();

// The supply is read in the rest of a period, so it never delays a cell.
void refresh_supply();
uint16_t supply_code();

}  // namespace sampler
}  // namespace tripod

#endif
