"""Blocks to newtons, shares, CoP and pictures, from the moment that the board has said what it is."""

from collections.abc import Mapping
from dataclasses import replace
from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.balance.pose import Pose, with_feet
from tripod.device.blocks import Block, rewired
from tripod.device.items import Learned
from tripod.device.protocol import Banner
from tripod.force.calibration import Calibration, placed
from tripod.force.counts_to_newtons import ForceLaw
from tripod.force.tare import tare_counts
from tripod.live.arrival_delay import ArrivalDelay
from tripod.live.measured_board import MeasuredBoard
from tripod.live.sink import Measured

Array = NDArray[np.float64]

TARE_S, TARE_PART = 1.0, 0.8
"""A zero is the mean of so long, of which at least this part must have come."""


class NothingToUndo(Exception):
    """There is no zero to take back."""


class Measuring(MeasuredBoard):
    """One board under its setup; carries what crosses blocks."""

    def take(self, block: Block, *, shows: bool = True) -> Measured:
        """Measure the next block of raw counts. Where nobody looks at what it `shows`, it is not filtered."""
        block = rewired(block, self.setup.calibration.mapping, self.setup.calibration.turned)
        every = self._force.without_tare(block)
        raw, filtered = self._believed(block, every, self._force.tare_n, filters=shows)
        if self._believed.behind_s != self.setup.behind_s:
            self.setup = replace(self.setup, behind_s=self._believed.behind_s)
        if shows:
            # Both at once: a block of few frames costs what numpy's calls cost, not what the frames do.
            both = self._balance(np.concatenate([raw, filtered]))
            shown, unfiltered = both.rows(slice(len(block), None)), both.rows(slice(len(block)))
        else:
            shown = unfiltered = self._balance(raw)
        self._whole.add(block, unfiltered, self._believed.found)
        if self.setup.board.rigid:
            self._whole.follow(self.setup.stance, unfiltered)
        t_s = (block.tick_us - (self._whole.first_tick_us or 0)) / 1e6
        seconds = tuple(self._drift.add(t_s, every - self._force.tare_n))
        if shows:
            self._recent.add(t_s, block, shown)
        # What cannot be true has no number; but too much load must be said, also by a cell that is not believed.
        hidden = bool(self.watch.found)
        self._not_hidden = self._balance((every - self._force.tare_n)[-1:]) if hidden else None
        measured = Measured(
            block,
            t_s,
            unfiltered,
            shown,
            seconds,
            self._force.tare_n,
            self.watch.found,
            self._believed.found,
            self._believed.rates,
            raw,
        )
        self._newest = measured, filtered[-1]
        self._delay_s = self._delay(block.arrived_s, float(block.tick_us[-1]) / 1e6)
        return measured

    def learned(self, learned: Learned) -> None:
        """What had been learned before the first block."""
        if learned.rate_hz != self.setup.rate_hz:
            self._believed.use_rate(learned.rate_hz)
        self._read_before_s = learned.read_s
        if learned.empty_n is not None:
            by_sight = not self.setup.zero_known
            self.watch.set_empty(np.array(learned.empty_n), known=True, by_sight=by_sight, moved=learned.moved)

    def begin_anew(self) -> Learned:
        """Let what looks back start anew, but for what is returned: a recording starts here, and its replay must start
        alike."""
        moved = self.watch.moved
        self._believed.begin_anew()
        self.watch.restart(moved)
        empty = tuple(self.watch.empty_n.tolist()) if self.watch.empty_known else None
        return Learned(self.setup.rate_hz, empty, self.read_s, moved)

    def heard_again(self, banner: Banner) -> None:
        """The board said anew what it is."""
        self.setup = replace(self.setup, banner=banner)

    def set_feet(self, feet: Feet) -> None:
        """From the next block on these are the feet."""
        stance = with_feet(self.setup.board, feet, self.setup.stance) if feet != self.setup.feet else self.setup.stance
        self.setup = replace(self.setup, feet=feet, stance=stance)
        self._follow_feet()

    def set_stance(self, stance: Mapping[str, Pose]) -> None:
        """From the next block on the feet stand so; of a foot that is not in it nobody knows."""
        self.setup = replace(self.setup, stance=dict(stance))
        self._balance = BalanceLaw(
            placed(self.setup.board, self.setup.calibration.places_mm), self.setup.feet, self.setup.stance
        )
        self._recent.set_poses(self.setup.poses)
        self._bases = {}

    def recalibrate(self, calibration: Calibration) -> None:
        """From the next block on this is the calibration; a zero taken under the old one goes with it."""
        self.setup = replace(self.setup, calibration=calibration, tare_counts=None)
        self._undo.clear()
        self._force = ForceLaw(self.setup.board, calibration)
        self.watch.set_empty(self._force.tare_n, known=self.setup.zero_known)
        self._follow_feet()
        self.reset_filter()

    def set_tare(self, tare: Array | None) -> None:
        """From the next block on this is the zero; mean counts (cells,), None for that of the calibration."""
        self.setup = replace(self.setup, tare_counts=tare)
        self._force = ForceLaw(self.setup.board, self.setup.calibration, tare)
        # Which cells are alive does not depend on their zero.
        self.watch.set_empty(self._force.tare_n, known=self.setup.zero_known, moved=self.watch.moved)
        self._drift.clear()
        self.reset_filter()

    def zero(self) -> Array:
        """Take the zero from the last second; returns the mean counts (cells,).

        Raises:
            TareRefused: why it cannot be done now.
        """
        setup = self.setup
        counts, status = self._recent.raw(TARE_S)
        # Without any zero: zeros taken one after the other would else add up to a hidden person.
        force = ForceLaw(setup.board, setup.calibration).newtons(counts)
        force[status != 0] = nan
        tare = tare_counts(
            setup.board, force, counts, round(setup.rate_hz * TARE_S * TARE_PART), known=setup.zero_known
        )
        self._undo.append(setup.tare_counts)
        self.set_tare(tare)
        return tare

    def undo_zero(self) -> Array | None:
        """Go back to the zero before; returns it, None if that is none.

        Raises:
            NothingToUndo: no zero was taken.
        """
        if not self._undo:
            raise NothingToUndo
        tare = self._undo.pop()
        self.set_tare(tare)
        return tare

    def came_back(self) -> None:
        """The stream was away: what comes does not follow what was."""
        self._delay = ArrivalDelay()
        self._recent.clear()
        self._drift.clear()
        self._believed.begin_anew()

    def reset_filter(self) -> None:
        """Let the live filter start anew: a drill starts here, and its replay must start alike."""
        self._believed.reset_filter()

    def _follow_feet(self) -> None:
        self._balance, self._drift, self._recent = self._laws()
        self._bases = {}
