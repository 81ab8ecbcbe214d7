"""Turns a drill's events into speech, sounds and written cues; the same events give the same cues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

from tripod.boards import FEET, POINTS, STANCE_FAULTS
from tripod.coach.memory import SILENCE, Memory
from tripod.coach.phrases import NUMBERS, Phrase, cues, own_phrase, phrase
from tripod.coach.voice import length_s
from tripod.drills.run.engine import Engine
from tripod.drills.run.event import Event, State
from tripod.drills.seen.faults import FaultEvent
from tripod.drills.seen.look import Moment

GAP_S = 4.0
"""Shortest time between two cues in seconds."""
TICK_S = 1.0
RECOVERY_S = 4.0
"""A fault has recovered if it ends within this many seconds after its cue."""
TONE_MARGIN = 0.02
"""The tone begins this far below the band: at its very edge sway would make it stutter."""

_LIGHT = {"heel_light": "heel", "mt1_light": "mt1", "mt5_light": "mt5"}


@dataclass(frozen=True)
class Sound:
    """Something to be heard: `speak` a phrase, an `effect`, the tone's `depths`, or `hush`."""

    kind: str
    key: str = ""
    depths: Mapping[tuple[str, str], float] | None = None


@dataclass
class Cue:
    """What was said about a fault, or kept silent, and whether recovery followed."""

    t_s: float
    fault: str
    foot: str
    wording: str
    words: str
    """"" where nothing was said."""
    recovered: bool | None = None
    after_s: float = nan

    def to_dict(self) -> dict[str, Any]:
        """The cue as JSON values, times in seconds."""
        return {
            "t_s": round(self.t_s, 3),
            "fault": self.fault,
            "foot": self.foot or None,
            "wording": self.wording,
            "words": self.words or None,
            "recovered": self.recovered,
            "after_s": round(self.after_s, 3) if isfinite(self.after_s) else None,
        }


