// From the second boot stage to setup(): memory, clocks, constructors.

#include <stddef.h>
#include <stdint.h>

#include "Arduino.h"
#include "registers.h"

extern "C" {
extern uint32_t stack_top, data_begin, data_end, data_image, bss_begin, bss_end;
extern void (*constructors_begin[])();
extern void (*constructors_end[])();
[[noreturn]] void reset();
[[noreturn]] void stop();

// The compiler writes calls of these by itself.
void* memset(void* to, int value, size_t count) {
  for (volatile uint8_t* at = static_cast<uint8_t*>(to); count; --count) *at++ = static_cast<uint8_t>(value);
  return to;
}
void* memcpy(void* to, const void* from, size_t count) {
  const uint8_t* source = static_cast<const uint8_t*>(from);
  for (volatile uint8_t* at = static_cast<uint8_t*>(to); count; --count) *at++ = *source++;
  return to;
}
}

using namespace rp2040;

namespace {

// The crystal's 12 MHz, times 100, by 5 and by 5: 48 MHz for everything, which is what USB and converter want.
void start_clocks() {
  at(kXoscStartup) = 47;  // 1 ms
  at(kXoscCtrl) = 0xFABAA0;
  while (!(at(kXoscStatus) & 1u << 31)) {
  }
  at(kRefCtrl) = 2;
  while (!(at(kRefSelected) & 1u << 2)) {
  }
  at(kWatchdogTick) = 1u << 9 | 12;  // the timer's microsecond

  // USB, UART 0, timer, PLL, pads and pins, converter: out of reset.
  constexpr uint32_t kUsed = 1u << 24 | 1u << 22 | 1u << 21 | 1u << 13 | 1u << 8 | 1u << 5 | 1u << 0;
  clear(kResets) = kUsed;
  while ((at(kResetDone) & kUsed) != kUsed) {
  }
  at(kPllUsb) = 1;
  at(kPllUsb + 8) = 100;
  clear(kPllUsb + 4) = 1u << 5 | 1u << 0;
  while (!(at(kPllUsb) & 1u << 31)) {
  }
  at(kPllUsb + 12) = 5u << 16 | 5u << 12;
  clear(kPllUsb + 4) = 1u << 3;

  at(kSysCtrl) = 1u << 5;  // the source first, then the switch to it
  at(kSysCtrl) = 1u << 5 | 1;
  while (!(at(kSysSelected) & 1u << 1)) {
  }
  at(kPeriCtrl) = 1u << 11;
  at(kUsbCtrl) = 1u << 11;
  at(kAdcCtrl) = 1u << 11;
}

}  // namespace

void reset() {
  const uint32_t* from = &data_image;
  for (uint32_t* at = &data_begin; at != &data_end; ++at) *at = *from++;
  for (uint32_t* at = &bss_begin; at != &bss_end; ++at) *at = 0;
  start_clocks();
  for (auto constructor = constructors_begin; constructor != constructors_end; ++constructor) (*constructor)();
  setup();
  for (;;) {
    loop();
    Serial.serve();
  }
}

void stop() {
  for (;;) {
  }
}

// No interrupt is used: USB is served between two turns of loop(), which are a millisecond apart at most, and so nothing comes
// between two readings.
extern "C" __attribute__((section(".vectors"), used)) const void* const vectors[16] = {
    &stack_top, reinterpret_cast<const void*>(&reset), reinterpret_cast<const void*>(&stop),
    reinterpret_cast<const void*>(&stop)};
