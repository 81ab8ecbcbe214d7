"""What was heard of a board while nothing stood on it: all that the checks of a step look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from tripod.boards import Board
from tripod.device.blocks import Block, concatenate
from tripod.device.items import LineCount
from tripod.device.protocol import Banner
from tripod.force.plausibility import Implausible


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
    def film(self) -> bool:
        return self.board.front_end.kind != "hx711"


def arrivals_s(blocks: Sequence[Block]) -> list[tuple[float, float]]:
    """Of each block the board's clock at its last sampling, and the host's when it had arrived, in seconds."""
    return [(float(block.tick_us[-1]) / 1e6, block.arrived_s) for block in blocks]
