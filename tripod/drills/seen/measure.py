"""How wrong each point of a foot is: the one measure from which word, tone, colour, advice and score come.

`grade` is how far a share lies out of its band, over what this board can tell: 0 within `EDGE` of the band or nearer to
it than the share is unsure, 1 where a fault is told, and so on in a straight line. What nobody can tell (a point that
the board does not see, a foot that nobody knows the place of) has no grade, and blames nobody.

With shares s of the foot, bands [low, high], half widths pm of their 95 % intervals, r = MT1 / (MT1 + MT5), and of a
board that is held against how the person began `wide` = 1.4, else 1:

    standing                off                         grade 0 up to        1 from
    a light point           low - s                     max(EDGE, pm)        max(wide * by, pm), by 0.10 (MT5 0.05)
    a heavy heel            s - high                    max(EDGE, pm)        max(wide * 0.15, pm)
    a heavy toe base        s - high                    max(EDGE, pm)        never: no fault has that name
    lost contact            0.01 - s of the lightest    -0.02                0
    moving
    heel_heavy              floors of MT1 + MT5 - theirs  pm - 0.05          0
    heel_light              floor of the heel - s       pm - 0.05            0
      at bottom and end     low - max(wide * 0.10, pm) - s   the same        0, where that is more than its floor
    mt1_light, mt5_light    |r - r0|                    max(2/3 d, pm / (s_MT1 + s_MT5))   max(d, the same)
    both
    shift_left, _right      |left part - 1/2|           0.06                 0.12
    sway                    RMS distance over 3 s       0.6 of its limit     its limit

At the bottom of a hinge the hips are back, and at its end one stands: whoever has less on the heel there than who
stands may have has gone the wrong way, or came up over the toes. d is 0.18, wider by as much as the forefoot carries
less than usual, and 1.4 times as wide from a start.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import NamedTuple

from tripod.balance.thresholds import EDGE, Threshold, thresholds, width_to
from tripod.boards import POINTS, STANCE_FAULTS
from tripod.boards.stance_faults import CONVENTION, FLOORS, HEAVY_BY, LIGHT_AT, MOST_SHIFT, Band, Fault
from tripod.drills.score.bands import Reference
from tripod.drills.seen.look import Three

FROM_START = 1.4
"""Where a try is held against its own first seconds, thresholds lie so much farther out: sway was in those, too."""
RATIO_OFF, RATIO_EDGE = 0.18, 2 / 3
CONTACT, CONTACT_NEAR = 0.01, 0.02
FLOOR_NEAR = 0.05
SHIFT_EDGE, SWAY_EDGE = 0.06, 0.6
NEARLY = 0.1
"""This near to `heel_heavy` lost toe bases follow from it; what is lost for less on the way there is none."""
IMPLIED = 0.6
"""With the heel this part of the way to heavy and neither toe base in its band, light toes follow from it."""
_CLEARLY = 1e-9
"""Rounding makes no difference to what is so far from an edge."""
SHIFT, SWAY = "shift", "sway"
"""What `Graded.point` names where it is about both feet."""
HYSTERESIS: Mapping[Fault, float] = {Fault.SWAY: 0.15}
USUAL_HYSTERESIS = 0.02
"""A fault that began is over once its excess is below minus this."""
_NEVER_TOLD = 0.999
_ALL = (True, True, True)
LIGHT_TOE_BASES = (Fault.MT1_LIGHT, Fault.MT5_LIGHT)
_EXPLAINED = (*LIGHT_TOE_BASES, Fault.CONTACT_LOST)


class Graded(NamedTuple):
    """How wrong one thing is at one look. A tuple, for thousands are made in each try."""

    fault: Fault | None
    """What it is told as; None where no fault has that name."""
    foot: str
    """"" where it is of both."""
    point: str
    """`heel`, `mt1`, `mt5`; of both `SHIFT` or `SWAY`."""
    excess: float
    """Beyond where it is told: in fractions of the load, for sway in multiples of its limit; negative before."""
    grade: float
    """0 where nothing is wrong, 1 and more where a fault is told."""
    off: float
    """Beyond where `grade` begins; 0 before. In the unit of `excess`."""

    def implied(self) -> "Graded":
        """The same where a more important fault explains it, or no fault has that name: never told by itself."""
        return Graded(self.fault, self.foot, self.point, -1.0, min(self.grade, _NEVER_TOLD), self.off)


def graded(fault: Fault | None, foot: str, point: str, excess: float, width: float) -> Graded:
    """`width`: from where the grade begins to where it is told; 0 where nothing is seen before it is told."""
    off = max(excess + width, 0.0)
    grade = off / width if width > 0 else 1 + off / EDGE if off > 0 else 0.0
    return Graded(fault, foot, point, excess, grade, off)


_Ranges = tuple[float, float, float, float, float, float]
"""From and to of the heel's share, of MT1's and of MT5's."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One thing that is looked at of a foot that stands still."""

    fault: Fault | None
    point: str
    """"" for whichever is the lightest."""
    k: int
    share: float
    further: float
    """It is told so far beyond `share`."""
    width: float
    above: bool = False


