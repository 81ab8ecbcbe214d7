// Up to eight HX711 on one clock line, each with a data line of its own.
//
// A fast timer looks at the data lines, so that the end of each conversion is known to a tenth of a millisecond. No
// other way works on every pin of every board: many pins have no interrupt of their own.

#pragma once

#include "settings.h"

#if defined(HX711_DATA_PINS)

namespace tripod {
namespace hx711 {

constexpr uint8_t kTickUs = 100;

// Restarts all chips at once. The clock must run already.
void start();

// True once after a data line has fallen, or when the time of wake_after() is over. Cheap enough to be asked for ever.
extern volatile bool awake;
void wake_after(uint32_t us);

// The falls seen so far, oldest first; false when there are no more. `at_us` is in the middle of the tick.
struct Fall {
  uint8_t cells;  // a bit for each
  uint32_t at_us;
};
bool next_fall(Fall& out);

// Between hold() and let_go() the lines are not watched, because they carry bits.
void hold();
void let_go();

// A bit for each cell whose line was high when last looked at; after clock_out() that is after the last pulse.
uint8_t high_lines();

// 24 bits, and a pulse that ends the reading and asks for channel A at a gain of 128 again.
constexpr uint8_t kBits = 24;
constexpr uint8_t kPulses = kBits + 1;

// As they came: one byte for each port and pulse. Putting them together takes longer than fetching them, and the
// shorter a read is, the fewer conversions end within it.
struct Words {
  uint8_t levels[kPulses * kLoadCells];
};
void clock_out(Words& out);
int32_t reading(const Words& words, uint8_t cell);

}  // namespace hx711
}  // namespace tripod

#endif
