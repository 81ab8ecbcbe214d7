// The chip's own reference, as the converter reads it against the supply, for supply.h. Where the converter belongs to
// force sensors, the sampler finds the time for it.

#pragma once

#include <stdint.h>

#include "settings.h"

namespace tripod {
namespace reference {

void start();

// Begins a reading; code() has it a tenth of a millisecond later.
void refresh();
uint16_t code();

}  // namespace reference
}  // namespace tripod
