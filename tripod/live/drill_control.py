"""Drills within a session: which there are, whether one may begin, what is heard, and what is kept of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import isfinite, nan
from pathlib import Path
from typing import Any

from tripod.balance.foot_states import cop_earned
from tripod.balance.setup import Setup
from tripod.boards import PLAIN_FAULTS, STANCE_FAULTS
from tripod.coach.memory import Known, Memory
from tripod.coach.own_words import can_speak
from tripod.coach.phrases import LANGUAGES, cues
from tripod.coach.voice import voice
from tripod.drills.format.drill import Drill
from tripod.drills.format.limits import load_refusal
from tripod.drills.format.loader import DrillError, find, library
from tripod.drills.format.part import Options
from tripod.drills.run.event import Event
from tripod.drills.score.cop_target import PhaseTarget, TargetError, make_target
from tripod.drills.score.reference import Baseline, make_baseline
from tripod.drills.score.result import Try
from tripod.live.commands import Refused
from tripod.sound.mixer import Mixer
from tripod.sound.output import Nowhere, Render, Sink
from tripod.training.diary import Diary, DiaryError, Owed, entry_of, key_of, read_diary, with_entry, write_diary
from tripod.training.drill_run import Coaching, Training, start_values
from tripod.training.profile import Profile
from tripod.training.progress import TEST, after_work, compare, fading, progress, today, today_sentence, work_against

WRONG = 0.2
"""A hold in which faults lasted for more than this part of it makes no baseline."""
OpenSound = Callable[[Render], Sink]


UNSPOKEN = (
    "This drill has words of its own, and nothing here can speak them: install espeak-ng to hear them. Until then its "
    "steps are written only, and its cues are the coach's."
)


class Drilling:
    """Owns the diary and the sound; the pipeline owns the drill under way."""

    def __init__(
        self,
        diary_path: Path,
        own_drills: Path,
        wall: Callable[[], str],
        open_sound: OpenSound,
        now: Callable[[], float] = lambda: nan,
    ) -> None:
        """`wall`: date and time in ISO 8601; `now`: a clock in seconds, to know how late cues are heard."""
        self._now = now
        self._path, self._own, self._wall, self._open_sound = diary_path, own_drills, wall, open_sound
        self.sink: Sink = Nowhere()
        self.mixer: Mixer | None = None
        self.said = ""
        """What followed from the last drill: score beside the last one, where to go on."""
        self.not_kept = ""
        """Why the last drill is not in the diary, "" if it is."""
        self._kept: Training | None = None
        self._adapts = True
        self._level = 0

    def library(self) -> tuple[dict[str, Drill], list[str]]:
        """All drills, and a sentence on each file of the user's that is none."""
        return library(self._own)

    def diary(self) -> Diary:
        """All that was trained.

        Raises:
            Refused: the diary's file is damaged.
        """
        try:
            return read_diary(self._path)
        except DiaryError as error:
            raise Refused(str(error)) from error

    def known(self, simulated: bool) -> tuple[Known, ...]:
        """What the coach knows of its words, of each fault that it has spoken to.

        Raises:
            Refused: the diary's file is damaged.
        """
        diary = self.diary()
        kept = diary.rehearsed if simulated else diary.memory
        memory = Memory.from_dict(kept) if kept else Memory()
        found = (memory.known(f, [p.key for p in cues(f, LANGUAGES[0], "")]) for f in STANCE_FAULTS)
        return tuple(k for k in found if k.tried)

    def choose(self, name: str, setup: Setup) -> Drill:
        """A drill by its name; `today` is made from the last faults.

        Raises:
            Refused: there is none of that name.
        """
        drills, _ = self.library()
        if name == "today":
            return today(self.diary(), drills, setup.board, setup.banner.board_id)
        try:
            return find(name, drills)
        except DrillError as error:
            raise Refused(str(error)) from error

    def begin(
        self,
        drill: Drill,
        setup: Setup,
        profile: Profile,
        *,
        foot: str,
        asks: bool,
        simulated: bool,
        feedback: bool | None = None,
    ) -> dict[str, Any]:
        """What the pipeline must be told so that the drill begins.

        Raises:
            Refused: body and bar are more than the board carries, or the board lacks a foot.
        """
        options = Options(foot, profile.weight_kg, profile.bar_kg, profile.convention, asks)
        refusal = load_refusal(drill, setup.board, options)
        if drill.on_one_leg and foot not in ("both", *setup.board.feet):
            refusal = f"This board has no {foot} foot."
        if refusal:
            raise Refused(refusal)
        diary = self.diary()
        done = diary.of(drill.name, setup.banner.board_id, _leg(drill, foot))
        less = fading(done)
        self._level = progress(drill, done).level
        drill = drill.at_level(self._level)
        # Every now and then a try without any feedback shows what was learnt.
        retention = less == 2 and len(done) % 3 == 2
        options = replace(options, feedback=not retention if feedback is None else feedback)
        self._adapts = profile.adapts
        speaks = can_speak()
        coaching = Coaching(
            profile.language,
            profile.tone,
            profile.speech,
            less,
            dict(diary.rehearsed if simulated else diary.memory) if profile.adapts else {},
            speaks,
        )
        if profile.volume > 0:
            self.open_sound(profile)
        else:
            self.close()
        board_id, calibration = _names(setup)
        baseline = diary.baseline(board_id, calibration)
        target = diary.target(board_id, _named(drill, foot), calibration)
        self.said = "" if speaks or not drill.own_words else UNSPOKEN
        names = {"board_id": board_id, "calibration": calibration}
        return start_values(drill, options, coaching, baseline, target, names)

    def accept(self, training: Training | None, setup: Setup) -> PhaseTarget:
        """From now on the reps of the drill that was just done say where the CoP goes in each phase of it.

        Raises:
            Refused: there are no such reps, this board cannot tell, or it cannot be kept.
        """
        reps = [r for t in training.engine.tries if t.scored for r in t.reps] if training is not None else []
        if training is None or not training.done or training.engine.stopped or not reps:
            raise Refused("There are no scored reps to accept: do a drill with reps to its end first.")
        if not cop_earned(setup):
            raise Refused("This board tells no centre of pressure until it is calibrated, so it keeps no target.")
        board_id, calibration = _names(setup)
        if training.calibration != calibration:
            raise Refused("The board was calibrated anew since these reps: do them again.")
        name = _named(training.drill, training.engine.options.foot)
        bottoms, tall = ([r.back_mm[phase] for r in reps] for phase in ("bottom", "lockout"))
        try:
            target = make_target(bottoms, tall, board_id, calibration, name, self._wall()[:10])
            diary = read_diary(self._path)
            write_diary(self._path, replace(diary, targets={**diary.targets, key_of(board_id, name): target}))
        except (TargetError, DiaryError) as error:
            raise Refused(str(error)) from error
        self.said = f"Kept: {target.words()}. Reps of this drill are held against that from now on."
        return target

    def look(self, training: Training | None, setup: Setup | None, t_s: float, *, keep: bool, simulated: bool) -> None:
        """The board's clock came to `t_s`: let a file of sound follow, and keep a drill that is over."""
        if isfinite(t_s):
            self.sink.until(t_s)
        if training is None or setup is None or not training.done or self._kept is training:
            return
        self._kept = training
        if keep:
            self._keep(training, setup, simulated)

    def close(self) -> None:
        """Stop sounding."""
        self.sink.close()
        self.sink, self.mixer = Nowhere(), None

    def open_sound(self, profile: Profile) -> None:
        """Be heard from now on."""
        self.close()
        self.mixer = Mixer(voice(profile.language), self._now)
        self.mixer.volume(profile.volume)
        self.sink = self._open_sound(self.mixer.render)
        self.mixer.until = self.sink.until
        if isinstance(self.sink, Nowhere):
            # Nobody would ever take from it what it is told.
            self.mixer = None

    @property
    def ear_delay_s(self) -> float:
        """From a cue that is given to its first sample in the device; nan where nothing sounds."""
        return self.mixer.late_s + self.sink.buffer_s if self.mixer is not None else nan

    def _keep(self, training: Training, setup: Setup, simulated: bool) -> None:
        result, board_id = training.result(), setup.banner.board_id
        try:
            diary = read_diary(self._path)
            options = training.engine.options
            foot = _leg(training.drill, options.foot)
            before = diary.of(training.drill.name, board_id, foot)
            made = self._wall()
            entry = entry_of(
                result, made, board_id, simulated=simulated, feedback=options.feedback, foot=foot, level=self._level
            )
            library = self.library()[0]
            stopped, memory = self._learnt(training, diary.rehearsed if simulated else diary.memory)
            owed, again, worked = diary.owed, [], []
            if not training.engine.stopped:
                owed, again, worked = after_work(diary, entry, lambda name: _title(name, library))
            for fault in again:
                memory = _without(memory, fault)
            # Words given up at another time, and nothing done about it yet, are owed work as well.
            silent = [f for f in entry.faults if f not in owed and _gave_up(memory, f)]
            work = {f: work_against(f, entry.drill, library) for f in dict.fromkeys([*stopped, *silent])}
            new = {f: Owed(entry.drill, entry.faults.get(f, 0), w, board_id, simulated) for f, w in work.items() if w}
            owed = {**owed, **new}
            diary = replace(diary, owed=owed)
            baseline = _baseline(training, setup, made)
            write_diary(self._path, with_entry(diary, entry, memory, baseline))
        except DiaryError as error:
            self.said = self.not_kept = str(error)
            return
        parts = [compare(entry, [e for e in before if e.level == entry.level])]
        if training.drill.name == "today":
            parts = [today_sentence(_tests(training), (result["ready"] or {}).get("problems", []))]
        elif entry.score is not None:
            at = progress(library.get(training.drill.name, training.drill), [*before, entry])
            leads = "" if at.goes_on == training.drill.name else f"Next: “{_title(at.goes_on, library)}”."
            parts.append(f"{leads} {at.why}".strip())
        for fault, name in work.items():
            offer = f" Work on it with “{_title(name, library)}”, then do this drill again." if name else ""
            plain = PLAIN_FAULTS.get(fault, fault)
            parts.append(f"No wording helped against {plain}, so the coach says nothing about it.{offer}")
        parts += worked
        if baseline is None and any(t.baseline and _wrong(t) for t in training.engine.tries):
            parts.append("No baseline is kept: a fault lasted too long in its holds, and would become what you aim at.")
        self.said = " ".join(filter(None, parts))

    def _learnt(self, training: Training, before: Mapping[str, Any]) -> tuple[list[str], Mapping[str, Any]]:
        """The faults that are cued no more, and the memory of cues after this drill."""
        if not self._adapts:
            return [], before
        memory = training.coach.memory
        cued = {c.fault for c in training.coach.cues if c.words}
        stopped = memory.end_session({f: w for f, w in training.coach.wordings().items() if f in cued})
        return stopped, memory.to_dict()


