"""Measures the delay from sample to screen."""

from collections import deque
from math import isfinite, nan

import numpy as np

_ONE_SAMPLE_S = 0.001
"""So much a picture counts at least."""


class ScreenDelay:
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
