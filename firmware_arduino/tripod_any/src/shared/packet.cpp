#include "packet.h"

namespace tripod {
namespace {

constexpr uint8_t kTypeBanner = 1;
constexpr uint8_t kTypeFrame = 2;

// Always inline, so that the position stays in a register.
#define IN_REGISTERS inline __attribute__((always_inline))

class Writer {
 public:
  IN_REGISTERS explicit Writer(uint8_t* out) : start_(out), at_(out) {}
  IN_REGISTERS void u8(uint8_t value) { *at_++ = value; }
  IN_REGISTERS void u16(uint16_t value) {
    u8(static_cast<uint8_t>(value));
    u8(static_cast<uint8_t>(value >> 8));
  }
  IN_REGISTERS void u32(uint32_t value) {
    u16(static_cast<uint16_t>(value));
    u16(static_cast<uint16_t>(value >> 16));
  }
  IN_REGISTERS uint8_t written() const { return static_cast<uint8_t>(at_ - start_); }

 private:
  uint8_t* start_;
  uint8_t* at_;
};

IN_REGISTERS void add_head(Writer& w, const Banner& banner, uint8_t version) {
  w.u8(kTypeBanner);
  w.u8(version);
  for (uint8_t part : banner.firmware) w.u8(part);
  const char* name = banner.board;
  for (uint8_t i = 0; i < kBoardNameBytes; ++i) w.u8(*name ? static_cast<uint8_t>(*name++) : 0);
  for (uint8_t byte : banner.id) w.u8(byte);
  w.u32(banner.uptime_s);
  w.u32(banner.t_us);
  w.u16(banner.supply_mv);
  w.u8(banner.self_test);
  w.u32(banner.overruns);
  w.u32(banner.dropped);
  w.u32(banner.torn);
  w.u8(banner.groups);
}

IN_REGISTERS void add_group(Writer& w, const Group& group) {
  w.u8(group.number);
  w.u8(group.converter);
  w.u8(group.cells);
  w.u8(group.tested);
  w.u32(group.rate_mhz);
}

IN_REGISTERS void add_worst(Writer& w, const Group& group) {
  for (uint8_t i = 0; i < group.cells; ++i) w.u8(group.worst[i]);
}

}  // namespace

uint8_t pack_frame(uint8_t* out, uint8_t group, uint16_t seq, uint32_t t_us, const Cell* cells, uint8_t count) {
  Writer w(out);
  w.u8(kTypeFrame);
  w.u8(group);
  w.u16(seq);
  w.u32(t_us);
  for (uint8_t i = 0; i < count; ++i) {
    const uint32_t counts = static_cast<uint32_t>(cells[i].counts);
    w.u16(static_cast<uint16_t>(counts));
    w.u8(static_cast<uint8_t>(counts >> 16));
    w.u8(cells[i].status);
  }
  for (uint8_t i = 0; i < count; ++i) w.u8(cells[i].age);
  return w.written();
}

uint8_t pack_banner(uint8_t* out, const Banner& banner) {
  Writer w(out);
  add_head(w, banner, kProtocolVersion);
  for (uint8_t g = 0; g < banner.groups; ++g) {
    add_group(w, banner.group[g]);
    add_worst(w, banner.group[g]);
  }
  return w.written();
}

uint8_t pack_banner_2(uint8_t* out, const Banner& banner, const Sampling* of_group) {
  Writer w(out);
  add_head(w, banner, kProtocolOfAnyBoard);
  for (uint8_t g = 0; g < banner.groups; ++g) {
    add_group(w, banner.group[g]);
    w.u32(of_group[g].full_scale);
    w.u8(of_group[g].jitter);
    w.u8(of_group[g].ratiometric ? 1 : 0);
    add_worst(w, banner.group[g]);
  }
  return w.written();
}

}  // namespace tripod
