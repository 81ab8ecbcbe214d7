"""The last seconds of the stream, for strips, trails and the zero."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import Balance
from tripod.balance.geometry import turned
from tripod.balance.pose import Pose
from tripod.boards import FEET, Board
from tripod.device.blocks import Block

Array = NDArray[np.float64]

MOVES_SHARE, MOVES_LOAD = 0.15, 0.2
"""Changes of a share, and of a foot's load as a part of the larger one's, that quiet sway does not make in a second."""


@dataclass(frozen=True)
class Window:
    """The last seconds, for strips and trails. `share` (n, 2, 3), `cop_mm` (n, 2, 2) in the feet's own frames, `load_n`
    (n, 2)."""

    t_s: NDArray[np.float64]
    share: NDArray[np.float32]
    cop_mm: NDArray[np.float32]
    load_n: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    """Empty where nobody kept it."""


class RecentWindow:
    """A ring with one writer; readers copy. Each row stands there twice, so that the last n rows lie together."""

    def __init__(
        self, board: Board, rate_hz: float, seconds: float, poses: Mapping[str, Pose], *, show_cop: bool
    ) -> None:
        """`poses` of the feet, in whose own frames their CoP is given."""
        self._rows = max(int(rate_hz * seconds * 1.2), 64)
        cells = len(board.cells)
        self._t = np.full(2 * self._rows, np.nan)
        self._share = np.full((2 * self._rows, 2, 3), np.nan, np.float32)
        self._cop = np.full((2 * self._rows, 2, 2), np.nan, np.float32)
        self._load = np.full((2 * self._rows, 2), np.nan, np.float32)
        self._status = np.zeros((2 * self._rows, cells), np.uint8)
        self._counts = np.zeros((2 * self._rows, cells), np.int32)
        self.set_poses(poses)
        self._show_cop = show_cop
        self._end = 0

    def set_poses(self, poses: Mapping[str, Pose]) -> None:
        """From now on the feet stand so."""
        self._heel = np.array([(p.x_mm, p.y_mm) if (p := poses.get(f)) else (np.nan, np.nan) for f in FEET])
        axes = [turned(f, poses[f].turn_rad) if f in poses else np.full((2, 2), np.nan) for f in FEET]
        # Shares by another stance are no movement.
        self._share[:] = np.nan
        self._across, self._along = np.array([a[:, 0] for a in axes]), np.array([a[:, 1] for a in axes])

    def clear(self) -> None:
        """Forget all: what follows does not follow what was."""
        self._end = 0

    def add(self, t_s: Array, block: Block, shown: Balance) -> None:
        """Add n rows; of a block longer than the ring its end."""
        n = min(len(t_s), self._rows)
        start = self._end % self._rows
        if start + n <= self._rows:
            # Slices, which cost a fraction of what rows one by one do.
            wheres = (slice(start, start + n), slice(start + self._rows, start + n + self._rows))
        else:
            round_the_end = (start + np.arange(n)) % self._rows
            wheres = (round_the_end, round_the_end + self._rows)
        cop = shown.cop_mm[-n:] if self._show_cop else np.nan
        for ring, rows in (
            (self._t, t_s[-n:]),
            (self._share, shown.share[-n:]),
            (self._cop, cop),
            (self._load, shown.load_n[-n:]),
            (self._status, block.status[-n:]),
            (self._counts, block.counts[-n:]),
        ):
            for where in wheres:
                ring[where] = rows
        # Published last: a reader that sees the new end sees the new rows.
        self._end += n

    def window(self, seconds: float) -> Window:
        """Copies of the last `seconds`."""
        rows = self._last(seconds)
        from_heel = self._cop[rows] - self._heel
        x, y = from_heel[..., 0], from_heel[..., 1]
        cop = np.empty(from_heel.shape, np.float32)
        for k, axis in enumerate((self._across, self._along)):
            # A sum over an axis of two takes several times as long.
            cop[..., k] = x * axis[:, 0] + y * axis[:, 1]
        return Window(self._t[rows].copy(), self._share[rows].copy(), cop, self._load[rows].copy())

    def moves(self, seconds: float) -> bool:
        """Whether a share or a foot's load changed clearly within the last `seconds`."""
        rows = self._last(seconds)
        if rows.start == rows.stop:
            return False
        share, load = self._share[rows], self._load[rows]
        shares_by = np.fmax.reduce(share) - np.fmin.reduce(share)
        most, least = np.fmax.reduce(load), np.fmin.reduce(load)
        return bool((shares_by > MOVES_SHARE).any() or (most - least > MOVES_LOAD * np.fmax.reduce(most)).any())

    def raw(self, seconds: float) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Counts and status, both (n, cells), of the last `seconds` by the board's clock, or of what there is since
        the last gap."""
        rows = self._last(seconds)
        return self._counts[rows].copy(), self._status[rows].copy()

    def _last(self, seconds: float) -> slice:
        n = min(self._end, self._rows - 8)
        stop = (self._end - 1) % self._rows + 1 + self._rows
        there = self._t[stop - n : stop]
        past = int(np.searchsorted(there, float(there[-1]) - seconds, "right")) if n else 0
        return slice(stop - n + past, stop)
