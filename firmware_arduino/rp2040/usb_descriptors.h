// How the device describes itself: a serial port with its class's control interface, and three strings.

#pragma once

#include <stdint.h>

namespace rp2040 {

constexpr uint8_t kDeviceKind = 1, kConfigurationKind = 2, kStringKind = 3, kInterfaceKind = 4, kEndpointKind = 5;
constexpr uint8_t kClassKind = 0x24;

constexpr uint8_t kPacketBytes = 64;
constexpr uint8_t kNoticeEndpoint = 1;  // the class wants it; nothing is ever noticed
constexpr uint8_t kDataEndpoint = 2;

// 2E8A:000A is what Raspberry Pi gives to serial ports of its SDK's programs.
constexpr uint8_t kDevice[] = {
    18, kDeviceKind, 0x00, 0x02, 2, 0, 0, kPacketBytes, 0x8A, 0x2E, 0x0A, 0x00, 0x00, 0x01, 1, 2, 3, 1,
};

constexpr uint8_t kConfiguration[] = {
    9, kConfigurationKind, 67, 0, 2, 1, 0, 0x80, 125,  // from the bus, 250 mA: eight load cells take 85
    9, kInterfaceKind, 0, 0, 1, 2, 2, 0, 0,           // control: CDC, ACM
    5, kClassKind, 0, 0x10, 0x01,                     // CDC 1.1
    5, kClassKind, 1, 0, 1,                           // no calls
    4, kClassKind, 2, 2,                              // line coding and DTR
    5, kClassKind, 6, 0, 1,                           // the two interfaces are one
    7, kEndpointKind, 0x80 | kNoticeEndpoint, 3, 8, 0, 255,
    9, kInterfaceKind, 1, 0, 2, 10, 0, 0, 0,          // data
    7, kEndpointKind, kDataEndpoint, 2, kPacketBytes, 0, 0,
    7, kEndpointKind, 0x80 | kDataEndpoint, 2, kPacketBytes, 0, 0,
};
static_assert(sizeof kConfiguration == 67, "The configuration tells its own length.");

constexpr uint8_t kLongestString = 2 + 2 * 16;

// Language, maker, product, and the board's id in hexadecimal, as UTF-16. 0 bytes where there is no such string.
inline uint8_t usb_string(uint8_t number, const uint8_t (&id)[8], uint8_t (&out)[kLongestString]) {
  constexpr const char* kWords[] = {"", "Foot tripod", "Balance board"};
  constexpr char kDigits[] = "0123456789ABCDEF";
  uint8_t count = 2;
  auto add = [&](uint16_t letter) {
    out[count++] = static_cast<uint8_t>(letter);
    out[count++] = static_cast<uint8_t>(letter >> 8);
  };
  if (number == 0) {
    add(0x0409);
  } else if (number < 3) {
    for (const char* letter = kWords[number]; *letter; ++letter) add(static_cast<uint8_t>(*letter));
  } else if (number == 3) {
    for (uint8_t byte : id) {
      add(static_cast<uint8_t>(kDigits[byte >> 4]));
      add(static_cast<uint8_t>(kDigits[byte & 15]));
    }
  } else {
    return 0;
  }
  out[0] = count;
  out[1] = kStringKind;
  return count;
}

}  // namespace rp2040
