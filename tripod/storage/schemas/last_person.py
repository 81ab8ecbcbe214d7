"""last_person.json: whose code was used last."""

from typing import Annotated

from msgspec import Meta, Struct

from tripod.storage.versioned import Kind


class LastPersonFile(Struct, kw_only=True, frozen=True):
    """Schema 1."""

    schema: int = 1
    code: Annotated[str, Meta(max_length=100)]


LAST_PERSON = Kind(1, LastPersonFile, most_bytes=1 << 10)
