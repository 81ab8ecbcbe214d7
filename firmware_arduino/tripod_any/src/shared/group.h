// What a group of cells hands over when it has something new to say.

#pragma once

#include "packet.h"

namespace tripod {

struct Frame {
  uint8_t group;
  uint16_t seq;
  uint32_t t_us;
  const Cell* cells;
  uint8_t count;
};

}  // namespace tripod
