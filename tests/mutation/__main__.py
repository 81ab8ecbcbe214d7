"""`python tests/mutation`: do the tests notice a small change to the program? Nothing here asserts.

Some mutants, picked at random, are written one after another into a copy of the repository, and the fast tests of that
room are run on each. A mutant that every test passes shows a gap in the tests, or a change that changes nothing.
"""

import argparse
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from mutants import Place, places

ROOT = Path(__file__).parents[2]
ROOMS = ("device", "force", "balance", "drills")
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "build", "dist", "demo")
MOST_S = 600
KILLED, SURVIVED, TIMEOUT = "killed", "survived", "timeout"


def main() -> int:
    """Run the mutants, print each survivor and a table; return 1 if a room's tests fail on the unchanged program."""
    args = _parser().parse_args()
    rooms = args.rooms.split(",")
    score: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory(prefix="tripod-mutation-") as scratch:
        copy = Path(scratch) / "copy"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        for k, room in enumerate(rooms):
            began = os.times().children_user
            if _tests(copy, room, MOST_S) != SURVIVED:
                print(f"The tests of {room} fail before anything was changed.", file=sys.stderr)
                return 1
            allowed_s = 10 + 3 * (os.times().children_user - began)
            share = args.count // len(rooms) + (k < args.count % len(rooms))
            score[room] = Counter(
                _try(copy, room, place, allowed_s) for place in picked(room, share, args.seed, args.only)
            )
    print(table(score))
    return 0


def picked(room: str, count: int, seed: int, only: str) -> list[Place]:
    """So many places of a room, in a random order that the seed alone decides."""
    modules = sorted(p for p in (ROOT / "tripod" / room).rglob("*.py") if only in p.as_posix())
    every = [place for path in modules for place in places(path)]
    return random.Random(f"{seed} {room}").sample(every, min(count, len(every)))


def _try(copy: Path, room: str, place: Place, allowed_s: float) -> str:
    where, mutant = place.path.relative_to(ROOT), place.mutant()
    module = copy / where
    sound = module.read_bytes()
    module.write_text(mutant.source, "utf-8")
    try:
        outcome = _tests(copy, room, allowed_s)
    finally:
        module.write_bytes(sound)
    print(f"{outcome:8} {where.as_posix()}:{mutant.line}: {mutant.before} -> {mutant.after}", flush=True)
    return outcome


def _tests(copy: Path, room: str, allowed_s: float) -> str:
    """What the fast tests of a room in the copy say: they fail, they pass, or take longer than these CPU seconds."""
    # Cases of hypothesis must not differ between runs, or the same mutant would survive only sometimes.
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-m", "fast", "-p", "no:cacheprovider"]
    command += ["--hypothesis-profile", "ci", f"tests/{room}"]
    own = {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}

    def limited() -> None:
        # Of the process's own time: what else runs on the machine makes no mutant a timeout.
        resource.setrlimit(resource.RLIMIT_CPU, (round(allowed_s), round(allowed_s) + 5))

    try:
        done = subprocess.run(
            command,
            cwd=copy,
            capture_output=True,
            check=False,
            timeout=MOST_S,
            preexec_fn=limited,
            env={**os.environ, **own},
        )
    except subprocess.TimeoutExpired:
        return TIMEOUT
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return TIMEOUT
    return KILLED if done.returncode else SURVIVED


def table(score: dict[str, Counter[str]]) -> str:
    """One line a room and one for all; a mutant that comes to no end counts as noticed."""
    rows = [*score.items(), ("all", sum(score.values(), Counter()))]
    lines = [f"{'room':10}{KILLED:>10}{TIMEOUT:>10}{SURVIVED:>10}{'noticed':>10}"]
    for room, of in rows:
        noticed = f"{(of[KILLED] + of[TIMEOUT]) / of.total():.0%}" if of.total() else "-"
        lines.append(f"{room:10}{of[KILLED]:>10}{of[TIMEOUT]:>10}{of[SURVIVED]:>10}{noticed:>10}")
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python tests/mutation", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=40, help="mutants in all, shared equally by the rooms")
    parser.add_argument("--seed", type=int, default=1, help="which mutants; the same seed picks the same ones")
    parser.add_argument("--rooms", default=",".join(ROOMS), help=f"default {','.join(ROOMS)}")
    parser.add_argument("--only", default="", help="only modules whose path contains this")
    return parser


if __name__ == "__main__":
    sys.exit(main())
