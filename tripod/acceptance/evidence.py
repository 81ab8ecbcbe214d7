"""What was heard of a board while nothing stood on it: all that the checks of a step look at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tripod.boards import Board
from tripod.device.blocks import Block, concatenate
from tripod.device.items import LineCount
from tripod.device.protocol import Banner, Status
from tripod.force.plausibility import Implausible

NO_READING, MOSTLY = (Status.MISSING, Status.LATE, Status.TORN), 0.5


@dataclass(frozen=True)
class Evidence:
    """Some seconds of an empty board, its wires as they are: no calibration puts them in order."""

    board: Board
    banner: Banner
    blocks: tuple[Block, ...]
    """At least one; each with the host's clock at its arrival."""
    line: LineCount
    implausible: tuple[Implausible, ...] = ()
    """What the gate found in them."""

    @property
    def whole(self) -> Block:
        """All of it as one block."""
        return concatenate(list(self.blocks))

    @property
    def not_read(self) -> tuple[int, ...]:
        """Cells whose counts are mostly no readings: of a converter that is silent, late or cut."""
        mostly = np.isin(self.whole.status, NO_READING).mean(0) > MOSTLY
        return tuple(np.flatnonzero(mostly).tolist())

    @property
    def film(self) -> bool:
        return self.board.front_end.kind != "hx711"


def arrivals_s(blocks: Sequence[Block]) -> list[tuple[float, float]]:
    """Of each block the board's clock at its last sampling, and the host's when it had arrived, in seconds."""
    return [(float(block.tick_us[-1]) / 1e6, block.arrived_s) for block in blocks]
