"""Controls how often each part is painted."""

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
