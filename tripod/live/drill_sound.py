"""Makes a drill heard: opens the sound for one person, and finds which of the drill's own words can be spoken."""

from collections.abc import Callable, Iterable, Mapping
from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.coach.own_words import estimated_s, own_words
from tripod.coach.phrases import LANGUAGES
from tripod.coach.prepared_words import PreparedWords
from tripod.coach.voice import voice
from tripod.drills.format.drill import Drill
from tripod.sentences import sentence
from tripod.sound.output import Nowhere
from tripod.sound.speaker import OpenOutput, Speaker
from tripod.sound.tone import RATE
from tripod.training.profile import Profile


class DrillSound:
    """Owns the speaker and the words of the drill under way; nothing here waits for words to be made."""

    def __init__(self, words: PreparedWords, open_output: OpenOutput, now: Callable[[], float] = lambda: nan) -> None:
        """`now`: a clock in seconds, to know how late cues are heard."""
        self._words, self._open_output, self._now = words, open_output, now
        self._own: Mapping[str, NDArray[np.float32]] = {}
        self.speaker = self._silent()
        self.lacks = ""
        """Why some of the drill's own words are not heard, "" if all are."""

    def begin(self, drill: Drill, profile: Profile) -> Mapping[str, float]:
        """Be heard as the profile wants it. Returns the drill's own words that are told, with their lengths in seconds:
        those that are ready now; where nobody listens, all of them, for as long as their letters make likely."""
        if profile.volume > 0:
            self.open(profile)
        else:
            self.silence()
        self.lacks = ""
        if not (profile.speech and self.heard):
            return estimated_s(drill, profile.language)
        self.learn(drill, profile.language)
        return {words: len(pcm) / RATE for words, pcm in self._own.items()}

    def learn(self, drill: Drill, language: str) -> None:
        """Have the drill's own words at hand, as far as they are ready; the rest is made for the next time."""
        wanted = own_words(drill, language)
        self._own = self._words.ready(wanted, language)
        missing = len(self._own) < len(wanted)
        self.lacks = sentence(f"own_words.{self._words.lack(wanted, language).value}") if missing else ""

    def prepare(self, drills: Iterable[Drill], profile: Profile) -> None:
        """Have the words of these drills ready before one begins; returns at once."""
        if profile.speech and profile.volume > 0:
            for drill in drills:
                self._words.prepare(own_words(drill, profile.language), profile.language)

    def open(self, profile: Profile) -> None:
        """Be heard from now on."""
        self.speaker.close()
        self.speaker = Speaker(voice(profile.language, lambda: self._own), profile.volume, self._open_output, self._now)

    def silence(self) -> None:
        """Stop sounding."""
        self.speaker.close()
        self.speaker = self._silent()

    def close(self) -> None:
        """Stop sounding, and make no more words."""
        self.silence()
        self._words.close()

    @property
    def heard(self) -> bool:
        """Whether a drill sounds somewhere."""
        return self.speaker.heard

    def _silent(self) -> Speaker:
        return Speaker(voice(LANGUAGES[0]), 0.0, lambda _: Nowhere(), self._now)
