"""Reads and writes captures as CSV: each load, where it stood, and the mean counts of each cell."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board, board_names, load_board

Array = NDArray[np.float64]

COLUMNS = ("capture", "load_n", "x_mm", "y_mm")
OVERLOAD = 1.1
"""A load beyond this part of a cell's range is refused: it may have hurt the cell, and it calibrates nothing."""


_Row = dict[str | Any, str | Any]
"""A row as csv.DictReader gives it: column to text; surplus values come under None, missing ones are None."""


class ReadingsError(ValueError):
    """The readings are unusable: one plain sentence."""


@dataclass(frozen=True)
class Capture:
    """One steady reading of all cells under a known load."""

    name: str
    load_n: float
    """0 for the empty board."""
    x_mm: float
    """In the board's frame; nan where the place is not known (a person who stands and shifts)."""
    y_mm: float
    counts: Array
    """(cells,) mean counts."""

    @property
    def located(self) -> bool:
        """Whether the place of the load is known."""
        return math.isfinite(self.x_mm) and math.isfinite(self.y_mm)


def read_captures(text: str, board: Board, where: str) -> list[Capture]:
    """Captures from CSV text with the columns `capture,load_n,x_mm,y_mm` and one of mean counts for each cell.

    Raises:
        ReadingsError: columns missing, not a number, a load below 0 or beyond the board, or a clipped capture.
    """
    try:
        return _read(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))), text, board, where)
    except csv.Error as error:
        raise ReadingsError(f"{where} is no CSV that can be read ({error}).") from error


def _read(reader: "csv.DictReader[str]", text: str, board: Board, where: str) -> list[Capture]:
    names = [name.strip() for name in reader.fieldnames or ()]
    missing = [c for c in (*COLUMNS, *(cell.name for cell in board.cells)) if c not in names]
    if missing:
        hint = " It is separated by semicolons: write commas, and decimals with a point." if ";" in text[:200] else ""
        hint = hint or _other_board(board, names)
        raise ReadingsError(f"{where} lacks the column {missing[0]}.{hint}")
    reader.fieldnames = names
    captures = [_capture(row, number, board, where) for number, row in enumerate(reader, 2)]
    if not captures:
        raise ReadingsError(f"{where} holds no capture.")
    return captures


def write_captures(captures: Sequence[Capture], board: Board) -> str:
    """The captures as CSV text that `read_captures` reads."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, *(cell.name for cell in board.cells)])
    for c in captures:
        place = [f"{c.x_mm:.6g}", f"{c.y_mm:.6g}"] if c.located else ["", ""]
        writer.writerow([c.name, f"{c.load_n:.9g}", *place, *(f"{v:.12g}" for v in c.counts)])
    return out.getvalue()


def _other_board(board: Board, names: Sequence[str]) -> str:
    for other in board_names():
        if other != board.name and all(cell.name in names for cell in load_board(other).cells):
            return f" These are readings of the board {other}, not of {board.name}."
    return ""


def _capture(row: _Row, number: int, board: Board, where: str) -> Capture:
    load = _number(row, "load_n", number, where)
    if load < 0:
        raise ReadingsError(f"{where}, row {number}: load_n is {load:g}; a load is 0 (empty board) or more.")
    if None in row:
        raise ReadingsError(f"{where}, row {number} has more values than columns; write decimals with a point.")
    x, y = (_number(row, key, number, where, may_be_empty=True) for key in ("x_mm", "y_mm"))
    counts = np.array([_number(row, cell.name, number, where) for cell in board.cells])
    end = board.front_end.full_scale_counts
    clipped = [cell.name for cell, c in zip(board.cells, counts, strict=True) if abs(c) >= end]
    if clipped:
        raise ReadingsError(f"{where}, row {number}: the cell {clipped[0]} is at the end of its range; load it less.")
    most = OVERLOAD * sum(cell.range_n for cell in board.cells)
    if board.claims.newtons and load > most:
        raise ReadingsError(f"{where}, row {number}: {load:g} N is more than this board carries ({most:.0f} N).")
    return Capture((row.get("capture") or f"row {number}").strip(), load, x, y, counts)


def _number(row: _Row, key: str, number: int, where: str, may_be_empty: bool = False) -> float:
    text = (row.get(key) or "").strip()
    if may_be_empty and text.lower() in ("", "nan"):
        return math.nan
    try:
        value = float(text)
    except ValueError:
        hint = " (decimals with a point)" if "," in text else ""
        if key == "load_n" and text.lower().rstrip(".").endswith(("lb", "lbs", "kg", "n")):
            hint = " (loads are plain newtons: 1 kg weighs 9.80665 N, 1 lb 4.44822 N)"
        said = text or "empty"
        raise ReadingsError(f"{where}, row {number}: {key} is {said!r}, which is not a number{hint}.") from None
    if not math.isfinite(value):
        # `float` takes "nan" and "inf", which would pass every later comparison unseen.
        raise ReadingsError(f"{where}, row {number}: {key} is {text!r}, which is not a finite number.")
    return value
