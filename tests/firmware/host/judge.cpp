// The judge of cells at exact milliseconds, on the host: no board, no waiting.

#include <stdint.h>
#include <stdio.h>

#include "cell_judge.h"
#include "reset_cause.h"
#include "supply.h"

using namespace tripod;

namespace {

int failures = 0;

#define CHECK(condition) \
  do { \
    if (!(condition)) { \
      printf("line %d: %s\n", __LINE__, #condition); \
      ++failures; \
    } \
  } while (false)

constexpr CellLimits kPlain = {1020, 0, 32, 8};
constexpr CellLimits kBleed = {1020, 4, 32, 8};

// Three cells, fed each millisecond.
struct Bench {
  explicit Bench(const CellLimits& limits, uint32_t start_ms = 0) : judge(limits), now_ms(start_ms) {}
  void feed(uint16_t a, uint16_t b, uint16_t c) {
    const uint16_t readings[] = {a, b, c};
    judge.feed(readings, now_ms++);
  }
  // Cells 0 and 2 sway, cell 1 stands still.
  void sway_around_still(uint16_t still, unsigned milliseconds, uint16_t swing) {
    for (unsigned i = 0; i < milliseconds; ++i) {
      feed(static_cast<uint16_t>(300 + swing * (i % 2)), still, static_cast<uint16_t>(400 + swing * (i % 2)));
    }
  }
  CellJudge<3> judge;
  uint32_t now_ms;
};

void saturated_at_once_and_shorted_after_two_seconds() {
  Bench b(kPlain);
  b.feed(300, 1019, 300);
  CHECK(b.judge.status(1) == kOk);
  for (int ms = 1; ms < 2000; ++ms) {
    b.feed(300, 1020, 300);
    CHECK(b.judge.status(1) == kSaturated);
  }
  b.feed(300, 1020, 300);
  CHECK(b.judge.status(1) == kShorted);
  b.feed(300, 1019, 300);
  CHECK(b.judge.status(1) == kOk);
  b.feed(300, 1023, 300);
  CHECK(b.judge.status(1) == kSaturated);
}

void stuck_after_three_seconds_while_others_change() {
  Bench b(kPlain);
  b.sway_around_still(350, 3000, 20);
  CHECK(b.judge.status(1) == kOk);
  b.sway_around_still(350, 1, 20);
  CHECK(b.judge.status(1) == kStuck);
  CHECK(b.judge.status(0) == kOk);
  CHECK(b.judge.status(2) == kOk);
  b.feed(300, 351, 400);
  CHECK(b.judge.status(1) == kOk);
}

void not_stuck_while_nothing_changes() {
  Bench b(kPlain);
  b.sway_around_still(350, 20000, 0);
  CHECK(b.judge.status(1) == kOk);
}

void the_others_noise_is_no_change() {
  Bench b(kPlain);
  b.sway_around_still(350, 20000, 8);
  CHECK(b.judge.status(1) == kOk);
}

// One step of the others at the moment when this cell came to rest is not a change *while* it rested.
void change_before_the_rest_does_not_count() {
  Bench b(kPlain);
  b.sway_around_still(349, 1000, 20);
  for (int ms = 0; ms < 10000; ++ms) b.feed(300, 350, 400);
  CHECK(b.judge.status(1) == kOk);
}

// The others crept by eight codes before it came to rest and by one code since: not much has changed meanwhile.
void a_change_that_mostly_came_before_does_not_count() {
  Bench b(kPlain);
  b.feed(300, 349, 400);
  b.feed(308, 349, 408);
  b.feed(308, 350, 408);
  for (int ms = 0; ms < 10000; ++ms) b.feed(309, 350, 409);
  CHECK(b.judge.status(1) == kOk);
}

void an_unloaded_cell_is_not_stuck() {
  Bench b(kPlain);
  b.sway_around_still(31, 20000, 20);
  CHECK(b.judge.status(1) == kOk);
}

void open_only_with_a_bleed_resistor() {
  Bench plain(kPlain), bleed(kBleed);
  plain.feed(300, 0, 300);
  CHECK(plain.judge.status(1) == kOk);
  bleed.feed(300, 3, 300);
  CHECK(bleed.judge.status(1) == kOpen);
  bleed.feed(300, 4, 300);
  CHECK(bleed.judge.status(1) == kOk);
  // What restarted the board: the chip's own note, or what a bootloader that keeps its word handed on.
  CHECK(reset_bits(noted(kBrownOut, 0, 0xFF)) == kSupplyDipped);
  CHECK(reset_bits(noted(kWatchdog, 0, 0xFF)) == kWatchdogRestart);
  CHECK(reset_bits(noted(kBrownOut | kPowerOn, 0, 0xFF)) == 0);
  CHECK(reset_bits(noted(2, 0, 0xFF)) == 0);
  CHECK(reset_bits(noted(0, kBrownOut, 8)) == kSupplyDipped);
  CHECK(reset_bits(noted(0, kBrownOut, 4)) == 0);
  CHECK(reset_bits(noted(0, kBrownOut, 0xFF)) == 0);
  CHECK(findable(false) == 0x1C);
  CHECK(findable(true) == 0x1E);
}

void the_clock_may_wrap() {
  Bench b(kPlain, 0xFFFFFFFFu - 1500);
  b.sway_around_still(350, 3001, 20);
  CHECK(b.judge.status(1) == kStuck);
  Bench c(kPlain, 0xFFFFFFFFu - 1000);
  for (int ms = 0; ms <= 2000; ++ms) c.feed(300, 1023, 300);
  CHECK(c.judge.status(1) == kShorted);
}

void the_worst_is_the_one_that_explains_the_others() {
  constexpr Status order[] = {kMissing, kTorn, kShorted, kOpen, kSaturated, kStuck, kLate, kOk};
  for (int i = 0; i < 8; ++i) {
    for (int j = i; j < 8; ++j) {
      CHECK(worse(order[i], order[j]) == order[i]);
      CHECK(worse(order[j], order[i]) == order[i]);
    }
  }
}

void supply_from_the_reference() {
  CHECK(supply_mv(225, 1100) == 5006);
  CHECK(supply_mv(225, 1170) == 5324);
  CHECK(supply_mv(1023, 1100) == 1101);
  CHECK(supply_mv(0, 1100) == 0xFFFF);
  CHECK(supply_mv(20, 1200) == 61440);
}

}  // namespace

int main() {
  saturated_at_once_and_shorted_after_two_seconds();
  stuck_after_three_seconds_while_others_change();
  not_stuck_while_nothing_changes();
  the_others_noise_is_no_change();
  change_before_the_rest_does_not_count();
  a_change_that_mostly_came_before_does_not_count();
  an_unloaded_cell_is_not_stuck();
  open_only_with_a_bleed_resistor();
  the_clock_may_wrap();
  the_worst_is_the_one_that_explains_the_others();
  supply_from_the_reference();
  return failures ? 1 : 0;
}
