"""Which reps of a set were half ones, and which may have been, by how deep each was.

A half rep is far less deep than the others and less deep than the drill asks for. It is told where the others are even:
among reps of all depths what is shallow is one of them. There, and where sway makes a depth unsure, it is said that a
rep may have been a half one. Sway of people adds to a depth about as much as it spreads (`noise_of`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

HALF, HALVES = 0.65, 0.25
"""A rep is told as half where it is not this part as deep as the next shallowest, which is so of a quarter of a set at
the most, and less deep than the drill asks for. A set of which more differ is an uneven one."""
EVEN, SURELY_EVEN = 1.4, 1.25
"""And where the deepest is less than so many times as deep as the shallowest whole one: what is shallow among reps of
all depths is one of them. The second is for what would else count as a rep, and for saying that it is sure."""
HALF_SIGMAS = 3.0
"""And where it is shallower than the next by more than so many times what sway adds."""
DOUBTFUL, ASKED_SIGMAS = 0.65, 3.0
"""What is counted may have been a half one where it is not this part as deep as is usual, and not deeper than the drill
asks for by so many times what sway adds."""
ALIKE, ALIKE_SIGMAS = 0.85, 0.5
"""But not where the next is hardly deeper: it is this part as deep, but for so many times what sway adds. Depths that
lie close to each other are those of an uneven set, and so are those of which too many are likely half ones."""
LEAST_HALF, SURELY_HALF = 0.4, 0.55
"""What is shallower than the first part of a whole one is not told; beyond the second the count leaves open whether it
was a whole one."""
NOISE_SIGMAS, NOISE_WEIGHT = 1.35, 4
"""What sway adds to a rep's depth, in standard deviations of quiet stance; as much is believed of that as of so many
reps, for three seconds of quiet stance say little."""


@dataclass(frozen=True)
class Told:
    """Of depths that were given in two heaps, counted and lesser ones."""

    counted: tuple[int, ...] = ()
    """Places of the counted ones that are told as half."""
    lesser: tuple[int, ...] = ()
    sure: bool = True
    """Whether those that are told are surely no whole ones."""
    doubtful: int = 0
    """How many of the others that were counted may have been half ones."""


def noise_of(tall_mm: Array, quiet_sd_mm: float) -> float:
    """The standard deviation of what sway adds to a rep's depth, in mm: by quiet stance, and by how far each place
    `tall_mm` (n,) at which the person stood between the reps lies beside the middle of its neighbours."""
    beside = tall_mm[1:-1] - (tall_mm[:-2] + tall_mm[2:]) / 2
    known = NOISE_WEIGHT * (NOISE_SIGMAS * quiet_sd_mm) ** 2
    return float(np.sqrt((known + (beside**2).sum()) / (NOISE_WEIGHT + len(beside))))


def tell_halves(counted_mm: Sequence[float], lesser_mm: Sequence[float], asked_mm: float, noise_mm: float) -> Told:
    """Half reps among `counted_mm` and among `lesser_mm`, which were not counted at all."""
    every = sorted([(mm, 0, k) for k, mm in enumerate(counted_mm)] + [(mm, 1, k) for k, mm in enumerate(lesser_mm)])
    depths, halves = [mm for mm, _, _ in every], 0
    for k in range(1, int(HALVES * len(every)) + 1):
        half, others = depths[k - 1], depths[k]
        even = depths[-1] < (EVEN if every[k - 1][1] else SURELY_EVEN) * others
        apart = half < HALF * others and others - half > HALF_SIGMAS * noise_mm
        if even and apart and half < asked_mm:
            halves = k
    if halves < len(lesser_mm):
        # Too many for halves: these were sway, or the count is open anyway.
        halves = 0
    told, whole_mm = every[:halves], [mm for mm, lesser, _ in every[halves:] if not lesser]
    sure = not told or (told[-1][0] < SURELY_HALF * depths[halves] and depths[-1] < SURELY_EVEN * depths[halves])
    counted, lesser = (tuple(sorted(k for _, of, k in told if of == heap)) for heap in (0, 1))
    return Told(counted, lesser, sure, _doubtful(whole_mm, asked_mm, noise_mm))


def _doubtful(depths_mm: Sequence[float], asked_mm: float, noise_mm: float) -> int:
    """How many of these, which rise, may have been half ones; none of those of which there are too many for that."""
    few = int(HALVES * len(depths_mm))
    if not few:
        return 0
    half_mm = DOUBTFUL * float(np.median(depths_mm[few:]))
    likely = sum(mm < min(half_mm, asked_mm) + ALIKE_SIGMAS * noise_mm for mm in depths_mm)
    if likely > few:
        return 0
    unclear_mm = min(half_mm, asked_mm + ASKED_SIGMAS * noise_mm)
    apart = [mm < ALIKE * deeper + ALIKE_SIGMAS * noise_mm for mm, deeper in pairwise(depths_mm[: few + 1])]
    return max((k for k, of in enumerate(apart, 1) if of and depths_mm[k - 1] < unclear_mm), default=0)
