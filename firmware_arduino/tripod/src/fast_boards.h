// Included before anything that only these chips have, so that the first error on any other says what to do.

#pragma once

#if !defined(__AVR_ATmega328P__) && !defined(__AVR_ATmega328PB__) && !defined(__AVR_ATmega2560__) && \
    !defined(__AVR_ATmega1280__) && !defined(__AVR_ATmega32U4__)
#error "This sketch is for Uno (R3 or older), Nano, Mega 2560, Leonardo and Micro. For any other board, such as Uno R4, Nano Every, ESP32 or Pico, open tripod_any/tripod_any.ino instead."
#endif
