// A serial port by USB (CDC ACM), as a Leonardo's: what it sends goes to whoever has it open, what it hears it forgets.

#pragma once

#include <stddef.h>
#include <stdint.h>

struct UsbSerial {
  void begin(uint32_t baud);  // any baud
  void serve();               // answers the host; call it at least every few milliseconds
  int availableForWrite();
  size_t write(const uint8_t* bytes, size_t count);
  explicit operator bool();  // whether a program has the port open
};
