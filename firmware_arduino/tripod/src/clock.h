// The board's clock: Timer1, which starts a new period 100 to 1000 times a second. It counts from start() and never
// stops; where there are force sensors, each period is one sampling of theirs.

#pragma once

#include "fast_boards.h"

#include <Arduino.h>
#include <util/atomic.h>

#include "settings.h"

namespace tripod {
namespace clock {

constexpr uint8_t kTicksPerUs = F_CPU / 8 / 1000000L;
constexpr uint16_t kTicksPerPeriod = kPeriodUs * kTicksPerUs;

extern volatile uint32_t period_number;

void start();

uint32_t now_us();

// The number of the period that began last.
inline uint32_t periods() {
  uint32_t copy;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { copy = period_number; }
  return copy;
}

// An instant as an interrupt can afford to note it. It can be turned into the clock's time for 30 s.
struct Instant {
  uint16_t period;
  uint16_t ticks;
};

// Only while interrupts are off. Always inline: an interrupt that calls a function has to keep all registers.
inline __attribute__((always_inline)) Instant instant() {
  Instant now = {static_cast<uint16_t>(period_number), TCNT1};
  if (TIFR1 & _BV(OCF1A)) {  // the period has ended, its interrupt has not been let in yet
    ++now.period;
    now.ticks = TCNT1;
  }
  return now;
}

uint32_t us_of(const Instant& instant);

}  // namespace clock
}  // namespace tripod
