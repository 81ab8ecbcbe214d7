// UART 0 with an interrupt of our own: Arduino's `Serial` holds only 63 bytes, less than a banner, and its
// interrupt takes more than twice the time. `Serial` must not be named anywhere in this sketch, or the linker
// takes Arduino's interrupt in as well and finds two.

#include "fast_boards.h"

#include <Arduino.h>

#if !defined(USBCON)

#include "line.h"

#if defined(USART0_UDRE_vect)
#define LINE_READY_vect USART0_UDRE_vect
#else
#define LINE_READY_vect USART_UDRE_vect
#endif

namespace tripod {
namespace line {

namespace {

constexpr uint32_t kBaud = 500000;
constexpr uint16_t kDivisor = F_CPU / 8 / kBaud - 1;
static_assert(F_CPU / 8 / (kDivisor + 1) == kBaud, "This clock cannot make the baud exactly.");

// The receiver stays off: the board never listens. Whole values instead of bits set and cleared, so that main
// program and interrupt cannot undo each other's change.
constexpr uint8_t kQuiet = _BV(TXEN0);
constexpr uint8_t kSending = _BV(TXEN0) | _BV(UDRIE0);

}  // namespace

SendRing ring;

void open() {
  UBRR0 = kDivisor;
  UCSR0A = _BV(U2X0);
  UCSR0C = _BV(UCSZ01) | _BV(UCSZ00);
  UCSR0B = kQuiet;
}

void start() { UCSR0B = kSending; }

}  // namespace line
}  // namespace tripod

ISR(LINE_READY_vect) {
  using namespace tripod::line;
  uint8_t byte;
  if (ring.pop(byte)) {
    UDR0 = byte;
  } else {
    UCSR0B = kQuiet;
  }
}

#endif
