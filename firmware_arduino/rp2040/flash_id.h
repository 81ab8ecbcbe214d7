// The number that the maker of the flash wrote into it: no two chips have the same, and no image can change it.

#pragma once

#include <stdint.h>

namespace rp2040 {

constexpr int kFlashIdBytes = 8;

struct FlashId {
  uint8_t bytes[kFlashIdBytes];
  bool known;  // false where the chip has none: an answer of all FF or all 00 is no number
};

// Asked of the chip at the first call, with interrupts off.
const FlashId& flash_id();

}  // namespace rp2040
