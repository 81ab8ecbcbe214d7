"""Finds captures whose load does not fit the others: another mass than was said, or one that was still held.

One wrong load draws the fit towards itself and makes right ones look odd. So the one that fits worst is taken out, the
rest is fitted anew, and so on while one is left that is odd; then all are held against the fit of those that remain.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SIGMAS = 4.0
"""A load is odd beyond so many robust standard deviations of those that fit, and beyond `LEAST` of itself."""
LEAST = 0.015
LEAST_LOADS = 10
MOST = 0.25
"""Largest part of the loads that can be called odd: where it is more, nobody knows which are right."""


@dataclass(frozen=True)
class Misfit:
    """How n loads fit, relative to each."""

    residual: Array
    """(n,) what the fit leaves; of a load that is not in the fit, what it is read wrong by."""
    foretold: Array
    """(n,) what the load is read wrong by, by a fit without it; nan where there is none."""


def odd_loads(n: int, fit_of: Callable[[Sequence[int]], Misfit | None]) -> tuple[int, ...]:
    """Numbers of the odd ones of `n` loads, in order. `fit_of` fits those with these numbers and says how all fit; None
    where they make no fit."""
    if n < LEAST_LOADS:
        return ()
    kept = list(range(n))
    while len(kept) >= (1 - MOST) * n:
        misfit = fit_of(kept)
        if misfit is None:
            return ()
        off = _off(misfit, kept)
        # What a load is off by itself, and not through its weight in the fit: studentized.
        size = np.sqrt(np.abs(misfit.residual * misfit.foretold))
        left = [k for k in kept if np.isfinite(size[k]) and abs(off[k]) > LEAST]
        if not left:
            inside = 1.4826 * float(np.median(np.abs(off[kept])))
            return tuple(k for k in range(n) if k not in kept and abs(off[k]) > max(SIGMAS * inside, LEAST))
        kept.remove(max(left, key=lambda k: float(size[k])))
    return ()


def _off(misfit: Misfit, kept: Sequence[int]) -> Array:
    """(n,) how far each is off, foretold without itself, about the middle of those that were kept."""
    off = misfit.foretold.copy()
    out = np.ones(len(off), bool)
    out[list(kept)] = False
    off[out] = misfit.residual[out]
    return np.nan_to_num(off - np.nanmedian(off[list(kept)]))
