"""Loads the recorded phrases of a language as samples, each when it is first needed."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from tripod.coach.phrases import OWN
from tripod.sound.loudness import as_loud
from tripod.sound.tone import RATE

Array = NDArray[np.float32]

UNKNOWN_S = 1.5
"""Of a phrase that has no recording."""


@cache
def lengths_s(language: str) -> dict[str, float]:
    """Duration of each recorded phrase in seconds, by key."""
    try:
        return json.loads((_folder(language) / "lengths.json").read_text("utf-8"))
    except OSError:
        return {}


def length_s(key: str, language: str) -> float:
    """Duration of a phrase in seconds; an estimate where it has no recording."""
    return lengths_s(language).get(key, UNKNOWN_S)


@cache
def samples(key: str, language: str) -> Array:
    """A phrase as mono samples (n,) at `tone.RATE`; empty without a recording or without a decoder."""
    try:
        import miniaudio  # noqa: PLC0415

        sound = (_folder(language) / f"{key}.ogg").read_bytes()
        decoded = miniaudio.decode(sound, output_format=miniaudio.SampleFormat.FLOAT32, nchannels=1, sample_rate=RATE)
    except (ImportError, OSError):
        return np.zeros(0, np.float32)
    return as_loud(np.array(decoded.samples, np.float32))


def voice(language: str, own: Callable[[], Mapping[str, Array]] = dict[str, Array]) -> Callable[[str], Array]:
    """The look-up of samples in one language, as the mixer takes it; `own`: the drill's own words as they stand now."""

    def find(key: str) -> Array:
        if key.startswith(OWN):
            return own().get(key.removeprefix(OWN), np.zeros(0, np.float32))
        return samples(key, language)

    return find


def _folder(language: str) -> Traversable:
    return resources.files("tripod.coach") / "voices" / language
