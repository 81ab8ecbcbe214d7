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

// True if that was a read, and so enough for one round of the main program.
bool look();

bool has_frame();
Frame frame();  // once

Group group();
void forget_worst();
uint32_t torn();

}  // namespace load_cells
}  // namespace tripod

#endif
