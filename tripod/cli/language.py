"""In which language this run writes: what was asked for, else what was chosen in the window, else the system's."""

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from tripod.sentences import languages, system_language
from tripod.storage.places import settings_path

OPTION = "--language"
MOST_BYTES = 1 << 16
"""Of the settings: more is none of ours."""


def written_in(argv: Sequence[str]) -> str:
    """Code of the language; looked up before the arguments are parsed, for their help is written in it, too."""
    asked = [after for word, after in pairwise(argv) if word == OPTION]
    asked += [word.removeprefix(f"{OPTION}=") for word in argv if word.startswith(f"{OPTION}=")]
    return next((code for code in (*asked, _chosen()) if code in languages()), "") or system_language()


def _chosen() -> str:
    """What the settings say, "" where they say nothing: read by hand, as the help waits for no typed reader. What else
    is wrong with them is said where they are used."""
    try:
        with settings_path().open("rb") as file:
            said: Any = json.loads(file.read(MOST_BYTES))
        chosen = said["language"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
    return chosen if isinstance(chosen, str) else ""
