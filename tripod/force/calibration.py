"""Type of a calibration, one law for each cell with its uncertainty, and its conversion to and from files."""

from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot, isfinite

import msgspec
import numpy as np

from tripod.boards import Board
from tripod.sentences import sentence
from tripod.storage import versioned
from tripod.storage.problem import named
from tripod.storage.schemas.calibration import CALIBRATION, CalibrationFile, CellLawFile
from tripod.storage.versioned import WrongValue, as_file

FARTHEST_MM = 30.0
"""Largest distance between where a cell bears the load and where the board's file places it."""
HAND_BUILD_MM = 3.0
"""Standard deviation, along each axis, of how far cells lie beside their drawn places where nobody said how exactly
they were placed: a build by hand. Who says "within 3 mm" mostly means no standard deviation but a bound; taken as a
standard deviation it errs on the safe side."""


class CalibrationError(ValueError):
    """A calibration that cannot be used: one sentence."""


@dataclass(frozen=True)
class CellLaw:
    """`linear`: force_n = gain * (counts - zero_counts). `power`: force_n = gain * conductance_us ** exponent.
    `piecewise`: gain times straight lines in logarithms through `knots`, beyond them with the slope `exponent`."""

    law: str
    gain: float
    exponent: float
    zero_counts: float
    gain_sigma: float
    """Relative standard deviation of `gain`."""
    knots: tuple[tuple[float, float], ...] = ()
    """(conductance_us, force_n), both rising; empty unless the law is `piecewise`."""


@dataclass(frozen=True)
class Calibration:
    """The laws of a board's cells, in the order of the wire."""

    board: str
    board_id: str
    """"" for one that fits every board of the name."""
    kind: str
    """`nominal`, or how it was made."""
    made: str
    """ISO date, "" for a nominal one."""
    cells: tuple[CellLaw, ...]
    covariance: tuple[tuple[float, ...], ...] = ()
    """(3 cells, 3 cells) of relative gains, then of the cells' x and y in mm: errors that belong together, as a fit
    leaves them (`fit_linear.py`). Empty where only each gain's own `gain_sigma` is known."""
    mapping: tuple[int, ...] = ()
    """For each cell the wire that it is connected to; empty where all is as the board's file says."""
    turned: tuple[bool, ...] = ()
    """For each cell whether its two signal wires are swapped, so that its counts go down under load and are turned
    round; empty where none are."""
    range_n: tuple[tuple[float, float], ...] = ()
    """For each cell the smallest and largest force in newtons that it was calibrated with; beyond them it is
    extrapolated. Empty where they are not known."""
    places_mm: tuple[tuple[float, float], ...] = ()
    """For each cell (x, y) where a fit found it to bear the load, which differs a little from its place in the board's
    file; empty where no fit told. For three cells, gains and places are the full matrix from counts to load and
    moments."""
    build_mm: float | None = None
    """How exactly the cells were placed, as the fit took it: standard deviation along each axis in mm. None where
    nobody said, and in files that were written before it was asked for."""

    @property
    def calibrated(self) -> bool:
        return self.kind != "nominal"


def nominal(board: Board) -> Calibration:
    """The calibration that the board's file gives its cells before anyone calibrated them."""
    laws = (CellLaw(c.nominal.law, c.nominal.gain, c.nominal.exponent, 0.0, board.errors.gain) for c in board.cells)
    return Calibration(board.name, "", "nominal", "", tuple(laws))


def placed(board: Board, places_mm: tuple[tuple[float, float], ...]) -> Board:
    """The board with its cells where a calibration found them; as it is where none did."""
    if not places_mm:
        return board
    cells = zip(board.cells, places_mm, strict=True)
    return replace(board, cells=tuple(replace(c, x_mm=x, y_mm=y) for c, (x, y) in cells))


def build_sigma_mm(board: Board, stated_mm: float | None) -> float:
    """Standard deviation in mm, along each axis, of the cells' places about the drawn ones, as the builder states it;
    where nobody did, that of a build by hand."""
    return max(HAND_BUILD_MM, board.errors.position_mm) if stated_mm is None else stated_mm


def unfitted_places_mm(board: Board, calibration: Calibration) -> float:
    """Standard deviation in mm, along each axis, of the cells' places that is not in the calibration's covariance.

    A fit has it in its covariance. Older fits took every board to be built as exactly as its file says, which is
    made up for here; where loads on marks told the places, nothing is missing.
    """
    build_mm = build_sigma_mm(board, calibration.build_mm)
    if not calibration.covariance:
        return build_mm
    if calibration.build_mm is not None or calibration.places_mm:
        return 0.0
    return max(build_mm**2 - board.errors.position_mm**2, 0.0) ** 0.5


def to_file(calibration: Calibration) -> CalibrationFile:
    """The calibration as the struct of its file."""
    return as_file(calibration, CalibrationFile)


def from_file(file: CalibrationFile, board: Board) -> Calibration:
    """A calibration as a file holds it, checked against the board.

    Raises:
        CalibrationError: it is of another board, or its numbers cannot be.
    """
    if file.board != board.name:
        raise CalibrationError(
            sentence("calibration_file.other_board", theirs=named(file.board), ours=named(board.name))
        )
    sound = (
        sorted(file.mapping) in ([], list(range(len(board.cells))))
        and len(file.turned) in (0, len(board.cells))
        and len(file.cells) == len(board.cells)
        and all(map(_sound, file.cells))
        and len(file.covariance) in (0, 3 * len(file.cells))
        and len(file.range_n) in (0, len(file.cells))
        and all(low <= high for low, high in file.range_n)
        and (not file.places_mm or _near(board, file.places_mm))
        and _may_be_covariance(file.covariance)
    )
    if not sound:
        raise CalibrationError(sentence("calibration_file.other_cells", n=len(board.cells), board=board.name))
    return msgspec.convert(file, Calibration, from_attributes=True)


def from_plain(plain: object, board: Board) -> Calibration:
    """A calibration as decoded JSON, of any schema that there was.

    Raises:
        CalibrationError: a newer schema, another board, or values that cannot be.
    """
    try:
        file = versioned.from_plain(CALIBRATION, plain)
    except WrongValue as error:
        if not isinstance(plain, dict):
            raise CalibrationError(sentence("calibration_file.no_calibration")) from error
        said = sentence("calibration_file.incomplete", n=len(board.cells), board=board.name, why=error)
        raise CalibrationError(said) from error
    return from_file(file, board)


def _near(board: Board, places: tuple[tuple[float, float], ...]) -> bool:
    """Whether these can be the places of the board's cells, (x, y) in mm."""
    return len(places) == len(board.cells) and all(
        hypot(x - cell.x_mm, y - cell.y_mm) <= FARTHEST_MM for cell, (x, y) in zip(board.cells, places, strict=True)
    )


def _may_be_covariance(rows: tuple[tuple[float, ...], ...]) -> bool:
    """Whether a matrix can be a covariance: finite, symmetric, and without negative variances."""
    if not all(len(row) == len(rows) and all(map(isfinite, row)) for row in rows):
        return False
    if not rows:
        return True
    found = np.array(rows)
    largest = float(np.abs(found).max())
    return bool(np.allclose(found, found.T, rtol=0, atol=1e-6 * largest)) and bool(
        np.linalg.eigvalsh(found).min() >= -1e-6 * largest
    )


def _sound(law: CellLawFile) -> bool:
    rising = all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(law.knots))
    return (rising and len(law.knots) >= 2) if law.law == "piecewise" else not law.knots
