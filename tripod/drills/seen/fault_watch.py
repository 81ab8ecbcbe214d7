"""Which fault a stance has, from the measure of each point (`measure.py`), with hysteresis and a minimum time.

An excess above 0 for `BEGINS_S` (a shallow one for longer) begins a fault, one below `-HYSTERESIS` for `ENDS_S` ends
it. Of one foot one fault at a time, in the order of `boards.STANCE_FAULTS`: `heel_heavy` hides the light toes that it
implies, a lost contact the light point that it is.

The limit of sway is three times the quiet stance's, between 10 and 15 mm. Where a board is less sure of a share than
the distance from band to threshold, the threshold moves out until it is: silence is the honest answer. Who moves has
little on the toe bases, and what gets light is lost at once: then `contact_lost` gives way to the fault that lost it.
In a hold that wants shifts only what lasts is a fault.
"""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot, isfinite, nan

import numpy as np
from numpy.typing import NDArray

from tripod.boards import FEET, STANCE_FAULTS
from tripod.boards.stance_faults import FLOORS, Fault
from tripod.drills.score.bands import Reference
from tripod.drills.seen.look import Look, Three
from tripod.drills.seen.measure import HYSTERESIS, SWAY_EDGE, USUAL_HYSTERESIS, Graded, Measure

Array = NDArray[np.float64]

SWAY_SPAN_S, SWAY_TIMES, SWAY_MM = 3.0, 3.0, (10.0, 15.0)
BEGINS_S = {Fault.CONTACT_LOST: 0.15, Fault.SWAY: 0.6}
_USUALLY_BEGINS_S, ENDS_S = 0.4, 0.3
SHALLOW, SHALLOW_BEGINS_S = 0.08, 0.9
_SHIFTS = (Fault.SHIFT_LEFT, Fault.SHIFT_RIGHT)
SWUNG_THROUGH = (Fault.HEEL_HEAVY, Fault.HEEL_LIGHT, *_SHIFTS)
"""Of these an excess below this, of a load fraction, must last longer: a swing of half a hertz passes through them and
comes back within that time."""
UNSEEN_S = 0.25
"""After so long without a look, because a foot was off its place, what had not begun begins anew: a step is none."""
STANDS_IN = ("bottom", "lockout")
"""Phases in which a heel must carry what who stands needs: the hips are back, or the person stands tall. Who lifts has
no such second one: there the bar is on the floor again."""
MOVING_BEGINS_S = 0.6
"""What is lost for less on the way down is none."""


@dataclass(frozen=True)
class FaultEvent:
    """A fault that began, or, with a duration, that ended."""

    fault: Fault
    foot: str
    """"" where it is of both."""
    onset_s: float
    duration_s: float
    """nan while it lasts."""
    depth: float
    """Largest excess so far: in fractions of the foot's load, for sway in multiples of its limit."""
    phase: str
    ended: str = ""
    """`over`, `hidden` by a more important fault, `stopped` with its try or as readings fail; "" while it lasts."""
    point: str = ""
    """Which one a lost contact is of, as of the last look at which it was; "" of other faults."""

    @property
    def over(self) -> bool:
        return isfinite(self.duration_s)


