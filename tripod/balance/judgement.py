"""The one judgement of a stance that everything speaks: good, off, cannot tell (and why), or moving.

Good must be earned: every point of every foot that stands lies in its band, no fault can hide in its uncertainty, the
readings were checked (`force.plausibility`), and nothing moves. What is neither off for sure nor good is *cannot tell*.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import isfinite, nan

from tripod.balance.foot_states import FootState
from tripod.balance.in_band import InBand, beyond, in_band
from tripod.balance.stance_advice import Advice, most_important_fault
from tripod.boards import POINTS
from tripod.boards.stance_faults import ALERT, CONVENTION, LIGHT_AT, MOST_SHIFT, Band, Fault
from tripod.force.plausibility import Implausible

BEYOND = 0.15
"""A share farther outside of 0 to 100 % than this is that of no foot on its place."""
LEFT_PM = 0.02
"""Half width of the 95 % interval of the left foot's part: gains of 2 % on each side give 0.5 x 0.02 x 1.96."""
Bands = Mapping[str, Band]
"""Point -> where its share should lie."""


class Answer(StrEnum):
    """What may be said."""

    GOOD = "good"
    OFF = "off"
    CANNOT_TELL = "cannot tell"
    MOVING = "moving"


class Why(StrEnum):
    """Why it cannot be told. Each has its sentence in the catalogue, in the table `cannot_tell`."""

    NOBODY = "nobody"
    WIRE = "wire"
    """A reading cannot be true: `Judgement.implausible` says which."""
    WEIGHT = "weight"
    """The board reads another weight than the one that was said, and it would else be good."""
    LIES = "lies"
    """Nobody stands there, and a cell reads a load: `Judgement.lies` says which."""
    NO_READING = "no_reading"
    """The board itself says that a cell gives none."""
    JUST_BEGUN = "just_begun"
    """The readings have not been checked for long enough."""
    TOO_SHORT = "too_short"
    """The same of what is over, and will not be longer: `Judgement.seen_s` says how long it was."""
    NO_FEEDBACK = "no_feedback"
    """A try of a drill in which nothing is to be said."""
    TOO_LITTLE_LOAD = "too_little_load"
    NOT_ZEROED = "not_zeroed"
    """What the empty board reads was never taken, and may be more than the shares can bear."""
    WARMING_UP = "warming_up"
    NOT_CLAIMED = "not_claimed"
    """This board may not judge the point."""
    BEYOND_CELLS = "beyond_cells"
    """The load lies past the cells of its plate, or its cells do not add up: shares far outside 0 to 100 %."""
    NEARLY_SHIFTED = "nearly_shifted"
    """The weight is so far to one side that the gains of the cells decide whether it is too far."""
    STANCE = "stance"
    """Nobody has measured where the foot stands and points, and the point's share depends on that."""
    UNSURE = "unsure"
    """What this board can tell of the point's share is too wide to say good or off."""


@dataclass(frozen=True)
class PointShare:
    """A point of a foot with its share, half width of its 95 % interval, and band; fractions of the foot."""

    foot: str
    point: str
    share: float
    pm: float
    band: Band


