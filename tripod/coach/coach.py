"""A drill's events to what is said, sounded and written. What it does follows from them and from each look alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, isfinite, nan
from types import MappingProxyType

from tripod.coach.announced import Announcement, announced
from tripod.coach.cue import Cue
from tripod.coach.cue_words import Wordings
from tripod.coach.cueing import GAP_S, Cueing
from tripod.coach.espeak import WORDS_PER_MINUTE
from tripod.coach.fading import NONE, Faded, Fading
from tripod.coach.phrases import Phrase, own_phrase, phrase
from tripod.coach.speech import Line, Speech, Urgency, latest_s
from tripod.coach.tone_depths import tone_depths
from tripod.coach.wording_memory import Memory
from tripod.drills.format.say import Say
from tripod.drills.run.event_types import CoachBack, CueGiven, Done, Event, Paced, PartBegan
from tripod.drills.run.now import Now
from tripod.drills.seen.look import Look
from tripod.sound.earcons import length_s as earcon_s

TICK_S = 1.0
READ = WORDS_PER_MINUTE / 238
"""What is only written is read in this part of the time in which it would be spoken: adults read 238 words a minute
(Brysbaert 2019)."""


class SoundKind(StrEnum):
    """What the mixer can be told."""

    SPEAK = "speak"
    EFFECT = "effect"
    DEPTHS = "depths"
    HUSH = "hush"
    """Of speech, what waits is dropped,"""
    CUT = "cut"
    """and what is being said breaks off, too."""


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
        lengths_s: Mapping[str, float] | None = None,
        back_sounds: bool = True,
    ) -> None:
        """`own_cues`: fault -> wordings that the drill brings along. `own_lengths_s`: words of the drill's own that
        are told, with the seconds that they take. A cue that is not among them leaves its place to the coach's, for
        eyes are on the floor; what a step says is then only written. `lengths_s`: seconds of the coach's own phrases by
        key; None for as they are recorded now. `back_sounds`: whether a faded coach who is back is heard to be."""
        self._own_lengths_s = own_lengths_s
        self.memory = memory
        self.fading = fading if isinstance(fading, Fading) else Fading((Faded(fading),))
        self._language, self._tone, self._speaks = language, tone, speech
        self._words = Wordings(own_cues, language, own_lengths_s, lengths_s, times=1.0 if speech else READ)
        self._cueing = Cueing(self._words, memory, self.fading)
        self._speech = Speech()
        self.written = ""
        """The last thing said, for eyes and screen readers."""
        self._written_until_s = -inf
        self._paced = False
        """Whether the step under way has a pacer."""
        self._tick_s = nan
        """When the metronome ticks next."""
        self._sounding = False
        self._back_sounds, self._comes_back = back_sounds, False
        """Whether the sound of who is back is still to come."""
        self._out: list[Sound] = []
        self._told: list[Event] = []

    def take(self, look: Look, events: Sequence[Event], now: Now) -> tuple[list[Sound], list[Event]]:
        """What is to be heard now, and what happened in the coach (cues given, and what came of them)."""
        self._out, self._told = [], []
        t_s = look.t_s
        for event in events:
            self._hear(event)
        self._cueing.follow(t_s, now)
        if now.faults or self._comes_back:
            self._come_back(t_s, now)
        self._cue(t_s, now)
        self._told += self._cueing.judged()
        self._speech.now(t_s)
        if self._speech.waits:
            self._begin(t_s, self._pacer_s(t_s, now))
        if not self._speaks:
            self._keep_time(t_s, now)
        if self._tone and (now.graded or self._sounding):
            depths = tone_depths(now) if self.fading.level < NONE else {}
            if depths or self._sounding:
                self._out.append(Sound(SoundKind.DEPTHS, depths=depths))
            self._sounding = bool(depths)
        if events:
            self._flush(events)
        return self._out, self._told

    def hear(self, t_s: float, events: Sequence[Event], now: Now) -> tuple[list[Sound], list[Event]]:
        """The same for events that a command brought, between two looks."""
        self._out, self._told = [], []
        for event in events:
            self._hear(event)
        if isfinite(t_s):
            self._cueing.follow(t_s)
            self._begin(t_s, self._pacer_s(t_s, now))
        self._told += self._cueing.judged()
        if self._sounding and not now.working:
            self._out.append(Sound(SoundKind.DEPTHS, depths={}))
            self._sounding = False
        self._flush(events)
        return self._out, self._told

    @property
    def busy_until_s(self) -> float:
        """The voice is silent from then on, from the known lengths of what it says and of what waits; -inf before its
        first word."""
        return self._speech.busy_until_s

    @property
    def cues(self) -> list[Cue]:
        """All so far, with those about which silence was tried."""
        return self._cueing.cues

    def wordings(self) -> dict[str, list[str]]:
        """Names of the wordings of each row of the memory."""
        return self._cueing.names()

    # -- what happens in the drill --------------------------------------------------------------------------------

    def _hear(self, event: Event) -> None:
        self._cueing.hear(event)
        if isinstance(event, PartBegan):
            told = self.fading.begin(event.index)
            self._wait(phrase(told, self._language) if told else None)
        for one in announced(event):
            self._announce(one, event.t_s)
        match event:
            case PartBegan():
                self._tick_s, self._paced = nan, event.tempo is not None
            case Paced():
                self._tick_s = event.t_s + TICK_S
            case _:
                return

    def _announce(self, one: Announcement, t_s: float) -> None:
        if one.hush:
            self._speech.hush()
            self._out.append(Sound(SoundKind.HUSH))
        if one.urgency is Urgency.PACER and self._speech.make_way(t_s):
            self._out.append(Sound(SoundKind.CUT))
        if one.effect:
            self._effect(one.effect, t_s)
        if one.say is not None:
            self._instruct(one.say, one.foot)
        self._say(one)
        if one.written:
            self.written = one.written

    def _pacer_s(self, t_s: float, now: Now) -> float:
        """When the pacer speaks next; inf where it does not."""
        return t_s + now.pace_until_s if self._paced and now.working and isfinite(now.pace_until_s) else inf

    def _come_back(self, t_s: float, now: Now) -> None:
        """Who faded speaks again; to a fault that was passed over in silence at once."""
        fault = self.fading.take(t_s, now.faults) if now.feedback else None
        if fault is not None:
            self._cueing.come_back()
            self._told.append(CoachBack(t_s, fault.fault, fault.foot))
        self._comes_back = now.working and (self._comes_back or (fault is not None and self._back_sounds))
        if self._comes_back and self._speech.room_s(t_s, self._pacer_s(t_s, now)) >= earcon_s("back"):
            self._comes_back = False
            self._effect("back", t_s)

    def _cue(self, t_s: float, now: Now) -> None:
        """One thing to do. It is to be over before the pacer speaks, or before a hold ends."""
        if not self._cueing.may_speak(t_s, now):
            return
        over_s = t_s + now.pace_until_s if now.working and isfinite(now.pace_until_s) else inf
        given = self._cueing.choose(t_s, now, self._speech.room_s(t_s, over_s))
        if given is None or given.said is None:
            return
        cue, said = given.cue, given.said
        self._speech.wait(Line(said, self._words.length_s(said), Urgency.CUE))
        self._told.append(CueGiven(t_s, cue.fault, cue.foot, cue.wording, cue.words, cue.form))

    def _keep_time(self, t_s: float, now: Now) -> None:
        """The metronome of a paced set, where no voice keeps time."""
        if not isfinite(self._tick_s):
            return
        if not now.working:
            self._tick_s = nan
        elif t_s >= self._tick_s and now.pace_until_s > TICK_S / 2:
            self._effect("tick", t_s)
            self._tick_s += TICK_S

    # -- what is said ---------------------------------------------------------------------------------------------

    def _instruct(self, say: Say, foot: str) -> None:
        if not say.own:
            self._wait(phrase(say.text, self._language, foot))
            return
        said = own_phrase(say.text, self._language, foot)
        if said.words in self._own_lengths_s:
            self._wait(said)
        else:
            self.written = said.words

    def _say(self, one: Announcement) -> None:
        found = phrase(one.word, self._language, one.foot) if one.word else None
        self._wait(found, one.urgency, latest_s(one.urgency, one.due_s))
        if found is not None and one.hush:
            self.written = found.words

    def _wait(self, said: Phrase | None, urgency: Urgency = Urgency.TOLD, by_s: float = inf) -> None:
        if said is not None:
            self._speech.wait(Line(said, self._words.length_s(said), urgency, by_s))

    def _begin(self, t_s: float, pacer_s: float) -> None:
        """Say what may be said now."""
        while (line := self._speech.next(t_s, pacer_s)) is not None:
            self._speak(line.phrase)
            if line.urgency not in (Urgency.PACER, Urgency.COUNT) or t_s >= self._written_until_s:
                # A cue stays to be read while the pacer counts on.
                self.written = line.phrase.words
            if line.urgency is Urgency.CUE:
                self._written_until_s = t_s + GAP_S

    def _flush(self, events: Sequence[Event]) -> None:
        """Once the drill is over nobody asks again: what waits is said one after the other."""
        if any(isinstance(event, Done) for event in events):
            for line in self._speech.rest():
                self._speak(line.phrase)
                self.written = line.phrase.words

    def _speak(self, said: Phrase) -> None:
        if self._speaks:
            self._out.append(Sound(SoundKind.SPEAK, said.key))

    def _effect(self, name: str, t_s: float) -> None:
        sound = Sound(SoundKind.EFFECT, name)
        if sound not in self._out:
            # The same twice at once is only louder.
            self._speech.sound(t_s, earcon_s(name))
            self._out.append(sound)
