"""Watches what arrives from each cell, and says what of it cannot be true (`plausibility.py`).

It judges half seconds of the board's clock, so how the stream is cut into blocks changes nothing; what it finds holds
from the row on that follows.
"""

from collections import deque
from collections.abc import Sequence
from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.force.drop_outs import DropOuts
from tripod.force.film_grain import FilmGrain
from tripod.force.lying_load import LyingLoad
from tripod.force.plausibility import Cause, Implausible
from tripod.force.plausibility_checks import (
    ALIKE,
    LEAST_ROWS,
    RAW_ZEROS,
    SURELY_BACKWARDS_PART,
    ZERO_SIGMAS,
    Found,
    Where,
    below,
    beyond_range,
    frozen,
    gone_down,
    harmful_noise_n,
    is_still,
    may_be_empty,
    mean_and_spread,
    noisy,
    repeats,
    stuck,
    total_there,
    touching,
    twins,
    undriven,
)
from tripod.force.silent_cells import ZERO_UP, SilentCells
from tripod.force.steady_total import SteadyTotal
from tripod.force.sudden_steps import LEAST_HZ, SuddenSteps
from tripod.force.wild_readings import Mask, WildReadings

Array = NDArray[np.float64]
Counts = NDArray[np.int32]

UNDER_LOAD_HZ = LEAST_HZ
"""Below this rate noise is looked for only while the board is empty, and steps of one cell not at all."""
DRIFT_TIMES = 4.0
"""A zero is followed up to so many times the distance at which its drift is told."""
HALF_S, HALF_US = 0.5, 500_000
BEGINS = 2
"""What holds for so many half seconds is found; it goes when it has not held for as many."""
JUMP_PART, JUMP_HZ = 0.02, 80.0
"""At `JUMP_HZ` and more a change of this part of the range within one sampling is a jump; slower boards see more of a
movement between two samplings."""
WILD_SPAN_US, WILD_TWICE = 10_000_000, 2
_ORDER = list(Cause)


