"""Totals of a stream or a recording: frames, losses, gaps, rate and means."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import Balance
from tripod.balance.means import Means
from tripod.balance.pose import Pose
from tripod.boards import FEET
from tripod.device.blocks import Block
from tripod.force.bracket import ZeroBracket
from tripod.force.plausibility import Implausible
from tripod.force.plausibility_checks import Found

UNPLACED_PART = 0.1
"""Of the time that a foot stood, after which nobody knows any more where it stood in the mean."""


class StreamTotals:
    """Counts frames, losses and gaps, and keeps the means, from its first block on."""

    def __init__(self, zero: ZeroBracket | None = None) -> None:
        self.means = Means()
        self.zero = zero
        """The zero before and after; only for a recording."""
        self._found: Found = {}
        self.failed: NDArray[np.int64] = np.zeros(0, np.int64)
        """(cells,) samplings in which the board itself said that a cell gave no reading; empty while none did."""
        self.failed_as: NDArray[np.uint8] = np.zeros(0, np.uint8)
        """(cells,) the last status with which it said so."""
        self.frames = 0
        self.gaps = self.restarts = 0
        self._first: tuple[int, int] | None = None
        self._last = (0, 0)
        self._placed: dict[str, Pose] = {}
        self._unplaced_rows = dict.fromkeys(FEET, 0)
        """Rows in which a foot stood since it was last known where."""
        self._stretch: tuple[int, int] | None = None
        """Sequence and tick at which the stream last began or came back."""

    def add(self, block: Block, balance: Balance, found: Found | None = None) -> None:
        """Add a block with its unfiltered balance, and what was found in it that cannot be true."""
        for where, value in (found or {}).items():
            self._found.setdefault(where, value)
        if np.count_nonzero(block.status):
            failed = np.count_nonzero(block.status, axis=0).astype(np.int64)
            self.failed = failed if not len(self.failed) else self.failed + failed
            rows = len(block) - 1 - np.argmax(block.status[::-1] != 0, axis=0)
            last: NDArray[np.uint8] = block.status[rows, np.arange(block.status.shape[1])]
            self.failed_as = np.where(last > 0, last, self.failed_as) if len(self.failed_as) else last
        self.frames += len(block)
        start = int(block.seq[0]), int(block.tick_us[0])
        self._first, self._stretch = self._first or start, self._stretch or start
        self._last = int(block.seq[-1]), int(block.tick_us[-1])
        self.means.add(balance)

    def follow(self, stance: Mapping[str, Pose], balance: Balance) -> None:
        """Note where the feet stood in the last rows."""
        for k, foot in enumerate(FEET):
            if foot in stance:
                self._placed[foot] = stance[foot]
                self._unplaced_rows[foot] = 0
            elif foot in self._placed:
                self._unplaced_rows[foot] += int(np.isfinite(balance.share[:, k, 0]).sum())

    @property
    def stance(self) -> dict[str, Pose]:
        """The poses of feet that stood so, as far as is known, for nearly all of the time that they stood; of those
        that have left as well."""
        standing = self.means.standing_rows
        found: dict[str, Pose] = {}
        for k, foot in enumerate(FEET):
            if foot in self._placed and self._unplaced_rows[foot] <= UNPLACED_PART * standing[k]:
                found[foot] = self._placed[foot]
        return found

    @property
    def found(self) -> tuple[Implausible, ...]:
        """What could not be true of cells, in the order in which it was found."""
        return tuple(Implausible(*where, value=value) for where, value in self._found.items())

    def gap(self, *, restarted: bool = False) -> int:
        """Count an interruption of the stream; `restarted`: its board began anew. Returns how often it did so far."""
        self.gaps += 1
        self.restarts += restarted
        self._stretch = None
        return self.restarts

    @property
    def first_tick_us(self) -> int | None:
        """Tick of the first sample in us of the board's clock; None before it."""
        return self._first[1] if self._first else None

    @property
    def lost_frames(self) -> int:
        """Samplings between the first and the last that never came."""
        return self._last[0] - self._first[0] + 1 - self.frames if self._first else 0

    @property
    def duration_s(self) -> float:
        """From the first sample to the last, by the board's clock; nan before the first."""
        return (self._last[1] - self._first[1]) / 1e6 if self._first else float("nan")

    @property
    def rate_hz(self) -> float:
        """Measured from the board's clock since the stream last began; nan before the second sample."""
        if self._stretch is None:
            return float("nan")
        ticks = self._last[1] - self._stretch[1]
        return (self._last[0] - self._stretch[0]) / ticks * 1e6 if ticks > 0 else float("nan")
