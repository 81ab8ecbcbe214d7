// Runs the portable sketch for so many seconds of its own clock, and writes what it sends to stdout.
//
//   seconds codes=1,2,3 [bits=12] [read_us=25] [start_us=0] [opened_us=0] [slow=1] [silent] [stall=at_us,for_us]
//
// codes: what A0, A1 ... convert to. slow: how many times longer a byte takes. silent: a Serial that never says that there is
// room, and waits. stall: the program stands still once, as for another task.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "Arduino.h"

void setup();
void loop();

HostSerial Serial;

namespace {

uint64_t now_us = 0;  // since the start
uint32_t start_us = 0;
uint64_t opened_us = 0;
int codes[6] = {};
int bits = 10;
int resolution = 10;
unsigned read_us = 25;
double byte_us = 0;
double slow = 1;
bool silent = false;
uint64_t stall_at_us = ~0ull;
uint64_t stall_us = 0;

constexpr int kBuffer = 63;
double waiting = 0;  // bytes in Serial's buffer
uint64_t drained_us = 0;

void drain() {
  waiting -= static_cast<double>(now_us - drained_us) / byte_us;
  if (waiting < 0) waiting = 0;
  drained_us = now_us;
}

const char* value(const char* word, const char* name) {
  const size_t n = strlen(name);
  return strncmp(word, name, n) == 0 && word[n] == '=' ? word + n + 1 : nullptr;
}

void option(char* word) {
  const char* said;
  if (strcmp(word, "silent") == 0) silent = true;
  if ((said = value(word, "bits"))) bits = atoi(said);
  if ((said = value(word, "read_us"))) read_us = static_cast<unsigned>(atoi(said));
  if ((said = value(word, "start_us"))) start_us = static_cast<uint32_t>(strtoul(said, nullptr, 10));
  if ((said = value(word, "opened_us"))) opened_us = strtoull(said, nullptr, 10);
  if ((said = value(word, "slow"))) slow = atof(said);
  if ((said = value(word, "stall"))) sscanf(said, "%lu,%lu", &stall_at_us, &stall_us);
  if ((said = value(word, "codes"))) {
    sscanf(said, "%d,%d,%d,%d,%d,%d", codes, codes + 1, codes + 2, codes + 3, codes + 4, codes + 5);
  }
}

}  // namespace

uint32_t micros() { return start_us + static_cast<uint32_t>(++now_us); }
uint32_t millis() { return micros() / 1000; }
void delayMicroseconds(unsigned us) { now_us += us; }
void analogReadResolution(int wanted) { resolution = wanted; }
int analogRead(uint8_t pin) {
  now_us += read_us;
  if (pin < A0 || pin > A5) abort();
  // As a core does that was not asked for all the bits there are.
  return resolution > bits ? codes[pin - A0] << (resolution - bits) : codes[pin - A0] >> (bits - resolution);
}
void pinMode(uint8_t, uint8_t) {}
int digitalRead(uint8_t) { return 1; }
void digitalWrite(uint8_t, uint8_t) {}

void HostSerial::begin(unsigned long baud) { byte_us = slow * 10e6 / static_cast<double>(baud); }
int HostSerial::availableForWrite() {
  drain();
  return silent ? 0 : kBuffer - static_cast<int>(ceil(waiting));
}
size_t HostSerial::write(const uint8_t* bytes, size_t count) {
  drain();
  if (!silent && static_cast<double>(count) > kBuffer - waiting) abort();  // it would have waited
  if (silent) now_us += static_cast<uint64_t>(static_cast<double>(count) * byte_us);
  waiting += static_cast<double>(count);
  return fwrite(bytes, 1, count, stdout);
}
HostSerial::operator bool() { return now_us >= opened_us; }

int main(int count, char** words) {
  if (count < 2) return 2;
  for (int k = 2; k < count; ++k) option(words[k]);
  const uint64_t end_us = static_cast<uint64_t>(atof(words[1]) * 1e6);
  setup();
  while (now_us < end_us) {
    if (now_us >= stall_at_us) {
      now_us += stall_us;
      stall_at_us = ~0ull;
    }
    loop();
  }
  return 0;
}
