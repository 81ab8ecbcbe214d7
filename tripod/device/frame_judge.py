"""Judges each frame by sequence and clock, and makes both run on over wraps, losses and restarts.

What becomes of which frame stands in the table of `firmware_arduino/PROTOCOL.md`; `FrameJudge._judge` is that table. It
sees one frame, its arrival time, and what was kept and doubted before, so that how frames are cut into runs changes
nothing:

- The same frames with the same arrival times give the same samples, restarts and counters, in whatever runs they come.
- Where no arrival time is known (nan) they depend on the frames alone.
- Bytes that are cut into other reads arrive at other times. That changes how long a board was away whose clock began
  anew, and whether a gap of more than 2 s was one that the host did not see; nothing else.

Arrival time is never a sample's time.
"""

from enum import Enum
from math import isfinite

import numpy as np

from tripod.device.blocks import Block
from tripod.device.frames import Wrapped, unpack, unpack_plain
from tripod.device.items import Back, Untimed
from tripod.device.protocol import FIRST_AFTER_BOOT, Banner, FrameRun

_SEQ, _TICK = 1 << 16, 1 << 32
_DOUBT_US = 2_000_000
"""Sequence and clock may be apart by so much, and no board is slower."""
_DOUBT_RELATIVE = 0.01
_AGREE_RELATIVE = 0.001
_BACK_US = 60_000_000
"""A step of the clock by nearly its whole range is one back."""
_PACED, _AHEAD_SAMPLINGS, _AHEAD_TIMES = 16, 3, 1.5
"""Once so many samplings have shown the board's pace, a sequence that is ahead of the clock by more than so many
samplings and so many times what went by has jumped: lost frames take their time."""
_LATE = 100
"""A frame less than this many sequence numbers behind the last one is a repeated or late one."""
_BELIEVED = 10
"""After this many frames that follow each other, but nothing before them, the board is taken to have restarted with its
banner lost."""
_UNTIMED_S, _UNTIMED_FRAMES = 0.5, 20
"""It is said that frames are left out after so long without one that is kept, or twice as long with every other one,
counted in frames that came, and after so many at least."""


class _Fate(Enum):
    KEPT = 0
    RESTARTED = 1
    """Kept, but the board was away."""
    REPEATED = 2
    DOUBTED = 3


