#include "board_id.h"

#include "settings.h"

namespace tripod {
namespace board_id {
namespace {

constexpr char kDigits[] = BOARD_ID;

uint8_t hex_digit(char c) { return static_cast<uint8_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10); }

}  // namespace

bool read(uint8_t (&id)[kBoardIdBytes]) {
  for (uint8_t i = 0; i + 1u < sizeof kDigits; ++i) {
    id[i / 2] = static_cast<uint8_t>(id[i / 2] << 4 | hex_digit(kDigits[i]));
  }
  if (sizeof kDigits > 1) return true;
#if defined(BOARD_HAS_AN_ID)
  return board_has_id(id);
#else
  return false;
#endif
}

}  // namespace board_id
}  // namespace tripod
