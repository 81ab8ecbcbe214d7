#include "line.h"

#include <Arduino.h>

#include "settings.h"

namespace tripod {
namespace line {

SendRing ring;

namespace {

// Some cores never say that there is room. Once the ring is so full, and there never was any, bytes are written all the
// same: such a Serial may wait, and how late samplings then come stands in the banner.
constexpr uint8_t kMustGo = 128;
constexpr uint8_t kPiece = 16;

bool tells_room = false;

}  // namespace

void open() { Serial.begin(LINE_BAUD); }

bool listening() {
#if defined(USBCON) && (defined(ARDUINO_ARCH_AVR) || defined(ARDUINO_ARCH_SAMD))
  return Serial.dtr();  // on these two cores Serial as a bool waits for 10 ms
#else
  return static_cast<bool>(Serial);
#endif
}

void pump() {
  if (ring.empty()) return;
  const int room = Serial.availableForWrite();
  uint8_t piece = ring.contiguous();
  if (room > 0) {
    tells_room = true;
    if (piece > room) piece = static_cast<uint8_t>(room);
  } else if (!tells_room && ring.used() >= kMustGo) {
    if (piece > kPiece) piece = kPiece;
  } else {
    return;
  }
  const size_t taken = Serial.write(ring.front(), piece);
  ring.skip(taken < piece ? static_cast<uint8_t>(taken) : piece);
}

}  // namespace line
}  // namespace tripod
