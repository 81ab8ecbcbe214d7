#include "flash_id.h"

#include "flash_port.h"

namespace rp2040 {
namespace {

// Runs from RAM: while it asks, there is no program in the flash.
__attribute__((section(".ram_code"), noinline, long_call)) void ask(volatile uint8_t* id) {
  constexpr uint8_t kReadUniqueId = 0x4B;  // of the W25Q16JV that a Pico has, and of most others
  constexpr int kDummies = 4;
  flash_select(false);
  flash_takes_commands();
  flash_select(true);
  flash_exchange(kReadUniqueId);
  for (int k = 0; k < kDummies; ++k) flash_exchange(0);
  for (int k = 0; k < kFlashIdBytes; ++k) id[k] = flash_exchange(0);
  flash_select(false);
  flash_select_by_port();
  flash_is_memory();
}

FlashId kept;
bool asked = false;

}  // namespace

const FlashId& flash_id() {
  if (asked) return kept;
  ask(kept.bytes);
  bool all_same = kept.bytes[0] == 0x00 || kept.bytes[0] == 0xFF;
  for (uint8_t byte : kept.bytes) all_same = all_same && byte == kept.bytes[0];
  kept.known = !all_same;
  asked = true;
  return kept;
}

}  // namespace rp2040
