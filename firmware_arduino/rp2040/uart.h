// UART 0, which sends on GP0: for a board whose USB is only its supply.

#pragma once

#include <stddef.h>
#include <stdint.h>

struct Uart {
  void begin(uint32_t baud);
  void serve() {}
  int availableForWrite();
  size_t write(const uint8_t* bytes, size_t count);
  explicit operator bool() { return true; }
};
