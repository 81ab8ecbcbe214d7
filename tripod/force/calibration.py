"""A calibration: one law a cell, with how sure it is. Values only; `apply.py` uses them, files hold them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from math import hypot, isfinite
from typing import Any

import numpy as np

from tripod.boards import Board

SCHEMA = 2
READS = (1, SCHEMA)
"""Schema 1 knew no `places_mm`; a program that reads only that would place the cells wrongly."""
FARTHEST_MM = 30.0
"""No cell bears this far from where its board is drawn."""


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
    """For each cell the wire that it really hangs on; empty where all is as the board's file says."""
    range_n: tuple[tuple[float, float], ...] = ()
    """For each cell the least and the largest force that calibrated it; beyond them it is extrapolated. Empty where
    nobody knows."""
    places_mm: tuple[tuple[float, float], ...] = ()
    """For each cell where a fit found it to bear, which is not quite where it is drawn; empty where no fit told. With
    the gains this is the full matrix of three cells from counts to load and moments."""

    @property
    def calibrated(self) -> bool:
        return self.kind != "nominal"

    def to_dict(self) -> dict[str, Any]:
        return {"schema": SCHEMA, **asdict(self)}


def nominal(board: Board) -> Calibration:
    """What the board's file says of its cells before anyone calibrated them."""
    laws = (CellLaw(c.nominal.law, c.nominal.gain, c.nominal.exponent, 0.0, board.errors.gain) for c in board.cells)
    return Calibration(board.name, "", "nominal", "", tuple(laws))


def placed(board: Board, places_mm: tuple[tuple[float, float], ...]) -> Board:
    """The board with its cells where a calibration found them; as it is where none did."""
    if not places_mm:
        return board
    cells = zip(board.cells, places_mm, strict=True)
    return replace(board, cells=tuple(replace(c, x_mm=x, y_mm=y) for c, (x, y) in cells))


def from_dict(data: Mapping[str, Any], board: Board) -> Calibration:
    """A calibration as a file holds it, checked against the board.

    Raises:
        CalibrationError: another schema, another board, or numbers that cannot be.
    """
    if not isinstance(data, Mapping):
        raise CalibrationError("It is no calibration.")
    if data.get("schema") not in READS or isinstance(data.get("schema"), bool):
        raise CalibrationError(f"The calibration has schema {data.get('schema')!r}; this program reads up to {SCHEMA}.")
    if data.get("board") != board.name:
        raise CalibrationError(f"The calibration is of the board {data.get('board')!r}, not of {board.name!r}.")
    try:
        laws = tuple(
            CellLaw(**{**cell, "knots": tuple((float(g), float(f)) for g, f in cell.get("knots", ()))})
            for cell in data["cells"]
        )
        covariance = tuple(tuple(float(v) for v in row) for row in data.get("covariance", ()))
        wires = tuple(int(wire) for wire in data.get("mapping", ()))
        board_id, kind, made = (data[key] for key in ("board_id", "kind", "made"))
        reach = tuple((float(low), float(high)) for low, high in data.get("range_n", ()))
        places = tuple((float(x), float(y)) for x, y in data.get("places_mm", ()))
        result = Calibration(board.name, board_id, kind, made, laws, covariance, wires, reach, places)
        sound = (
            all(isinstance(said, str) for said in (board_id, kind, made))
            and sorted(wires) in ([], list(range(len(board.cells))))
            and len(laws) == len(board.cells)
            and all(map(_sound, laws))
            and len(covariance) in (0, 3 * len(laws))
            and len(reach) in (0, len(laws))
            and all(isfinite(low) and isfinite(high) and low <= high for low, high in reach)
            and (not places or _near(board, places))
            and _may_be_covariance(covariance)
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise CalibrationError("The calibration is not complete, or was edited beyond sense.") from error
    if not sound:
        raise CalibrationError(f"The calibration does not describe the {len(board.cells)} cells of {board.name!r}.")
    return result


def _near(board: Board, places: tuple[tuple[float, float], ...]) -> bool:
    """Whether these can be the places of the board's cells."""
    return len(places) == len(board.cells) and all(
        hypot(x - cell.x_mm, y - cell.y_mm) <= FARTHEST_MM for cell, (x, y) in zip(board.cells, places, strict=True)
    )


def _may_be_covariance(rows: tuple[tuple[float, ...], ...]) -> bool:
    """Whether errors can belong together like that: symmetric, and no combination of them with a negative variance."""
    if not all(len(row) == len(rows) and all(map(isfinite, row)) for row in rows):
        return False
    if not rows:
        return True
    found = np.array(rows)
    largest = float(np.abs(found).max())
    return bool(np.allclose(found, found.T, rtol=0, atol=1e-6 * largest)) and bool(
        np.linalg.eigvalsh(found).min() >= -1e-6 * largest
    )


def _sound(law: CellLaw) -> bool:
    rising = all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(law.knots))
    return (
        law.law in ("linear", "power", "piecewise")
        and not any(isinstance(v, bool) for v in (law.gain, law.exponent, law.zero_counts, law.gain_sigma))
        and law.gain > 0
        and law.gain_sigma >= 0
        and all(isfinite(v) for v in (law.gain, law.exponent, law.zero_counts, law.gain_sigma))
        and all(isfinite(v) and v > 0 for knot in law.knots for v in knot)
        and (rising and len(law.knots) >= 2 if law.law == "piecewise" else not law.knots)
    )
