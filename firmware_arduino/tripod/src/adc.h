// The converter's registers: which input, and a start. The conversion runs at 125 kHz, the fastest clock at which
// the data sheet promises all ten bits, with the supply as full scale: a divider's code then does not depend on it.

#pragma once

#include "fast_boards.h"

#include <Arduino.h>

namespace tripod {
namespace adc {

constexpr uint8_t kClock = _BV(ADPS2) | _BV(ADPS1) | _BV(ADPS0);
constexpr uint8_t kFullScaleIsSupply = _BV(REFS0);

// Chips with more than eight inputs keep the highest bit of the choice in another register.
struct Input {
  uint8_t admux;
#if defined(MUX5)
  uint8_t adcsrb;
#endif
};

inline void select(const Input& input) {
  ADMUX = input.admux;
#if defined(MUX5)
  ADCSRB = input.adcsrb;
#endif
}

// Channel numbers as in the chip's data sheet, from 0.
inline Input channel(uint8_t number) {
#if defined(MUX5)
  return {static_cast<uint8_t>(kFullScaleIsSupply | (number & 7)), static_cast<uint8_t>(number & 8 ? _BV(MUX5) : 0)};
#else
  return {static_cast<uint8_t>(kFullScaleIsSupply | number)};
#endif
}

// Pins are named A0, A1 ... in board.h; on some chips their order is not that of the converter's inputs.
inline uint8_t channel_of(uint8_t pin) {
#if defined(analogPinToChannel)
  return analogPinToChannel(pin - A0);
#else
  return pin - A0;
#endif
}

// The digital half of a pin draws current while its voltage lies between low and high.
inline void disconnect_digital(uint8_t channel) {
  if (channel < 8) {
    DIDR0 |= _BV(channel);
#if defined(DIDR2)
  } else {
    DIDR2 |= _BV(channel - 8);
#endif
  }
}

// The chip's own reference of about 1.1 V.
inline Input bandgap() {
#if defined(MUX5)
  return {kFullScaleIsSupply | 0x1E, 0};
#else
  return {kFullScaleIsSupply | 0x0E};
#endif
}

inline void start_with_interrupt() { ADCSRA = _BV(ADEN) | _BV(ADSC) | _BV(ADIF) | _BV(ADIE) | kClock; }

inline void start() { ADCSRA = _BV(ADEN) | _BV(ADSC) | kClock; }

// For boot only, while nothing else happens.
inline uint16_t convert_and_wait() {
  start();
  while (ADCSRA & _BV(ADSC)) {
  }
  return ADC;
}

}  // namespace adc
}  // namespace tripod
