"""Runs scripts in processes of their own that need not load numpy, scipy and tripod first.

    with WarmStart() as start:
        done = start(["calibration/claims.py", "--boards", "2"], cwd=folder)

One process loads them, and each script runs in a fork of it: its own arguments, folder, streams and exit code, and no
object of another script. For most scripts at their smallest size what they load costs more than what they do.
"""

import importlib
import io
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

LOADED = ("scipy.optimize", "scipy.signal", "scipy.stats", "tripod.calibration.fit", "tripod.live.session")


class WarmStart:
    """Begins at the first script and ends with the block."""

    def __init__(self) -> None:
        self._server: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._server:
            assert self._server.stdin
            self._server.stdin.close()
            self._server.wait(10)
            assert self._server.stdout
            self._server.stdout.close()

    def __call__(
        self, args: Sequence[str], *, cwd: Path, stdin: str = "", timeout_s: float
    ) -> subprocess.CompletedProcess[str]:
        """`args` are a script's path and what is handed to it.

        Raises:
            subprocess.TimeoutExpired: it ran for longer.
        """
        server = self._server = self._server or subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve())], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert server.stdin
        assert server.stdout
        with tempfile.TemporaryDirectory() as folder:
            streams = [Path(folder) / name for name in ("in", "out", "err")]
            streams[0].write_text(stdin, "utf-8")
            wanted = {"args": list(args), "cwd": str(cwd), "streams": [str(p) for p in streams], "timeout_s": timeout_s}
            server.stdin.write(json.dumps(wanted | {"environment": dict(os.environ)}) + "\n")
            server.stdin.flush()
            code = int(server.stdout.readline())
            if code == -signal.SIGALRM:
                raise subprocess.TimeoutExpired(list(args), timeout_s)
            return subprocess.CompletedProcess(list(args), code, *(p.read_text("utf-8") for p in streams[1:]))


def _serve() -> None:
    """Fork once for each line of stdin, and answer with the exit code."""
    for name in LOADED:
        importlib.import_module(name)
    for line in sys.stdin:
        wanted = json.loads(line)
        child = os.fork()
        if not child:
            _become(wanted["args"], wanted["cwd"], wanted["streams"], wanted["timeout_s"], wanted["environment"])
            return
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(args: list[str], cwd: str, streams: list[str], timeout_s: float, environment: dict[str, str]) -> None:
    """Be that script from here on."""
    for number, path in enumerate(streams):
        opened = os.open(path, os.O_RDWR | os.O_CREAT | (os.O_APPEND if number else 0))
        os.dup2(opened, number)
        os.close(opened)
    signal.setitimer(signal.ITIMER_REAL, timeout_s)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    script = args[0]
    sys.argv[:] = args
    sys.path[0] = script if os.path.isdir(script) else os.path.dirname(script)
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), encoding="utf-8")
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    _serve()