class Measure:
    """Of the feet that stand, held against one reference. Built anew when what is known of the stance changes."""

    def __init__(
        self,
        claims: Sequence[Fault],
        reference: Reference,
        *,
        moving: bool,
        floors: Mapping[str, float] = FLOORS,
        unsure: Mapping[str, Three] | None = None,
        unplaced: Collection[str] = (),
    ) -> None:
        """`claims`: faults that the board may claim. `unsure`: half widths of each share's 95 % interval, by foot; of
        feet that are `unplaced` nobody knows where they stand."""
        self._claims, self._reference, self._moving, self._unplaced = claims, reference, moving, unplaced
        self._seen = [point for point in POINTS if LIGHT_AT[point] in claims]
        self._wide = FROM_START if reference.source == "start" else 1.0
        self._pm = {foot: _by_point(_sure(pm)) for foot, pm in (unsure or {}).items()}
        feet = reference.bands
        self._floors = {foot: own_floors(reference, foot, {**FLOORS, **floors}) for foot in feet}
        thresholds_of = {foot: hold_thresholds(reference, foot, unsure or {}) for foot in feet}
        # Worked out once, for a look comes a hundred times a second.
        usual = {(foot, of.point): of.usual for foot in feet for of in thresholds_of[foot] if not of.above}
        self._bands = {(f, p): self._band(f, p) for f in feet for p in reference.bands[f]}
        self._sure = {(foot, point): self._sure_from(foot, point, least) for (foot, point), least in usual.items()}
        told = {f: [self._sure.get((f, p)) if self.tells(f, p) else None for p in POINTS] for f in feet}
        self._told = {foot: tuple((0.0, -inf, inf) if moving and of else of for of in told[foot]) for foot in feet}
        self._rows = {foot: self._rows_of(foot, thresholds_of[foot]) for foot in feet}
        self._stands_at = {
            of.foot: of.share for foot in feet for of in thresholds_of[foot] if of.fault is Fault.HEEL_LIGHT
        }
        self._calm = {foot: self._calm_of(foot) for foot in feet}
        self._all_in = {foot: _ranges([self._bands[foot, point] for point in POINTS]) for foot in feet}
        self._all_sure = {foot: _ranges([_sure_range(of) for of in self._told[foot]]) for foot in feet}

    def tells(self, foot: str, point: str) -> bool:
        """Whether anything can be told of the point at all."""
        return point in self._seen and foot not in self._unplaced

    def sees_toe_bases(self, foot: str) -> bool:
        """Whether of either toe base it could be told at all, standing still, that it is light."""
        return any(row.fault in LIGHT_TOE_BASES and row.share >= CONTACT for row in self._rows[foot])

    def in_band(self, foot: str, point: str, share: float) -> bool:
        """Whether the share lies in its band, as far as the board can tell; with no `EDGE` about it."""
        low, high = self._bands[foot, point]
        return low <= share <= high

    def all_in_band(self, foot: str, share: Three) -> bool:
        """Whether all of them surely do; False also where one is within a billionth of its edge."""
        return _inside(self._all_in[foot], share)

    def sure_in(self, foot: str, point: str, share: float) -> bool:
        """Whether no fault can hide in what the board does not know of this share."""
        if self._moving:
            return True
        pm, least, most = self._sure[foot, point]
        return share - pm >= least and share + pm <= most

    def sure_all(self, foot: str, share: Three) -> Sequence[bool]:
        """Of each point whether anything can be told of it, and no fault can hide in what is not known of its share."""
        if _inside(self._all_sure[foot], share):
            return _ALL
        told = zip(self._told[foot], share, strict=True)
        return [of is not None and s - of[0] >= of[1] and s + of[0] <= of[2] for of, s in told]

    def of_foot(self, foot: str, share: Three) -> list[Graded]:
        """Of one foot that stands, in the order of `STANCE_FAULTS`, what has no name last; a foot has at most one
        entry of each fault."""
        return self._of_foot(foot, share, far=True)

    def near(self, foot: str, share: Three, *, stands: bool = False) -> list[Graded]:
        """The same without what is so far from wrong that it has no grade and ends a fault that began. `stands`: it is
        the bottom of a hinge, or its end."""
        return self._of_foot(foot, share, far=False, stands=stands)

    def _of_foot(self, foot: str, share: Three, *, far: bool, stands: bool = False) -> list[Graded]:
        if foot in self._unplaced or (not far and not self._moving and _inside(self._calm[foot], share)):
            return []
        return self._in_motion(foot, share, stands=stands) if self._moving else self._standing(foot, share, far=far)

    def of_both(self, left: float, sway: float) -> list[Graded]:
        """`left`: the left foot's part of both, nan while one stands; `sway`: RMS distance as a part of its limit."""
        found: list[Graded] = []
        if isfinite(left):
            width = MOST_SHIFT - SHIFT_EDGE
            found.append(graded(Fault.SHIFT_LEFT, "", SHIFT, left - (0.5 + MOST_SHIFT), width))
            found.append(graded(Fault.SHIFT_RIGHT, "", SHIFT, 0.5 - MOST_SHIFT - left, width))
        if not self._moving:
            found.append(graded(Fault.SWAY, "", SWAY, sway - 1, 1 - SWAY_EDGE))
        return [of for of in found if of.fault in self._claims]

    def both_far(self, left: float, sway: float) -> bool:
        """Whether `of_both` is so far from wrong that nothing of it has a grade or holds a fault that has not begun."""
        return not (abs(left - 0.5) > SHIFT_EDGE - _CLEARLY or sway > SWAY_EDGE - _CLEARLY)

    def _pm_of(self, foot: str, point: str) -> float:
        return self._pm.get(foot, {}).get(point, 0.0)

    def _band(self, foot: str, point: str) -> tuple[float, float]:
        """From where to where a share lies in its band, as far as the board can tell."""
        (low, high), pm = self._reference.bands[foot][point], self._pm_of(foot, point)
        return low - pm, high + pm

    def _sure_from(self, foot: str, point: str, least: float) -> tuple[float, float, float]:
        """How unsure a share is, and between what it must lie with that so that no fault can hide in it."""
        heavy = self._reference.bands[foot][point][1] + self._wide * HEAVY_BY if point == "heel" else inf
        return self._pm_of(foot, point), least, heavy

    def _rows_of(self, foot: str, of_foot: Sequence[Threshold]) -> tuple["_Row", ...]:
        """What is looked at of a foot that stands still, in the order in which it is told."""
        bands = self._reference.bands[foot]
        rows = [_Row(Fault.CONTACT_LOST, "", 0, CONTACT, 0.0, CONTACT_NEAR)]
        for told in of_foot:
            low, high = bands[told.point]
            width = width_to(told.share - high if told.above else low - told.share, told.pm)
            rows.append(_Row(told.fault, told.point, POINTS.index(told.point), told.share, 0.0, width, told.above))
        for point in ("mt1", "mt5"):
            pm = self._pm_of(foot, point)
            told_from = max(self._wide * HEAVY_BY, pm)
            width = width_to(told_from, pm)
            rows.append(_Row(None, point, POINTS.index(point), bands[point][1], told_from, width, above=True))
        return tuple(
            sorted((row for row in rows if self._known(row.fault, row.point)), key=lambda row: _order(row.fault))
        )

    def _calm_of(self, foot: str) -> _Ranges:
        """Between what each share lies while `near` finds nothing of the foot."""
        low, high = [-inf] * len(POINTS), [inf] * len(POINTS)
        for row in self._rows[foot]:
            away = max(USUAL_HYSTERESIS, row.width)
            for k in (row.k,) if row.point else range(len(POINTS)):
                if row.above:
                    high[k] = min(high[k], row.share + row.further - away)
                else:
                    low[k] = max(low[k], row.share + away)
        return _ranges(list(zip(low, high, strict=True)))

    def _known(self, fault: Fault | None, point: str) -> bool:
        return fault in self._claims if fault else point in self._seen

    def _standing(self, foot: str, share: Three, *, far: bool) -> list[Graded]:
        bands = self._reference.bands[foot]
        back = share[0] > bands["heel"][1] + IMPLIED * self._wide * HEAVY_BY
        explained = _EXPLAINED if back and share[1] < bands["mt1"][0] and share[2] < bands["mt5"][0] else ()
        found, lightest = list[Graded](), share.index(min(share))
        for row in self._rows[foot]:
            k = row.k if row.point else lightest
            excess = share[k] - row.share - row.further if row.above else row.share - share[k]
            if not far and excess <= -USUAL_HYSTERESIS and excess + row.width <= 0:
                continue
            of = graded(row.fault, foot, row.point or POINTS[k], excess, row.width)
            found.append(of.implied() if not row.fault or row.fault in explained else of)
        return found

    def _in_motion(self, foot: str, share: Three, *, stands: bool) -> list[Graded]:
        bands, floors = self._reference.bands[foot], self._floors[foot]
        least = max(floors["heel"], self._stands_at.get(foot, 0.0)) if stands else floors["heel"]
        heel, mt1, mt5 = share
        forefoot = max(mt1 + mt5, 1e-9)
        r, r0 = mt1 / forefoot, self._reference.ratio(foot)
        # The less the forefoot carries, the less its two ends say of each other.
        usual = sum(bands["mt1"] + bands["mt5"]) / 2
        off = RATIO_OFF * max(1.0, usual / forefoot) * self._wide
        pm = max(self._pm_of(foot, "mt1"), self._pm_of(foot, "mt5")) / forefoot
        told, width = max(off, pm), max(off, pm) - max(RATIO_EDGE * off, pm)
        near = max(FLOOR_NEAR - self._pm_of(foot, "heel"), 0.0)
        heavy = graded(Fault.HEEL_HEAVY, foot, "heel", floors["mt1"] + floors["mt5"] - (mt1 + mt5), near)
        outward = graded(Fault.MT1_LIGHT, foot, "mt1", r0 - told - r, width)
        inward = graded(Fault.MT5_LIGHT, foot, "mt5", r - (r0 + told), width)
        lightest = POINTS[share.index(min(share))]
        lost = graded(Fault.CONTACT_LOST, foot, lightest, CONTACT - min(share), CONTACT_NEAR)
        of_lightest = outward if lightest == "mt1" else inward if lightest == "mt5" else None
        back = heavy.excess > -NEARLY
        if back or (of_lightest is not None and of_lightest.excess > 0) or (lightest == "heel" and least > heel):
            # So little is on the forefoot of who moves that what gets light is lost at once: that is one fault.
            lost = lost.implied()
        light = graded(Fault.HEEL_LIGHT, foot, "heel", least - heel, near)
        known = [of for of in (heavy, lost, outward, inward, light) if of.fault in self._claims]
        return sorted(known, key=lambda of: _order(of.fault))


