#include "load_cells.h"

#if defined(HX711_DATA_PINS)

#include "beat.h"
#include "hx711.h"
#include "shared/bridge_judge.h"
#include "shared/converters.h"

namespace tripod {
namespace load_cells {
namespace {

constexpr uint32_t kRateMhz = 80000;
constexpr uint32_t kFullScale24 = 0x7FFFFF;

// A read takes this long on the slowest board: 25 pulses of eight pins.
constexpr uint16_t kReadUs = 2000;

// What was not looked at for longer may have ended at any time within it: its next end is not known well enough to say
// that it does not fall into a read.
constexpr uint16_t kBlindUs = 300;

Converters<kLoadCells, kReadUs> converters;
BridgeJudge<kLoadCells> judge;
Cell cells[kLoadCells];
Status worst[kLoadCells];
uint16_t number = 0;

uint8_t high = 0xFF;
uint8_t blind = 0;  // a bit for each cell whose last end was seen too late
uint32_t looked_us = 0;
uint32_t longest_gap_us = 0;
uint32_t torn_blindly = 0;

void watch() {
  const uint32_t now_us = micros();
  const uint8_t now_high = hx711::high_lines();
  const uint32_t gap_us = now_us - looked_us;
  const uint8_t fell = static_cast<uint8_t>(high & ~now_high);
  for (uint8_t i = 0; i < kLoadCells; ++i) {
    const uint8_t bit = static_cast<uint8_t>(1u << i);
    if (!(fell & bit)) continue;
    converters.fell(i, now_us - gap_us / 2);
    blind = static_cast<uint8_t>(gap_us > kBlindUs ? blind | bit : blind & ~bit);
    if (gap_us > longest_gap_us) longest_gap_us = gap_us;
  }
  high = now_high;
  looked_us = now_us;
}

Status known(uint8_t cell) {
  const Status status = converters.status(cell);
  return status == kOk && (blind >> cell & 1) ? kTorn : status;
}

void judge_cells(const hx711::Words& words) {
  const uint32_t now_ms = millis();
  for (uint8_t i = 0; i < kLoadCells; ++i) {
    const Status status = known(i);
    if (status == kTorn && converters.status(i) == kOk) ++torn_blindly;
    // The counts of a late cell stay its last.
    if (status != kLate) cells[i].counts = status == kMissing ? 0 : hx711::reading(words, i);
    judge.feed(i, cells[i].counts, status, now_ms);
  }
  for (uint8_t i = 0; i < kLoadCells; ++i) {
    const Status status = judge.status(i, now_ms);
    cells[i].status = status;
    cells[i].age = converters.age(i);
    if (status != kOk) worst[i] = worse(worst[i], status);
  }
}

bool read() {
  constexpr uint8_t kAll = static_cast<uint8_t>((1u << kLoadCells) - 1);
  hx711::Words words = {};
  watch();
  const uint32_t from_us = micros();
  const bool settled = converters.settled(from_us);
  const uint8_t low = static_cast<uint8_t>(~high & kAll);
  // Where no chip has anything to say, none is clocked.
  if (low) hx711::clock_out(words);
  const uint32_t until_us = micros();
  high = hx711::high_lines();
  looked_us = micros();
  converters.was_read(from_us, until_us, low, static_cast<uint8_t>(high & kAll));
  if (!settled) return false;
  ++number;
  judge_cells(words);
  return true;
}

}  // namespace

void start() {
  hx711::start();
  looked_us = micros();
  converters.begin(looked_us);
}

bool look() {
  watch();
  return converters.due(micros()) && read();
}

Frame frame() { return {kLoadGroup, number, converters.stamp_us(), cells, kLoadCells}; }

Group group() {
  constexpr uint8_t kTested = kBridgeFindable | mask(kTorn) | mask(kLate) | mask(kMissing);
  return {kLoadGroup, kBridge, kLoadCells, kTested, kRateMhz, worst};
}

Sampling sampling() { return {kFullScale24, jitter_class(longest_gap_us / 2), true}; }

uint32_t torn() { return converters.torn() + torn_blindly; }

void forget_worst() {
  longest_gap_us = 0;
  for (Status& status : worst) status = kOk;
}

}  // namespace load_cells
}  // namespace tripod

#endif
