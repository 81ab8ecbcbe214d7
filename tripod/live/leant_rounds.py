"""Follows in which directions a drill told a person to lean, and from when to when."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tripod.analysis.trial import Lean, Part
from tripod.drills.format.leans import LEANS
from tripod.drills.run.event_types import Done, Event, PartBegan


@dataclass(frozen=True)
class Round:
    """The directions of one drill, one after the other."""

    part: Part
    """The step of the first."""
    leans: tuple[Lean, ...]


class LeantRounds:
    """Adds them up, event after event."""

    def __init__(self) -> None:
        self.rounds: list[Round] = []
        self._open: tuple[Part, str, float] | None = None

    def hear(self, place: Callable[[int], tuple[str, int]], event: Event) -> None:
        """What happened. `place`: by a part's index its drill, and which step of it that is."""
        if not isinstance(event, PartBegan | Done):
            return
        if self._open is not None:
            part, says, begin_s = self._open
            self._add(part, Lean(says, begin_s, event.t_s))
            self._open = None
        if isinstance(event, PartBegan) and event.say and event.say.text in LEANS:
            self._open = Part(*place(event.index), 1, ""), event.say.text, event.t_s

    def _add(self, part: Part, lean: Lean) -> None:
        """What comes once more at once was wanted to be heard again; what was there before begins the next round."""
        last = self.rounds[-1] if self.rounds else None
        if last is None or last.part.drill != part.drill or lean.says in {of.says for of in last.leans[:-1]}:
            number = sum(of.part.drill == part.drill for of in self.rounds) + 1
            self.rounds.append(Round(replace(part, number=number), (lean,)))
            return
        before = last.leans[:-1] if last.leans[-1].says == lean.says else last.leans
        self.rounds[-1] = replace(last, leans=(*before, lean))
