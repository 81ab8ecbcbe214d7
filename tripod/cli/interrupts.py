"""Ctrl+C while something is written that needs an end: the first asks for it, the third gives it up."""

import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import Self

from tripod.sentences import sentence


class Interrupts:
    """While this is entered, Ctrl+C (or being terminated) once sets `asked`, so that what is under way ends whole. A
    second one is answered, and the third raises KeyboardInterrupt."""

    def __init__(self) -> None:
        self._heard = 0
        self._before: dict[int, object] = {}

    @property
    def asked(self) -> bool:
        """Whether to come to an end."""
        return self._heard > 0

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            with suppress(ValueError):
                # Only the main thread may; elsewhere nobody presses keys.
                self._before[number] = signal.signal(number, self._hear)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self._heard += 1
        if self._heard == 2:
            # Not `print`: it may be what was interrupted.
            with suppress(OSError, ValueError):
                os.write(sys.stderr.fileno(), f"tripod: {sentence('interrupt.ending')}\n".encode())
        if self._heard > 2:
            raise KeyboardInterrupt
