"""Reads and checks paths of the command line: what a shell leaves of an unset variable is no path."""

import argparse
from pathlib import Path

from tripod.sentences import sentence


def named(text: str) -> str:
    """A path, a source or an address that says something.

    Raises:
        argparse.ArgumentTypeError: it is empty; `Path("")` would be the folder in which one happens to be.
    """
    if not text.strip() or "\0" in text:
        raise argparse.ArgumentTypeError(sentence("path.empty"))
    return text


def path(text: str) -> Path:
    """A path that says something."""
    return Path(named(text))


def pdf(text: str) -> Path:
    """The name of a new PDF.

    Raises:
        argparse.ArgumentTypeError: it is empty, or has another ending, with which other programs could not open it.
    """
    if Path(named(text)).suffix.lower() != ".pdf":
        raise argparse.ArgumentTypeError(sentence("path.other_ending", path=text, ending=".pdf"))
    return Path(text)
