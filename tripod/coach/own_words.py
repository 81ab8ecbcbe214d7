"""Speaks words that have no recording, such as those of a user's own drill, with espeak-ng if installed."""

import io
import shutil
import subprocess
import wave
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tripod.sound.tone import RATE

Array = NDArray[np.float32]

OWN = "own:"
"""Keys of such phrases begin with this; the words follow."""
VOICES = {"en": "en-gb-x-rp", "de": "de"}
WORDS_PER_MINUTE = 165
_TAKES_S, _LETTER_S = 0.4, 0.075
_SIGN = 5
"""Letters that a digit or a sign counts for, because it is spoken as a word."""
_PATIENCE_S = 5


def can_speak() -> bool:
    """Whether this machine can speak words that have no recording."""
    return shutil.which("espeak-ng") is not None


def takes_s(words: str) -> float:
    """Estimated duration of words in seconds; from their length alone, so that a replay is the same on any machine."""
    return _TAKES_S + _LETTER_S * sum(1 if c.isalpha() or c.isspace() else _SIGN for c in words)


@cache
def spoken(words: str, language: str) -> Array:
    """Words as mono samples (n,) at `tone.RATE`; empty where they cannot be spoken."""
    command = ["espeak-ng", "-v", VOICES.get(language, language), "-s", str(WORDS_PER_MINUTE), "--stdout", "--", words]
    try:
        made = subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE_S).stdout
        with wave.open(io.BytesIO(made)) as sound:
            rate: int = sound.getframerate()
            pcm = np.frombuffer(sound.readframes(sound.getnframes()), np.int16).astype(np.float32) / 32768
    except (OSError, subprocess.SubprocessError, wave.Error, EOFError):
        return np.zeros(0, np.float32)
    at = np.arange(0, len(pcm) * RATE // rate) * rate / RATE
    return np.asarray(np.interp(at, np.arange(len(pcm)), pcm) if len(pcm) else pcm, np.float32)
