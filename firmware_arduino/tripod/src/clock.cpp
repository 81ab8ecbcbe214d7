#include "clock.h"

namespace tripod {
namespace clock {

volatile uint32_t period_number = 0;

void start() {
  TCCR1A = 0;
  TCCR1B = 0;
  TCNT1 = 0;
  OCR1A = kTicksPerPeriod - 1;
  TIFR1 = _BV(OCF1A);
  TIMSK1 = _BV(OCIE1A);
  TCCR1B = _BV(WGM12) | _BV(CS11);
#if !defined(USBCON)
  // Nothing here asks for millis(), and its tick would now and then delay the start of a burst.
  TIMSK0 = 0;
#endif
}

uint32_t us_of(const Instant& instant) {
  const uint32_t newest = periods();
  // Noted between the end of a period and the interrupt that counts it, an instant may be ahead by one.
  const int16_t ago = static_cast<int16_t>(static_cast<uint16_t>(newest) - instant.period);
  return (newest - static_cast<uint32_t>(static_cast<int32_t>(ago))) * kPeriodUs + instant.ticks / kTicksPerUs;
}

uint32_t now_us() {
  Instant now;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { now = instant(); }
  return us_of(now);
}

}  // namespace clock
}  // namespace tripod

#if !defined(CELL_PINS)
ISR(TIMER1_COMPA_vect) { tripod::clock::period_number = tripod::clock::period_number + 1; }
#endif
