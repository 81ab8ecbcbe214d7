// The supply, from what the ADC reads of the chip's own reference while the supply is its full scale.

#pragma once

#include <stdint.h>

namespace tripod {

constexpr uint16_t supply_mv(uint16_t bandgap_code, uint16_t bandgap_mv) {
  // A code this low cannot come from a running chip; the cap keeps it a number that is plainly out of range.
  return bandgap_code < 20 ? 0xFFFF : static_cast<uint16_t>(bandgap_mv * 1024UL / bandgap_code);
}

}  // namespace tripod
