"""Whether the feet did what they were told to roll or shift: seen from shares where they hold, else from the CoP.

A point was rolled to once its share has risen to well above what it usually carries and stayed there for a moment, on
every foot that was told. Hips that travel back take the CoP with them, and bring it home.
"""

from collections.abc import Mapping
from enum import StrEnum
from math import isfinite, nan

from tripod.boards import FEET, POINTS
from tripod.boards.stance_faults import CONVENTION
from tripod.drills.seen.look import Look, Three

MOVES = ("heel", "mt1", "mt5", "round", "back")
"""What can be seen."""
GAIN = 0.15
"""A point that carries so much more of its foot than usual is rolled to. People go some three quarters of the way to a
point, where it gains 0.3 to 0.6; half of that is still seen."""
RISE = 0.10
"""And so much more than the least since it was told: who always stood there has not rolled."""
LEAVES = 0.06
"""Who comes back by more than this has left it."""
STAYS_S = 0.3
"""So long at a point, or that far back."""
VAGUE = 0.30
"""A share known no better than this (half width of its 95 % interval) tells of no roll."""
HEEL_MM, BACK_MM, HYSTERESIS_MM = 25.0, 15.0, 5.0
"""How far the CoP goes in a roll to the heels or to the front, where shares do not hold, and when the hips travel back.
The sway of people who stand quietly has a standard deviation of about 4 mm."""
FROM_S = 0.5
"""Where the CoP was when it was told: the mean of the first so long."""


class Unseen(StrEnum):
    """Why it was not seen. Each has its phrase: `unseen_` and its value."""

    NOT_DONE = "not_done"
    STANCE = "stance"
    """Nobody knows where the feet stand on their plate: which point is loaded follows from that."""
    VAGUE = "vague"
    """This board knows the point's share too vaguely."""


class MoveWatch:
    """One move of these feet. `usual`: shares by foot where they are known better than the convention."""

    def __init__(
        self,
        move: str,
        feet: tuple[str, ...],
        *,
        measured: bool,
        usual: Mapping[str, Three],
        unsure: Mapping[str, Three],
    ) -> None:
        """`measured`: it is known where the feet stand. `unsure`: half width of each share's 95 % interval by foot."""
        self.cannot: Unseen | None = None
        """Why no look will ever show it."""
        self._travels: list[_Travel] = []
        self._points: list[_Rolled] = []
        if move == "back":
            self._travels = [_Travel(-BACK_MM, home=True)]
        elif not measured and move in ("heel", "round"):
            self._travels = [_Travel(way) for way in ((-HEEL_MM, HEEL_MM) if move == "round" else (-HEEL_MM,))]
        elif not measured:
            self.cannot = Unseen.STANCE
        else:
            points = POINTS if move == "round" else (move,)
            for k, point in ((POINTS.index(point), point) for point in points):
                for foot in feet:
                    pm = unsure[foot][k] if foot in unsure else 0.0
                    self.cannot = self.cannot if pm <= VAGUE else Unseen.VAGUE
                    band = CONVENTION[point]
                    base = usual[foot][k] if foot in usual else (band.low + band.high) / 2
                    self._points.append(_Rolled(FEET.index(foot), k, base + max(GAIN, pm)))

    def __call__(self, look: Look) -> bool:
        """Take the next look; whether all of it was done by now."""
        if self.cannot is not None:
            return False
        for seen in (*self._travels, *self._points):
            seen.take(look)
        return all(seen.done for seen in (*self._travels, *self._points))


class _Stay:
    """Whether a value stayed beyond `on` for a moment; it may come back as far as `off`."""

    def __init__(self, on: float, off: float) -> None:
        self._on, self._off, self._since_s, self.done = on, off, nan, False

    def take(self, t_s: float, value: float) -> None:
        if not isfinite(value):
            # Nobody knows; that is no coming back.
            return
        if value < self._off or (value < self._on and not isfinite(self._since_s)):
            self._since_s = nan
            return
        self._since_s = self._since_s if isfinite(self._since_s) else t_s
        self.done = self.done or t_s - self._since_s >= STAYS_S


class _Rolled:
    """One point of one foot."""

    def __init__(self, foot: int, point: int, on: float) -> None:
        self._foot, self._point, self._least = foot, point, nan
        self._stay = _Stay(on, on - LEAVES)

    def take(self, look: Look) -> None:
        share = look.share[self._foot][self._point]
        if isfinite(share):
            self._least = share if not isfinite(self._least) else min(self._least, share)
            self._stay.take(look.t_s, share if share - self._least >= RISE else 0.0)

    @property
    def done(self) -> bool:
        return self._stay.done


class _Travel:
    """The CoP forward (or back, where `way_mm` is negative) from where it was, and home again by half if `home`."""

    def __init__(self, way_mm: float, *, home: bool = False) -> None:
        self._sign, self._way_mm, self._wants_home = (1 if way_mm > 0 else -1), abs(way_mm), home
        self._first_s, self._sum_mm, self._looks = nan, 0.0, 0
        self._stay = _Stay(self._way_mm, self._way_mm - HYSTERESIS_MM)
        self._came_home = False
        self._most_mm = 0.0

    def take(self, look: Look) -> None:
        y_mm = look.cop_mm[1]
        if not isfinite(y_mm):
            return
        self._first_s = self._first_s if isfinite(self._first_s) else look.t_s
        if look.t_s - self._first_s <= FROM_S:
            self._sum_mm, self._looks = self._sum_mm + y_mm, self._looks + 1
            return
        went_mm = self._sign * (y_mm - self._sum_mm / self._looks)
        self._stay.take(look.t_s, went_mm)
        self._most_mm = max(self._most_mm, went_mm)
        if self._stay.done and went_mm <= self._most_mm / 2:
            self._came_home = True

    @property
    def done(self) -> bool:
        return self._stay.done and (self._came_home or not self._wants_home)
