// Eight bytes that tell this board from all others: made once from noise, and kept in the EEPROM.

#pragma once

#include <stdint.h>

#include "packet.h"

namespace tripod {
namespace board_id {

// Fills `id`. False if the EEPROM did not keep a new one, which will then be another one after the next restart.
bool read_or_make(uint8_t (&id)[kBoardIdBytes]);

}  // namespace board_id
}  // namespace tripod
