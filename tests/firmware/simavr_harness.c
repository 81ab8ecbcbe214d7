// Runs the real firmware in simavr: injected ADC codes in, UART bytes out, every conversion logged.
//
// Built against the installed simavr headers at test time, because it reaches into simavr's own structures to make up
// for three things that simavr 1.6 does otherwise than the chip:
//   - a UART byte takes 11 bit times there (it counts a parity bit that is not sent);
//   - an ADC value is computed when it is read, not when it is sampled;
//   - an ADC code is mV * 1023 / Vref, so codes are handed over as the millivolts that give back exactly that code.
// Voltage noise, source impedance and the ADC prescaler's phase are not simulated.

#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <avr_adc.h>
#include <avr_eeprom.h>
#include <avr_uart.h>
#include <avr_usb.h>
#include <sim_avr.h>
#include <sim_core.h>
#include <sim_elf.h>
#include <sim_hex.h>
#include <sim_io.h>

#include "hx711_model.h"

enum { NOT_A_PIN = 255, LOOK_CYCLES = 100 };

typedef struct {
    uint64_t cycle;
    uint16_t channel;
    uint16_t code;
    uint32_t reserved;
} conversion_t;

typedef struct {
    avr_t *avr;
    avr_uart_t *uart;

    uint8_t *bytes;
    size_t bytes_len, bytes_room;
    uint64_t bytes_total;

    conversion_t *log;
    size_t log_len, log_room;
    int logging;

    uint16_t *codes;
    size_t rows, channels;
    double codes_hz;
    uint64_t codes_from;

    double line_slowness;
    uint32_t supply_mv;

    uint32_t idle_from, idle_to;
    uint64_t idle_cycles;
    int skip_idle;
    uint64_t patience, look_again;

    avr_io_t *usb;
    uint64_t usb_next;
    unsigned usb_quarters;
    int usb_attached, usb_reading;

    hx711_t *load_cells;

    int pty, watch, listens;
    int opened, restarts;  // how many have the port open; whether the board still has to begin for them
    double restarts_until_s;
    uint8_t heard[4096];
    size_t heard_len;
    volatile int stop;
    volatile double pace;
} sim_t;

static void silent(avr_t *avr, const int level, const char *format, va_list args) {
    (void)avr, (void)level, (void)format, (void)args;
}

static void *grown(void *block, size_t length, size_t *room, size_t item) {
    if (length < *room) return block;
    *room = *room ? *room * 2 : 4096;
    return realloc(block, *room * item);
}

static void do_not_sleep(avr_t *avr, avr_cycle_count_t cycles) { (void)avr, (void)cycles; }

static avr_io_t *module(avr_t *avr, const char *kind, char name) {
    for (avr_io_t *io = avr->io_port; io; io = io->next)
        if (!strcmp(io->kind, kind) && (!name || ((avr_uart_t *)io)->name == name)) return io;
    return NULL;
}

static uint32_t cycles_per_bit(const sim_t *s) {
    const uint8_t *data = s->avr->data;
    const uint32_t divisor = 1 + (data[s->uart->ubrrl.reg] | (data[s->uart->ubrrh.reg] & 0xF) << 8);
    return (data[s->uart->r_ucsra] & 2 ? 8 : 16) * divisor;
}

static void on_uart_byte(struct avr_irq_t *irq, uint32_t value, void *param) {
    (void)irq;
    sim_t *s = param;
    s->uart->cycles_per_byte = (avr_cycle_count_t)(10 * cycles_per_bit(s) * s->line_slowness);
    s->bytes = grown(s->bytes, s->bytes_len, &s->bytes_room, 1);
    s->bytes[s->bytes_len++] = (uint8_t)value;
    s->bytes_total++;
}

static uint16_t code_now(const sim_t *s, unsigned channel) {
    if (!s->rows || channel >= s->channels) return 0;
    const double seconds = (double)(s->avr->cycle - s->codes_from) / s->avr->frequency;
    const size_t row = (size_t)(seconds * s->codes_hz) % s->rows;
    return s->codes[row * s->channels + channel];
}

