"""A drill's events to what is said, sounded and written. What it does follows from them and from each look alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, nan
from types import MappingProxyType

from tripod.boards import STANCE_FAULTS
from tripod.coach.announced import Announcement, announced
from tripod.coach.cue import Cue
from tripod.coach.fading import NONE, Faded, Fading
from tripod.coach.memory import SILENCE, Memory
from tripod.coach.own_words import forms
from tripod.coach.phrases import Phrase, cues, own_phrase, phrase
from tripod.coach.tone_depths import tone_depths
from tripod.coach.voice import length_s
from tripod.drills.format.say import Say
from tripod.drills.run.event_types import CoachBack, CueGiven, CueJudged, Event, FaultEnded, Paced, PartBegan
from tripod.drills.run.now import Now
from tripod.drills.seen.faults import FaultEvent
from tripod.drills.seen.look import Look

GAP_S = 4.0
"""At most one cue within so many seconds."""
TICK_S = 1.0
RECOVERY_S = 4.0
"""A fault that is over within this after its cue has recovered."""


class SoundKind(StrEnum):
    """What the mixer can be told."""

    SPEAK = "speak"
    EFFECT = "effect"
    DEPTHS = "depths"
    HUSH = "hush"


@dataclass(frozen=True)
class Sound:
    """Something to be heard: a phrase or an earcon by its `key`, the tone's `depths`, or silence."""

    kind: SoundKind
    key: str = ""
    depths: Mapping[tuple[str, str], float] | None = None


