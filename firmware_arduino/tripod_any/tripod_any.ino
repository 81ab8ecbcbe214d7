// The foot-tripod balance board on any Arduino: analogRead() or HX711 on plain digital pins, and Serial. It sends the same
// packets as tripod/tripod.ino (../PROTOCOL.md) and says in its banner how even its sampling was, because nothing here is
// timed by hardware. On an Uno R3, Nano, Mega or Leonardo take tripod/tripod.ino, which is five times as fast and exact.
//
// Edit board.h to describe your board, then press Upload.

#include "board.h"
#include "src/board_id.h"
#include "src/force_sensors.h"
#include "src/line.h"
#include "src/load_cells.h"
#include "src/settings.h"
#include "src/shared/packet.h"
#include "src/shared/seal.h"

namespace tripod {
namespace {

constexpr uint8_t kBannerBytes = banner_2_bytes(kGroups, kForceCells + kLoadCells);
static_assert(kBannerBytes + frame_bytes(kForceCells) + frame_bytes(kLoadCells) + 3 * kSealBytes <= SendRing::kCapacity,
              "The send ring is too small.");

bool banner_due = true;
bool first_after_boot = true;
uint32_t uptime_s = 0;
uint32_t second_began_us = 0;
uint32_t dropped = 0;

bool send_banner() {
  if (line::ring.room() < kBannerBytes + kSealBytes) return false;
  Group groups[kGroups];
  Sampling sampling[kGroups];
  Banner banner = {};
#if defined(CELL_PINS)
  groups[kForceGroup] = force_sensors::group();
  sampling[kForceGroup] = force_sensors::sampling();
  banner.overruns = force_sensors::overruns();
#endif
#if defined(HX711_DATA_PINS)
  groups[kLoadGroup] = load_cells::group();
  sampling[kLoadGroup] = load_cells::sampling();
  banner.torn = load_cells::torn();
#endif
  for (uint8_t i = 0; i < sizeof banner.firmware; ++i) banner.firmware[i] = kFirmwareVersion[i];
  banner.board = TRIPOD_BOARD_NAME;
  const bool has_id = board_id::read(banner.id);
  banner.uptime_s = uptime_s;
  banner.t_us = micros();
  banner.self_test = static_cast<uint8_t>((has_id ? 0 : kIdNotKept) | (first_after_boot ? kFirstAfterBoot : 0));
  banner.dropped = dropped;
  banner.groups = kGroups;
  banner.group = groups;
  uint8_t payload[kBannerBytes];
  return seal(line::ring, payload, pack_banner_2(payload, banner, sampling));
}

bool send_frame(const Frame& frame) {
  uint8_t payload[frame_bytes(kForceCells > kLoadCells ? kForceCells : kLoadCells)];
  if (line::ring.room() < frame_bytes(frame.count) + kSealBytes) return false;
  const uint8_t length = pack_frame(payload, frame.group, frame.seq, frame.t_us, frame.cells, frame.count);
  return seal(line::ring, payload, length);
}

void count_seconds(uint32_t now_us) {
  while (now_us - second_began_us >= 1000000UL) {
    second_began_us += 1000000UL;
    ++uptime_s;
    banner_due = true;
  }
}

void say_banner() {
  if (!banner_due || !send_banner()) return;
  banner_due = false;
  first_after_boot = false;
#if defined(CELL_PINS)
  force_sensors::forget_worst();
#endif
#if defined(HX711_DATA_PINS)
  load_cells::forget_worst();
#endif
}

// A banner that still waits for room goes first: frames would take that room for ever on a line that is too slow.
void say(const Frame& frame) {
  if (!line::listening()) return;
  say_banner();
  if (banner_due || !send_frame(frame)) ++dropped;
}

}  // namespace
}  // namespace tripod

void setup() {
  using namespace tripod;
  line::open();
#if defined(CELL_PINS)
  force_sensors::start();
#endif
#if defined(HX711_DATA_PINS)
  load_cells::start();
#endif
  second_began_us = micros();
}

void loop() {
  using namespace tripod;
  line::pump();
  count_seconds(micros());
#if defined(CELL_PINS)
  if (force_sensors::look()) say(force_sensors::frame());
#endif
#if defined(HX711_DATA_PINS)
  if (load_cells::look()) say(load_cells::frame());
#endif
}
