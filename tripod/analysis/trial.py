"""What is measured as one: a stretch of standing, with the CoP of both feet and what is known of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.trace import CopTrace
from tripod.balance.balance import ARCHES
from tripod.balance.support import Support
from tripod.balance.sway_errors import SwayErrors
from tripod.balance.sway_speed import SwaySpeed
from tripod.boards import POINTS
from tripod.boards.stance_faults import CONVENTION

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """Which part of a session a trial is: one try of a drill."""

    drill: str
    step: int
    """From 1."""
    number: int
    """Which of its repetitions, from 1."""
    says: str
    """What the step said, by its name; "" for words of the drill's own."""
    eyes: str = ""
    """`open` or `closed`; "" where the drill does not say, and in recordings from before it was kept."""


@dataclass(frozen=True)
class Romberg:
    """How much more a drill's sway was with the eyes closed."""

    quotient: float
    """Closed over open, of mean sway speeds."""
    pm: float
    """Half width of its 95 % interval; nan where nobody knows how much the cells may have hidden."""


@dataclass(frozen=True)
class Lean:
    """One direction in which the person was told to lean; times on the trial's clock."""

    says: str
    """Its phrase, one of `LEANS`."""
    begin_s: float
    end_s: float


@dataclass(frozen=True)
class FootTrial:
    """One foot in it; n rows as the trial has them."""

    cop: CopTrace
    load_n: Array
    """(n,)"""
    share: Array
    """(n, 3) of heel, MT1, MT5; (0, 3) where nobody knows them."""
    share_pm: tuple[float, float, float] | None = None
    """Half width of the 95 % interval of each share, in fractions, where somebody of usual weight stands as usual; None
    where the board does not know it."""
    force_n: Array = field(default_factory=lambda: np.zeros((0, 0)))
    """(n, its cells) what its CoP was made of; (0, 0) where nobody knows it."""
    errors: SwayErrors | None = None
    """What of the board makes its CoP wrong; None for a file of somebody else's."""

    def alone(self, foot: str) -> "Trial":
        """As a stretch of standing of this foot by itself."""
        return Trial("", self.cop, "", force_n=self.force_n, errors=self.errors, stood=(foot,))


@dataclass(frozen=True)
class Trial:
    """One stretch of standing."""

    file: str
    cop: CopTrace
    """Of all that stands."""
    quality: str
    """What the board may call its CoP; "" for a file of somebody else's."""
    feet: Mapping[str, FootTrial] = field(default_factory=dict[str, FootTrial])
    part: Part | None = None
    taken: str = ""
    """What was taken for granted in reading the file, in one sentence."""
    sway: SwaySpeed | None = None
    """What the board itself can tell of sway speed, with what its cells may have hidden."""
    romberg: Romberg | None = None
    """Of the drill that it is part of; None where that has none."""
    base: Support | None = None
    """Base of support in the CoP's frame; None where nobody measured where the feet stand."""
    force_n: Array = field(default_factory=lambda: np.zeros((0, 0)))
    """(n, cells) what the CoP was made of, nan where there is none; (0, 0) where nobody knows it."""
    cells: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    """Foot -> which of these cells are under it."""
    errors: SwayErrors | None = None
    """What of the board makes the CoP wrong; None for a file of somebody else's."""
    stood: tuple[str, ...] = ()
    """The feet that stand, of which `errors` knows."""
    leans: tuple[Lean, ...] = ()
    """In which directions the person was told to lean; () of a stretch of quiet standing."""
    of_s: tuple[float, float] | None = None
    """Where it is the longest of several stretches in which somebody stood: from when to when all of them were, on the
    trial's clock; None where it is all that there is."""
    without_hold: bool = False
    """It is of a drill in which nobody was asked to stand still: its sway is of what was done there."""
    simulated: bool = False
    """Nobody stood there: a virtual board gave it."""


ARCH_NAMES = {f"arch_{arch}_{POINTS[ends[0]]}": ends for arch, ends in ARCHES.items()}
"""Name of a measure -> the two points between which the arch runs; the first one's part is told."""
TRIPOD_NAMES = (
    *(f"{of}_{point}" for point in POINTS for of in ("share_mean", "share_sd", "in_band")),
    *ARCH_NAMES,
)


def tripod_measures(foot: FootTrial) -> dict[str, float]:
    """Name -> value of one foot's shares: means, SDs (1/n), the part of the time in the convention's band,
    and how the load of each arch's two ends is parted, as the first end's part of both (of the mean shares)."""
    share = foot.share[np.isfinite(foot.share).all(1)]
    if not len(share):
        return {}
    out: dict[str, float] = {}
    for k, point in enumerate(POINTS):
        low, high = CONVENTION[point].low, CONVENTION[point].high
        out[f"share_mean_{point}"] = float(share[:, k].mean())
        out[f"share_sd_{point}"] = float(share[:, k].std())
        out[f"in_band_{point}"] = float(((share[:, k] >= low) & (share[:, k] <= high)).mean())
    for name, (one, other) in ARCH_NAMES.items():
        both = out[f"share_mean_{POINTS[one]}"] + out[f"share_mean_{POINTS[other]}"]
        if both > 0:
            out[name] = out[f"share_mean_{POINTS[one]}"] / both
    return out


def left_part(feet: Mapping[str, FootTrial]) -> float:
    """The left foot's mean part of both loads; nan where not both stand."""
    if set(feet) != {"left", "right"}:
        return float("nan")
    left, right = feet["left"].load_n, feet["right"].load_n
    stands = left + right > 0
    return float((left[stands] / (left + right)[stands]).mean()) if stands.any() else float("nan")