@dataclass(frozen=True)
class Judgement:
    """What is said, and the one thing that it is about."""

    answer: Answer
    advice: Advice | None = None
    """The fault, where there is one; `STEP_ON` where nobody stands."""
    why: Why | None = None
    """With *cannot tell*."""
    foot: str = ""
    """"" where it is about both feet."""
    about: PointShare | None = None
    """The point that is off without being a fault of a name, or about which it cannot be told."""
    implausible: Implausible | None = None
    failing: tuple[int, int] | None = None
    """With *no reading*: which of the foot's cells, and its status (`device.protocol.Status`)."""
    lies: int | None = None
    """With *lies*: the cell, in the order of the board's file."""
    gains_checked: bool = True
    """With *good*: whether anybody found out what the cells give, by a calibration."""
    seen_s: float = nan
    """With *too short*: for how long the readings were seen."""
    other: "Judgement | None" = None
    """Where something of one foot cannot be true: what is to be said of the other, `other_foot`."""
    other_foot: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it another one."""
        point = self.about.point if self.about else ""
        fault = self.advice.fault if self.advice else None
        found = (self.implausible.cause, self.implausible.cell) if self.implausible else None
        return self.answer, fault, self.why, self.foot, point, found or self.failing or self.lies


@dataclass(frozen=True)
class Seen:
    """All that a judgement follows from."""

    feet: Mapping[str, FootState]
    claims: Sequence[Fault]
    """Faults that the board may claim."""
    implausible: Sequence[Implausible] = ()
    left_fraction: float = nan
    """Of the load of both feet; nan while one stands."""
    moving: bool = False
    checked: bool = True
    """The readings were looked at for long enough to find what cannot be true of them."""
    warming_up: bool = False
    zero_known: bool = True
    gains_checked: bool = True
    """Somebody calibrated the board; else it is taken for granted that each cell gives what its maker says."""
    lies: Sequence[int] = ()
    """Cells on which something lies, or whose zero is another, while nobody stands there."""
    bands: Mapping[str, Bands] = field(default_factory=dict[str, Bands])
    """Foot -> bands, where they are not the convention's."""


def judge(seen: Seen) -> Judgement:
    """The judgement of a stance."""
    standing = {foot: state for foot, state in seen.feet.items() if state.loaded}
    early = _not_measured(seen, standing)
    if early is not None:
        return early
    placed = {foot: state for foot, state in standing.items() if _placed(state)}
    for foot, state in placed.items():
        if any(s + pm < -BEYOND or s - pm > 1 + BEYOND for s, pm in zip(state.share, state.share_pm, strict=True)):
            return Judgement(Answer.CANNOT_TELL, why=Why.BEYOND_CELLS, foot=foot)
    fault = _fault(seen, placed) if placed and not seen.bands else None
    if fault is not None:
        return Judgement(Answer.OFF, fault, foot=fault.foot)
    shift = _shifted(seen)
    if shift is not None:
        return Judgement(Answer.OFF, shift)
    for foot, state in standing.items():
        if state.vague:
            return Judgement(
                Answer.CANNOT_TELL, why=Why.TOO_LITTLE_LOAD if seen.zero_known else Why.NOT_ZEROED, foot=foot
            )
    return _by_points(seen, standing)


def _not_measured(seen: Seen, standing: Mapping[str, FootState]) -> Judgement | None:
    """Why nothing of the feet can be judged at all; None if they can be."""
    if seen.implausible:
        found = seen.implausible[0]
        others = {f: s for f, s in standing.items() if all(f != wrong.foot != "" for wrong in seen.implausible)}
        foot = next(iter(others), "")
        other = judge(replace(seen, feet={foot: others[foot]}, implausible=(), left_fraction=nan)) if foot else None
        return Judgement(
            Answer.CANNOT_TELL, why=Why.WIRE, foot=found.foot, implausible=found, other=other, other_foot=foot
        )
    for foot, state in seen.feet.items():
        failing = next(((k, status) for k, status in enumerate(state.status) if status), None)
        if failing is not None:
            return Judgement(Answer.CANNOT_TELL, why=Why.NO_READING, foot=foot, failing=failing)
    if not standing:
        return Judgement(Answer.CANNOT_TELL, Advice(Fault.STEP_ON, "", nan, None), why=Why.NOBODY)
    if not seen.checked:
        return Judgement(Answer.CANNOT_TELL, why=Why.JUST_BEGUN)
    if seen.lies:
        return Judgement(Answer.CANNOT_TELL, why=Why.LIES, lies=seen.lies[0])
    return Judgement(Answer.MOVING) if seen.moving else None


def _fault(seen: Seen, standing: Mapping[str, FootState]) -> Advice | None:
    """The most important fault by the convention, of those that the board may claim."""
    return most_important_fault(
        {f: s.share for f, s in standing.items()},
        {f: s.share_pm for f, s in standing.items()},
        dict.fromkeys(standing, True),
        {f for f, s in standing.items() if s.vague},
        seen.claims,
    )


