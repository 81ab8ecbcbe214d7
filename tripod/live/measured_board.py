"""What may be asked of a board that is being measured: its newest picture, the last seconds, how sure it is."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from math import inf, isfinite, nan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import Balance, BalanceLaw, FootMatrix
from tripod.balance.both_feet import board_cop_covariance
from tripod.balance.foot_states import FootState, caution, cop_earned, feet_states, total_pm_n, usual_states
from tripod.balance.judgement import Judgement, Seen, Settled, judge
from tripod.balance.overload import overload
from tripod.balance.pose import to_foot
from tripod.balance.setup import Setup
from tripod.balance.stream_totals import StreamTotals
from tripod.balance.support import Margin, Support, base_of_support, margin
from tripod.balance.sway_speed import SwayLaw
from tripod.boards import FEET
from tripod.drills.seen.look import Three
from tripod.force.bracket import ZeroBracket
from tripod.force.calibration import placed
from tripod.force.counts_to_newtons import ForceLaw
from tripod.force.drift import DriftWatch
from tripod.force.plausibility import Implausible
from tripod.force.plausibility_watch import PlausibilityWatch
from tripod.live.arrival_delay import ArrivalDelay
from tripod.live.believed_forces import BelievedForces
from tripod.live.drill_advice import judge_in_drill
from tripod.live.freshness import HELD_S, Freshness
from tripod.live.recent_window import RecentWindow, Window
from tripod.live.setup_errors import SetupErrors
from tripod.live.sink import Measured
from tripod.training.drill_view import DrillView

Array = NDArray[np.float64]

STRIP_S = 10.0
MOVES_S = 1.0
"""Over so long a stance that changes much is moving."""


@dataclass(frozen=True)
class Picture:
    """What the newest sampling shows; nan and None before the first. `Snapshot` says what each value is."""

    t_s: float = nan
    arrived_s: float = nan
    host_delay_s: float = nan
    filter_delay_s: float = nan
    feet: Mapping[str, FootState] = field(default_factory=dict[str, FootState])
    total_n: float = nan
    total_pm_n: float = nan
    left_fraction: float = nan
    left_pm: float = nan
    cop_mm: tuple[float, float] = (nan, nan)
    margin: Margin | None = None
    judgement: Judgement | None = None
    implausible: tuple[Implausible, ...] = ()
    sensor_delay_s: float = nan
    sensor_delay_pm_s: float = 0.0
    caution: str = ""
    overload: str = ""


class _Last(NamedTuple):
    """A picture, and what it was made under."""

    setup: Setup
    balance: BalanceLaw
    seen_with: tuple[object, ...]
    picture: Picture
    whole_s: float
    """When all of it was of now; since then only its loads were."""

    def holds(self, setup: Setup, balance: BalanceLaw, seen_with: tuple[object, ...]) -> bool:
        """Whether nothing has changed that would show at once."""
        return self.setup is setup and self.balance is balance and self.seen_with == seen_with


class MeasuredBoard:
    """The readable side of a board that is being measured; `Measuring` is the one that takes blocks."""

    def __init__(self, setup: Setup, whole: StreamTotals) -> None:
        """`whole` counts all blocks of the stream."""
        self.setup = setup
        self._whole = whole
        self._force = ForceLaw(setup.board, setup.calibration, setup.tare_counts)
        zero_n = self._force.tare_n
        self._believed = BelievedForces(
            setup.board, setup.rate_hz, zero_n, empty_known=setup.zero_known, on_rate=self._use_rate
        )
        self._balance, self._drift, self._recent = self._laws()
        self._errors = SetupErrors(setup)
        self._bases: dict[tuple[str, ...], Support] = {}
        self._undo: list[Array | None] = []
        self._settled = Settled()
        self._delay = ArrivalDelay()
        self._delay_s = nan
        self._read_before_s = 0.0
        """For how long the board had been read before the first block."""
        self._not_hidden: Balance | None = None
        """Of the newest sampling with all its cells, while some are not believed."""
        self._unsure: tuple[float, Setup, BalanceLaw, dict[str, FootState]] = -inf, setup, self._balance, {}
        """When uncertainties were last found, under what, and of which feet."""
        self._newest: tuple[Measured, Array] | None = None
        """With the filtered forces of its last sampling."""
        self._last: _Last | None = None
        """The last of many pictures that was no glance."""

    @property
    def implausible(self) -> tuple[Implausible, ...]:
        """What cannot be true of the newest readings."""
        return self.watch.found

    @property
    def watch(self) -> PlausibilityWatch:
        """Of what cannot be true of the readings; for whoever examines the board."""
        return self._believed.watch

    @property
    def checked(self) -> bool:
        """Whether the readings were looked at for long enough to find what cannot be true of them."""
        return self._believed.checked

    @property
    def warm(self) -> bool:
        """Whether the sensors have been read for as long as they need to settle."""
        return self.read_s >= self.setup.board.claims.warm_up_s

    @property
    def read_s(self) -> float:
        """For how long the board has been read, also before a recording began."""
        return self._read_before_s + (self._whole.duration_s if self._whole.frames else 0.0)

    @property
    def sway_law(self) -> SwayLaw:
        """What the board can tell of sway, by what is known now of how its converters run."""
        return self._errors_now().sway_law

    @property
    def filter_delay_s(self) -> float:
        """What the live filter adds."""
        return self._believed.filter_delay_s

    @property
    def can_undo_zero(self) -> bool:
        """Whether a zero was taken that can be taken back."""
        return bool(self._undo)

    @property
    def drifted(self) -> bool:
        """Whether the board is empty and reads clearly something."""
        return self._drift.drifted

    def totals_from_here(self) -> StreamTotals:
        """Counts from the next block on, with an eye on the zero: for a recording."""
        setup = self.setup
        return StreamTotals(ZeroBracket(setup.board, self._force.tare_n, setup.zero_known))

    def unsure(self) -> dict[str, Three]:
        """Half width of each share's 95 % interval by foot, where somebody of usual weight stands as usual."""
        return {foot: state.share_pm for foot, state in usual_states(self.setup, self._balance).items()}

    def stance_pm(self) -> dict[str, Three]:
        """What of it comes from where the foot stands on a plate: the same as long as it stands there."""
        if not self.setup.board.rigid:
            return {}
        return {foot: state.stance_pm for foot, state in usual_states(self.setup, self._balance).items()}

    @property
    def settled(self) -> Settled:
        """How what is said was settled until now."""
        return copy(self._settled)

    def settle(self, settled: Settled) -> None:
        """From the next picture on it goes on from here."""
        self._settled = copy(settled)

    def shared(self) -> dict[int, object]:
        """What a twin need not copy, as `copy.deepcopy` wants it: values that nobody changes, and the ring of the last
        seconds."""
        mine = self.setup, self._force, self._balance, self._bases, self._recent, self._newest, self._unsure, self._last
        return {id(each): each for each in mine if each is not None}

    def forget_recent(self) -> None:
        """The last seconds, and what was shown last, fill anew."""
        self._recent, self._newest = self._new_recent(), None

    @property
    def matrices(self) -> Mapping[str, FootMatrix]:
        """How each foot's numbers follow from its cells."""
        return self._balance.matrices

    def window(self, seconds: float) -> Window:
        """The last seconds of what is shown."""
        return self._recent.window(seconds)

    def _glance(self, drill: DrillView | None, freshness: Freshness) -> Picture | None:
        """All but times and CoP, and loads if these count, as they were shown before; None where that is too old, or
        would not show what has changed."""
        assert self._newest is not None
        balance, t_s, last = self._newest[0].shown, self._whole.duration_s, self._last
        loads = freshness is Freshness.LOADS
        held = last is not None and 0 <= t_s - (last.whole_s if loads else last.picture.t_s) < freshness.held_s
        if last is None or not held or not last.holds(self.setup, self._balance, self._seen_with(drill)):
            return None
        if loads:
            last = self._last = last._replace(picture=self._with_loads(last.picture))
        feet, both = last.picture.feet, (nan, nan)
        if cop_earned(self.setup):
            for foot, matrix in self._balance.matrices.items():
                x, y = to_foot(matrix.pose, foot, balance.cop_mm[-1, FEET.index(foot)]).tolist()
                feet = {**feet, foot: replace(feet[foot], cop_mm=(x, y))}
            both = (float(balance.both_cop_mm[-1, 0]), float(balance.both_cop_mm[-1, 1]))
        arrived_s = self._newest[0].block.arrived_s
        return replace(last.picture, t_s=t_s, arrived_s=arrived_s, host_delay_s=self._delay_s, feet=feet, cop_mm=both)

    def _with_loads(self, picture: Picture) -> Picture:
        """With times and loads of now, as unsure as they were."""
        assert self._newest is not None
        (newest, force), matrices = self._newest, self._balance.matrices
        balance = newest.shown
        feet = feet_states(
            self.setup, matrices, force, balance, newest.block.status[-1], self.watch.found, picture.feet
        )
        total = float(balance.total_n[-1])
        left = float(balance.load_n[-1, 0]) / total if isfinite(picture.left_fraction) else nan
        return replace(picture, t_s=self._whole.duration_s, feet=feet, total_n=total, left_fraction=left)

    def _seen_with(self, drill: DrillView | None) -> tuple[object, ...]:
        """What changes a picture at once."""
        assert self._newest is not None
        loaded = np.isfinite(self._newest[0].shown.share[-1]).all(1).tolist()
        told = None if drill is None else (drill.state, drill.scoring, drill.feedback, drill.active)
        return self.watch.found, self.watch.lies, loaded, told, self.checked, self.warm

    def picture(self, drill: DrillView | None, freshness: Freshness = Freshness.ALL_NEW) -> Picture:
        """What the newest sampling shows. In a drill its own faults count."""
        if self._newest is None:
            return Picture()
        if freshness.held_s > 0 and (glance := self._glance(drill, freshness)) is not None:
            return glance
        one_of_many = freshness is not Freshness.ALL_NEW
        (newest, force), setup, matrices = self._newest, self.setup, self._balance.matrices
        balance, t_s = newest.shown, self._whole.duration_s
        before = self._feet_before(t_s) if one_of_many else None
        feet = feet_states(setup, matrices, force, balance, newest.block.status[-1], self.watch.found, before)
        if one_of_many and before is None:
            self._unsure = t_s, setup, self._balance, feet
        standing = tuple(f for f in setup.board.feet if feet[f].loaded)
        cop = balance.both_cop_mm[-1].tolist() if cop_earned(setup) else [nan, nan]
        # Only a board that knows where both feet stand knows where the edge is.
        known = standing and (len(standing) == 1 or not setup.board.claims.cop_needs_calibration)
        total = float(balance.total_n[-1])
        left = float(balance.load_n[-1, 0]) / total if len(standing) == 2 else nan
        seen = Seen(
            feet,
            setup.board.claims.faults,
            self.watch.found,
            left,
            moving=self._recent.moves(MOVES_S),
            checked=self.checked,
            warming_up=not self.warm,
            zero_known=setup.zero_known,
            lies=self.watch.lies,
            gains_checked=setup.calibration.calibrated,
        )
        judgement = judge_in_drill(drill, seen) if drill is not None and drill.scoring else judge(seen)
        out = Picture(
            t_s=t_s,
            arrived_s=newest.block.arrived_s,
            host_delay_s=self._delay_s,
            filter_delay_s=self._believed.filter_delay_s,
            feet=feet,
            total_n=total,
            total_pm_n=total_pm_n(setup, force),
            left_fraction=left,
            left_pm=self._errors_now().left_pm(force) if isfinite(left) else nan,
            cop_mm=(cop[0], cop[1]),
            margin=self._margin(standing, cop, force) if known else None,
            judgement=self._settled(judgement, t_s),
            implausible=self.watch.found,
            sensor_delay_s=setup.sensor_delay_s,
            sensor_delay_pm_s=setup.sensor_delay_pm_s,
            # Where a wire is wrong, what the empty board seems to read says nothing.
            caution="" if self.watch.found else caution(setup, matrices, force, balance, t_s, self._drift),
            overload=overload(setup, balance if self._not_hidden is None else self._not_hidden),
        )
        if one_of_many:
            self._last = _Last(setup, self._balance, self._seen_with(drill), out, t_s)
        return out

    def _feet_before(self, t_s: float) -> Mapping[str, FootState] | None:
        """The feet of the last picture for which uncertainties were found, where that was not long ago."""
        then_s, setup, balance, feet = self._unsure
        alike = setup is self.setup and balance is self._balance
        return feet if alike and 0 <= t_s - then_s < HELD_S else None

    def _use_rate(self, hz: float) -> None:
        self.setup = replace(self.setup, measured_hz=hz)
        self._recent = self._new_recent()

    def _laws(self) -> tuple[BalanceLaw, DriftWatch, RecentWindow]:
        s = self.setup
        law = BalanceLaw(placed(s.board, s.calibration.places_mm), s.feet, s.stance)
        return law, DriftWatch(s.board), self._new_recent()

    def _new_recent(self) -> RecentWindow:
        s = self.setup
        return RecentWindow(s.board, s.rate_hz, STRIP_S, s.poses, show_cop=cop_earned(s))

    def _errors_now(self) -> SetupErrors:
        if self._errors.setup is not self.setup:
            self._errors = SetupErrors(self.setup)
        return self._errors

    def _margin(self, standing: tuple[str, ...], cop_mm: list[float], force_n: NDArray[np.float64]) -> Margin:
        base, told = self._base(standing), all(map(isfinite, cop_mm))
        of_cop = board_cop_covariance(self.setup, force_n) if base.measured and told else None
        return margin(base, np.array(cop_mm), of_cop)

    def _base(self, standing: tuple[str, ...]) -> Support:
        """Base of support of the feet that stand; found once, because a hull costs more than the rest of a picture."""
        if standing not in self._bases:
            poses = self.setup.poses
            self._bases[standing] = base_of_support({foot: poses[foot] for foot in standing})
        return self._bases[standing]
