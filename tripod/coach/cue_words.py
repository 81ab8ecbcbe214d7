"""The words of cues: the coach's and the drill's own, in both forms, with how long they take."""

from collections.abc import Mapping, Sequence

from tripod.boards.stance_faults import Fault
from tripod.coach.own_words import forms
from tripod.coach.phrases import Phrase, cues, own_phrase, short_cues
from tripod.coach.voice import UNKNOWN_S, length_s


class Wordings:
    """Of one drill in one language."""

    def __init__(
        self,
        own_cues: Mapping[str, Sequence[str]],
        language: str,
        own_lengths_s: Mapping[str, float],
        lengths_s: Mapping[str, float] | None = None,
        *,
        times: float = 1.0,
    ) -> None:
        """`own_cues`: fault -> wordings that the drill brings along; `own_lengths_s`: own words that are told, with
        the seconds that they take. A cue that is not among them leaves its place to the coach's. `lengths_s`: those of
        the coach's own phrases, by key; None for as they are recorded now. `times`: what is read takes so many times as
        long as what is heard."""
        self._own = {
            fault: [words for words in of if all(form in own_lengths_s for form in forms(words, language))]
            for fault, of in own_cues.items()
        }
        self._language, self._own_lengths_s, self._lengths_s = language, own_lengths_s, lengths_s
        self._times = times

    def whole(self, fault: Fault, foot: str) -> tuple[Phrase, ...]:
        """The sentences for a fault; no foot means both."""
        mine = tuple(own_phrase(words, self._language, foot) for words in self._own.get(fault, ()))
        return (*mine, *cues(fault, self._language, foot))

    def short(self, fault: Fault, foot: str) -> tuple[Phrase, ...]:
        """The one word for a fault, or none."""
        return short_cues(fault, self._language, foot)

    def names(self, fault: Fault) -> list[str]:
        """Under which names the memory counts the sentences: without their side."""
        return [said.key for said in self.whole(fault, "")]

    def length_s(self, said: Phrase) -> float:
        """How long a phrase takes, in seconds."""
        if said.own:
            return self._times * self._own_lengths_s[said.words]
        if self._lengths_s is None:
            return self._times * length_s(said.key, self._language)
        return self._times * self._lengths_s.get(said.key, UNKNOWN_S)

    def longest_s(self, phrases: Sequence[Phrase]) -> float:
        """How long the longest of them takes, in seconds; 0 of none."""
        return max(map(self.length_s, phrases), default=0.0)
