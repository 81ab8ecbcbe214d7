#include "hx711.h"

#if defined(HX711_DATA_PINS)

namespace tripod {
namespace hx711 {

void start() {
  for (uint8_t pin : kDataPins) pinMode(pin, INPUT_PULLUP);
  pinMode(HX711_CLOCK_PIN, OUTPUT);
  // A chip switches itself off after 60 us of a high clock, and begins anew when it falls.
  digitalWrite(HX711_CLOCK_PIN, HIGH);
  delayMicroseconds(200);
  digitalWrite(HX711_CLOCK_PIN, LOW);
}

uint8_t high_lines() {
  uint8_t high = 0;
  for (uint8_t i = 0; i < kLoadCells; ++i) {
    if (digitalRead(kDataPins[i])) high = static_cast<uint8_t>(high | 1u << i);
  }
  return high;
}

void clock_out(Words& out) {
  for (uint8_t& high : out.high) {
    // An interrupt here might hold the clock high for so long that the chips switch themselves off.
    noInterrupts();
    digitalWrite(HX711_CLOCK_PIN, HIGH);
    delayMicroseconds(1);
    digitalWrite(HX711_CLOCK_PIN, LOW);
    interrupts();
    high = high_lines();
  }
}

int32_t reading(const Words& words, uint8_t cell) {
  uint32_t bits = 0;
  for (uint8_t pulse = 0; pulse < kBits; ++pulse) bits = bits << 1 | (words.high[pulse] >> cell & 1u);
  return static_cast<int32_t>(bits & 0x800000u ? bits | 0xFF000000u : bits);
}

}  // namespace hx711
}  // namespace tripod

#endif