class PlausibilityWatch:
    """Lives as long as the board is read; `restart` after a gap."""

    def __init__(self, board: Board, rate_hz: float, empty_n: Array, *, empty_known: bool) -> None:
        """`empty_n` (cells,): what the empty board reads, as far as it is known."""
        self._board = board
        self._feet = {foot: list(board.cells_of(foot)) for foot in board.feet}
        self.empty_n, self.empty_known = empty_n, empty_known
        self._by_sight = not empty_known
        """What is known of the empty board is known by sight alone, without a zero."""
        self._rate_hz = rate_hz
        self._grain = FilmGrain(board)
        self._wild = WildReadings(self._jumps(rate_hz), self._grain)
        self._drop_outs = DropOuts(board)
        self._silent = SilentCells(board, HALF_S)
        self._sudden = SuddenSteps(board)
        self._steady = SteadyTotal(board)
        self._lying = LyingLoad(board)
        self.restart()

    def restart(self, moved: Sequence[bool] = ()) -> None:
        """What comes does not follow what was: everything is looked at anew, but for what the empty board reads, and
        which cells have `moved` (cells,), where that is known."""
        self._wild.restart()
        self._drop_outs.restart()
        self._silent.restart(moved)
        self._sudden.restart()
        self._steady.restart()
        self._lying.restart()
        self._first_n = self.empty_n
        """(cells,) what was known of the empty board then: drift is followed only so far from it."""
        self._seen_empty = False
        """The board was seen to rest where it is known to."""
        self._backwards: set[int] = set()
        """Cells that went down, and have not been seen to carry anything since."""
        self._began_us = -1
        """The board's clock where the half second under way began; -1 before the first."""
        self._rows: list[tuple[Array, Counts]] = []
        self._before: tuple[Array, Counts] | None = None
        self._jumped: list[deque[int]] = [deque() for _ in self._board.cells]
        self._all_jumped: deque[int] = deque()
        self.wild = np.zeros(len(self._board.cells), np.int64)
        """(cells,) wild readings since then."""
        self.carried = np.zeros(len(self._board.cells), np.bool_)
        """(cells,) whether the cell was seen to go up under a load: only then it is known which way it reads."""
        self._changed = False
        """Some reading has changed: a board that then repeats itself has stopped."""
        self._held: dict[Where, int] = {}
        """For how many half seconds, at most `BEGINS`; less for what has gone."""
        self._found: Found = {}
        self._barred = np.zeros(len(self._board.cells), np.bool_)
        self.seen: Found = {}
        """All that was found since the last call began, whether it holds still or not."""
        self.judged = 0
        """Half seconds that were judged since then."""

    @property
    def found(self) -> tuple[Implausible, ...]:
        """What cannot be true now, what is to be mended first in front."""
        ordered = sorted(self._found.items(), key=lambda of: (_ORDER.index(of[0].cause), of[0].cell or 0))
        return tuple(Implausible(*where, value=value) for where, value in ordered)

    @property
    def moved(self) -> tuple[bool, ...]:
        """(cells,) which of them surely have carried something; () where nobody knows what the empty board reads."""
        return tuple(self._silent.moved.tolist()) if self.empty_known else ()

    @property
    def lies(self) -> tuple[int, ...]:
        """Cells on which something lies, or whose zero is another, while nobody stands on the board."""
        return self._lying.lies

    def set_rate(self, rate_hz: float) -> None:
        """So many samplings really come a second."""
        self._rate_hz = rate_hz
        self._wild.set_jump(self._jumps(rate_hz))

    def set_empty(self, empty_n: Array, *, known: bool, by_sight: bool = False, moved: Sequence[bool] = ()) -> None:
        """What the empty board (cells,) reads, after a new zero or calibration, or as it was seen (`by_sight`); `moved`
        as in `restart`."""
        self.empty_n, self.empty_known = empty_n, known
        self._by_sight = by_sight or not known
        self.restart(moved)

    def __call__(self, tick_us: NDArray[np.int64], force_n: Array, counts: Counts) -> Mask | None:
        """Which readings (n, cells) at `tick_us` (n,) must not be believed; None where all may be.

        `force_n` (n, cells) is nan where the board itself said that a reading failed.
        """
        self.seen = dict(self._found)
        doubted, wild = self._wild(force_n)
        if wild is not None:
            self._note_jumps(tick_us, wild)
        sound = force_n if doubted is None else np.where(doubted, np.nan, force_n)
        out = self._drop_outs(tick_us, counts)
        mask, start = doubted if out is None else out if doubted is None else doubted | out, 0
        for stop in self._borders(tick_us):
            if np.count_nonzero(self._barred):
                mask = np.zeros(force_n.shape, np.bool_) if mask is None else mask
                mask[start:stop] |= self._barred
            self._rows.append((sound[start:stop], counts[start:stop]))
            if stop < len(tick_us):
                self._end_half(int(tick_us[stop]))
            start = stop
        return mask

    def _borders(self, tick_us: NDArray[np.int64]) -> list[int]:
        """Where the rows of each half second end; the last is the end of the block."""
        if self._began_us < 0:
            self._began_us = int(tick_us[0])
        end = self._began_us + HALF_US
        borders: list[int] = []
        while tick_us[-1] >= end:
            row = int(np.searchsorted(tick_us, end))
            borders.append(row)
            # The next half second begins with its first reading: after lost frames that may be later.
            end = int(tick_us[row]) + HALF_US
        return [*borders, len(tick_us)]

    def _end_half(self, next_us: int) -> None:
        """Judge the half second that just ended; the next begins with the reading at `next_us`."""
        force = np.concatenate([force for force, _ in self._rows])
        counts = np.concatenate([counts for _, counts in self._rows])
        self._rows, self._began_us = [], next_us
        if len(force) < LEAST_ROWS:
            return
        second = force, counts
        if self._before is not None:
            second = np.concatenate([self._before[0], force]), np.concatenate([self._before[1], counts])
        self._before = force, counts
        mean, spread = mean_and_spread(force)
        self._follow_empty(mean, spread)
        change = mean - self.empty_n
        now = self._still(second[1], second[0], counts) | twins(self._board, second[1], second[0])
        now |= touching(self._board, second[1], second[0])
        now |= repeats(self._board, second[1]) | undriven(self._board, counts, force)
        # Few samplings a second do not tell a foot that moves from a wire.
        loaded = total_there(np.abs(change)) >= self._board.limits.empty_n
        if self._rate_hz >= UNDER_LOAD_HZ or not loaded:
            now |= noisy(self._board, second[0], harmful_noise_n(self._board), self._grain)
        now |= self._below(mean, change) | self._wildly(next_us) | self._drop_outs.found(next_us)
        now |= beyond_range(self._board, change) | self._stepped(*second)
        # What is wrong already changes the total by itself.
        now |= self._steady(force, change) if not now else {}
        still, told = is_still(self._board, spread), {where.cell for where in now}
        now |= self._lying(change, still=still, empty_known=self.empty_known)
        self._keep(now | self._silent(change, still=still, told=told, empty_known=self.empty_known))
        self.judged += 1

    def _stepped(self, second_n: Array, counts: Counts) -> Found:
        found = self._sudden(second_n, counts, self.empty_n, self._rate_hz)
        for where in found:
            # A step is one event: it is not there for longer. Whether the cell still lives is seen anew.
            self._held[where] = BEGINS
            self._silent.moved[where.cell] = False
        return found

    def _keep(self, now: Found) -> None:
        # In this order, not in that of a set, which is another one in each run of the program.
        for where in dict.fromkeys((*self._held, *now)):
            held = self._held.get(where, 0) + (1 if where in now or self._stays(where) else -1)
            self._held[where] = min(held, BEGINS)
        self._held = {where: held for where, held in self._held.items() if held > 0}
        self._found = {
            where: self._found.get(where, now.get(where, nan))
            for where, held in self._held.items()
            if held >= BEGINS or where in self._found
        }
        self.seen |= self._found
        self._barred = np.zeros(len(self._board.cells), np.bool_)
        for where in self._found:
            self._barred[list(Implausible(*where).cells(self._board))] = True

    def _stays(self, where: Where) -> bool:
        """A wire that read backwards does so until it is seen to carry something."""
        return where.cause is Cause.BACKWARDS and self._backwards.issuperset(Implausible(*where).cells(self._board))

    def _jumps(self, rate_hz: float) -> Array:
        range_n = np.array([cell.range_n for cell in self._board.cells])
        return np.maximum(JUMP_PART * range_n * max(1.0, JUMP_HZ / rate_hz), 20 * self._board.errors.noise_n)

    # -- what needs more than a second to be seen -----------------------------------------------------------------

    def _follow_empty(self, mean: Array, spread: Array) -> None:
        """While nobody stands there the reading is that of the empty board, and followed as far as zeros drift. What
        was taken for empty by sight alone may have been a load: then it is taken off one day."""
        away, near = mean - self.empty_n, ZERO_SIGMAS * self._board.errors.zero_n
        if not self.empty_known:
            if may_be_empty(self._board, mean, spread):
                self.empty_n, self.empty_known, self._first_n = mean, True, mean
                self._seen_empty = True
                # What was taken for a load may have been a zero that is far off.
                self._silent.moved[:] = False
        elif bool((np.abs(away) <= near).all() and (spread <= self._board.limits.steady_n).all()):
            self._seen_empty = True
            if bool((np.abs(mean - self._first_n) <= DRIFT_TIMES * near).all()):
                self.empty_n = mean
        elif self._by_sight and bool((away <= near).all()) and may_be_empty(self._board, mean, spread):
            self.empty_n = self._first_n = mean

    def _still(self, second: Counts, force: Array, half: Counts) -> Found:
        """Converters that stand still, one by one, or a board that has stopped after it had changed."""
        if self._board.front_end.kind == "hx711" and len(half) >= LEAST_ROWS and frozen(half):
            return {Where(Cause.STUCK, None, ""): nan} if self._changed else {}
        self._changed = True
        return stuck(self._board, second, force)

    def _below(self, mean: Array, change: Array) -> Found:
        """Cells that go down while their foot is loaded."""
        down = gone_down(self._board, change, mean, known=self.empty_known)
        if not self.empty_known:
            return below(self._board, Cause.BELOW_ZERO, down, mean)
        unsure: dict[str, list[int]] = {}
        for foot, cells in down.items():
            up = {c for c in self._feet[foot] if change[c] > ZERO_UP * self._board.errors.zero_n}
            self.carried[list(up)] = True
            # A calibration's zero may be off, or that of another cell, until the board was seen to rest there.
            moved = SURELY_BACKWARDS_PART * total_there(np.abs(change[self._feet[foot]]))
            least = 0.0 if self._seen_empty else max(moved, RAW_ZEROS * self._board.errors.raw_zero_n)
            unsure[foot] = [c for c in cells if -change[c] < least]
            down[foot] = [c for c in cells if -change[c] >= least]
            self._backwards = (self._backwards - up) | set(down[foot])
        return below(self._board, Cause.BACKWARDS, down, mean) | below(self._board, Cause.BELOW_ZERO, unsure, mean)

    def _note_jumps(self, tick_us: NDArray[np.int64], wild: Mask) -> None:
        for row in np.flatnonzero(wild.any(1)).tolist():
            cells = np.flatnonzero(wild[row]).tolist()
            alike = len(cells) > 1 and len(cells) >= ALIKE * wild.shape[1]
            self.wild[cells] += 1
            for times in [self._all_jumped] if alike else [self._jumped[c] for c in cells]:
                times.append(int(tick_us[row]))

    def _wildly(self, now_us: int) -> Found:
        for times in (self._all_jumped, *self._jumped):
            while times and times[0] < now_us - WILD_SPAN_US:
                times.popleft()

        def twice(times: deque[int]) -> bool:
            # Jumps of the same block may lie after this half second.
            return sum(t < now_us for t in times) >= WILD_TWICE

        out: Found = {Where(Cause.DISTURBED, None, ""): nan} if twice(self._all_jumped) else {}
        for cell, times in enumerate(self._jumped):
            if twice(times):
                out[Where(Cause.WILD, cell, self._board.cells[cell].foot)] = nan
        return out
