// What a cell says of its own reading (PROTOCOL.md, "Status").

#pragma once

#include <stdint.h>

namespace tripod {

enum Status : uint8_t {
  kOk = 0,
  kOpen = 1,
  kShorted = 2,
  kSaturated = 3,
  kStuck = 4,
  kTorn = 5,
  kLate = 6,
  kMissing = 7,
};

constexpr uint8_t mask(Status status) { return static_cast<uint8_t>(1u << status); }

// Of several faults the protocol wants the one that explains the others: 7, 5, 2, 1, 3, 4, 6.
constexpr uint8_t precedence(Status status) {
  return status == kMissing     ? 7
         : status == kTorn      ? 6
         : status == kShorted   ? 5
         : status == kOpen      ? 4
         : status == kSaturated ? 3
         : status == kStuck     ? 2
         : status == kLate      ? 1
                                : 0;
}

constexpr Status worse(Status a, Status b) { return precedence(a) >= precedence(b) ? a : b; }

}  // namespace tripod
