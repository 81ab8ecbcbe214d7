"""The score of a hold: the share of time in which all three points were in band, and what else is worth knowing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import hypot, isfinite, nan
from typing import Any

from tripod.boards import FEET, POINTS
from tripod.drills.moment import Moment, Three
from tripod.drills.reference import Reference

_ENDS = 0.2
"""Drift is told from the first and the last fifth."""
LEFT_S = 0.2
"""What is out for less only sways over the band's edge."""
RECOVERED_S = 4.0
"""A point that takes this long to come back earns nothing for it."""


@dataclass(frozen=True)
class HoldResult:
    """One try."""

    duration_s: float
    time_in_band_s: float
    score: int
    worst: tuple[str, str, float]
    """Foot, point and the part of the time in which it was in band."""
    drift_ml_mm: float
    drift_ap_mm: float
    sway_mm_s: float
    """Mean speed of the CoP after the 10 Hz low-pass."""
    longest_s: float
    """Longest unbroken time in band."""
    mean_share: dict[str, Three]
    recoveries_s: tuple[float, ...]
    """How long each point that left its band took to come back."""
    recovery: bool = False
    """Shifts were wanted: the score is how soon each point came back."""
    toes: dict[str, float] = field(default_factory=dict[str, float])
    """What the toes took, where body weight less the total is theirs: mean_n, most_n, presses."""

    def why(self) -> str:
        """The arithmetic, in one line."""
        foot, point, part = self.worst
        if self.recovery:
            mean = sum(self.recoveries_s) / len(self.recoveries_s) if self.recoveries_s else nan
            took = f"{mean:.1f} s each" if isfinite(mean) else "no time"
            return (
                f"{len(self.recoveries_s)} points left their band and took {took} to come back "
                f"(none earns anything after {RECOVERED_S:.0f} s) = {self.score}"
            )
        return (
            f"{self.time_in_band_s:.1f} s of {self.duration_s:.1f} s with all three points in band = {self.score}; "
            f"the {foot} {point} was in band for {100 * part:.0f} %"
        )


class HoldMeter:
    """Adds up looks."""

    def __init__(
        self,
        feet: Sequence[str],
        reference: Reference,
        *,
        recovery: bool,
        toes: bool,
        body_n: float,
        period_s: float,
        cop_earned: bool = True,
    ) -> None:
        """`recovery`: shifts are wanted, so coming back is scored. `body_n` is the body's weight, nan if unknown.
        `cop_earned`: whether this board may tell drift and sway in millimetres."""
        self._cop_earned = cop_earned
        self._feet = [(FEET.index(f), f) for f in feet]
        self._reference, self._recovery, self._toes = reference, recovery, toes
        self._body_n, self._period_s = body_n, period_s
        self._in = {(f, p): 0.0 for f in feet for p in POINTS}
        self._sums = {f: [0.0, 0.0, 0.0] for f in feet}
        self._cops: list[tuple[float, float]] = []
        self._path = 0.0
        self._unbroken = self.longest_s = self.time_in_band_s = self.elapsed_s = 0.0
        self._out_since: dict[tuple[str, str], float] = {}
        self._now_s = nan
        self._recoveries: list[float] = []
        self._toe_n: list[float] = []

    def __call__(self, moment: Moment) -> None:
        """Take the next look; each counts for one period."""
        dt = self._period_s
        self.elapsed_s += dt
        whole = True
        for k, foot in self._feet:
            bands = self._reference.bands[foot]
            for i, point in enumerate(POINTS):
                share = moment.share[k][i]
                self._sums[foot][i] += share
                low, high = bands[point]
                if low <= share <= high:
                    self._in[foot, point] += dt
                    since = self._out_since.pop((foot, point), nan)
                    if moment.t_s - since >= LEFT_S:
                        self._recoveries.append(moment.t_s - since)
                else:
                    whole = False
                    self._out_since.setdefault((foot, point), moment.t_s)
        self._unbroken = self._unbroken + dt if whole else 0.0
        self.time_in_band_s += dt if whole else 0.0
        self.longest_s = max(self.longest_s, self._unbroken)
        self._now_s = moment.t_s
        if self._cop_earned and isfinite(moment.cop_mm[0]):
            if self._cops:
                self._path += hypot(moment.cop_mm[0] - self._cops[-1][0], moment.cop_mm[1] - self._cops[-1][1])
            self._cops.append(moment.cop_mm)
        if self._toes and isfinite(self._body_n):
            self._toe_n.append(self._body_n - moment.total)

    @property
    def score(self) -> int:
        """So far."""
        if self._recovery:
            back = [max(0.0, 1 - s / RECOVERED_S) for s in self._all_recoveries()]
            return round(100 * sum(back) / len(back)) if back else 0
        return round(100 * self.time_in_band_s / self.elapsed_s) if self.elapsed_s else 0

    def _all_recoveries(self) -> list[float]:
        """With those that are still out: they took at least so long."""
        out = [self._now_s - since for since in self._out_since.values()]
        return self._recoveries + [s for s in out if s >= LEFT_S]

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
            score=self.score,
            worst=(foot, point, parts[foot, point]),
            drift_ml_mm=last[0] - first[0],
            drift_ap_mm=last[1] - first[1],
            sway_mm_s=self._path / self.elapsed_s if self.elapsed_s and self._cops else nan,
            longest_s=round(self.longest_s, 3),
            mean_share=mean,
            recoveries_s=tuple(round(s, 3) for s in self._all_recoveries()),
            recovery=self._recovery,
            toes=self._toes_found(),
        )

    def _ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        n = int(len(self._cops) * _ENDS)
        if not n:
            return (nan, nan), (nan, nan)

        def mean(part: list[tuple[float, float]]) -> tuple[float, float]:
            return sum(p[0] for p in part) / n, sum(p[1] for p in part) / n

        return mean(self._cops[:n]), mean(self._cops[-n:])

    def _toes_found(self) -> dict[str, float]:
        if not self._toe_n:
            return {}
        mean, most = sum(self._toe_n) / len(self._toe_n), max(self._toe_n)
        middle = (mean + most) / 2
        presses = sum(a < middle <= b for a, b in zip(self._toe_n, self._toe_n[1:], strict=False))
        return {"mean_n": mean, "most_n": most, "presses": float(presses)}


def hold_dict(result: HoldResult) -> dict[str, Any]:
    """As plain values; what there is not is None."""

    def there(value: float) -> float | None:
        return round(value, 4) if isfinite(value) else None

    foot, point, part = result.worst
    return {
        "score": result.score,
        "duration_s": result.duration_s,
        "time_in_band_s": result.time_in_band_s,
        "longest_s": result.longest_s,
        "worst": {"foot": foot, "point": point, "in_band": round(part, 4)},
        "drift_ml_mm": there(result.drift_ml_mm),
        "drift_ap_mm": there(result.drift_ap_mm),
        "sway_mm_s": there(result.sway_mm_s),
        "mean_share": {
            f: dict(zip(POINTS, (round(v, 5) for v in s), strict=True)) for f, s in result.mean_share.items()
        },
        "recoveries_s": list(result.recoveries_s),
        "toes": {k: round(v, 3) for k, v in result.toes.items()} or None,
        "why": result.why(),
    }
