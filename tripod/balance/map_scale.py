"""Chooses the load at which a map's colours end, so that 45 kg and 130 kg both read at a glance."""

from dataclasses import dataclass
from math import floor, isfinite, log10, nan

PART = 0.55
"""Of the whole load under one heel while a person stands on one leg: the most that a point carries for long."""
STEADY, STEADY_S = 0.1, 1.0
"""A total that stays within this part of itself for so long is that of somebody who stands."""
ANOTHER = 0.15
"""A steady total that differs less from the one seen before is the same person."""
LADEN = 1.2
"""From this multiple of the body weight on, the load is more than the body."""


@dataclass(frozen=True)
class MapScale:
    """The load at which the colours end, and for which person that was chosen."""

    full_n: float
    """Load at a point with the last colour, in newtons or as the board's index."""
    for_n: float = nan
    """The total that it fits; nan for the board's own scale."""
    told: bool = False
    """That total is the body weight that the person said; else it was seen."""
    held: bool = False
    """It stays as it is, whoever steps on."""


def round_scale(full_n: float) -> float:
    """The nearest multiple of 4 in the second figure (240, 400, 720), so that a quarter is a round number too."""
    step = 4.0 * 10.0 ** (floor(log10(full_n)) - 1)
    return max(round(full_n / step), 1) * step


class FittedScale:
    """The scale for who stands there: their body weight where it is known, else the total that was seen."""

    def __init__(self) -> None:
        self._held: MapScale | None = None
        self._seen_n = nan
        self._since: tuple[float, float] = (nan, nan)
        """Time and total from which on it is steady."""

    @property
    def held(self) -> bool:
        """Whether it stays as it is."""
        return self._held is not None

    def see(self, t_s: float, total_n: float, standing: bool) -> None:
        """Take the total of one picture at `t_s` of the board's clock; `standing`: a foot is on it."""
        start_s, first_n = self._since
        if not standing or not isfinite(total_n) or total_n <= 0:
            self._since = (nan, nan)
        elif not (t_s >= start_s and abs(total_n - first_n) <= STEADY * first_n):
            self._since = (t_s, total_n)
        elif t_s - start_s >= STEADY_S and not abs(total_n - self._seen_n) <= ANOTHER * self._seen_n:
            self._seen_n = total_n

    def forget(self) -> None:
        """Another board: what was seen, and held, was on the old one."""
        self._held, self._seen_n, self._since = None, nan, (nan, nan)

    def scale(self, usual_n: float, weight_n: float) -> MapScale:
        """The scale now. `usual_n`: the board's own; `weight_n`: nan where nobody said it."""
        if self._held is not None:
            return self._held
        if isfinite(weight_n) and not self._seen_n > LADEN * weight_n:
            return MapScale(round_scale(PART * weight_n), weight_n, True)
        if isfinite(self._seen_n):
            return MapScale(round_scale(PART * self._seen_n), self._seen_n)
        return MapScale(usual_n)

    def hold(self, held: MapScale | None) -> None:
        """Stay at this one; None: fit again."""
        self._held = None if held is None else MapScale(held.full_n, held.for_n, held.told, True)
