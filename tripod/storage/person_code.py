"""The code by which a person is known: also the name of their folder, so it is never taken as it comes."""

import re

from tripod.sentences import sentence

FIRST = "P-01"
"""Who is at the board until somebody says otherwise."""
LONGEST = 24
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
"""Windows takes a folder of such a name for a device."""


class CodeError(ValueError):
    """A text is no code of a person: one plain sentence."""


def person_code(text: str) -> str:
    """The text, if it is a code: ASCII letters, digits, - and _, the first a letter or digit, at most `LONGEST`.

    Raises:
        CodeError: it is none.
    """
    if len(text) > LONGEST or not _CODE.fullmatch(text):
        shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        raise CodeError(sentence("person_code.no_code", text=shown, longest=LONGEST))
    if _DEVICES.fullmatch(text):
        raise CodeError(sentence("person_code.name_of_a_device", text=text))
    return text
