"""Every sentence that the program says has one home: an id, its parameters, and its text in a catalogue a language."""

from tripod.sentences.catalogue import SentenceError, figure, language_name, sentence, shipped_text, with_decimal_point
from tripod.sentences.language import LanguageError, language, languages, system_language, use_language

__all__ = [
    "LanguageError",
    "SentenceError",
    "figure",
    "language",
    "language_name",
    "languages",
    "sentence",
    "shipped_text",
    "system_language",
    "use_language",
    "with_decimal_point",
]
