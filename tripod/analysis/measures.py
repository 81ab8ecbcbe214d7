"""All measures of a trace, each with its unit and formula."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.core_measures import core
from tripod.analysis.density import NAMES as DENSITY
from tripod.analysis.density import sway_density
from tripod.analysis.diffusion import diffusion
from tripod.analysis.entropy import at_20_hz, sample_entropy
from tripod.analysis.prepared import Prepared, prepared
from tripod.analysis.prieto import prieto
from tripod.analysis.spectrum import spectral
from tripod.analysis.trace import CopTrace

Array = NDArray[np.float64]


class Extent(StrEnum):
    """How much is measured."""

    CORE = "core"
    FULL = "full"


@dataclass(frozen=True)
class Analysed:
    """What a trace came to."""

    prepared: Prepared
    metrics: Mapping[str, float]
    """Name -> value; names end in their unit."""


def analysed(trace: CopTrace, *, raw: bool = False, extent: Extent = Extent.FULL) -> Analysed:
    """Measure a trace.

    Raises:
        NotAnalysed: sway cannot be measured in it.
    """
    ready = prepared(trace, raw=raw)
    return Analysed(ready, measures(ready, extent))


STEPS = (*(f"{of}_{axis}_hz" for axis in ("ml", "ap") for of in ("f50", "f95", "f_peak")), *DENSITY)
"""Measures that go in steps: of a spectrum that has one each 1 / duration, and of peaks that come and go."""


def measures(ready: Prepared, extent: Extent = Extent.FULL) -> Mapping[str, float]:
    """Name -> value of a trace that is fit for it."""
    cop, rate = ready.cop_mm, ready.rate_hz
    found = _but_density(cop, rate, extent)
    if extent is Extent.FULL:
        found |= sway_density(cop, rate)
    return found


def smooth(cop_mm: Array, rate_hz: float, extent: Extent) -> Mapping[str, float]:
    """Those of them that change little where a CoP (n, 2) changes little."""
    return {name: value for name, value in _but_density(cop_mm, rate_hz, extent).items() if name not in STEPS}


def _but_density(cop: Array, rate: float, extent: Extent) -> dict[str, float]:
    found = dict(core(cop, rate))
    for k, axis in enumerate(("ml", "ap")):
        found[f"sample_entropy_{axis}"] = sample_entropy(at_20_hz(cop[:, k], rate))
    if extent is Extent.FULL:
        found |= prieto(cop, found["path_length_mm"])
        for k, axis in enumerate(("ml", "ap")):
            found |= spectral(cop[:, k], rate, axis)
        found |= diffusion(cop, rate)
    return found


class DropOutsRow(TypedDict):
    """What was mended before anything was measured."""

    spikes: int
    frozen_s: float


class AnalysedRow(TypedDict):
    """`Analysed` as plain values, fit for JSON."""

    rate_hz: float
    n: int
    duration_s: float
    filter: str
    missing: int
    drop_outs: DropOutsRow
    metrics: dict[str, float | None]
    """None where there is no value."""


def analysed_dict(of: Analysed) -> AnalysedRow:
    """As plain values, fit for JSON; what there is not is None."""
    ready = of.prepared
    return {
        "rate_hz": ready.rate_hz,
        "n": len(ready.cop_mm),
        "duration_s": ready.duration_s,
        "filter": ready.filter.name,
        "missing": ready.missing,
        "drop_outs": {"spikes": ready.drop_outs.spikes, "frozen_s": round(ready.drop_outs.frozen_s, 6)},
        "metrics": {name: value if isfinite(value) else None for name, value in of.metrics.items()},
    }
