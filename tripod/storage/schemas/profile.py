"""profile.json: what is known of the person."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from tripod.storage.schemas.feet import FeetFile
from tripod.storage.versioned import Kind

MassKg = Annotated[float, Meta(gt=0, le=500)]


class ProfileFile(Struct, kw_only=True, frozen=True):
    """Schema 1. Files of the first days hold weight and feet alone."""

    schema: int = 1
    weight_kg: MassKg | None = None
    bar_kg: MassKg | None = None
    unit: Literal["usual", "N", "kg", "%BW"] = "usual"
    rezero: bool = False
    feet: FeetFile
    convention: bool = False
    language: str = "en"
    volume: Annotated[float, Meta(ge=0, le=1)] = 0.8
    tone: bool = True
    speech: bool = True
    adapts: bool = True
    records_drills: bool = True
    recordings_gb: Annotated[float, Meta(gt=0, le=100_000)] = 4.0


PROFILE = Kind(1, ProfileFile)
