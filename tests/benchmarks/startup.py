"""From the start of the process to the first painted frame, beside the barest window that the same libraries give."""

import subprocess
import sys
import time
from pathlib import Path

from table import Effort, Measured, Row

BUDGET_RATIO = 1.5


def rows(effort: Effort) -> list[Row]:
    """Started in turns, so that a neighbour's load meets both alike. The first of each fills the disk's cache."""
    pairs = [(_start("first_paint_bare.py"), _start("first_paint_tripod.py")) for _ in range(effort.pick(2, 5) + 1)][1:]
    bare, ours = Measured.of(a for a, _ in pairs), Measured.of(b for _, b in pairs)
    limit = BUDGET_RATIO * bare.median
    what = "start of tripod live virtual:quiet → first painted frame"
    return [Row(what, "ms", ours, limit, peer_name="bare pyqtgraph window", peer=bare)]


def _start(script: str) -> float:
    """Milliseconds from starting the process to the moment that it prints."""
    start = time.monotonic()
    said = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(script))], check=True, capture_output=True, text=True, timeout=20
    ).stdout
    return 1000 * (float(said) - start)
