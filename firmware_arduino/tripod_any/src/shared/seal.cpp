#include "seal.h"

#include "crc16.h"

namespace tripod {
namespace {

// Always inline, so that all of it lives in registers: this loop is the largest piece of work at 1000 frames/s.
#define IN_REGISTERS inline __attribute__((always_inline))

class CobsWriter {
 public:
  IN_REGISTERS explicit CobsWriter(SendRing& ring) : ring_(ring), at_(ring.head()) {
    ring_.put_at(at_++, 0);
    code_at_ = at_++;
  }
  IN_REGISTERS void add(uint8_t byte) {
    if (byte == 0) {
      close_run();
      code_at_ = at_;
    } else {
      ring_.put_at(at_, byte);
    }
    ++at_;
  }
  IN_REGISTERS void finish() {
    close_run();
    ring_.put_at(at_++, 0);
    ring_.commit(at_);
  }

 private:
  IN_REGISTERS void close_run() { ring_.put_at(code_at_, static_cast<uint8_t>(at_ - code_at_)); }

  SendRing& ring_;
  uint8_t at_;
  uint8_t code_at_;
};

}  // namespace

bool seal(SendRing& ring, const uint8_t* payload, uint8_t length) {
  if (ring.room() < length + kSealBytes) return false;
  Crc16 crc;
  CobsWriter out(ring);
  for (const uint8_t* end = payload + length; payload != end; ++payload) {
    crc.add(*payload);
    out.add(*payload);
  }
  out.add(crc.low());
  out.add(crc.high());
  out.finish();
  return true;
}

}  // namespace tripod
