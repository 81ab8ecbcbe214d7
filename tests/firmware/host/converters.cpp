// Free-running converters on one clock, at exact microseconds, on the host: no board, no waiting.

#include <stdint.h>
#include <stdio.h>

#include <initializer_list>

#include "bridge_judge.h"
#include "converters.h"

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

constexpr uint8_t kChips = 3;
constexpr uint32_t kTickUs = 100;
constexpr uint32_t kReadUs = 90;

// Chips that convert by their own clocks, and a main program that looks each 100 us.
struct Bench {
  struct Chip {
    uint32_t period_us;
    uint32_t next_us;
    bool low;
    bool there;
    bool held_low;
    uint32_t end_us;
    bool cut;
  };

  explicit Bench(bool waits = true, uint32_t start_us = 0, uint32_t a = 12487, uint32_t b = 12253, uint32_t c = 12731)
      : converters(waits), now_us(start_us) {
    const uint32_t periods[kChips] = {a, b, c};
    for (uint8_t i = 0; i < kChips; ++i) {
      chips[i] = {periods[i], start_us + 4 * periods[i], false, true, false, 0, false};
    }
    converters.begin(now_us);
  }

  bool level_low(uint8_t i) const { return chips[i].held_low || (chips[i].there && chips[i].low); }

  void convert(uint32_t until_us, bool reading) {
    for (uint8_t i = 0; i < kChips; ++i) {
      Chip& c = chips[i];
      while (static_cast<int32_t>(until_us - c.next_us) >= 0) {
        if (reading) c.cut = true;
        const bool was_low = level_low(i);
        c.low = true;
        c.end_us = c.next_us;
        c.next_us += c.period_us;
        if (!reading && !was_low && level_low(i)) converters.fell(i, until_us - kTickUs / 2);
      }
    }
  }

  void read() {
    uint8_t low = 0;
    for (uint8_t i = 0; i < kChips; ++i) {
      low = static_cast<uint8_t>(low | level_low(i) << i);
      chips[i].cut = false;
    }
    const uint32_t from_us = now_us + 20;
    convert(from_us + kReadUs, true);
    uint8_t high = 0;
    for (uint8_t i = 0; i < kChips; ++i) {
      if (low >> i & 1 && !chips[i].held_low) chips[i].low = false;
      high = static_cast<uint8_t>(high | !level_low(i) << i);
    }
    const uint32_t before_us = converters.stamp_us();
    converters.was_read(from_us, from_us + kReadUs, low, high);
    if (static_cast<int32_t>(converters.stamp_us() - before_us) <= 0) ++back;
    ++reads;
    for (uint8_t i = 0; i < kChips; ++i) {
      cuts += chips[i].cut;
      if (converters.status(i) == kOk) {
        ++sound;
        // Nothing else tells whether a chip's reading was cut.
        if (chips[i].cut) ++wrong;
        const int32_t off_us = static_cast<int32_t>(converters.stamp_us() - 100u * converters.age(i) - chips[i].end_us);
        if (off_us > 160 || off_us < -160) ++wrong_age;
      } else if (converters.status(i) == kTorn) {
        ++torn;
      }
    }
  }

  void run_ms(uint32_t milliseconds) {
    for (uint32_t i = 0; i < milliseconds * 10; ++i) {
      now_us += kTickUs;
      convert(now_us, false);
      if (converters.due(now_us)) read();
    }
  }

  void count_anew() { reads = sound = wrong = wrong_age = cuts = torn = back = 0; }

  Converters<kChips> converters;
  Chip chips[kChips];
  uint32_t now_us;
  unsigned reads = 0, sound = 0, wrong = 0, wrong_age = 0, cuts = 0, torn = 0, back = 0;
};

