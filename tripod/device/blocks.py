"""`Block`, the unit in which samples move through the program."""

import msgspec
import numpy as np
from numpy.typing import NDArray


class Block(msgspec.Struct, frozen=True):
    """n samplings of one cell group; time on axis 0. A live block is 2-20 long, a file's 100 000.

    A struct, like all that is made of each live block: a frozen dataclass takes ten times as long to make.
    """

    seq: NDArray[np.int64]
    """(n,) sampling number, unwrapped: it counts on over lost frames and over reconnections."""
    tick_us: NDArray[np.int64]
    """(n,) the board's clock at the sample, unwrapped."""
    counts: NDArray[np.int32]
    """(n, cells)"""
    status: NDArray[np.uint8]
    """(n, cells), `protocol.Status`; anything but OK: the counts are no measurement."""
    age: NDArray[np.uint8]
    """(n, cells), how much older than the stamp, in 100 us."""
    arrived_s: float = float("nan")
    """Host's monotonic clock when the bytes came in; never a sample's time."""

    def __len__(self) -> int:
        return len(self.seq)

    def rows(self, part: slice) -> "Block":
        """Some of the samplings."""
        return Block(
            self.seq[part], self.tick_us[part], self.counts[part], self.status[part], self.age[part], self.arrived_s
        )


def concatenate(blocks: list[Block]) -> Block:
    """One block of several consecutive blocks, at least one; it carries the arrival time of the last."""
    if len(blocks) == 1:
        return blocks[0]
    return Block(
        np.concatenate([b.seq for b in blocks]),
        np.concatenate([b.tick_us for b in blocks]),
        np.concatenate([b.counts for b in blocks]),
        np.concatenate([b.status for b in blocks]),
        np.concatenate([b.age for b in blocks]),
        blocks[-1].arrived_s,
    )


def rewired(block: Block, mapping: tuple[int, ...], turned: tuple[bool, ...] = ()) -> Block:
    """The block with its cells in the order of the board's file, each reading the right way round.

    `mapping` gives for each cell the wire on which it arrives, `turned` whether its two signal wires are swapped, so
    that its counts go down under load; () leaves the block as it is.
    """
    if mapping:
        wires = list(mapping)
        counts, status, age = block.counts[:, wires], block.status[:, wires], block.age[:, wires]
        block = msgspec.structs.replace(block, counts=counts, status=status, age=age)
    if any(turned):
        counts = np.where(turned, -block.counts, block.counts).astype(np.int32)
        block = msgspec.structs.replace(block, counts=counts)
    return block
