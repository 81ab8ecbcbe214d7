#include "fast_boards.h"

#include "board_id.h"

#include <Arduino.h>
#include <avr/eeprom.h>
#include <avr/wdt.h>

#include "adc.h"

namespace tripod {
namespace board_id {
namespace {

// At the far end, because sketches that keep something begin at address 0.
struct Kept {
  uint8_t id[kBoardIdBytes];
  uint8_t check;
};
inline Kept* place() { return reinterpret_cast<Kept*>(E2END + 1 - sizeof(Kept)); }

// Neither an erased EEPROM (all FF) nor a zeroed one passes.
uint8_t check_of(const uint8_t (&id)[kBoardIdBytes]) {
  uint8_t check = 0xA5;
  for (uint8_t byte : id) check = static_cast<uint8_t>((check << 1 | check >> 7) ^ byte);
  return check;
}

bool read(uint8_t (&id)[kBoardIdBytes]) {
  Kept kept;
  eeprom_read_block(&kept, place(), sizeof kept);
  if (kept.check != check_of(kept.id)) return false;
  memcpy(id, kept.id, sizeof kept.id);
  return true;
}

bool keep(const uint8_t (&id)[kBoardIdBytes]) {
  Kept kept;
  memcpy(kept.id, id, sizeof kept.id);
  kept.check = check_of(id);
  eeprom_update_block(&kept, place(), sizeof kept);
  uint8_t back[kBoardIdBytes];
  return read(back) && memcmp(back, id, sizeof back) == 0;
}

volatile bool ticked = false;

// The watchdog has an RC oscillator of its own, whose period trembles by many counts of the crystal's timer. It runs
// in interrupt mode: a watchdog *reset* makes the old Nano bootloader restart for ever.
void arm_watchdog() {
  const uint8_t interrupts = SREG;
  cli();
  MCUSR = 0;  // while this remembers a watchdog reset, the watchdog cannot leave reset mode
  wdt_reset();
  WDTCSR = _BV(WDCE) | _BV(WDE);
  WDTCSR = _BV(WDIE);  // shortest period, 16 ms
  SREG = interrupts;
}

// Armed anew for each tick, because emulators know the watchdog's interrupt as a single shot.
uint8_t timer_at_next_tick() {
  ticked = false;
  arm_watchdog();
  while (!ticked) {
  }
  return TCNT1L;
}

// Four ticks a byte, about half a second in all, once in the life of a board. The loose inputs' codes are stirred in,
// but are not enough: on an unloaded board they are all 0.
void make(uint8_t (&id)[kBoardIdBytes]) {
  constexpr uint8_t kTicksPerByte = 4;
  TCCR1A = 0;
  TCCR1B = _BV(CS10);
  for (uint8_t& byte : id) {
    byte = 0;
    for (uint8_t i = 0; i < kTicksPerByte; ++i) {
      adc::select(adc::channel((&byte - id + i) & 7));
      const uint8_t noise = adc::convert_and_wait();
      byte = static_cast<uint8_t>((byte << 3 | byte >> 5) ^ timer_at_next_tick() ^ noise);
    }
  }
  wdt_disable();
  TCCR1B = 0;
}

}  // namespace

bool read_or_make(uint8_t (&id)[kBoardIdBytes]) {
  if (read(id)) return true;
  make(id);
  return keep(id);
}

}  // namespace board_id
}  // namespace tripod

ISR(WDT_vect) { tripod::board_id::ticked = true; }
