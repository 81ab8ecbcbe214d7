"""recordings_elsewhere.json: where a person's recordings were put that are not in the folder of sessions."""

from msgspec import Struct

from tripod.storage.versioned import Kind


class RecordingsElsewhereFile(Struct, kw_only=True, frozen=True):
    """Schema 1."""

    schema: int = 1
    folders: list[str] = []
    """Absolute paths, the newest last."""


RECORDINGS_ELSEWHERE = Kind(1, RecordingsElsewhereFile, most_bytes=4 << 20)
