"""notes.json: what was noted of a person's tries and recordings."""

from typing import Annotated

from msgspec import Meta, Struct

from tripod.storage.versioned import Kind

LONGEST = 2000
"""Characters of a note."""
Text = Annotated[str, Meta(min_length=1, max_length=LONGEST)]


class NotesFile(Struct, kw_only=True, frozen=True):
    """Schema 1."""

    schema: int = 1
    notes: dict[str, Text] = {}
    """By what they are of (`training.notes.of_try`, `of_recording`)."""


NOTES = Kind(1, NotesFile)
