// When the next sampling is due, and how late it came: a loop that also does other things is never exactly in time. Pure,
// so that the same code is tried on a desk computer.

#pragma once

#include <stdint.h>

namespace tripod {

// The most that each class stands for (PROTOCOL.md); what is worse than the last has the next number.
constexpr uint16_t kJitterUs[] = {20, 100, 500, 2500, 12500};

inline uint8_t jitter_class(uint32_t us) {
  uint8_t k = 0;
  while (k < sizeof kJitterUs / sizeof *kJitterUs && us > kJitterUs[k]) ++k;
  return k;
}

class Beat {
 public:
  explicit Beat(uint32_t period_us) : period_us_(period_us) {}

  void begin(uint32_t now_us) { next_us_ = now_us + period_us_; }

  // True once a period, from its beginning on. Periods that went by meanwhile are counted and left out.
  bool due(uint32_t now_us) {
    uint32_t late_us = now_us - next_us_;
    if (static_cast<int32_t>(late_us) < 0) return false;
    const uint32_t missed = late_us / period_us_;
    late_us -= missed * period_us_;
    number_ += missed + 1;
    overruns_ += missed;
    next_us_ += (missed + 1) * period_us_;
    if (late_us > latest_us_) latest_us_ = late_us;
    return true;
  }

  uint32_t number() const { return number_; }
  uint32_t overruns() const { return overruns_; }

  uint32_t latest_us() const { return latest_us_; }
  void forget_latest() { latest_us_ = 0; }

 private:
  const uint32_t period_us_;
  uint32_t next_us_ = 0;
  uint32_t number_ = 0;
  uint32_t overruns_ = 0;
  uint32_t latest_us_ = 0;
};

}  // namespace tripod
