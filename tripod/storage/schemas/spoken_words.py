"""A drill's own words, spoken once and kept in the cache."""

from typing import Annotated

from msgspec import Meta, Struct

from tripod.storage.versioned import Kind


class SpokenWordsFile(Struct, kw_only=True, frozen=True):
    """Schema 1."""

    schema: int = 1
    words: str
    voice: str
    rate_hz: Annotated[int, Meta(ge=4000, le=192_000)]
    crc: int
    """CRC-32 of `pcm`: a damaged file must not be heard."""
    pcm: Annotated[bytes, Meta(min_length=2)]
    """Mono samples, 16 bit, little endian."""


SPOKEN_WORDS = Kind(1, SpokenWordsFile, most_bytes=8 << 20)
