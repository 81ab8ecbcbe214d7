"""Unwrap the board's 16-bit sequence and 32-bit clock, and know a loss from a wrap and from a restart.

Arrival time is never a sample's time. The host's clock enters in one place only: how long a board was away that came
back with its clock restarted, because nobody else knows.
"""

from math import isfinite

import numpy as np

from tripod.device.frames import Block, Wrapped
from tripod.device.protocol import Banner

_SEQ, _TICK = 1 << 16, 1 << 32


class Timebase:
    """Carries the unwrapping from block to block. Start a new one for a new stream."""

    def __init__(self, rate_hz: float) -> None:
        self._period_us = 1e6 / rate_hz
        self._seq = -1
        self._tick = -1
        self._add_seq = 0
        self._add_tick = 0
        self._arrived_s = float("nan")
        self._uptime_s = -1
        self._away = False
        self.lost = 0
        """Samplings that the board made (or should have) and that never arrived."""

    def banner(self, banner: Banner) -> bool:
        """Take a banner; True if it shows that the board restarted since the last one."""
        restarted = 0 <= banner.uptime_s < self._uptime_s
        self._uptime_s = banner.uptime_s
        if restarted:
            self._away = True
        return restarted

    def reconnected(self) -> None:
        """The stream was cut and is there again; its clock and sequence may have restarted."""
        self._away = True

    def unwrap(self, run: Wrapped, arrived_s: float) -> Block:
        """The run with seq and tick that never go back."""
        seq, tick = run.seq.astype(np.int64), run.t_us.astype(np.int64)
        if self._seq < 0:
            self._add_seq = self._add_tick = 0
        elif self._away:
            away_us = round(max(arrived_s - self._arrived_s, 0.0) * 1e6) if isfinite(arrived_s) else 0
            missed = max(round(away_us / self._period_us), 1)
            self._add_tick = self._tick + round(missed * self._period_us) - int(tick[0])
            self._add_seq = self._seq + missed - int(seq[0])
        else:
            self._add_tick = _next(self._tick, int(tick[0]), _TICK)
            self._add_seq = _next(self._seq, int(seq[0]), _SEQ)
            # More than 65 536 frames lost in one gap look like fewer; the clock knows better.
            gap_us = int(tick[0]) + self._add_tick - self._tick
            seen = int(seq[0]) + self._add_seq - self._seq
            self._add_seq += max(round((gap_us / self._period_us - seen) / _SEQ), 0) * _SEQ
        self._away = False
        seq = _rising(seq, _SEQ) + self._add_seq
        tick = _rising(tick, _TICK) + self._add_tick
        previous = self._seq if self._seq >= 0 else int(seq[0]) - 1
        self.lost += int(seq[-1]) - previous - len(seq)
        self._seq, self._tick, self._arrived_s = int(seq[-1]), int(tick[-1]), arrived_s
        return Block(seq, tick, run.counts, run.status, run.age, arrived_s)


def _next(last: int, wrapped: int, modulus: int) -> int:
    """What to add to `wrapped` so that it is the first such value after `last`."""
    return last + 1 + (wrapped - last - 1) % modulus - wrapped


def _rising(values: np.ndarray, modulus: int) -> np.ndarray:
    """Undo wraps inside a run. A value lower than the one before has wrapped once."""
    if len(values) > 1 and (values[1:] < values[:-1]).any():
        return values + modulus * np.concatenate(([0], np.cumsum(values[1:] < values[:-1])))
    return values
