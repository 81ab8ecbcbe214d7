"""Measures of sway: what 60 s at 100 Hz cost, ours and the same formulas written as they are read, and how far they are
from published implementations on real recordings, where these stand beside the checkout."""

import sys
import time
from collections.abc import Callable
from itertools import pairwise
from math import hypot, inf, log, pi, sqrt
from pathlib import Path

import numpy as np
from scipy.spatial import KDTree
from table import Effort, Measured, Row

from tripod.analysis.core_measures import core
from tripod.analysis.entropy import at_20_hz, sample_entropy
from tripod.analysis.measures import Extent, analysed, measures
from tripod.analysis.prepared import prepared
from tripod.analysis.trace import CopTrace


def rows(effort: Effort) -> list[Row]:
    """Milliseconds a trace, and how they grow with its length."""
    repeats = effort.pick(3, 9)
    minute = prepared(_trace(6000))
    ten = prepared(_trace(60_000))
    full = _ms(lambda: measures(minute), repeats)
    longer = _ms(lambda: measures(ten), max(repeats // 3, 1))
    return [
        Row(
            "core measures of 60 s at 100 Hz", "ms", _ms(lambda: _core(minute.cop_mm), repeats * 5), limit=2,
            peer_name="loops in plain Python", peer=_ms(lambda: _plain(minute.cop_mm), repeats),
        ),
        Row("core measures with entropy at 20 Hz", "ms", _ms(lambda: measures(minute, Extent.CORE), repeats)),
        Row("full measures of 60 s at 100 Hz", "ms", full, limit=150),
        Row(
            "full measures of 600 s, over ten times those of 60 s", "×", longer.times(1 / (10 * full.median)),
            note="1 is growth as n; a method that compares all with all has 10",
        ),
        *(_entropy(seconds, few) for seconds, few in ((60, repeats), (600, max(repeats // 3, 1)), (3600, 1))),
        Row("resampling and filter of 60 s", "ms", _ms(lambda: prepared(_trace(6000)), repeats)),
        *_agreement(),
    ]  # fmt: skip


def _agreement() -> list[Row]:
    """The largest difference of all measures, for each recording."""
    sys.path.append(str(Path(__file__).parents[2]))
    from tests.analysis.published import DATA, FILES, SAME, off, trace  # the checkout is no installed package

    what = f"{len(SAME)} measures of {{}} beside published ones, at most off by"
    if not DATA.is_dir():
        return [
            Row(
                what.format("real recordings"),
                "10⁻⁹",
                None,
                limit=1,
                note=f"no recordings in {DATA.parent.name}/",
                may_be_missing=True,
            )
        ]
    found = {name: off(name, analysed(trace(name), raw=True).metrics) for name in FILES}
    each = {name: 1e9 * max(map(abs, by.values())) for name, by in found.items()}
    return [Row(what.format(name), "10⁻⁹", Measured.of([by]), limit=1) for name, by in each.items()]


def _trace(n: int) -> CopTrace:
    rng, t = np.random.default_rng(7), np.arange(n) / 100
    walk = np.cumsum(rng.normal(0, 0.1, (n, 2)), 0)
    # As a person does, it comes back: sway does not grow with time.
    walk -= np.column_stack([np.convolve(w, np.ones(1500) / 1500, "same") for w in walk.T])
    return CopTrace(t, walk + np.column_stack([np.sin(3 * t), 2 * np.sin(2 * t)]))


def _core(cop_mm: np.ndarray) -> object:
    return core(cop_mm, 100.0)


def _entropy(seconds: int, repeats: int) -> Row:
    """Of so long a sway, beside the other exact way."""
    sway = at_20_hz(_trace(100 * seconds).cop_mm[:, 0], 100.0)
    ours, tree = _ms(lambda: sample_entropy(sway), repeats), _ms(lambda: _by_tree(sway), repeats)
    what = f"sample entropy of {seconds} s at 20 Hz, one axis"
    return Row(what, "ms", ours, peer_name="boxes of a k-d tree", peer=tree)


def _by_tree(values: np.ndarray) -> float:
    """Sample entropy by `scipy`'s tree, which counts pairs in n^1.5 to n^1.7."""
    count, r = len(values) - 2, 0.2 * values.std()
    trees = [KDTree(np.column_stack([values[k : k + count] for k in range(m)]), leafsize=20) for m in (2, 3)]
    pairs, longer = (int(tree.count_neighbors(tree, r, p=inf)) - count for tree in trees)
    return -log(longer / pairs)


def _plain(cop_mm: np.ndarray) -> dict[str, float]:
    """The same without the planar diameter, whose plain form alone takes seconds."""
    x, y = cop_mm[:, 0].tolist(), cop_mm[:, 1].tolist()
    n, lasts = len(x), (len(x) - 1) / 100
    mx, my = sum(x) / n, sum(y) / n
    x, y = [v - mx for v in x], [v - my for v in y]
    vx, vy = sum(v * v for v in x) / n, sum(v * v for v in y) / n
    cov = sum(a * b for a, b in zip(x, y, strict=True)) / n
    path = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(zip(x, y, strict=True)))
    distance = sum(hypot(a, b) for a, b in zip(x, y, strict=True)) / n
    area = sum(abs(b[1] * a[0] - a[1] * b[0]) for a, b in pairwise(zip(x, y, strict=True)))
    return {
        "ellipse": pi * -2 * log(0.05) * n / (n - 1) * sqrt(vx * vy - cov * cov),
        "rms": sqrt(vx + vy),
        "range": max(x) - min(x) + max(y) - min(y),
        "velocity": path / lasts,
        "frequency": path / lasts / (2 * pi * distance),
        "area": area / (2 * lasts),
    }


def _ms(do: Callable[[], object], repeats: int) -> Measured:
    do()
    spent: list[float] = []
    for _ in range(repeats):
        before = time.process_time()
        do()
        spent.append(1e3 * (time.process_time() - before))
    return Measured.of(spent)
