"""`python tests/benchmarks`: the budgets of the design, measured, in one table.

Each section runs in a process of its own: memory, imports and the interpreter's lock of one must not colour another.
"""

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from table import HEADER, PLAIN_S, WIDE, Effort, Row, machine, plain_s, text

WITH_NAIVE_WINDOW = ("view", "latency", "blank")
SECTIONS = (
    "decoder",
    "recording",
    "port",
    "pipeline",
    "view",
    "latency",
    "blank",
    "startup",
    "memory",
    "endurance",
    "cue",
    "drill",
    "analysis",
    "history",
    "firmware",
)


def main() -> int:
    """Measure, print, and return 1 if a section could not be run."""
    parser = _parser()
    args = parser.parse_args()
    effort = Effort.QUICK if args.quick else Effort.FULL if args.full else Effort.NORMAL
    sections = args.section or list(SECTIONS)
    if unknown := set(sections) - set(SECTIONS):
        parser.error(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    if args.child:
        before = plain_s()
        rows = importlib.import_module(sections[0]).rows(effort)
        slowness = max(before, plain_s()) / PLAIN_S
        print(json.dumps([replace(row, slowness=slowness).to_dict() for row in rows]))
        return 0
    where = machine()
    rows: list[Row] = []
    failed = False
    with tempfile.TemporaryDirectory(prefix="tripod-bench-compiled-") as compiled:
        for section in sections:
            print(f"{section} …", file=sys.stderr, flush=True)
            found, why = _in_child(section, effort, compiled)
            rows += found
            if why:
                failed = True
                rows.append(Row.missing(section, why))
    if args.json:
        print(json.dumps({"machine": where, "effort": effort, "rows": [row.to_dict() for row in rows]}))
    else:
        print(HEADER, "; ".join(f"{k} {v}" for k, v in where.items()), "", text(rows), sep="\n")
    wrong = _wrong(rows) if args.check else []
    for line in wrong:
        print(line, file=sys.stderr)
    return int(failed or bool(wrong))


def _wrong(rows: list[Row]) -> list[str]:
    """What a check does not let pass: a row that nobody measured, or that is far off."""
    dead = [f"not measured: {row.what}: {row.note}" for row in rows if row.measured is None and not row.may_be_missing]
    far = [f"more than {WIDE:g} times its budget: {', '.join(row.cells()[:4])}" for row in rows if row.far_off]
    return dead + far


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python tests/benchmarks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("section", nargs="*", help=f"of {', '.join(SECTIONS)} (default all)")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--quick", action="store_true", help="under a minute in all, and rougher")
    length.add_argument("--full", action="store_true", help="eight simulated hours of recording instead of one")
    parser.add_argument(
        "--check",
        action="store_true",
        help=f"fail where a row cannot be measured, or is {WIDE:g} times its budget or more",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser


def _in_child(section: str, effort: Effort, compiled: str) -> tuple[list[Row], str]:
    """The section's rows, or why there are none. What is imported is kept `compiled` there, as an installed program is:
    the check forbids it beside the sources, and then each start would compile three hundred files."""
    command = [sys.executable, str(Path(__file__).parent), section, "--child"]
    if effort is not Effort.NORMAL:
        command.append(f"--{effort}")
    with tempfile.TemporaryDirectory(prefix="tripod-bench-") as home:
        own = {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
        own |= {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        if section in WITH_NAIVE_WINDOW:
            own["OPENBLAS_NUM_THREADS"] = "1"
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **own})
    if done.returncode:
        return [], (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
    return [Row.from_dict(data) for data in json.loads(done.stdout)], ""


if __name__ == "__main__":
    sys.exit(main())
