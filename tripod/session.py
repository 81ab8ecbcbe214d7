"""A source under way: the pipeline's thread, and what the window and the command line may ask of it."""

import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from math import isfinite
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from platformdirs import user_data_path

from tripod import __version__
from tripod.balance.geometry import Feet, feet_from_dict, feet_to_dict
from tripod.calibrating import Calibrating, CalibrationVersion, versions
from tripod.coach.memory import Known
from tripod.device.frames import Block
from tripod.device.source import Back, End, Gone, Item, Noticed, Source, SourceError, Told, Zeroed
from tripod.drilling import Drilling, DrillRefused, OpenSound, event_values
from tripod.drills.drill import Drill
from tripod.drills.event import Event
from tripod.force.bracket import Bracket
from tripod.force.calibration import CalibrationError, nominal
from tripod.force.tare import TareRefused
from tripod.pipeline import NothingToUndo, Pipeline
from tripod.profile import NOBODY, Profile, ProfileError, write_profile
from tripod.record.journal import JournalError
from tripod.record.layout import Start
from tripod.record.recorder import Recorder
from tripod.setup import Setup
from tripod.snapshot import Phase, RecordingState, Snapshot, Window
from tripod.sound import Nowhere
from tripod.sources import calibration_store, diary_path, own_drills, profile_path
from tripod.summary import summary
from tripod.wizard.view import Answers, View
from tripod.wizard.wizard import Wizard

T = TypeVar("T")

LOOK_AFTER_S = 0.1
REZERO_S = 5.0
"""An empty board is not zeroed by itself more often than this."""


class Refused(Exception):
    """What was asked for cannot be done now: one plain sentence."""


