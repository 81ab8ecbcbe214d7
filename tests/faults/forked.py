"""The command line in a fork of this process, which has loaded it already: a tenth of what a new process costs."""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from line import HANG_S, no_traceback
from table import NotBorne, require

from tripod.cli import main


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


def tripod_forked(
    *args: str,
    meanwhile: Callable[[], object] = lambda: None,
    before: Callable[[], object] = lambda: None,
    within_s: float = 6 * HANG_S,
) -> Ran:
    """Run a command to its end; `before` is called in its process, and `meanwhile` beside it, once.

    Raises:
        NotBorne: a traceback, a signal that it died of, or no end.
    """
    with tempfile.TemporaryFile("w+b") as out, tempfile.TemporaryFile("w+b") as err:
        pid = os.fork()
        if not pid:
            before()
            _be(args, out.fileno(), err.fileno())
        try:
            meanwhile()
            status = _wait(pid, within_s)
        finally:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    no_traceback("".join(texts))
    require(os.WIFEXITED(status), f"it died of signal {os.WTERMSIG(status)}")
    return Ran(os.WEXITSTATUS(status), *texts)


def _be(args: tuple[str, ...], out: int, err: int) -> None:
    code = 70
    try:
        # A file that is full or closed tells of it when it is flushed, as in a process of its own.
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        code = main(list(args))
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 70
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _wait(pid: int, within_s: float) -> int:
    until = time.monotonic() + within_s
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return status
        if time.monotonic() > until:
            raise NotBorne(f"it did not end within {within_s:.0f} s")
        time.sleep(0.005)
