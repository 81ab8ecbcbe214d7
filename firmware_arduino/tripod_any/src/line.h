// The way out of the board: whatever this Arduino calls Serial.

#pragma once

#include "shared/send_ring.h"

namespace tripod {
namespace line {

extern SendRing ring;

void open();

// False while no program has the port open: then packets would only grow stale in the ring.
bool listening();

// Hands on what Serial takes without waiting. Call it as often as there is nothing else to do.
void pump();

}  // namespace line
}  // namespace tripod
