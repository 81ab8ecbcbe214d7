"""A source under way, and what the window and the command line may ask of it."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from tripod.balance.geometry import Feet, feet_from_file
from tripod.balance.setup import Setup
from tripod.coach.wording_memory import Known
from tripod.device.items import DrillBegun, DrillCommand, DrillCommanded, Item, SourceError, StanceSet
from tripod.drills.format.drill import Drill
from tripod.drills.run.event_types import Event
from tripod.force.bracket import Bracket
from tripod.live.commands import Refused
from tripod.live.each_drill import EachDrill
from tripod.live.freshness import Freshness
from tripod.live.person_control import PersonControl
from tripod.live.pipeline import Pipeline
from tripod.live.reading import Reading
from tripod.live.session_controls import make_controls
from tripod.live.sink import Sink
from tripod.live.snapshot import Phase, Snapshot
from tripod.live.weighed import weighed
from tripod.sentences import sentence
from tripod.sound.output import Nowhere
from tripod.sound.speaker import OpenOutput
from tripod.sources.source import Source
from tripod.storage.person_code import FIRST
from tripod.training.drill_run import DrillRun
from tripod.training.profile import NOBODY, Person, Profile
from tripod.training.target_offer import TargetOffer

LOOK_AFTER_S = 0.1


class Need(StrEnum):
    """What a board is needed for; where there is none, a sentence of the table `no_board_yet` says so."""

    RECORD = "to_record"
    TRAIN = "to_train_on"


class Session(Reading):
    """One source under way, with recorder, wizard and drill; all that is asked for is done between two blocks."""

    def __init__(
        self,
        source: Source,
        *,
        feet: Feet | None = None,
        turned_deg: Mapping[str, float] | None = None,
        profile: Profile = NOBODY,
        person: str = FIRST,
        open_sound: OpenOutput = lambda _: Nowhere(),
        now: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        listeners: Sequence[Sink] = (),
        records_drills: bool = False,
    ) -> None:
        """`turned_deg`: as in `Pipeline`. `person` has this profile. `listeners` hear all, after the session's own.
        `records_drills`: each drill that is begun here is recorded by itself, where the person wants that."""
        feet = feet or (feet_from_file(source.feet) if source.feet else profile.feet)
        super().__init__(source, Pipeline(source, feet, turned_deg))
        self._now, self._looked_after_s = now, float("-inf")
        self.drill_listeners: list[Callable[[Sequence[Event]], None]] = []
        own = make_controls(
            self.pipeline, source, self._commands, Person(person, profile), open_sound, now, partial(_iso, wall),
            tell_zero=self._tell_zero, take=self._take, hear_drill=self._hear_drill,
        )  # fmt: skip
        self.recording, self.calibration, self.drilling, self.stance = own.sinks
        self._person, self._zeroing = own.profile, own.zeroing
        self._record_to: Path | None = None
        self._each_drill = EachDrill(self.recording, self.drilling, self.pipeline)
        self._records_drills = records_drills and not source.replayed
        self.who = PersonControl(self._commands, self._person, *own.sinks)
        self._sinks: tuple[Sink, ...] = (*own.sinks, self._each_drill, *listeners)
        self.on_drill: Callable[[Sequence[Event], str], None] = lambda _events, _written: None
        """Called with what happened in a drill and what the coach said last, on the pipeline's thread."""

    def snapshot(self, freshness: Freshness = Freshness.ONE_OF_MANY) -> Snapshot:
        """A picture made now, for one made ahead would be old."""
        with self._commands.lock, self.pipeline.failing():
            run, beside = self.drilling.run, (self.recording.state(), self._person.person, self.drilling.ear_delay_s)
            return weighed(self.pipeline.snapshot(run and run.view(), *beside, freshness), self.source)
        return Snapshot(Phase.FAILED, self.source.label, self.pipeline.message)

    # -- zero and recording -------------------------------------------------------------------------------------

    def zero(self) -> None:
        """Take the zero from the last second.

        Raises:
            Refused: it is a recording, somebody stands on the board, it moves, or a cell gives nothing.
        """
        _needs_board(self.source, "recording_has_its_zeros")
        self._commands.ask(self._zeroing.zero)

    def undo_zero(self) -> None:
        """Take back the last zero.

        Raises:
            Refused: it is a recording, or there is none.
        """
        _needs_board(self.source, "recording_has_its_zeros")
        self._commands.ask(self._zeroing.undo)

    def mark(self, text: str = "") -> None:
        """Mark this moment in the recording.

        Raises:
            Refused: nothing is being recorded.
        """
        self._commands.ask(lambda: self.recording.mark(text))

    def start_recording(self, folder: Path | None = None) -> None:
        """Record from the next block on into a new folder (by default one in the user's data directory).

        Raises:
            Refused: it is a recording, already recording, no board yet, amid a drill, or the folder cannot be written.
        """
        _needs_board(self.source, "recording_is_one")

        def start() -> None:
            setup = _known(self.pipeline, Need.RECORD)
            if self.drilling.under_way and not self.recording.under_way:
                raise Refused(sentence("refused.half_a_drill"))
            self.recording.begin(setup, folder)

        self._commands.ask(start)

    def record_from_start(self, folder: Path) -> None:
        """Record from the first frame on; the folder is made once the board has said what it is."""
        self._record_to = folder

    def stop_recording(self) -> Bracket | None:
        """Finish the recording; returns what the empty board round it says of its zero, None if there was none."""
        return self._commands.ask(self.recording.stop)

    def set_profile(self, profile: Profile) -> None:
        """Keep what is known of the person, and measure with their feet from the next block on.

        Raises:
            Refused: the feet changed while a recording is under way, or the profile cannot be kept.
        """
        self._commands.ask(lambda: self._person.set(profile))

    @property
    def profile(self) -> Profile:
        """What is known of the person."""
        return self._person.profile

    # -- drills -------------------------------------------------------------------------------------------------

    def start_drill(self, name: str, *, foot: str = "both", asks: bool = True, feedback: bool | None = None) -> None:
        """Begin a drill with the next block; one that was under way ends.

        Raises:
            Refused: no such drill, no board yet, or too much load for it.
        """

        def start() -> None:
            setup = _known(self.pipeline, Need.TRAIN)
            drill = self.drilling.choice.choose(name, setup, self.profile)
            self._stop_drill()
            begun = self.drilling.start(drill, setup, self.profile, foot=foot, asks=asks, feedback=feedback)
            if self._records_drills:
                self._each_drill.begin(setup, self.profile)
            self._take(begun)

        self._commands.ask(start)

    def accept_target(self) -> None:
        """Take the reps or holds of the drill that was just done as what later ones are held against.

        Raises:
            Refused: there are none, it is a recording, or they cannot be kept.
        """
        self._commands.ask(lambda: self.drilling.accept(_known(self.pipeline, Need.TRAIN)))

    def undo_accept(self) -> None:
        """Take back that what was just done was accepted.

        Raises:
            Refused: there is nothing to take back, or it cannot be kept.
        """
        self._commands.ask(self.drilling.undo_accept)

    def target_offer(self) -> TargetOffer:
        """What accepting the reps or holds of the drill that was just done would do, or why it is refused."""

        def offer() -> TargetOffer:
            try:
                setup = _known(self.pipeline, Need.TRAIN)
                return self.drilling.targets.offer(self.drilling.run, setup)
            except Refused as error:
                return TargetOffer(why_not=str(error))

        return self._commands.ask(offer)

    def tell_drill(self, command: DrillCommand, answer: bool | None = None) -> None:
        """Pause, resume, skip, finish, stop, or answer a question (yes, no, or no answer)."""

        def tell() -> None:
            if self.drilling.run is not None:
                self._take(DrillCommanded(command, answer))

        self._commands.ask(tell)

    def hear_recorded_drill(self) -> None:
        """Sound for the drill that a recording holds."""
        self.drilling.open_sound(self.profile)

    def drills(self) -> tuple[dict[str, Drill], list[str]]:
        """All drills by name, and a sentence on each thing that is wrong with files of the user's.

        Whoever lists them may begin one: their own words are made into sounds meanwhile."""
        drills, wrong = self.drilling.choice.library()
        self.drilling.prepare(drills.values(), self.profile)
        return drills, [problem.said for problem in wrong]

    def coach_knows(self) -> tuple[Known, ...]:
        """What the coach knows of its words, of each fault that it has spoken to; nothing where that cannot be read."""
        try:
            return self.drilling.known()
        except Refused:
            return ()

    @property
    def drill_said(self) -> str:
        """What followed from the last drill, and why nothing is heard if so."""
        return " ".join(filter(None, (self.drilling.said, self.drilling.why_silent)))

    def leave_drill(self) -> None:
        """Forget the drill; one that was under way is stopped first."""

        def leave() -> None:
            self._stop_drill()
            self.drilling.forget()

        self._commands.ask(leave)

    def _stop_drill(self) -> None:
        if self.drilling.begun_here and self.drilling.under_way:
            self._take(DrillCommanded(DrillCommand.STOP))

    def _hear_drill(self, run: DrillRun, events: Sequence[Event]) -> None:
        for event in events if self.source.pupil is not None else ():
            assert self.source.pupil
            self.source.pupil.hear(event)
        self.stance.drill_events(events)
        for hear in self.drill_listeners:
            hear(events)
        self.on_drill(events, run.coach.written)

    @property
    def sinks(self) -> tuple[Sink, ...]:
        """Recorder, wizard, drill, and whoever else listens."""
        return self._sinks

    def _heeds(self, item: Item) -> bool:
        # What somebody says of the feet holds instead of what a recording or a force-plate file says.
        if isinstance(item, StanceSet):
            return not self.pipeline.told_stance
        return not (isinstance(item, DrillBegun | DrillCommanded) and self.drilling.begun_here)

    def _prepare(self) -> None:
        if self._record_to and self.pipeline.setup:
            folder, self._record_to = self._record_to, None
            try:
                self.recording.begin(self.pipeline.setup, folder)
            except Refused as error:
                raise SourceError(str(error)) from error

    def _look_after(self) -> None:
        """A recorder that the disk refused, a wizard whose captures are kept, a zero that drifts."""
        if self._now() - self._looked_after_s < LOOK_AFTER_S:
            return
        self._looked_after_s = self._now()
        self._gather(soon=self.drilling.under_way)
        with self._commands.lock:
            self.recording.look_after()
            self.calibration.keep()
            if self.profile.rezero and not self.calibration.under_way:
                self._zeroing.follow_drift()

    def _ended(self) -> None:
        self.recording.stop()

    def _before_close(self) -> None:
        # What was done of a drill is kept, however one leaves.
        self._stop_drill()


def _iso(wall: Callable[[], datetime]) -> str:
    """Date and time in ISO 8601, to the second."""
    return wall().isoformat(timespec="seconds")


def _known(pipeline: Pipeline, need: Need) -> Setup:
    if pipeline.setup is None:
        raise Refused(sentence(f"no_board_yet.{need.value}"))
    return pipeline.setup


def _needs_board(source: Source, why: str) -> None:
    """Refuse what can only be done to a board.

    Raises:
        Refused: it is a recording, with the sentence `why`.
    """
    if source.replayed:
        raise Refused(sentence(f"refused.{why}"))
