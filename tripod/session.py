"""A source under way: the pipeline's thread, and what the window and the command line may ask of it."""

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TypeVar

from platformdirs import user_data_path

from tripod import __version__
from tripod.balance.geometry import Feet
from tripod.device.frames import Block
from tripod.device.source import Back, End, Gone, Item, Noticed, Source, SourceError, Zeroed
from tripod.force.tare import TareRefused
from tripod.pipeline import NothingToUndo, Pipeline
from tripod.record.journal import Journal, JournalError
from tripod.record.layout import Start
from tripod.record.recorder import Recorder
from tripod.snapshot import Phase, RecordingState, Snapshot, Window
from tripod.summary import summary

T = TypeVar("T")

SNAPSHOT_S = 0.008
"""Pictures are made no more often than any screen shows them."""


class Refused(Exception):
    """What was asked for cannot be done now: one plain sentence."""


class Session:
    """Reads the source on a thread of its own (`start`), or step by step (`step`) where nobody needs a window."""

    def __init__(
        self,
        source: Source,
        *,
        feet: Feet | None = None,
        now: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        self.source = source
        self.pipeline = Pipeline(source, feet or Feet(source.foot_length_mm or Feet().length_mm))
        self._now, self._wall = now, wall
        self._recorder: Recorder | None = None
        self._record_to: Path | None = None
        self._recording_since = 0.0
        self._recording_error: RecordingState | None = None
        self._commands: SimpleQueue[tuple[Callable[[], object], Future[object]]] = SimpleQueue()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._snapshot = self.pipeline.snapshot()
        self._pictured_s = float("-inf")

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
        for item in self.source.read():
            self._take(item)
        return self.pipeline.phase is not Phase.ENDED

    def close(self) -> None:
        """Stop reading, finish the recording, close the source."""
        self._stop.set()
        if self._thread:
            self._thread.join()
        self._obey()
        self._finish_recording()
        self.source.close()

    def snapshot(self) -> Snapshot:
        """The latest picture."""
        return self._snapshot

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

    def stop_recording(self) -> None:
        """Finish the recording; does nothing if there is none."""
        self._ask(self._finish_recording)

    def set_foot_length(self, length_mm: float) -> None:
        """Scale the feet."""
        self._ask(lambda: self.pipeline.set_feet(Feet(length_mm)))

    @property
    def recording_error(self) -> str:
        """Why the recording stopped by itself, "" if it did not."""
        return self._recorder.error if self._recorder else self._recording_error.error if self._recording_error else ""

    def _ask(self, what: Callable[[], T]) -> T:
        """Do it between two blocks, on the pipeline's thread."""
        if self._thread is None or not self._thread.is_alive():
            return what()
        future: Future[object] = Future()
        self._commands.put((what, future))
        return future.result(timeout=5)  # type: ignore[return-value]

    def _obey(self) -> None:
        while True:
            try:
                what, future = self._commands.get_nowait()
            except Empty:
                return
            try:
                future.set_result(what())
            except Exception as error:
                future.set_exception(error)

    def _run(self) -> None:
        try:
            while not self._stop.is_set() and self.step():
                if self._now() - self._pictured_s >= SNAPSHOT_S:
                    self._picture()
        except SourceError as error:
            self.pipeline.phase, self.pipeline.message = Phase.FAILED, str(error)
        self._picture()
        self._finish_recording()
        while not self._stop.wait(0.02):
            self._obey()
            self._picture()

    def _picture(self) -> None:
        self._pictured_s = self._now()
        picture = self.pipeline.snapshot()
        if self._recorder and self._recorder.error:
            self._recording_error = RecordingState(self._recorder.folder, 0.0, self._recorder.error)
            self._recorder = None
        recording = self._recording_error
        if self._recorder:
            recording = RecordingState(self._recorder.folder, self._pictured_s - self._recording_since)
        self._snapshot = replace(picture, recording=recording)

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
        setup = self.pipeline.setup
        if setup is None:
            raise Refused("There is no board yet to record.")
        if self._recorder:
            raise Refused("A recording is under way.")
        created = self._wall()
        if folder is None:
            sessions = user_data_path("tripod", appauthor=False, ensure_exists=True) / "sessions"
            sessions.mkdir(exist_ok=True)
            folder = sessions / created.strftime("%Y-%m-%d_%H-%M-%S")
        start = Start(
            setup.board,
            setup.banner,
            setup.calibration,
            tuple(setup.tare_counts.tolist()) if setup.tare_counts is not None else None,
            setup.feet.length_mm,
            self.source.label,
            self.source.simulated,
            created.isoformat(timespec="seconds"),
            f"tripod {__version__}",
        )
        try:
            self._recorder = Recorder(Journal(folder, start))
        except JournalError as error:
            raise Refused(str(error)) from error
        self._recording_error = None
        self._recording_since = self._now()
        self.pipeline.reset_filter()

    def _finish_recording(self) -> None:
        recorder, self._recorder = self._recorder, None
        if recorder is None:
            return
        error = recorder.close(summary(self.pipeline, self.source))
        self._recording_error = RecordingState(recorder.folder, 0.0, error) if error else None


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
        case End():
            recorder.event("end")
        case _:
            return
