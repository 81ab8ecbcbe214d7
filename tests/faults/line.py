"""A serial line (pty) to a real program in a process of its own, and what that program did with what came down it."""

import fcntl
import os
import select
import signal
import subprocess
import sys
import tempfile
import termios
import time
import tty
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from table import NotBorne, require

HANG_S = 10.0
"""A shared machine alone may keep a process waiting for seconds; what really hangs has no end."""
START_S = 60.0


class Line:
    """A pty; `path` is what the program opens."""

    def __init__(self) -> None:
        self.master, self._slave = os.openpty()
        tty.setraw(self.master)
        tty.setraw(self._slave)
        os.set_blocking(self.master, False)
        self.path = os.ttyname(self._slave)
        self.longest_s = 0.0
        """For so long the program read nothing."""

    def send(self, data: bytes, program: subprocess.Popen[str] | None = None, patience_s: float = HANG_S) -> None:
        """Write all of it, as fast as it is read.

        Raises:
            NotBorne: the program ended, or reads no more.
        """
        at, last = 0, time.monotonic()
        while at < len(data):
            require(program is None or program.poll() is None, "the program ended while the board was talking")
            _, ready, _ = select.select([], [self.master], [], 0.2)
            if ready:
                at += os.write(self.master, data[at : at + 2048])
                self.longest_s = max(self.longest_s, time.monotonic() - last)
                last = time.monotonic()
            elif time.monotonic() - last > patience_s:
                raise NotBorne(f"the program read nothing for {patience_s:.0f} s")

    def drained(self, patience_s: float = HANG_S) -> None:
        """Wait until all that was written was read.

        Raises:
            NotBorne: the program reads no more.
        """
        until = time.monotonic() + patience_s
        while int.from_bytes(fcntl.ioctl(self._slave, termios.FIONREAD, bytes(4)), sys.byteorder):
            require(time.monotonic() < until, f"the program left bytes unread for {patience_s:.0f} s")
            time.sleep(0.005)

    def close(self) -> None:
        os.close(self.master)
        os.close(self._slave)


@contextmanager
def line() -> Iterator[Line]:
    """A line, closed afterwards."""
    made = Line()
    try:
        yield made
    finally:
        made.close()


@contextmanager
def tripod(*args: str, env: dict[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """The command line in a process of its own; killed if it is still there at the end."""
    # Files, because a pipe that nobody reads would hold the program up.
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(
            [sys.executable, "-m", "tripod", *args],
            stdin=subprocess.DEVNULL, stdout=out, stderr=err, text=True, env={**os.environ, **(env or {})},
        )  # fmt: skip
        process.__dict__["said_files"] = (out, err)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


def said(process: subprocess.Popen[str]) -> tuple[str, str]:
    """What an ended program wrote on stdout and stderr."""
    texts = []
    for file in process.__dict__["said_files"]:
        file.seek(0)
        texts.append(file.read())
    return texts[0], texts[1]


def end(process: subprocess.Popen[str], how: signal.Signals = signal.SIGINT) -> tuple[str, str]:
    """Interrupt the program as Ctrl+C does; what it wrote.

    Raises:
        NotBorne: it does not end, or ends with a traceback.
    """
    process.send_signal(how)
    return ended(process)


def ended(
    process: subprocess.Popen[str], codes: Sequence[int] = (0, 1, 130), within_s: float = HANG_S
) -> tuple[str, str]:
    """Wait for the program's end; what it wrote.

    Raises:
        NotBorne: it does not end, or ends otherwise than in one of these codes, or with a traceback.
    """
    try:
        process.wait(within_s)
    except subprocess.TimeoutExpired:
        raise NotBorne(f"it did not end within {within_s:.0f} s") from None
    out, err = said(process)
    no_traceback(out + err)
    require(process.returncode in codes, f"it ended with {process.returncode}: {err[-200:]!r}")
    return out, err


def no_traceback(text: str) -> None:
    """Raises:
    NotBorne: a traceback, or what only somebody who wrote the program understands.
    """
    for sign in (
        "Traceback (most recent call last)",
        "that was not foreseen",
        "did not foresee this",
        "Fatal Python error",
    ):
        if sign in text:
            raise NotBorne(f"{sign}: {text.strip().splitlines()[-1][:200]}")


def run(*args: str, codes: Sequence[int] = (0, 1), within_s: float = START_S) -> tuple[int, str, str]:
    """Run the command line to its end; exit code, stdout and stderr."""
    with tripod(*args) as process:
        out, err = ended(process, codes, within_s)
        return process.returncode, out, err


def wait_for(path: Path, size: int, process: subprocess.Popen[str]) -> None:
    """Until a file has so many bytes.

    Raises:
        NotBorne: the program ended, or does not come to it.
    """
    until = time.monotonic() + START_S
    while not path.exists() or path.stat().st_size < size:
        if process.poll() is not None:
            raise NotBorne(f"it ended with {process.returncode}: {said(process)[1][-200:]!r}")
        require(time.monotonic() < until, f"{path.name} did not come within {START_S:.0f} s")
        time.sleep(0.02)