class Session:
    """Reads the source on a thread of its own (`start`), or step by step (`step`) where nobody needs a window."""

    def __init__(
        self,
        source: Source,
        *,
        feet: Feet | None = None,
        profile: Profile = NOBODY,
        open_sound: OpenSound = lambda _: Nowhere(),
        now: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        self.source = source
        self.profile = profile
        self.pipeline = Pipeline(source, feet or (feet_from_dict(source.feet) if source.feet else profile.feet))
        self._now, self._wall = now, wall
        self._recorder: Recorder | None = None
        self._finishing: list[Recorder] = []
        self._record_to: Path | None = None
        self._recording_since = 0.0
        self._commands: SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = SimpleQueue()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.RLock()
        """Held while a block is taken and while a picture is made, each some tenths of a millisecond."""
        self._looked_after_s = self._rezeroed_s = float("-inf")
        self._calibrating: Calibrating | None = None
        self.drilling = Drilling(
            diary_path(), own_drills(), lambda: self._wall().isoformat(timespec="seconds"), open_sound
        )
        self._own_drill = False
        """A drill was begun here: a recording's own is left out from now on."""
        self.on_drill: Callable[[Sequence[Event], str], None] = lambda _events, _written: None
        """Called with what happened in a drill and what the coach said last; on the pipeline's thread."""

    def start(self) -> "Session":
        """Read on a thread of its own until `close`."""
        # A window that paints holds the interpreter's lock for milliseconds; ask for it back sooner.
        sys.setswitchinterval(0.0005)
        self._thread = threading.Thread(target=self._run, name="pipeline", daemon=True)
        self._thread.start()
        return self

    def step(self) -> bool:
        """Read once and take what came; False once the source is at its end.

        Raises:
            SourceError: it cannot go on.
        """
        self._obey()
        items = self.source.read()
        with self._lock:
            for item in items:
                if isinstance(item, Told) and self._own_drill:
                    continue
                self._take(item)
        return self.pipeline.phase is not Phase.ENDED

    def close(self) -> None:
        """Stop reading, finish the recording, close the source."""
        self._stop.set()
        if self._thread:
            self._thread.join()
        self._obey()
        # What was done of a drill is kept, however one leaves.
        self._stop_drill()
        self._finish_recording()
        for recorder in self._finishing:
            recorder.join()
        self.drilling.close()
        self.source.close()

    def snapshot(self) -> Snapshot:
        """A picture of now, made when it is asked for: one made ahead would be old by the time that it is shown."""
        with self._lock:
            try:
                return self._picture()
            except Exception as error:
                self._fail(f"tripod cannot show this: {type(error).__name__}: {error}. Open the source anew.")
                return Snapshot(Phase.FAILED, self.source.label, self.pipeline.message)

    def window(self, seconds: float) -> Window:
        """The last seconds of what is shown."""
        return self.pipeline.window(seconds)

    def zero(self) -> None:
        """Take the zero from the last second.

        Raises:
            Refused: somebody stands on the board, it moves, or a cell gives nothing.
        """
        self._ask(self._zero)

    def undo_zero(self) -> None:
        """Take back the last zero.

        Raises:
            Refused: there is none.
        """
        self._ask(self._undo_zero)

    def mark(self, text: str = "") -> None:
        """Mark this moment in the recording.

        Raises:
            Refused: nothing is being recorded.
        """
        self._ask(lambda: self._mark(text))

    def start_recording(self, folder: Path | None = None) -> None:
        """Record from the next block on into a new folder (by default one in the user's data directory).

        Raises:
            Refused: already recording, no board yet, or the folder cannot be written.
        """
        self._ask(lambda: self._start_recording(folder))

    def record_from_start(self, folder: Path) -> None:
        """Record from the first frame on; the folder is made once the board has said what it is."""
        self._record_to = folder

    def stop_recording(self) -> Bracket | None:
        """Finish the recording; returns what the empty board round it says of its zero, None if there was none."""
        return self._ask(self._finish_recording)

    def set_profile(self, profile: Profile) -> None:
        """Keep what is known of the person, and measure with their feet from the next block on.

        Raises:
            Refused: the feet changed while a recording is under way, or the profile cannot be kept.
        """

        def change() -> None:
            if profile.feet != self.pipeline.feet:
                if self._recorder:
                    raise Refused("A recording is under way, and one recording has one pair of feet: stop it first.")
                self.pipeline.set_feet(profile.feet)
            self.profile = profile
            try:
                write_profile(profile_path(), profile)
            except ProfileError as error:
                raise Refused(str(error)) from error

        self._ask(change)

    def start_drill(self, name: str, *, foot: str = "both", asks: bool = True, feedback: bool | None = None) -> None:
        """Begin a drill with the next block; one that was under way ends.

        Raises:
            Refused: no such drill, no board yet, or too much load for it.
        """

        def start() -> None:
            setup = self._known("train on")
            try:
                drill = self.drilling.choose(name, setup)
                self._stop_drill()
                values = self.drilling.begin(
                    drill, setup, self.profile, foot=foot, asks=asks, simulated=self.source.simulated, feedback=feedback
                )
            except DrillRefused as error:
                raise Refused(str(error)) from error
            self.pipeline.mixer = self.drilling.mixer
            self._own_drill = True
            self._take(Told("drill", values))

        self._ask(start)

    def accept_reps(self) -> None:
        """Take the reps of the drill that was just done as what later ones are held against.

        Raises:
            Refused: there are none, it is a recording, or they cannot be kept.
        """

        def accept() -> None:
            setup = self._known("train on")
            if self.source.replayed:
                raise Refused("This is a recording: what was done then sets no target for now.")
            try:
                self.drilling.accept(self.pipeline.training, setup)
            except DrillRefused as error:
                raise Refused(str(error)) from error

        self._ask(accept)

    def tell_drill(self, word: str, value: object = None) -> None:
        """Pause, resume, skip, finish, stop, or answer (yes, no, None) a question."""

        def tell() -> None:
            if self.pipeline.training is not None:
                self._take(Told("drill_command", {"word": word, "value": value}))

        self._ask(tell)

    def hear_recorded_drill(self) -> None:
        """Sound for the drill that a recording holds."""
        self.drilling.open_sound(self.profile)
        self.pipeline.mixer = self.drilling.mixer

    def drills(self) -> tuple[dict[str, Drill], list[str]]:
        """All drills, and a sentence on each file of the user's that is none."""
        return self.drilling.library()

    def coach_knows(self) -> tuple[Known, ...]:
        """What the coach knows of its words, of each fault that it has spoken to; nothing where that cannot be read."""
        try:
            return self.drilling.known(self.source.simulated)
        except DrillRefused:
            return ()

    @property
    def drill_said(self) -> str:
        """What followed from the last drill, and why nothing is heard if so."""
        return " ".join(filter(None, (self.drilling.said, self.drilling.sink.why_silent)))

    def leave_drill(self) -> None:
        """Forget the drill; one that was under way is stopped first."""

        def leave() -> None:
            self._stop_drill()
            self.pipeline.training = None
            self.drilling.close()

        self._ask(leave)

    def begin_calibration(self, anew: bool = False) -> None:
        """Begin the wizard, or go on with one that was begun (unless `anew`).

        Raises:
            Refused: there is no board yet.
        """

        def begin() -> None:
            setup = self._known("calibrate")
            self._calibrating = Calibrating(setup, calibration_store(), anew, self.profile.weight_kg)

        self._ask(begin)

    def calibration_view(self) -> View | None:
        """The wizard's picture of now, None while no calibration is under way."""
        with self._lock:
            return self._calibrating.wizard.view() if self._calibrating else None

    def calibration_answers(self) -> Answers | None:
        """What the person said so far."""
        return self._calibrating.wizard.answers if self._calibrating else None

    def ask_wizard(self, what: Callable[[Wizard], T]) -> T:
        """Let the wizard do something between two blocks.

        Raises:
            Refused: no calibration is under way.
        """

        def do() -> T:
            if self._calibrating is None:
                raise Refused("No calibration is under way.")
            answer = what(self._calibrating.wizard)
            self._calibrating.keep()
            return answer

        return self._ask(do)

    def cancel_calibration(self) -> None:
        """Forget what was collected; the calibration in use stays."""

        def cancel() -> None:
            if self._calibrating:
                self._calibrating.forget()
            self._calibrating = None

        self._ask(cancel)

    def save_calibration(self, operator: str = "", temperature_c: float | None = None) -> Path:
        """Save the wizard's result as the board's next version and use it from the next block on.

        Raises:
            Refused: nothing to save yet, a recording is under way, or it cannot be written.
        """

        def save() -> Path:
            if self._calibrating is None:
                raise Refused("No calibration is under way.")
            self._refuse_while_recording()
            made = self._wall().isoformat(timespec="seconds")
            try:
                path, calibration = self._calibrating.save(made, operator, temperature_c, self.source.simulated)
            except CalibrationError as error:
                raise Refused(str(error)) from error
            self.pipeline.set_feet(self._calibrating.wizard.answers.feet)
            weight = self._calibrating.wizard.answers.weight_kg
            said = {"weight_kg": weight} if isfinite(weight) else {}
            self.profile = replace(self.profile, feet=self.pipeline.feet, **said)
            with suppress(ProfileError):
                # The calibration is kept, and these feet are in use; only the next start would ask again.
                write_profile(profile_path(), self.profile)
            self.pipeline.recalibrate(calibration)
            self._calibrating = None
            return path

        return self._ask(save)

    def calibration_versions(self) -> list[CalibrationVersion]:
        """The board's saved calibrations, oldest first; none while there is no board."""
        return versions(self.pipeline.setup, calibration_store()) if self.pipeline.setup else []

    def use_calibration(self, number: int | None) -> None:
        """Use an earlier (or later) calibration from the next block on; None for the board's nominal values.

        Raises:
            Refused: there is no such version, it cannot be used, or a recording is under way.
        """

        def use() -> None:
            setup, store = self._known("calibrate"), calibration_store()
            self._refuse_while_recording()
            try:
                kept = store.load(setup.board, setup.banner.board_id, number) if number is not None else None
                store.use(setup.banner.board_id, number)
            except CalibrationError as error:
                raise Refused(str(error)) from error
            self.pipeline.recalibrate(kept[0] if kept else nominal(setup.board))

        self._ask(use)

    def calibration_file(self, number: int) -> Path:
        """The file of a saved calibration, for export and certificate.

        Raises:
            Refused: there is no such version.
        """
        try:
            return calibration_store().path(self._known("calibrate").banner.board_id, number)
        except CalibrationError as error:
            raise Refused(str(error)) from error

    def import_calibration(self, file: Path) -> Path:
        """Save an exported calibration as the board's next version and use it from the next block on.

        Raises:
            Refused: it is of another board, a newer schema or damaged, or a recording is under way.
        """

        def take_in() -> Path:
            setup, store = self._known("calibrate"), calibration_store()
            self._refuse_while_recording()
            try:
                path = store.take_in(file, setup.board, setup.banner.board_id)
                self.pipeline.recalibrate(store.read(path, setup.board, setup.banner.board_id)[0])
            except CalibrationError as error:
                raise Refused(str(error)) from error
            return path

        return self._ask(take_in)

    def _stop_drill(self) -> None:
        training = self.pipeline.training
        if self._own_drill and training is not None and not training.done:
            self._take(Told("drill_command", {"word": "stop", "value": None}))

    def _known(self, what: str) -> Setup:
        if self.pipeline.setup is None:
            raise Refused(f"There is no board yet to {what}.")
        return self.pipeline.setup

    def _refuse_while_recording(self) -> None:
        if self._recorder:
            raise Refused("A recording is under way, and one recording has one calibration: stop it first.")

    @property
    def recording_error(self) -> str:
        """Why the recording stopped by itself, "" if it did not."""
        recorders = [*self._finishing, *filter(None, [self._recorder])]
        return next((r.error for r in recorders if r.error), "")

    def _ask(self, what: Callable[[], T]) -> T:
        """Do it between two blocks, on the pipeline's thread."""
        if self._thread is None or not self._thread.is_alive():
            return what()
        future: Future[T] = Future()
        self._commands.put((what, future))
        try:
            return future.result(timeout=5)
        except TimeoutError:
            if not future.cancel():
                # It is being done already.
                return future.result()
            raise Refused("The program is busy and has not done it; try again.") from None

    def _obey(self) -> None:
        while True:
            try:
                what, future = self._commands.get_nowait()
            except Empty:
                return
            if not future.set_running_or_notify_cancel():
                continue
            try:
                with self._lock:
                    future.set_result(what())
            except Exception as error:
                future.set_exception(error)

    def _run(self) -> None:
        try:
            while not self._stop.is_set() and self.step():
                self._look_after()
        except SourceError as error:
            self._fail(str(error))
        except Exception as error:
            # Without this the window would go on showing the last picture as if it were live.
            self._fail(f"tripod did not foresee this: {type(error).__name__}: {error}. Open the source anew.")
        with self._lock:
            self._finish_recording()
        while not self._stop.wait(0.02):
            self._obey()

    def _fail(self, sentence: str) -> None:
        self.pipeline.phase, self.pipeline.message = Phase.FAILED, sentence

    def _look_after(self) -> None:
        """What need not happen at each block: a recorder that the disk refused, a wizard whose captures are kept."""
        if self._now() - self._looked_after_s < LOOK_AFTER_S:
            return
        self._looked_after_s = self._now()
        with self._lock:
            if self._recorder and self._recorder.error:
                self._finishing.append(self._recorder)
                self._recorder, self.pipeline.part = None, None
            if self._calibrating:
                self._calibrating.keep()
            elif self.profile.rezero and self.pipeline.drifted and self._now() - self._rezeroed_s > REZERO_S:
                self._rezeroed_s = self._now()
                # Not steady after all: then at the next look.
                with suppress(Refused):
                    self._zero()

    def _picture(self) -> Snapshot:
        picture = self.pipeline.snapshot()
        recording = None
        if self._recorder:
            recording = RecordingState(self._recorder.folder, self._now() - self._recording_since, self._recorder.error)
        elif self._finishing and self._finishing[-1].error:
            recording = RecordingState(self._finishing[-1].folder, 0.0, self._finishing[-1].error)
        return replace(picture, recording=recording, profile=self.profile)

    def _take(self, item: Item) -> None:
        self.pipeline.take(item)
        if self._record_to and self.pipeline.setup:
            folder, self._record_to = self._record_to, None
            try:
                self._start_recording(folder)
            except Refused as error:
                raise SourceError(str(error)) from error
        if self._recorder:
            _record(self._recorder, item)
        if self._calibrating and isinstance(item, Block):
            self._calibrating.wizard.take(item)
        self._follow_drill()

    def _follow_drill(self) -> None:
        pipeline = self.pipeline
        events, pipeline.events = pipeline.events, []
        if events and pipeline.training:
            self.on_drill(events, pipeline.training.coach.written)
        if self._recorder:
            for values in event_values(events):
                self._recorder.event("drill_event", **values)
        # What is only looked at again was trained, and kept, on another day.
        keep = self._own_drill and not self.source.replayed
        self.drilling.look(pipeline.training, pipeline.setup, pipeline.t_s, keep=keep, simulated=self.source.simulated)

    def _zero(self) -> None:
        if self.pipeline.setup is None:
            raise Refused("There is no board yet to zero.")
        try:
            tare = self.pipeline.zero()
        except TareRefused as error:
            raise Refused(str(error)) from error
        if self._recorder:
            _record(self._recorder, Zeroed(tare))

    def _undo_zero(self) -> None:
        try:
            tare = self.pipeline.undo_zero()
        except NothingToUndo as error:
            raise Refused("No zero was taken that could be undone.") from error
        if self._recorder:
            _record(self._recorder, Zeroed(tare))

    def _mark(self, text: str) -> None:
        if self._recorder is None:
            raise Refused("Nothing is being recorded; press R first, then mark.")
        self._recorder.event("mark", text=text)

    def _start_recording(self, folder: Path | None) -> None:
        setup = self._known("record")
        if self._recorder:
            raise Refused("A recording is under way.")
        if self.pipeline.training is not None and not self.pipeline.training.done:
            raise Refused("A drill is under way, and half of one cannot be seen again: record before it begins.")
        if self.pipeline.phase in (Phase.ENDED, Phase.FAILED):
            raise Refused("Nothing comes any more that could be recorded.")
        created = self._wall()
        if folder is None:
            folder = _sessions() / created.strftime("%Y-%m-%d_%H-%M-%S")
        start = Start(
            setup.board,
            setup.banner,
            setup.calibration,
            tuple(setup.tare_counts.tolist()) if setup.tare_counts is not None else None,
            feet_to_dict(setup.feet),
            self.source.label,
            self.source.simulated,
            created.isoformat(timespec="seconds"),
            f"tripod {__version__}",
        )
        try:
            self._recorder = Recorder(folder, start)
        except JournalError as error:
            raise Refused(str(error)) from error
        self.pipeline.begin_part()
        self._recording_since = self._now()
        self.pipeline.reset_filter()

    def _finish_recording(self) -> Bracket | None:
        recorder, self._recorder = self._recorder, None
        if recorder is None:
            return None
        part, self.pipeline.part = self.pipeline.part, None
        recorder.finish(summary(self.pipeline, self.source, part))
        self._finishing.append(recorder)
        return part.zero.bracket() if part and part.zero else None


def _sessions() -> Path:
    """Where recordings go that nobody named a place for."""
    place = user_data_path("tripod", appauthor=False) / "sessions"
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"The folder {place} cannot be made ({error.strerror}); nothing is recorded.") from error
    return place


def _record(recorder: Recorder, item: Item) -> None:
    match item:
        case Block():
            recorder.block(item)
        case Zeroed(tare):
            recorder.event("zero", tare_counts=None if tare is None else tare.tolist())
        case Gone(reason):
            recorder.event("gone", reason=reason)
        case Back(restarted):
            recorder.event("back", restarted=restarted)
        case Noticed(sentence):
            recorder.event("noticed", sentence=sentence)
        case Told(what, values):
            recorder.event(what, **values)
        case End():
            recorder.event("end")
        case _:
            return
