"""Forces that can be true, as they are and as they are shown: true rate, plausibility and live filter together."""

from collections.abc import Callable
from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.balance.lowpass import LowPass
from tripod.boards import Board
from tripod.device.blocks import Block
from tripod.device.frame_rate import FrameRate
from tripod.force.one_instant import OneInstant
from tripod.force.plausibility_checks import Found
from tripod.force.plausibility_watch import PlausibilityWatch

Array = NDArray[np.float64]

CHECKED = 2
"""Half seconds that must have been looked at before readings are believed to be plausible."""


class BelievedForces:
    """What crosses blocks on the way from newtons to numbers, the same however the stream is cut."""

    def __init__(
        self, board: Board, rate_hz: float, empty_n: Array, *, empty_known: bool, on_rate: Callable[[float], None]
    ) -> None:
        """`empty_n` (cells,): what the empty board reads, as far as it is known. `on_rate` hears of another rate."""
        self._on_rate = on_rate
        self._rate = FrameRate(rate_hz)
        self._instant = OneInstant(rate_hz)
        self._lowpass = LowPass(rate_hz)
        self.found: Found = {}
        """All that was found in the last block, whether it held at its end or not."""
        self.rates: tuple[tuple[int, float], ...] = ()
        """Rows of the last block from which on another rate is in use."""
        self.watch = PlausibilityWatch(board, rate_hz, empty_n, empty_known=empty_known)

    def __call__(self, block: Block, every_n: Array, zero_n: Array, *, filters: bool = True) -> tuple[Array, Array]:
        """Of the forces `every_n` (n, cells) without any zero: those that can be true, less the zero (cells,), as they
        are and filtered, each row of one instant; nan where a reading failed or cannot be true. Where nothing
        `filters`, both are as they are."""
        raw = every_n - zero_n
        filtered = np.empty_like(every_n) if filters else raw
        self.found, self.rates = {}, tuple(self._rate(block))
        starts = [(0, None), *self.rates]
        stops = [*(row for row, _ in self.rates), len(block)]
        for (start, hz), stop in zip(starts, stops, strict=True):
            if hz is not None:
                self._follow(hz)
            if start == stop:
                continue
            part = slice(start, stop)
            not_believed = self.watch(block.tick_us[part], every_n[part], block.counts[part])
            self.found |= {where: value for where, value in self.watch.seen.items() if where not in self.found}
            if not_believed is not None:
                raw[part][not_believed] = nan
            raw[part] = self._instant(block.rows(part), raw[part])
            if filters:
                filtered[part] = self._lowpass(raw[part])
        return raw, filtered

    def use_rate(self, hz: float) -> None:
        """So many samplings come a second, as somebody has learned before."""
        self._rate = FrameRate(hz)
        self._follow(hz)

    def begin_anew(self) -> None:
        """What looks back starts anew, but for the rate and for what the empty board reads."""
        self._rate.restart()
        self.watch.restart()
        self._instant = OneInstant(self._rate.in_use_hz)
        self.reset_filter()

    def reset_filter(self) -> None:
        """Let the live filter start anew, and each cell's next reading stand alone."""
        self._instant.forget()
        self._lowpass = LowPass(self._rate.in_use_hz)

    @property
    def filter_delay_s(self) -> float:
        """What the live filter adds."""
        return self._lowpass.delay_s

    @property
    def behind_s(self) -> float:
        """By how much earlier than their stamps the forces are of one instant."""
        return self._instant.delay_s

    @property
    def checked(self) -> bool:
        """Whether the readings were looked at for long enough to find what cannot be true of them."""
        return self.watch.judged >= CHECKED

    def _follow(self, hz: float) -> None:
        self._instant.set_rate(hz)
        self._lowpass.set_rate(hz)
        self.watch.set_rate(hz)
        self._on_rate(hz)
