"""Many sessions in one process and on clusters of workers: the same table to the bit, and how long each takes.

    python tests/benchmarks/cluster.py --sessions 5000 --workers 1,2 [--core] [--keep FOLDER] [--only-memory]

A few sessions of a virtual board are recorded; each other is a stretch of one of them that begins some samples later.
"""

import argparse
import io
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from tripod.analysis.measures import Extent
from tripod.batch.analysed_file import How
from tripod.batch.data_set import Progress, Run, analyse_into
from tripod.batch.engines import OnDask, in_this_process
from tripod.batch.files import files_in
from tripod.cli import main as tripod

RECORDED, SECONDS = 8, 30.0
KEPT_S = 20.5
"""Of each session: little more than sway is told from."""
MARKS = (250, 500, 1000, 2500, 4700)
"""Files after which a worker's memory is looked at; the last while it still is there."""


def make_sessions(folder: Path, n: int, recorded: int = RECORDED) -> list[str]:
    """`n` sessions in folders of a thousand."""
    heads: list[tuple[str, list[str]]] = []
    for seed in range(min(recorded, n)):
        base, source = folder / f"base-{seed}", f"virtual:quiet,board=pads,seed={seed}"
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            tripod(["record", source, "-o", str(base), "--seconds", f"{SECONDS}", "--fast"])
        heads.append(
            ((base / "session.json").read_text("utf-8"), (base / "samples.csv").read_text("utf-8").splitlines(True))
        )
    rate = json.loads(heads[0][0])["rate_hz"]
    keep = round(KEPT_S * rate)
    for k in range(n):
        head, lines = heads[k % len(heads)]
        later = 1 + (7 * (k // len(heads))) % (len(lines) - keep - 1)
        path = folder / "sessions" / f"{k // 1000:03d}" / f"{k:07d}"
        path.mkdir(parents=True)
        (path / "session.json").write_text(head, "utf-8")
        (path / "samples.csv").write_text("".join([lines[0], *lines[later : later + keep]]), "utf-8")
    return list(files_in(str(folder / "sessions")))


def parts(folder: Path) -> dict[str, bytes]:
    """Name -> content of each part of a data set."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.startswith("part-")}


def timed(
    run: Run, files: list[str], folder: Path, how: How, tell: Callable[[Progress], None] = lambda _: None
) -> tuple[float, float]:
    """Seconds by the clock, and of processors."""
    began, busy = time.monotonic(), cpu_s()
    analyse_into(str(folder), files, how, run, tell)
    return time.monotonic() - began, cpu_s() - busy


class Memory:
    """Of the largest worker, after so many files."""

    def __init__(self, marks: Sequence[int] = MARKS) -> None:
        self._marks = list(marks)
        self.mb: dict[int, float] = {}

    def __call__(self, now: Progress) -> None:
        if self._marks and now.files >= self._marks[0]:
            self._marks.pop(0)
            self.mb[now.files] = (
                max((of.memory_info().rss for of in psutil.Process().children(True)), default=0) / 2**20
            )

    def said(self) -> str:
        """In one line."""
        return "memory of a worker: " + ", ".join(f"{mb:.0f} MB after {n}" for n, mb in self.mb.items())


def cpu_s() -> float:
    """Of this process and of all its children that ended."""
    used = [resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(of.ru_utime + of.ru_stime for of in used)


def table(n: int, workers: list[int], how: How, folder: Path, say: Callable[[str], None]) -> bool:
    """Whether all gave the same bytes."""
    files = make_sessions(folder, n)
    size = sum(path.stat().st_size for path in (folder / "sessions").rglob("*") if path.is_file())
    say(f"{len(files)} sessions, {size / len(files) / 1e3:.0f} kB each")
    alone_s, busy_s = timed(in_this_process, files, folder / "alone", how)
    first, same = parts(folder / "alone"), True
    results = sum(map(len, first.values()))
    say(f"{results / n:.0f} B of results each")
    say(f"one process {alone_s:8.1f} s, {1e3 * busy_s / n:6.1f} ms of a processor each")
    for count in workers:
        of = folder / f"workers-{count}"
        memory = Memory()
        took_s, busy_s = timed(OnDask(workers=count), files, of, how, memory)
        say(memory.said())
        equal = parts(of) == first
        same = same and equal
        word = "same to the bit" if equal else "DIFFERENT"
        say(
            f"{count} workers   {took_s:8.1f} s, {1e3 * busy_s / n:6.1f} ms of a processor each, "
            f"{alone_s / took_s:4.2f} times as fast, {word}"
        )
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    say(f"memory at most: {own:.0f} MB here, {child:.0f} MB in a worker")
    return same


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=5000)
    parser.add_argument("--workers", type=lambda text: [int(n) for n in text.split(",") if int(n)], default=[1, 2])
    parser.add_argument("--core", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only-memory", action="store_true")
    args = parser.parse_args()
    how = How(extent=Extent.CORE if args.core else Extent.FULL)
    with TemporaryDirectory() as temporary:
        if args.only_memory:
            memory, place = Memory(), args.keep or Path(temporary)
            timed(OnDask(workers=1), make_sessions(place, args.sessions), place / "memory", how, memory)
            print(memory.said())
            return 0
        same = table(
            args.sessions, args.workers, how, args.keep or Path(temporary), lambda line: print(line, flush=True)
        )
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
