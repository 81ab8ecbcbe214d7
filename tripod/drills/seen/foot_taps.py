"""Commands by foot: how often one foot was lifted and set down, or set down and lifted, in a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite, nan

from tripod.boards import FEET
from tripod.device.items import DrillCommand
from tripod.drills.seen.look import Look

TAP_S = (0.08, 0.7)
"""A foot that changes and is back within this tapped; sooner is noise, later is a step."""
TOGETHER_S = 0.9
"""Taps of one row follow each other within this."""
LIGHT = 0.25
"""A foot with less than this of both."""
COMMANDS: Mapping[int, DrillCommand] = {2: DrillCommand.PAUSE, 3: DrillCommand.SKIP, 4: DrillCommand.STOP}
"""One tap is none: that happens by itself. Two go on with a drill that is paused."""
ANSWER_TAPS = 1
"""But while something is asked one tap, and then none for a while, answers: the right foot yes, the left no."""


@dataclass
class _Foot:
    rests: bool | None = None
    changed_s: float = nan


class FootTaps:
    """Follows both feet; one that taps while the other does, too, is walking."""

    def __init__(self, feet: Sequence[str], *, lightly: bool = False) -> None:
        """`feet` that the board has. `lightly`: a foot that carries little taps, too. At ten readings a second one that
        is lifted for a third of a second is never seen to carry nothing."""
        self._lightly = lightly
        self._there = [FEET.index(foot) for foot in feet]
        self._feet = [_Foot() for _ in FEET]
        self._who = -1
        self._count, self._last_s = 0, nan

    @property
    def who(self) -> str:
        """The foot of the last row; "" before the first."""
        return FEET[self._who] if self._who >= 0 else ""

    @property
    def last_s(self) -> float:
        """When the last tap of the last row was over; nan before the first."""
        return self._last_s

    def __call__(self, moment: Look) -> int:
        """Take the next look; how many taps there were, once the row is over, else 0."""
        load, share = moment.load, moment.share
        for k in self._there:
            if not isfinite(load[k]):
                # A cell gave no reading: nobody knows, and that is no tap.
                self._feet, self._count = [_Foot() for _ in FEET], 0
                return 0
        light = LIGHT * (load[0] + load[1]) if self._lightly else -inf
        for k in self._there:
            foot = self._feet[k]
            # As `Look.stands`, asked ten times in each look.
            now = isfinite(share[k][0]) and not load[k] < light
            if now is foot.rests and not isfinite(foot.changed_s):
                continue
            if foot.rests is None:
                foot.rests = now
            elif now != foot.rests and not isfinite(foot.changed_s):
                foot.changed_s = moment.t_s
            elif now == foot.rests and isfinite(foot.changed_s):
                if TAP_S[0] <= moment.t_s - foot.changed_s <= TAP_S[1]:
                    self._tapped(k, moment.t_s)
                foot.changed_s = nan
            elif now != foot.rests and moment.t_s - foot.changed_s > TAP_S[1]:
                foot.rests, foot.changed_s = now, nan
                self._count = 0
        if not self._count:
            return 0
        moving = any(isfinite(foot.changed_s) for foot in self._feet)
        if not moving and moment.t_s - self._last_s > TOGETHER_S:
            count, self._count = self._count, 0
            return count
        return 0

    def _tapped(self, foot: int, t_s: float) -> None:
        self._count = self._count + 1 if foot == self._who else 1
        self._who, self._last_s = foot, t_s
