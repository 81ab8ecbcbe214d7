"""One table: what was measured, its budget, and the naive peer beside it."""

import os
import platform
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from time import process_time
from typing import Any, Self

import numpy as np

from tripod import kernel

HEADER = """\
Costs are CPU time of the whole process (so a neighbour's load hardly counts), latency and start-up are wall time.
Each value is a median with (least–most). Machines differ, and shared ones from minute to minute: trust the ratios.
Ratio to budget: up to 1 is within it. Better than the peer: how many times, measured in the same run."""

NOTE_WIDTH = 90
PLAIN_S = 0.035
"""What `plain_s` takes on the machine on which the budgets were set, while others work on it."""
WIDE = 3.0
"""Beyond so many times its budget, on any machine and at any load, something is wrong with the program."""


class Effort(StrEnum):
    """How long it may take."""

    QUICK = "quick"
    NORMAL = "normal"
    FULL = "full"

    def pick(self, quick: int, normal: int, full: int | None = None) -> int:
        """One of three sizes; a full run is a normal one where nothing else is said."""
        return {Effort.QUICK: quick, Effort.NORMAL: normal, Effort.FULL: normal if full is None else full}[self]


@dataclass(frozen=True)
class Measured:
    """A median and how far the repeats lay apart."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Self:
        sound = list(values)
        return cls(statistics.median(sound), min(sound), max(sound))

    def times(self, factor: float) -> "Measured":
        """The same in another unit."""
        return Measured(self.median * factor, self.low * factor, self.high * factor)

    def __str__(self) -> str:
        if self.low == self.high:
            return number(self.median)
        return f"{number(self.median)} ({number(self.low)}–{number(self.high)})"


@dataclass(frozen=True)
class Row:
    """One line. `measured` is None where it could not be measured; `note` then says why."""

    what: str
    unit: str
    measured: Measured | None
    limit: float | None = None
    at_least: bool = False
    peer_name: str = ""
    peer: Measured | None = None
    note: str = ""
    stands_at: float = 0.0
    """What it is known to take, where that is beyond the budget for now."""
    by_clock: bool = False
    """Waiting is in it: on a machine with much to do it may be anything."""
    may_be_missing: bool = False
    """It needs what lies beside a checkout on some machines alone."""
    slowness: float = 1.0
    """How many times as long as on the machine of the budgets a plain loop took beside it."""

    @classmethod
    def missing(cls, what: str, why: str) -> Self:
        return cls(what, "", None, note=why)

    @property
    def budget(self) -> str:
        return "" if self.limit is None else f"{'≥' if self.at_least else '≤'} {number(self.limit)} {self.unit}".strip()

    @property
    def to_budget(self) -> float | None:
        if self.limit is None or self.measured is None:
            return None
        got = self.measured.median
        if self.at_least:
            return self.limit / got
        if self.limit == 0:
            return float("inf") if got else 0.0
        return got / self.limit

    @property
    def far_off(self) -> bool:
        """Whether it is beyond its budget by so much that no load of the machine explains it."""
        if self.by_clock or self.limit is None or self.to_budget is None:
            return False
        timed = self.unit not in ("MB", "MB an hour", "")
        known = max(self.stands_at / self.limit, 1.0) if self.limit else 1.0
        return bool(self.to_budget > WIDE * known * (self.slowness if timed else 1.0))

    @property
    def times_better(self) -> float | None:
        if self.peer is None or self.measured is None:
            return None
        ours, theirs = self.measured.median, self.peer.median
        return ours / theirs if self.at_least else theirs / ours

    def to_dict(self) -> dict[str, Any]:
        more = {"to_budget": self.to_budget, "times_better": self.times_better, "far_off": self.far_off}
        return {**asdict(self), **more}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        own = {k: v for k, v in data.items() if k not in ("to_budget", "times_better", "far_off")}
        for key in ("measured", "peer"):
            own[key] = Measured(**own[key]) if own[key] else None
        return cls(**own)

    def cells(self) -> list[str]:
        """The line as text, column by column."""
        measured = f"{self.measured} {self.unit}" if self.measured else f"not measured: {self.note[:NOTE_WIDTH]}"
        peer = f"{self.peer_name}: {self.peer}" if self.peer else ""
        return [self.what, self.budget or "–", measured, _ratio(self.to_budget), peer or "–", _ratio(self.times_better)]


def number(value: float) -> str:
    """Three digits that count, and no exponent."""
    if abs(value) >= 100:
        return f"{value:,.0f}".replace(",", " ")
    if abs(value) < 0.0005:
        return "0"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3g}"


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 2) + 0.0:.2f}"


def text(rows: Sequence[Row]) -> str:
    """All rows as one table for a terminal."""
    lines = [["what", "budget", "measured", "to budget", "naive peer", "better"], *(row.cells() for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(6)]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def cpu_s(work: Callable[[], object]) -> float:
    """Processor time that `work` took."""
    start = process_time()
    work()
    return process_time() - start


def plain_s() -> float:
    """CPU time of a plain loop over numbers and small arrays, the least of a few: what Python costs now."""

    def work() -> None:
        values = np.arange(64.0)
        total = 0.0
        for k in range(20_000):
            total += float((values * k).sum()) + k % 7

    return min(cpu_s(work) for _ in range(3))


def machine() -> dict[str, str]:
    """Where it was measured."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return {
        "cpu": model,
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "qt": version("PySide6_Essentials"),
        "pyqtgraph": version("pyqtgraph"),
        "numpy": version("numpy"),
        "kernel": "none" if kernel.compiled is None else "compiled",
        "load before": f"{load:.2f}",
    }