class FaultWatch:
    """Watches the faults that a board may claim."""

    def __init__(
        self,
        claims: Sequence[Fault],
        feet: Sequence[str],
        reference: Reference,
        *,
        moving: bool,
        floors: Mapping[str, float] = FLOORS,
        unsure: Mapping[str, Three] | None = None,
        unplaced: Collection[str] = (),
        quiet_mm: float = nan,
        patience_s: float = 0.0,
        lifts: bool = False,
    ) -> None:
        """`feet` that stand; `unsure` and `unplaced` as in the method; `quiet_mm` the RMS distance of the CoP in quiet
        stance. `patience_s`: where a point may well get light, as long as it comes back, no fault
        begins before this. `lifts`: a bar."""
        self._claims = [f for f in STANCE_FAULTS if f in claims]
        self._feet = [(FEET.index(f), f) for f in feet]
        self._reference, self._moving, self._patience_s = reference, moving, patience_s
        self._stands_in = STANDS_IN[:1] if lifts else STANDS_IN
        self._floors = floors
        self.graded: tuple[Graded, ...] = ()
        """What was wrong at the last look, also where it is no fault (yet); of each thing one."""
        self.unsure(unsure or {}, unplaced)
        least, most = SWAY_MM
        self._sway_limit = min(max(SWAY_TIMES * quiet_mm, least), most) if isfinite(quiet_mm) else most
        self._sways = Fault.SWAY in self._claims and not moving
        self._recent = Places()
        self._on: dict[tuple[Fault, str], _State] = {}
        self._last_s = nan
        self._active: Sequence[FaultEvent] | None = ()
        """None where it has to be made anew."""
        self.phase = ""

    def unsure(self, unsure: Mapping[str, Three], unplaced: Collection[str] = ()) -> None:
        """From now on these are the half widths of each share's 95 % interval, by foot; of feet that are `unplaced`
        nobody knows where they stand, and their shares make no fault."""
        self.measure = Measure(
            self._claims, self._reference, moving=self._moving, floors=self._floors, unsure=unsure, unplaced=unplaced
        )

    @property
    def active(self) -> Sequence[FaultEvent]:
        """Current faults, most important first."""
        if self._active is None:
            found = [s.event(nan) for s in self._on.values() if s.began]
            self._active = tuple(sorted(found, key=lambda e: STANCE_FAULTS.index(e.fault)))
        return self._active

    def __call__(self, moment: Look) -> list[FaultEvent]:
        """What began or ended with this look."""
        changed: list[FaultEvent] = []
        if moment.t_s - self._last_s > UNSEEN_S:
            self._on = {key: state for key, state in self._on.items() if state.began}
        self._last_s = moment.t_s
        wrong: list[Graded] = []
        stands = self._moving and self.phase in self._stands_in
        for k, foot in self._feet:
            share = moment.share[k]
            found = self.measure.near(foot, share, stands=stands) if isfinite(share[0]) else []
            if found or self._on:
                changed += self._settle(foot, found, moment.t_s)
            wrong += found
        if self._on and True in [s.began and s.fault is not Fault.SWAY for s in self._on.values()]:
            # Leaving the middle and coming back is a fault of its own, and no sway.
            self._recent.clear()
        left = moment.left_fraction if len(self._feet) == 2 else nan
        sway_part = self._sway(moment) / self._sway_limit if self._sways else 0.0
        if not (self._on or wrong) and self.measure.both_far(left, sway_part):
            # Most looks: nothing is wrong.
            self.graded, self._active = (), ()
            return changed
        both = self.measure.of_both(left, sway_part)
        swings = [of for of in both if of.fault is not Fault.SWAY]
        changed += self._settle("", swings, moment.t_s, among=_SHIFTS)
        shifted = any(s.began for s in self._on.values() if s.fault in _SHIFTS)
        # A swing to one side that is none yet hides no sway: whoever sways much passes through it again and again.
        sway = [] if shifted else [of for of in both if of.fault is Fault.SWAY]
        changed += self._settle("", sway, moment.t_s, among=(Fault.SWAY,), hidden=shifted)
        self.graded = tuple([of for of in (*wrong, *both) if of.grade > 0])
        self._active = None if self._on else ()
        return changed

    def unseen(self, t_s: float) -> list[FaultEvent]:
        """What ended, while a reading failed or cannot be true: nothing wrong is seen then, nor told any more."""
        over = [event for foot in ("", *[foot for _, foot in self._feet]) for event in self._settle(foot, [], t_s)]
        changed = [replace(event, ended="stopped") for event in over]
        self._recent.clear()
        self.graded = ()
        self._active = None if self._on else ()
        return changed

    def stop(self, t_s: float) -> list[FaultEvent]:
        """End what lasts."""
        ended = [s.event(t_s - s.onset_s, "stopped") for s in self._on.values() if s.began]
        self._on.clear()
        self._active = ()
        return ended

    def _settle(
        self,
        foot: str,
        found: Sequence[Graded],
        t_s: float,
        *,
        among: Collection[str] = STANCE_FAULTS,
        hidden: bool = False,
    ) -> list[FaultEvent]:
        """Let the first fault that holds hide the others of those `among` which it is one, and time it."""
        if not (found or self._on):
            return []
        excess = {of.fault: of.excess for of in found if of.fault}
        holding = next((f for f in excess if excess[f] > self._edge(f, foot)), None)
        changed: list[FaultEvent] = []
        hidden = hidden or holding is not None
        for fault in [f for f, of in self._on if of == foot and f in among and f != holding]:
            state = self._on[fault, foot]
            state.below_s = state.below_s if isfinite(state.below_s) else t_s
            if not state.began or hidden or t_s - state.below_s >= ENDS_S:
                del self._on[fault, foot]
                if state.began:
                    changed.append(state.event(state.below_s - state.onset_s, "hidden" if hidden else "over"))
        if holding is not None:
            state = self._on.setdefault((holding, foot), _State(holding, foot, t_s, self.phase))
            state.below_s = nan
            state.depth = max(state.depth, excess[holding])
            if holding is Fault.CONTACT_LOST:
                state.point = next(of.point for of in found if of.fault is holding)
            # What may yet prove to be a fault of its own is no sway so far.
            waits = holding is Fault.SWAY and any(not s.began and s.fault is not Fault.SWAY for s in self._on.values())
            if (
                not state.began
                and not waits
                and t_s - state.onset_s >= max(_begins_s(holding, state.depth, moving=self._moving), self._patience_s)
            ):
                state.began = True
                changed.append(state.event(nan))
        return changed

    def _edge(self, fault: Fault, foot: str) -> float:
        state = self._on.get((fault, foot))
        return -HYSTERESIS.get(fault, USUAL_HYSTERESIS) if state is not None and state.began else 0.0

    def _sway(self, moment: Look) -> float:
        """RMS distance of the CoP from its mean over the last seconds; 0 until there are enough, and where it is too
        small for a grade."""
        if not isfinite(moment.cop_mm[0]):
            self._recent.clear()
            return 0.0
        self._recent.add(moment.t_s, moment.cop_mm, SWAY_SPAN_S)
        if self._recent.span_s < 0.8 * SWAY_SPAN_S or self._recent.surely_within(SWAY_EDGE * self._sway_limit):
            return 0.0
        return self._recent.rms_distance()


