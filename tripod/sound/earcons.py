"""Earcons: short sounds with a meaning, which start and end at silence."""

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tripod.sound.tone import RATE

Array = NDArray[np.float32]

LOUDNESS = 0.22
NOTES: Mapping[str, tuple[tuple[float, float], ...]] = {
    "start": ((440.0, 0.09), (659.3, 0.14)),
    "hold": ((523.3, 0.12),),
    "rep": ((880.0, 0.06),),
    "done": ((523.3, 0.10), (659.3, 0.10), (784.0, 0.22)),
    "lost": ((392.0, 0.14), (293.7, 0.22)),
    "down": ((523.3, 0.03), (415.3, 0.04)),
    "bottom": ((392.0, 0.06),),
    "up": ((415.3, 0.03), (523.3, 0.04)),
    "tall": ((523.3, 0.06),),
    "tick": ((1200.0, 0.03),),
    "back": ((784.0, 0.05), (1046.5, 0.09)),
}
"""Pitch in hertz and length in seconds of each note. Words wait for the end of the earcon before them: the pacer's are
as short as a pitch can be heard in."""
_FADE_S = 0.008


@cache
def earcon(name: str) -> Array:
    """Mono samples of an earcon."""
    return np.concatenate([_note(*note) for note in NOTES[name]])


@cache
def length_s(name: str) -> float:
    """How long an earcon sounds, in seconds."""
    return len(earcon(name)) / RATE


def _note(pitch_hz: float, length_s: float) -> Array:
    t = np.arange(int(length_s * RATE)) / RATE
    wave = np.sin(2 * np.pi * pitch_hz * t) + 0.2 * np.sin(4 * np.pi * pitch_hz * t)
    fade = np.minimum(1, np.minimum(t, t[-1] - t) / _FADE_S)
    return (LOUDNESS / 1.2 * wave * fade).astype(np.float32)
