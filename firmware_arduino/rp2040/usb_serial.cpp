// The RP2040's USB device controller (data sheet 4.1), asked turn by turn and not by interrupts: a host waits for 50 ms at
// least, and what it sends meanwhile the controller holds up by itself.

#include "usb_serial.h"

#include "flash_id.h"
#include "registers.h"
#include "usb_control.h"

using namespace rp2040;

namespace {

// Endpoint and direction, in the controller's order.
enum Pipe : uint8_t { kControlIn = 0, kControlOut = 1, kDataIn = 2 * kDataEndpoint, kDataOut = 2 * kDataEndpoint + 1 };

// A packet short of the longest ends the host's transfer, so that no frame waits in its buffer for the next.
constexpr uint8_t kPiece = kPacketBytes - 1;

// In the controller's own RAM.
constexpr uint32_t kBufferAt[] = {0x100, 0x100, 0, 0, 0x180, 0x1C0}, kNoticeBufferAt = 0x200;

constexpr uint32_t kFull = 1u << 15, kSecond = 1u << 13, kStall = 1u << 11, kAvailable = 1u << 10;

UsbControl control;
bool odd[sizeof kBufferAt / sizeof *kBufferAt];  // which of its two numbers the pipe's next packet has
bool sending = false;
const uint8_t* rest = nullptr;  // of an answer on endpoint 0
uint8_t rest_count = 0;
bool hearing = false;  // what a request has yet to say

volatile uint32_t& buffer_control(Pipe pipe) { return at(kUsbRam + 0x80 + 4u * pipe); }

void hand_over(Pipe pipe, uint32_t what) {
  const uint32_t control_word = what | (odd[pipe] ? kSecond : 0);
  odd[pipe] = !odd[pipe];
  buffer_control(pipe) = control_word;
  // The controller runs by a clock of its own: it must not see "available" before the rest (data sheet 4.1.2.5.1).
  __asm__ __volatile__("nop\nnop\nnop\nnop\nnop\nnop");
  buffer_control(pipe) = control_word | kAvailable;
}

void send(Pipe pipe, const uint8_t* bytes, uint32_t count) {
  volatile uint8_t* buffer = reinterpret_cast<volatile uint8_t*>(kUsbRam + kBufferAt[pipe]);
  for (uint32_t k = 0; k < count; ++k) buffer[k] = bytes[k];
  hand_over(pipe, kFull | count);
}

void hear(Pipe pipe) { hand_over(pipe, kPacketBytes); }

void send_rest() {
  const uint8_t count = rest_count < kPacketBytes ? rest_count : kPacketBytes;
  send(kControlIn, rest, count);
  rest += count;
  rest_count = static_cast<uint8_t>(rest_count - count);
}

Setup read_setup() {
  const uint32_t low = at(kUsbRam), high = at(kUsbRam + 4);
  return {static_cast<uint8_t>(low), static_cast<uint8_t>(low >> 8), static_cast<uint16_t>(low >> 16),
          static_cast<uint16_t>(high), static_cast<uint16_t>(high >> 16)};
}

void begin_data_in() {
  odd[kDataIn] = false;
  sending = false;
  buffer_control(kDataIn) = 0;
}

void begin_data_out() {
  odd[kDataOut] = false;
  buffer_control(kDataOut) = 0;
  if (control.configured()) hear(kDataOut);
}

void take_setup() {
  buffer_control(kControlIn) = 0;
  buffer_control(kControlOut) = 0;
  odd[kControlIn] = odd[kControlOut] = true;
  rest_count = 0;
  hearing = false;
  switch (control.answer(read_setup(), flash_id().bytes)) {
    case Answer::kData:
      rest = control.data();
      rest_count = control.count();
      hear(kControlOut);  // the host's thanks
      send_rest();
      break;
    case Answer::kDone: send(kControlIn, nullptr, 0); break;
    case Answer::kListen:
      hearing = true;
      hear(kControlOut);
      break;
    case Answer::kStall:
      set(kUsbStall) = 3;
      buffer_control(kControlIn) = kStall;
      buffer_control(kControlOut) = kStall;
      break;
  }
  const Anew anew = control.begins_anew();
  if (anew == Anew::kDataIn || anew == Anew::kBoth) begin_data_in();
  if (anew == Anew::kDataOut || anew == Anew::kBoth) begin_data_out();
}

void take_buffers() {
  const uint32_t finished = at(kUsbBuffers);
  clear(kUsbBuffers) = finished;
  if (finished >> kControlIn & 1) {
    at(kUsbAddress) = control.address();  // only now: the request itself was answered from the old one
    if (rest_count) send_rest();
  }
  if (finished >> kControlOut & 1 && hearing) {
    hearing = false;
    send(kControlIn, nullptr, 0);
  }
  if (finished >> kDataIn & 1) sending = false;
  if (finished >> kDataOut & 1 && control.configured()) hear(kDataOut);
}

}  // namespace

void UsbSerial::begin(uint32_t) {
  for (uint32_t offset = 0; offset < 0x100; offset += 4) at(kUsbRam + offset) = 0;
  constexpr uint32_t kEnabled = 1u << 31, kTellEach = 1u << 29, kBulk = 2u << 26, kInterrupt = 3u << 26;
  // Nothing is ever put into its buffer, but a host that asks must hear that.
  at(kUsbRam + 8 * kNoticeEndpoint) = kEnabled | kTellEach | kInterrupt | kNoticeBufferAt;
  at(kUsbRam + 8 * kDataEndpoint) = kEnabled | kTellEach | kBulk | kBufferAt[kDataIn];
  at(kUsbRam + 8 * kDataEndpoint + 4) = kEnabled | kTellEach | kBulk | kBufferAt[kDataOut];
  at(kUsbMuxing) = 1u << 3 | 1;  // to its own pins
  at(kUsbPower) = 1u << 3 | 1u << 2;  // the bus is there: the board lives of it
  at(kUsbMain) = 1;
  at(kUsbSie) = 1u << 29;  // tell each packet of endpoint 0
  set(kUsbSie) = 1u << 16;  // here I am
}

void UsbSerial::serve() {
  constexpr uint32_t kReset = 1u << 19, kSetup = 1u << 17;
  if (at(kUsbStatus) & kReset) {
    control.reset();
    at(kUsbAddress) = 0;
    begin_data_in();
    begin_data_out();
    clear(kUsbStatus) = kReset;
  }
  // Before the next request: its SETUP may have come meanwhile.
  if (at(kUsbBuffers)) take_buffers();
  if (at(kUsbStatus) & kSetup) {
    clear(kUsbStatus) = kSetup;
    take_setup();
  }
}

int UsbSerial::availableForWrite() {
  serve();
  return control.configured() && !sending ? kPiece : 0;
}

size_t UsbSerial::write(const uint8_t* bytes, size_t count) {
  if (!availableForWrite()) return 0;
  if (count > kPiece) count = kPiece;
  sending = true;
  send(kDataIn, bytes, count);
  return count;
}

UsbSerial::operator bool() { return control.open(); }
