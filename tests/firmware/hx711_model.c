#include "hx711_model.h"

#include <stdlib.h>
#include <string.h>

#include <avr_extint.h>
#include <avr_ioport.h>
#include <sim_cycle_timers.h>
#include <sim_irq.h>

enum { BITS = 24, PULSES = BITS + 1, SETTLING_CONVERSIONS = 4 };
static const int32_t HIGHEST = 0x7FFFFF, LOWEST = -0x800000;

typedef struct {
    hx711_t *h;
    avr_irq_t *pin;
    char port;
    int bit;
    double period_cycles;
    double next_end;
    uint64_t end_cycle;
    int32_t value;
    int sent;      // bits of it that were clocked out
    int ready;     // nobody has read it to its end
    int pending;   // a conversion ended within a read, and waits for its end
    int32_t pending_value;
    int level, line, frozen, end_at_pulse;
    uint64_t conversions, overwritten;
    hx711_read_t read;
} chip_t;

struct hx711 {
    avr_t *avr;
    chip_t chips[HX711_MOST];
    int count;
    enum hx711_cut cut;
    double tremble;
    uint64_t random;

    int32_t *values;
    size_t rows;
    double hz;
    uint64_t values_from;
    int32_t noise;

    int clock_high, pulses;
    uint64_t rose, fell, longest_pulse, odd_reads;

    hx711_read_t *log;
    size_t log_len, log_room;
    int logging;
};

static uint32_t random_bits(hx711_t *h) {
    h->random ^= h->random << 13, h->random ^= h->random >> 7, h->random ^= h->random << 17;
    return (uint32_t)(h->random >> 32);
}

// A pull-up of the program's takes hold of a line that nobody drives, and of no other; simavr needs to be told so,
// because it raises every pulled-up input anew with each write to the port.
static void show(chip_t *c) {
    avr_t *avr = c->h->avr;
    const int driven = c->line != HX711_LOOSE;
    const int level = c->line == HX711_PLUGGED ? c->level : 0;
    avr_ioport_external_t external = {.name = (unsigned)c->port, .mask = 0, .value = 0};
    for (int i = 0; i < c->h->count; i++) {
        const chip_t *other = &c->h->chips[i];
        if (other->port != c->port || other->line == HX711_LOOSE) continue;
        external.mask |= 1u << other->bit;
        if (other->line == HX711_PLUGGED && other->level) external.value |= 1u << other->bit;
    }
    avr_ioctl(avr, AVR_IOCTL_IOPORT_SET_EXTERNAL(c->port), &external);
    avr_ioport_state_t state;
    memset(&state, 0, sizeof state);
    avr_ioctl(avr, AVR_IOCTL_IOPORT_GETSTATE(c->port), &state);
    avr_raise_irq(c->pin, driven ? (unsigned)level : state.port >> c->bit & 1u);
}

static void drive(chip_t *c, int level) {
    if (c->level == level) return;
    c->level = level;
    show(c);
}

static int32_t converted(chip_t *c) {
    hx711_t *h = c->h;
    if (c->frozen && c->conversions) return c->value;
    int64_t value = 0;
    if (h->rows) {
        const double seconds = (double)(h->avr->cycle - h->values_from) / h->avr->frequency;
        value = h->values[(size_t)(seconds * h->hz) % h->rows * (size_t)h->count + (size_t)(c - h->chips)];
    }
    if (h->noise) value += (int32_t)(random_bits(h) % (2u * (uint32_t)h->noise + 1)) - h->noise;
    return (int32_t)(value > HIGHEST ? HIGHEST : value < LOWEST ? LOWEST : value);
}

static int switched_off(const hx711_t *h) {
    return h->clock_high && h->avr->cycle - h->rose > 60 * (h->avr->frequency / 1000000);
}

