"""What a set of reps leaves to be said: words that came too late for their phase, sentences for between the reps."""

from collections import Counter
from math import inf, nan

from tripod.boards.stance_faults import Fault
from tripod.drills.run.event_types import FaultEnded

REMIND_S = 1.5
"""A reminder comes within this after its phase began, or in the next rep."""
STANDING = 1 / 2
"""Of the time from one free rep to the next that is seen; for the rest people are on their way up and down."""
_HEARD_IN = {"bottom": "descent"}
"""At the bottom of a paced rep there is no room for a word: it is said on the way down."""


class RepTalk:
    """Of one set."""

    def __init__(self) -> None:
        self.paced = False
        self.phase, self._phase_s = "", nan
        self._missed: dict[str, dict[Fault, set[str]]] = {}
        """Phase -> fault -> feet, of those that were over before they could be spoken to."""
        self._all_missed: dict[Fault, set[str]] = {}
        """Fault -> feet, of the whole set."""
        self._due: dict[Fault, set[str]] = {}
        """Those of the phase that has just begun."""
        self._said: Counter[tuple[Fault, str]] = Counter()
        self._explained: set[Fault] = set()
        self._stood_s: list[float] = []
        """How long the person stood between reps."""

    def follow(self, t_s: float, phase: str) -> bool:
        """Whether another phase begins with this look."""
        if phase == self.phase:
            return False
        if self.phase == "lockout":
            self._stood_s.append(t_s - self._phase_s)
        self.phase, self._phase_s = phase, t_s
        self._due = self._missed.pop(phase, {})
        return True

    @property
    def begins(self) -> bool:
        """Whether this phase is a rep's first."""
        return self.phase == ("descent" if self.paced else "bottom")

    def miss(self, event: FaultEnded) -> None:
        """This fault was over before it could be spoken to."""
        phase = _HEARD_IN.get(event.phase, event.phase) if self.paced else event.phase
        self._missed.setdefault(phase, {}).setdefault(event.fault, set()).add(event.foot)
        self._all_missed.setdefault(event.fault, set()).add(event.foot)

    def due(self, t_s: float) -> tuple[Fault, tuple[str, ...]] | None:
        """What is to be reminded of now: a fault and the feet."""
        if t_s - self._phase_s > REMIND_S or not self._due:
            return None
        fault = next(iter(self._due))
        return fault, tuple(sorted(self._due[fault]))

    def reminded(self, fault: Fault) -> None:
        """It was spoken to, or need not be any more."""
        self._due.pop(fault, None)

    def said(self, fault: Fault, foot: str) -> None:
        """It was spoken to in a word; the sentence is owed."""
        self._said[fault, foot] += 1

    def explained(self, fault: Fault) -> None:
        """The sentence was said: once is enough for a set."""
        self._explained.add(fault)

    def owed(self) -> tuple[Fault, str] | None:
        """The fault that was spoken to most often, and whose sentence was not said; with the foot that was meant more
        than twice as often as anything else, else both."""
        times = Counter[Fault]()
        for (fault, _), n in self._said.items():
            times[fault] += n * (fault not in self._explained)
        fault, of_all = next(iter(times.most_common(1)), (None, 0))
        if fault is None or not of_all:
            return None
        foot, most = max(((of, n) for (f, of), n in self._said.items() if f is fault), key=lambda of: of[1])
        return fault, foot if most > 2 * (of_all - most) else ""

    def never_said(self) -> tuple[Fault, str] | None:
        """The fault and foot of what was over before it could be spoken to, and of which nobody was reminded, for want
        of room or of a later rep."""
        said = {fault for fault, _ in self._said}
        missed = self._all_missed.items()
        return next(((f, min(feet) if len(feet) == 1 else "") for f, feet in missed if f not in said), None)

    def standing_s(self, t_s: float) -> float:
        """For how long the person will go on standing between reps: inf where the pacer says so, else as long as they
        did at least so far; 0 or less where they do not stand or nobody knows."""
        if self.phase != "lockout":
            return 0.0
        if self.paced:
            return inf
        return STANDING * min(self._stood_s) - (t_s - self._phase_s) if self._stood_s else 0.0
