// What a host asks on endpoint 0, and what this device answers; no register is known here.
// Chapter 9 of USB 2.0, and the few requests of CDC PSTN 1.2 that a serial port needs.

#pragma once

#include <stdint.h>

#include "usb_descriptors.h"

namespace rp2040 {

struct Setup {
  uint8_t type;
  uint8_t request;
  uint16_t value;
  uint16_t index;
  uint16_t length;

  bool to_host() const { return type & 0x80; }
};

enum class Answer : uint8_t {
  kData,    // to the host: data(), of count() bytes
  kDone,    // nothing to say
  kListen,  // the host says something yet, which is taken and forgotten
  kStall,   // this device does not know that request
};

// Endpoints whose packets are numbered from 0 again.
enum class Anew : uint8_t { kNone, kDataIn, kDataOut, kBoth };

class UsbControl {
 public:
  void reset() { *this = UsbControl(); }

  Answer answer(const Setup& setup, const uint8_t (&id)[8]) {
    constexpr uint8_t kKind = 0x60, kStandard = 0x00, kClass = 0x20;
    count_ = 0;
    const uint8_t kind = setup.type & kKind;
    const Answer found = kind == kStandard ? standard(setup, id) : kind == kClass ? serial(setup) : Answer::kStall;
    if (count_ > setup.length) count_ = setup.length;
    return found;
  }

  const uint8_t* data() const { return data_; }
  uint8_t count() const { return count_; }

  uint8_t address() const { return address_; }  // counts once the request was answered
  bool configured() const { return configured_; }
  bool open() const { return configured_ && open_; }

  // Once after each request that asks for it.
  Anew begins_anew() {
    const Anew anew = anew_;
    anew_ = Anew::kNone;
    return anew;
  }

 private:
  Answer standard(const Setup& setup, const uint8_t (&id)[8]) {
    enum : uint8_t { kGetStatus, kClearFeature, kSetFeature = 3, kSetAddress = 5, kGetDescriptor };
    enum : uint8_t { kGetConfiguration = 8, kSetConfiguration, kGetInterface, kSetInterface };
    constexpr uint8_t kOfEndpoint = 2;
    static constexpr uint8_t kNothing[2] = {};
    switch (setup.request) {
      case kGetStatus: return say(kNothing, sizeof kNothing);
      case kClearFeature:
        if ((setup.type & 0x1F) == kOfEndpoint) {
          if (setup.index == kDataEndpoint) anew_ = Anew::kDataOut;
          if (setup.index == (0x80 | kDataEndpoint)) anew_ = Anew::kDataIn;
        }
        return Answer::kDone;
      case kSetFeature: return Answer::kDone;
      case kSetAddress:
        address_ = setup.value & 0x7F;
        return Answer::kDone;
      case kGetDescriptor: return describe(setup.value >> 8, setup.value & 0xFF, id);
      case kGetConfiguration: return say(configured_);
      case kSetConfiguration:
        configured_ = setup.value & 0xFF;
        open_ = false;
        anew_ = Anew::kBoth;
        return Answer::kDone;
      case kGetInterface: return say(0);
      case kSetInterface: return Answer::kDone;
      default: return Answer::kStall;
    }
  }

  Answer serial(const Setup& setup) {
    enum : uint8_t { kSetLineCoding = 0x20, kGetLineCoding, kSetControlLines, kSendBreak };
    constexpr uint8_t kDtr = 1;
    static constexpr uint8_t kAnyBaud[] = {0x20, 0xA1, 0x07, 0x00, 0, 0, 8};  // 500 000, 8N1
    switch (setup.request) {
      case kSetLineCoding: return Answer::kListen;
      case kGetLineCoding: return say(kAnyBaud, sizeof kAnyBaud);
      case kSetControlLines:
        open_ = setup.value & kDtr;
        return Answer::kDone;
      case kSendBreak: return Answer::kDone;
      default: return Answer::kStall;
    }
  }

  Answer describe(uint8_t kind, uint8_t number, const uint8_t (&id)[8]) {
    switch (kind) {
      case kDeviceKind: return say(kDevice, sizeof kDevice);
      case kConfigurationKind: return say(kConfiguration, sizeof kConfiguration);
      case kStringKind: {
        const uint8_t count = usb_string(number, id, short_);
        return count ? say(short_, count) : Answer::kStall;
      }
      default: return Answer::kStall;
    }
  }

  Answer say(const uint8_t* bytes, uint8_t count) {
    data_ = bytes;
    count_ = count;
    return Answer::kData;
  }
  Answer say(uint8_t byte) {
    short_[0] = byte;
    return say(short_, 1);
  }

  const uint8_t* data_ = nullptr;
  uint8_t count_ = 0;
  uint8_t address_ = 0;
  bool configured_ = false;
  bool open_ = false;
  Anew anew_ = Anew::kNone;
  uint8_t short_[kLongestString] = {};
};

}  // namespace rp2040
