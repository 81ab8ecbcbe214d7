// Frame and banner as the flat little-endian bytes of PROTOCOL.md. Every byte offset of the wire is in packet.cpp.

#pragma once

#include <stdint.h>

#include "status.h"

namespace tripod {

constexpr uint8_t kProtocolVersion = 1;
constexpr uint8_t kProtocolOfAnyBoard = 2;
constexpr uint8_t kMaxCells = 8;
constexpr uint8_t kMaxGroups = 4;
constexpr uint8_t kBoardNameBytes = 16;
constexpr uint8_t kBoardIdBytes = 8;

enum Converter : uint8_t { kAdc = 1, kBridge = 2 };

enum SelfTest : uint8_t {
  kSupplyOutOfRange = 1,
  kIdNotKept = 2,
  kFirstAfterBoot = 4,
  kSupplyDipped = 8,      // the last restart: a brown-out
  kWatchdogRestart = 16,  // the last restart: the watchdog
};

struct Cell {
  int32_t counts;
  Status status;
  uint8_t age;  // of 100 us
};

struct Group {
  uint8_t number;
  Converter converter;
  uint8_t cells;
  uint8_t tested;  // one bit for each status that this board can find
  uint32_t rate_mhz;
  const Status* worst;
};

struct Banner {
  uint8_t firmware[3];
  const char* board;
  uint8_t id[kBoardIdBytes];
  uint32_t uptime_s;
  uint32_t t_us;
  uint16_t supply_mv;
  uint8_t self_test;
  uint32_t overruns;
  uint32_t dropped;
  uint32_t torn;
  uint8_t groups;
  const Group* group;
};

// What protocol 2 says of a group beside what protocol 1 says of it.
struct Sampling {
  uint32_t full_scale;  // counts of the converter's last code
  uint8_t jitter;       // class, see PROTOCOL.md
  bool ratiometric;
};

constexpr uint8_t frame_bytes(uint8_t cells) { return 8 + 5 * cells; }
constexpr uint8_t banner_bytes(uint8_t groups, uint8_t cells) { return 53 + 8 * groups + cells; }
constexpr uint8_t banner_2_bytes(uint8_t groups, uint8_t cells) { return banner_bytes(groups, cells) + 6 * groups; }

constexpr uint8_t kMaxFrame = frame_bytes(kMaxCells);
constexpr uint8_t kMaxBanner = banner_bytes(kMaxGroups, kMaxGroups * kMaxCells);
constexpr uint8_t kMaxBanner2 = banner_2_bytes(kMaxGroups, kMaxGroups * kMaxCells);

// All return the number of bytes written.
uint8_t pack_frame(uint8_t* out, uint8_t group, uint16_t seq, uint32_t t_us, const Cell* cells, uint8_t count);
uint8_t pack_banner(uint8_t* out, const Banner& banner);
uint8_t pack_banner_2(uint8_t* out, const Banner& banner, const Sampling* of_group);

}  // namespace tripod