static void on_conversion(struct avr_irq_t *irq, uint32_t value, void *param) {
    (void)irq;
    sim_t *s = param;
    union {
        avr_adc_mux_t mux;
        uint32_t value;
    } input = {.value = value};
    conversion_t event = {.cycle = s->avr->cycle, .channel = NOT_A_PIN};
    // A step in the middle of a conversion would fall between what was held and what it is compared with.
    s->avr->vcc = s->avr->avcc = s->avr->aref = s->supply_mv;
    if (input.mux.kind == ADC_MUX_SINGLE) {
        event.channel = input.mux.src;
        event.code = code_now(s, event.channel);
        const uint32_t mv = (event.code * s->avr->avcc + 1022) / 1023;
        avr_irq_t *pins = avr_io_getirq(s->avr, AVR_IOCTL_ADC_GETIRQ, 0);
        if (event.channel < 8) avr_raise_irq(pins + event.channel, mv);
    }
    if (!s->logging) return;
    s->log = grown(s->log, s->log_len, &s->log_room, sizeof *s->log);
    s->log[s->log_len++] = event;
}

// ---- a USB host, as small as a serial port allows: no descriptors, fixed endpoints ----------------------------------

enum { USB_DATA_IN = 3, USB_QUARTER_MS = 4000 };

static void on_usb_attach(struct avr_irq_t *irq, uint32_t value, void *param) {
    (void)irq, (void)value;
    ((sim_t *)param)->usb_attached = 1;
}

static void start_of_frame(const sim_t *s) {
    enum { UDINT_OFFSET = 9, UDIEN_OFFSET = 10, SOFI = 1 << 2 };
    avr_t *avr = s->avr;
    const avr_usb_t *usb = (const avr_usb_t *)s->usb;
    avr->data[usb->r_usbcon + UDINT_OFFSET] |= SOFI;
    if (!(avr->data[usb->r_usbcon + UDIEN_OFFSET] & SOFI)) return;
    for (int i = 0; i < avr->interrupts.vector_count; i++)
        if (avr->interrupts.vector[i]->vector == usb->usb_gen_vect) avr_raise_interrupt(avr, avr->interrupts.vector[i]);
}

static void usb_quarter_millisecond(sim_t *s) {
    if (s->usb_quarters++ % 4 == 0) start_of_frame(s);
    if (!s->usb_reading) return;
    uint8_t packet[64];
    struct avr_io_usb in = {.pipe = USB_DATA_IN | 0x80, .sz = sizeof packet, .buf = packet};
    if (avr_ioctl(s->avr, AVR_IOCTL_USB_READ, &in)) return;
    for (uint32_t i = 0; i < in.sz; i++) {
        s->bytes = grown(s->bytes, s->bytes_len, &s->bytes_room, 1);
        s->bytes[s->bytes_len++] = packet[i];
        s->bytes_total++;
    }
}

int sim_run(sim_t *s, uint64_t cycles);

// A control request without data, and its status stage.
static void usb_request(sim_t *s, uint8_t type, uint8_t request, uint16_t value) {
    uint8_t setup[8] = {type, request, value & 0xFF, value >> 8};
    struct avr_io_usb out = {.pipe = 0, .sz = sizeof setup, .buf = setup};
    avr_ioctl(s->avr, AVR_IOCTL_USB_SETUP, &out);
    sim_run(s, 16000);
    uint8_t nothing[64];
    struct avr_io_usb status = {.pipe = 0x80, .sz = 0, .buf = nothing};
    avr_ioctl(s->avr, AVR_IOCTL_USB_READ, &status);
    sim_run(s, 16000);
}

void sim_usb_reading(sim_t *s, int reading) { s->usb_reading = reading; }

void sim_usb_dtr(sim_t *s, int dtr) { usb_request(s, 0x21, 0x22, dtr); }

// False where the firmware never attaches.
int sim_usb_plug_in(sim_t *s) {
    for (int ms = 0; ms < 100 && !s->usb_attached; ms++) sim_run(s, 16000);
    if (!s->usb_attached) return 0;
    avr_ioctl(s->avr, AVR_IOCTL_USB_RESET, NULL);
    sim_run(s, 160000);
    usb_request(s, 0, 9, 1);  // SET_CONFIGURATION
    s->usb_next = s->avr->cycle;
    return 1;
}

// ---- the board ----------------------------------------------------------------------------------------------------

static avr_t *chip_with_elf(const char *elf, const char *mcu, uint32_t frequency) {
    elf_firmware_t firmware;
    memset(&firmware, 0, sizeof firmware);
    if (elf_read_firmware(elf, &firmware)) return NULL;
    avr_t *avr = avr_make_mcu_by_name(mcu);
    if (!avr) return NULL;
    avr_init(avr);
    avr->frequency = firmware.frequency = frequency;
    avr_load_firmware(avr, &firmware);
    free(firmware.flash);
    return avr;
}

