"""Ports as streams of bytes: a serial port, and the virtual board behind the same interface."""

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Protocol

import serial

from tripod.device.protocol import BAUD
from tripod.sources.clock import Clock
from tripod.virtual.board import VirtualBoard

READ_S = 0.05
LEAST_S = 0.001
"""A virtual port waits at least so long."""


class Port(Protocol):
    """What a stream of bytes must be able to do."""

    def read(self) -> bytes:
        """What is waiting; waits up to `READ_S` for a first byte. Raises OSError when the port is gone."""
        ...

    def close(self) -> None:
        """Release the port, also one that is gone."""
        ...


class SerialPort:
    """A port of pyserial. Reads only what is waiting, because asking for more would delay it by the timeout."""

    def __init__(self, device: str) -> None:
        with _only_oserror():
            self._serial = serial.Serial(device, BAUD, timeout=READ_S, exclusive=True if os.name == "posix" else None)
        # Only FTDI-like drivers on Linux have it; others have nothing to switch.
        with suppress(AttributeError, OSError, ValueError, NotImplementedError):
            self._serial.set_low_latency_mode(True)

    def read(self) -> bytes:
        """See `Port.read`."""
        with _only_oserror():
            return self._serial.read(self._serial.in_waiting or 1)

    def close(self) -> None:
        """Release the port, also one that is gone."""
        with suppress(OSError), _only_oserror():
            self._serial.close()


@contextmanager
def _only_oserror() -> Generator[None, None, None]:
    """pyserial lets `termios.error` and even TypeError through when a device goes away in its hands."""
    try:
        yield
    except (OSError, ValueError):
        raise
    except Exception as error:
        raise OSError(errno.EIO, str(error)) from error


class VirtualPort:
    """Gives the virtual board's bytes when they are due on the clock."""

    def __init__(self, board: VirtualBoard, clock: Clock, unplug: bool) -> None:
        self._board, self._clock = board, clock
        self._start_s = clock.now()
        self._waiting: list[tuple[float, bytes]] = []
        self._away_s = (4.0, 6.0) if unplug else (float("inf"), float("inf"))
        self._began = False
        """Whether anything was read. The first banner comes alone, so that what begins with it misses no sample."""

    @property
    def _pulled(self) -> bool:
        """Whether somebody who plays has pulled the cable."""
        return self._board.played is not None and not self._board.played.meant.plugged

    def reopen(self) -> "VirtualPort":
        """The port again, after the simulated unplugging.

        Raises:
            FileNotFoundError: it is still unplugged.
        """
        now = self._clock.now() - self._start_s
        self._take(now)
        if now < self._away_s[1] < float("inf") or self._pulled:
            raise FileNotFoundError(errno.ENOENT, "unplugged")
        self._away_s = (float("inf"), float("inf"))
        return self

    def read(self) -> bytes:
        """See `Port.read`; also raises EOFError at the scenario's end."""
        if self._clock.gathers and self._began:
            self._gather()
        self._began = True
        while True:
            now = self._clock.now() - self._start_s
            if now >= self._away_s[0] or self._pulled:
                self._take(now)
                raise OSError(errno.EIO, "unplugged")
            data = self._take(now)
            if data:
                return data
            if self._board.finished() and not self._waiting:
                raise EOFError
            self._clock.sleep(min(max(self._waiting[0][0] - now, LEAST_S), READ_S) if self._waiting else LEAST_S)

    def close(self) -> None:
        """Nothing to release."""

    def _gather(self) -> None:
        """Let the clock go on to the end of what the board makes at once; no further, for a pupil must have heard what
        was said before the board makes what follows."""
        if not self._waiting and not self._board.finished():
            self._waiting += self._board.packets()
        if self._waiting:
            until = min(self._waiting[-1][0], self._away_s[0] - LEAST_S) - (self._clock.now() - self._start_s)
            self._clock.sleep(max(until, 0.0))

    def _take(self, now: float) -> bytes:
        while not self._board.finished() and (not self._waiting or self._waiting[-1][0] < now):
            self._waiting += self._board.packets()
        due = 0
        while due < len(self._waiting) and self._waiting[due][0] <= now:
            due += 1
        data = b"".join(packet for _, packet in self._waiting[:due])
        del self._waiting[:due]
        return data