void all_chips_are_believed_soon_and_at_the_slowest_rate() {
  Bench b;
  b.run_ms(40);
  CHECK(!b.converters.settled(b.now_us));
  b.run_ms(80);
  CHECK(b.converters.settled(b.now_us));
  b.count_anew();
  b.run_ms(12731);
  CHECK(b.reads >= 999 && b.reads <= 1001);
  CHECK(b.sound >= 3 * b.reads - 1);
  CHECK(b.wrong == 0 && b.wrong_age == 0 && b.cuts == 0);
}

void reads_that_nobody_puts_off_are_cut_and_each_is_flagged() {
  Bench b(false);
  b.run_ms(120);
  b.count_anew();
  b.run_ms(60000);
  CHECK(b.cuts > 10);
  CHECK(b.wrong == 0);
  CHECK(b.torn >= b.cuts);
  CHECK(b.converters.torn() >= b.torn);
}

// The clock of the board wraps after 71 minutes.
void the_clock_may_wrap() {
  Bench b(true, 0xFFFFFFFFu - 2000000);
  b.run_ms(120);
  b.count_anew();
  b.run_ms(5000);
  CHECK(b.reads > 390);
  CHECK(b.sound == 3 * b.reads);
  CHECK(b.wrong == 0 && b.wrong_age == 0);
}

void chips_of_one_period_that_end_together_are_no_danger_to_each_other() {
  Bench b(true, 0, 12500, 12500, 12500);
  b.run_ms(120);
  b.count_anew();
  b.run_ms(12500);
  CHECK(b.reads == 1000);
  CHECK(b.sound == 3000);
}

void a_chip_that_goes_silent_is_late_and_then_missing_and_holds_nobody_up() {
  Bench b(true, 0, 12500, 12500, 12500);
  b.run_ms(500);
  b.chips[1].there = false;
  b.count_anew();
  bool late = false;
  unsigned frames = 0;
  while (b.converters.status(1) != kMissing && frames < 20) {
    const unsigned before = b.reads;
    b.run_ms(1);
    if (b.reads == before) continue;
    ++frames;
    late = late || b.converters.status(1) == kLate;
    CHECK(b.converters.status(0) == kOk && b.converters.status(2) == kOk);
  }
  CHECK(late);
  CHECK(b.converters.age(1) == 255);
  b.count_anew();
  b.run_ms(12500);
  CHECK(b.reads >= 999);
  b.chips[1].there = true;
  b.run_ms(120);
  CHECK(b.converters.status(1) == kOk);
  CHECK(b.wrong == 0);
}

void a_line_that_is_held_down_is_torn_and_then_missing() {
  Bench b;
  b.run_ms(500);
  b.chips[2].held_low = true;
  bool torn = false;
  for (int i = 0; i < 100; ++i) {
    b.run_ms(1);
    torn = torn || b.converters.status(2) == kTorn;
  }
  CHECK(torn);
  CHECK(b.converters.status(2) == kMissing);
  CHECK(b.converters.status(0) == kOk && b.converters.status(1) == kOk);
  b.chips[2].held_low = false;
  b.run_ms(150);
  CHECK(b.converters.status(2) == kOk);
  CHECK(b.wrong == 0);
}

void a_slow_chip_sets_the_rate_and_the_others_are_never_cut() {
  Bench b(true, 0, 12500, 101000, 12750);
  b.run_ms(1500);
  CHECK(b.converters.settled(b.now_us));
  b.count_anew();
  b.run_ms(30300);
  CHECK(b.reads >= 299 && b.reads <= 301);
  CHECK(b.sound >= 3 * b.reads - 3);
  CHECK(b.wrong == 0 && b.wrong_age == 0);
}

void without_chips_there_are_frames_that_say_so() {
  Bench b;
  for (Bench::Chip& c : b.chips) c.there = false;
  b.run_ms(1000);
  CHECK(b.converters.settled(b.now_us));
  b.count_anew();
  const uint32_t stamp_us = b.converters.stamp_us();
  b.run_ms(1250);
  CHECK(b.reads >= 98 && b.reads <= 101);
  for (uint8_t i = 0; i < kChips; ++i) CHECK(b.converters.status(i) == kMissing);
  CHECK(b.converters.stamp_us() > stamp_us);
}

