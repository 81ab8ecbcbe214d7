"""Where somebody is in a recording, and how that goes on; pure, and told the time."""

from math import nan

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
LONGEST_S = 0.5
"""A window that stood still for longer than this goes on from where it was."""


class Playing:
    """From `begin_s` to `end_s`; it ends there, and can be played again."""

    def __init__(self, begin_s: float = 0.0, end_s: float = 0.0) -> None:
        self.begin_s, self.end_s = begin_s, end_s
        self.t_s = begin_s
        self.speed = 1.0
        self.under_way = False
        self._last_s = nan

    @property
    def ended(self) -> bool:
        """Whether it is at its end."""
        return self.t_s >= self.end_s and self.end_s > self.begin_s

    def set_range(self, begin_s: float, end_s: float) -> None:
        """There is something to play from here to there; where one is stays, if it is within."""
        self.begin_s, self.end_s = begin_s, end_s
        self.seek(self.t_s)

    def toggle(self) -> None:
        """Play, or pause; at the end it is played again from its beginning."""
        if not self.under_way and self.ended:
            self.t_s = self.begin_s
        self.under_way = not self.under_way
        self._last_s = nan

    def pause(self) -> None:
        """Stand still."""
        self.under_way = False

    def seek(self, t_s: float) -> None:
        """Go there, as far as there is something."""
        self.t_s = min(max(t_s, self.begin_s), self.end_s)

    def faster(self, steps: int) -> None:
        """So many speeds faster, or slower where it is negative."""
        at = SPEEDS.index(self.speed) + steps
        self.speed = SPEEDS[min(max(at, 0), len(SPEEDS) - 1)]

    def tick(self, now_s: float, upto_s: float) -> bool:
        """Go on to now, no farther than `upto_s`; whether it went on. At the end it stops."""
        last_s, self._last_s = self._last_s, now_s
        if not self.under_way or not last_s <= now_s:
            return False
        before = self.t_s
        self.seek(min(before + self.speed * min(now_s - last_s, LONGEST_S), max(upto_s, before)))
        if self.ended:
            self.under_way = False
        return self.t_s != before
