"""What a handler lets through is said in one sentence on the page, and its traceback is kept in a file.

PySide hands what slots, timers and overrides such as `paintEvent` raise to `sys.excepthook`, and goes on. By itself
that prints to a terminal, which the person at the window does not see.
"""

import logging
import platform
import sys
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import walk_tb
from types import CodeType, TracebackType

import PySide6
from platformdirs import user_log_path

from tripod import __version__
from tripod.sentences import sentence
from tripod.views.kit.line_breaks import breakable

MOST_BYTES = 500_000
"""Then the file becomes `tripod.log.1`, and the one before it is gone."""

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]
Same = tuple[type[BaseException], tuple[tuple[CodeType, int], ...]]
"""Kind of an error, and code and line of each call that led to it: what makes two errors the same."""


def log_file() -> Path:
    """Where tracebacks are kept."""
    return user_log_path("tripod", appauthor=False) / "tripod.log"


@contextmanager
def unforeseen_said(say: Callable[[str], None]) -> Generator[None]:
    """While this lasts, `say` gets a sentence for each exception that a handler lets through."""
    before = sys.excepthook
    unforeseen = Unforeseen(log_file(), say, before)
    sys.excepthook = unforeseen
    try:
        yield
    finally:
        sys.excepthook = before
        unforeseen.close()


class Unforeseen:
    """Stands in for `sys.excepthook`; `otherwise` takes what is no error, and what the file cannot take."""

    def __init__(self, file: Path, say: Callable[[str], None], otherwise: Hook) -> None:
        self._file, self._say, self._otherwise = file, say, otherwise
        self._times = Counter[Same]()
        """How often each came; one that comes with every frame would else fill the file."""
        self._log = logging.getLogger(__name__)
        self._log.propagate = False
        self._handler = _LogFile(file, maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8", delay=True)
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        self._log.addHandler(self._handler)

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):
            self._otherwise(kind, error, trace)
            return
        # Of the error itself nothing stays: it would keep alive all that it was raised among.
        same = kind, tuple((frame.f_code, line) for frame, line in walk_tb(trace))
        self._times[same] += 1
        times = self._times[same]
        try:
            if times == 1:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._log.error("%s", _circumstances(), exc_info=(kind, error, trace))
            elif str(times).strip("0") == "1":
                self._log.error("%s: %d times so far", _named(same), times)
        except OSError:
            self._otherwise(kind, error, trace)
            self._say(sentence("view_unforeseen.cannot_be_written", file=breakable(self._file)))
        else:
            self._say(sentence("view_unforeseen.report_it", file=breakable(self._file)))

    def close(self) -> None:
        """Write how often each came in all."""
        with suppress(OSError):
            for same, times in self._times.items():
                if times > 1:
                    self._log.error("%s: %d times in all", _named(same), times)
        self._log.removeHandler(self._handler)
        self._handler.close()


class _LogFile(RotatingFileHandler):
    """Lets its caller know what cannot be written."""

    def handleError(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[1]
        if error is not None:
            raise error


def _circumstances() -> str:
    return f"tripod {__version__}, Python {platform.python_version()}, Qt {PySide6.__version__}, {platform.platform()}"


def _named(same: Same) -> str:
    kind, calls = same
    where = f" in {calls[-1][0].co_filename}, line {calls[-1][1]}" if calls else ""
    return f"{kind.__name__}{where}"
