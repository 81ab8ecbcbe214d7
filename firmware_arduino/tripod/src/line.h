// The way out of the board: its UART, or its own USB where it has one. Nothing here ever waits.

#pragma once

#include "send_ring.h"

namespace tripod {
namespace line {

extern SendRing ring;

void open();

// Call after a packet has been committed.
void start();

#if defined(USBCON)
// False while no program has the port open: then packets would only grow stale in the ring.
bool listening();
// USB takes bytes only from the main program, so this is called as often as it has nothing else to do.
void pump();
#else
constexpr bool listening() { return true; }
inline void pump() {}
#endif

}  // namespace line
}  // namespace tripod
