"""The score of a hold: 100 less what was lost (`cost.py`), and what else is worth knowing."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, nan

from msgspec import UNSET

from tripod.balance.sway_speed import NO_SWAY, NotComparable, SwayLaw, SwaySpeed, sway_file, sway_speed
from tripod.boards import FEET, POINTS
from tripod.drills.score.cost import (
    RETURN,
    TOES,
    Charge,
    Charges,
    Cost,
    costs,
    costs_file,
    said,
    told_only,
    with_missed,
)
from tripod.drills.score.cueing import Cueing
from tripod.drills.score.recovery import SHIFT_MM, Recovery, Return
from tripod.drills.seen.fault_watch import FaultWatch, rms_distance
from tripod.drills.seen.look import Look, Three
from tripod.drills.seen.toes import WANTED, ToeWork, toe_work
from tripod.sentences import sentence
from tripod.storage.schemas.drill_result import HoldFile, RecoveryFile, ToesFile, WorstFile

_LATELY_S = 0.25
_NONE = frozenset[tuple[str, str]]()
UNKNOWN_LAW = SwayLaw()
_ENDS = 0.2
"""Drift is told from the first and the last fifth."""


@dataclass(frozen=True)
class HoldResult:
    """One try."""

    duration_s: float
    time_in_band_s: float
    """How long nothing of any point was wrong, as far as the board can tell."""
    score: int | None
    """None where only sway was measured."""
    worst: tuple[str, str, float]
    """Foot, point and the part of the time in which it was in band."""
    drift_ml_mm: float
    drift_ap_mm: float
    sway: SwaySpeed
    """By the usual formula, up to 10 Hz."""
    longest_s: float
    """Longest unbroken time in band."""
    mean_share: dict[str, Three]
    recoveries: tuple[Recovery, ...]
    """Of each point that left its band."""
    recovery: bool = False
    """Shifts were wanted: points may get light, as long as they come back; how soon and how smoothly counts."""
    shifted: bool = True
    """Whether the load moved at all."""
    toes_wanted: bool = False
    toes: ToeWork | None = None
    """None where the board does not see them."""
    costs: tuple[Cost, ...] = ()
    """What was lost and for which point, the most expensive first."""
    eyes: str = ""
    """`open` or `closed`, where the sway of each is wanted."""

    @property
    def sway_mm_s(self) -> float:
        """nan where the board may not tell it."""
        return self.sway.mm_s

    def why(self) -> str:
        """The arithmetic, in one line."""
        if self.score is None:
            if isfinite(self.sway_mm_s):
                return sentence("hold_score.sway", mm_s=self.sway_mm_s)
            why = self.sway.why_not or NotComparable.NO_SWAY
            return sentence("hold_score.sway_not_told", why=sentence(f"sway_not_comparable.{why.value}"))
        lost = said(self.costs)
        values = {"duration": self.duration_s, "score": self.score, "lost": lost}
        if self.recovery:
            if not self.recoveries:
                return sentence("hold_score.no_point_left_its_band", **values)
            took = sum(r.took_s for r in self.recoveries) / len(self.recoveries)
            smooth = sum(r.smooth for r in self.recoveries) / len(self.recoveries)
            return sentence(
                "hold_score.points_came_back",
                points=len(self.recoveries),
                took=took,
                straight=100 * smooth,
                **values,
            )
        if self.toes:
            return sentence("hold_score.held_and_toes", times=self.toes.times, wanted=WANTED, **values)
        if self.toes_wanted:
            return sentence("hold_score.toes_not_seen", **values)
        return sentence("hold_score.held" if lost else "hold_score.nothing_lost", **values)


class HoldMeter:
    """Adds up looks."""

    def __init__(
        self,
        feet: Sequence[str],
        watch: FaultWatch,
        *,
        recovery: bool,
        toes: bool,
        body_n: float,
        period_s: float,
        cop_earned: bool = True,
        sway: SwayLaw = UNKNOWN_LAW,
        eyes: str = "",
        scored: bool = True,
    ) -> None:
        """`watch` has seen each look before the meter does.
        `recovery`: shifts are wanted, so coming back is scored. `toes`: they are to work; `body_n` is the body's
        weight, nan where it is unknown or the board does not tell the toes from the rest by it.
        `cop_earned`: whether this board may tell drift and sway in millimetres, and `sway` what of it.
        `scored`: whether more than sway is wanted."""
        self._eyes, self._has_score = eyes, scored
        self._cop_earned, self.sway_law = cop_earned, sway
        self._feet, self._watch = [(FEET.index(f), f) for f in feet], watch
        self._recovery, self._toes = recovery, toes
        self._body_n, self._period_s = body_n, period_s
        self._keys = {f: [(f, p) for p in POINTS] for f in feet}
        self._in = {key: 0.0 for f in feet for key in self._keys[f]}
        self._sums = {f: [0.0, 0.0, 0.0] for f in feet}
        self._cops: list[tuple[float, float]] = []
        self._times_s: list[float] = []
        self._unbroken = self.longest_s = self.time_in_band_s = self.elapsed_s = 0.0
        self._returns = {key: Return(period_s) for key in self._in}
        self._out = set[tuple[str, str]]()
        """Points that are on a way: at most looks there is none."""
        self._recoveries: list[Recovery] = []
        self._scored, self._scored_at_s = 0, -_LATELY_S
        self._toe_n: list[float] = []
        self._charge, self._charges = Charges(), list[Charge]()

    def __call__(self, moment: Look) -> None:
        """Take the next look; each counts for one period."""
        dt, in_s = self._period_s, self._in
        self.elapsed_s += dt
        graded, measure = self._watch.graded, self._watch.measure
        out = {(of.foot, of.point) for of in graded} if graded else _NONE
        for k, foot in self._feet:
            sums, shares = self._sums[foot], moment.share[k]
            heel, mt1, mt5 = shares
            sums[0] += heel
            sums[1] += mt1
            sums[2] += mt5
            for key in self._keys[foot]:
                if key not in out:
                    in_s[key] += dt
            if self._out or not measure.all_in_band(foot, shares):
                self._follow_returns(moment.t_s, foot, shares)
        self._charges.append(self._charge(moment.t_s, graded, self._watch.active))
        if out.isdisjoint(in_s):
            self.time_in_band_s += dt
            self._unbroken += dt
            self.longest_s = max(self.longest_s, self._unbroken)
        else:
            self._unbroken = 0.0
        if isfinite(moment.cop_mm[0]):
            self._cops.append(moment.cop_mm)
            self._times_s.append(moment.t_s)
        if self._toes and isfinite(self._body_n) and isfinite(moment.total):
            self._toe_n.append(self._body_n - moment.total)

    def _follow_returns(self, t_s: float, foot: str, shares: Three) -> None:
        """Points that leave their bands and come back."""
        for key, share in zip(self._keys[foot], shares, strict=True):
            inside, way = self._watch.measure.in_band(*key, share), self._returns[key]
            if not inside or way.out:
                came = way(t_s, share, inside=inside)
                if came is not None:
                    self._recoveries.append(came)
                (self._out.discard if inside else self._out.add)(key)

    @property
    def score_lately(self) -> int:
        """As it was within the last moment: cheap enough for every picture."""
        if self.elapsed_s - self._scored_at_s >= _LATELY_S:
            self._scored, self._scored_at_s = self.score, self.elapsed_s
        return self._scored

    @property
    def score(self) -> int:
        """So far."""
        if not self._charges:
            return 0
        counted = self._counted()
        return round(100 * (1 - sum(charge.rate for charge in counted) / len(counted)))

    def _counted(self) -> list[Charge]:
        """What each look costs, with what was missing of what the hold wants beside."""
        charged = self._charges
        if self._recovery:
            back = self._all_recoveries()
            missed = 1 - sum(r.score for r in back) / len(back) if back else 0.0
            charged = [with_missed(told_only(charge), missed, RETURN) for charge in charged]
        toes = self._toe_work()
        return [with_missed(charge, 1 - toes.part, TOES) for charge in charged] if toes is not None else charged

    def _toe_work(self) -> ToeWork | None:
        return toe_work(self._toe_n, self._body_n)

    @property
    def _shifted(self) -> bool:
        if not self._cops:
            return True
        return rms_distance([(0.0, *place) for place in self._cops]) >= SHIFT_MM

    def _all_recoveries(self) -> list[Recovery]:
        """With those that are still out: they took at least so long."""
        return self._recoveries + [r for r in (of.still_out() for of in self._returns.values()) if r is not None]

    def result(self) -> HoldResult:
        """The try as it is now."""
        n = max(round(self.elapsed_s / self._period_s), 1)
        parts = {key: value / max(self.elapsed_s, 1e-9) for key, value in self._in.items()}
        foot, point = min(parts, key=lambda key: parts[key])
        first, last = self._ends()
        mean = {f: (s[0] / n, s[1] / n, s[2] / n) for f, s in self._sums.items()}
        return HoldResult(
            duration_s=round(self.elapsed_s, 3),
            time_in_band_s=round(self.time_in_band_s, 3),
            score=self.score if self._has_score else None,
            worst=(foot, point, parts[foot, point]),
            drift_ml_mm=last[0] - first[0],
            drift_ap_mm=last[1] - first[1],
            sway=self._sway_speed(),
            longest_s=round(self.longest_s, 3),
            mean_share=mean,
            recoveries=tuple(self._all_recoveries()),
            recovery=self._recovery,
            shifted=self._shifted,
            toes_wanted=self._toes,
            toes=self._toe_work(),
            costs=costs(self._counted(), self._period_s) if self._has_score else (),
            eyes=self._eyes,
        )

    def _sway_speed(self) -> SwaySpeed:
        if not self._cop_earned:
            return NO_SWAY
        return sway_speed(self._times_s, self._cops, self.sway_law, tuple(foot for _, foot in self._feet))

    def _ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        n = int(len(self._cops) * _ENDS)
        if not n or not self._cop_earned:
            return (nan, nan), (nan, nan)

        def mean(part: list[tuple[float, float]]) -> tuple[float, float]:
            return sum(p[0] for p in part) / n, sum(p[1] for p in part) / n

        return mean(self._cops[:n]), mean(self._cops[-n:])


def _toes_file(result: HoldResult) -> ToesFile | None:
    if not result.toes_wanted:
        return None
    toes = result.toes
    if toes is None:
        return ToesFile(seen=False)
    return ToesFile(seen=True, mean_n=round(toes.mean_n, 3), most_n=round(toes.most_n, 3), times=toes.times)


def hold_file(result: HoldResult, cueing: Cueing | None = None, begun_again: int = 0) -> HoldFile:
    """What there is not is None. Of one that is not scored, and so has no `cueing`, nothing that hangs on its bands."""
    scored = cueing is not None
    banded = scored and result.score is not None

    def there(value: float) -> float | None:
        return round(value, 4) if isfinite(value) else None

    foot, point, part = result.worst
    return HoldFile(
        score=result.score if scored else None,
        duration_s=result.duration_s,
        time_in_band_s=result.time_in_band_s if banded else None,
        longest_s=result.longest_s if banded else None,
        worst=WorstFile(foot=foot, point=point, in_band=round(part, 4)) if banded else None,
        drift_ml_mm=there(result.drift_ml_mm),
        drift_ap_mm=there(result.drift_ap_mm),
        sway_mm_s=there(result.sway_mm_s),
        sway=sway_file(result.sway),
        mean_share={f: dict(zip(POINTS, (round(v, 5) for v in s), strict=True)) for f, s in result.mean_share.items()},
        recoveries=[RecoveryFile(took_s=round(r.took_s, 3), straight=round(r.smooth, 3)) for r in result.recoveries]
        if scored
        else [],
        toes=_toes_file(result),
        eyes=result.eyes or None,
        costs=costs_file(result.costs) if scored else [],
        why=result.why() if scored else None,
        cueing=cueing.value if cueing is not None else UNSET,
        begun_again=begun_again,
    )
