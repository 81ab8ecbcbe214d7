// libFuzzer: a stream of arbitrary payloads through the firmware's seal and ring, a line that takes as many bytes as it
// likes, and at the far end a decoder that shares no code with it. Every packet that was accepted must arrive, in
// order and whole; a packet that was refused must leave no byte behind.

#include <stdint.h>
#include <stdlib.h>

#include <deque>
#include <vector>

#include "seal.h"

using namespace tripod;
using Bytes = std::vector<uint8_t>;

namespace {

uint16_t slow_crc(const Bytes& bytes) {
  uint16_t crc = 0xFFFF;
  for (uint8_t byte : bytes) {
    for (int bit = 7; bit >= 0; --bit) {
      const bool carry = ((crc >> 15) ^ (byte >> bit)) & 1;
      crc = static_cast<uint16_t>(crc << 1);
      if (carry) crc ^= 0x1021;
    }
  }
  return crc;
}

// As Cheshire and Baker describe it, codes of 255 included.
Bytes slow_cobs_decode(const Bytes& in) {
  Bytes out;
  for (size_t at = 0; at < in.size();) {
    const size_t code = in[at++];
    if (code == 0 || at + code - 1 > in.size()) abort();
    for (size_t i = 1; i < code; ++i) out.push_back(in[at++]);
    if (code < 255 && at < in.size()) out.push_back(0);
  }
  return out;
}

class FarEnd {
 public:
  void expect(const Bytes& payload) { expected_.push_back(payload); }
  void hear(uint8_t byte) {
    if (byte) {
      packet_.push_back(byte);
    } else if (!packet_.empty()) {
      finish();
    }
  }
  bool satisfied() const { return expected_.empty() && packet_.empty(); }

 private:
  void finish() {
    if (packet_.size() > 254 || expected_.empty()) abort();
    Bytes payload = slow_cobs_decode(packet_);
    packet_.clear();
    const uint16_t sent = static_cast<uint16_t>(payload[payload.size() - 2] | payload[payload.size() - 1] << 8);
    payload.resize(payload.size() - 2);
    if (slow_crc(payload) != sent || payload != expected_.front()) abort();
    expected_.pop_front();
  }
  std::deque<Bytes> expected_;
  Bytes packet_;
};

}  // namespace

// The input is a script: payload length, that many bytes, how many bytes the line then takes, and again.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  SendRing* const ring = new SendRing();
  FarEnd far_end;
  const uint8_t* const end = data + size;
  uint8_t byte;
  while (data < end) {
    uint8_t length = *data++;
    if (length > end - data) length = static_cast<uint8_t>(end - data);
    const bool fits = length + kSealBytes <= ring->room();
    const uint8_t used = ring->used();
    // A copy of exactly this length on the heap, so that the sanitizer sees a read beyond it.
    const Bytes payload(data, data + length);
    if (seal(*ring, payload.data(), length) != fits) abort();
    if (fits) {
      if (ring->used() != used + length + kSealBytes) abort();
      far_end.expect(payload);
    } else if (ring->used() != used) {
      abort();
    }
    data += length;
    if (data < end) {
      for (uint8_t taken = *data++; taken && ring->pop(byte); --taken) far_end.hear(byte);
    }
  }
  while (ring->pop(byte)) far_end.hear(byte);
  if (!far_end.satisfied()) abort();
  delete ring;
  return 0;
}
