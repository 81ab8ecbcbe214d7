"""Runs drills within a session: lists and begins them, makes them heard, and keeps their results."""

from collections.abc import Callable, Iterable, Sequence
from math import isfinite, nan
from pathlib import Path

from tripod.balance.balance import BalanceLaw
from tripod.balance.both_feet import usual_forces_n
from tripod.balance.foot_states import cop_earned
from tripod.balance.judgement import LEFT_PM
from tripod.balance.pose import poses_of
from tripod.balance.setup import Setup
from tripod.balance.sway_errors import SwayErrors
from tripod.boards import STANCE_FAULTS
from tripod.coach.phrases import LANGUAGES, cues, short_cues
from tripod.coach.prepared_words import PreparedWords
from tripod.coach.wording_memory import Known, memory_of
from tripod.device.items import Back, DrillBegun, DrillCommanded, StanceSet
from tripod.drills.format.drill import Drill
from tripod.drills.run.event_types import Event
from tripod.drills.score.bands import Baseline
from tripod.drills.score.cop_target import PhaseTarget
from tripod.force.calibration import placed
from tripod.live.commands import Refused
from tripod.live.drill_choice import DrillChoice
from tripod.live.drill_sound import DrillSound
from tripod.live.drill_targets import DrillTargets, still_here
from tripod.live.measuring import Measuring
from tripod.live.pipeline import Pipeline
from tripod.live.sink import Heard
from tripod.sentences import sentence
from tripod.sound.speaker import OpenOutput
from tripod.storage.lock import BRIEFLY_S, PATIENCE_S
from tripod.storage.schemas.drill_start import DrillStartFile
from tripod.training.after_drill import AfterDrill, after_drill
from tripod.training.begin_drill import CannotBegin, drill_start, with_own_words
from tripod.training.diary import Diary, DiaryBusy, DiaryError, change_diary, read_diary
from tripod.training.drill_run import BoardNow, DrillRun
from tripod.training.hold_target import bands_said
from tripod.training.keep_drill import diary_after
from tripod.training.profile import Profile

OnEvents = Callable[[DrillRun, Sequence[Event]], None]


