// Why the board began anew, from what the chip noted (MCUSR) or its bootloader handed on. Pure, like cell_judge.h.

#pragma once

#include <stdint.h>

#include "packet.h"

namespace tripod {

// The bits of MCUSR.
constexpr uint8_t kPowerOn = 1;
constexpr uint8_t kBrownOut = 4;
constexpr uint8_t kWatchdog = 8;

// Optiboot clears MCUSR and hands it on in register 2, since this version; other bootloaders leave anything there.
constexpr uint8_t kHandsOnSince = 5;
constexpr uint8_t kHandsOnUntil = 31;

constexpr uint8_t noted(uint8_t mcusr, uint8_t handed_on, uint8_t bootloader) {
  return mcusr                                                           ? mcusr
         : bootloader >= kHandsOnSince && bootloader <= kHandsOnUntil    ? handed_on
                                                                         : 0;
}

// Power that comes up slowly leaves a brown-out beside the power-on: that is no dip.
constexpr uint8_t reset_bits(uint8_t flags) {
  return flags & kPowerOn    ? 0
         : flags & kBrownOut ? kSupplyDipped
         : flags & kWatchdog ? kWatchdogRestart
                             : 0;
}

}  // namespace tripod