def _shifted(seen: Seen) -> Advice | None:
    left = seen.left_fraction
    if not isfinite(left) or abs(left - 0.5) <= MOST_SHIFT:
        return None
    fault = Fault.SHIFT_LEFT if left > 0.5 else Fault.SHIFT_RIGHT
    return Advice(fault, "", left, Band(0.5 - MOST_SHIFT, 0.5 + MOST_SHIFT)) if fault in seen.claims else None


def _by_points(seen: Seen, standing: Mapping[str, FootState]) -> Judgement:
    """Off, cannot tell or good, by the point that lies farthest outside of its band."""
    points = [
        PointShare(foot, point, state.share[k], state.share_pm[k], seen.bands.get(foot, CONVENTION)[point])
        for foot, state in standing.items()
        for k, point in enumerate(POINTS)
    ]
    claimed = [p for p in points if LIGHT_AT[p.point] in seen.claims]
    unplaced = [p for p in points if not _placed(standing[p.foot])]
    off = max((p for p in claimed if p not in unplaced), key=lambda p: outside(p) - p.pm, default=None)
    if off is not None and in_band(off.share, off.pm, off.band) is InBand.OUTSIDE:
        return Judgement(Answer.OFF, foot=off.foot, about=off)
    if seen.warming_up:
        return Judgement(Answer.CANNOT_TELL, why=Why.WARMING_UP)
    for point in points:
        if point not in claimed:
            return Judgement(Answer.CANNOT_TELL, why=Why.NOT_CLAIMED, foot=point.foot, about=point)
    shift = abs(seen.left_fraction - 0.5) if Fault.SHIFT_LEFT in seen.claims else 0.0
    if shift > MOST_SHIFT - LEFT_PM:
        return Judgement(Answer.CANNOT_TELL, why=Why.NEARLY_SHIFTED)
    unsure = unplaced or [p for p in points if outside(p) > 0 or _may_be_fault(p)]
    if unsure:
        worst = max(unsure, key=lambda p: p.pm + outside(p))
        why = Why.STANCE if unplaced else Why.UNSURE
        return Judgement(Answer.CANNOT_TELL, why=why, foot=worst.foot, about=worst)
    return Judgement(Answer.GOOD, gains_checked=seen.gains_checked)


def _placed(state: FootState) -> bool:
    """Whether it is known where the foot stands, so that its shares may make a fault."""
    return state.pose is None or state.pose.measured


def outside(point: PointShare) -> float:
    """How far the share lies outside of its band; 0 within."""
    return beyond(point.share, point.band)


def _may_be_fault(point: PointShare) -> bool:
    """Whether the true share may be that of a fault. Bands of a person's own move the limits with them."""
    usual, alert = CONVENTION[point.point], ALERT[point.point]
    low = point.band.low - (usual.low - alert.low)
    high = point.band.high + (alert.high - usual.high)
    return not (isfinite(point.pm) and point.share - point.pm >= low and point.share + point.pm <= high)


class Settled:
    """Shows a judgement only once it has held for a moment, so that words do not flicker."""

    HOLD_S = 0.4

    def __init__(self) -> None:
        self._shown: Judgement | None = None
        self._since: tuple[tuple[object, ...] | None, float] = (None, float("-inf"))
        self._asked_s = float("-inf")

    def __call__(self, judgement: Judgement, t_s: float) -> Judgement:
        """The judgement to show at `t_s`, given the current one."""
        if self._shown is None or t_s - self._asked_s >= self.HOLD_S:
            # Who looks so seldom sees no flicker, and wants to know how it is now.
            self._shown = judgement
        self._asked_s = t_s
        if judgement.key != self._since[0]:
            self._since = judgement.key, t_s
        if judgement.key == self._shown.key or t_s - self._since[1] >= self.HOLD_S:
            self._shown = judgement
        return self._shown
