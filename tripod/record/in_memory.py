"""A recording read into memory once, so that any moment of it is at hand."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tripod.device.blocks import Block, concatenate
from tripod.device.items import Back, Item
from tripod.record.clock_jumps import ClockJump
from tripod.record.recording import Recording
from tripod.record.replay import Replay
from tripod.record.time_line import Stretch


@dataclass(frozen=True)
class Held:
    """All samples, and what happened between them."""

    rows: Block
    between: tuple[tuple[int, Item], ...]
    """Each item with the number of the row before which it comes."""
    clock_jumps: tuple[ClockJump, ...] = ()
    """Of the file's clock; in `rows` they are closed."""

    @property
    def duration_s(self) -> float:
        """From the first sample to the last, by the board's clock."""
        return float(self.rows.tick_us[-1] - self.rows.tick_us[0]) / 1e6

    @property
    def away(self) -> tuple[Stretch, ...]:
        """While the board was away: from the last sample before to the first after."""
        tick = self.rows.tick_us
        at = [row for row, item in self.between if isinstance(item, Back) and 0 < row < len(tick)]
        return tuple(Stretch(float(tick[r - 1] - tick[0]) / 1e6, float(tick[r] - tick[0]) / 1e6) for r in at)

    def rows_until(self, t_s: float) -> int:
        """How many samples were taken by `t_s`, in seconds from the first one on."""
        last_us = int(self.rows.tick_us[0]) + round(1e6 * t_s)
        return int(np.searchsorted(self.rows.tick_us, last_us, "right"))


def hold(recording: Recording, go_on: Callable[[int], bool] = lambda _: True) -> Held | None:
    """Read all of it; after each block `go_on` hears how many rows there are by now, and says whether to read on. None
    where it did not.

    Raises:
        RecordingError: no line holds a sample, or the file changed while it was read.
    """
    blocks: list[Block] = []
    between: list[tuple[int, Item]] = []
    count = 0
    replay = Replay(recording)
    for item in replay.items():
        if not isinstance(item, Block):
            between.append((count, item))
            continue
        blocks.append(item)
        count += len(item)
        if not go_on(count):
            return None
    return Held(concatenate(blocks), tuple(between), replay.clock_jumps.found)
