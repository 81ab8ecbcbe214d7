"""Collects what a recorded session has of standing, each try of a drill for itself, for measuring afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.limits import MIDDLE_S
from tripod.analysis.trace import CopTrace
from tripod.analysis.trial import FootTrial, Lean, Part, Romberg, Trial
from tripod.analysis.whole_stretch import Span, whole_stretch
from tripod.balance.setup import Setup
from tripod.balance.support import base_of_support
from tripod.balance.sway_errors import SwayErrors
from tripod.balance.sway_speed import SwayLaw, SwaySpeed, sway_speed
from tripod.boards import FEET
from tripod.drills.run.event_types import Done, Event, PartBegan, TryNotScored, TryScored, WorkBegan
from tripod.drills.score.sway_report import CLOSED, OPEN, SwayReport
from tripod.drills.score.tries import Try
from tripod.live.leant_rounds import LeantRounds
from tripod.live.session import Session
from tripod.live.sink import Heard
from tripod.training.drill_run import DrillRun

Array = NDArray[np.float64]

LEAST_S = 1.0
"""What was shorter is no stretch of standing."""


@dataclass(frozen=True)
class _Span:
    part: Part
    begin_s: float
    end_s: float
    leans: tuple[Lean, ...] = ()
    sway: SwaySpeed | None = None
    """As the drill told it of the same stretch."""
    romberg: Romberg | None = None


class RecordedTrials:
    """A sink; `follow` has it told what happens in drills.

    Everything is of what came before the live filter but for the board's own sway speed: that is of the filtered CoP,
    of which drills tell it, and where a drill told it, it is the drill's, so that both say the same to the bit.
    """

    def __init__(self) -> None:
        self._t: list[Array] = []
        self._both: list[Array] = []
        self._cop: list[Array] = []
        self._load: list[Array] = []
        self._share: list[Array] = []
        self._force: list[Array] = []
        self._shown: list[Array] = []
        self._told: PartBegan | None = None
        self._open: tuple[Part, float] | None = None
        self._spans: list[_Span] = []
        self._leant = LeantRounds()
        self._had = 0
        self._of_run = 0
        """How many spans there were before the drill under way."""

    def take(self, heard: Heard) -> None:
        """Keep the numbers of a block."""
        measured = heard.measured
        if measured is None:
            return
        raw = measured.raw
        self._t.append(measured.t_s)
        self._both.append(raw.both_cop_mm)
        self._cop.append(raw.cop_mm)
        self._load.append(raw.load_n)
        self._share.append(raw.share)
        self._force.append(measured.force_n)
        self._shown.append(measured.shown.both_cop_mm)

    def finish(self) -> None:
        """Nothing is left to do."""

    def follow(self, session: Session) -> None:
        """Hear what happens in the session's drills."""

        followed: DrillRun | None = None

        def tell(events: Sequence[Event]) -> None:
            nonlocal followed
            run = session.drilling.run
            if run is not None:
                if run is not followed:
                    followed, self._had, self._of_run = run, 0, len(self._spans)
                self.hear(run.place, events, lambda: run.engine.result().tries)
                if any(isinstance(event, Done) for event in events):
                    self._know_romberg(run.engine.result().sway)

        session.drill_listeners.append(tell)

    def hear(
        self, place: Callable[[int], tuple[str, int]], events: Sequence[Event], tries: Callable[[], Sequence[Try]]
    ) -> None:
        """What happened in a drill. `place`: by a part's index its drill, and which step of it that is; `tries`: all
        that it has had."""
        for event in events:
            self._leant.hear(place, event)
            match event:
                case PartBegan():
                    self._told, self._open = event, None
                case WorkBegan(step="hold") if self._told is not None:
                    told = self._told
                    says = told.say.text if told.say and not told.say.own else ""
                    eyes = told.eyes if told.eyes in (OPEN, CLOSED) else ""
                    self._open = Part(*place(told.index), told.number, says, eyes), event.t_s
                case TryScored() | TryNotScored() if self._open is not None:
                    part, begin_s = self._open
                    # A try that was broken off is none of them.
                    new, self._had = tries()[self._had :], len(tries())
                    hold = new[-1].hold if new else None
                    self._spans.append(_Span(part, begin_s, event.t_s, sway=hold.sway if hold is not None else None))
                    self._open = None
                case _:
                    continue

    def _know_romberg(self, told: SwayReport | None) -> None:
        """Of the drill that is over."""
        if told is None or not isfinite(told.romberg_quotient):
            return
        romberg = Romberg(told.romberg_quotient, told.romberg_pm)
        own = self._spans[self._of_run :]
        self._spans[self._of_run :] = [replace(of, romberg=romberg) if of.part.eyes else of for of in own]

    @property
    def _raw(self) -> tuple[list[Array], ...]:
        return self._both, self._cop, self._load, self._share, self._force

    def trials(self, file: str, setup: Setup) -> list[Trial]:
        """Each hold of a drill, and each round of leaning in all directions; without any the longest stretch in which
        the same feet stood."""
        if not self._t:
            return []
        t = np.concatenate(self._t)
        columns = [np.concatenate(c) for c in (*self._raw, self._shown)]
        leant = [_Span(r.part, r.leans[0].begin_s - MIDDLE_S, r.leans[-1].end_s, r.leans) for r in self._leant.rounds]
        told = sorted([*self._spans, *leant], key=lambda of: of.begin_s)
        if not told:
            rows = longest_standing(t, columns[1])
            if not rows.any():
                return []
            longest = self._trial(file, setup, None, t[rows], *(c[rows] for c in columns))
            return [replace(longest, of_s=all_standing(t, columns[1]), without_hold=self._told is not None)]
        within = [(t >= of.begin_s) & (t <= of.end_s) for of in told]
        return [
            self._trial(file, setup, of, t[rows], *(c[rows] for c in columns))
            for of, rows in zip(told, within, strict=True)
        ]

    def _trial(
        self,
        file: str,
        setup: Setup,
        of: _Span | None,
        t: Array,
        both: Array,
        cop: Array,
        load: Array,
        share: Array,
        force: Array,
        shown: Array,
    ) -> Trial:
        stood = [f for f in setup.board.feet if np.isfinite(cop[:, FEET.index(f)]).any()]
        known = [f for f in stood if not setup.board.rigid or f in setup.stance]
        feet: dict[str, FootTrial] = {}
        for foot in stood:
            k = FEET.index(foot)
            feet[foot] = FootTrial(
                CopTrace(t, cop[:, k]),
                load[:, k],
                share[:, k] if foot in known else np.zeros((0, 3)),
                force_n=_where(cop[:, k], force[:, list(setup.board.cells_of(foot))]),
                errors=SwayErrors.of(setup, foot),
            )
        base = base_of_support({f: setup.poses[f] for f in stood}) if stood else None
        known_base = base if base is not None and base.measured else None
        trial = Trial(
            file, CopTrace(t, both), setup.board.claims.cop, feet, of.part if of else None, base=known_base,
            force_n=_where(both, force), cells={foot: tuple(setup.board.cells_of(foot)) for foot in stood},
            errors=SwayErrors.of(setup), stood=tuple(stood), leans=of.leans if of else (), sway=of.sway if of else None,
            romberg=of.romberg if of else None,
        )  # fmt: skip
        if trial.sway is not None:
            return trial
        # Of the stretch that all other measures are of.
        measured = whole_stretch(trial)[0].cop.time_s
        rows = (t >= measured[0]) & (t <= measured[-1])
        if of is not None:
            # What a hold begins with is not in it yet.
            rows &= t > t[0]
        places = [(x, y) for x, y in shown[rows].tolist()]
        return replace(trial, sway=sway_speed(t[rows].tolist(), places, SwayLaw.of(setup), trial.stood))


