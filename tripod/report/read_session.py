"""Reads a session's folder for its report, through the same steps that made its numbers when it was live."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.prepared import MOST_GAP_S
from tripod.analysis.trial import Trial
from tripod.analysis.whole_stretch import LeftOut, Span, outside
from tripod.balance.foot_states import cop_earned
from tripod.balance.pose import to_foot
from tripod.balance.setup import Setup
from tripod.boards import FEET
from tripod.device.items import SourceError
from tripod.drills.run.event_types import Event, TryNotScored, TryScored, WorkBegan
from tripod.drills.score.result import DrillResult
from tripod.live.recorded_trials import RecordedTrials, all_standing, longest_standing
from tripod.live.session import Session
from tripod.live.sink import Heard
from tripod.record.layout import SESSION
from tripod.record.session_facts import zero_of
from tripod.sentences import sentence
from tripod.sources import open_folder
from tripod.storage.bounded_read import read_bytes
from tripod.storage.schemas.session import SESSION as SESSION_FILE
from tripod.storage.schemas.session import SessionFile, ZeroFile
from tripod.storage.versioned import decode_json, from_plain
from tripod.training.drill_run import DrillRun

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Samples:
    """What was measured, after the live filter; n rows."""

    t_s: Array
    """(n,)"""
    cop_mm: Array
    """(n, 2, 2) of the left and the right foot, in the board's frame."""
    share: Array
    """(n, 2, 3)"""
    load_n: Array
    """(n, 2)"""
    lost: int
    """Samplings between the first and the last that are not there."""

    def within(self, span: Span) -> NDArray[np.bool_]:
        """(n,) which rows lie in a stretch of time."""
        return np.asarray((self.t_s >= span[0]) & (self.t_s <= span[1]), np.bool_)

    def cop_in_foot_mm(self, setup: Setup, foot: str, rows: NDArray[np.bool_]) -> Array:
        """(k, 2) the foot's CoP in its own frame, of those of these rows that have one."""
        cop = to_foot(setup.poses[foot], foot, self.cop_mm[rows, FEET.index(foot)])
        return cop[np.isfinite(cop).all(1)]


@dataclass(frozen=True)
class SeenSession:
    """One session."""

    folder: Path
    header: SessionFile
    setup: Setup
    samples: Samples
    run: DrillRun | None
    """The drill that it holds; of several the last."""
    tries: tuple[Span, ...]
    """From when to when each scored try lasted; () where that is not known of each."""
    unsure: Mapping[str, tuple[float, float, float]]
    """Foot -> half widths of its shares' 95 % intervals, where somebody of usual weight stands as usual."""
    trials: tuple[Trial, ...]
    """Its stretches of standing, as they are measured for sway; () where the board may tell no CoP."""
    notices: tuple[str, ...]
    zero: ZeroFile | None
    """What the empty board before and after it says; None where that was not kept."""

    @cached_property
    def result(self) -> DrillResult | None:
        """What the drill came to."""
        return self.run.engine.result() if self.run is not None else None

    @property
    def standing(self) -> tuple[Span, ...]:
        """The stretches that are reported: each scored try, else the longest in which the same feet stood."""
        if self.tries:
            return self.tries
        both = longest_standing(self.samples.t_s, self.samples.cop_mm)
        there = self.samples.t_s[both]
        return ((float(there[0]), float(there[-1])),) if len(there) else ()

    @property
    def left_out(self) -> LeftOut | None:
        """What of a recording without a drill is not reported; None where that is a moment at most."""
        if self.tries or not self.standing:
            return None
        found = outside(self.standing[0], all_standing(self.samples.t_s, self.samples.cop_mm))
        return found if found.left_out_s > MOST_GAP_S else None

    @property
    def lasts_s(self) -> float:
        """From its first sample to its last."""
        return float(self.samples.t_s[-1] - self.samples.t_s[0])


class _Heard:
    """A sink that keeps blocks, and from when to when tries lasted."""

    def __init__(self) -> None:
        self.blocks: list[tuple[Array, Array, Array, Array]] = []
        self.tries: list[Span] = []
        self.seq: list[NDArray[np.int64]] = []
        self._began_s = float("nan")

    def take(self, heard: Heard) -> None:
        measured = heard.measured
        if measured is not None:
            shown = measured.shown
            self.blocks.append((measured.t_s, shown.cop_mm, shown.share, shown.load_n))
            self.seq.append(np.asarray(measured.block.seq, np.int64))

    def finish(self) -> None:
        pass

    def hear(self, events: Sequence[Event]) -> None:
        for event in events:
            match event:
                case WorkBegan(step="hold" | "reps"):
                    self._began_s = event.t_s
                case TryScored():
                    self.tries.append((self._began_s, event.t_s))
                case TryNotScored():
                    self._began_s = float("nan")
                case _:
                    continue

    def samples(self) -> Samples:
        t, cop, share, load = (np.concatenate(of) for of in zip(*self.blocks, strict=True))
        seq = np.concatenate(self.seq)
        return Samples(t, cop, share, load, int(seq[-1] - seq[0]) + 1 - len(seq))


def read_session(folder: Path, follow: Callable[[float], None] = lambda _: None) -> SeenSession:
    """The session in a folder. `follow` hears how many seconds are read; what it raises ends the reading.

    Raises:
        SourceError: it cannot be read, or nothing is in it.
    """
    heard, trials = _Heard(), RecordedTrials()
    session = Session(open_folder(folder), listeners=(heard, trials))
    session.drill_listeners.append(heard.hear)
    trials.follow(session)
    try:
        while session.step():
            follow(session.pipeline.t_s)
        setup, run = session.pipeline.setup, session.drilling.run
        notices = tuple(session.pipeline.notices)
        unsure = session.pipeline.measuring.unsure() if setup is not None else {}
    finally:
        session.close()
    if setup is None or not heard.blocks:
        raise SourceError(sentence("recording.no_samples", folder=folder))
    scored = sum(t.scored for t in run.engine.result().tries) if run is not None else 0
    tries = tuple(heard.tries) if len(heard.tries) == scored else ()
    header = from_plain(SESSION_FILE, decode_json(read_bytes(folder / SESSION), folder / SESSION))
    stood = tuple(trials.trials(str(folder), setup)) if cop_earned(setup) else ()
    return SeenSession(folder, header, setup, heard.samples(), run, tries, unsure, stood, notices, zero_of(folder))
