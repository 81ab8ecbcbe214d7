// Eight bytes that tell this board from all others: what board.h says, else what the chip says of itself.

#pragma once

#include <stdint.h>

#include "shared/packet.h"

namespace tripod {
namespace board_id {

// Fills `id`, which is all 0. False where nothing is known.
bool read(uint8_t (&id)[kBoardIdBytes]);

}  // namespace board_id
}  // namespace tripod
