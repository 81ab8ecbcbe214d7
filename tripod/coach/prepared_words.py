"""A drill's own words as sounds: what was spoken before is there at once, a thread makes the rest for the next time.

Nothing here waits for espeak-ng but that thread, so a drill may begin whether or not its words are ready.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tripod.coach.espeak import MOST_LETTERS, VOICES, Speech, can_speak, speak
from tripod.coach.spoken_cache import SpokenCache
from tripod.sound.loudness import as_loud
from tripod.sound.tone import RATE

Array = NDArray[np.float32]
Speak = Callable[[str, str], Speech | None]
"""Words and voice to what is heard; None where they cannot be spoken. It may take seconds."""

MOST_WORDS = 60
"""A drill has no more own words that are spoken; the rest is written."""
MOST_ASKED = 300
"""No more wait to be made: fewer than the cache holds, or listing many drills would push out what it just made."""
MOST_AT_HAND = 300 * RATE
"""Samples that are held in memory, so that a drill that begins need not even read files."""
_FULL = 32768


class Lack(StrEnum):
    """Why words are not spoken; each has its sentence in the table `own_words`."""

    BEING_MADE = "being_made"
    NO_ENGINE = "no_engine"
    FAILED = "failed"


class PreparedWords:
    """Words in, samples out, of those that are ready. One thread makes what is asked for, one after the other."""

    def __init__(self, folder: Path, speak: Speak = speak) -> None:
        """`folder`: where spoken words are kept."""
        self._cache, self._speak = SpokenCache(folder), speak
        self._lock = threading.Lock()
        self._at_hand: dict[tuple[str, str], Array] = {}
        self._asked: deque[tuple[str, str]] = deque()
        self._failed: set[tuple[str, str]] = set()
        self._thread: threading.Thread | None = None
        self._closed = False

    def ready(self, words: Sequence[str], language: str) -> dict[str, Array]:
        """Those that are in the cache, as mono samples (n,) at `tone.RATE`; the rest is prepared.

        Reads the files of those that were not prepared before, some milliseconds each, and waits for nothing else.
        """
        voice, found = _voice(language), dict[str, Array]()
        for text in words[:MOST_WORDS]:
            pcm = self._find(text, voice)
            if pcm is not None:
                found[text] = pcm
        self.prepare(words, language)
        return found

    def prepare(self, words: Sequence[str], language: str) -> None:
        """Have them ready for a drill that begins later; returns at once."""
        with self._lock:
            for key in ((text, _voice(language)) for text in words[:MOST_WORDS]):
                if key not in self._asked and len(self._asked) < MOST_ASKED and not self._closed:
                    self._asked.append(key)
            if self._asked and self._thread is None:
                self._thread = threading.Thread(target=self._run, name="own words", daemon=True)
                self._thread.start()

    def lack(self, words: Sequence[str], language: str) -> Lack:
        """Why some of these are not ready."""
        with self._lock:
            if len(words) > MOST_WORDS or any(
                (text, _voice(language)) in self._failed or len(text) > MOST_LETTERS for text in words
            ):
                return Lack.FAILED
        return Lack.BEING_MADE if can_speak() else Lack.NO_ENGINE

    def wait(self) -> None:
        """Until all that was asked for so far is ready or cannot be made."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def close(self) -> None:
        """Make nothing more; does not wait."""
        with self._lock:
            self._closed = True
            self._asked.clear()

    def _run(self) -> None:
        while (key := self._next()) is not None:
            made = self._make(*key)
            with self._lock:
                (self._failed.discard if made else self._failed.add)(key)

    def _next(self) -> tuple[str, str] | None:
        with self._lock:
            if self._asked:
                return self._asked.popleft()
            # With the lock held: whoever asks now starts a new thread.
            self._thread = None
            return None

    def _make(self, words: str, voice: str) -> bool:
        """Whether they are in the cache from now on, or may be later."""
        if self._find(words, voice) is not None:
            self._cache.used(words, voice)
            return True
        if (words, voice) in self._failed or not can_speak():
            return (words, voice) not in self._failed
        speech = self._speak(words, voice)
        if speech is None:
            return False
        speech = _at_rate(speech)
        try:
            self._cache.keep(words, voice, speech)
        except (OSError, ValueError):
            # A disk that is full, or half a letter that no file can hold.
            return False
        self._hold(words, voice, speech)
        return True

    def _find(self, words: str, voice: str) -> Array | None:
        """At hand or in the cache; None where it is neither."""
        with self._lock:
            pcm = self._at_hand.get((words, voice))
        if pcm is not None:
            return pcm
        kept = self._cache.get(words, voice)
        return self._hold(words, voice, kept) if kept is not None and kept.rate_hz == RATE else None

    def _hold(self, words: str, voice: str, speech: Speech) -> Array:
        pcm = speech.pcm.astype(np.float32) / np.float32(_FULL)
        with self._lock:
            self._at_hand[words, voice] = pcm
            while sum(map(len, self._at_hand.values())) > MOST_AT_HAND:
                self._at_hand.pop(next(iter(self._at_hand)))
        return pcm


def _voice(language: str) -> str:
    return VOICES.get(language, language)


def _at_rate(speech: Speech) -> Speech:
    """The same at `tone.RATE`, as loud as every phrase."""
    at = np.arange(0, len(speech.pcm) * RATE // speech.rate_hz) * speech.rate_hz / RATE
    pcm = np.interp(at, np.arange(len(speech.pcm)), speech.pcm)
    return Speech(np.round(as_loud(pcm / _FULL) * _FULL).astype(np.int16), RATE)