class Coach:
    """Speaks for one drill, more or less of it as `coach.fading` has it."""

    def __init__(
        self,
        own_cues: Mapping[str, Sequence[str]],
        memory: Memory,
        *,
        language: str = "en",
        fading: int | Fading = 0,
        tone: bool = True,
        speech: bool = True,
        own_lengths_s: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        """`own_cues`: fault -> wordings that the drill brings along. `own_lengths_s`: words of the drill's own that
        are told, with the seconds that they take. A cue that is not among them leaves its place to the coach's, for
        eyes are on the floor; what a step says is then only written."""
        self._own_cues = {
            fault: [words for words in of if all(form in own_lengths_s for form in forms(words, language))]
            for fault, of in own_cues.items()
        }
        self._own_lengths_s = own_lengths_s
        self.memory = memory
        self.fading = fading if isinstance(fading, Fading) else Fading((Faded(fading),))
        self._language, self._tone, self._speech = language, tone, speech
        self.cues: list[Cue] = []
        self.written = ""
        """The last thing said, for eyes and screen readers."""
        self._busy_until_s = self._cued_s = self._written_until_s = -float("inf")
        self._tick_s = nan
        """When the metronome ticks next."""
        self._pending: dict[tuple[str, str], Cue] = {}
        self._sounding = False
        self._out: list[Sound] = []
        self._told: list[Event] = []

    def take(self, look: Look, events: Sequence[Event], now: Now) -> tuple[list[Sound], list[Event]]:
        """What is to be heard now, and what happened in the coach (cues given, and what came of them)."""
        self._out, self._told = [], []
        for event in events:
            self._hear(event)
        self._come_back(look.t_s, now)
        self._cue(look.t_s, now)
        self._follow_up(look.t_s)
        self._keep_time(look.t_s, now)
        if self._tone:
            depths = tone_depths(look, now) if self.fading.level < NONE else {}
            if depths or self._sounding:
                self._out.append(Sound(SoundKind.DEPTHS, depths=depths))
            self._sounding = bool(depths)
        return self._out, self._told

    def hear(self, t_s: float, events: Sequence[Event], now: Now) -> tuple[list[Sound], list[Event]]:
        """The same for events that a command brought, between two looks."""
        self._out, self._told = [], []
        for event in events:
            self._hear(event)
        self._follow_up(t_s)
        if self._sounding and not now.working:
            self._out.append(Sound(SoundKind.DEPTHS, depths={}))
            self._sounding = False
        return self._out, self._told

    @property
    def busy_until_s(self) -> float:
        """Until when the voice speaks, from the known lengths of what it says; -inf before its first word."""
        return self._busy_until_s

    def wordings(self) -> dict[str, list[str]]:
        """Names of the wordings of each fault."""
        return {f: [p.key for p in self._options(f, "")] for f in STANCE_FAULTS}

    def _hear(self, event: Event) -> None:
        if isinstance(event, PartBegan):
            self._say(self.fading.begin(event.index), event.t_s)
        for one in announced(event):
            self._announce(one, event.t_s)
        match event:
            case PartBegan():
                self._tick_s = nan
            case Paced():
                self._tick_s = event.t_s + TICK_S
            case FaultEnded():
                self._over(event)
            case _:
                return

    def _announce(self, one: Announcement, t_s: float) -> None:
        if one.hush:
            self._out.append(Sound(SoundKind.HUSH))
        if one.effect:
            self._effect(one.effect)
        if one.say is not None:
            self._instruct(one.say, t_s)
        if not one.on_time or t_s >= self._busy_until_s:
            self._say(one.word, t_s, one.foot, counting=one.counting)
        if one.written:
            self.written = one.written

    def _come_back(self, t_s: float, now: Now) -> None:
        """Who faded speaks again; to a fault that was passed over in silence at once."""
        fault = self.fading.take(t_s, now.faults) if now.feedback else None
        if fault is not None:
            self._pending = {key: cue for key, cue in self._pending.items() if cue.words}
            self._told.append(CoachBack(t_s, fault.fault, fault.foot))

    def _cue(self, t_s: float, now: Now) -> None:
        """One thing to do, for the most important fault that has not been spoken to yet."""
        if not now.feedback or t_s < self._busy_until_s or t_s - self._cued_s < GAP_S:
            return
        for fault in now.faults:
            if (fault.fault, fault.foot) not in self._pending:
                if self._fits(fault, t_s, now.pace_until_s):
                    self._give(fault, t_s)
                return

    def _fits(self, fault: FaultEvent, t_s: float, pace_until_s: float) -> bool:
        """Whether there is time before the pacer's next word; a fault that lasts is not kept waiting for that."""
        if not isfinite(self._tick_s) or t_s - fault.onset_s > GAP_S:
            return True
        longest = max((self._length_s(p) for p in self._options(fault.fault, fault.foot)), default=0.0)
        return pace_until_s >= longest

    def _keep_time(self, t_s: float, now: Now) -> None:
        """The metronome of a paced set, where no voice keeps time."""
        if self._speech or not isfinite(self._tick_s):
            return
        if not now.working:
            self._tick_s = nan
        elif t_s >= self._tick_s and now.pace_until_s > TICK_S / 2:
            self._effect("tick")
            self._tick_s += TICK_S

    def _give(self, fault: FaultEvent, t_s: float) -> None:
        options = self._options(fault.fault, fault.foot)
        faded = not self.fading.speaks(fault.fault)
        names = [p.key for p in self._options(fault.fault, "")]
        wording = SILENCE if faded or not options else self.memory.choose(fault.fault, names)
        said = next((p for p, name in zip(options, names, strict=True) if name == wording), None)
        cue = Cue(t_s, fault.fault, fault.foot, wording, said.words if said else "")
        self.cues.append(cue)
        self._pending[fault.fault, fault.foot] = cue
        self._cued_s = t_s
        if said is not None:
            self._speak(said, t_s)
            self._written_until_s = t_s + GAP_S
            self._told.append(CueGiven(t_s, cue.fault, cue.foot, cue.wording, cue.words))

    def _over(self, event: FaultEnded) -> None:
        cue = self._pending.pop((event.fault, event.foot), None)
        if cue is None or event.ended != "over":
            # What a worse fault hides, or the end of a try cuts off, has neither recovered nor failed to.
            return
        cue.after_s = event.t_s - cue.t_s
        self._came(cue, cue.after_s <= RECOVERY_S)

    def _follow_up(self, t_s: float) -> None:
        """A fault that goes on long after its cue did not recover; it may be spoken to again."""
        for key, cue in list(self._pending.items()):
            if t_s - cue.t_s > RECOVERY_S and cue.recovered is None:
                self._came(cue, False)
            if t_s - cue.t_s > 2 * RECOVERY_S:
                del self._pending[key]

    def _came(self, cue: Cue, recovered: bool) -> None:
        if cue.recovered is None:
            cue.recovered = recovered
            self.memory.note(cue.fault, cue.wording, recovered)
            self._told.append(CueJudged(cue.t_s, cue.fault, cue.foot, cue.wording, cue.words, recovered, cue.after_s))

    def _options(self, fault: str, foot: str) -> tuple[Phrase, ...]:
        mine = tuple(own_phrase(words, self._language, foot) for words in self._own_cues.get(fault, ()))
        return (*mine, *cues(fault, self._language, foot))

    def _instruct(self, say: Say, t_s: float) -> None:
        if not say.own:
            self._say(say.text, t_s)
            return
        said = own_phrase(say.text, self._language, "")
        if said.words in self._own_lengths_s:
            self._speak(said, t_s)
        else:
            self.written = said.words

    def _say(self, key: str, t_s: float, foot: str = "", *, counting: bool = False) -> None:
        found = phrase(key, self._language, foot) if key else None
        if found is not None:
            self._speak(found, t_s, counting=counting)

    def _speak(self, said: Phrase, t_s: float, *, counting: bool = False) -> None:
        if not counting or t_s >= self._written_until_s:
            # A cue stays to be read while the pacer counts on.
            self.written = said.words
        self._busy_until_s = max(self._busy_until_s, t_s) + self._length_s(said)
        if self._speech:
            self._out.append(Sound(SoundKind.SPEAK, said.key))

    def _length_s(self, said: Phrase) -> float:
        if said.own:
            return self._own_lengths_s[said.words]
        return length_s(said.key, self._language)

    def _effect(self, name: str) -> None:
        self._out.append(Sound(SoundKind.EFFECT, name))