def _begins_s(fault: Fault, depth: float, *, moving: bool) -> float:
    if moving and fault is Fault.CONTACT_LOST:
        return MOVING_BEGINS_S
    shallow = fault in SWUNG_THROUGH and depth < SHALLOW
    return BEGINS_S.get(fault, SHALLOW_BEGINS_S if shallow else _USUALLY_BEGINS_S)


class Places:
    """Where the CoP was in the last seconds; asked at each look, so in an array that is written on and on."""

    def __init__(self) -> None:
        self._t_s = deque[float]()
        self._away = deque[tuple[float, float]]()
        """The same places, from the first one."""
        self._first = 0.0, 0.0
        self._sums = 0.0, 0.0, 0.0
        """Of `_away`: x, y, and the squares of both; rounded anew with each place that comes and goes."""
        self._places: Array = np.empty((2, 1024))
        self._end = 0

    def clear(self) -> None:
        """Forget them."""
        self._t_s.clear()
        self._away.clear()

    def add(self, t_s: float, cop_mm: tuple[float, float], keep_s: float) -> None:
        """One more; forget those that are more than `keep_s` before it."""
        if not self._t_s:
            self._first, self._sums = cop_mm, (0.0, 0.0, 0.0)
        self._t_s.append(t_s)
        x, y = cop_mm[0] - self._first[0], cop_mm[1] - self._first[1]
        self._away.append((x, y))
        sum_x, sum_y, squares = self._sums
        sum_x, sum_y, squares = sum_x + x, sum_y + y, squares + (x * x + y * y)
        while self._t_s[0] < t_s - keep_s:
            self._t_s.popleft()
            x, y = self._away.popleft()
            sum_x, sum_y, squares = sum_x - x, sum_y - y, squares - (x * x + y * y)
        self._sums = sum_x, sum_y, squares
        n = len(self._t_s)
        if self._end == self._places.shape[1]:
            kept = self._places[:, self._end - n + 1 :]
            grown: Array = np.empty((2, max(1024, 2 * n)))
            grown[:, : n - 1] = kept
            self._places, self._end = grown, n - 1
        self._places[0, self._end], self._places[1, self._end] = cop_mm
        self._end += 1

    @property
    def span_s(self) -> float:
        """From the first to the last; nan where there is none."""
        return self._t_s[-1] - self._t_s[0] if self._t_s else nan

    def surely_within(self, mm: float) -> bool:
        """Whether `rms_distance` is less, with a hundredth of a millimetre to spare for how sums are rounded; a tenth
        of the work."""
        n, (sum_x, sum_y, squares) = len(self._t_s), self._sums
        return (squares - (sum_x * sum_x + sum_y * sum_y) / n) / n < (mm - 0.01) ** 2

    def rms_distance(self) -> float:
        """As the function has it."""
        return _rms_distance(self._places[:, self._end - len(self._t_s) : self._end])


def _rms_distance(places: Array) -> float:
    """Of places (2, n). Sums go from the first to the last, so that they are the same on every machine."""
    n = places.shape[1]
    away = places - np.add.accumulate(places, axis=1)[:, -1:] / n
    x, y = (np.add.accumulate(away * away, axis=1)[:, -1] / n).tolist()
    return hypot(x**0.5, y**0.5)


def rms_distance(places: Sequence[tuple[float, float, float]]) -> float:
    """RMS distance in mm of places (t, x, y) from their mean."""
    return _rms_distance(np.array([place[1:] for place in places]).T)


@dataclass
class _State:
    """A fault that holds, or did a moment ago."""

    fault: Fault
    foot: str
    onset_s: float
    phase: str
    depth: float = 0.0
    began: bool = False
    below_s: float = nan
    point: str = ""

    def event(self, duration_s: float, ended: str = "") -> FaultEvent:
        onset_s, depth, phase = self.onset_s, self.depth, self.phase
        return FaultEvent(self.fault, self.foot, onset_s, duration_s, depth, phase, ended, self.point)
