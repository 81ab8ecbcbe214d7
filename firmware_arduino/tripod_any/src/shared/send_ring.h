// Bytes on their way to the line: one side fills, the other empties, and neither waits for the other.
//
// The ring is exactly as large as a byte can count, so both positions wrap by themselves and are read and
// written in one instruction, also between an interrupt and the main program.

#pragma once

#include <stdint.h>

#include "barrier.h"

namespace tripod {

class SendRing {
 public:
  // One place stays empty, or a full ring would look like an empty one.
  static constexpr uint8_t kCapacity = 255;

  uint8_t room() const { return static_cast<uint8_t>(tail_ - head_ - 1); }
  uint8_t used() const { return static_cast<uint8_t>(head_ - tail_); }
  bool empty() const { return head_ == tail_; }

  uint8_t head() const { return head_; }
  void put_at(uint8_t position, uint8_t byte) { bytes_[position] = byte; }

  // Everything up to `position` becomes visible to the emptying side at once: never half a packet.
  void commit(uint8_t position) {
    compiler_barrier();
    head_ = position;
  }

  // False where there is nothing to send.
  bool pop(uint8_t& byte) {
    const uint8_t at = tail_;
    if (at == head_) return false;
    byte = bytes_[at];
    tail_ = static_cast<uint8_t>(at + 1);
    return true;
  }

  // The longest piece that can be handed on without a wrap, for a line that takes many bytes at once.
  uint8_t contiguous() const { return head_ >= tail_ ? used() : static_cast<uint8_t>(0 - tail_); }
  const uint8_t* front() const { return bytes_ + tail_; }
  void skip(uint8_t count) { tail_ = static_cast<uint8_t>(tail_ + count); }

 private:
  uint8_t bytes_[256];
  volatile uint8_t head_ = 0;
  volatile uint8_t tail_ = 0;
};

}  // namespace tripod
