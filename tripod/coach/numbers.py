"""What the coach says with a number in it: a score, and how many seconds are left. Each is one recorded phrase."""

from functools import cache

MOST_SCORE = 100
TENS_S = tuple(range(10, 101, 10))
"""Seconds left that are told."""
_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_GERMAN = (
    "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)  # fmt: skip
_GERMAN_TENS = ("zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_SAID = {"en": ("{} points.", "{} seconds."), "de": ("{} Punkte.", "{} Sekunden.")}
_ONE_POINT = {"en": "One point.", "de": "Ein Punkt."}


def number_words(number: int, language: str) -> str:
    """A number from 0 to 100 in words.

    Raises:
        ValueError: it is another number.
    """
    if not 0 <= number <= MOST_SCORE:
        raise ValueError(number)
    small, tens, hundred = (
        (_GERMAN, _GERMAN_TENS, "hundert") if language == "de" else (_ENGLISH, _ENGLISH_TENS, "one hundred")
    )
    if number < len(small):
        return small[number]
    if number == MOST_SCORE:
        return hundred
    ten, one = tens[number // 10 - 2], number % 10
    if not one:
        return ten
    if language == "de":
        return f"{'ein' if one == 1 else small[one]}und{ten}"
    return f"{ten}-{small[one]}"


def score_key(score: int) -> str:
    """The phrase that says a score."""
    return f"score_{score}"


def seconds_key(seconds: int) -> str:
    """The phrase that says how many seconds are left; there is one for each of `TENS_S`."""
    return f"seconds_{seconds}"


@cache
def numbered(language: str) -> dict[str, str]:
    """Keys and words of all of them."""
    points, seconds = _SAID[language]
    said = {score_key(n): points.format(number_words(n, language)) for n in range(MOST_SCORE + 1)}
    said[score_key(1)] = _ONE_POINT[language]
    said |= {seconds_key(n): seconds.format(number_words(n, language)) for n in TENS_S}
    return {key: words[:1].upper() + words[1:] for key, words in said.items()}
