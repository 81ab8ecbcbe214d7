"""A board at the end of a serial line: a process of its own that writes into a pseudo-terminal at the board's pace."""

import os
import subprocess
import sys
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def board_on_wire(scenario: str, how: str = "packets") -> Iterator[tuple[str, Callable[[], float]]]:
    """The port's path, and what starts the board; that returns the moment (monotonic) from which packets are due."""
    ours, theirs = os.openpty()
    # A terminal would turn line ends round and echo.
    tty.setraw(theirs)
    command = [sys.executable, str(Path(__file__).with_name("wire_writer.py")), scenario, how]
    writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=ours, stderr=subprocess.PIPE, text=True)
    assert writer.stdin
    assert writer.stderr
    said = writer.stderr
    go = writer.stdin

    def start() -> float:
        go.write("go\n")
        go.flush()
        return float(said.readline())

    try:
        if said.readline() != "ready\n":
            raise RuntimeError("the board at the end of the wire did not start")
        yield os.ttyname(theirs), start
    finally:
        writer.kill()
        writer.communicate()
        os.close(ours)
        os.close(theirs)
