"""Mixes tone, earcons and speech into one stream of samples: one phrase at a time, never clipped.

A phrase waits for the end of the earcons that were told before it. An earcon that is told while a phrase sounds is
ducked under it, and so is the tone.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
EFFECT_DUCKED = 0.25
"""Gain of an earcon that begins while a phrase is spoken."""
CUT_S = 0.01
"""A phrase that breaks off fades out for so long."""
_DUCK_S = 0.05
_NEWEST = 0.1

_Order = (
    tuple[Literal["speak", "effect"], str, float]
    | tuple[Literal["hush", "cut"], None, float]
    | tuple[Literal["depths"], Mapping[tuple[str, str], float], float]
    | tuple[Literal["volume"], float, float]
)
"""What to do, with what, and when it was told."""


@dataclass(frozen=True)
class Played:
    """A phrase or an earcon that has sounded to its end."""

    kind: Literal["speak", "effect"]
    key: str
    start: int
    """Its first sample, counted from the mixer's first."""
    samples: int
    ducked: bool = False
    """It began under a phrase."""


@dataclass
class _Piece:
    """Samples under way or waiting."""

    key: str
    pcm: Array
    earliest: int
    """It begins with this sample or later."""
    at: int = 0
    """So many of its samples have sounded."""
    start: int = -1
    ducked: bool = False


class Mixer:
    """The pipeline's thread calls the methods, the audio thread calls `render`; a queue connects them."""

    def __init__(
        self,
        voice: Callable[[str], Array],
        now: Callable[[], float] = lambda: nan,
        played: Callable[[Played], None] = lambda _: None,
    ) -> None:
        """`voice` maps a phrase's key to its mono samples at `tone.RATE`.
        `now` is a clock in seconds for measuring `late_s`; by default `late_s` stays nan.
        `played` is told each phrase and earcon as it ends, on the thread that renders."""
        self._voice, self._now, self._played = voice, now, played
        self._told: SimpleQueue[_Order] = SimpleQueue()
        self.late_s = nan
        """Running mean in seconds from a call to the rendering of what it asked for."""
        self._tone = Tone()
        self._rendered = 0
        self._speech: deque[_Piece] = deque()
        self._effects: list[_Piece] = []
        self._duck = 1.0
        self._volume = self._volume_now = 1.0

    def speak(self, key: str) -> None:
        """Queue the phrase of this key."""
        self._told.put(("speak", key, self._now()))

    def hush(self) -> None:
        """Drop the phrases that wait; the one being spoken is finished."""
        self._told.put(("hush", None, self._now()))

    def cut(self) -> None:
        """Break off the phrase that is being spoken, and drop those that wait."""
        self._told.put(("cut", None, self._now()))

    def effect(self, name: str) -> None:
        """Play an earcon at once."""
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
        self._rendered += n
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
                        after = max((len(e.pcm) - e.at for e in self._effects), default=0)
                        self._speech.append(_Piece(key, pcm, self._rendered + after))
                case ("hush", _, _):
                    while len(self._speech) > 1:
                        self._speech.pop()
                case ("cut", _, _):
                    self._break_off()
                case ("effect", name, _):
                    ducked = bool(self._speech)
                    pcm = earcon(name) * np.float32(EFFECT_DUCKED if ducked else 1.0)
                    self._effects.append(_Piece(name, pcm, self._rendered, start=self._rendered, ducked=ducked))
                case ("depths", depths, _):
                    self._tone.set_depths(depths)
                case ("volume", part, _):
                    self._volume = part

    def _break_off(self) -> None:
        if not self._speech:
            return
        piece = self._speech[0]
        self._speech.clear()
        if piece.at:
            left = piece.pcm[piece.at : piece.at + int(CUT_S * RATE)]
            piece.pcm = np.concatenate([piece.pcm[: piece.at], left * np.linspace(1, 0, len(left), dtype=np.float32)])
            self._speech.append(piece)

    def _say(self, n: int) -> tuple[Array, bool]:
        out, at, speaking = np.zeros(n, np.float32), 0, False
        while self._speech and at < n:
            piece = self._speech[0]
            if piece.start < 0:
                at = max(at, piece.earliest - self._rendered)
                if at >= n:
                    break
                piece.start = self._rendered + at
            take = min(n - at, len(piece.pcm) - piece.at)
            out[at : at + take] = piece.pcm[piece.at : piece.at + take]
            at, piece.at, speaking = at + take, piece.at + take, True
            if piece.at == len(piece.pcm):
                self._speech.popleft()
                self._played(Played("speak", piece.key, piece.start, len(piece.pcm)))
        return out, speaking

    def _sound(self, n: int) -> Array:
        out = np.zeros(n, np.float32)
        for piece in self._effects:
            take = min(n, len(piece.pcm) - piece.at)
            out[:take] += piece.pcm[piece.at : piece.at + take]
            piece.at += take
            if piece.at == len(piece.pcm):
                self._played(Played("effect", piece.key, piece.start, len(piece.pcm), piece.ducked))
        self._effects = [piece for piece in self._effects if piece.at < len(piece.pcm)]
        return out
