"""In which language this run writes: what was asked for, else that of the system."""

from collections.abc import Sequence
from itertools import pairwise

from tripod.sentences import languages, system_language

OPTION = "--language"


def written_in(argv: Sequence[str]) -> str:
    """Code of the language; looked up before the arguments are parsed, for their help is written in it, too."""
    asked = [after for word, after in pairwise(argv) if word == OPTION]
    asked += [word.removeprefix(f"{OPTION}=") for word in argv if word.startswith(f"{OPTION}=")]
    return next((code for code in asked if code in languages()), "") or system_language()
