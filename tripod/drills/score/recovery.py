"""Coming back: how soon, and how smoothly, a point that left its band carries again."""

from dataclasses import dataclass
from math import isfinite, nan

LEFT_S = 0.2
"""What is out for less only sways over the band's edge."""
RECOVERED_S = 4.0
"""A point that takes this long to come back earns nothing for it."""
SOON = 0.7
"""What being soon counts; being smooth counts the rest."""
SHIFT_MM = 7.0
"""RMS distance of the CoP from its mean, below which nothing was shifted: quiet stances keep within 4 to 6 mm."""
_STEP_S = 0.2
"""Smoothness is told from means over so long, which the tremor of a foot does not reach."""


@dataclass(frozen=True)
class Recovery:
    """One point that left its band."""

    took_s: float
    smooth: float
    """The way back as a part of all the way made on it: 1 is straight back, 0 never came back."""

    @property
    def score(self) -> float:
        """0 to 1."""
        return SOON * max(0.0, 1 - self.took_s / RECOVERED_S) + (1 - SOON) * self.smooth


class Return:
    """Follows one point."""

    def __init__(self, period_s: float) -> None:
        self._chunk = max(1, round(_STEP_S / period_s))
        self._since_s = self._now_s = nan
        self._way: list[float] = []

    @property
    def out(self) -> bool:
        """Whether it is on a way; else a look inside changes nothing."""
        return bool(self._way)

    def __call__(self, t_s: float, share: float, *, inside: bool) -> Recovery | None:
        """Take the next look; the recovery that ended with it, or None."""
        self._now_s = t_s
        if inside and not self._way:
            return None
        if inside:
            took_s, self._since_s = t_s - self._since_s, nan
            way, self._way = [*self._way, share], []
            return Recovery(took_s, self._smooth(way)) if took_s >= LEFT_S else None
        if not isfinite(self._since_s):
            self._since_s = t_s
        self._way.append(share)
        return None

    def still_out(self) -> Recovery | None:
        """It is out now, and took at least so long."""
        took_s = self._now_s - self._since_s
        return Recovery(took_s, 0.0) if took_s >= LEFT_S else None

    def _smooth(self, way: list[float]) -> float:
        means = [sum(part) / len(part) for part in (way[k : k + self._chunk] for k in range(0, len(way), self._chunk))]
        back = means[-1]
        farthest = max(range(len(means)), key=lambda k: abs(means[k] - back))
        made = sum(abs(b - a) for a, b in zip(means[farthest:], means[farthest + 1 :], strict=False))
        return abs(back - means[farthest]) / made if made else 1.0
