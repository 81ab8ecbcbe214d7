// How the flash is reached: as memory, or command by command. Always inline, because it runs where no other code can be
// called: in the second boot stage, which the boot ROM has copied to RAM, and while the flash is not memory.

#pragma once

#include "registers.h"

namespace rp2040 {

#define IN_PLACE inline __attribute__((always_inline))

// Of the flash's clock; the crystal's 48 MHz by 4 is what every chip can do with command 03h.
constexpr uint32_t kFlashDivisor = 4;

// Every read of 0x10000000 and above becomes command 03h, three bytes of address, and a word: what each flash chip knows and
// what leaves it in no mode that a later command would have to end.
IN_PLACE void flash_is_memory() {
  constexpr uint32_t kWords = 31u << 16, kCommandThenRead = 3u << 8;
  constexpr uint32_t kRead = 0x03u << 24, kCommandBits = 2u << 8, kAddressBits = 24u / 4 << 2;
  at(kSsiEnable) = 0;
  at(kSsiDivisor) = kFlashDivisor;
  at(kSsiControl0) = kWords | kCommandThenRead;
  at(kSsiControl1) = 0;
  at(kSsiMemory) = kRead | kCommandBits | kAddressBits;
  at(kSsiEnable) = 1;
}

IN_PLACE void flash_takes_commands() {
  constexpr uint32_t kBytes = 7u << 16;
  at(kSsiEnable) = 0;
  at(kSsiDivisor) = kFlashDivisor;
  at(kSsiControl0) = kBytes;
  at(kSsiChips) = 1;
  at(kSsiEnable) = 1;
}

// By hand: the port would let go of the chip whenever its queue runs empty.
IN_PLACE void flash_select(bool selected) { at(kFlashSelectPin) = selected ? 2u << 8 : 3u << 8; }
IN_PLACE void flash_select_by_port() { at(kFlashSelectPin) = 0; }

IN_PLACE uint8_t flash_exchange(uint8_t byte) {
  constexpr uint32_t kReceived = 1u << 3;
  at(kSsiData) = byte;
  while (!(at(kSsiStatus) & kReceived)) {
  }
  return static_cast<uint8_t>(at(kSsiData));
}

#undef IN_PLACE

}  // namespace rp2040
