"""Values of published implementations on real recordings that stand beside the checkout, where they do."""

import json
from functools import cache
from pathlib import Path

import numpy as np

from tripod.analysis.trace import CopTrace

DATA = Path(__file__).parents[3] / "shared" / "data"
FILES = ("BDS00001.csv", "BDS00010.csv", "PDS13CR2_net.csv", "jythen_test.csv", "liddy_ttb.csv")


@cache
def values() -> dict[tuple[str, str, str], float]:
    """(file, implementation, its name of the measure) -> value."""
    held = json.loads((DATA / "reference_metrics.json").read_text("utf-8"))["metrics"]
    return {(m["input_file"], m["implementation_key"], m["metric"]): m["value"] for m in held}


def trace(name: str) -> CopTrace:
    """A recording as it is stored."""
    table = np.genfromtxt(DATA / name, delimiter=",", skip_header=1)
    return CopTrace(table[:, 0], table[:, 1:3])
