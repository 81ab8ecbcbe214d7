"""A recording to be looked at in the window: any moment of it, the same whether it was played or sought."""

import threading
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import count
from math import isfinite, nan
from pathlib import Path
from statistics import median

from tripod.balance.geometry import feet_from_file
from tripod.balance.judgement import Answer, Judgement, Settled
from tripod.balance.stance_advice import Advice
from tripod.boards import POINTS
from tripod.boards.stance_faults import POINT_OF, fault_named
from tripod.device.items import Gone, SourceError
from tripod.live.measured_board import STRIP_S, Picture
from tripod.live.pipeline import Pipeline
from tripod.live.recent_window import Window
from tripod.live.snapshot import Snapshot
from tripod.record.in_memory import Held, hold
from tripod.record.recording import Recording, RecordingError
from tripod.record.replay import Replay
from tripod.record.time_line import TimeLine, read_time_line
from tripod.sentences import sentence
from tripod.storage.bounded_read import FileError

PIECE_ROWS = 4096
"""At most so many rows at once: what stays in the processor's cache is measured faster."""
STOP_ROWS = 10_000
"""After so many rows a stop is made from which one may go on: the fewer, the sooner any moment is found."""
GRID_S = 0.2
"""So often it is settled what is said of the feet; sooner than `Settled.HOLD_S`, or nothing would be."""


class _Reader:
    """A pipeline, and how far of what is held it has taken."""

    def __init__(self, pipeline: Pipeline, row: int = 0, at: int = 0) -> None:
        self.pipeline, self.row, self.at = pipeline, row, at

    def twin(self) -> "_Reader":
        return _Reader(self.pipeline.twin(), self.row, self.at)

    def go(self, held: Held, until: int) -> None:
        """Take rows until `until`. What happened before a row is taken with it, but that the board went away."""
        while self.row < until:
            while self.at < len(held.between) and held.between[self.at][0] <= self.row:
                self.pipeline.take(held.between[self.at][1])
                self.at += 1
            stop = min(until, self.row + PIECE_ROWS)
            if self.at < len(held.between):
                stop = min(stop, held.between[self.at][0])
            self.pipeline.take(held.rows.rows(slice(self.row, stop)))
            self.row = stop
        if self.at < len(held.between) and held.between[self.at][0] == self.row:
            gone = held.between[self.at][1]
            if isinstance(gone, Gone) and self.row:
                self.pipeline.take(gone)
                self.at += 1


def as_told(snapshot: Snapshot, line: TimeLine, t_s: float) -> Snapshot:
    """The picture, with the judgement that the drill gave at `t_s`: its own faults stand for those of a stance, and
    within a rep one moves."""
    for told in line.faults_at(t_s):
        fault = fault_named(told.fault)
        if fault is None:
            continue
        k = POINTS.index(POINT_OF[fault]) if fault in POINT_OF else None
        state = snapshot.feet.get(told.foot)
        share = state.share[k] if k is not None and state is not None else nan
        off = Judgement(Answer.OFF, Advice(fault, told.foot, share, None), foot=told.foot)
        return replace(snapshot, judgement=off)
    judged = snapshot.judgement
    if line.rep_at(t_s) and judged is not None and judged.answer in (Answer.GOOD, Answer.OFF):
        return replace(snapshot, judgement=Judgement(Answer.MOVING))
    return snapshot


@dataclass(frozen=True)
class About:
    """What a recording is, for its head line."""

    folder: Path
    created: str
    """Date and time in ISO 8601, "" where that was not kept."""
    person: str
    board: str
    simulated: bool
    calibrated: str = ""
    """When the calibration was made under which it is read instead of its own; "" where it is its own."""