class DrillControl:
    """A sink: the drill under way hears what the pipeline measured. Owns the diary and the sound."""

    def __init__(
        self,
        pipeline: Pipeline,
        diary_path: Path,
        own_drills: Path,
        wall: Callable[[], str],
        words: PreparedWords,
        open_output: OpenOutput,
        *,
        simulated: bool,
        replayed: bool,
        on_events: Sequence[OnEvents],
        now: Callable[[], float] = lambda: nan,
        recorded_as: Callable[[], str] = str,
    ) -> None:
        """`wall`: date and time in ISO 8601. `words`: closed when this ends.
        `now`: a clock in seconds, to know how late cues are heard.
        `recorded_as`: the name of the folder into which it is recorded, "" while it is not.
        `on_events`: called with the drill and what happened in it, in this order."""
        self._pipeline, self._on_events = pipeline, on_events
        self._path, self._wall = diary_path, wall
        self.choice = DrillChoice(own_drills, self._diary, wall, replayed=replayed)
        self._recorded_as = recorded_as
        self._simulated, self._replayed = simulated, replayed
        self.run: DrillRun | None = None
        """The drill under way, or the last one."""
        self.begun_here = False
        """A drill was begun by somebody here: a recording's own is left out from now on."""
        self.said = ""
        """What followed from the last drill: score beside the last one, where to go on."""
        self.after: AfterDrill | None = None
        """What the last drill stands beside in the diary, and what comes next; None until it is kept there."""
        self.not_kept = ""
        """Why the last drill is not in the diary, "" if it is."""
        self._sound = DrillSound(words, open_output, now)
        self._kept: DrillRun | None = None
        self._to_keep: list[tuple[DrillRun, Path, Callable[[Diary], tuple[Diary, str]]]] = []
        """Drills that are done and not yet in the diary of who did them: another program is writing there."""
        self._adapts = True
        self.targets = DrillTargets(wall, replayed=replayed)

    # -- as a sink ----------------------------------------------------------------------------------------------

    def take(self, heard: Heard) -> None:
        """Let the drill follow."""
        match heard.item:
            case DrillBegun(start=start):
                self._begin(start)
            case DrillCommanded(command=command, answer=answer) if self.run is not None:
                self._tell(self.run, self.run.command(command, answer))
            case StanceSet() if self.run is not None and not self.run.done:
                self.run.know_stance(board_now(self._pipeline.measuring))
            case Back() if self.run is not None:
                self._tell(self.run, self.run.interrupt())
            case _ if heard.measured is not None and self.run is not None and not self.run.done:
                now, law = heard.measured, self._pipeline.measuring.sway_law
                self._tell(self.run, self.run.take(now.t_s, now.shown, now.rates, law))
            case _:
                pass
        self._look()

    def finish(self) -> None:
        """Stop sounding, and keep what is not kept yet."""
        self._sound.close()
        self.keep_now()

    def _begin(self, start: DrillStartFile) -> None:
        if self._pipeline.setup is None:
            return
        try:
            self.run = DrillRun(start, board_now(self._pipeline.measuring), self._sound.speaker)
        except ValueError as error:
            self.run = None
            self._pipeline.notice(sentence("drill_said.recorded_drill_left_out", why=error))
            return
        if not self.begun_here and self._sound.heard:
            self._sound.learn(self.run.drill, start.coaching.language)

    def _tell(self, run: DrillRun, events: Sequence[Event]) -> None:
        if events:
            for hear in self._on_events:
                hear(run, events)

    def _look(self) -> None:
        """Let a file of sound follow the board's clock, and keep a drill that is over."""
        self._pipeline.sees_stance = self.run is not None and not self.run.done and self.run.sees_stance
        t_s, setup = self._pipeline.t_s, self._pipeline.setup
        if isfinite(t_s):
            self._sound.speaker.until(t_s)
        self.keep_now(0.0)
        if self.run is None or setup is None or not self.run.done or self._kept is self.run:
            return
        self._kept = self.run
        if self.run.drill.only_places:
            # Nothing was tried that could have failed: the diary is not told.
            self.said = self.run.engine.result().found()
            return
        if self.run.drill.only_looks:
            self.said = self.run.engine.result().why()
            return
        # What is only looked at again was trained, and kept, on another day.
        if self.begun_here and not self._replayed:
            self._keep(self.run, setup)

    def _keep(self, run: DrillRun, setup: Setup) -> None:
        drills, made, adapts, recording = self.choice.library()[0], self._wall(), self._adapts, self._recorded_as()

        def with_drill(diary: Diary) -> tuple[Diary, str]:
            after, said = diary_after(
                run, setup, diary, drills, made, simulated=self._simulated, adapts=adapts, recording=recording
            )
            if run is self.run:
                self.after = after_drill(run.drill, diary, after, drills)
            return after, said

        self._to_keep.append((run, self._path, with_drill))
        self.keep_now(BRIEFLY_S)

    def keep_now(self, wait_s: float = PATIENCE_S) -> None:
        """Write into the diary what another program has kept from it until now; afterwards `not_kept` is true."""
        while self._to_keep:
            run, path, change = self._to_keep[0]
            said = self.not_kept = ""
            try:
                said = change_diary(still_here(path), change, wait_s)
            except DiaryBusy as error:
                self.not_kept, self.said = str(error), sentence("drill_said.kept_later")
                return
            except DiaryError as error:
                said = self.not_kept = str(error)
                if run is self.run:
                    # What would have come of it was reckoned before the disk refused.
                    self.after = None
            del self._to_keep[0]
            if run is self.run:
                self.said = said

    # -- what one may ask ---------------------------------------------------------------------------------------

    def start(
        self, drill: Drill, setup: Setup, profile: Profile, *, foot: str, asks: bool, feedback: bool | None = None
    ) -> DrillBegun:
        """The item with which the drill begins; from here on it is heard as the profile wants it.

        Raises:
            Refused: body and bar are more than the board carries, or the board lacks a foot.
        """
        diary = self._diary()
        for left_out in diary.left_out:
            self._pipeline.notice(left_out)
        try:
            start = drill_start(
                drill,
                setup,
                profile,
                diary,
                foot=foot,
                asks=asks,
                simulated=self._simulated,
                feedback=feedback,
            )
        except CannotBegin as error:
            raise Refused(str(error)) from error
        self._adapts, self.begun_here = profile.adapts, True
        self.after = None
        told = self._sound.begin(drill, profile)
        self.said = self._sound.lacks
        return DrillBegun(with_own_words(start, told))

    def accept(self, setup: Setup) -> PhaseTarget | Baseline:
        """From now on what was just done is what later tries are held against: the reps of a drill, or its holds.

        Raises:
            Refused: there are no such reps or holds, they had faults, this board cannot tell, or it cannot be kept.
        """
        target = self.targets.accept(self.run, setup, self._path)
        if isinstance(target, Baseline):
            self.said = sentence("drill_said.bands_kept", bands=bands_said(target))
        else:
            self.said = sentence("drill_said.target_kept", target=target.words())
        return target

    def undo_accept(self) -> None:
        """Hold reps against what they were held against before the last drill's were accepted.

        Raises:
            Refused: there is nothing to take back, or it cannot be kept.
        """
        self.targets.undo(self.run)
        self.said = sentence("drill_said.target_undone")

    def set_person(self, diary_path: Path) -> None:
        """Somebody else trains from now on, and keeps this diary; what was done last was another's."""
        self.keep_now(0.0)
        self._path, self.said = diary_path, ""
        self.forget()

    def forget(self) -> None:
        """There is no drill any more, and nothing is heard."""
        self.run = self.after = None
        self._sound.silence()

    def open_sound(self, profile: Profile) -> None:
        """Be heard from now on."""
        self._sound.open(profile)

    def prepare(self, drills: Iterable[Drill], profile: Profile) -> None:
        """Have the own words of these drills spoken before one begins; returns at once."""
        self._sound.prepare(drills, profile)

    @property
    def under_way(self) -> bool:
        """Whether a drill is being done."""
        return self.run is not None and not self.run.done

    @property
    def heard(self) -> bool:
        """Whether a drill sounds somewhere."""
        return self._sound.heard

    @property
    def why_silent(self) -> str:
        """One sentence if nothing can be heard, "" if it can."""
        return self._sound.speaker.why_silent

    @property
    def ear_delay_s(self) -> float:
        """From a cue that is given to its first sample in the device; nan where nothing sounds."""
        return self._sound.speaker.delay_s

    def known(self) -> tuple[Known, ...]:
        """What the coach knows of its words, of each fault that it has spoken to.

        Raises:
            Refused: the diary's file is damaged.
        """
        return known_cues(self._diary(), simulated=self._simulated)

    def _diary(self) -> Diary:
        try:
            return read_diary(self._path)
        except DiaryError as error:
            raise Refused(str(error)) from error


