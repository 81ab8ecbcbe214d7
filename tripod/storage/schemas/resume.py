"""begun.json: a calibration that was begun, so that another run of the program goes on with it."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from tripod.storage.schemas.bounds import Count, Number, Wire
from tripod.storage.schemas.feet import FeetFile
from tripod.storage.versioned import Kind

Counts = tuple[Number, ...]


class AnswersFile(Struct, kw_only=True, frozen=True):
    """What the person told the wizard."""

    route: Literal["body-weight", "masses", "grid"]
    weight_kg: Number | None
    masses_kg: tuple[Number, ...]
    marks: Count = 3
    tolerance: Number = 0.02
    feet: FeetFile
    build_mm: Number | None = None


class CaptureFile(Struct, frozen=True):
    """Mean counts (cells,) under one load; no place where it is a person's."""

    name: str
    load_n: Number
    place_mm: tuple[Number, Number] | None
    counts: Counts


class ResumeFile(Struct, kw_only=True, frozen=True):
    """Schema 2; of schema 1 nothing was released."""

    schema: int = 2
    board: str
    step: Annotated[int, Meta(ge=0, le=20)]
    answers: AnswersFile
    zero_counts: Counts | None
    answered: tuple[Wire | None, ...]
    """For each cell the wire that answered to its press."""
    turned_wires: tuple[Wire, ...] = ()
    """Wires that read backwards and are turned round."""
    on_trust: bool = True
    """Not every cell was pressed; files that do not say so were written before it was asked."""
    presses: Count
    warm: bool
    warmed_up: bool
    captures: tuple[CaptureFile, ...]


RESUME = Kind(2, ResumeFile)