class Playback:
    """One recording. `prepare` reads and measures it once from end to end; meanwhile, up to `ready_s`, and afterwards
    any moment of it can be asked for. Only one thread asks."""

    def __init__(self, recording: Recording, calibrated: str = "") -> None:
        """`calibrated`: as in `About`."""
        self.recording = recording
        self.about = About(
            recording.folder, recording.created, recording.subject, recording.board.name, recording.simulated,
            calibrated,
        )  # fmt: skip
        self._source = Replay(recording)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._held: Held | None = None
        self.line = TimeLine(0.0)
        """What happened; complete once `ready_s` is not 0."""
        self.failed = ""
        """Why it cannot be shown (further), in one sentence."""
        self.read_rows = 0
        """How many samples were read."""
        self._ready = -1
        """The last point of the grid up to which all was measured."""
        self._stops: list[_Reader] = []
        self._settled: list[Settled] = []
        self._reader: _Reader | None = None
        self._totals_n: list[float] = []

    # -- once through all of it ----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Prepare it on a thread of its own until `close`."""
        self._thread = threading.Thread(target=self.prepare, name="playback", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Give up what is under way."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        self._source.close()

    def prepare(self) -> None:
        """Read and measure all of it; what goes wrong stands in `failed`."""
        try:
            held = hold(self.recording, self._count)
            if held is None:
                return
            first_us = int(held.rows.tick_us[0])
            self.line = read_time_line(self.recording.folder, first_us, held.duration_s, held.away, held.clock_jumps)
            self._held = held
            self._measure(held)
        except (RecordingError, SourceError) as error:
            self.failed = str(error)
        except FileError as error:
            self.failed = sentence("recording.file_wrong", why=error)
        except Exception as error:
            # A thread that ends with a traceback would leave a page that waits without end.
            self.failed = sentence("stopped.not_foreseen", kind=type(error).__name__, why=error)

    def _count(self, rows: int) -> bool:
        self.read_rows = rows
        return not self._stop.is_set()

    def _measure(self, held: Held) -> None:
        reader = _Reader(self._pipeline())
        self._stops.append(reader.twin())
        settled = Settled()
        for k in count():
            if self._stop.is_set():
                return
            before, until = reader.row, held.rows_until(k * GRID_S)
            reader.go(held, until)
            if until > before:
                self._note_total(reader.pipeline.measuring.picture(None))
                settled = reader.pipeline.measuring.settled
            self._settled.append(settled)
            if reader.row - self._stops[-1].row >= STOP_ROWS:
                self._stops.append(reader.twin())
            self._ready = k
            if until == len(held.rows):
                break

    def _note_total(self, picture: Picture) -> None:
        if isfinite(picture.total_n) and any(state.loaded for state in picture.feet.values()):
            self._totals_n.append(picture.total_n)

    @property
    def usual_n(self) -> float:
        """The median total while somebody stood there, nan where nobody did: what a map's scale may be made for."""
        return median(self._totals_n) if self._totals_n else nan

    def _pipeline(self) -> Pipeline:
        return Pipeline(self._source, feet_from_file(self.recording.feet))

    # -- any moment ----------------------------------------------------------------------------------------------

    @property
    def duration_s(self) -> float:
        """How long it is; 0 before its samples are read."""
        return self._held.duration_s if self._held is not None else 0.0

    @property
    def read_part(self) -> float:
        """What part of it is prepared, from 0 to 1."""
        return self.ready_s / self.duration_s if self.duration_s else 0.0

    @property
    def ready_s(self) -> float:
        """Up to here moments may be asked for; 0 while there is none."""
        return min(max(self._ready, 0) * GRID_S, self.duration_s) if not self.ready else self.duration_s

    @property
    def ready(self) -> bool:
        """Whether all of it may be asked for."""
        return self._held is not None and self._ready * GRID_S >= self._held.duration_s

    def step_s(self, t_s: float, by: int) -> float:
        """When the sample was taken that is `by` frames after the newest one at `t_s`."""
        held = self._held
        if held is None:
            return 0.0
        row = min(max(held.rows_until(t_s) - 1 + by, 0), len(held.rows) - 1)
        return float(held.rows.tick_us[row] - held.rows.tick_us[0]) / 1e6

    def at(self, t_s: float) -> Snapshot | None:
        """The picture of the moment `t_s`, held to what is prepared; None while nothing is.

        It depends on `t_s` alone: on the samples until then, and on what was settled at the points of a grid before."""
        held = self._held
        if held is None or self._ready < 0:
            return None
        t_s = min(max(t_s, 0.0), self.ready_s)
        reader = self._go(held, t_s)
        measuring = reader.pipeline.measuring
        measuring.settle(self._settled[min(int(t_s / GRID_S), self._ready)])
        return as_told(reader.pipeline.snapshot(), self.line, t_s)

    def window(self, seconds: float) -> Window | None:
        """The last seconds, `STRIP_S` at most, up to the moment that was last asked for."""
        return self._reader.pipeline.window(seconds) if self._reader is not None else None

    @property
    def window_now(self) -> Window | None:
        """As many seconds of it as there are."""
        return self.window(STRIP_S)

    def _go(self, held: Held, t_s: float) -> _Reader:
        until = held.rows_until(t_s)
        # Far enough before it that the last seconds are full again.
        enough = held.rows_until(t_s - STRIP_S - GRID_S) if t_s > STRIP_S + GRID_S else 0
        stop = self._stops[bisect_right(self._stops, enough, key=lambda s: s.row) - 1]
        reader = self._reader
        if reader is None or reader.row > until or (reader.row < stop.row and until - reader.row > PIECE_ROWS):
            reader = stop.twin()
            if reader.row:
                reader.pipeline.measuring.forget_recent()
        reader.go(held, until)
        self._reader = reader
        return reader