// As it is sold: erased but for a bootloader, to which its fuses lead after a reset.
static avr_t *chip_with_bootloader(const char *hex, const char *mcu, uint32_t frequency) {
    ihex_chunk_p chunks = NULL;
    const int count = read_ihex_chunks(hex, &chunks);
    avr_t *avr = count > 0 ? avr_make_mcu_by_name(mcu) : NULL;
    if (!avr) return NULL;
    avr_init(avr);
    avr->frequency = frequency;
    avr->codeend = avr->flashend;
    // Erased words do nothing on a real chip; this one would stop at them.
    memset(avr->flash, 0, avr->flashend + 1u);
    for (int i = 0; i < count; i++)
        if (chunks[i].baseaddr + chunks[i].size <= avr->flashend + 1u)
            memcpy(avr->flash + chunks[i].baseaddr, chunks[i].data, chunks[i].size);
    avr->reset_pc = avr->pc = chunks[0].baseaddr;
    free_ihex_chunks(chunks);
    return avr;
}

static sim_t *board_with(avr_t *avr) {
    avr->vcc = avr->avcc = avr->aref = 5000;
    avr->sleep = do_not_sleep;

    sim_t *s = calloc(1, sizeof *s);
    s->avr = avr;
    avr->run_cycle_limit = LOOK_CYCLES;
    s->uart = (avr_uart_t *)module(avr, "uart", '0');
    s->line_slowness = 1;
    s->supply_mv = avr->avcc;
    s->logging = 1;
    s->pty = s->watch = -1;
    s->usb = module(avr, "usb", 0);
    if (s->usb) avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_USB_GETIRQ(), USB_IRQ_ATTACH), on_usb_attach, s);
    if (s->uart)
        avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), on_uart_byte, s);
    avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_OUT_TRIGGER), on_conversion, s);
    return s;
}

sim_t *sim_new(const char *elf, const char *mcu, uint32_t frequency) {
    avr_global_logger_set(silent);
    avr_t *avr = chip_with_elf(elf, mcu, frequency);
    return avr ? board_with(avr) : NULL;
}

// Whose UART hears what the pty is sent.
sim_t *sim_new_with_bootloader(const char *hex, const char *mcu, uint32_t frequency) {
    avr_global_logger_set(silent);
    avr_t *avr = chip_with_bootloader(hex, mcu, frequency);
    if (!avr) return NULL;
    sim_t *s = board_with(avr);
    s->listens = 1;
    // Or simavr sleeps each time it is asked whether a byte came, and a second of waiting takes minutes.
    uint32_t flags = 0;
    avr_ioctl(avr, AVR_IOCTL_UART_GET_FLAGS('0'), &flags);
    flags &= ~(uint32_t)AVR_UART_FLAG_POLL_SLEEP;
    avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
    return s;
}

void sim_read_flash(sim_t *s, uint8_t *out, uint32_t offset, uint32_t size) {
    memcpy(out, s->avr->flash + offset, size);
}

void sim_free(sim_t *s) {
    if (s->watch >= 0) close(s->watch);
    if (s->pty >= 0) close(s->pty);
    avr_terminate(s->avr);
    hx711_free(s->load_cells);
    free(s->bytes), free(s->log), free(s->codes), free(s->avr), free(s);
}

typedef struct {
    uint32_t pc;
    uint8_t registers[32], flags[8], stack[2];
} place_t;

static place_t place_of(const avr_t *avr) {
    place_t place;
    memset(&place, 0, sizeof place);
    place.pc = avr->pc;
    memcpy(place.registers, avr->data, sizeof place.registers);
    memcpy(place.flags, avr->sreg, sizeof place.flags);
    place.stack[0] = avr->data[R_SPL], place.stack[1] = avr->data[R_SPH];
    return place;
}

static uint64_t something_happens(const sim_t *s, uint64_t until) {
    const avr_cycle_timer_slot_p next = s->avr->cycle_timers.timer;
    return next && next->when < until ? next->when : until;
}

