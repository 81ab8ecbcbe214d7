// The registers that are used, by the RP2040 data sheet's names.

#pragma once

#include <stdint.h>

namespace rp2040 {

inline volatile uint32_t& at(uint32_t address) { return *reinterpret_cast<volatile uint32_t*>(address); }
// Every peripheral can be written through aliases that set, or clear, single bits.
inline volatile uint32_t& set(uint32_t address) { return at(address + 0x2000); }
inline volatile uint32_t& clear(uint32_t address) { return at(address + 0x3000); }

// The port to the flash, and the pin that selects its chip.
constexpr uint32_t kSsi = 0x18000000;
constexpr uint32_t kSsiControl0 = kSsi, kSsiControl1 = kSsi + 4, kSsiEnable = kSsi + 8, kSsiChips = kSsi + 0x10;
constexpr uint32_t kSsiDivisor = kSsi + 0x14, kSsiStatus = kSsi + 0x28, kSsiData = kSsi + 0x60, kSsiMemory = kSsi + 0xF4;
constexpr uint32_t kFlashSelectPin = 0x4001800C;

constexpr uint32_t kClocks = 0x40008000;
constexpr uint32_t kRefCtrl = kClocks + 0x30, kRefSelected = kClocks + 0x38;
constexpr uint32_t kSysCtrl = kClocks + 0x3C, kSysSelected = kClocks + 0x44;
constexpr uint32_t kPeriCtrl = kClocks + 0x48, kUsbCtrl = kClocks + 0x54, kAdcCtrl = kClocks + 0x60;
constexpr uint32_t kResets = 0x4000C000, kResetDone = kResets + 8;
constexpr uint32_t kIo = 0x40014000, kPads = 0x4001C000;
constexpr uint32_t kXoscCtrl = 0x40024000, kXoscStatus = 0x40024004, kXoscStartup = 0x4002400C;
constexpr uint32_t kPllUsb = 0x4002C000;
constexpr uint32_t kUart = 0x40034000;
constexpr uint32_t kAdc = 0x4004C000;
constexpr uint32_t kTimerNow = 0x40054028;
constexpr uint32_t kWatchdogTick = 0x4005802C;
constexpr uint32_t kUsbRam = 0x50100000, kUsb = 0x50110000;
constexpr uint32_t kUsbAddress = kUsb, kUsbMain = kUsb + 0x40, kUsbSie = kUsb + 0x4C, kUsbStatus = kUsb + 0x50;
constexpr uint32_t kUsbBuffers = kUsb + 0x58, kUsbStall = kUsb + 0x68, kUsbMuxing = kUsb + 0x74, kUsbPower = kUsb + 0x78;
constexpr uint32_t kSio = 0xD0000000;
constexpr uint32_t kVectorTable = 0xE000ED08;

constexpr uint32_t kSystemHz = 48000000;

}  // namespace rp2040
