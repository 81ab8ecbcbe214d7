// Reads all cells at exact times: Timer1 starts a burst, and each conversion's interrupt starts the next one.
//
// A burst is kPasses scans over all cells, one after the other, so every cell's mean belongs to the same instant.
// No conversion is thrown away after switching to the next cell: the RC filter on each input holds the voltage
// while the converter's small capacitor charges.

#pragma once

#include <stdint.h>

#include "settings.h"

namespace tripod {
namespace sampler {

struct Sampling {
  uint32_t number;        // counts from 1 at boot, also samplings that were not made
  uint16_t sums[kCells];  // of kPasses codes each
};

void start();

bool ready();
void take(Sampling& out);

// The board's clock counts from start() and never stops.
uint32_t now_us();
uint32_t stamp_us(uint32_t number);  // the middle of that sampling's burst
uint32_t due();                      // number of the sampling that was last due

// Samplings that were due and not made, because the one before was not finished or not taken.
uint32_t overruns();

// The supply is read in the rest of a period, so it never delays a cell.
void refresh_supply();
uint16_t supply_code();

}  // namespace sampler
}  // namespace tripod
