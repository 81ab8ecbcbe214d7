#include "fast_boards.h"

#include "reset_flags.h"

#include <avr/pgmspace.h>

#include "reset_cause.h"

namespace tripod {
namespace reset_flags {
namespace {

uint8_t mcusr_at_start __attribute__((section(".noinit")));
uint8_t r2_at_start __attribute__((section(".noinit")));

// Before anything else runs: register 2 holds what Optiboot handed on, and nobody has used it yet. In assembler, for what
// the compiler takes for granted (that register 1 is 0) is not yet so.
void keep() __attribute__((naked, used, section(".init0")));
void keep() {
  asm volatile(
      "sts %0, r2\n\t"
      "in r24, %2\n\t"
      "sts %1, r24\n\t"
      "ldi r24, 0\n\t"
      "out %2, r24\n\t"
      :
      : "i"(&r2_at_start), "i"(&mcusr_at_start), "I"(_SFR_IO_ADDR(MCUSR)));
}

}  // namespace

uint8_t bits() {
#if FLASHEND > 0xFFFF
  const uint8_t bootloader = pgm_read_byte_far(FLASHEND);
#else
  const uint8_t bootloader = pgm_read_byte(FLASHEND);
#endif
  const uint8_t all = reset_bits(noted(mcusr_at_start, r2_at_start, bootloader));
#if defined(USBCON)
  // The bootloader of a board with its own USB leaves by the watchdog.
  return all & static_cast<uint8_t>(~kWatchdogRestart);
#else
  return all;
#endif
}

}  // namespace reset_flags
}  // namespace tripod