// In a loop that only an interrupt can end, time may as well go by at once: by whole rounds, so that whatever ends it
// comes upon the instruction that it would have come upon. What is a round is seen by going one, instruction by
// instruction, to where every register is again what it was. After one that was none it is not tried anew for a while
// where the loop is not known by its place.
static void skip_idle(sim_t *s, uint64_t until) {
    enum { LONGEST_ROUND = 200 };
    avr_t *avr = s->avr;
    if (avr->pc < s->idle_from || avr->pc >= s->idle_to || avr->interrupt_state || avr->cycle < s->look_again) return;
    const uint64_t began = avr->cycle;
    s->look_again = began + s->patience;
    if (something_happens(s, until) < began + LONGEST_ROUND) return;
    const place_t here = place_of(avr);
    do {
        avr->run_cycle_count = 1;
        if (avr_run(avr) != cpu_Running || avr->interrupt_state || avr->cycle > began + LONGEST_ROUND) return;
    } while (avr->pc != here.pc);
    const place_t again = place_of(avr);
    if (memcmp(&here, &again, sizeof here)) return;
    const uint64_t round = avr->cycle - began, end = something_happens(s, until);
    if (end <= avr->cycle) return;
    avr->cycle += (end - 1 - avr->cycle) / round * round;
    s->look_again = 0;
    avr->run_cycle_count = end - avr->cycle;
}

// False if the firmware crashed.
int sim_run(sim_t *s, uint64_t cycles) {
    avr_t *avr = s->avr;
    const uint64_t until = avr->cycle + cycles;
    while (avr->cycle < until) {
        if (s->skip_idle && !s->usb_next) skip_idle(s, until);
        const uint64_t before = avr->cycle;
        const uint32_t pc = avr->pc;
        if (s->usb_next && before >= s->usb_next) usb_quarter_millisecond(s), s->usb_next += USB_QUARTER_MS;
        const int state = avr_run(avr);
        if (state == cpu_Crashed || state == cpu_Done) return 0;
        if (pc >= s->idle_from && pc < s->idle_to) s->idle_cycles += avr->cycle - before;
    }
    return 1;
}

// Counts the cycles spent between two program addresses. One instruction at a time, so that none is put down wrongly.
void sim_watch_idle(sim_t *s, uint32_t from, uint32_t to) {
    s->idle_from = from, s->idle_to = to, s->idle_cycles = 0, s->skip_idle = 0;
    s->avr->run_cycle_limit = 1;
}

void sim_skip_idle(sim_t *s, uint32_t from, uint32_t to, uint32_t patience) {
    s->idle_from = from, s->idle_to = to, s->skip_idle = 1, s->patience = patience;
}

uint64_t sim_idle_cycles(sim_t *s) { return s->idle_cycles; }
uint64_t sim_cycle(sim_t *s) { return s->avr->cycle; }
uint64_t sim_bytes_total(sim_t *s) { return s->bytes_total; }

void sim_reset(sim_t *s) {
    avr_reset(s->avr);
    avr_regbit_set(s->avr, s->avr->reset_flags.extrf);
    hx711_board_was_reset(s->load_cells);
}

// Converters whose clock is this pin; the caller adds chips to what this returns.
hx711_t *sim_load_cells(sim_t *s, char clock_port, int clock_bit) {
    if (!s->load_cells) s->load_cells = hx711_new(s->avr, clock_port, clock_bit);
    return s->load_cells;
}

void sim_set_codes(sim_t *s, const uint16_t *codes, size_t rows, size_t channels, double hz) {
    free(s->codes);
    s->codes = malloc(rows * channels * sizeof *codes);
    memcpy(s->codes, codes, rows * channels * sizeof *codes);
    s->rows = rows, s->channels = channels, s->codes_hz = hz, s->codes_from = s->avr->cycle;
}

void sim_set_supply(sim_t *s, uint32_t mv) { s->supply_mv = mv; }
void sim_set_line_slowness(sim_t *s, double times) { s->line_slowness = times; }

uint8_t sim_peek(sim_t *s, uint16_t address) { return s->avr->data[address]; }

void sim_poke(sim_t *s, uint16_t address, uint8_t value) {
    avr_t *avr = s->avr;
    const unsigned io = AVR_DATA_TO_IO(address);
    if (address >= 32 && io < MAX_IOs && avr->io[io].w.c)
        avr->io[io].w.c(avr, address, value, avr->io[io].w.param);
    else
        avr->data[address] = value;
}

