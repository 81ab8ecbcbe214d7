"""stances.json: where a person's feet stood on each plate when that was last measured."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from tripod.storage.schemas.stance import StanceFile
from tripod.storage.versioned import Kind

Place = Annotated[float, Meta(ge=-2000, le=2000)]


class KeptStanceFile(Struct, kw_only=True, frozen=True):
    """A stance, and where the CoP of each foot lay in quiet stance then."""

    made: str
    """Date and time in ISO 8601."""
    stance: StanceFile
    quiet_cop_mm: dict[Literal["left", "right"], tuple[Place, Place]]


class KeptStancesFile(Struct, kw_only=True, frozen=True):
    """Schema 1."""

    schema: int = 1
    stances: dict[str, KeptStanceFile] = {}
    """By the board's id."""


KEPT_STANCES = Kind(1, KeptStancesFile, most_bytes=4 << 20)
