"""Spoken phrases as samples: shipped files of one language, decoded when they are first said."""

import json
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tripod.coach.tone import RATE

Array = NDArray[np.float32]

LOUDNESS = 0.5
"""Peak of every phrase."""
_UNKNOWN_S = 1.5


@cache
def lengths_s(language: str) -> dict[str, float]:
    """How long each phrase lasts."""
    try:
        return json.loads((_folder(language) / "lengths.json").read_text("utf-8"))
    except OSError:
        return {}


def length_s(key: str, language: str) -> float:
    """How long a phrase lasts; a guess for one that nobody spoke."""
    return lengths_s(language).get(key, _UNKNOWN_S)


@cache
def samples(key: str, language: str) -> Array:
    """Mono samples at `tone.RATE`; empty where nobody spoke it, or where nothing can decode it."""
    try:
        import miniaudio  # noqa: PLC0415

        sound = (_folder(language) / f"{key}.ogg").read_bytes()
        decoded = miniaudio.decode(sound, output_format=miniaudio.SampleFormat.FLOAT32, nchannels=1, sample_rate=RATE)
    except (ImportError, OSError):
        return np.zeros(0, np.float32)
    pcm = np.array(decoded.samples, np.float32)
    return pcm * np.float32(LOUDNESS / max(float(np.abs(pcm).max(initial=0.0)), 1e-6))


def _folder(language: str) -> Any:
    return resources.files("tripod.coach") / "voices" / language
