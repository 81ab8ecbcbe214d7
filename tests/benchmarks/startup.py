"""From the start of the process to the first painted frame, beside the barest window that the same libraries give;
and what commands without a window take."""

import resource
import subprocess
import sys
import time
from pathlib import Path

from table import Effort, Measured, Row

BUDGET_RATIO = 1.5
COMMANDS = (("--help", 150.0), ("monitor virtual:quiet,seconds=0.2 --fast --json", 600.0))
"""With what each may take of a processor, in ms: for `monitor` a fifth of a second of the stream is in it."""


def rows(effort: Effort) -> list[Row]:
    """Started in turns, so that a neighbour's load meets both alike. The first of each fills the disk's cache."""
    pairs = [(_start("first_paint_bare.py"), _start("first_paint_tripod.py")) for _ in range(effort.pick(1, 5) + 1)][1:]
    bare, ours = Measured.of(a for a, _ in pairs), Measured.of(b for _, b in pairs)
    limit = BUDGET_RATIO * bare.median
    what = "start of tripod live virtual:quiet → first painted frame"
    window = Row(what, "ms", ours, limit, peer_name="bare pyqtgraph window", peer=bare)
    times = effort.pick(1, 5) + 1
    commands = [
        Row(f"tripod {c}, CPU", "ms", Measured.of([_cpu_ms(c) for _ in range(times)][1:]), m) for c, m in COMMANDS
    ]
    return [window, *commands]


def _cpu_ms(command: str) -> float:
    """Of a processor, by the whole process, its start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "tripod", *command.split()], check=True, capture_output=True, timeout=60)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def _start(script: str) -> float:
    """Milliseconds from starting the process to the moment that it prints."""
    start = time.monotonic()
    said = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(script))], check=True, capture_output=True, text=True, timeout=20
    ).stdout
    return 1000 * (float(said) - start)
