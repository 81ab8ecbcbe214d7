// Free-running converters (HX711) that share one clock line: when they may be read together, and which of the
// readings can be believed. Pure: falling edges, levels and a clock go in, so that the same code is tried on a desk
// computer at exact microseconds.
//
// A chip pulls its data line low when a conversion has ended, and high with the last pulse of a read. A conversion
// that ends *within* a read cuts it, and what the chip then sends is specified nowhere: part of the old value, part of
// the new, with or without a trace on the line. So it is not enough to look at the line. Each chip's period is
// measured, its next end reckoned, and the read waits until no chip is about to end a conversion. A chip whose
// conversion is overwritten while the read waits loses nothing but an older value.

#pragma once

#include <stdint.h>

#include "status.h"

namespace tripod {

constexpr uint16_t kNominalPeriodUs = 12500;

// `kReadUs`: from the decision to read to the last pulse, with the interrupts between.
template <uint8_t kCells, uint16_t kReadUs = 500>
class Converters {
 public:
  // Where `waits` is false the read is not put off: then the readings that may have been cut are flagged instead.
  explicit Converters(bool waits = true) : waits_(waits) {}

  // All chips have just been started together.
  void begin(uint32_t now_us) {
    began_us_ = now_us;
    read_us_ = now_us;
  }

  // The data line was seen high, and then low.
  void fell(uint8_t cell, uint32_t at_us) {
    Chip& c = chips_[cell];
    if (c.end_known) learn(c, at_us - c.end_us, at_us - c.read_us);
    c.end_us = at_us;
    c.end_known = true;
    c.reckoned = 0;
    c.ready = true;
    c.lagging = false;
  }

  // Whether to read all chips now; if not, look_again_us() is when to ask again unless a line falls before.
  bool due(uint32_t now_us) {
    look_again_us_ = now_us + kNominalPeriodUs;
    bool waiting = false;
    bool any = false;
    for (Chip& c : chips_) {
      if (!alive(c)) continue;
      if (c.ready) {
        reckon(c, now_us);
        any = true;
      } else if (!c.lagging && !c.low_after_read) {
        const uint32_t deadline = next_end_us(c) + c.late_us;
        if (passed(now_us, deadline)) {
          c.lagging = true;
        } else {
          waiting = true;
          sooner(deadline);
        }
      }
    }
    if (waiting) {
      put_off_ = false;
      return false;
    }
    return any ? safe(now_us) : due_without(now_us);
  }

  uint32_t look_again_us() const { return look_again_us_; }

  // All chips were clocked between these times; a bit for each cell: its line was low before, and high after.
  void was_read(uint32_t from_us, uint32_t until_us, uint8_t low_before, uint8_t high_after) {
    uint8_t bit = 1;
    for (Chip& c : chips_) {
      const bool low = low_before & bit;
      const bool high = high_after & bit;
      c.status = judge(c, from_us, until_us, low, high);
      if (c.status == kTorn) ++torn_;
      if (low) c.read_us = from_us;
      c.ready = false;
      c.low_after_read = !high;
      bit = static_cast<uint8_t>(bit << 1);
    }
    read_us_ = from_us;
    put_off_ = false;
    stamp(from_us);
  }

  // After the start chips settle for 50 ms, or 0.4 s where they convert slowly. Until all have shown that they are
  // there, or have had the time to, there is nothing to say.
  bool settled(uint32_t now_us) {
    if (!settled_) {
      bool all = true;
      for (const Chip& c : chips_) all = all && alive(c);
      settled_ = all || now_us - began_us_ > kBootUs;
    }
    return settled_;
  }

  Status status(uint8_t cell) const { return chips_[cell].status; }

  // The end of the newest conversion among those that are believed.
  uint32_t stamp_us() const { return stamp_us_; }

  // How much older than the stamp, in 100 us.
  uint8_t age(uint8_t cell) const {
    const Chip& c = chips_[cell];
    if (!c.end_known) return kNoAge;
    const int32_t us = static_cast<int32_t>(stamp_us_ - c.end_us);
    if (us < 0) return 0;
    return us < kNoAge * 100L - 50 ? static_cast<uint8_t>((static_cast<uint16_t>(us) + 50) / 100) : kNoAge;
  }

  uint32_t torn() const { return torn_; }