static void conversion_ends(chip_t *c) {
    hx711_t *h = c->h;
    const int32_t value = converted(c);
    const int within_read = h->pulses > 0 && c->sent > 0 && c->sent < PULSES && c->read.ready;
    c->conversions++;
    if (within_read && h->cut == HX711_KEEPS) {
        c->pending = 1, c->pending_value = value;
        return;
    }
    if (within_read) c->read.cut = 1;
    if (c->ready && !within_read) c->overwritten++;
    c->value = value, c->ready = 1, c->end_cycle = h->avr->cycle;
    if (within_read && h->cut == HX711_SWAPS) return;
    c->sent = 0;
    drive(c, 0);
}

static avr_cycle_count_t on_end(avr_t *avr, avr_cycle_count_t when, void *param) {
    (void)when;
    chip_t *c = param;
    hx711_t *h = c->h;
    if (c->line != HX711_UNPOWERED && !switched_off(h)) conversion_ends(c);
    double period = c->period_cycles;
    period *= 1 + h->tremble * (random_bits(h) / 2147483648.0 - 1);
    c->next_end += period;
    if (c->next_end <= (double)avr->cycle) c->next_end = (double)avr->cycle + period;
    return (avr_cycle_count_t)c->next_end;
}

static void convert_from_now(chip_t *c, double conversions) {
    avr_t *avr = c->h->avr;
    avr_cycle_timer_cancel(avr, on_end, c);
    c->next_end = (double)avr->cycle + conversions * c->period_cycles;
    avr_cycle_timer_register(avr, (avr_cycle_count_t)(c->next_end - (double)avr->cycle), on_end, c);
}

static void power_up(chip_t *c) {
    c->sent = c->ready = c->pending = 0;
    drive(c, 1);
    convert_from_now(c, SETTLING_CONVERSIONS);
}

static void clock_bit(chip_t *c) {
    if (!c->ready || c->line == HX711_UNPOWERED) return;
    if (c->sent < BITS) {
        drive(c, c->value >> (BITS - 1 - c->sent) & 1);
        c->sent++;
        return;
    }
    c->sent = PULSES, c->ready = 0;
    drive(c, 1);
}

static void end_read(hx711_t *h) {
    if (h->pulses != PULSES) h->odd_reads++;
    for (int i = 0; i < h->count; i++) {
        chip_t *c = &h->chips[i];
        if (h->logging) {
            if (h->log_len >= h->log_room) {
                h->log_room = h->log_room ? 2 * h->log_room : 4096;
                h->log = realloc(h->log, h->log_room * sizeof *h->log);
            }
            h->log[h->log_len++] = c->read;
        }
        if (!c->pending) continue;
        c->pending = 0;
        c->value = c->pending_value, c->ready = 1, c->sent = 0, c->end_cycle = h->avr->cycle;
        drive(c, 0);
    }
    h->pulses = 0;
}

// A read is over when the clock has been quiet for a while; until then its last pulse may have another behind it.
static avr_cycle_count_t on_quiet(avr_t *avr, avr_cycle_count_t when, void *param) {
    (void)avr, (void)when;
    end_read(param);
    return 0;
}

static void on_clock(struct avr_irq_t *irq, uint32_t value, void *param) {
    (void)irq;
    enum { QUIET_US = 300 };
    hx711_t *h = param;
    avr_t *avr = h->avr;
    const int high = value & 1;
    if (high == h->clock_high) return;
    if (!high) {
        const uint64_t cycles = avr->cycle - h->rose;
        const int off = switched_off(h);
        h->clock_high = 0;
        if (off) {
            avr_cycle_timer_cancel(avr, on_quiet, h);
            h->pulses = 0;
            for (int i = 0; i < h->count; i++) power_up(&h->chips[i]);
        }
        if (cycles > h->longest_pulse) h->longest_pulse = cycles;
        return;
    }
    h->clock_high = 1, h->rose = avr->cycle;
    if (h->pulses++ == 0) {
        for (int i = 0; i < h->count; i++) {
            chip_t *c = &h->chips[i];
            c->read = (hx711_read_t){.read_cycle = avr->cycle, .conversion_cycle = c->end_cycle, .value = c->value,
                                     .chip = (uint8_t)i, .ready = c->ready && c->sent == 0};
        }
    }
    avr_cycle_timer_cancel(avr, on_quiet, h);
    avr_cycle_timer_register(avr, QUIET_US * (avr->frequency / 1000000), on_quiet, h);
    for (int i = 0; i < h->count; i++) {
        chip_t *c = &h->chips[i];
        clock_bit(c);
        if (c->end_at_pulse && c->end_at_pulse == h->pulses) {
            c->end_at_pulse = 0;
            conversion_ends(c);
            convert_from_now(c, 1);
        }
    }
}

