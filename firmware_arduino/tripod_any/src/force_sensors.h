// The group of force sensors: analogRead() in bursts, and what is found wrong with each cell.

#pragma once

#include "settings.h"
#include "shared/group.h"

#if defined(CELL_PINS)

namespace tripod {
namespace force_sensors {

void start();

// True if a sampling was due, and made: then frame() has something new.
bool look();
Frame frame();

Group group();
Sampling sampling();
uint32_t overruns();
void forget_worst();

}  // namespace force_sensors
}  // namespace tripod

#endif
