"""Every sentence that the program says has one home: an id, its parameters, and its text in a catalogue a language."""

from tripod.sentences.catalogue import SentenceError, language_name, number, sentence, shipped_text
from tripod.sentences.language import LanguageError, language, languages, system_language, use_language

__all__ = [
    "LanguageError",
    "SentenceError",
    "language",
    "language_name",
    "languages",
    "number",
    "sentence",
    "shipped_text",
    "system_language",
    "use_language",
]
