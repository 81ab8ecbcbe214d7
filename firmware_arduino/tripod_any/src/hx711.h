// Up to eight HX711 on one clock line, on plain digital pins.

#pragma once

#include "settings.h"

#if defined(HX711_DATA_PINS)

namespace tripod {
namespace hx711 {

// Restarts all chips at once.
void start();

// A bit for each cell whose data line is high.
uint8_t high_lines();

// 24 bits, and a pulse that ends the reading and asks for channel A at a gain of 128 again.
constexpr uint8_t kBits = 24;
constexpr uint8_t kPulses = kBits + 1;

struct Words {
  uint8_t high[kPulses];  // a bit for each cell, after each pulse
};
void clock_out(Words& out);
int32_t reading(const Words& words, uint8_t cell);

}  // namespace hx711
}  // namespace tripod

#endif
