#include "load_cells.h"

#if defined(HX711_DATA_PINS)

#include "bridge_judge.h"
#include "clock.h"
#include "converters.h"

namespace tripod {
namespace load_cells {
namespace {

// What the chip is made for; a host sees from the stamps what its own oscillator makes of it.
constexpr uint32_t kRateMhz = 80000;

Converters<kLoadCells> converters(HX711_WAITS);
BridgeJudge<kLoadCells> judge;
Cell cells[kLoadCells];
Status worst[kLoadCells];
uint16_t number = 0;
bool frame_waits = false;

void hear_falls() {
  hx711::Fall fall;
  while (hx711::next_fall(fall)) {
    for (uint8_t i = 0; fall.cells; ++i, fall.cells >>= 1) {
      if (fall.cells & 1) converters.fell(i, fall.at_us);
    }
  }
}

void judge_cells(const hx711::Words& words) {
  const uint32_t now_ms = clock::periods() * kPeriodMs;
  for (uint8_t i = 0; i < kLoadCells; ++i) {
    const Status known = converters.status(i);
    // The counts of a late cell stay its last.
    if (known != kLate) cells[i].counts = known == kMissing ? 0 : hx711::reading(words, i);
    judge.feed(i, cells[i].counts, known, now_ms);
  }
  for (uint8_t i = 0; i < kLoadCells; ++i) {
    const Status status = judge.status(i, now_ms);
    cells[i].status = status;
    cells[i].age = converters.age(i);
    if (status != kOk) worst[i] = worse(worst[i], status);
  }
}

void read() {
  constexpr uint8_t kAll = static_cast<uint8_t>((1u << kLoadCells) - 1);
  const bool settled = converters.settled(clock::now_us());
  hx711::Words words;
  hx711::hold();
  const uint32_t from_us = clock::now_us();
  const uint8_t low = hx711::high_lines() ^ kAll;
  // Where no chip has anything to say, none is clocked.
  if (low) hx711::clock_out(words);
  const uint32_t until_us = clock::now_us();
  const uint8_t high = hx711::high_lines();
  hear_falls();
  hx711::let_go();
  converters.was_read(from_us, until_us, low, high);
  if (!settled) return;
  ++number;
  frame_waits = true;
  judge_cells(words);
}

}  // namespace

void start() {
  hx711::start();
  converters.begin(clock::now_us());
  hx711::wake_after(0);
}

bool look() {
  hx711::awake = false;
  hear_falls();
  if (converters.due(clock::now_us())) {
    read();
    hx711::awake = true;
    return true;
  }
  const int32_t rest_us = static_cast<int32_t>(converters.look_again_us() - clock::now_us());
  hx711::wake_after(rest_us > 0 ? static_cast<uint32_t>(rest_us) : 0);
  return false;
}

bool has_frame() { return frame_waits; }

Frame frame() {
  frame_waits = false;
  return {kLoadGroup, number, converters.stamp_us(), cells, kLoadCells};
}

Group group() {
  constexpr uint8_t kTested = kBridgeFindable | mask(kTorn) | mask(kLate) | mask(kMissing);
  return {kLoadGroup, kBridge, kLoadCells, kTested, kRateMhz, worst};
}

void forget_worst() {
  for (Status& status : worst) status = kOk;
}

uint32_t torn() { return converters.torn(); }

}  // namespace load_cells
}  // namespace tripod

#endif
