// HX711 load-cell converters on the pins of a simavr chip: free-running, each with a clock of its own.
//
// Written from the data sheet. What it leaves open is what a chip sends when a conversion ends within a read; so the
// model has several answers, and firmware must be right with each of them.

#pragma once

#include <stddef.h>
#include <stdint.h>

#include <sim_avr.h>

enum { HX711_MOST = 8 };

enum hx711_cut {
    HX711_RESTARTS = 0,  // the new value from its first bit on: the line may end either way
    HX711_SWAPS = 1,     // the new value's remaining bits, and the line ends high: no trace of it
    HX711_KEEPS = 2,     // the old value to its end, and the line falls again soon after: not cut at all
};

enum hx711_line { HX711_PLUGGED = 0, HX711_LOOSE = 1, HX711_GROUNDED = 2, HX711_UNPOWERED = 3 };

// One chip's part in one common read.
typedef struct {
    uint64_t read_cycle;        // first rising edge of the clock
    uint64_t conversion_cycle;  // end of the conversion whose value the chip had ready then
    int32_t value;
    uint8_t chip;
    uint8_t ready;  // it had a value that nobody had read
    uint8_t cut;    // a conversion ended between the first and the last pulse, and changed what was sent
    uint8_t reserved;
} hx711_read_t;

typedef struct hx711 hx711_t;

hx711_t *hx711_new(avr_t *avr, char port, int bit);
void hx711_free(hx711_t *h);
void hx711_add(hx711_t *h, char port, int bit, double period_us);

void hx711_set_period(hx711_t *h, int chip, double period_us);
// Each conversion takes up to this share longer or shorter than the one before.
void hx711_set_tremble(hx711_t *h, double share);
void hx711_set_cut(hx711_t *h, int cut);
// Values (rows, chips), one row each 1/hz from now on and again from the first; noise of up to so many counts is added.
void hx711_set_values(hx711_t *h, const int32_t *values, size_t rows, double hz, int32_t noise);
void hx711_freeze(hx711_t *h, int chip, int frozen);
void hx711_set_line(hx711_t *h, int chip, int line);
// In the next read a conversion of this chip ends after so many pulses.
void hx711_end_at_pulse(hx711_t *h, int chip, int pulse);

size_t hx711_take_log(hx711_t *h, hx711_read_t *out, size_t room);
void hx711_log(hx711_t *h, int on);
uint64_t hx711_conversions(const hx711_t *h, int chip);
uint64_t hx711_overwritten(const hx711_t *h, int chip);  // conversions that were never read
uint64_t hx711_longest_pulse(hx711_t *h);                // cycles of high clock since the last call
uint64_t hx711_odd_reads(const hx711_t *h);              // reads of other than 25 pulses

// The chip with the program was reset, which cleared the simulator's timers and pins.
void hx711_board_was_reset(hx711_t *h);
