"""The window closed to be opened anew, with what only a start can change: the program takes its own place."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

ON_SETTINGS = "--on-settings"
"""Shows the page Settings first; said by nobody but `words_again`."""
_KEPT = ("--foot-mm", "--turned", "--udp", "--lsl")
"""How the source is read and published stays; what was to be done once, as recording, is not done twice."""
_BARE = ("--lsl", "--fast", "--json", ON_SETTINGS)


def words_again(argv: Sequence[str], source: str, person: str) -> list[str]:
    """What is said to the program this time: as `argv`, on what is open now ("": nothing), for who is here now."""
    again = ["--person", person]
    if source:
        again += ["live", source]
        words = list(argv)
        while words:
            word = words.pop(0)
            name, equals, _ = word.partition("=")
            with_value = name.startswith("--") and name not in _BARE and not equals
            value = [words.pop(0)] if with_value and words else []
            if name in _KEPT:
                again += [word, *value]
    return [*again, ON_SETTINGS]


def start_again(words: Sequence[str]) -> int:
    """Become the program with these words; returns its exit code where a process cannot become another."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "tripod"]
    for stream in (sys.stdout, sys.stderr):
        # A packaged program without a terminal has none.
        with suppress(AttributeError):
            stream.flush()
    if os.name == "posix":
        os.execv(program[0], [*program, *words])
    import subprocess

    return subprocess.call([*program, *words])
