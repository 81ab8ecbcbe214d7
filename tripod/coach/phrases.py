"""The coach's phrases in each language: their names and words."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec

from tripod.boards.stance_faults import Fault
from tripod.coach.numbers import numbered
from tripod.sentences import language

OWN = "own:"
"""Keys of a drill's own words begin with this; the words follow."""
LANGUAGES = ("en", "de")
SIDES = {"en": {"left": "left", "right": "right"}, "de": {"left": "linken", "right": "rechten"}}
_SIDES_FIRST = {"de": {"left": "linker", "right": "rechter"}}
"""At the start of a German phrase the side stands in another case."""
_SIDES_ALONE = {"en": SIDES["en"], "de": {"left": "links", "right": "rechts"}}
"""And behind a point it is an adverb."""
SHORT = "_short"
"""Ends the name of what is said of a fault in a word."""
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


Words = dict[str, str]
"""By language; `en_both` is what is said where no side is meant."""


class Wording(msgspec.Struct, frozen=True):
    """One way to speak to a fault; its number is part of its name and never given to another."""

    n: int
    words: Words


class Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """phrases.toml: what is called by name, and what is said of a fault."""

    step: dict[str, Words]
    word: dict[str, Words]
    question: dict[str, Words]
    cue: dict[Fault, tuple[Wording, ...]]
    short: dict[Fault, Words]

    def by_name(self) -> tuple[dict[str, Words], ...]:
        """Tables of phrases that are called by name."""
        return self.step, self.word, self.question


@dataclass(frozen=True)
class Phrase:
    """One thing to say."""

    key: str
    """Names the sound: `mt1_light_1_left`."""
    words: str

    @property
    def own(self) -> bool:
        """Whether a drill brings it along."""
        return self.key.startswith(OWN)


def phrase(key: str, language: str, foot: str = "") -> Phrase | None:
    """A step's phrase, a word or a question by its name; None where there is none of that name."""
    for named in _tables().by_name():
        if key in named:
            return _made(key, named[key], language, foot)
    words = numbered(language).get(key)
    return Phrase(key, words) if words else None


def written_language() -> str:
    """In which of the coach's languages what it says and asks is written: that of the program, where it speaks it."""
    return language() if language() in LANGUAGES else LANGUAGES[0]


def question_words(question: str, language: str = "") -> str:
    """What is asked: a named question's words, or those of the drill's own as they stand; else in words to read."""
    named = _tables().question.get(question)
    return named[language or written_language()] if named else question


def own_phrase(words: str, language: str, foot: str) -> Phrase:
    """A coach's own words; `{foot}` in them stands for the side."""
    found = _made(OWN, {language: words}, language, foot)
    return Phrase(OWN + found.words, found.words)


def cues(fault: Fault, language: str, foot: str) -> tuple[Phrase, ...]:
    """The wordings for a fault, in the order in which they are tried; no side means both feet."""
    return tuple(_made(f"{fault}_{of.n}", of.words, language, foot) for of in _tables().cue.get(fault, ()))


def short_cues(fault: Fault, language: str, foot: str) -> tuple[Phrase, ...]:
    """A fault's point and side in a word, for who moves; no side means both feet. One, or none."""
    words = _tables().short.get(fault)
    return (_made(f"{fault}{SHORT}", words, language, foot),) if words else ()


def is_short(key: str) -> bool:
    """Whether a phrase of this name is a cue in a word."""
    return key.removesuffix("_left").removesuffix("_right").endswith(SHORT)


def every_phrase(language: str) -> dict[str, str]:
    """All keys with their words: what the script speaks."""
    out = dict(numbered(language))
    tables = _tables()
    for named in tables.by_name():
        # A step may be done on one foot or on both; a word that names a side always has one.
        sides = ("", "left", "right") if named is tables.step else ("left", "right")
        for key, words in named.items():
            for foot in sides if "{foot}" in words[language] or "{side}" in words[language] else ("",):
                made = _made(key, words, language, foot)
                out[made.key] = made.words
    for fault in tables.cue:
        for foot in ("left", "right", ""):
            said = (*cues(fault, language, foot), *short_cues(fault, language, foot))
            out |= {p.key: p.words for p in said}
    return out


def _made(key: str, words: Words, language: str, foot: str) -> Phrase:
    text = words[language]
    if "{foot}" not in text and "{side}" not in text:
        return Phrase(key, text)
    text = text if foot else words.get(f"{language}_both", text)
    first = text.startswith("{foot}")
    side = (_SIDES_FIRST.get(language, SIDES[language]) if first else SIDES[language]).get(foot, "")
    text = text.replace("{side}", _SIDES_ALONE[language].get(foot, ""))
    text = " ".join(text.replace("{foot}", side).split()).replace(" .", ".")
    return Phrase(f"{key}_{foot}" if foot else key, text[:1].upper() + text[1:])


@cache
def _tables() -> Tables:
    said = tomllib.loads((resources.files("tripod.coach") / "phrases.toml").read_text("utf-8"))
    cues = {fault: [{"n": of.pop("n"), "words": of} for of in wordings] for fault, wordings in said["cue"].items()}
    return msgspec.convert(said | {"cue": cues}, Tables)
