// Boards whose chip speaks USB itself (Leonardo, Micro). Arduino's USB `Serial` can wait a quarter of a second for a
// host that does not read, in two cases that pump() keeps away from: when it is given more than it has room for, and
// when it is filled to the brim, because it then wants to send an empty packet as well.

#include "fast_boards.h"

#include <Arduino.h>
#include <util/atomic.h>

#if defined(USBCON)

#include "line.h"

namespace tripod {
namespace line {

SendRing ring;

void open() { Serial.begin(500000); }

bool listening() { return Serial.dtr(); }

void start() { pump(); }

void pump() {
  if (!listening()) {
    ring.skip(ring.used());  // so that whoever opens the port next begins with a whole and fresh packet
    return;
  }
  if (ring.empty()) return;
  // Arduino's code closes interrupts while it copies, so a longer piece would make the next burst start late.
  constexpr uint8_t kPiece = 8;
  const uint8_t left = ring.contiguous();
  const uint8_t piece = left < kPiece ? left : kPiece;
  // Once a millisecond an interrupt sends off what is there; coming between question and answer, it could leave no
  // room after all.
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    if (Serial.availableForWrite() > piece) ring.skip(static_cast<uint8_t>(Serial.write(ring.front(), piece)));
  }
}

}  // namespace line
}  // namespace tripod

#endif
