"""Which fault is spoken to when, and in which form.

In a hold the whole sentence comes at once; where the hold would be over before it, a word does, and so it does for a
fault that was over before anybody could speak to it. Who moves hears a word, as soon as one fits between the pacer's
and while the fault lasts; a fault that was over before that is spoken to as the same phase of the next rep begins. Its
sentence comes once in a set: between two reps where it fits, else after the set.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

from tripod.boards import STANCE_FAULTS
from tripod.boards.stance_faults import LIGHT_AT, Fault
from tripod.coach.cue import Cue, memory_row
from tripod.coach.cue_words import Wordings
from tripod.coach.fading import Fading
from tripod.coach.missed import Missed
from tripod.coach.outcomes import Outcomes
from tripod.coach.phrases import Phrase
from tripod.coach.rep_talk import RepTalk
from tripod.coach.wording_memory import SILENCE, Memory
from tripod.drills.run.event_types import (
    CueForm,
    CueJudged,
    Event,
    FaultBegan,
    FaultEnded,
    Paced,
    Paused,
    TryNotScored,
    TryScored,
    WorkBegan,
)
from tripod.drills.run.now import Now
from tripod.drills.seen.fault_watch import FaultEvent

GAP_S, SHORT_GAP_S = 4.0, 2.0
"""At most one sentence, and one word, within so many seconds."""
BOTH_S, BOTH_MOVING_S = 0.25, 0.1
"""A fault of one foot waits so long for the other's: of both it is one thing to say. Who stands sways between them; who
moves comes into it with both feet at once."""


@dataclass(frozen=True)
class Given:
    """A cue, and what is said: None where silence is tried."""

    cue: Cue
    said: Phrase | None


class Cueing:
    """Of one drill."""

    def __init__(self, words: Wordings, memory: Memory, fading: Fading) -> None:
        self._words, self._memory, self._fading = words, memory, fading
        self.cues: list[Cue] = []
        self._outcomes = Outcomes(memory)
        self._next_s = -float("inf")
        self._feet: Sequence[str] = ()
        self._since_s: dict[tuple[Fault, str], float] = {}
        """Since when each current fault has been seen, in seconds."""
        self._reps: RepTalk | None = None
        self._missed: Missed | None = None
        self._parting: list[tuple[Fault, str]] = []
        """Fault and foot of each sentence that is owed after a set."""
        self._coached = False
        """Whether faults of the work under way, or of the last, may be spoken to."""

    def names(self) -> dict[str, list[str]]:
        """The memory's rows, each with the names of its wordings."""
        whole = {fault: self._words.names(fault) for fault in STANCE_FAULTS}
        short = {memory_row(fault, CueForm.SHORT): [p.key for p in self._words.short(fault, "")] for fault in whole}
        return whole | {row: names for row, names in short.items() if names}

    def judged(self) -> list[CueJudged]:
        """What came of cues since this was asked last."""
        return self._outcomes.told()

    def hear(self, event: Event) -> None:
        """What happened in the drill."""
        match event:
            case WorkBegan():
                self._feet, self._parting = event.feet, []
                self._reps = RepTalk() if event.step == "reps" else None
                self._missed = Missed() if event.step == "hold" else None
            case Paced() if self._reps is not None:
                self._reps.paced = True
            case FaultBegan():
                self._outcomes.began(event)
            case FaultEnded():
                unspoken = not self._outcomes.watched(event.fault, event.foot)
                if self._reps is not None and unspoken and event.ended == "over":
                    self._reps.miss(event)
                if self._missed is not None and unspoken and event.ended != "stopped":
                    self._missed.over(event)
                self._outcomes.ended(event)
            case TryScored() if self._reps is not None:
                self._outcomes.rep_over()
                self._parting, self._reps = self._owed(self._reps), None
            case TryNotScored() | Paused():
                self._outcomes.break_off()
                self._reps = None
            case _:
                return

    def follow(self, t_s: float, now: Now | None = None) -> None:
        """Time goes on."""
        self._outcomes.follow(t_s)
        if now is None:
            return
        self._coached = now.feedback if now.working else self._coached
        if now.faults or self._since_s:
            active = {(fault.fault, fault.foot) for fault in now.faults}
            self._since_s = {key: self._since_s.get(key, t_s) for key in active}
        if self._reps is not None and self._reps.follow(t_s, now.phase) and self._reps.begins:
            self._outcomes.rep_over()

    def come_back(self) -> None:
        """Faults that were passed over in silence are spoken to at once."""
        self._outcomes.forget_silent()
        self._next_s = -float("inf")

    def may_speak(self, t_s: float, now: Now) -> bool:
        """Whether a cue may be due at all, however much room there is."""
        return (now.feedback and t_s >= self._next_s) or (bool(self._parting) and not now.working)

    def choose(self, t_s: float, now: Now, room_s: float) -> Given | None:
        """The cue that is given with this look, if any. `room_s`: how long it may take."""
        if self._parting and not now.working:
            return self._part(t_s, room_s)
        if not now.feedback or t_s < self._next_s or room_s <= 0:
            return None
        for fault in now.faults:
            if self._outcomes.watched(fault.fault, fault.foot):
                continue
            every = [f.foot for f in now.faults if f.fault == fault.fault]
            feet = [foot for foot in every if not self._outcomes.watched(fault.fault, foot)]
            if all(self._outcomes.judged(fault.fault, foot) for foot in every):
                # What goes on at both feet is one thing to say, whenever it was said of either.
                feet = every
            both_s = BOTH_S if self._reps is None else BOTH_MOVING_S
            waits = t_s - self._since_s.get((fault.fault, fault.foot), t_s) < both_s
            if fault.foot and len(feet) < len(self._feet) and waits:
                return None
            return self._speak_to(
                t_s, fault.fault, feet, fault.onset_s, room_s, words_of(now.faults, fault.fault, feet)
            )
        return self._remind(t_s, room_s) or self._explain(t_s, room_s) or self._speak_late(t_s, room_s)

    # -- each in its way ------------------------------------------------------------------------------------------

    def _speak_to(
        self, t_s: float, fault: Fault, feet: Sequence[str], onset_s: float, room_s: float, said_of: Fault
    ) -> Given | None:
        """Speak to a fault that holds now, in the words of `said_of`."""
        foot = feet[0] if len(feet) == 1 else ""
        form = CueForm.SHORT if self._reps is not None else CueForm.WHOLE
        if form is CueForm.WHOLE and self._words.longest_s(self._words.whole(said_of, foot)) > room_s:
            form = CueForm.SHORT
        given = self._give(t_s, fault, foot, form, onset_s, room_s, said_of)
        if given is not None:
            self._outcomes.watch(given.cue, feet)
            if self._missed is not None:
                self._missed.spoken(t_s, fault, tuple(feet))
        return given

    def _speak_late(self, t_s: float, room_s: float) -> Given | None:
        """In a word to a fault of a hold that was over too soon. Nothing can follow from it, so nobody counts it."""
        due = self._missed.due(t_s) if self._missed is not None else None
        if due is None or self._missed is None:
            return None
        fault, feet = due
        foot = feet[0] if len(feet) == 1 else ""
        options = self._words.short(fault, foot)
        if self._words.longest_s(options) > room_s:
            return None
        self._missed.spoken(t_s, fault, feet)
        if not options or self._memory.helpless(fault) or not self._fading.speaks(fault):
            return None
        row = memory_row(fault, CueForm.SHORT)
        return self._note(Cue(t_s, fault, foot, row, options[0].words, form=CueForm.SHORT), options[0])

    def _remind(self, t_s: float, room_s: float) -> Given | None:
        """Of a fault that was over too soon in the rep before."""
        due = self._reps.due(t_s) if self._reps is not None else None
        if due is None or self._reps is None:
            return None
        fault, feet = due
        if any(self._outcomes.watched(fault, foot) for foot in feet):
            self._reps.reminded(fault)
            return None
        given = self._give(t_s, fault, feet[0] if len(feet) == 1 else "", CueForm.SHORT, nan, room_s)
        if given is not None:
            self._reps.reminded(fault)
            self._outcomes.remind(given.cue, feet)
        return given

    def _explain(self, t_s: float, room_s: float) -> Given | None:
        """Between two reps."""
        owed = self._reps.owed() if self._reps is not None else None
        if owed is None or self._reps is None:
            return None
        given = self._sentence(t_s, *owed, min(room_s, self._reps.standing_s(t_s)))
        if given is not None:
            self._reps.explained(owed[0])
        return given

    def _part(self, t_s: float, room_s: float) -> Given | None:
        """After a set."""
        return self._sentence(t_s, *self._parting.pop(0), room_s) if room_s > 0 else None

    def _owed(self, reps: RepTalk) -> list[tuple[Fault, str]]:
        """The sentences that are owed after a set: of what was said most, and of what nobody could speak to in it."""
        owed, never = reps.owed(), reps.never_said() if self._coached else None
        told = never is not None and self._fading.speaks(never[0])
        return [of for of in (owed, never if told else None) if of is not None]

    def _sentence(self, t_s: float, fault: Fault, foot: str, room_s: float) -> Given | None:
        """What to do about a fault that a word was said of: nothing can follow from it at once, so nobody counts it."""
        pairs = zip(self._words.names(fault), self._words.whole(fault, foot), strict=True)
        fitting = {name: said for name, said in pairs if self._words.length_s(said) <= room_s}
        name = self._memory.best(fault, list(fitting))
        said = fitting.get(name)
        return self._note(Cue(t_s, fault, foot, name, said.words), said) if said is not None else None

    def _give(
        self,
        t_s: float,
        fault: Fault,
        foot: str,
        form: CueForm,
        onset_s: float,
        room_s: float,
        said_of: Fault | None = None,
    ) -> Given | None:
        short, of = form is CueForm.SHORT, said_of or fault
        options = self._words.short(of, foot) if short else self._words.whole(of, foot)
        if self._words.longest_s(options) > room_s:
            return None
        row = memory_row(of, form)
        names = [row] * len(options) if short else self._words.names(of)
        faded = not self._fading.speaks(fault)
        wording = SILENCE if faded or not options else self._memory.choose(row, names)
        said = next((p for p, name in zip(options, names, strict=True) if name == wording), None)
        cue = Cue(t_s, fault, foot, wording, said.words if said else "", form=form, onset_s=onset_s, said_of=of)
        if short and said is not None and self._reps is not None:
            self._reps.said(fault, foot)
        return self._note(cue, said)

    def _note(self, cue: Cue, said: Phrase | None) -> Given:
        self._next_s = cue.t_s + (SHORT_GAP_S if cue.form is CueForm.SHORT else GAP_S)
        self.cues.append(cue)
        return Given(cue, said)


def words_of(faults: Sequence[FaultEvent], fault: Fault, feet: Sequence[str]) -> Fault:
    """Whose words are said of a fault of these feet: of a contact that is lost at the same point of each, those of that
    point when it is light, for "all three points" names none."""
    points = {of.point for of in faults if of.fault is fault and of.foot in feet}
    return LIGHT_AT.get(points.pop(), fault) if fault is Fault.CONTACT_LOST and len(points) == 1 else fault