def hold_thresholds(reference: Reference, foot: str, unsure: Mapping[str, Three]) -> tuple[Threshold, ...]:
    """The shares of a foot from which on a hold tells each fault of a point; `unsure` as `Measure` has it."""
    wide = FROM_START if reference.source == "start" else 1.0
    bands = {point: Band(low, high) for point, (low, high) in reference.bands[foot].items()}
    return thresholds(foot, unsure.get(foot, (0.0, 0.0, 0.0)), STANCE_FAULTS, bands, wide)


def own_floors(reference: Reference, foot: str, floors: Mapping[str, float]) -> dict[str, float]:
    """Least shares of a foot in a moving drill: in the same proportion to its own bands as the floors are to the
    convention's, and lower where those bands are only how the person began."""
    if reference.source in ("convention", "drill"):
        return dict(floors)
    wide = FROM_START if reference.source == "start" else 1.0
    usual = {point: (band.low + band.high) / 2 for point, band in CONVENTION.items()}
    return {p: floor * min(sum(reference.bands[foot][p]) / 2 / usual[p], 1.0) / wide for p, floor in floors.items()}


def _ranges(of: Sequence[tuple[float, float]]) -> _Ranges:
    (a, b), (c, d), (e, f) = ((low + _CLEARLY, high - _CLEARLY) for low, high in of)
    return a, b, c, d, e, f


def _inside(ranges: _Ranges, share: Three) -> bool:
    """Whether each share surely lies in its range."""
    a, b, c, d, e, f = ranges
    return a <= share[0] <= b and c <= share[1] <= d and e <= share[2] <= f


def _sure_range(told: tuple[float, float, float] | None) -> tuple[float, float]:
    """Between what a share lies of which something can be told, and in which no fault can hide; nothing lies between
    infinity and less."""
    return (told[1] + told[0], told[2] - told[0]) if told is not None else (inf, -inf)


def _by_point(values: Three) -> dict[str, float]:
    return dict(zip(POINTS, values, strict=True))


def _order(fault: Fault | None) -> int:
    return STANCE_FAULTS.index(fault) if fault else len(STANCE_FAULTS)


def _sure(pm: Three) -> Three:
    """Where nobody knows how unsure a share is, nothing is added."""
    heel, mt1, mt5 = (value if isfinite(value) else 0.0 for value in pm)
    return heel, mt1, mt5
