#include "fast_boards.h"

#include "sampler.h"

#if defined(CELL_PINS)

#include <util/atomic.h>

#include "adc.h"
#include "barrier.h"
#include "clock.h"

namespace tripod {
namespace sampler {
namespace {

// The converter holds its input 1.5 of its clocks after the start of a conversion, and ends 11.5 clocks later.
constexpr uint8_t kHoldAfterStartUs = 12;
constexpr uint8_t kEndAfterHoldUs = 92;

adc::Input inputs[kForceCells];
adc::Input reference;

// One burst is filled while the one before is taken.
uint16_t sums[2][kForceCells];
uint16_t* filling = sums[0];
uint8_t filling_index = 0;
volatile bool full[2];
uint32_t numbers[2];
uint8_t taking_index = 0;

uint8_t cell = 0;
uint8_t passes_left = 0;
volatile bool busy = false;

volatile uint32_t missed = 0;

volatile bool supply_wanted = false;
uint8_t supply_left = 0;
volatile uint16_t bandgap_code = 0;

volatile uint16_t burst_end_ticks = 0;
uint16_t middle_us = 0;

inline void begin_burst() {
  adc::start_with_interrupt();
  busy = true;
  passes_left = kPasses;
}

inline void end_burst() {
  burst_end_ticks = TCNT1;
  full[filling_index] = true;
  filling_index ^= 1;
  filling = sums[filling_index];
  if (kSupplyConversions > 0 && supply_wanted) {
    supply_wanted = false;
    supply_left = kSupplyConversions;
    adc::select(reference);
    adc::start_with_interrupt();
  } else {
    busy = false;
  }
}

inline void supply_converted(uint16_t code) {
  if (--supply_left) {
    adc::start_with_interrupt();
  } else {
    bandgap_code = code;
    adc::select(inputs[0]);
    busy = false;
  }
}

void read_supply_at_boot() {
  constexpr uint8_t kUntilSettled = 20;
  adc::select(reference);
  for (uint8_t i = 0; i < kUntilSettled; ++i) bandgap_code = adc::convert_and_wait();
  adc::select(inputs[0]);
}

// How long a burst takes depends on the converter's clock phase and on the compiler, so the first one, with the line
// still silent, is measured. From then on every stamp is an exact multiple of the period from it.
void measure_middle() {
  while (!ready()) {
  }
  uint16_t end_ticks;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { end_ticks = burst_end_ticks; }
  middle_us = (kHoldAfterStartUs + end_ticks / clock::kTicksPerUs - kEndAfterHoldUs) / 2;
}

}  // namespace

void start() {
  for (uint8_t i = 0; i < kForceCells; ++i) {
    const uint8_t channel = adc::channel_of(kCellPins[i]);
    inputs[i] = adc::channel(channel);
    adc::disconnect_digital(channel);
  }
  reference = adc::bandgap();
  read_supply_at_boot();
  clock::start();
  measure_middle();
}

bool ready() { return full[taking_index]; }

void take(Sampling& out) {
  compiler_barrier();
  uint16_t* const from = sums[taking_index];
  out.number = numbers[taking_index];
  for (uint8_t i = 0; i < kForceCells; ++i) {
    out.sums[i] = from[i];
    from[i] = 0;
  }
  compiler_barrier();
  full[taking_index] = false;
  taking_index ^= 1;
}

uint32_t overruns() {
  uint32_t copy;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { copy = missed; }
  return copy;
}

uint32_t stamp_us(uint32_t number) { return number * kPeriodUs + middle_us; }

void refresh_supply() { supply_wanted = true; }

uint16_t supply_code() {
  uint16_t copy;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { copy = bandgap_code; }
  return copy;
}

}  // namespace sampler
}  // namespace tripod

ISR(TIMER1_COMPA_vect) {
  using namespace tripod;
  using namespace tripod::sampler;
  const bool possible = !busy && !full[filling_index];
  if (possible) begin_burst();
  const uint32_t number = clock::period_number + 1;
  clock::period_number = number;
  if (possible) {
    numbers[filling_index] = number;
  } else {
    missed = missed + 1;
  }
}

ISR(ADC_vect) {
  using namespace tripod;
  using namespace tripod::sampler;
  // Read before the input is switched: the order that every AVR, and every emulator of one, agrees on.
  const uint16_t code = ADC;
  if (kSupplyConversions > 0 && supply_left) {
    supply_converted(code);
    return;
  }
  const uint8_t done = cell;
  uint8_t next = done + 1;
  bool more = true;
  if (next == kForceCells) {
    next = 0;
    more = --passes_left;
  }
  adc::select(inputs[next]);
  if (more) adc::start_with_interrupt();
  cell = next;
  filling[done] += code;
  if (!more) end_burst();
}

#endif
