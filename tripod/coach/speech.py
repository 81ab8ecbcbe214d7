"""One voice: what is being said until when, and what waits to be said. It makes no sound; it reckons with lengths.

The pacer speaks on time. Whatever else is said begins only if it is over before the pacer's next word; where there is
no room it waits. Of what waits the most urgent comes first, and of what is equally urgent the first that came.
"""

from dataclasses import dataclass
from enum import IntEnum
from math import inf, isfinite

from tripod.coach.phrases import Phrase

MARGIN_S = 0.12
"""Silence before the pacer's next word. A sound device may begin each phrase a buffer late."""
LATE_S = 0.35
"""A word of the pacer that comes later than this after it was due would lead astray."""
COUNT_S = 3.0
"""A number that comes later than this is no count any more."""
ASIDE_S = 1.0
"""An aside that comes later than this is not true any more."""
HALF_S = 4.0
"""*Half way* is true for longer: as long as a sentence lasts that was in its way."""
CUT_S = 0.1
"""Whoever needs longer than this to end makes way for the pacer."""


class Urgency(IntEnum):
    """Who speaks first."""

    PACER = 0
    COUNT = 1
    CUE = 2
    TOLD = 3
    """An announcement: what to do next, how it went."""
    ASIDE = 4
    """What is worth saying at its time or not at all: how long still."""
    HALF = 5
    """Half way: as an aside, but it may come later."""


@dataclass(frozen=True)
class Line:
    """Something to say."""

    phrase: Phrase
    length_s: float
    urgency: Urgency = Urgency.TOLD
    latest_s: float = inf
    """It is left out if it has not begun by then."""


class Speech:
    """All times in seconds on the board's clock."""

    def __init__(self) -> None:
        self._now_s = self._until_s = self._sounds_until_s = -inf
        self._waiting: list[Line] = []
        self._said = Urgency.TOLD

    @property
    def busy_until_s(self) -> float:
        """The voice is silent from then on, as far as is known now; -inf before its first word."""
        if not self._waiting:
            return self._until_s
        return max(self._until_s, self._sounds_until_s, self._now_s) + sum(line.length_s for line in self._waiting)

    @property
    def waits(self) -> bool:
        """Whether there is something to say."""
        return bool(self._waiting)

    def now(self, t_s: float) -> None:
        """Time goes on."""
        self._now_s = t_s

    def wait(self, line: Line) -> None:
        """Have it said as soon as it may be. A pacer and a count say only the newest of what they had to say."""
        if line.urgency in (Urgency.PACER, Urgency.COUNT):
            self._waiting = [other for other in self._waiting if other.urgency is not line.urgency]
        self._waiting.append(line)

    def hush(self) -> None:
        """Nothing waits any more; what is being said is finished."""
        self._waiting.clear()

    def sound(self, t_s: float, length_s: float) -> None:
        """An earcon begins: words that come now wait for its end."""
        self._sounds_until_s = max(self._sounds_until_s, t_s + length_s)

    def make_way(self, t_s: float) -> bool:
        """The pacer wants to speak; whether what is being said has to break off for that."""
        if self._until_s <= t_s + CUT_S or self._said is Urgency.PACER:
            return False
        self._until_s = t_s
        return True

    def room_s(self, t_s: float, pacer_s: float) -> float:
        """How long a cue that began now might take; 0 or less where it could not begin. `pacer_s`: when the pacer
        speaks next, inf where it does not."""
        if t_s < self._until_s or any(line.urgency < Urgency.CUE for line in self._waiting):
            return 0.0
        return pacer_s - MARGIN_S - max(t_s, self._sounds_until_s)

    def next(self, t_s: float, pacer_s: float) -> Line | None:
        """What begins now; None where nothing may. `pacer_s` as in `room_s`."""
        self._now_s = t_s
        if not self._waiting:
            return None
        self._waiting = [line for line in self._waiting if line.latest_s >= t_s]
        if t_s < self._until_s:
            return None
        start_s, kept_waiting = max(t_s, self._sounds_until_s), set[Urgency]()
        for line in sorted(self._waiting, key=lambda line: line.urgency):
            in_time = line.urgency is Urgency.PACER or start_s + line.length_s + MARGIN_S <= pacer_s
            if line.urgency in kept_waiting or not in_time:
                kept_waiting.add(line.urgency)
                continue
            self._waiting.remove(line)
            self._until_s, self._said = start_s + line.length_s, line.urgency
            return line
        return None

    def rest(self) -> list[Line]:
        """All that waits, in its order, because nobody will ask again: it is said one after the other."""
        rest = sorted(self._waiting, key=lambda line: line.urgency)
        self._until_s = self.busy_until_s
        self._waiting = []
        return rest


def latest_s(urgency: Urgency, due_s: float) -> float:
    """Until when something of that urgency that was due then may begin."""
    late_s = {Urgency.PACER: LATE_S, Urgency.COUNT: COUNT_S, Urgency.ASIDE: ASIDE_S, Urgency.HALF: HALF_S}
    after_s = late_s.get(urgency, inf)
    return due_s + after_s if isfinite(due_s) else inf
