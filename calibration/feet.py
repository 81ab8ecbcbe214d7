"""The people of the accuracy study: how their feet spread load over the regions that sensors see and do not see.

Constructions from published means of groups (`tripod.virtual.sole`; hardware facts: insole), so good for orders of
magnitude. `MODEL` and `OTHER` spread about such means. In `WIDE` toes and midfoot bear whatever people's do: from a
foot whose toes hardly touch to one that grips, from a high arch to a flat one. The insole's `unseen` error is for it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import mirror
from tripod.virtual.sole import QUIET_PART, REGIONS, region_positions

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Population:
    """Standard deviations between people, and within one person between postures."""

    name: str
    means: tuple[tuple[float, ...], ...]
    """Mean part of each region in quiet stance, in the order of `sole.REGIONS`; people lie between them."""
    part_sigma: float
    """Of each part between people, log-normal."""
    posture_sigma: float
    """Of each part between postures of one person, log-normal, beside the tilt that moves the CoP."""
    toes_sigma: float
    """Of what the toes take, between postures, log-normal."""
    place_sigma: float
    """Of each region's place between people, in foot lengths, per axis."""
    catch_sigma: float
    """Of the part of its region that a film sees, between people and points, log-normal: build, sock, shape."""
    toes: tuple[float, float] | None = None
    """Least and most of a foot's load that a person's toes bear, all between alike; None: as in the means."""
    midfoot: tuple[float, float] | None = None
    """The same of the midfoot."""


# Parts in the order          heel  mid   mt1    mt2    mt3    mt4   mt5    hallux toes
CAVANAGH = (0.59, 0.08, 0.080, 0.065, 0.065, 0.04, 0.035, 0.025, 0.020)
"""Heel 60 %, midfoot 8 %, forefoot 28 %, toes 4 % (Cavanagh, Rodgers & Iiboshi 1987)."""
HALVES = (0.50, 0.05, 0.075, 0.110, 0.110, 0.065, 0.040, 0.030, 0.020)
"""Rear and front half 54 : 45 (416 adults, J Physiol Anthropol 2020), forefoot after the peaks of a walking template
(MUN104: MT1 250, MT2 and MT3 400, MT5 147 kPa), so the peak lies under MT2 and MT3."""

DIRICHLET = (0.52, 0.07, 0.090, 0.080, 0.080, 0.055, 0.035, 0.045, 0.025)
"""Heel 52 %, midfoot 7 %, metatarsal heads 34 %, toes 7 %: the construction of the first error budget of the insole."""

MODEL = Population("model", (tuple(QUIET_PART.tolist()), CAVANAGH, HALVES), 0.20, 0.12, 0.5, 0.015, 0.15)
"""Published means disagree, so each person's own mean lies somewhere between them."""
OTHER = Population("other", (DIRICHLET,), 0.25, 0.10, 0.6, 0.020, 0.12)
WIDE = Population("wide", MODEL.means, 0.20, 0.12, 0.5, 0.015, 0.15, toes=(0.05, 0.20), midfoot=(0.05, 0.30))

_MIDFOOT = np.array([r == "midfoot" for r in REGIONS])
_TOES = np.array([r in ("hallux", "toes") for r in REGIONS])


class Feet:
    """`n` people's left and right feet; all arrays of one foot."""

    def __init__(
        self, population: Population, n: int, rng: np.random.Generator, unsupported: tuple[str, ...] = ()
    ) -> None:
        self._population, self._rng, self.n = population, rng, n
        on = np.array([r not in unsupported for r in REGIONS])
        between = rng.dirichlet(np.ones(len(population.means)), n)
        part = (between @ np.array(population.means)) * on * np.exp(population.part_sigma * rng.normal(0, 1, (n, 9)))
        self._part = part / part.sum(1, keepdims=True)
        if population.toes is not None and population.midfoot is not None:
            self._fix(rng.uniform(*population.toes, n), rng.uniform(*population.midfoot, n))
        self.weight_n = np.clip(rng.normal(690, 90, n), 490, 860)

    def _fix(self, toes: Array, midfoot: Array) -> None:
        """Let toes and midfoot bear these shares (n,) of the load, and the other regions what is left, as they did."""
        for regions, share in ((_TOES, toes), (_MIDFOOT, midfoot), (~(_TOES | _MIDFOOT), 1 - toes - midfoot)):
            self._part[:, regions] *= (share / self._part[:, regions].sum(1))[:, None]

    def own(self, foot: str, length_mm: float) -> tuple[Array, Array]:
        """Places (n, 9, 2) in the foot's frame, and the catch (n, 3) of heel, MT1, MT5 against the drawn one."""
        at = region_positions(foot, length_mm) + length_mm * self._population.place_sigma * self._rng.normal(
            0, 1, (self.n, 9, 2)
        )
        return at, np.exp(self._population.catch_sigma * self._rng.normal(0, 1, (self.n, 3)))

    def posture(self, at_mm: Array, foot: str, forward_mm: Array, outward_mm: Array) -> Array:
        """Parts (n, 9) of a foot's load with its CoP moved from quiet stance by (n,) mm, as far as it can be."""
        p, rng = self._population, self._rng
        base = self._part * np.exp(p.posture_sigma * rng.normal(0, 1, (self.n, 9)))
        base = base * np.where(_TOES, np.exp(p.toes_sigma * rng.normal(0, 1, (self.n, 1))), 1.0)
        base = base / base.sum(1, keepdims=True)
        quiet = np.einsum("nr,nri->ni", self._part, at_mm)
        target = quiet + np.stack([mirror(foot) * outward_mm, forward_mm], axis=1)
        scale, tilt, part = 100.0, np.zeros((self.n, 2)), base
        at = at_mm / scale
        for _ in range(8):
            part = base * np.exp(np.clip(np.einsum("nri,ni->nr", at, tilt), -30, 30))
            part = part / part.sum(1, keepdims=True)
            mean = np.einsum("nr,nri->ni", part, at)
            off = at - mean[:, None]
            spread = np.einsum("nr,nri,nrj->nij", part, off, off) + 1e-6 * np.eye(2)
            step = np.linalg.solve(spread, (target / scale - mean)[..., None])[..., 0]
            tilt = tilt + np.clip(step, -4, 4)
        return part
