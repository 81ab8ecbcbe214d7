// Which cells of a group tell the truth. A pure judge: readings and a clock go in, a status for each cell comes
// out, so the same code is tried on a desk computer at exact milliseconds.
//
// Readings are in the sampler's own unit (sums of codes); so are the limits.

#pragma once

#include <stdint.h>

#include "status.h"

namespace tripod {

struct CellLimits {
  uint16_t saturated;    // from here on the true value may be anything above
  uint16_t open_below;   // no sensor that is connected reads less; 0 where none can be told so
  uint16_t loaded_from;  // an unloaded cell may well rest at one value
  uint16_t moved_by;     // what counts as a change of another cell
};

constexpr uint16_t kShortedAfterMs = 2000;
constexpr uint16_t kStuckAfterMs = 3000;

// A missing sensor is found only where a bleed resistor makes it visible; that its amplifier is missing is found without.
constexpr uint8_t findable(bool missing_sensor) {
  return static_cast<uint8_t>(mask(kShorted) | mask(kSaturated) | mask(kStuck) | (missing_sensor ? mask(kOpen) : 0));
}

template <uint8_t kCells>
class CellJudge {
 public:
  explicit CellJudge(const CellLimits& limits) : limits_(limits) {}

  void feed(const uint16_t* readings, uint32_t now_ms) {
    for (uint8_t i = 0; i < kCells; ++i) {
      if (fresh_) {
        history_[i] = {readings[i], readings[i], now_ms, now_ms, now_ms, now_ms};
      } else {
        history_[i].note(readings[i], now_ms, limits_);
      }
    }
    fresh_ = false;
    for (uint8_t i = 0; i < kCells; ++i) status_[i] = judge(i, now_ms);
  }

  Status status(uint8_t cell) const { return status_[cell]; }

 private:
  struct History {
    uint16_t reading;
    uint16_t anchor;           // the reading at the last move
    uint32_t still_since_ms;   // this very value since then
    uint32_t below_end_ms;     // the last time it was inside the range
    uint32_t moved_ms;         // the last two moves: what came between them is a change of `moved_by` at least,
    uint32_t moved_before_ms;  // all of it after the earlier one

    void note(uint16_t now_reading, uint32_t now_ms, const CellLimits& limits) {
      if (now_reading != reading) {
        reading = now_reading;
        still_since_ms = now_ms;
        const uint16_t way = now_reading > anchor ? now_reading - anchor : anchor - now_reading;
        if (way > limits.moved_by) {
          anchor = now_reading;
          moved_before_ms = moved_ms;
          moved_ms = now_ms;
        }
      }
      if (now_reading < limits.saturated) below_end_ms = now_ms;
    }
  };

  Status judge(uint8_t cell, uint32_t now_ms) const {
    const History& h = history_[cell];
    const bool at_end = h.reading >= limits_.saturated;
    if (at_end && now_ms - h.below_end_ms >= kShortedAfterMs) return kShorted;
    if (h.reading < limits_.open_below) return kOpen;
    if (at_end) return kSaturated;
    if (h.reading < limits_.loaded_from || now_ms - h.still_since_ms < kStuckAfterMs) return kOk;
    for (uint8_t other = 0; other < kCells; ++other) {
      if (static_cast<int32_t>(history_[other].moved_before_ms - h.still_since_ms) > 0) return kStuck;
    }
    return kOk;
  }

  const CellLimits limits_;
  History history_[kCells];
  Status status_[kCells];
  bool fresh_ = true;
};

}  // namespace tripod
