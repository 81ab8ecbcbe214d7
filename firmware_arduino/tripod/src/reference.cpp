#include "fast_boards.h"

#include "reference.h"

#include "adc.h"
#include "sampler.h"

namespace tripod {
namespace reference {

#if defined(CELL_PINS)

void start() {}
void refresh() { sampler::refresh_supply(); }
uint16_t code() { return sampler::supply_code(); }

#else

// The converter stays at this input, so after boot every reading is a settled one.
void start() {
  constexpr uint8_t kUntilSettled = 20;
  adc::select(adc::bandgap());
  for (uint8_t i = 0; i < kUntilSettled; ++i) adc::convert_and_wait();
}

void refresh() { adc::start(); }
uint16_t code() { return ADC; }

#endif

}  // namespace reference
}  // namespace tripod
