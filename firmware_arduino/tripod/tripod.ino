// Foot-tripod balance board: reads force sensors or load cells under heel and the bases of big and little toe, and
// sends what it reads. It talks and never listens; the words of the conversation are in ../PROTOCOL.md.
//
// Edit board.h to describe your board, then press Upload.

#include "src/fast_boards.h"

#include "board.h"
#include "src/board_id.h"
#include "src/clock.h"
#include "src/force_sensors.h"
#include "src/line.h"
#include "src/load_cells.h"
#include "src/packet.h"
#include "src/reference.h"
#include "src/reset_flags.h"
#include "src/seal.h"
#include "src/settings.h"
#include "src/supply.h"

namespace tripod {
namespace {

constexpr uint8_t kBannerBytes = banner_bytes(kGroups, kForceCells + kLoadCells);

uint8_t id[kBoardIdBytes];
bool id_kept = false;

bool banner_due = true;
bool first_after_boot = true;
uint32_t uptime_s = 0;
uint32_t second_began = 0;
uint32_t dropped = 0;

uint8_t self_test(uint16_t supply) {
  uint8_t bits = 0;
  if (supply < SUPPLY_MIN_MV || supply > SUPPLY_MAX_MV) bits |= kSupplyOutOfRange;
  if (!id_kept) bits |= kIdNotKept;
  if (first_after_boot) bits |= kFirstAfterBoot;
  bits |= reset_flags::bits();
  return bits;
}

// Kept apart from the frame's way, which would otherwise share its stack and lose the processor's registers to it.
__attribute__((noinline)) bool send_banner() {
  static_assert(kBannerBytes + frame_bytes(kForceCells) + frame_bytes(kLoadCells) + 3 * kSealBytes <=
                    SendRing::kCapacity,
                "The send ring is too small.");
  if (line::ring.room() < kBannerBytes + kSealBytes) return false;
  Group groups[kGroups];
  Banner banner = {};
#if defined(CELL_PINS)
  groups[kForceGroup] = force_sensors::group();
  banner.overruns = sampler::overruns();
#endif
#if defined(HX711_DATA_PINS)
  groups[kLoadGroup] = load_cells::group();
  banner.torn = load_cells::torn();
#endif
  memcpy(banner.firmware, kFirmwareVersion, sizeof banner.firmware);
  banner.board = TRIPOD_BOARD_NAME;
  memcpy(banner.id, id, sizeof banner.id);
  banner.uptime_s = uptime_s;
  banner.t_us = clock::now_us();
  banner.supply_mv = supply_mv(reference::code(), BANDGAP_MV);
  banner.self_test = self_test(banner.supply_mv);
  banner.dropped = dropped;
  banner.groups = kGroups;
  banner.group = groups;
  uint8_t payload[kBannerBytes];
  return seal(line::ring, payload, pack_banner(payload, banner));
}

__attribute__((noinline)) bool send_frame(const Frame& frame) {
  uint8_t payload[frame_bytes(kForceCells > kLoadCells ? kForceCells : kLoadCells)];
  if (line::ring.room() < frame_bytes(frame.count) + kSealBytes) return false;
  const uint8_t length = pack_frame(payload, frame.group, frame.seq, frame.t_us, frame.cells, frame.count);
  return seal(line::ring, payload, length);
}

void count_seconds(uint32_t period) {
  while (period - second_began >= RATE_HZ) {
    second_began += RATE_HZ;
    ++uptime_s;
    banner_due = true;
  }
}

void forget_worst() {
#if defined(CELL_PINS)
  force_sensors::forget_worst();
#endif
#if defined(HX711_DATA_PINS)
  load_cells::forget_worst();
#endif
}

void say_banner() {
  if (!line::listening() || !banner_due || !send_banner()) return;
  banner_due = false;
  first_after_boot = false;
  forget_worst();
  reference::refresh();
  line::start();
}

void say(const Frame& frame) {
  if (!line::listening()) return;
  // A banner that still waits for room goes first: frames would take that room for ever on a line that is too slow.
  if (!banner_due && send_frame(frame)) {
    line::start();
  } else {
    ++dropped;
  }
}

// Deliberately not a sleep mode: entering one starts a conversion of its own, which makes the converter busy when the
// next burst is due. The emulator takes this function's share of the time as the processor's idle time.
__attribute__((noinline)) void wait_for_sampling() {
  for (;;) {
#if defined(CELL_PINS)
    if (force_sensors::ready()) return;
#endif
#if defined(HX711_DATA_PINS)
    if (load_cells::ready()) return;
#endif
    line::pump();
  }
}

}  // namespace
}  // namespace tripod

void setup() {
  using namespace tripod;
  id_kept = board_id::read_or_make(id);
  line::open();
  reference::start();
#if defined(CELL_PINS)
  force_sensors::start();
#else
  tripod::clock::start();
#endif
#if defined(HX711_DATA_PINS)
  load_cells::start();
#endif
}

// What was read is judged before a banner tells of it, and the banner goes before the frame. One thing at a time, and
// forces first: at 1000 samplings a second the next but one is lost if they have to wait longer than a millisecond.
void loop() {
  using namespace tripod;
  wait_for_sampling();
  count_seconds(tripod::clock::periods());
#if defined(CELL_PINS)
  if (force_sensors::ready()) {
    force_sensors::look();
    say_banner();
    say(force_sensors::frame());
    return;
  }
#endif
#if defined(HX711_DATA_PINS)
  if (load_cells::look()) return;
  say_banner();
  if (load_cells::has_frame()) say(load_cells::frame());
#endif
}
