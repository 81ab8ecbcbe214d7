"""How a virtual person moves: channels, each of which goes softly from one value to the next."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.virtual.sway import GRID_HZ

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Change:
    """One channel moves softly by `by` within `length_s` from `start_s` on."""

    channel: str
    start_s: float
    length_s: float
    by: float


class Motion:
    """Channels by name. One that was never told anything rests at 0."""

    def __init__(self) -> None:
        self._changes: list[Change] = []
        self._settled: dict[str, float] = {}
        self._target: dict[str, float] = {}

    def begin_at(self, channel: str, value: float) -> None:
        """Let a channel rest at a value from the beginning."""
        self._settled[channel] = self._target[channel] = value

    def value(self, channel: str, t: Array) -> Array | float:
        """At those times, (n,); one number where nothing changes it: most channels rest most of the time."""
        value = self._settled.get(channel, 0.0)
        for c in self._changes:
            if c.channel == channel:
                part = np.minimum(np.maximum((t - c.start_s) / c.length_s, 0.0), 1.0)
                value = value + c.by * (0.5 - 0.5 * np.cos(np.pi * part))
        return value

    def settle(self, t_s: float) -> None:
        """Forget the changes that are over, all but what they came to."""
        for c in [c for c in self._changes if c.start_s + c.length_s <= t_s]:
            self._settled[c.channel] = self._settled.get(c.channel, 0.0) + c.by
            self._changes.remove(c)

    def to(self, channel: str, value: float, at_s: float, length_s: float) -> None:
        """Let a channel reach a value; what it was on its way to counts as reached."""
        by = value - self._target.get(channel, 0.0)
        self._target[channel] = value
        if by:
            self._changes.append(Change(channel, at_s, max(length_s, 1 / GRID_HZ), by))

    def call_off(self, channels: tuple[str, ...], from_s: float) -> None:
        """Forget what of these has not begun by then."""
        for c in [c for c in self._changes if c.channel in channels and c.start_s >= from_s]:
            self._target[c.channel] -= c.by
            self._changes.remove(c)

    def ends_s(self, prefix: str) -> list[float]:
        """When the changes end that are under way or to come, of channels whose names begin so."""
        return [c.start_s + c.length_s for c in self._changes if c.channel.startswith(prefix)]
