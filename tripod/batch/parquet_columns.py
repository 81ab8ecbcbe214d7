"""The columns of the table of results: the same in every part of a data set, whatever was found in it."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from tripod.analysis.boundary import NAMES as BOUNDARY
from tripod.analysis.formula_texts import PM, PM_NOT_KNOWN, Measure, measure
from tripod.analysis.limits import NAMES as LIMITS
from tripod.analysis.measures import STEPS, Extent, measures
from tripod.analysis.prepared import prepared
from tripod.analysis.stability_margin import NAMES as MARGIN
from tripod.analysis.trace import CopTrace
from tripod.analysis.trial import TRIPOD_NAMES
from tripod.boards import FEET

TEXTS = (
    "file", "part_drill", "part_says", "part_eyes", "error", "filter", "cop", PM_NOT_KNOWN,
    *(f"{foot}_{name}" for foot in FEET for name in ("error", PM_NOT_KNOWN)),
)  # fmt: skip
WHOLE = ("part_step", "part_number", "n", "missing", "drop_outs_spikes", "simulated")


@cache
def columns(extent: Extent) -> Mapping[str, type]:
    """Name -> `str`, `int` or `float`, in their order."""
    t = np.arange(2000) / 100.0
    some = prepared(CopTrace(t, np.column_stack([np.sin(3 * t), np.cos(2 * t) + 0.1 * np.sin(40 * t)])))
    own, core = list(measures(some, extent)), list(measures(some, Extent.CORE))
    head = [
        "file", "part_drill", "part_step", "part_number", "part_says", "part_eyes", "error", "rate_hz", "n",
        "duration_s", "filter", "missing", "drop_outs_spikes", "drop_outs_frozen_s", "measured_from_s", "measured_to_s",
        "measured_left_out_s", "cop", "simulated", "left_part", "romberg_quotient",
    ]  # fmt: skip
    sure = [name for name in own if name not in STEPS]
    sure = [f"{PM}{name}" for name in (*sure, *LIMITS, *BOUNDARY, *MARGIN, "left_part", "romberg_quotient")]
    names = [*head, *own, *LIMITS, *BOUNDARY, *MARGIN, *sure, PM_NOT_KNOWN]
    of_foot = [f"{PM}{name}" for name in (*core, *TRIPOD_NAMES) if not name.startswith("share_sd")]
    names += [f"{foot}_{name}" for foot in FEET for name in ("error", *core, *TRIPOD_NAMES, *of_foot, PM_NOT_KNOWN)]
    return {name: str if name in TEXTS else int if name in WHOLE else float for name in names}


def measured(name: str) -> Measure | None:
    """What stands in a column; None where it is no measure."""
    try:
        return measure(without_foot(name))
    except KeyError:
        return None


def without_foot(name: str) -> str:
    """The measure that a column of one foot has."""
    foot, _, of = name.partition("_")
    return of if foot in FEET and name != "left_part" else name
