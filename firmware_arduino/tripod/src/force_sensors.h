// The group of force sensors: what the sampler has summed up, judged, as a frame.

#pragma once

#include "group.h"
#include "sampler.h"

#if defined(CELL_PINS)

namespace tripod {
namespace force_sensors {

inline void start() { sampler::start(); }

inline bool ready() { return sampler::ready(); }

void look();
Frame frame();

Group group();
void forget_worst();

}  // namespace force_sensors
}  // namespace tripod

#endif
