#include "force_sensors.h"

#if defined(CELL_PINS)

#include "beat.h"
#include "shared/cell_judge.h"

namespace tripod {
namespace force_sensors {
namespace {

// As in the fast firmware: a sensor can only add to what its amplifier rests at.
constexpr int kBelowRestCodes = 10;
constexpr int kRestingCode = RESTING_CODE;
constexpr uint16_t kOpenBelowCode = BLEED_RESISTOR                   ? OPEN_BELOW_CODE
                                    : kRestingCode > kBelowRestCodes ? kRestingCode - kBelowRestCodes
                                                                     : 0;

constexpr CellLimits kLimits = {
    SATURATED_CODE * kCountsPerCode,
    kOpenBelowCode * kCountsPerCode,
    (kRestingCode + 32) * kCountsPerCode,
    8 * kCountsPerCode,
};

Beat beat(kPeriodUs);
CellJudge<kForceCells> judge(kLimits);
Cell cells[kForceCells];
Status worst[kForceCells];
uint32_t stamp_us = 0;

// Scan by scan, so every cell's mean belongs to the same instant.
void read(uint16_t (&counts)[kForceCells]) {
  uint32_t sums[kForceCells] = {};
  const uint32_t from_us = micros();
  for (uint8_t pass = 0; pass < kPasses; ++pass) {
    for (uint8_t i = 0; i < kForceCells; ++i) {
      const long code = analogRead(kCellPins[i]);
      sums[i] += code < 0 ? 0 : static_cast<uint32_t>(code) < kCodes ? static_cast<uint32_t>(code) : kCodes - 1;
    }
  }
  stamp_us = from_us + (micros() - from_us) / 2;
  for (uint8_t i = 0; i < kForceCells; ++i) {
    counts[i] = static_cast<uint16_t>(sums[i] * (kAllCounts / kCodes) / kPasses);
  }
}

}  // namespace

void start() {
// Those that have ten bits and no choice do not know this function.
#if !defined(ARDUINO_ARCH_AVR) && !defined(ARDUINO_ARCH_MEGAAVR) && !defined(ARDUINO_ARCH_ESP8266)
  analogReadResolution(ADC_BITS);
#endif
  for (uint8_t pin : kCellPins) analogRead(pin);  // some cores set a pin up at its first reading
  beat.begin(micros());
}

bool look() {
  if (!beat.due(micros())) return false;
  uint16_t counts[kForceCells];
  read(counts);
  judge.feed(counts, millis());
  for (uint8_t i = 0; i < kForceCells; ++i) {
    const Status status = judge.status(i);
    cells[i].counts = counts[i];
    cells[i].status = status;
    if (status != kOk) worst[i] = worse(worst[i], status);
  }
  return true;
}

Frame frame() { return {kForceGroup, static_cast<uint16_t>(beat.number()), stamp_us, cells, kForceCells}; }

Group group() { return {kForceGroup, kAdc, kForceCells, findable(BLEED_RESISTOR), RATE_HZ * 1000UL, worst}; }

Sampling sampling() { return {kFullScale, jitter_class(beat.latest_us()), ADC_IS_RATIOMETRIC != 0}; }

uint32_t overruns() { return beat.overruns(); }

void forget_worst() {
  beat.forget_latest();
  for (Status& status : worst) status = kOk;
}

}  // namespace force_sensors
}  // namespace tripod

#endif
