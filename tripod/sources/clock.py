"""Clocks for sources: the host's, and one on which sleeping takes no time."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Clock:
    """The host's monotonic clock and its sleep; a virtual source with `--fast` runs on one that never waits."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    gathers: bool = False
    """Nobody looks on meanwhile: what a virtual board makes at once may come at once, as one block."""


def fast_clock() -> Clock:
    """A clock on which sleeping takes no time."""
    at = [0.0]

    def sleep(seconds: float) -> None:
        at[0] += seconds

    return Clock(lambda: at[0], sleep, gathers=True)
