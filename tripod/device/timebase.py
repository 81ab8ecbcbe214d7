"""Unwraps the board's 16-bit sequence and 32-bit clock, and tells lost frames from wraps and restarts.

Arrival time is never a sample's time. The host's clock is used for two things only: how long a board was away whose
clock restarted meanwhile, and to reject a gap that is longer than the time that passed on the host.
"""

from math import isfinite

import numpy as np
from numpy.typing import NDArray

from tripod.device.blocks import Block, Wrapped
from tripod.device.protocol import FIRST_AFTER_BOOT, Banner

_SEQ, _TICK = 1 << 16, 1 << 32
_DOUBT_S = 2.0
_DOUBT_RELATIVE = 0.01
_AGREE_RELATIVE = 0.001
_LATE = 100
"""A frame at most this many sequence numbers behind the last one is a repeated or late one."""
_DOUBTED_RUNS = 3
"""After this many runs that do not fit, the board is taken to have restarted with its banner lost."""


class Timebase:
    """Carries the unwrapping from block to block. Start a new one for a new stream."""

    def __init__(self, rate_hz: float) -> None:
        self._period_us = 1e6 / rate_hz
        self._seq = -1
        self._tick = -1
        self._add_seq = 0
        """Unwrapped sequence minus the wire's; no multiple of the wrap once the board was away."""
        self._add_tick = 0
        self._arrived_s = float("nan")
        self._uptime_s = -1
        self._away = False
        self._doubted = 0
        self._origin = (0, 0)
        """Sequence and tick of the first frame since the clock last restarted."""
        self.lost = 0
        """Samplings that the board made (or should have) and that never arrived."""
        self.repeated = 0
        """Samplings that arrived again, or after a later one; they are left out."""

    def banner(self, banner: Banner) -> bool:
        """Take a banner; returns whether it shows that the board restarted since the last one."""
        heard_before = self._uptime_s >= 0
        restarted = heard_before and (
            banner.uptime_s < self._uptime_s or bool(banner.self_test & FIRST_AFTER_BOOT and self._seq >= 0)
        )
        self._uptime_s = banner.uptime_s
        self._away = self._away or restarted
        return restarted

    def reconnected(self) -> None:
        """Call after the stream was interrupted: clock and sequence may have restarted."""
        self._away = True

    def unwrap(self, run: Wrapped, arrived_s: float) -> Block | None:
        """The run with seq and tick that never go back; None if nothing of it follows what came before."""
        # Lists, because on runs of a few frames each numpy call costs more than all of this.
        wire_seq, wire_tick = run.seq.tolist(), run.t_us.tolist()
        if not self._in_order(wire_seq, wire_tick):
            rows = self._new_rows(run)
            self.repeated += len(wire_seq) - len(rows)
            if not len(rows):
                return None
            run = Wrapped(run.seq[rows], run.t_us[rows], run.counts[rows], run.status[rows], run.age[rows])
            wire_seq, wire_tick = run.seq.tolist(), run.t_us.tolist()
        if self._seq >= 0:
            if self._away:
                self._skip(wire_seq[0], wire_tick[0], arrived_s)
            elif not self._follow(wire_seq[0], wire_tick[0], arrived_s - self._arrived_s):
                self._doubted += 1
                self._away = self._doubted >= _DOUBTED_RUNS
                return None
        fresh = self._away or self._seq < 0
        self._away, self._doubted = False, 0
        seq = _rising(run.seq.astype(np.int64), _SEQ) + self._add_seq
        tick = _rising(run.t_us.astype(np.int64), _TICK) + self._add_tick
        first = wire_seq[0] + self._add_seq
        if fresh:
            self._origin = first, wire_tick[0] + self._add_tick
        previous = self._seq if self._seq >= 0 else first - 1
        self._seq, self._tick, self._arrived_s = int(seq[-1]), int(tick[-1]), arrived_s
        self.lost += self._seq - previous - len(wire_seq)
        # Inside a run a wrap is added for good.
        self._add_seq, self._add_tick = self._seq - wire_seq[-1], self._tick - wire_tick[-1]
        return Block(seq, tick, run.counts, run.status, run.age, arrived_s)

    def _in_order(self, seq: list[int], tick: list[int]) -> bool:
        """Whether a run is plainly in order; where a counter wraps the closer look of `_new_rows` decides."""
        if sorted(set(seq)) != seq or sorted(set(tick)) != tick:
            return False
        fresh = self._away or self._seq < 0
        return fresh or (self._seq - self._add_seq - seq[0]) % _SEQ >= _LATE

    def _new_rows(self, run: Wrapped) -> NDArray[np.intp]:
        """The rows whose sequence and clock are both later than those of every row before them.

        A step is taken as the shorter way round the counter; only a first row that lies more than `_LATE` back may
        be a board that restarted, and is left to `_follow`.
        """
        seq, tick = run.seq.astype(np.int64), run.t_us.astype(np.int64)
        seq_off = np.cumsum(_signed(np.diff(seq, prepend=seq[0]), _SEQ))
        tick_off = np.cumsum(_signed(np.diff(tick, prepend=tick[0]), _TICK))
        last = -1, -1
        if self._seq >= 0 and not self._away:
            back = (self._seq - self._add_seq - int(seq[0])) % _SEQ
            back_us = (self._tick - self._add_tick - int(tick[0])) % _TICK
            # A board that restarted may send any sequence; of a late frame the clock says the same as the sequence.
            if back < _LATE and abs(back_us - back * self._measured_us()) < 3 * self._period_us:
                last = back, back_us
        rows: list[int] = []
        for row, now in enumerate(zip(seq_off.tolist(), tick_off.tolist(), strict=True)):
            if now[0] > last[0] and now[1] > last[1]:
                rows.append(row)
                last = now
        return np.array(rows, np.intp)

    def _skip(self, seq: int, tick: int, arrived_s: float) -> None:
        """Go on after the time that the host saw go by."""
        away_us = (arrived_s - self._arrived_s) * 1e6 if isfinite(arrived_s) and isfinite(self._arrived_s) else 0.0
        missed = max(round(away_us / self._period_us), 1)
        self._add_tick = self._tick + round(missed * self._period_us) - tick
        self._add_seq = self._seq + missed - seq

    def _follow(self, seq: int, tick: int, host_s: float) -> bool:
        """Go on where the wire's numbers say; False if they contradict each other, or what the host saw go by."""
        add_tick = self._add_tick + _next(self._tick - self._add_tick, tick, _TICK)
        add_seq = self._add_seq + _next(self._seq - self._add_seq, seq, _SEQ)
        by_clock = (tick + add_tick - self._tick) / self._measured_us()
        # More than 65 536 frames lost in one gap look like fewer; the clock knows better.
        add_seq += max(round((by_clock - (seq + add_seq - self._seq)) / _SEQ), 0) * _SEQ
        apart = abs(by_clock - (seq + add_seq - self._seq))
        if apart > max(_DOUBT_S * 1e6 / self._period_us, _DOUBT_RELATIVE * by_clock):
            return False
        gap_s = by_clock * self._period_us / 1e6
        unseen = isfinite(host_s) and gap_s > 1.1 * host_s + _DOUBT_S
        # A stalled reader, or a laptop that slept, sees less time go by than there was: then sequence and clock agree.
        if unseen and (self._doubted < _DOUBTED_RUNS - 1 or apart > max(3, _AGREE_RELATIVE * by_clock)):
            return False
        self._add_seq, self._add_tick = add_seq, add_tick
        return True

    def _measured_us(self) -> float:
        """The period by the board's own clock, once enough of it was seen: converters run free by some per cent."""
        seq, tick = self._origin
        enough = self._seq - seq > 200
        return (self._tick - tick) / (self._seq - seq) if enough else self._period_us


def _signed(step: NDArray[np.int64], modulus: int) -> NDArray[np.int64]:
    """Each step as the shorter way round a counter that wraps."""
    return (step + modulus // 2) % modulus - modulus // 2


def _next(last: int, wrapped: int, modulus: int) -> int:
    """What to add to `wrapped` so that it is the first such value after `last`."""
    return last + 1 + (wrapped - last - 1) % modulus - wrapped


def _rising(values: NDArray[np.int64], modulus: int) -> NDArray[np.int64]:
    """Undo wraps inside a run, which is shorter than one. A value lower than the one before has wrapped once."""
    if values[-1] < values[0]:
        return values + modulus * np.concatenate(([0], np.cumsum(values[1:] < values[:-1])))
    return values
