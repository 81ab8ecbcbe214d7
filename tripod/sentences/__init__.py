"""Every sentence that the program says has one home: an id, its parameters, and its text in a catalogue."""

from tripod.sentences.catalogue import SentenceError, sentence

__all__ = ["SentenceError", "sentence"]
