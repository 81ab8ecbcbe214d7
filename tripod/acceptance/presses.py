"""Press each cell when it is asked for: which wire answers, which way round, and whether others move along."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tripod.acceptance.findings import Cause, Check, Finding, Verdict
from tripod.boards import GRAVITY, Board
from tripod.calibration.wizard.wiring_check import backwards_cell, by_hand_n, pressed_cell
from tripod.device.blocks import Block
from tripod.force.calibration import nominal
from tripod.force.counts_to_newtons import ForceLaw

Array = NDArray[np.float64]

REST_US, LATEST_US = 1_000_000, 200_000
"""Over so long the empty board is averaged before the first press; over so long what it reads now."""
CROSS_TALK = 0.1
"""Part of a press that another cell of blocks or films may take: more goes through something that bridges a gap."""
AS_ONE = 0.8
"""Two films or blocks that move by as much as this, one in parts of the other, move as one."""
LET_GO = 0.5
"""A press is over when less than this part of what counts as one is left."""
LEAST_OF_MASS = 0.15
"""The part of a known mass that counts as a press: a converter at its lowest gain reads a quarter."""


@dataclass
class _Press:
    """The press under way."""

    wire: int
    turned: bool
    most_n: float = 0.0
    change_n: Array = field(default_factory=lambda: np.empty(0))
    """(cells,) at its strongest."""
    felt_n: list[float] = field(default_factory=list[float])
    """What the wire read from block to block, as long as it was pressed."""


class Presses:
    """Asks for one cell after another; by the board's clock alone."""

    def __init__(self, board: Board, wait_s: float, mass_kg: float = 0.0) -> None:
        """`wait_s`: so long a press is waited for. `mass_kg`: each press is this mass; 0 for a hand."""
        self._least_n = by_hand_n(board)
        if mass_kg:
            # A cell at a wrong gain answers to it, too, and is told so by what it reads.
            self._least_n = np.minimum(self._least_n, LEAST_OF_MASS * mass_kg * GRAVITY)
        self._board, self._wait_us = board, wait_s * 1e6
        self._force = ForceLaw(board, nominal(board))
        self._recent: list[tuple[NDArray[np.int64], Array]] = []
        self._rest_n: Array | None = None
        self._asked_us = 0
        self._press: _Press | None = None
        self._answered: dict[int, int] = {}
        self._as_one: int | None = None
        """The cell that moved as one with the asked one, when somebody pressed."""
        self.asked: int | None = None
        """The cell whose press is waited for; None before the board was still, and at the end."""
        self.done = False
        self.felt_n: dict[int, float] = {}
        """Cell -> newtons that its own wire read while it was pressed, usually; those that answered as they should."""

    def take(self, block: Block) -> Iterator[Finding]:
        """The next readings; gives the finding of each cell as soon as its press is over."""
        if self.done:
            return
        self._recent.append((block.tick_us, self._force.without_tare(block)))
        now_us = int(block.tick_us[-1])
        if self._rest_n is None:
            yield from self._look_for_rest(now_us)
            return
        assert self.asked is not None
        change = self._mean(now_us, LATEST_US) - self._rest_n
        if self._press is None:
            self._begin(change)
        elif self._goes_on(self._press, change) and now_us - self._asked_us < 2 * self._wait_us:
            return
        else:
            yield self._over(self._press, self.asked)
            if self._goes_on(self._press, change):
                # Something was left there: from now on that is rest.
                self._rest_n = self._rest_n + change
            self._next(now_us)
            return
        if self._press is None and now_us - self._asked_us > self._wait_us:
            yield self._silent(self.asked)
            self._next(now_us)

    def _look_for_rest(self, now_us: int) -> Iterator[Finding]:
        began = int(self._recent[0][0][0])
        self._asked_us = self._asked_us or began
        if now_us - began < REST_US:
            return
        force = np.concatenate([rows for _, rows in self._recent])
        with np.errstate(invalid="ignore"):
            spread = np.nanstd(force, axis=0)
        # Wires that are noisy were told; a press is many times what a board may sway by at rest.
        limit = np.array([0.2 * 0.01 * cell.range_n for cell in self._board.cells])
        if bool((~np.isfinite(spread) | (spread <= limit)).all()):
            self._rest_n = self._mean(now_us, REST_US)
            self.asked, self._asked_us = 0, now_us
        elif now_us - self._asked_us > self._wait_us:
            self.done = True
            yield Finding(Check.PRESS, Verdict.CANNOT_TELL, Cause.NOT_STILL, (int(np.nanargmax(spread / limit)),))
        self._drop(now_us, REST_US)

    def _begin(self, change: Array) -> None:
        change = np.nan_to_num(change)
        zero = np.zeros_like(change)
        pressed = pressed_cell(self._board, zero, change, self._least_n)
        turned = backwards_cell(self._board, zero, change, self._least_n)
        wire = pressed if pressed is not None else turned
        if wire is not None:
            self._press = _Press(wire, pressed is None, abs(float(change[wire])), change)
        elif self.asked is not None and not self._board.rigid:
            other = self._moves_as_one(self.asked, np.abs(change))
            self._as_one = self._as_one if other is None else other

    def _moves_as_one(self, asked: int, moved: Array) -> int | None:
        """The one cell that moves as much as the one that is asked for, and no third; None if there is none."""
        order: list[int] = np.argsort(-moved).tolist()
        first, second, *others = order
        pressed = moved[first] >= self._least_n[first] and moved[second] > AS_ONE * moved[first]
        third = bool(others) and moved[others[0]] > CROSS_TALK * moved[first]
        if asked not in (first, second) or not pressed or third:
            return None
        return second if asked == first else first

    def _goes_on(self, press: _Press, change: Array) -> bool:
        now = abs(float(np.nan_to_num(change)[press.wire]))
        press.felt_n.append(now)
        if now > press.most_n:
            press.most_n, press.change_n = now, np.nan_to_num(change)
        return now > LET_GO * float(self._least_n[press.wire])

    def _over(self, press: _Press, asked: int) -> Finding:
        self._answered[asked] = press.wire
        others = np.abs(press.change_n)
        others[press.wire] = 0
        most = int(others.argmax())
        share = float(others[most] / press.most_n)
        if press.wire != asked:
            return Finding(Check.PRESS, Verdict.FAIL, Cause.OTHER_ANSWERED, (asked, press.wire))
        if press.turned:
            return Finding(Check.PRESS, Verdict.FAIL, Cause.READS_BACKWARDS, (asked,))
        if share > CROSS_TALK and not self._board.rigid:
            return Finding(Check.PRESS, Verdict.FAIL, Cause.CROSS_TALK, (asked, most), 100 * share)
        # Half of the strongest is where a hand puts it down and takes it off.
        self.felt_n[asked] = float(np.median([n for n in press.felt_n if n > press.most_n / 2]))
        return Finding(Check.PRESS, Verdict.PASS, cells=(asked,), value=100 * share)

    def _silent(self, asked: int) -> Finding:
        if self._as_one is not None:
            self._answered[asked] = asked
            return Finding(Check.PRESS, Verdict.FAIL, Cause.ANSWER_AS_ONE, (asked, self._as_one))
        # Where others answered somebody is there and presses: then it is the wire.
        somebody = bool(self._answered)
        verdict = Verdict.FAIL if somebody else Verdict.CANNOT_TELL
        cause = Cause.NOTHING_ANSWERED if somebody else Cause.NOT_PRESSED
        return Finding(Check.PRESS, verdict, cause, (asked,))

    def _next(self, now_us: int) -> None:
        assert self.asked is not None
        self._press, self._as_one, self._asked_us = None, None, now_us
        self.asked += 1
        if self.asked == len(self._board.cells):
            self.asked, self.done = None, True

    def _mean(self, now_us: int, span_us: int) -> Array:
        self._drop(now_us, span_us)
        force = np.concatenate([rows for _, rows in self._recent])
        there = np.isfinite(force)
        return np.where(there, force, 0).sum(0) / np.where(there.any(0), there.sum(0), np.nan)

    def _drop(self, now_us: int, span_us: int) -> None:
        while len(self._recent) > 1 and self._recent[1][0][0] <= now_us - span_us:
            self._recent.pop(0)
