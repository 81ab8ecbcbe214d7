"""marks.json: moments of a recording that somebody marked when it was looked at."""

from typing import Annotated

from msgspec import Meta, Struct

from tripod.storage.versioned import Kind

LONGEST = 200
"""Characters of what is written to a mark."""
MOST = 1000


class MarkFile(Struct, kw_only=True, frozen=True):
    """One moment."""

    t_s: Annotated[float, Meta(ge=0, le=1e9)]
    """From the recording's first sample on, by the board's clock."""
    text: Annotated[str, Meta(max_length=LONGEST)] = ""


class MarksFile(Struct, kw_only=True, frozen=True):
    """Schema 1."""

    schema: int = 1
    marks: Annotated[tuple[MarkFile, ...], Meta(max_length=MOST)] = ()


MARKS = Kind(1, MarksFile, most_bytes=1 << 20)
