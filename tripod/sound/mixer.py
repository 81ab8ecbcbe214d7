"""Mixes tone, earcons and speech into one stream of samples: one phrase at a time, never clipped."""

from collections import deque
from collections.abc import Callable, Mapping
from math import isfinite, nan
from queue import Empty, SimpleQueue
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tripod.sound.earcons import earcon
from tripod.sound.tone import RATE, Tone

Array = NDArray[np.float32]

DUCKED = 0.35
"""Gain of the tone while a phrase is spoken."""
_DUCK_S = 0.05
_NEWEST = 0.1

_Order = (
    tuple[Literal["speak", "effect"], str, float]
    | tuple[Literal["hush"], None, float]
    | tuple[Literal["depths"], Mapping[tuple[str, str], float], float]
    | tuple[Literal["volume"], float, float]
)
"""What to do, with what, and when it was told."""


class Mixer:
    """The pipeline's thread calls the methods, the audio thread calls `render`; a queue connects them."""

    def __init__(self, voice: Callable[[str], Array], now: Callable[[], float] = lambda: nan) -> None:
        """`voice` maps a phrase's key to its mono samples at `tone.RATE`.
        `now` is a clock in seconds for measuring `late_s`; by default `late_s` stays nan."""
        self._voice, self._now = voice, now
        self._told: SimpleQueue[_Order] = SimpleQueue()
        self.late_s = nan
        """Running mean in seconds from a call to the rendering of what it asked for."""
        self._tone = Tone()
        self._speech: deque[Array] = deque()
        self._effects: list[Array] = []
        self._duck = 1.0
        self._volume = self._volume_now = 1.0

    def speak(self, key: str) -> None:
        """Queue the phrase of this key."""
        self._told.put(("speak", key, self._now()))

    def hush(self) -> None:
        """Drop the phrases that wait; the one being spoken is finished."""
        self._told.put(("hush", None, self._now()))

    def effect(self, name: str) -> None:
        """Play an earcon at once, beside speech and tone."""
        self._told.put(("effect", name, self._now()))

    def depths(self, depths: Mapping[tuple[str, str], float]) -> None:
        """Let the tone follow (`Tone.set_depths`)."""
        self._told.put(("depths", depths, self._now()))

    def volume(self, part: float) -> None:
        """Set the gain of everything, 0 to 1."""
        self._told.put(("volume", min(max(part, 0.0), 1.0), self._now()))

    def render(self, n: int) -> Array:
        """The next n samples (n, 2), float32 within -1 to 1."""
        self._listen()
        speech, speaking = self._say(n)
        duck = DUCKED if speaking else 1.0
        step = min(1.0, n / (_DUCK_S * RATE))
        duck_next = self._duck + (duck - self._duck) * step
        ramp = np.linspace(self._duck, duck_next, n, dtype=np.float32)[:, None]
        out = self._tone.render(n) * ramp
        self._duck = duck_next
        mono = speech + self._sound(n)
        out += mono[:, None] * np.float32(0.9)
        level = np.linspace(self._volume_now, self._volume, n, dtype=np.float32)[:, None]
        self._volume_now = self._volume
        # The parts stay below full scale by themselves; this limits an unusually loud phrase.
        return np.clip(out * level, -1.0, 1.0)

    def _listen(self) -> None:
        while True:
            try:
                order = self._told.get_nowait()
            except Empty:
                return
            if order[0] != "volume":
                # The volume is told before the device is open, so its delay says nothing.
                late_s = self._now() - order[2]
                self.late_s = self.late_s + _NEWEST * (late_s - self.late_s) if isfinite(self.late_s) else late_s
            match order:
                case ("speak", key, _):
                    pcm = self._voice(key)
                    if len(pcm):
                        self._speech.append(pcm)
                case ("hush", _, _):
                    while len(self._speech) > 1:
                        self._speech.pop()
                case ("effect", name, _):
                    self._effects.append(earcon(name))
                case ("depths", depths, _):
                    self._tone.set_depths(depths)
                case ("volume", part, _):
                    self._volume = part

    def _say(self, n: int) -> tuple[Array, bool]:
        out, at = np.zeros(n, np.float32), 0
        while self._speech and at < n:
            piece = self._speech[0]
            take = min(n - at, len(piece))
            out[at : at + take] = piece[:take]
            at += take
            if take == len(piece):
                self._speech.popleft()
            else:
                self._speech[0] = piece[take:]
        return out, at > 0

    def _sound(self, n: int) -> Array:
        out = np.zeros(n, np.float32)
        left: list[Array] = []
        for piece in self._effects:
            take = min(n, len(piece))
            out[:take] += piece[:take]
            if take < len(piece):
                left.append(piece[take:])
        self._effects = left
        return out