size_t sim_take_bytes(sim_t *s, uint8_t *out, size_t room) {
    if (!out) return s->bytes_len;
    const size_t n = s->bytes_len < room ? s->bytes_len : room;
    memcpy(out, s->bytes, n);
    memmove(s->bytes, s->bytes + n, s->bytes_len - n);
    s->bytes_len -= n;
    return n;
}

size_t sim_take_log(sim_t *s, conversion_t *out, size_t room) {
    if (!out) return s->log_len;
    const size_t n = s->log_len < room ? s->log_len : room;
    memcpy(out, s->log, n * sizeof *out);
    memmove(s->log, s->log + n, (s->log_len - n) * sizeof *out);
    s->log_len -= n;
    return n;
}

void sim_eeprom(sim_t *s, uint8_t *bytes, uint32_t offset, uint32_t size, int write) {
    avr_eeprom_desc_t place = {.ee = write ? bytes : NULL, .offset = offset, .size = size};
    avr_ioctl(s->avr, write ? AVR_IOCTL_EEPROM_SET : AVR_IOCTL_EEPROM_GET, &place);
    if (!write) memcpy(bytes, place.ee, size);
}

// ---- a pty as the serial port -----------------------------------------------------------------------------------

int sim_pty_open(sim_t *s, char *path, size_t room) {
    s->pty = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (s->pty < 0 || grantpt(s->pty) || unlockpt(s->pty) || ptsname_r(s->pty, path, room)) return -1;
    const int slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave < 0) return -1;
    struct termios raw;
    tcgetattr(slave, &raw);
    cfmakeraw(&raw);
    tcsetattr(slave, TCSANOW, &raw);
    close(slave);
    // What is sent to a board that does not listen comes with word of when the program threw away what it had not read.
    const int with_word = !s->listens;
    ioctl(s->pty, TIOCPKT, &with_word);
    s->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    return s->watch < 0 || inotify_add_watch(s->watch, path, IN_OPEN | IN_CLOSE) < 0 ? -1 : 0;
}

