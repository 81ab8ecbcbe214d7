"""Clocks for sources: the host's, and one on which sleeping takes no time."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Clock:
    """The host's monotonic clock and its sleep; a virtual source with `--fast` runs on one that never waits."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


STEP_S = 0.075
"""What a fast clock moves by at least: a block costs much the same with one frame as with ten. No more, for a pupil
that reacts within 0.35 s must have heard what was said before the board has made up the samples that follow."""


def fast_clock() -> Clock:
    """A clock on which sleeping takes no time; it moves in steps like those of a port that gathers what comes."""
    at = [0.0]

    def sleep(seconds: float) -> None:
        at[0] += max(seconds, STEP_S)

    return Clock(lambda: at[0], sleep)
