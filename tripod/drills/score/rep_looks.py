"""The looks of a set of reps as they come in, with the steps that a foot made between them."""

from dataclasses import dataclass
from itertools import pairwise
from math import isfinite, nan

import numpy as np
from numpy.typing import NDArray

from tripod.drills.seen.look import Look
from tripod.drills.seen.quiet_stance import STEPPED_OFF_S

Array = NDArray[np.float64]

NEAR_A_STEP_S = 0.3
"""Before a foot leaves and after it is back the load moves over: so long the CoP says nothing of a hinge."""
_TALL = 20
"""Percentile of how far back the CoP was in a stretch that is where the person stands tall."""


@dataclass(frozen=True)
class Seen:
    """A set so far, n looks at which every foot stood in its place, none near a step."""

    t_s: Array
    """When it was so; a look shows what was a filter's delay earlier."""
    back_mm: Array
    """As if after each step the person stood where they did before."""
    total_n: Array
    breaks: tuple[int, ...]
    """Looks before which a foot was away."""


class RepLooks:
    """Collects. Who steps does not put the foot back where it was: after it the person stands tall elsewhere."""

    def __init__(self, home_mm: float, *, least_mm: float, period_s: float, delay_s: float) -> None:
        """`home_mm`: y of the CoP in the quiet stance before; another by less than `least_mm` is the same;
        `delay_s`: a look shows what was so long ago."""
        self._home_mm, self._least_mm = home_mm, least_mm
        self._period_s, self._delay_s = period_s, delay_s
        self._looks: list[Look] = []
        self._back: list[float] = []
        self._starts: list[int] = []
        """Looks at which a foot was back."""
        self.away = False
        self.away_s = 0.0
        """For how long feet were away from their places."""

    def add(self, look: Look) -> None:
        """A look at which every foot stood in its place."""
        if self.away and self._looks:
            self._starts.append(len(self._looks))
        self.away = False
        self._looks.append(look)
        self._back.append(self._home_mm - look.cop_mm[1])

    def foot_away(self) -> None:
        """A look at which a foot has been away for longer than a moment."""
        self.away_s += self._period_s if self.away else STEPPED_OFF_S
        self.away = True

    def finite(self) -> int:
        """Looks that had a CoP."""
        return sum(map(isfinite, self._back))

    def seen(self) -> Seen:
        """What may be judged of all that came so far."""
        t, keep, back, _ = self._as_before()
        total = np.array([look.total for look in self._looks])
        breaks = (1 + np.flatnonzero(np.diff(self._stretches()[keep]))).tolist()
        return Seen(t[keep], back[keep], total[keep], tuple(breaks))

    def all(self) -> list[Look]:
        """All looks, also near a step and without a CoP, in the same way."""
        t, _, _, moved = self._as_before()
        return [
            look._replace(t_s=at, cop_mm=(look.cop_mm[0], look.cop_mm[1] + by))
            for look, at, by in zip(self._looks, t.tolist(), moved.tolist(), strict=True)
        ]

    def _edges(self) -> list[int]:
        return [0, *self._starts, len(self._looks)]

    def _stretches(self) -> NDArray[np.intp]:
        """Which stretch each look is of."""
        edges = self._edges()
        return np.repeat(np.arange(len(edges) - 1), np.diff(edges))

    def _as_before(self) -> tuple[Array, NDArray[np.bool_], Array, Array]:
        """Times, which looks may be judged, how far back they were, and how far the person moved back before; (n,)."""
        t, back = np.array([look.t_s for look in self._looks]) - self._delay_s, np.array(self._back)
        keep, moved, tall_mm = np.isfinite(back), np.zeros(len(back)), nan
        for begin, end in pairwise(self._edges()):
            here = slice(begin, end)
            if begin > 0:
                keep[here] &= t[here] >= t[begin] + NEAR_A_STEP_S
            if end < len(back) or self.away:
                keep[here] &= t[here] <= t[end - 1 : end] - NEAR_A_STEP_S
            if not keep[here].any():
                continue
            own_mm = float(np.percentile(back[here][keep[here]], _TALL))
            tall_mm = tall_mm if isfinite(tall_mm) else own_mm
            if abs(own_mm - tall_mm) >= self._least_mm:
                moved[here] = own_mm - tall_mm
        return t, keep, back - moved, moved
