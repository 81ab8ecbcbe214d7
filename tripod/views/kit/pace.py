"""Controls how often each part is painted, and measures the delay from sample to screen."""

from collections import deque
from math import isfinite, nan

import numpy as np

TICK_MS = 16
"""Period of the one timer."""

LATE_MS, EARLY_MS = 8, 4
"""A picture is made when samples come, up to so much before its time. By the timer it is made so much after it, where
none came."""

IDLE_MS, STILL_MS, HIDDEN_MS = 100, 50, 200
"""The same while no board is open, while the picture is frozen, and while nobody can see the window."""

MAP_S, SLOW_S, TEXT_S, SPOKEN_S = 1 / 20, 1 / 10, 0.25, 1.0
"""Map; numbers, bars and strips (alike, or a share would read differently in two places; nobody reads more than ten
numbers a second); source bar; summary for screen readers. CoP and trail are painted at every tick."""


_ONE_SAMPLE_S = 0.001
"""So much a picture counts at least."""


class Every:
    """Says yes once each `period_s`."""

    def __init__(self, period_s: float) -> None:
        self._period_s = period_s
        self._next_s = -float("inf")

    def due(self, now_s: float) -> bool:
        """Whether it is time again; half a tick early counts, or the rate would fall to the next whole tick."""
        if not self.soon(now_s):
            return False
        self._next_s = max(self._next_s + self._period_s, now_s + self._period_s / 2)
        return True

    def soon(self, now_s: float) -> bool:
        """What `due` would say."""
        return now_s >= self._next_s - TICK_MS / 2000

    def reset(self) -> None:
        """Be due at once."""
        self._next_s = -float("inf")


class Pacer:
    """Halves the picture rate where the machine is too slow for it, and gives it back when it is not."""

    SLOW_S, FAST_S, FRAMES = 0.006, 0.002, 120

    def __init__(self) -> None:
        self._costs: list[float] = []
        self.period_ms = TICK_MS

    def add(self, cost_s: float) -> bool:
        """Count one frame's cost; True when `period_ms` has changed."""
        self._costs.append(cost_s)
        if len(self._costs) < self.FRAMES:
            return False
        # `np.median` would load all of numpy's masked arrays here, in the middle of a picture.
        median = sorted(self._costs)[self.FRAMES // 2]
        self._costs.clear()
        before = self.period_ms
        if median > self.SLOW_S:
            self.period_ms = 2 * TICK_MS
        elif median < self.FAST_S:
            self.period_ms = TICK_MS
        return self.period_ms != before


class Latency:
    """Delays from sample to paint over the last ten seconds; all samples of a picture count, not its newest alone."""

    KEEP_S = 10.0
    AWAY_S = 1.0
    """A picture with more than so many seconds of samples follows on none: the page was not on the screen."""
    PARTS = 8
    """Of each picture's samples, of which all in one part count alike."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float, float]] = deque()
        """When it was painted, the delay of its newest sample, and how many seconds of samples it shows first."""

    def add(self, now_s: float, delay_s: float, new_s: float = 0.0) -> None:
        """Count one picture: the delay of its newest sample, and for how long before it no other picture shows any."""
        if isfinite(delay_s):
            self._seen.append((now_s, delay_s, new_s if 0 <= new_s <= self.AWAY_S else 0.0))
        while self._seen and self._seen[0][0] < now_s - self.KEEP_S:
            self._seen.popleft()

    def clear(self) -> None:
        """Forget all delays."""
        self._seen.clear()

    def percentiles(self) -> tuple[float, float]:
        """Median and 95th percentile over all samples in seconds; nan before the first paint.

        Samples come evenly: the oldest that a picture shows first waited longer than its newest by the time between
        the two.
        """
        if not self._seen:
            return nan, nan
        _, newest_s, new_s = np.array(self._seen).T
        parts = (np.arange(self.PARTS) + 0.5) / self.PARTS
        delays = (newest_s[:, None] + new_s[:, None] * parts).ravel()
        # A first picture shows no more than its newest sample.
        counts = np.repeat(np.maximum(new_s, _ONE_SAMPLE_S), self.PARTS)
        order = np.argsort(delays)
        below = np.cumsum(counts[order])
        p50, p95 = (delays[order][np.searchsorted(below, q * below[-1])] for q in (0.5, 0.95))
        return float(p50), float(p95)
