"""A try as a picture shows it: what each point was over time, and where the CoP went on each foot.

Both are of bounded size: five a second at first, and half as many whenever there are `MOST`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite, nan

from tripod.balance.geometry import USUAL_FEET, foot_points
from tripod.balance.pose import Pose
from tripod.boards import FEET, POINTS
from tripod.drills.seen.fault_watch import FaultWatch
from tripod.drills.seen.look import Look, Three

EVERY_S = 0.2
MOST = 600
"""Two minutes of five a second; a longer try has fewer a second."""
Pair = tuple[float, float]


class PointState(StrEnum):
    """Of a point in a stretch of a try: the worst of its looks."""

    IN_BAND = "in_band"
    OUT = "out"
    """Wrong, and no fault (yet)."""
    FAULT = "fault"
    CANNOT_TELL = "cannot_tell"
    """A fault may hide in what the board does not know of the share, or it does not see the point."""


_UNGRADED = (PointState.CANNOT_TELL, PointState.IN_BAND)
"""Where nothing is wrong: not sure, sure."""
_WORSE = (PointState.IN_BAND, PointState.CANNOT_TELL, PointState.OUT, PointState.FAULT)
"""From the least to the worst: what is known to be wrong stands before what is not known."""


@dataclass(frozen=True)
class Run:
    """A stretch of time in which a point was the same; seconds from the try's first look."""

    begin_s: float
    end_s: float
    state: PointState


@dataclass(frozen=True)
class Trace:
    """Of one try."""

    runs: Mapping[tuple[str, str], tuple[Run, ...]] = field(default_factory=dict[tuple[str, str], tuple[Run, ...]])
    """(foot, point) -> its runs, in their order, without a gap."""
    path_mm: Mapping[str, tuple[Pair, ...]] = field(default_factory=dict[str, tuple[Pair, ...]])
    """foot -> where its CoP was, in the foot's own frame, in the order of time; of a board that does not measure the
    whole foot, the CoP of its tripod. Empty where nobody knows where the foot stands."""
    points_mm: Mapping[str, tuple[Pair, ...]] = field(default_factory=dict[str, tuple[Pair, ...]])
    """foot -> heel, MT1, MT5 in that frame."""
    every_s: float = EVERY_S
    """Between two places of the path, and the least length of a run."""
    began_s: float = nan
    """The board's time of the try's first look; nan before it."""


class Tracer:
    """Takes a try's looks as they come."""

    def __init__(self, feet: Sequence[str], watch: FaultWatch, poses: Mapping[str, Pose], *, cop_earned: bool) -> None:
        """`watch` has seen each look before the tracer does; `poses`: where the feet stand, as far as is known;
        `cop_earned`: whether the board may tell the CoP in millimetres."""
        self._feet, self._watch = [(FEET.index(foot), foot) for foot in feet], watch
        self._points = {foot: _points_mm(poses.get(foot), foot) for foot in feet}
        self._placed = [f for f in feet if cop_earned and (poses[f].measured if f in poses else True)]
        self._keys = [(foot, point) for foot in feet for point in POINTS]
        self._states: list[list[PointState]] = []
        self._places: list[dict[str, Pair]] = []
        self._every_s, self._began_s, self._last_s = EVERY_S, nan, nan
        self._made: tuple[int, Trace] = -1, Trace()
        """Of how many states the last trace was made: pages ask for it more often than there are new ones."""

    def __call__(self, look: Look) -> None:
        """Take the next look."""
        if not isfinite(self._began_s):
            self._began_s = look.t_s
        self._last_s = look.t_s
        at = int((look.t_s - self._began_s) / self._every_s + 1e-9)
        while at >= MOST:
            self._halve()
            at = int((look.t_s - self._began_s) / self._every_s + 1e-9)
        now = self._of_look(look)
        if at < len(self._states):
            if now != self._states[-1]:
                self._states[-1] = [_worse(a, b) for a, b in zip(self._states[-1], now, strict=True)]
            return
        place = {foot: self._place(foot, look.share[k]) for k, foot in self._feet if foot in self._placed}
        while len(self._states) <= at:
            # Where looks are missing what was seen last goes on; a try of which much is missing is not scored.
            self._states.append(now if len(self._states) == at else self._states[-1])
            self._places.append(place)

    def trace(self) -> Trace:
        """All so far."""
        return self._trace()

    def lately(self) -> Trace:
        """The same, made anew only where a state has come since it was last asked for."""
        if self._made[0] != len(self._states):
            self._made = len(self._states), self._trace()
        return self._made[1]

    def _trace(self) -> Trace:
        runs = {key: self._runs([of[k] for of in self._states]) for k, key in enumerate(self._keys)}
        path = {foot: tuple(of[foot] for of in self._places) for foot in self._placed}
        return Trace(runs, path, self._points, self._every_s, self._began_s)

    def _of_look(self, look: Look) -> list[PointState]:
        """What each point is at this look."""
        measure, found = self._watch.measure, list[PointState]()
        if not self._watch.graded:
            # Most looks: nothing is wrong.
            for k, foot in self._feet:
                found += [_UNGRADED[one] for one in measure.sure_all(foot, look.share[k])]
            return found
        told = {(event.foot, event.fault) for event in self._watch.active}
        wrong = dict[tuple[str, str], PointState]()
        for of in self._watch.graded:
            if (of.foot, of.fault) in told:
                wrong[of.foot, of.point] = PointState.FAULT
            else:
                wrong.setdefault((of.foot, of.point), PointState.OUT)
        for k, foot in self._feet:
            for point, sure in zip(POINTS, measure.sure_all(foot, look.share[k]), strict=True):
                state = wrong.get((foot, point))
                found.append(state if state is not None and measure.tells(foot, point) else _UNGRADED[sure])
        return found

    def _place(self, foot: str, share: Three) -> Pair:
        points = self._points[foot]
        x, y = (sum(s * p[axis] for s, p in zip(share, points, strict=True)) for axis in range(2))
        return round(x, 1), round(y, 1)

    def _halve(self) -> None:
        pairs = [self._states[k : k + 2] for k in range(0, len(self._states), 2)]
        self._states = [[_worse(a, b) for a, b in zip(pair[0], pair[-1], strict=True)] for pair in pairs]
        self._places, self._every_s = self._places[::2], 2 * self._every_s

    def _runs(self, states: Sequence[PointState]) -> tuple[Run, ...]:
        found: list[Run] = []
        whole_s = self._last_s - self._began_s
        for k, state in enumerate(states):
            end_s = round(min((k + 1) * self._every_s, whole_s), 3)
            if found and found[-1].state is state:
                found[-1] = Run(found[-1].begin_s, end_s, state)
            else:
                found.append(Run(round(k * self._every_s, 3), end_s, state))
        return tuple(found)


def _worse(a: PointState, b: PointState) -> PointState:
    return a if a is b else max(a, b, key=_WORSE.index)


def _points_mm(pose: Pose | None, foot: str) -> tuple[Pair, ...]:
    if pose is not None:
        return pose.points_mm
    return tuple((x, y) for x, y in foot_points(USUAL_FEET, foot).tolist())
