// The portable sketch's beat, at exact microseconds.

#include "beat.h"

#include <stdio.h>

using namespace tripod;

namespace {

int failures = 0;

#define CHECK(condition) \
  do { \
    if (!(condition)) { \
      printf("line %d: %s\n", __LINE__, #condition); \
      ++failures; \
    } \
  } while (false)

void once_a_period_and_not_before() {
  Beat b(1000);
  b.begin(500);
  CHECK(!b.due(1499));
  CHECK(b.due(1500));
  CHECK(!b.due(1500));
  CHECK(!b.due(2499));
  CHECK(b.due(2530));
  CHECK(b.number() == 2);
  CHECK(b.latest_us() == 30);
  CHECK(b.due(3500));
  CHECK(b.latest_us() == 30);
  b.forget_latest();
  CHECK(b.latest_us() == 0);
  CHECK(b.overruns() == 0);
}

void periods_that_went_by_are_counted_and_left_out() {
  Beat b(1000);
  b.begin(0);
  CHECK(b.due(3999));
  CHECK(b.number() == 3);
  CHECK(b.overruns() == 2);
  CHECK(b.latest_us() == 999);
  CHECK(!b.due(3999));
  CHECK(b.due(4000));
  CHECK(b.number() == 4);
  CHECK(b.overruns() == 2);
}

void the_clock_may_wrap() {
  Beat b(1000);
  b.begin(0xFFFFFFFFu - 499);
  CHECK(!b.due(0xFFFFFFFFu));
  CHECK(!b.due(499));
  CHECK(b.due(500));
  CHECK(b.number() == 1);
  CHECK(b.latest_us() == 0);
}

void classes_of_jitter() {
  const uint32_t last[] = {20, 100, 500, 2500, 12500};
  for (uint8_t k = 0; k < 5; ++k) {
    CHECK(jitter_class(last[k]) == k);
    CHECK(jitter_class(last[k] + 1) == k + 1);
  }
  CHECK(jitter_class(0) == 0);
  CHECK(jitter_class(0xFFFFFFFFu) == 5);
}

}  // namespace

int main() {
  once_a_period_and_not_before();
  periods_that_went_by_are_counted_and_left_out();
  the_clock_may_wrap();
  classes_of_jitter();
  return failures ? 1 : 0;
}
