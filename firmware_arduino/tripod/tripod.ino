// Foot-tripod balance board: reads the force sensors under heel and the bases of big and little toe, and sends what
// it reads. It talks and never listens; the words of the conversation are in ../PROTOCOL.md.
//
// Edit board.h to describe your board, then press Upload.

#include "board.h"
#include "src/board_id.h"
#include "src/cell_judge.h"
#include "src/line.h"
#include "src/packet.h"
#include "src/sampler.h"
#include "src/seal.h"
#include "src/settings.h"
#include "src/supply.h"

namespace tripod {
namespace {

constexpr uint8_t kGroupNumber = 0;

constexpr CellLimits kLimits = {
    SATURATED_CODE * kPasses,
    BLEED_RESISTOR ? OPEN_BELOW_CODE * kPasses : 0,
    (RESTING_CODE + 32) * kPasses,  // about 3 % of the range above rest
    8 * kPasses,
};

CellJudge<kCells> judge(kLimits);
Status worst[kCells];

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
  return bits;
}

// Kept apart from the frame's way, which would otherwise share its stack and lose the processor's registers to it.
__attribute__((noinline)) bool send_banner() {
  constexpr uint8_t kBytes = banner_bytes(1, kCells);
  static_assert(kBytes + frame_bytes(kCells) + 2 * kSealBytes <= SendRing::kCapacity, "The send ring is too small.");
  if (line::ring.room() < kBytes + kSealBytes) return false;
  const Group group = {kGroupNumber, kAdc, kCells, findable(kLimits), RATE_HZ * 1000UL, worst};
  Banner banner = {};
  memcpy(banner.firmware, kFirmwareVersion, sizeof banner.firmware);
  banner.board = BOARD_NAME;
  memcpy(banner.id, id, sizeof banner.id);
  banner.uptime_s = uptime_s;
  banner.t_us = sampler::now_us();
  banner.supply_mv = supply_mv(sampler::supply_code(), BANDGAP_MV);
  banner.self_test = self_test(banner.supply_mv);
  banner.overruns = sampler::overruns();
  banner.dropped = dropped;
  banner.groups = 1;
  banner.group = &group;
  uint8_t payload[kBytes];
  return seal(line::ring, payload, pack_banner(payload, banner));
}

__attribute__((noinline)) bool send_frame(const sampler::Sampling& sampling) {
  uint8_t payload[frame_bytes(kCells)];
  if (line::ring.room() < sizeof payload + kSealBytes) return false;
  Cell cells[kCells];
  for (uint8_t i = 0; i < kCells; ++i) {
    cells[i].counts = static_cast<uint16_t>(sampling.sums[i] * kCountsPerSum);
    cells[i].status = judge.status(i);
    cells[i].age = 0;
  }
  const uint8_t length = pack_frame(payload, kGroupNumber, static_cast<uint16_t>(sampling.number),
                                    sampler::stamp_us(sampling.number), cells, kCells);
  return seal(line::ring, payload, length);
}

__attribute__((noinline)) void judge_cells(const sampler::Sampling& sampling) {
  judge.feed(sampling.sums, sampling.number * kPeriodMs);
  for (uint8_t i = 0; i < kCells; ++i) {
    const Status status = judge.status(i);
    if (status != kOk) worst[i] = worse(worst[i], status);
  }
}

void count_seconds(uint32_t number) {
  while (number - second_began >= RATE_HZ) {
    second_began += RATE_HZ;
    ++uptime_s;
    banner_due = true;
  }
}

void send(const sampler::Sampling& sampling) {
  if (!line::listening()) return;
  if (banner_due && send_banner()) {
    banner_due = false;
    first_after_boot = false;
    for (Status& status : worst) status = kOk;
    sampler::refresh_supply();
    line::start();
  }
  // A banner that still waits for room goes first: frames would take that room for ever on a line that is too slow.
  if (!banner_due && send_frame(sampling)) {
    line::start();
  } else {
    ++dropped;
  }
}

// Deliberately not a sleep mode: entering one starts a conversion of its own, which makes the converter busy when the
// next burst is due. The emulator takes this function's share of the time as the processor's idle time.
__attribute__((noinline)) void wait_for_sampling() {
  while (!sampler::ready()) line::pump();
}

}  // namespace
}  // namespace tripod

void setup() {
  using namespace tripod;
  id_kept = board_id::read_or_make(id);
  line::open();
  sampler::start();
}

void loop() {
  using namespace tripod;
  wait_for_sampling();
  sampler::Sampling sampling;
  sampler::take(sampling);
  judge_cells(sampling);
  count_seconds(sampling.number);
  send(sampling);
}
