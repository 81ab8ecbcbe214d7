"""Words that a drill brings along: the forms in which they are spoken, and how long they take unless that is known."""

from collections.abc import Mapping

from tripod.boards import FEET
from tripod.coach.phrases import own_phrase
from tripod.drills.format.drill import Drill
from tripod.drills.format.questions import is_name

_TAKES_S, _LETTER_S = 0.4, 0.075
_SIGN = 5
"""Letters that a digit or a sign counts for, because it is spoken as a word."""


def takes_s(words: str) -> float:
    """Estimated duration of words in seconds; from their length alone, so that a replay is the same on any machine."""
    return _TAKES_S + _LETTER_S * sum(1 if c.isalpha() or c.isspace() else _SIGN for c in words)


def forms(words: str, language: str) -> tuple[str, ...]:
    """How a wording is spoken: without a side, of the left, of the right; one form where it names no side."""
    return tuple(dict.fromkeys(own_phrase(words, language, foot).words for foot in ("", *FEET)))


def own_words(drill: Drill, language: str) -> tuple[str, ...]:
    """All that a drill may say and the program does not bring along, in the order in which it comes."""
    said = (form for step in drill.steps for say in step.says if say.own for form in forms(say.text, language))
    asked = (q for step in drill.steps for q in step.questions if not is_name(q))
    cues = (form for of in drill.cues.values() for words in of for form in forms(words, language))
    return tuple(dict.fromkeys((*said, *asked, *cues)))


def estimated_s(drill: Drill, language: str) -> dict[str, float]:
    """How long each of a drill's own words may take, where none is heard."""
    return {words: takes_s(words) for words in own_words(drill, language)}


def lengths_before_lists(drill: Drill, language: str) -> Mapping[str, float]:
    """The same for a recording from before lengths were kept in it.

    Programs of that time estimated them all, and took a step's `say` without a space for the name of a phrase.
    """
    spaced = {step.say.text for step in drill.steps if step.say and " " in step.say.text}
    heard = {own_phrase(words, language, "").words for words in spaced}
    heard |= {form for of in drill.cues.values() for words in of for form in forms(words, language)}
    return {words: takes_s(words) for words in heard}
