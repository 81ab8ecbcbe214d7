"""Faults of a hold that were over before anybody could speak to them: while a sentence lasted, or sooner than it is
known whether the other foot has it, too. They count, so they are worth a word, as long as somebody remembers what it is
about."""

from math import inf

from tripod.boards.stance_faults import Fault
from tripod.drills.run.event_types import FaultEnded

WITHIN_S = 4.0
"""After a fault is over: as long as a sentence about another may be in the way."""
AGAIN_S = 8.0
"""To what comes again sooner than this the word was said."""


class Missed:
    """Of one hold."""

    def __init__(self) -> None:
        self._over_s: dict[tuple[Fault, str], float] = {}
        """Fault and foot -> when it was over."""
        self._said_s: dict[tuple[Fault, str], float] = {}
        self._foot_s: dict[str, float] = {}
        """When each foot was spoken to last."""

    def over(self, event: FaultEnded) -> None:
        """A fault was over, or hidden, before it was spoken to. Where its foot just was, about another, that was about
        this, too: a toe base that gets light is lost next."""
        if event.t_s - self._foot_s.get(event.foot, -inf) > WITHIN_S:
            self._over_s[event.fault, event.foot] = event.t_s

    def spoken(self, t_s: float, fault: Fault, feet: tuple[str, ...]) -> None:
        """A fault of these feet was spoken to: what was missed of them is the past."""
        self._said_s |= {(fault, foot): t_s for foot in feet}
        self._foot_s |= dict.fromkeys(feet, t_s)
        self._over_s = {(other, foot): s for (other, foot), s in self._over_s.items() if foot not in feet}

    def due(self, t_s: float) -> tuple[Fault, tuple[str, ...]] | None:
        """What to speak to now: a fault and the feet."""
        if not self._over_s:
            return None
        self._over_s = {key: s for key, s in self._over_s.items() if t_s - s <= WITHIN_S and not self._said(key, s)}
        if not self._over_s:
            return None
        fault = next(iter(self._over_s))[0]
        return fault, tuple(sorted(foot for of, foot in self._over_s if of == fault))

    def _said(self, key: tuple[Fault, str], over_s: float) -> bool:
        return key in self._said_s and over_s - self._said_s[key] < AGAIN_S
