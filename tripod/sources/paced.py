"""Replays a recording at its own pace, for the window."""

from tripod.device.items import Item
from tripod.record.replay import Replay
from tripod.sources.clock import Clock
from tripod.sources.line import READ_S


class Paced:
    """A recording at its own pace, for the window: blocks come when they are due on the clock."""

    def __init__(self, replay: Replay, clock: Clock) -> None:
        self.label, self.simulated, self.replayed = replay.label, replay.simulated, True
        self.board, self.calibration, self.line, self.close = (
            replay.board,
            replay.calibration,
            replay.line,
            replay.close,
        )
        self.feet, self.person, self.pupil = replay.feet, replay.person, None
        self._replay, self._clock = replay, clock
        self._next: list[Item] | None = None
        self._offset_s: float | None = None

    def read(self) -> list[Item]:
        """See `Source.read`."""
        items = self._next if self._next is not None else self._replay.read()
        self._next = None
        for item in items:
            tick = getattr(item, "tick_us", None)
            if tick is None:
                continue
            now = self._clock.now()
            if self._offset_s is None:
                self._offset_s = now - tick[0] / 1e6
            early = tick[-1] / 1e6 + self._offset_s - now
            if early > 0:
                self._next = items
                self._clock.sleep(min(early, READ_S))
                return []
        return items
