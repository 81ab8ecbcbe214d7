#include "Arduino.h"

#include "flash_id.h"
#include "registers.h"

using namespace rp2040;

Line Serial;

namespace {

constexpr int kConverterBits = 12;
int resolution = 10;

}  // namespace

uint32_t micros() { return at(kTimerNow); }

uint32_t millis() { return micros() / 1000; }

void delayMicroseconds(uint32_t us) {
  const uint32_t from = micros();
  while (micros() - from <= us) {
  }
}

void analogReadResolution(int bits) { resolution = bits; }

int analogRead(uint8_t pin) {
  constexpr uint32_t kOn = 1, kStart = 1u << 2, kReady = 1u << 8;
  if (!(at(kAdc) & kOn)) {
    at(kAdc) = kOn;
    while (!(at(kAdc) & kReady)) {
    }
  }
  // The pad's digital half and its pulls off: they would load what is measured.
  at(kPads + 4 + 4u * pin) = 1u << 7;
  at(kAdc) = kOn | kStart | static_cast<uint32_t>(pin - A0) << 12;
  while (!(at(kAdc) & kReady)) {
  }
  return static_cast<int>(at(kAdc + 4) & 0xFFF) >> (kConverterBits - resolution);
}

void pinMode(uint8_t pin, uint8_t mode) {
  at(kPads + 4 + 4u * pin) = 1u << 6 | 1u << 4 | (mode == INPUT_PULLUP ? 1u << 3 : 0u);
  at(kIo + 4 + 8u * pin) = 5;
  at(kSio + (mode == OUTPUT ? 0x24 : 0x28)) = 1u << pin;
}

int digitalRead(uint8_t pin) { return static_cast<int>(at(kSio + 4) >> pin & 1); }

void digitalWrite(uint8_t pin, uint8_t level) { at(kSio + (level ? 0x14 : 0x18)) = 1u << pin; }

bool board_has_id(uint8_t (&id)[kFlashIdBytes]) {
  const FlashId& own = flash_id();
  for (int k = 0; own.known && k < kFlashIdBytes; ++k) id[k] = own.bytes[k];
  return own.known;
}
