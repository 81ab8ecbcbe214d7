// What the chip noted of its last restart, kept from the first instruction on.

#pragma once

#include "fast_boards.h"

#include <Arduino.h>

namespace tripod {
namespace reset_flags {

// Bits of the banner's self-test: `kSupplyDipped`, `kWatchdogRestart`, or none.
uint8_t bits();

}  // namespace reset_flags
}  // namespace tripod