class FrameJudge:
    """Carries the unwrapping from block to block. Start a new one for a new stream."""

    def __init__(self, rate_hz: float) -> None:
        self._period_us = min(1e6 / rate_hz, _DOUBT_US)
        self._seq = -1
        self._tick = -1
        self._wire = 0, 0
        """Sequence and stamp of the last frame that was kept, as they came."""
        self._arrived_s = float("nan")
        self._uptime_s = -1
        self._away = False
        self._doubt = 0, 0
        """Sequence and stamp of the last of the doubted frames, as they came."""
        self._doubts = 0
        """So many doubted frames followed one another since the last that was kept."""
        self._untimed = 0
        """How bad it is lately: a doubted frame adds 2, a repeated one 1, one that is kept takes 1."""
        self._untimed_us, self._rose = 0, False
        """The stamp of the last frame that was left out, and whether the clock rose between those since it was 0."""
        self._told_from = 2 * max(_UNTIMED_FRAMES, round(_UNTIMED_S * rate_hz))
        self._told = False
        self._origin = 0, 0
        """Sequence and tick of the first frame since the clock last restarted."""
        self.lost = 0
        """Samplings that the board made (or should have) and that never arrived, or were left out as doubted."""
        self.repeated = 0
        """Frames that came again, or after a later one; they are left out."""
        self.doubted = 0
        """Frames that contradict what came before; they are left out."""

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

    def take(self, run: FrameRun, arrived_s: float) -> list[Block | Back | Untimed]:
        """What `unwrap` makes of these packets; where they are plain, and there is a kernel, in one go."""
        if self._seq >= 0 and not self._away:
            seq, us = self._wire
            plain = unpack_plain(run, seq, us, self._seq + 1, self._tick - us, arrived_s)
            if plain is not None:
                self._follow(len(plain), seq + len(plain), us + int(plain.tick_us[-1]) - self._tick, arrived_s)
                return [plain]
        return self.unwrap(unpack(run), arrived_s)

    def unwrap(self, run: Wrapped, arrived_s: float) -> list[Block | Back | Untimed]:
        """The frames (n >= 1) that are kept, with seq and tick that always rise, in one block, and one more after each
        restart that no banner told."""
        # Lists, because on runs of a few frames each numpy call costs more than all of this.
        seq, tick = run.seq.tolist(), run.t_us.tolist()
        if not self._plain(seq, tick):
            return self._one_by_one(run, seq, tick, arrived_s)
        first, add = self._seq + 1, self._tick - self._wire[1]
        self._follow(len(seq), seq[-1], tick[-1], arrived_s)
        ticks = np.array([us + add for us in tick], np.int64)
        return [Block(np.arange(first, first + len(seq)), ticks, run.counts, run.status, run.age, arrived_s)]

    def _follow(self, frames: int, seq: int, tick: int, arrived_s: float) -> None:
        """So many plain frames were kept, the last of them with this sequence and stamp on the wire."""
        self._seq, self._tick, self._wire = self._seq + frames, self._tick + tick - self._wire[1], (seq, tick)
        self._arrived_s, self._doubts, self._untimed = arrived_s, 0, max(self._untimed - frames, 0)

    def _plain(self, seq: list[int], tick: list[int]) -> bool:
        """Whether `_judge` keeps every frame, each as the one after the last: nothing lost, no counter wraps, and so
        little time that nothing is doubted."""
        last, last_us = self._wire
        return (
            0 < tick[-1] - last_us < _DOUBT_US
            and seq == [*range(last + 1, last + 1 + len(seq))]
            and tick[0] > last_us
            and (len(tick) == 1 or sorted({*tick}) == tick)
            and self._seq >= 0
            and not self._away
        )

    def _one_by_one(
        self, run: Wrapped, seq: list[int], tick: list[int], arrived_s: float
    ) -> list[Block | Back | Untimed]:
        out: list[Block | Back | Untimed] = []
        kept: list[tuple[int, int, int]] = []
        for row, (wire_seq, wire_tick) in enumerate(zip(seq, tick, strict=True)):
            fate = self._judge(wire_seq, wire_tick, arrived_s)
            if fate is _Fate.RESTARTED:
                out += [*_block(run, kept, arrived_s), Back(True)]
                kept = []
            if fate in (_Fate.KEPT, _Fate.RESTARTED):
                kept.append((row, self._seq, self._tick))
            elif self._leave_out(wire_tick, 2 if fate is _Fate.DOUBTED else 1):
                out += [*_block(run, kept, arrived_s), Untimed(not self._rose)]
                kept = []
        return [*out, *_block(run, kept, arrived_s)]

    def _judge(self, seq: int, tick: int, arrived_s: float) -> _Fate:
        """What becomes of the next frame; the table above."""
        if self._seq < 0 or self._away:
            self._begin(seq, tick, arrived_s)
            return _Fate.KEPT
        if self._came_before(self._wire, seq, tick):
            self.repeated += 1
            return _Fate.REPEATED
        step = self._step(self._wire, seq, tick)
        if step and not self._unseen(step[1], arrived_s):
            self._keep(seq, tick, *step, arrived_s)
            return _Fate.KEPT
        if not self._believed(seq, tick):
            self.doubted += 1
            return _Fate.DOUBTED
        # A stalled reader, or a laptop that slept, sees less time go by than there was: then sequence and clock agree.
        if step and self._apart_us(*step) <= max(3 * self._measured_us(), _AGREE_RELATIVE * step[1]):
            self._keep(seq, tick, *step, arrived_s)
            return _Fate.KEPT
        self._begin(seq, tick, arrived_s)
        return _Fate.RESTARTED

    def _leave_out(self, tick: int, by: int) -> bool:
        """Count a frame that is left out; whether it is time to say that many are."""
        if not self._untimed:
            self._untimed_us, self._rose, self._told = self._wire[1], False, False
        self._rose = self._rose or 0 < (tick - self._untimed_us) % _TICK < _TICK // 2
        # No more than the threshold, so that it is over as soon again.
        self._untimed, self._untimed_us = min(self._untimed + by, self._told_from), tick
        told, self._told = self._told, self._told or self._untimed == self._told_from
        return self._told and not told

    def _begin(self, seq: int, tick: int, arrived_s: float) -> None:
        """Keep a frame that follows nothing: the first of all, or the first after the time that the host saw go by."""
        if self._seq < 0:
            self._seq, self._tick = seq - 1, tick
            self._keep(seq, tick, 1, 0, arrived_s)
        else:
            away_us = (arrived_s - self._arrived_s) * 1e6
            missed = max(round(away_us / self._period_us), 1) if isfinite(away_us) else 1
            self._keep(seq, tick, missed, max(round(missed * self._period_us), 1), arrived_s)
        self._origin = self._seq, self._tick
        self._away = False

    def _keep(self, seq: int, tick: int, samplings: int, passed_us: int, arrived_s: float) -> None:
        self._seq += samplings
        self._tick += passed_us
        self.lost += samplings - 1
        self._wire, self._arrived_s, self._doubts = (seq, tick), arrived_s, 0
        self._untimed = max(self._untimed - 1, 0)

    def _came_before(self, last: tuple[int, int], seq: int, tick: int) -> bool:
        """Whether a frame is `last` again, or one shortly before it: of a late frame the clock says the same as the
        sequence, while a board that restarted may send any."""
        back, back_us = (last[0] - seq) % _SEQ, (last[1] - tick) % _TICK
        return back < _LATE and self._apart_us(back, back_us) < (3 + back / 10) * self._period_us

    def _step(self, last: tuple[int, int], seq: int, tick: int) -> tuple[int, int] | None:
        """Samplings and microseconds since `last`; None if they contradict each other."""
        samplings, passed_us = (seq - last[0]) % _SEQ or _SEQ, (tick - last[1]) % _TICK
        if not 0 < passed_us < _TICK - _BACK_US:
            return None
        most_us = max(_DOUBT_US, _DOUBT_RELATIVE * passed_us)
        if self._apart_us(samplings, passed_us) > most_us:
            # More than 65 536 frames lost in one gap look like fewer; the clock knows better.
            more = round((passed_us / self._measured_us() - samplings) / _SEQ)
            samplings += max(more, 0) * _SEQ
            if self._apart_us(samplings, passed_us) > most_us:
                return None
        return None if self._number_jumped(samplings, passed_us) else (samplings, passed_us)

    def _number_jumped(self, samplings: int, passed_us: int) -> bool:
        """Whether no board makes so many samplings in so little time: not one was lost, the counter is wrong."""
        seq, tick = self._origin
        made = self._seq - seq
        if samplings <= _AHEAD_SAMPLINGS or made < _PACED:
            return False
        # A converter that was slow may be as fast by now as was promised.
        pace_us = min((self._tick - tick) / made, self._period_us)
        return (samplings - _AHEAD_SAMPLINGS) * pace_us > _AHEAD_TIMES * passed_us

    def _unseen(self, passed_us: int, arrived_s: float) -> bool:
        """Whether clearly more time went by on the board than on the host."""
        host_us = (arrived_s - self._arrived_s) * 1e6
        return isfinite(host_us) and passed_us > 1.1 * max(host_us, 0) + _DOUBT_US

    def _believed(self, seq: int, tick: int) -> bool:
        """Take a doubted frame; whether enough of them followed each other."""
        if self._doubts and self._came_before(self._doubt, seq, tick):
            return False
        step = self._step(self._doubt, seq, tick) if self._doubts else None
        self._doubts = self._doubts + 1 if step and step[1] <= _DOUBT_US else 1
        self._doubt = seq, tick
        return self._doubts >= _BELIEVED

    def _apart_us(self, samplings: int, passed_us: int) -> float:
        """How far sequence and clock disagree."""
        return abs(passed_us - samplings * self._measured_us())

    def _measured_us(self) -> float:
        """The period by the board's own clock, once enough of it was seen: converters run free by some per cent."""
        seq, tick = self._origin
        if self._seq - seq <= 200:
            return self._period_us
        return min((self._tick - tick) / (self._seq - seq), _DOUBT_US)


def _block(run: Wrapped, kept: list[tuple[int, int, int]], arrived_s: float) -> list[Block]:
    """These rows of a run, with their unwrapped sequence and tick, as one block; none where there are no rows."""
    if not kept:
        return []
    row, seq, tick = (np.array(column, np.int64) for column in zip(*kept, strict=True))
    if len(kept) == len(run.seq):
        return [Block(seq, tick, run.counts, run.status, run.age, arrived_s)]
    return [Block(seq, tick, run.counts[row], run.status[row], run.age[row], arrived_s)]
