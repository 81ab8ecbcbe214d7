"""A calibration's file: the laws of a board's cells, how sure they are, and how that was proved."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from tripod.storage.schemas.bounds import MOST, Number, Positive, Wire
from tripod.storage.versioned import Kind, Plain, WrongValue, convert


class CellLawFile(Struct, frozen=True):
    """One cell."""

    law: Literal["linear", "power", "piecewise"]
    gain: Positive
    exponent: Number
    zero_counts: Number
    gain_sigma: Annotated[float, Meta(ge=0, le=MOST)]
    knots: tuple[tuple[Positive, Positive], ...] = ()


class CalibrationFile(Struct, kw_only=True, frozen=True):
    """Schema 2. In schema 1 cells had no places of their own; a program that reads only that would place them wrongly.

    `proof` is decoded apart (`proof_of`): one that was edited beyond sense costs the proof, not the calibration.
    """

    schema: int = 2
    board: str
    board_id: str
    kind: str
    made: str
    cells: tuple[CellLawFile, ...]
    covariance: tuple[tuple[Number, ...], ...] = ()
    mapping: tuple[Wire, ...] = ()
    turned: tuple[bool, ...] = ()
    range_n: tuple[tuple[Number, Number], ...] = ()
    places_mm: tuple[tuple[Number, Number], ...] = ()
    build_mm: Annotated[float, Meta(ge=0, le=MOST)] | None = None
    proof: Any = None


class ProofAnswersFile(Struct, frozen=True):
    """What the person told the wizard, as far as a later calibration needs it."""

    route: str = ""


class ProofFile(Struct, frozen=True):
    """How the calibration came about, as far as the program reads it again; certificates show all of it."""

    verdict: str = ""
    answers: ProofAnswersFile = ProofAnswersFile()


def _with_places(plain: Plain) -> Plain:
    return {**plain, "places_mm": ()}


CALIBRATION = Kind(2, CalibrationFile, {1: _with_places})


class ExportedFile(Struct, frozen=True):
    """Of which board an exported calibration is; before that is known, nothing else can be checked."""

    board: str
    board_id: str


class InUseFile(Struct, frozen=True):
    """Which version of a board's calibrations serves; None for the board's nominal values."""

    version: Annotated[int, Meta(ge=0, le=10**9)] | None


def plain_proof(file: CalibrationFile) -> Plain:
    """All that the proof holds, as it stands in the file; empty where it is no object."""
    try:
        return msgspec.convert(file.proof, Plain)
    except msgspec.ValidationError:
        return {}


def proof_of(file: CalibrationFile) -> ProofFile:
    """The proof that a calibration carries; an empty one where it has none that can be read."""
    try:
        return convert(file.proof, ProofFile)
    except WrongValue:
        return ProofFile()
