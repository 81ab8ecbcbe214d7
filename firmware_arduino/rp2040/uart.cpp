#include "uart.h"

#include "registers.h"

using namespace rp2040;

void Uart::begin(uint32_t baud) {
  const uint32_t divisor = kSystemHz * 4 / baud;  // in 64ths
  at(kUart + 0x24) = divisor >> 6;
  at(kUart + 0x28) = divisor & 63;
  at(kUart + 0x2C) = 3u << 5 | 1u << 4;  // 8N1, and the queues
  at(kUart + 0x30) = 1u << 8 | 1;
  at(kIo + 4) = 2;
}

int Uart::availableForWrite() {
  constexpr uint32_t kFull = 1u << 5, kEmpty = 1u << 7;
  constexpr int kQueue = 32;
  const uint32_t flags = at(kUart + 0x18);
  return flags & kEmpty ? kQueue : flags & kFull ? 0 : 1;
}

size_t Uart::write(const uint8_t* bytes, size_t count) {
  for (size_t k = 0; k < count; ++k) at(kUart) = bytes[k];
  return count;
}
