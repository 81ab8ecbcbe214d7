"""`python tests/faults`: what the program bears, in one table (tried, survived, lost, said).

Nothing may be lost beyond the last second; no traceback, no hang, no wrong number without a word. Each section runs in
a process of its own with an empty home of its own. The exit code is 1 where anything was not borne.
"""

import argparse
import importlib
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from sections import SECTIONS
from table import Effort, Row, text

HERE = Path(__file__).parent


def main() -> int:
    """Do it, print, and say in the exit code whether all was borne."""
    args = _parser().parse_args()
    # A shell that starts it in the background has it ignore Ctrl+C, and so every program that it tries.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    effort = Effort.QUICK if args.quick else Effort.FULL if args.full else Effort.NORMAL
    if args.child:
        rows = importlib.import_module(args.only[0]).rows(effort, args.scale)
        print(json.dumps([row.to_dict() for row in rows]))
        return 0
    rows: list[Row] = []
    for section in args.only or SECTIONS:
        print(f"{section} …", file=sys.stderr, flush=True)
        rows += _in_child(section, effort, args.scale)
    if args.json:
        print(json.dumps({"effort": effort, "rows": [row.to_dict() for row in rows]}))
    else:
        print(
            f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores\n", text(rows), sep="\n"
        )
    return int(not all(row.borne for row in rows))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python tests/faults", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", action="append", choices=SECTIONS, metavar="SECTION", help=", ".join(SECTIONS))
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--quick", action="store_true", help="a minute in all: what the tests run")
    length.add_argument("--full", action="store_true", help="the sizes of the README: hours")
    parser.add_argument("--scale", type=float, default=1.0, help="so many times the size of each section")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser


def _in_child(section: str, effort: Effort, scale: float) -> list[Row]:
    command = [sys.executable, str(HERE), "--only", section, "--scale", str(scale), "--child"]
    if effort is not Effort.NORMAL:
        command.append(f"--{effort}")
    with tempfile.TemporaryDirectory(prefix="tripod-faults-") as home:
        own = {f"XDG_{kind}_HOME": f"{home}/{kind.lower()}" for kind in ("DATA", "CONFIG", "CACHE", "STATE")}
        own |= {"QT_QPA_PLATFORM": "offscreen", "OPENBLAS_NUM_THREADS": "1", "TMPDIR": home}
        # The program of this checkout, whichever is installed; and a hash seed, so that a run can be done again.
        own |= {
            "PYTHONPATH": os.pathsep.join(filter(None, [str(HERE.parents[1]), os.environ.get("PYTHONPATH")])),
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **own})
    if done.returncode:
        return [Row.missing(section, (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1])]
    sys.stderr.write(done.stderr)
    return [Row.from_dict(data) for data in json.loads(done.stdout)]


if __name__ == "__main__":
    sys.exit(main())
