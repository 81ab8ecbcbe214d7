#include "force_sensors.h"

#if defined(CELL_PINS)

#include "cell_judge.h"

namespace tripod {
namespace force_sensors {
namespace {

// A sensor can only add to what its amplifier rests at: so many codes below it the amplifier is not connected, or has no
// supply. Its reference, its offset and the converter's are off by four codes at most.
constexpr uint16_t kBelowRestCodes = 10;
constexpr uint16_t kOpenBelowCode = BLEED_RESISTOR                   ? OPEN_BELOW_CODE
                                    : RESTING_CODE > kBelowRestCodes ? RESTING_CODE - kBelowRestCodes
                                                                     : 0;

constexpr CellLimits kLimits = {
    SATURATED_CODE * kPasses,
    kOpenBelowCode * kPasses,
    (RESTING_CODE + 32) * kPasses,  // about 3 % of the range above rest
    8 * kPasses,
};

CellJudge<kForceCells> judge(kLimits);
sampler::Sampling sampling;
Cell cells[kForceCells];
Status worst[kForceCells];

}  // namespace

void look() {
  sampler::take(sampling);
  judge.feed(sampling.sums, sampling.number * kPeriodMs);
  for (uint8_t i = 0; i < kForceCells; ++i) {
    const Status status = judge.status(i);
    cells[i].counts = static_cast<uint16_t>(sampling.sums[i] * kCountsPerSum);
    cells[i].status = status;
    if (status != kOk) worst[i] = worse(worst[i], status);
  }
}

Frame frame() {
  return {kForceGroup, static_cast<uint16_t>(sampling.number), sampler::stamp_us(sampling.number), cells, kForceCells};
}

Group group() { return {kForceGroup, kAdc, kForceCells, findable(BLEED_RESISTOR), RATE_HZ * 1000UL, worst}; }

void forget_worst() {
  for (Status& status : worst) status = kOk;
}

}  // namespace force_sensors
}  // namespace tripod

#endif
