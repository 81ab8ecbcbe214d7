// A payload becomes a packet on the line: CRC behind it, COBS through it, a delimiter on either side.

#pragma once

#include <stdint.h>

#include "send_ring.h"

namespace tripod {

// Two delimiters, the COBS code in front, and the CRC.
constexpr uint8_t kSealBytes = 5;

// What fits into the ring is never so long that COBS would need a second code where there is no zero byte.
static_assert(SendRing::kCapacity - 2 <= 254, "Longer packets need the whole of COBS.");

// False, and nothing written, where the whole packet does not fit into the ring.
bool seal(SendRing& ring, const uint8_t* payload, uint8_t length);

}  // namespace tripod
