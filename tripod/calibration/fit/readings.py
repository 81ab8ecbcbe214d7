"""Reads and writes captures as CSV: each load, where it stood, and the mean counts of each cell."""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board, board_names, load_board
from tripod.sentences import sentence
from tripod.storage.schemas.bounds import MOST

Array = NDArray[np.float64]

COLUMNS = ("capture", "load_n", "x_mm", "y_mm")
_24_BIT, UNSIGNED = 8_388_607, 16_777_216
"""A converter's largest count, and what is to be taken off where counts were written without their sign."""
OVERLOAD = 1.1
"""Largest load, as a part of a cell's range; beyond it the cell may be damaged and its reading is of no use."""


_Row = Mapping[str, str | None]
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
    # With old line ends, too: csv knows no "\r" alone.
    text = io.StringIO(text.lstrip("\ufeff"), newline=None).read()
    try:
        return _read(csv.DictReader(io.StringIO(text)), text, board, where)
    except csv.Error as error:
        raise ReadingsError(sentence("readings.not_csv", where=where, why=error)) from error


def _read(reader: "csv.DictReader[str]", text: str, board: Board, where: str) -> list[Capture]:
    wanted = (*COLUMNS, *(cell.name for cell in board.cells))
    known = {name.lower(): name for name in wanted}
    names = [known.get(name.strip().lower(), name.strip()) for name in reader.fieldnames or ()]
    missing = [c for c in wanted if c not in names]
    if missing:
        raise ReadingsError(_lacks_columns(missing, names, text, board, where))
    reader.fieldnames = names
    captures = [_capture(row, number, board, where) for number, row in enumerate(reader, 2)]
    if not captures:
        raise ReadingsError(sentence("readings.no_capture", where=where))
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


def _lacks_columns(missing: Sequence[str], names: Sequence[str], text: str, board: Board, where: str) -> str:
    """The sentence on missing columns, with the cause where the text shows one."""
    lack = {"where": where, "n": len(missing), "columns": ", ".join(missing)}
    if ";" in text[:200]:
        return sentence("readings.no_column_semicolons", **lack)
    if "\t" in text[:200]:
        return sentence("readings.no_column_tabs", **lack)
    own = {cell.name for cell in board.cells}
    for other in board_names():
        theirs = {cell.name for cell in load_board(other).cells}
        # Variants of a board have its cells: their columns tell nothing.
        if theirs != own and theirs.issubset(names):
            return sentence("readings.no_column_other_board", **lack, theirs=other, ours=board.name)
    return sentence("readings.no_column", **lack)


def _capture(row: _Row, number: int, board: Board, where: str) -> Capture:
    load = _number(row, "load_n", number, where)
    if load < 0:
        raise ReadingsError(sentence("readings.load_below_zero", where=where, row=number, load=load))
    if None in row:
        raise ReadingsError(sentence("readings.too_many_values", where=where, row=number))
    x, y = (_number(row, key, number, where, may_be_empty=True) for key in ("x_mm", "y_mm"))
    counts = np.array([_number(row, cell.name, number, where) for cell in board.cells])
    end = board.front_end.full_scale_counts
    unsigned = [cell.name for cell, c in zip(board.cells, counts, strict=True) if end < c < UNSIGNED and end == _24_BIT]
    if unsigned:
        raise ReadingsError(sentence("readings.unsigned", where=where, row=number, cell=unsigned[0]))
    clipped = [cell.name for cell, c in zip(board.cells, counts, strict=True) if abs(c) >= end]
    if clipped:
        raise ReadingsError(sentence("readings.clipped", where=where, row=number, cell=clipped[0]))
    most = OVERLOAD * sum(cell.range_n for cell in board.cells)
    if board.claims.newtons and load > most:
        raise ReadingsError(sentence("readings.load_too_large", where=where, row=number, load=load, most=most))
    return Capture((row.get("capture") or f"row {number}").strip(), load, x, y, counts)


def _number(row: _Row, key: str, number: int, where: str, may_be_empty: bool = False) -> float:
    text = (row.get(key) or "").strip()
    if may_be_empty and text.lower() in ("", "nan"):
        return math.nan
    try:
        value = float(text)
    except ValueError:
        hint = "comma" if "," in text else "plain"
        if key == "load_n" and text.lower().rstrip(".").endswith(("lb", "lbs", "kg", "n")):
            hint = "unit"
        value = text[:60] or sentence("readings.nothing_written")
        said = sentence(f"readings_no_number.{hint}", where=where, row=number, column=key, value=value)
        raise ReadingsError(said) from None
    if not math.isfinite(value):
        # `float` takes "nan" and "inf", which would pass every later comparison unseen.
        raise ReadingsError(sentence("readings.not_finite", where=where, row=number, column=key, value=text[:60]))
    if abs(value) > MOST:
        raise ReadingsError(sentence("readings.too_large", where=where, row=number, column=key, value=text[:60]))
    return value
