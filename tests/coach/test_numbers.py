"""Numbers that are spoken: every score, and how many seconds are left."""

import pytest

from tripod.boards import FEET, STANCE_FAULTS
from tripod.coach.announced import announced
from tripod.coach.numbers import TENS_S, number_words, numbered, score_key, seconds_key
from tripod.coach.phrases import LANGUAGES, cues, every_phrase, phrase
from tripod.coach.speech import ASIDE_S, Urgency, latest_s
from tripod.coach.voice import length_s
from tripod.drills.run.event_types import HalfWay


@pytest.mark.parametrize(
    ("number", "english", "german"),
    [
        (0, "zero", "null"), (1, "one", "eins"), (7, "seven", "sieben"), (12, "twelve", "zwölf"),
        (16, "sixteen", "sechzehn"), (17, "seventeen", "siebzehn"), (20, "twenty", "zwanzig"),
        (21, "twenty-one", "einundzwanzig"), (30, "thirty", "dreißig"), (66, "sixty-six", "sechsundsechzig"),
        (77, "seventy-seven", "siebenundsiebzig"), (82, "eighty-two", "zweiundachtzig"),
        (100, "one hundred", "hundert"),
    ],
)  # fmt: skip
def test_numbers_in_words(number: int, english: str, german: str) -> None:
    assert (number_words(number, "en"), number_words(number, "de")) == (english, german)


@pytest.mark.parametrize("number", [-1, 101])
def test_other_numbers_are_not_spoken(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        number_words(number, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_score_is_a_phrase_of_its_own(language: str) -> None:
    said = [phrase(score_key(n), language) for n in range(101)] + [phrase(seconds_key(n), language) for n in TENS_S]
    assert all(said)
    assert len({one.words for one in said if one}) == len(said)
    assert set(numbered(language)) <= set(every_phrase(language))
    one = phrase(score_key(1), language)
    assert one
    assert one.words == {"en": "One point.", "de": "Ein Punkt."}[language]


def test_an_aside_that_comes_late_is_not_said() -> None:
    assert latest_s(Urgency.ASIDE, 10.0) == 10.0 + ASIDE_S


@pytest.mark.parametrize("language", LANGUAGES)
def test_half_way_is_said_after_whatever_sentence_is_in_its_way(language: str) -> None:
    (half,) = announced(HalfWay(10.0))
    said = [cue for fault in STANCE_FAULTS for foot in (*FEET, "") for cue in cues(fault, language, foot)]
    longest = max(length_s(cue.key, language) for cue in said)
    assert latest_s(half.urgency, half.due_s) >= 10.0 + longest
