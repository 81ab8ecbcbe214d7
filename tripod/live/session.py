"""A source under way: the pipeline's thread, and what the window and the command line may ask of it."""

import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from math import isfinite
from pathlib import Path

from tripod.balance.geometry import Feet, feet_from_dict
from tripod.balance.setup import Setup
from tripod.coach.memory import Known
from tripod.device.frames import Block
from tripod.device.source import Item, Source, SourceError, Told, Zeroed
from tripod.drills.format.drill import Drill
from tripod.drills.run.event import Event
from tripod.force.bracket import Bracket
from tripod.force.tare import TareRefused
from tripod.live.calibration_control import BoardCalibration
from tripod.live.commands import Commands, Refused
from tripod.live.drill_control import Drilling, OpenSound, event_values
from tripod.live.pipeline import NothingToUndo, Pipeline
from tripod.live.recent_window import Window
from tripod.live.recording_control import Recording
from tripod.live.snapshot import Phase, Snapshot
from tripod.sound.output import Nowhere
from tripod.storage.places import diary_path, own_drills, profile_path
from tripod.training.profile import NOBODY, Profile, ProfileError, write_profile

LOOK_AFTER_S = 0.1
REZERO_S = 5.0
"""An empty board is not zeroed by itself more often than this."""


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
        self._now = now
        self._commands = Commands()
        self._stop = threading.Event()
        self._looked_after_s = self._rezeroed_s = float("-inf")

        def today() -> str:
            return wall().isoformat(timespec="seconds")

        self._recording = Recording(self.pipeline, source, now, today)
        self._record_to: Path | None = None
        self.calibration = BoardCalibration(
            self.pipeline,
            self._commands,
            recording=lambda: self._recording.under_way,
            wall=today,
            simulated=source.simulated,
            weight_kg=lambda: self.profile.weight_kg,
            on_saved=self._calibrated,
        )
        self.drilling = Drilling(diary_path(), own_drills(), today, open_sound, now)
        self._own_drill = False
        """A drill was begun here: a recording's own is left out from now on."""
        self.on_drill: Callable[[Sequence[Event], str], None] = lambda _events, _written: None
        """Called with what happened in a drill and what the coach said last; on the pipeline's thread."""

    def start(self) -> "Session":
        """Read on a thread of its own until `close`."""
        # A window that paints holds the interpreter's lock for milliseconds; ask for it back sooner.
        sys.setswitchinterval(0.0005)
        self._commands.thread = threading.Thread(target=self._run, name="pipeline", daemon=True)
        self._commands.thread.start()
        return self

    def step(self) -> bool:
        """Read once and take what came; False once the source is at its end.

        Raises:
            SourceError: it cannot go on.
        """
        self._commands.obey()
        items = self.source.read()
        with self._commands.lock:
            for item in items:
                if isinstance(item, Told) and self._own_drill:
                    continue
                self._take(item)
        return self.pipeline.phase is not Phase.ENDED

    def close(self) -> None:
        """Stop reading, finish the recording, close the source."""
        self._stop.set()
        if self._commands.thread:
            self._commands.thread.join()
        self._commands.obey()
        # What was done of a drill is kept, however one leaves.
        self._stop_drill()
        self._recording.finish()
        self._recording.join()
        self.drilling.close()
        self.source.close()

    def snapshot(self) -> Snapshot:
        """A picture of now, made when it is asked for: one made ahead would be old by the time that it is shown."""
        with self._commands.lock:
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
        self._commands.ask(self._zero)

    def undo_zero(self) -> None:
        """Take back the last zero.

        Raises:
            Refused: there is none.
        """
        self._commands.ask(self._undo_zero)

    def mark(self, text: str = "") -> None:
        """Mark this moment in the recording.

        Raises:
            Refused: nothing is being recorded.
        """
        self._commands.ask(lambda: self._recording.mark(text))

    def start_recording(self, folder: Path | None = None) -> None:
        """Record from the next block on into a new folder (by default one in the user's data directory).

        Raises:
            Refused: already recording, no board yet, or the folder cannot be written.
        """
        self._commands.ask(lambda: self._recording.begin(self._known("record"), folder))

    def record_from_start(self, folder: Path) -> None:
        """Record from the first frame on; the folder is made once the board has said what it is."""
        self._record_to = folder

    def stop_recording(self) -> Bracket | None:
        """Finish the recording; returns what the empty board round it says of its zero, None if there was none."""
        return self._commands.ask(self._recording.finish)

    def set_profile(self, profile: Profile) -> None:
        """Keep what is known of the person, and measure with their feet from the next block on.

        Raises:
            Refused: the feet changed while a recording is under way, or the profile cannot be kept.
        """

        def change() -> None:
            # Feet that were only said for this once stay, until others are entered.
            if profile.feet not in (self.profile.feet, self.pipeline.feet):
                if self._recording.under_way:
                    raise Refused("A recording is under way, and one recording has one pair of feet: stop it first.")
                self.pipeline.set_feet(profile.feet)
            self.profile = profile
            try:
                write_profile(profile_path(), profile)
            except ProfileError as error:
                raise Refused(str(error)) from error

        self._commands.ask(change)

    def start_drill(self, name: str, *, foot: str = "both", asks: bool = True, feedback: bool | None = None) -> None:
        """Begin a drill with the next block; one that was under way ends.

        Raises:
            Refused: no such drill, no board yet, or too much load for it.
        """

        def start() -> None:
            setup = self._known("train on")
            drill = self.drilling.choose(name, setup)
            self._stop_drill()
            values = self.drilling.begin(
                drill, setup, self.profile, foot=foot, asks=asks, simulated=self.source.simulated, feedback=feedback
            )
            self.pipeline.mixer = self.drilling.mixer
            self._own_drill = True
            self._take(Told("drill", values))

        self._commands.ask(start)

    def accept_reps(self) -> None:
        """Take the reps of the drill that was just done as what later ones are held against.

        Raises:
            Refused: there are none, it is a recording, or they cannot be kept.
        """

        def accept() -> None:
            setup = self._known("train on")
            if self.source.replayed:
                raise Refused("This is a recording: what was done then sets no target for now.")
            self.drilling.accept(self.pipeline.training, setup)

        self._commands.ask(accept)

    def tell_drill(self, word: str, value: object = None) -> None:
        """Pause, resume, skip, finish, stop, or answer (yes, no, None) a question."""

        def tell() -> None:
            if self.pipeline.training is not None:
                self._take(Told("drill_command", {"word": word, "value": value}))

        self._commands.ask(tell)

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
        except Refused:
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

        self._commands.ask(leave)

    def _stop_drill(self) -> None:
        training = self.pipeline.training
        if self._own_drill and training is not None and not training.done:
            self._take(Told("drill_command", {"word": "stop", "value": None}))

    def _known(self, what: str) -> Setup:
        if self.pipeline.setup is None:
            raise Refused(f"There is no board yet to {what}.")
        return self.pipeline.setup

    @property
    def recording_error(self) -> str:
        """Why the recording stopped by itself, "" if it did not."""
        return self._recording.error

    def _run(self) -> None:
        try:
            while not self._stop.is_set() and self.step():
                self._look_after()
        except SourceError as error:
            self._fail(str(error))
        except Exception as error:
            # Without this the window would go on showing the last picture as if it were live.
            self._fail(f"tripod did not foresee this: {type(error).__name__}: {error}. Open the source anew.")
        with self._commands.lock:
            self._recording.finish()
        while not self._stop.wait(0.02):
            self._commands.obey()

    def _fail(self, sentence: str) -> None:
        self.pipeline.phase, self.pipeline.message = Phase.FAILED, sentence

    def _look_after(self) -> None:
        """What need not happen at each block: a recorder that the disk refused, a wizard whose captures are kept."""
        if self._now() - self._looked_after_s < LOOK_AFTER_S:
            return
        self._looked_after_s = self._now()
        with self._commands.lock:
            self._recording.look_after()
            self.calibration.keep()
            if self.calibration.under_way:
                return
            if self.profile.rezero and self.pipeline.drifted and self._now() - self._rezeroed_s > REZERO_S:
                self._rezeroed_s = self._now()
                # Not steady after all: then at the next look.
                with suppress(Refused):
                    self._zero()

    def _picture(self) -> Snapshot:
        return replace(
            self.pipeline.snapshot(),
            recording=self._recording.state(),
            profile=self.profile,
            ear_delay_s=self.drilling.ear_delay_s,
        )

    def _take(self, item: Item) -> None:
        self.pipeline.take(item)
        if self._record_to and self.pipeline.setup:
            folder, self._record_to = self._record_to, None
            try:
                self._recording.begin(self.pipeline.setup, folder)
            except Refused as error:
                raise SourceError(str(error)) from error
        self._recording.take(item)
        if isinstance(item, Block):
            self.calibration.take(item)
        self._follow_drill()

    def _calibrated(self, feet: Feet, weight_kg: float) -> None:
        said = {"weight_kg": weight_kg} if isfinite(weight_kg) else {}
        self.profile = replace(self.profile, feet=feet, **said)
        with suppress(ProfileError):
            # The calibration is kept, and these feet are in use; only the next start would ask again.
            write_profile(profile_path(), self.profile)

    def _follow_drill(self) -> None:
        pipeline = self.pipeline
        events, pipeline.events = pipeline.events, []
        if events and pipeline.training:
            self.on_drill(events, pipeline.training.coach.written)
        self._recording.drill_events(event_values(events))
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
        self._recording.take(Zeroed(tare))

    def _undo_zero(self) -> None:
        try:
            tare = self.pipeline.undo_zero()
        except NothingToUndo as error:
            raise Refused("No zero was taken that could be undone.") from error
        self._recording.take(Zeroed(tare))