 private:
  // HX711: 80 or 10 conversions a second, with room for what their own clocks are off.
  static constexpr uint32_t kShortestPeriodUs = 8000;
  static constexpr uint32_t kLongestFastPeriodUs = 16000;
  static constexpr uint32_t kLongestPeriodUs = 140000;
  static constexpr uint32_t kBootUs = 900000;
  static constexpr uint16_t kGatherUs = 2500;
  static constexpr uint16_t kLongestPutOffUs = 14000;
  // Whole conversions on end before a chip is believed: what it needs to settle after its plug was put in.
  static constexpr uint8_t kProven = 4;
  static constexpr uint8_t kGivenUpAfter = 4;
  static constexpr uint8_t kNoAge = 255;

  struct Chip {
    uint32_t end_us;      // of its newest conversion, seen or reckoned
    uint32_t read_us;     // when its line was last low in a read
    uint32_t period_x16;
    uint32_t period_us;   // 0 while not known
    uint16_t doubt_us;    // how far an end may lie from where it is reckoned
    uint16_t late_us;     // how much longer than a period it is waited for
    uint8_t samples;      // intervals that the period was learned from, up to 8
    uint8_t reckoned;     // conversions since the last whose end was seen
    uint8_t whole;        // conversions on end that were read whole; a chip is alive from kProven on
    uint8_t doubtful;     // readings on end whose line stayed low
    bool end_known;
    bool strange;         // the last interval was no multiple of the period
    bool ready;           // an end was seen or reckoned, and not read since
    bool lagging;         // awaited in vain; not waited for until it shows itself
    bool low_after_read;  // cut, or held down: it cannot show an end
    Status status;
  };

  static bool alive(const Chip& c) { return c.whole >= kProven; }
  static bool passed(uint32_t now_us, uint32_t at_us) { return static_cast<int32_t>(now_us - at_us) > 0; }
  static uint32_t next_end_us(const Chip& c) { return c.end_us + c.period_us; }
  // How much slower the period follows what is seen, the more of it was seen: 1/2, 1/4 ... 1/16.
  static uint8_t slowness(const Chip& c) {
    return static_cast<uint8_t>(1 + (c.samples >= 2) + (c.samples >= 4) + (c.samples >= 8));
  }
  // The period's own error adds up over the ends that were not seen.
  static int32_t doubt(const Chip& c) {
    const uint16_t of_period_us = static_cast<uint16_t>(24 + (256 >> slowness(c)));
    return static_cast<int32_t>(c.doubt_us) + static_cast<int32_t>(of_period_us * c.reckoned);
  }

  static void set_period(Chip& c, uint32_t period_x16) {
    c.period_x16 = period_x16;
    c.period_us = period_x16 >> 4;
    // 1.6 %, for a clock that trembles and for the 0.1 ms within which ends are seen.
    c.doubt_us = static_cast<uint16_t>(c.period_us >> 6);
    c.late_us = static_cast<uint16_t>(c.period_us >> 3);
  }

  static void forget(Chip& c) {
    set_period(c, 0);
    c.samples = 0;
    c.whole = 0;
    c.strange = false;
  }

  // Between two ends that were seen others may have been overwritten unseen, but none after the read. So of a chip
  // that is read once in ten of its periods the interval is shared out: a period that is taken too short is a fraction
  // of the true one, and foresees too many ends rather than too few.
  static uint32_t first_guess(uint32_t interval, uint32_t since_read) {
    if (since_read > kLongestFastPeriodUs || interval <= kLongestFastPeriodUs) return interval;
    return interval / ((interval + kNominalPeriodUs / 2) / kNominalPeriodUs);
  }

  static void learn(Chip& c, uint32_t interval, uint32_t since_read) {
    const uint32_t known = c.period_us;
    uint32_t one = interval;
    if (known && interval > known + known / 2) one = interval / ((interval + known / 2) / known);
    const int32_t off = static_cast<int32_t>(one - known);
    const int32_t tolerated = static_cast<int32_t>(known / 8);
    if (!known || off > tolerated || off < -tolerated) {
      // Once is a conversion out of turn; twice is another chip, another rate, or a line that picks up noise.
      if (known && !c.strange) {
        c.strange = true;
        return;
      }
      forget(c);
      if (interval < kShortestPeriodUs || interval > kLongestPeriodUs) return;
      set_period(c, first_guess(interval, since_read) << 4);
      c.samples = 1;
      return;
    }
    c.strange = false;
    // A mean at first, and then a slow follower: an end is seen to 0.1 ms only, and the period is wanted finer.
    set_period(c, static_cast<uint32_t>(static_cast<int32_t>(c.period_x16) + off * (16 >> slowness(c))));
    if (c.samples < 8) ++c.samples;
  }