void stamps_rise_whatever_is_read() {
  Bench b;
  b.run_ms(500);
  const uint32_t ahead_us = b.now_us + 20000;
  b.converters.was_read(ahead_us, ahead_us + kReadUs, 0, 7);
  b.count_anew();
  b.run_ms(500);
  CHECK(b.reads > 30);
  CHECK(b.back == 0);
}

void one_conversion_out_of_turn_is_forgiven() {
  Bench b;
  b.run_ms(500);
  b.chips[0].next_us += 3000;
  for (int i = 0; i < 200; ++i) {
    b.run_ms(1);
    CHECK(b.converters.status(0) != kMissing);
  }
  CHECK(b.converters.status(0) == kOk);
}

// ---- values -------------------------------------------------------------------------------------------------------

struct Values {
  void feed(int32_t a, int32_t b, Status known_b = kOk) {
    now_ms += 10;
    judge.feed(0, a, kOk, now_ms);
    judge.feed(1, b, known_b, now_ms);
  }
  Status status() const { return judge.status(1, now_ms); }
  BridgeJudge<2> judge;
  uint32_t now_ms = 0;
};

void saturated_at_either_end_and_shorted_after_two_seconds() {
  for (int32_t end : {kBridgeHighest, kBridgeLowest}) {
    Values v;
    v.feed(1, end - (end > 0 ? 1 : -1));
    CHECK(v.status() == kOk);
    for (int i = 0; i < 200; ++i) {
      v.feed(i, end);
      CHECK(v.status() == kSaturated);
    }
    v.feed(1, end);
    CHECK(v.status() == kShorted);
    v.feed(2, 0);
    CHECK(v.status() == kOk);
    v.feed(3, end);
    CHECK(v.status() == kSaturated);
  }
}

void stuck_after_a_second_while_another_moves() {
  Values v;
  for (int i = 0; i <= 99; ++i) {
    v.feed(i, 42);
    CHECK(v.status() == kOk);
  }
  v.feed(100, 42);
  CHECK(v.status() == kStuck);
  CHECK(v.judge.status(0, v.now_ms) == kOk);
  v.feed(101, 43);
  CHECK(v.status() == kOk);
}

void not_stuck_while_none_moves() {
  Values v;
  for (int i = 0; i < 1000; ++i) v.feed(7, 42);
  CHECK(v.status() == kOk);
}

void a_cell_that_comes_back_has_not_moved() {
  Values v;
  for (int i = 0; i < 500; ++i) v.feed(7, 42, i % 10 ? kOk : kTorn);
  CHECK(v.judge.status(0, v.now_ms) == kOk);
}

void what_is_known_of_a_reading_stands() {
  Values v;
  v.feed(1, kBridgeHighest, kTorn);
  CHECK(v.status() == kTorn);
  v.feed(2, 0, kMissing);
  CHECK(v.status() == kMissing);
  v.feed(3, kBridgeHighest);
  CHECK(v.status() == kSaturated);
}

}  // namespace

int main() {
  all_chips_are_believed_soon_and_at_the_slowest_rate();
  reads_that_nobody_puts_off_are_cut_and_each_is_flagged();
  the_clock_may_wrap();
  chips_of_one_period_that_end_together_are_no_danger_to_each_other();
  a_chip_that_goes_silent_is_late_and_then_missing_and_holds_nobody_up();
  a_line_that_is_held_down_is_torn_and_then_missing();
  a_slow_chip_sets_the_rate_and_the_others_are_never_cut();
  without_chips_there_are_frames_that_say_so();
  stamps_rise_whatever_is_read();
  one_conversion_out_of_turn_is_forgiven();
  saturated_at_either_end_and_shorted_after_two_seconds();
  stuck_after_a_second_while_another_moves();
  not_stuck_while_none_moves();
  a_cell_that_comes_back_has_not_moved();
  what_is_known_of_a_reading_stands();
  return failures ? 1 : 0;
}
