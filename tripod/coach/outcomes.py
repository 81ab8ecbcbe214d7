"""What came of cues: whether the fault was over soon, or stayed away. Silence is judged as words are."""

from collections.abc import Sequence

from tripod.boards.stance_faults import Fault
from tripod.coach.cue import Cue
from tripod.coach.wording_memory import Memory
from tripod.drills.run.event_types import CueJudged, FaultBegan, FaultEnded

RECOVERY_S = 4.0
"""A fault that is over within this after its cue has recovered."""


class Outcomes:
    """Watches the cues that were given, and tells the memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._open: dict[tuple[Fault, str], Cue] = {}
        """By fault and foot; a cue to both feet stands under each."""
        self._reminders: dict[tuple[Fault, str], Cue] = {}
        self._told: list[CueJudged] = []

    def told(self) -> list[CueJudged]:
        """What was judged since this was asked last."""
        told, self._told = self._told, []
        return told

    def watched(self, fault: Fault, foot: str) -> bool:
        """Whether this fault was spoken to a moment ago."""
        return (fault, foot) in self._open

    def judged(self, fault: Fault, foot: str) -> bool:
        """Whether it is known what came of what was said to it, if anything was."""
        cue = self._open.get((fault, foot))
        return cue is None or cue.recovered is not None

    def watch(self, cue: Cue, feet: Sequence[str]) -> None:
        """The faults of these feet, which last, were spoken to."""
        self._open |= {(cue.fault, foot): cue for foot in feet}

    def remind(self, cue: Cue, feet: Sequence[str]) -> None:
        """A fault of the rep before was spoken to: it is to stay away in this one."""
        self._reminders |= {(cue.fault, foot): cue for foot in feet}

    def began(self, event: FaultBegan) -> None:
        """A fault came: whoever was reminded of it did not keep it away."""
        cue = self._reminders.get((event.fault, event.foot))
        if cue is not None:
            self._drop_reminder(cue)
            self._came(cue, False)

    def ended(self, event: FaultEnded) -> None:
        """A fault is over, hidden or stopped."""
        cue = self._open.pop((event.fault, event.foot), None)
        if cue is None:
            return
        if event.ended != "over":
            # What a worse fault hides, or the end of a try cuts off, has neither recovered nor failed to.
            self._open = {key: other for key, other in self._open.items() if other is not cue}
        elif all(other is not cue for other in self._open.values()):
            cue.after_s = event.t_s - cue.t_s
            self._came(cue, cue.after_s <= RECOVERY_S)

    def follow(self, t_s: float) -> None:
        """A fault that goes on long after its cue did not recover; it may be spoken to again."""
        for key, cue in list(self._open.items()) if self._open else ():
            if t_s - cue.t_s > RECOVERY_S and cue.recovered is None:
                self._came(cue, False)
            if t_s - cue.t_s > 2 * RECOVERY_S:
                del self._open[key]

    def rep_over(self) -> None:
        """Faults that somebody was reminded of stayed away for a whole rep."""
        for cue in self._reminders.values():
            self._came(cue, True)
        self._reminders.clear()

    def forget_silent(self) -> None:
        """What nothing was said about is watched no longer."""
        self._open = {key: cue for key, cue in self._open.items() if cue.words}

    def break_off(self) -> None:
        """Nobody will know what came of reminders."""
        self._reminders.clear()

    def _drop_reminder(self, cue: Cue) -> None:
        self._reminders = {key: other for key, other in self._reminders.items() if other is not cue}

    def _came(self, cue: Cue, recovered: bool) -> None:
        if cue.recovered is None:
            cue.recovered = recovered
            self._memory.note(cue.row, cue.wording, recovered)
            self._told.append(CueJudged(cue.t_s, cue.fault, cue.foot, cue.wording, cue.words, recovered, cue.after_s))
