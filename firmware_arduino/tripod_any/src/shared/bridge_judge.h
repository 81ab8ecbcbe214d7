// Which whole readings of a 24-bit bridge converter can be true. Pure, like cell_judge.h.
//
// Unlike a force sensor's code, a bridge's reading trembles by many counts at any load. So no change is too small to
// count, and a second without any is long.

#pragma once

#include <stdint.h>

#include "status.h"

namespace tripod {

constexpr int32_t kBridgeHighest = 0x7FFFFF;
constexpr int32_t kBridgeLowest = -0x800000;

constexpr uint8_t kBridgeFindable = mask(kShorted) | mask(kSaturated) | mask(kStuck);

template <uint8_t kCells>
class BridgeJudge {
 public:
  static constexpr uint16_t kShortedAfterMs = 2000;
  static constexpr uint16_t kStuckAfterMs = 1000;

  // `known` says what is known of the reading itself: only of a whole one, kOk, is there more to say.
  void feed(uint8_t cell, int32_t reading, Status known, uint32_t now_ms) {
    History& h = history_[cell];
    h.known = known;
    if (known != kOk) {
      h.heard = false;
      return;
    }
    const bool at_end = reading >= kBridgeHighest || reading <= kBridgeLowest;
    if (!h.heard || !at_end || !h.at_end) h.end_since_ms = now_ms;
    if (!h.heard || reading != h.reading) h.still_since_ms = now_ms;
    if (h.heard && reading != h.reading) {
      h.moved = true;
      h.moved_ms = now_ms;
    }
    h.at_end = at_end;
    h.reading = reading;
    h.heard = true;
  }

  // After all cells have been fed.
  Status status(uint8_t cell, uint32_t now_ms) const {
    const History& h = history_[cell];
    if (h.known != kOk) return h.known;
    if (h.at_end) return now_ms - h.end_since_ms >= kShortedAfterMs ? kShorted : kSaturated;
    if (now_ms - h.still_since_ms < kStuckAfterMs) return kOk;
    for (const History& other : history_) {
      if (other.moved && static_cast<int32_t>(other.moved_ms - h.still_since_ms) > 0) return kStuck;
    }
    return kOk;
  }

 private:
  struct History {
    int32_t reading;
    uint32_t still_since_ms;
    uint32_t moved_ms;  // from one whole reading to the next: a cell that was away has not moved
    uint32_t end_since_ms;
    Status known;
    bool heard;  // the last reading was whole
    bool moved;
    bool at_end;
  };

  History history_[kCells] = {};
};

}  // namespace tripod
