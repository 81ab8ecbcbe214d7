// CRC-16/IBM-3740, the byte-wise form of Ashley Roll and Scott Dattalo: no table, and no 16-bit shift, which an
// AVR would do bit by bit.

#pragma once

#include <stdint.h>

namespace tripod {

class Crc16 {
 public:
  void add(uint8_t byte) {
    uint8_t x = high_ ^ byte;
    x ^= x >> 4;
    high_ = static_cast<uint8_t>(low_ ^ static_cast<uint8_t>(x << 4) ^ (x >> 3));
    low_ = static_cast<uint8_t>(x ^ static_cast<uint8_t>(x << 5));
  }
  uint8_t low() const { return low_; }
  uint8_t high() const { return high_; }

 private:
  uint8_t high_ = 0xFF;
  uint8_t low_ = 0xFF;
};

}  // namespace tripod
