"""All measures of a trace, each with its unit and formula."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Any

from tripod.analysis.core_measures import core
from tripod.analysis.density import sway_density
from tripod.analysis.diffusion import diffusion
from tripod.analysis.entropy import at_20_hz, sample_entropy
from tripod.analysis.prepared import Prepared, prepared
from tripod.analysis.prieto import prieto
from tripod.analysis.spectrum import spectral
from tripod.analysis.trace import CopTrace


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


def measures(ready: Prepared, extent: Extent = Extent.FULL) -> Mapping[str, float]:
    """Name -> value of a trace that is fit for it."""
    cop, rate = ready.cop_mm, ready.rate_hz
    found = dict(core(cop, rate))
    for k, axis in enumerate(("ml", "ap")):
        found[f"sample_entropy_{axis}"] = sample_entropy(at_20_hz(cop[:, k], rate))
    if extent is Extent.FULL:
        found |= prieto(cop, found["path_length_mm"])
        for k, axis in enumerate(("ml", "ap")):
            found |= spectral(cop[:, k], rate, axis)
        found |= diffusion(cop, rate)
        found |= sway_density(cop, rate)
    return found


def analysed_dict(of: Analysed) -> dict[str, Any]:
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