static double now_s(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

enum { WAITS_MS = 10 };

// Opening and closing are told one by one, also those between two looks. A program that opens a port throws away what it
// finds there, and a board begins only after that, as behind a bootloader: else its first words could be among it.
static void see_who_has_it_open(sim_t *s) {
    enum { MOST_WAIT_MS = 500 };
    _Alignas(struct inotify_event) char told[4096];
    ssize_t size;
    while ((size = read(s->watch, told, sizeof told)) > 0)
        for (const char *at = told; at < told + size;) {
            const struct inotify_event *event = (const struct inotify_event *)at;
            at += sizeof *event + event->len;
            if (event->mask & IN_CLOSE) s->opened--;
            if (event->mask & IN_OPEN && s->opened++ == 0) {
                s->restarts = 1;
                s->restarts_until_s = now_s() + (s->listens ? 0 : MOST_WAIT_MS / 1e3);
            }
        }
}

// Hands over what the line carried. A reader that lags holds the board up where time is not real; where it is, the
// board goes on and what no driver could have kept is lost. Who takes it as fast as it comes is not woken for each frame.
static void feed_pty(sim_t *s) {
    enum { DRIVER_KEEPS = 1 << 20, LUMP = 2048 };
    if (s->pace <= 0 && s->bytes_len < LUMP) return;
    size_t sent = 0;
    while (sent < s->bytes_len && !s->stop) {
        const ssize_t n = write(s->pty, s->bytes + sent, s->bytes_len - sent);
        if (n > 0) {
            sent += (size_t)n;
        } else if (s->pace > 0 || !s->opened || s->restarts) {
            break;
        } else {
            struct pollfd p = {.fd = s->pty, .events = POLLOUT};
            poll(&p, 1, WAITS_MS);
            see_who_has_it_open(s);
        }
    }
    s->bytes_len -= sent;
    memmove(s->bytes, s->bytes + sent, s->bytes_len);
    if (s->bytes_len > DRIVER_KEEPS) s->bytes_len = 0;
}

// A byte at another speed than the receiver's comes as another byte.
static int speeds_agree(const sim_t *s) {
    struct termios line;
    if (tcgetattr(s->pty, &line)) return 0;
    static const struct {
        speed_t code;
        double baud;
    } speeds[] = {{B57600, 57600}, {B115200, 115200}, {B500000, 500000}};
    const double own = (double)s->avr->frequency / cycles_per_bit(s);
    for (size_t i = 0; i < sizeof speeds / sizeof *speeds; i++)
        if (speeds[i].code == cfgetospeed(&line)) return own > 0.95 * speeds[i].baud && own < 1.05 * speeds[i].baud;
    return 0;
}

static unsigned waiting_in_uart(const sim_t *s) {
    const uart_fifo_t *fifo = &s->uart->input;
    return (fifo->write - fifo->read) & (uart_fifo_fifo_size - 1);
}

// What the pty was sent goes into the UART no faster than its line would bring it, a millisecond's worth at a time.
static void hear_pty(sim_t *s) {
    enum { FIFO_HAS_ROOM = 40 };
    const ssize_t came = read(s->pty, s->heard + s->heard_len, sizeof s->heard - s->heard_len);
    if (came > 0) s->heard_len += (size_t)came;
    if (!s->listens) s->heard_len = 0;
    size_t may = s->avr->frequency / 1000 / (10 * cycles_per_bit(s)), taken = 0;
    const int garbled = s->heard_len && !speeds_agree(s);
    avr_irq_t *input = avr_io_getirq(s->avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT);
    while (taken < s->heard_len && may-- && waiting_in_uart(s) < FIFO_HAS_ROOM) {
        avr_raise_irq(input, garbled ? 0xFE : s->heard[taken]);
        taken++;
    }
    s->heard_len -= taken;
    memmove(s->heard, s->heard + taken, s->heard_len);
}

static void garble(sim_t *s) {
    if (s->bytes_len && s->listens && !speeds_agree(s)) memset(s->bytes, 0xFE, s->bytes_len);
}

// False for as long as it has to wait for the program that has just opened its port.
static int begins(sim_t *s) {
    if (!s->listens && now_s() < s->restarts_until_s) {
        char word = 0;
        const ssize_t came = read(s->pty, &word, 1);
        if (came != 1 || !(word & TIOCPKT_FLUSHREAD)) {
            if (came == 1) return 0;
            struct pollfd p = {.fd = s->pty, .events = POLLIN | POLLPRI};
            poll(&p, 1, 1);
            return 0;
        }
    }
    sim_reset(s);
    s->bytes_len = s->heard_len = 0;
    return 1;
}

void sim_set_pace(sim_t *s, double pace) { s->pace = pace; }
void sim_stop(sim_t *s) { s->stop = 1; }

// Runs until stopped. Opening the port restarts the board, as DTR does on a real one.
int sim_run_pty(sim_t *s) {
    s->logging = 0;
    if (s->load_cells) hx711_log(s->load_cells, 0);
    double wall = now_s(), last_pace = -1;
    uint64_t from = s->avr->cycle;
    while (!s->stop) {
        if (s->opened && s->restarts) {
            if (!begins(s)) {
                see_who_has_it_open(s);
                continue;
            }
            s->restarts = 0, wall = now_s(), from = s->avr->cycle;
        }
        // Where time is what a reader takes it does not pass without one, however long a program needs to start.
        const int rests = s->pace <= 0 && !s->opened;
        const unsigned at_once_ms = s->pace <= 0 ? 20 : s->listens ? 1 : 4;
        if (rests || !sim_run(s, s->avr->frequency / 1000 * at_once_ms)) {
            if (!rests && !s->listens) return 0;
            // Half a program; the next opening of the port restarts it.
            const struct timespec rest = {.tv_nsec = 1000000};
            nanosleep(&rest, NULL);
        }
        see_who_has_it_open(s);
        if (s->restarts || !s->opened) {
            s->bytes_len = 0;
        } else {
            hear_pty(s);
            garble(s);
            feed_pty(s);
        }
        const double pace = s->pace;
        if (pace <= 0) continue;
        // What a busy machine kept it from is made up for, so that its clock stays right; but a bootloader waits in vain
        // for a program that was kept waiting as long.
        const double forgets_s = s->listens ? 0.5 : 10;
        const double ahead = (double)(s->avr->cycle - from) / s->avr->frequency / pace - (now_s() - wall);
        if (pace != last_pace || ahead < -forgets_s) {
            wall = now_s(), from = s->avr->cycle, last_pace = pace;
        } else if (ahead > 0) {
            const struct timespec rest = {.tv_nsec = (long)(ahead * 1e9)};
            nanosleep(&rest, NULL);
        }
    }
    return 1;
}