def _where(cop: Array, force: Array) -> Array:
    """(n, cells) forces, nan where there is no CoP (n, 2)."""
    there = np.asarray(np.isfinite(cop).all(1), np.bool_)
    return np.where(there[:, None], force, np.nan)


def all_standing(t: Array, cop: Array) -> Span:
    """From when to when somebody stood, on one foot or both; of whom there is a moment at least. `t`: (n,) in seconds;
    `cop`: (n, 2, 2) of both feet."""
    standing = np.asarray(np.isfinite(cop).all(2), np.bool_)
    there = t[standing[:, 0] | standing[:, 1]]
    return float(there[0]), float(there[-1])


def longest_standing(t: Array, cop: Array) -> NDArray[np.bool_]:
    """(n,) which rows are the longest stretch in which the feet that stand do not change; moments without a reading do
    not end it. `t`: (n,) in seconds; `cop`: (n, 2, 2) of both feet."""
    standing = np.asarray(np.isfinite(cop).all(2), np.bool_)
    feet, best, longest_s = standing[:, 0] * 1 + standing[:, 1] * 2, np.zeros(len(t), bool), 0.0
    for stand in (1, 2, 3):
        there = np.flatnonzero(feet == stand)
        ends = np.flatnonzero(np.diff(t[there]) > LEAST_S)
        for start, stop in _runs(there, ends):
            if t[stop] - t[start] > longest_s:
                longest_s, best = float(t[stop] - t[start]), np.zeros(len(t), bool)
                best[start : stop + 1] = True
    return best


def _runs(there: NDArray[np.intp], ends: NDArray[np.intp]) -> list[tuple[int, int]]:
    """First and last of each run of `there` (k,), which break after `ends`."""
    if not len(there):
        return []
    firsts, lasts = there[np.r_[0, ends + 1]], there[np.r_[ends, len(there) - 1]]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))
