"""A whole drill and a whole day without hardware, from the start of the process to the last line.

Each begins in a home of its own: whoever has trained before is told more at the end.
"""

import os
import resource
import subprocess
import sys
import tempfile

from table import Effort, Measured, Row

DRILL = "tripod-hold --source virtual:pupil,board=pads,seed=5,habit=mt1_light:right --json"
DRILL_S, DAY_S = 1.5, 6.0


def rows(effort: Effort) -> list[Row]:
    """A day takes longer than everything else that a quick run measures, and is made of the same."""
    found = [Row(f"tripod drill {DRILL}, CPU", "s", _repeated(DRILL, effort.pick(1, 5)), DRILL_S)]
    if effort is not Effort.QUICK:
        found.append(Row("tripod drill --today --json, CPU", "s", _repeated("--today --json", 3), DAY_S))
    return found


def _repeated(args: str, times: int) -> Measured:
    """The first fills the disk's cache, and compiles what no program has imported yet; it is left out."""
    return Measured.of([_cpu_s(args) for _ in range(times + 1)][1:])


def _cpu_s(args: str) -> float:
    """Of a processor, by the whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory(prefix="tripod-bench-") as home:
        subprocess.run(
            [sys.executable, "-m", "tripod", "drill", *args.split()],
            check=True,
            capture_output=True,
            timeout=100,
            env={**os.environ, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home},
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