def known_cues(diary: Diary, *, simulated: bool) -> tuple[Known, ...]:
    """What the diary knows of the coach's words: of the person's own drills, or of virtual pupils'."""
    memory = memory_of(diary.rehearsed if simulated else diary.memory)
    rows = [
        (f, moving, of(f, LANGUAGES[0], ""))
        for moving, of in ((False, cues), (True, short_cues))
        for f in STANCE_FAULTS
    ]
    found = (memory.known(f, [p.key for p in words], moving=moving) for f, moving, words in rows if words)
    return tuple(sorted((k for k in found if k.tried), key=lambda k: STANCE_FAULTS.index(k.fault)))


def board_now(measuring: Measuring) -> BoardNow:
    """What a drill needs to know of the board as it stands."""
    setup = measuring.setup
    return BoardNow(
        setup.board,
        setup.rate_hz,
        measuring.filter_delay_s,
        unsure=measuring.unsure(),
        stance_pm=measuring.stance_pm(),
        poses=setup.poses,
        drawn=poses_of(setup.board, setup.feet, {}),
        cop_earned=cop_earned(setup),
        warm=measuring.warm,
        zero_known=setup.zero_known,
        sway=measuring.sway_law,
        left_pm=_left_pm(setup),
    )


def _left_pm(setup: Setup) -> float:
    """Of somebody of usual weight who stands as usual."""
    law = BalanceLaw(placed(setup.board, setup.calibration.places_mm), setup.feet, setup.stance)
    pm = SwayErrors.left_part_pm(setup, usual_forces_n(setup, law))
    return pm if isfinite(pm) else LEFT_PM
