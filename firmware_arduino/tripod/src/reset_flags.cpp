#include "reset_flags.h"

#include <avr/pgmspace.h>

#include "reset_cause.h"

namespace tripod {
namespace reset_flags {
namespace {

uint8_t mcusr_at_start __attribute__((section(".noinit")));
uint8_t r2_at_start __attribute__((section(".noinit")));

// Before anything else runs: register 2 holds what Optiboot handed on, and nobody has used it yet.
void keep() __attribute__((naked, used, section(".init0")));
void keep() {
  asm volatile("sts %0, r2" : : "i"(&r2_at_start));
  mcusr_at_start = MCUSR;
  MCUSR = 0;
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
