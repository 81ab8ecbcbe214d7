"""Every sentence that the program says has one home: an id, its parameters, and its text in a catalogue a language."""

from tripod.sentences.catalogue import (
    SentenceError,
    english,
    figure,
    language_name,
    sentence,
    shipped_text,
    with_decimal_point,
)
from tripod.sentences.language import (
    ENGLISH,
    LanguageError,
    in_language,
    language,
    languages,
    system_language,
    use_language,
)
from tripod.sentences.reasons import reason

__all__ = [
    "ENGLISH",
    "LanguageError",
    "SentenceError",
    "english",
    "figure",
    "in_language",
    "language",
    "language_name",
    "languages",
    "reason",
    "sentence",
    "shipped_text",
    "system_language",
    "use_language",
    "with_decimal_point",
]