class Coach:
    """Speaks for one drill. `fading`: 0 cues every fault, 1 every other, 2 none."""

    def __init__(
        self,
        engine: Engine,
        memory: Memory,
        *,
        language: str = "en",
        fading: int = 0,
        tone: bool = True,
        speech: bool = True,
        own_words: bool = False,
    ) -> None:
        """`own_words`: whether a drill's own words can be spoken; if not, the coach's phrases replace them."""
        self._own_words = own_words
        self._engine, self.memory = engine, memory
        self._language, self._fading, self._tone, self._speech = language, fading, tone, speech
        self.cues: list[Cue] = []
        self.written = ""
        """The last thing said, for eyes and screen readers."""
        self._busy_until_s = self._cued_s = self._written_until_s = -float("inf")
        self._tick_s = nan
        """When the metronome ticks next."""
        self._pending: dict[tuple[str, str], Cue] = {}
        self._seen: dict[str, int] = {}
        self._sounding = False
        self._out: list[Sound] = []
        self._told: list[Event] = []

    def take(self, moment: Moment, events: Sequence[Event]) -> tuple[list[Sound], list[Event]]:
        """What is to be heard now, and what happened in the coach (cues given, and what came of them)."""
        self._out, self._told = [], []
        for event in events:
            self._event(event)
        self._cue(moment.t_s)
        self._follow_up(moment.t_s)
        self._keep_time(moment.t_s)
        if self._tone:
            self._sound_tone(moment)
        return self._out, self._told

    def hear(self, t_s: float, events: Sequence[Event]) -> tuple[list[Sound], list[Event]]:
        """As `take`, for events that a command caused between two samplings."""
        self._out, self._told = [], []
        for event in events:
            self._event(event)
        self._follow_up(t_s)
        if self._sounding and self._engine.state is not State.WORKING:
            self._out.append(Sound("depths", depths={}))
            self._sounding = False
        return self._out, self._told

    def wordings(self) -> dict[str, list[str]]:
        """Names of the wordings of each fault."""
        return {f: [p.key for p in self._options(f, "")] for f in STANCE_FAULTS}

    def _event(self, event: Event) -> None:
        values = event.values
        match event.kind:
            case "part":
                self._effect("hold" if values["kind"] == "hold" else "start")
                self._tick_s = nan
                if values["number"] == 1:
                    self._instruct(str(values["say"]), event.t_s)
            case "wait":
                feet = values["feet"]
                if len(feet) == 1:
                    self._say("step_on_one", event.t_s, str(feet[0]))
                else:
                    self._say("step_on", event.t_s)
            case "step_off":
                self._say("step_off", event.t_s)
            case "ready":
                self._ready(event)
            case "begin":
                self._effect("start")
                self._say("begin", event.t_s)
            case "pace":
                word = str(values["word"])
                self._effect({"hold": "bottom"}.get(word, word))
                self._tick_s = event.t_s + TICK_S
                if event.t_s >= self._busy_until_s:
                    # A word that comes after another would come too late; its earcon never does.
                    self._say(word, event.t_s, counting=True)
            case "count":
                self._effect("rep")
                if values["rep"] <= len(NUMBERS):
                    self._say(NUMBERS[int(values["rep"]) - 1], event.t_s, counting=True)
            case "try":
                self._try(event)
            case "paused":
                self._out.append(Sound("hush"))
                self._say("paused", event.t_s)
            case "done":
                self._effect("done")
                self._say("done", event.t_s)
            case "fault_over":
                self._over(event)
            case _:
                return

    def _ready(self, event: Event) -> None:
        """What the ready check found: its sentence in writing, the first thing to do about it in speech."""
        found = event.values
        keys = {
            "not_zero": found["empty_wrong"],
            "not_marks": found["off_marks"] or found["unlike_baseline"],
            "not_weight": found["weight_wrong"],
        }
        self._say(next((key for key, is_so in keys.items() if is_so), "ready" if found["fine"] else ""), event.t_s)
        if found["problems"]:
            self.written = " ".join(found["problems"])

    def _try(self, event: Event) -> None:
        if event.values["scored"]:
            self._effect("done")
            return
        self._effect("lost")
        reason = str(event.values.get("reason", ""))
        self._say("lost" if "left its place" in reason else "not_quiet" if "quiet" in reason else "", event.t_s)

    def _cue(self, t_s: float) -> None:
        """One thing to do, for the most important fault that has not been spoken to yet."""
        if not self._engine.feedback or t_s < self._busy_until_s or t_s - self._cued_s < GAP_S:
            return
        for fault in self._engine.active:
            if (fault.fault, fault.foot) not in self._pending:
                if self._fits(fault, t_s):
                    self._give(fault, t_s)
                return

    def _fits(self, fault: FaultEvent, t_s: float) -> bool:
        """Whether there is time before the pacer's next word; a fault that lasts is not kept waiting for that."""
        if not isfinite(self._tick_s) or t_s - fault.onset_s > GAP_S:
            return True
        longest = max((length_s(p.key, self._language) for p in self._options(fault.fault, fault.foot)), default=0.0)
        return self._engine.pace_until_s >= longest

    def _keep_time(self, t_s: float) -> None:
        """The metronome of a paced set, where no voice keeps time."""
        if self._speech or not isfinite(self._tick_s):
            return
        if self._engine.state is not State.WORKING:
            self._tick_s = nan
        elif t_s >= self._tick_s and self._engine.pace_until_s > TICK_S / 2:
            self._effect("tick")
            self._tick_s += TICK_S

    def _give(self, fault: FaultEvent, t_s: float) -> None:
        seen = self._seen[fault.fault] = self._seen.get(fault.fault, 0) + 1
        options = self._options(fault.fault, fault.foot)
        faded = self._fading >= 2 or (self._fading == 1 and seen % 2 == 0)
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
            self._told.append(Event(t_s, "cue", cue.to_dict()))

    def _over(self, event: Event) -> None:
        fault, foot = str(event.values["fault"]), str(event.values["foot"])
        cue = self._pending.pop((fault, foot), None)
        if cue is None or event.values.get("ended") != "over":
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
            self._told.append(Event(cue.t_s, "cue_result", cue.to_dict()))

    def _options(self, fault: str, foot: str) -> tuple[Phrase, ...]:
        own = self._engine.drill.cues.get(fault, ()) if self._own_words else ()
        mine = tuple(own_phrase(words, self._language, foot) for words in own)
        return (*mine, *cues(fault, self._language, foot))

    def _instruct(self, say: str, t_s: float) -> None:
        """What a step says: a phrase by its name, or words of its own."""
        if " " not in say:
            self._say(say, t_s)
        elif self._own_words:
            self._speak(own_phrase(say, self._language, ""), t_s)

    def _say(self, key: str, t_s: float, foot: str = "", *, counting: bool = False) -> None:
        found = phrase(key, self._language, foot) if key else None
        if found is not None:
            self._speak(found, t_s, counting=counting)

    def _speak(self, said: Phrase, t_s: float, *, counting: bool = False) -> None:
        if not counting or t_s >= self._written_until_s:
            # A cue stays to be read while the pacer counts on.
            self.written = said.words
        self._busy_until_s = max(self._busy_until_s, t_s) + length_s(said.key, self._language)
        if self._speech:
            self._out.append(Sound("speak", said.key))

    def _effect(self, name: str) -> None:
        self._out.append(Sound("effect", name))

    def _sound_tone(self, moment: Moment) -> None:
        depths: dict[tuple[str, str], float] = {}
        engine = self._engine
        if engine.state is State.WORKING and engine.feedback and engine.reference and self._fading < 2:
            if engine.part is not None and engine.part.step.moving:
                # Shares must move here: the bands of a quiet stance say nothing, the faults of moving do.
                depths = {(f.foot, _LIGHT[f.fault]): f.depth for f in engine.active if f.fault in _LIGHT and f.foot}
            else:
                for foot, bands in engine.reference.bands.items():
                    share = moment.share[FEET.index(foot)]
                    for k, point in enumerate(POINTS):
                        below = bands[point][0] - TONE_MARGIN - share[k]
                        if isfinite(below) and below > 0:
                            depths[foot, point] = below
        if depths or self._sounding:
            self._out.append(Sound("depths", depths=depths))
        self._sounding = bool(depths)
