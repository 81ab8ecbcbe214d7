// The group of load cells: one HX711 each, read together whenever their slowest has converted.

#pragma once

#include "group.h"
#include "settings.h"

#if defined(HX711_DATA_PINS)

#include "hx711.h"

namespace tripod {
namespace load_cells {

void start();  // the clock must run already

inline bool ready() { return hx711::awake; }

// True if there is a new frame.
bool look();
Frame frame();

Group group();
void forget_worst();
uint32_t torn();

}  // namespace load_cells
}  // namespace tripod

#endif