def _names(setup: Setup) -> tuple[str, str]:
    """Board id and the calibration's name: what is kept of one does not hold for another."""
    return setup.banner.board_id, setup.calibration.made or setup.calibration.kind


def _without(memory: Mapping[str, Any], fault: str) -> Mapping[str, Any]:
    """The memory of cues that begins anew with this fault."""
    if not memory:
        return memory
    known = Memory.from_dict(memory)
    known.forget(fault)
    return known.to_dict()


def _baseline(training: Training, setup: Setup, made: str) -> Baseline | None:
    tries = [t for t in training.engine.tries if t.baseline and t.scored and not _wrong(t)]
    return make_baseline([t.hold.mean_share for t in tries if t.hold], *_names(setup), made[:10])


def _wrong(done: Try) -> bool:
    """Whether a hold was held with a fault."""
    return done.hold is not None and done.fault_s > WRONG * done.hold.duration_s


def _tests(training: Training) -> list[int]:
    """Scores of the test holds of a Today."""
    texts = [part.step.text for part in training.engine.parts]
    return [t.hold.score for t in training.engine.tries if t.hold and t.scored and texts[t.part] == TEST]


def _leg(drill: Drill, foot: str) -> str:
    return foot if drill.on_one_leg else "both"


def _named(drill: Drill, foot: str) -> str:
    """The drill and, where it is on one, the leg: a target of the left says nothing of the right."""
    leg = _leg(drill, foot)
    return drill.name if leg == "both" else f"{drill.name} {leg}"


def _title(name: str, drills: Mapping[str, Drill]) -> str:
    return drills[name].title if name in drills else name


def _gave_up(memory: Mapping[str, Any], fault: str) -> bool:
    return bool(memory) and Memory.from_dict(memory).gave_up(fault)


def event_values(events: Sequence[Event]) -> list[Mapping[str, Any]]:
    """Events as a recording keeps them."""
    return [{**e.values, "t_s": round(e.t_s, 6), "happened": e.kind} for e in events]
