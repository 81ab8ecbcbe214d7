"""A calibration: one law a cell, with how sure it is. Values only; `apply.py` uses them, files hold them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

from tripod.boards import Board

SCHEMA = 1


class CalibrationError(ValueError):
    """A calibration that cannot be used: one sentence."""


@dataclass(frozen=True)
class CellLaw:
    """`linear`: force_n = gain * (counts - zero_counts). `power`: force_n = gain * conductance_us ** exponent."""

    law: str
    gain: float
    exponent: float
    zero_counts: float
    gain_sigma: float
    """Relative standard deviation of `gain`."""


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

    @property
    def calibrated(self) -> bool:
        return self.kind != "nominal"

    def to_dict(self) -> dict[str, Any]:
        return {"schema": SCHEMA, **asdict(self)}


def nominal(board: Board) -> Calibration:
    """What the board's file says of its cells before anyone calibrated them."""
    laws = (CellLaw(c.nominal.law, c.nominal.gain, c.nominal.exponent, 0.0, board.errors.gain) for c in board.cells)
    return Calibration(board.name, "", "nominal", "", tuple(laws))


def from_dict(data: Mapping[str, Any], board: Board) -> Calibration:
    """A calibration as a file holds it, checked against the board.

    Raises:
        CalibrationError: another schema, another board, or numbers that cannot be.
    """
    if data.get("schema") != SCHEMA:
        raise CalibrationError(f"The calibration has schema {data.get('schema')!r}; this program reads {SCHEMA}.")
    if data.get("board") != board.name:
        raise CalibrationError(f"The calibration is of the board {data.get('board')!r}, not of {board.name!r}.")
    try:
        laws = tuple(CellLaw(**cell) for cell in data["cells"])
        result = Calibration(board.name, str(data["board_id"]), str(data["kind"]), str(data["made"]), laws)
        sound = len(laws) == len(board.cells) and all(
            law.law in ("linear", "power")
            and law.gain > 0
            and all(isfinite(v) for v in (law.gain, law.exponent, law.zero_counts, law.gain_sigma))
            for law in laws
        )
    except (KeyError, TypeError) as error:
        raise CalibrationError("The calibration is not complete, or was edited beyond sense.") from error
    if not sound:
        raise CalibrationError(f"The calibration does not describe the {len(board.cells)} cells of {board.name!r}.")
    return result