hx711_t *hx711_new(avr_t *avr, char port, int bit) {
    hx711_t *h = calloc(1, sizeof *h);
    h->avr = avr, h->random = 0x9E3779B97F4A7C15u, h->logging = 1;
    // simavr would look at every cycle for which an external interrupt's pin is low, though nobody has enabled it.
    for (uint8_t i = 0; i < EXTINT_COUNT; i++) avr_extint_set_strict_lvl_trig(avr, i, 0);
    avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ(port), bit), on_clock, h);
    return h;
}

void hx711_free(hx711_t *h) {
    if (!h) return;
    free(h->values), free(h->log), free(h);
}

void hx711_add(hx711_t *h, char port, int bit, double period_us) {
    chip_t *c = &h->chips[h->count++];
    *c = (chip_t){.h = h, .port = port, .bit = bit, .level = 1};
    c->pin = avr_io_getirq(h->avr, AVR_IOCTL_IOPORT_GETIRQ(port), bit);
    c->period_cycles = period_us * (h->avr->frequency / 1e6);
    show(c);
    convert_from_now(c, SETTLING_CONVERSIONS);
}

void hx711_set_period(hx711_t *h, int chip, double us) {
    h->chips[chip].period_cycles = us * (h->avr->frequency / 1e6);
}
void hx711_set_tremble(hx711_t *h, double share) { h->tremble = share; }
void hx711_set_cut(hx711_t *h, int cut) { h->cut = (enum hx711_cut)cut; }

void hx711_set_values(hx711_t *h, const int32_t *values, size_t rows, double hz, int32_t noise) {
    const size_t size = rows * (size_t)h->count * sizeof *values;
    free(h->values);
    h->values = memcpy(malloc(size), values, size);
    h->rows = rows, h->hz = hz, h->noise = noise, h->values_from = h->avr->cycle;
}

void hx711_freeze(hx711_t *h, int chip, int frozen) { h->chips[chip].frozen = frozen; }

void hx711_set_line(hx711_t *h, int chip, int line) {
    chip_t *c = &h->chips[chip];
    const int was = c->line;
    c->line = line;
    show(c);
    if (was == HX711_UNPOWERED && line != HX711_UNPOWERED) power_up(c);
}

void hx711_end_at_pulse(hx711_t *h, int chip, int pulse) { h->chips[chip].end_at_pulse = pulse; }

size_t hx711_take_log(hx711_t *h, hx711_read_t *out, size_t room) {
    if (!out) return h->log_len;
    const size_t n = h->log_len < room ? h->log_len : room;
    memcpy(out, h->log, n * sizeof *out);
    memmove(h->log, h->log + n, (h->log_len - n) * sizeof *out);
    h->log_len -= n;
    return n;
}

void hx711_log(hx711_t *h, int on) { h->logging = on; }
uint64_t hx711_conversions(const hx711_t *h, int chip) { return h->chips[chip].conversions; }
uint64_t hx711_overwritten(const hx711_t *h, int chip) { return h->chips[chip].overwritten; }
uint64_t hx711_odd_reads(const hx711_t *h) { return h->odd_reads; }

uint64_t hx711_longest_pulse(hx711_t *h) {
    const uint64_t longest = h->longest_pulse;
    h->longest_pulse = 0;
    return longest;
}

void hx711_board_was_reset(hx711_t *h) {
    if (!h) return;
    h->clock_high = h->pulses = 0;
    for (int i = 0; i < h->count; i++) {
        chip_t *c = &h->chips[i];
        avr_raise_irq(c->pin, !c->level);
        show(c);
        convert_from_now(c, 1);
    }
}
