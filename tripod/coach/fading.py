"""How much a coach says who fades: less the better it goes, and all of it again within the set when it goes wrong.

0 speaks to every fault, 1 to every other of its kind, 2 to none. Whoever is left alone with a fault has not been told
that it is one: so the coach is back, until the section of the drill is over, as soon as one fault has lasted for
`LASTS_S`, two have each lasted longer than `ALONE_S`, or the same one has come `AGAIN` times in one part. Pure: told of
faults and time.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tripod.boards.stance_faults import Fault
from tripod.drills.seen.fault_watch import FaultEvent

EVERY, EVERY_OTHER, NONE = 0, 1, 2
FADE = ("fade_every", "fade_every_other", "fade_none")
"""The words by which it is said that from now on it is so."""
LASTS_S = 6.0
ALONE_S = 4.0
"""A fault that is mended by oneself is mended within this."""
TWO = 2
AGAIN = 3
"""In hinges a fault ends with its phase, however often it comes."""


class SpeaksTo(StrEnum):
    """To which faults the coach speaks."""

    EVERY = "every"
    EVERY_OTHER = "every_other"
    NONE = "none"

    @staticmethod
    def of(level: int) -> "SpeaksTo":
        """Of one of the levels above."""
        return tuple(SpeaksTo)[level]


@dataclass(frozen=True)
class FadedNow:
    """How much the coach says at this moment, for who looks on."""

    speaks_to: SpeaksTo
    began: SpeaksTo
    """As the section of the drill began; where the coach is back it was less."""

    @property
    def back(self) -> bool:
        """The coach had faded, and is back until the section is over."""
        return self.speaks_to is not self.began


@dataclass(frozen=True)
class Faded:
    """How a section of a drill begins."""

    level: int = EVERY
    told: str = ""
    """The word by which that is said; "" where nothing changed."""


class Fading:
    """Of one drill."""

    def __init__(self, parts: Sequence[Faded] = (Faded(),), *, comes_back: bool = False) -> None:
        """`parts`: for each part of the drill that of its section, the same object for all parts of one; the last holds
        for what follows. `comes_back`: off in recordings from before it did."""
        self._parts, self._comes_back = parts, comes_back
        self._now = parts[0]
        self.level = self._now.level
        """Of this moment."""
        self._seen = Counter[Fault]()
        self._onsets: dict[tuple[Fault, str], list[float]] = {}
        """Of this part: when each fault began."""
        self._alone: set[tuple[Fault, str, float]] = set()
        """Those of this part that lasted longer than somebody needs who mends it unaided."""

    @property
    def now(self) -> FadedNow:
        """How it stands."""
        return FadedNow(SpeaksTo.of(self.level), SpeaksTo.of(self._now.level))

    def begin(self, part: int) -> str:
        """A part begins. Returns the word to be said of how much the coach speaks, "" where nothing changed."""
        self._onsets, self._alone = {}, set()
        faded = self._parts[min(part, len(self._parts) - 1)]
        if faded is self._now and part > 0:
            return ""
        self._now, self.level = faded, faded.level
        self._seen.clear()
        return faded.told

    def speaks(self, fault: Fault) -> bool:
        """Whether this fault, which just began, is spoken to."""
        self._seen[fault] += 1
        return self.level == EVERY or (self.level == EVERY_OTHER and self._seen[fault] % 2 == 1)

    def take(self, t_s: float, faults: Sequence[FaultEvent]) -> FaultEvent | None:
        """The faults of this moment. Returns the one for which the coach is back, once."""
        if not self._comes_back or self.level == EVERY:
            return None
        for fault in faults:
            of = fault.fault, fault.foot
            onsets = self._onsets.setdefault(of, [])
            if fault.onset_s not in onsets:
                onsets.append(fault.onset_s)
            if t_s - fault.onset_s > ALONE_S:
                self._alone.add((*of, fault.onset_s))
            if t_s - fault.onset_s >= LASTS_S or len(self._alone) >= TWO or len(onsets) >= AGAIN:
                self.level = EVERY
                return fault
        return None
