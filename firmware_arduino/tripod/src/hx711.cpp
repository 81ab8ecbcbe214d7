#include "fast_boards.h"

#include "hx711.h"

#if defined(HX711_DATA_PINS)

#include <util/atomic.h>
#include <util/delay.h>

#include "barrier.h"
#include "clock.h"

#if defined(TIMER2_COMPA_vect)
#define TICK_vect TIMER2_COMPA_vect
#else
#define TICK_vect TIMER3_COMPA_vect
#endif

namespace tripod {
namespace hx711 {

volatile bool awake = false;

namespace {

// Longer than 60 us on a high clock line switches the chips off; low again, they start anew.
constexpr uint8_t kSwitchOffUs = 100;

struct Port {
  volatile uint8_t* in;
  uint8_t mask;
  uint8_t high;  // the lines that were high when last looked at
};

struct Line {
  uint8_t port;
  uint8_t mask;
};

Port ports[kLoadCells];
Port* ports_end = ports;
Line lines[kLoadCells];
volatile uint8_t* clock_port;
uint8_t clock_mask;

struct Seen {
  clock::Instant at;
  const Port* port;
  uint8_t lines;
};
constexpr uint8_t kSeenRoom = 16;
Seen seen[kSeenRoom];
volatile uint8_t seen_head = 0;
volatile uint8_t seen_tail = 0;

volatile bool held = false;
volatile uint16_t countdown = 0;

// Only while interrupts are off. A fall that finds no room is lost, and the reading it announced is then not believed.
inline __attribute__((always_inline)) void look() {
  for (Port* port = ports; port != ports_end; ++port) {
    const uint8_t high = *port->in & port->mask;
    const uint8_t fell = port->high & static_cast<uint8_t>(~high);
    port->high = high;
    if (!fell) continue;
    const uint8_t next = (seen_head + 1) % kSeenRoom;
    if (next != seen_tail) {
      seen[seen_head] = {clock::instant(), port, fell};
      seen_head = next;
    }
    awake = true;
  }
}

void join(uint8_t cell) {
  const uint8_t pin = kDataPins[cell];
  // A line that nobody drives is pulled high, and a chip that is always busy is soon called missing.
  pinMode(pin, INPUT_PULLUP);
  volatile uint8_t* const in = portInputRegister(digitalPinToPort(pin));
  Port* port = ports;
  while (port != ports_end && port->in != in) ++port;
  if (port == ports_end) *ports_end++ = {in, 0, 0};
  lines[cell] = {static_cast<uint8_t>(port - ports), static_cast<uint8_t>(digitalPinToBitMask(pin))};
  port->mask |= lines[cell].mask;
}

void start_ticks() {
  constexpr uint8_t kTicks = F_CPU / 8 / 1000000L * kTickUs - 1;
#if defined(TIMER2_COMPA_vect)
  TCCR2A = _BV(WGM21);
  TCCR2B = _BV(CS21);
  OCR2A = kTicks;
  TIMSK2 = _BV(OCIE2A);
#else
  TCCR3A = 0;
  TCCR3B = _BV(WGM32) | _BV(CS31);
  OCR3A = kTicks;
  TIMSK3 = _BV(OCIE3A);
#endif
}

// A bit for each cell, from one byte for each port.
uint8_t by_cell(const uint8_t* levels) {
  uint8_t cells = 0;
  for (uint8_t i = kLoadCells; i-- > 0;) {
    cells = static_cast<uint8_t>(cells << 1 | (levels[lines[i].port] & lines[i].mask ? 1 : 0));
  }
  return cells;
}

// Interrupts are off while the clock is high, and only then: a chip that saw it high for 60 us would switch itself
// off. In the low half a chip waits as long as it must, so the lines are read there.
inline __attribute__((always_inline)) void pulse() {
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    *clock_port |= clock_mask;
    _delay_us(1);
    *clock_port &= static_cast<uint8_t>(~clock_mask);
  }
}

}  // namespace

void start() {
  for (uint8_t i = 0; i < kLoadCells; ++i) join(i);
  clock_port = portOutputRegister(digitalPinToPort(HX711_CLOCK_PIN));
  clock_mask = digitalPinToBitMask(HX711_CLOCK_PIN);
  pinMode(HX711_CLOCK_PIN, OUTPUT);
  digitalWrite(HX711_CLOCK_PIN, HIGH);
  _delay_us(kSwitchOffUs);
  digitalWrite(HX711_CLOCK_PIN, LOW);
  start_ticks();
}

void wake_after(uint32_t us) {
  constexpr uint16_t kMost = 0xFFFF;
  const uint16_t ticks = (us < kMost ? static_cast<uint16_t>(us) : kMost) / kTickUs + 1;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { countdown = ticks; }
}

void hold() {
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
    look();
    held = true;
  }
}

uint8_t high_lines() {
  uint8_t levels[kLoadCells];
  uint8_t* at = levels;
  for (const Port* port = ports; port != ports_end; ++port) *at++ = port->high;
  return by_cell(levels);
}

bool next_fall(Fall& out) {
  const uint8_t at = seen_tail;
  if (at == seen_head) return false;
  compiler_barrier();
  const Seen fall = seen[at];
  compiler_barrier();
  seen_tail = (at + 1) % kSeenRoom;
  out.cells = 0;
  for (uint8_t i = kLoadCells; i-- > 0;) {
    const bool fell = ports + lines[i].port == fall.port && (lines[i].mask & fall.lines);
    out.cells = static_cast<uint8_t>(out.cells << 1 | (fell ? 1 : 0));
  }
  out.at_us = clock::us_of(fall.at) - kTickUs / 2;
  return true;
}

void clock_out(Words& out) {
  uint8_t* at = out.levels;
  for (uint8_t i = 0; i < kPulses; ++i) {
    pulse();
    for (const Port* port = ports; port != ports_end; ++port) *at++ = *port->in;
  }
  for (Port* port = ports_end; port-- != ports;) port->high = *--at & port->mask;
}

void let_go() {
  compiler_barrier();
  held = false;
}

int32_t reading(const Words& words, uint8_t cell) {
  const uint8_t port_count = static_cast<uint8_t>(ports_end - ports);
  const uint8_t mask = lines[cell].mask;
  const uint8_t* at = words.levels + lines[cell].port;
  uint32_t word = 0;
  for (uint8_t byte = 0; byte < kBits / 8; ++byte) {
    uint8_t bits = 0;
    for (uint8_t bit = 0; bit < 8; ++bit) {
      bits = static_cast<uint8_t>(bits << 1);
      if (*at & mask) bits |= 1;
      at += port_count;
    }
    word = word << 8 | bits;
  }
  return static_cast<int32_t>(word << 8) >> 8;
}

}  // namespace hx711
}  // namespace tripod

ISR(TICK_vect) {
  using namespace tripod::hx711;
  if (!held) look();
  const uint16_t left = countdown;
  if (left) {
    countdown = left - 1;
    if (left == 1) awake = true;
  }
}

#endif
