// The group of load cells: one HX711 each, read together whenever their slowest has converted.

#pragma once

#include "settings.h"
#include "shared/group.h"

#if defined(HX711_DATA_PINS)

namespace tripod {
namespace load_cells {

void start();

// Call as often as there is nothing else to do: the ends of conversions are only seen here. True if there is a new frame.
bool look();
Frame frame();

Group group();
Sampling sampling();
uint32_t torn();
void forget_worst();

}  // namespace load_cells
}  // namespace tripod

#endif