  // The line stays low when a conversion that nobody fetched is overwritten by the next.
  static void reckon(Chip& c, uint32_t now_us) {
    while (passed(now_us, next_end_us(c) + static_cast<uint32_t>(doubt(c)))) {
      c.end_us += c.period_us;
      if (c.reckoned < 255) ++c.reckoned;
    }
  }

  static bool may_end_within(const Chip& c, uint32_t from_us, uint32_t until_us) {
    const uint32_t next_us = next_end_us(c);
    return static_cast<int32_t>(next_us - until_us) <= doubt(c) && static_cast<int32_t>(from_us - next_us) <= doubt(c);
  }

  void sooner(uint32_t at_us) {
    if (static_cast<int32_t>(at_us - look_again_us_) < 0) look_again_us_ = at_us;
  }

  bool safe(uint32_t now_us) {
    if (!waits_) return true;
    if (!put_off_) {
      put_off_ = true;
      put_off_us_ = now_us;
    }
    if (now_us - put_off_us_ > kLongestPutOffUs) return true;
    for (const Chip& c : chips_) {
      if (alive(c) && c.ready && may_end_within(c, now_us, now_us + kReadUs)) {
        look_again_us_ = next_end_us(c) + static_cast<uint32_t>(doubt(c)) + 1;
        return false;
      }
    }
    return true;
  }

  // With nobody to wait for: chips that have only just come, a little time for others to come as well, and else at
  // the nominal rate, so that a board without a single chip says so too.
  bool due_without(uint32_t now_us) {
    for (const Chip& c : chips_) {
      if (!c.ready) continue;
      if (passed(now_us, c.end_us + kGatherUs)) return true;
      sooner(c.end_us + kGatherUs + 1);
    }
    if (now_us - read_us_ >= kNominalPeriodUs) return true;
    sooner(read_us_ + kNominalPeriodUs);
    return false;
  }

  Status judge(Chip& c, uint32_t from_us, uint32_t until_us, bool low, bool high) {
    const bool announced = c.ready && low;
    if (!alive(c)) {
      // Its lines may be loose: only an end that was seen and a read that left the line high speak for it.
      if (announced && high) {
        ++c.whole;
        c.doubtful = 0;
      } else if (low || c.ready) {
        c.whole = 0;
      }
      return kMissing;
    }
    if (!low) {
      c.lagging = true;
      return from_us - c.end_us > kGivenUpAfter * c.period_us ? lose(c) : kLate;
    }
    if (!announced || !high) {
      return ++c.doubtful >= kGivenUpAfter ? lose(c) : kTorn;
    }
    c.doubtful = 0;
    return may_end_within(c, from_us, until_us) ? kTorn : kOk;
  }

  static Status lose(Chip& c) {
    forget(c);
    c.end_known = false;
    c.lagging = false;
    c.doubtful = 0;
    return kMissing;
  }

  void stamp(uint32_t from_us) {
    bool any = false;
    uint32_t newest = from_us;
    for (const Chip& c : chips_) {
      if (c.status != kOk) continue;
      if (!any || static_cast<int32_t>(c.end_us - newest) > 0) newest = c.end_us;
      any = true;
    }
    // Stamps never go back: a host would take it for the clock's wrap.
    if (stamped_ && static_cast<int32_t>(newest - stamp_us_) <= 0) newest = stamp_us_ + 1;
    stamped_ = true;
    stamp_us_ = newest;
  }

  const bool waits_;
  Chip chips_[kCells] = {};
  uint32_t began_us_ = 0;
  uint32_t read_us_ = 0;
  uint32_t look_again_us_ = 0;
  uint32_t put_off_us_ = 0;
  uint32_t stamp_us_ = 0;
  uint32_t torn_ = 0;
  bool put_off_ = false;
  bool settled_ = false;
  bool stamped_ = false;
};

}  // namespace tripod
