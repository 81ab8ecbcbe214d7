"""Turns the cells of the columns that are wanted into numbers, in whichever way decimals and thousands are written."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tripod.plate_files.plate_file import Take, Taken
from tripod.plate_files.refusal import PlateFileError
from tripod.plate_files.table import NO_VALUE, Table, split, without_row
from tripod.sentences import sentence
from tripod.storage.problem import shown

Array = NDArray[np.float64]

_THOUSANDS_COMMA = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
_CLOCK = re.compile(r"(?:\S+[T ])?(\d{1,2}):(\d{2}):(\d{2}(?:[.,]\d+)?)(?:Z|[+-]\d\d:?\d\d)?")
_GROUPING = str.maketrans("−", "-", "'’\u00a0\u202f ")


def numbers(path: Path, table: Table, wanted: Sequence[int]) -> tuple[Array, Table, list[Taken]]:
    """The wanted columns (n, wanted) with nan where there is no value, the table of these rows, and what was taken.

    Raises:
        PlateFileError: a row has another number of cells, or a cell is no number.
    """
    table, wanted, taken = _even(path, table, wanted)
    if not table.lines:
        return np.empty((0, len(wanted))), table, taken
    lines: Sequence[str] = table.lines
    if table.separator != "," and not any("." in line for line in lines) and any("," in line for line in lines):
        lines = [line.replace(",", ".") for line in lines]
    try:
        found = np.loadtxt(lines, delimiter=table.separator or None, usecols=wanted, comments=None, ndmin=2)
    except (ValueError, IndexError):
        return _one_by_one(path, table, wanted, taken)
    if lines is not table.lines and not _only_whole(table, wanted):
        taken.append(Taken(Take.DECIMAL_COMMA))
    return found, table, taken


def cell(table: Table, row: int, column: int) -> str:
    """The text of a cell."""
    cells = split(table.lines[row], table.separator)
    return cells[column] if column < len(cells) else ""


def _only_whole(table: Table, wanted: Sequence[int]) -> bool:
    return not any("," in cell(table, row, k) for row in range(min(len(table.lines), 50)) for k in wanted)


def _even(path: Path, table: Table, wanted: Sequence[int]) -> tuple[Table, list[int], list[Taken]]:
    """The table with rows of one width, the wanted columns in it, and what was taken."""
    taken: list[Taken] = []
    if not table.lines:
        return table, list(wanted), taken
    quoted = any('"' in line for line in table.lines)
    if not table.separator or quoted:
        widths = [len(split(line, table.separator)) for line in table.lines]
    else:
        widths = [line.count(table.separator) + 1 for line in table.lines]
    width, named = widths[0], len(table.names)
    if len(widths) > 1 and widths[-1] < width:
        taken.append(Taken(Take.LAST_ROW_CUT))
        table, widths = without_row(table, len(widths) - 1), widths[:-1]
    other = next((k for k, w in enumerate(widths) if w != width), -1)
    if other >= 0:
        raise PlateFileError(
            sentence(
                "plate_file.other_width",
                file=path.name[-60:],
                row=table.numbers[other],
                cells=widths[other],
                expected=width,
            )
        )
    if width == named + 1 and not cell(table, 0, named):
        return table, list(wanted), taken  # a separator at the end of each row
    if width == named + 1 and _counts(table):
        # As R writes row names: the header has none for them.
        table = replace(table, names=("", *table.names), units=("", *table.units))
        return table, [k + 1 for k in wanted], [*taken, Taken(Take.ROW_NAMES)]
    while named > width and not table.names[named - 1]:
        named -= 1
    if width != named:
        key = "decimal_and_separator" if width == 2 * named and table.separator == "," else "header_width"
        raise PlateFileError(sentence(f"plate_file.{key}", file=path.name[-60:], named=named, cells=width))
    return table, list(wanted), taken


def _counts(table: Table) -> bool:
    """Whether the first cells count the rows."""
    first = [cell(table, row, 0) for row in range(min(len(table.lines), 20))]
    return all(c.isdecimal() and len(c) < 9 for c in first) and all(int(b) == int(a) + 1 for a, b in pairwise(first))


def _one_by_one(
    path: Path, table: Table, wanted: Sequence[int], taken: list[Taken]
) -> tuple[Array, Table, list[Taken]]:
    """Cell by cell: where some are empty, quoted, or written with thousands."""
    # Line by line: a quotation mark that nothing closes must not swallow the lines below it.
    rows = [split(line, table.separator) for line in table.lines]
    columns = [[row[k] for row in rows] for k in wanted]
    decimal, group, said = _style(path, table, columns)
    found = np.empty((len(table.lines), len(wanted)))
    clock = False
    for k, column in enumerate(columns):
        for row, text in enumerate(column):
            value = _value(text, decimal, group)
            if value is None:
                match = _CLOCK.fullmatch(text)
                if not match:
                    raise PlateFileError(
                        sentence(
                            "plate_file.not_a_number",
                            file=path.name[-60:],
                            row=table.numbers[row],
                            column=table.names[wanted[k]][:60],
                            value=shown(text[:40]),
                        )
                    )
                clock = True
                value = 3600 * int(match[1]) + 60 * int(match[2]) + float(match[3].replace(",", "."))
            found[row, k] = value
    return found, table, [*taken, *said, *([Taken(Take.CLOCK_TIME)] if clock else [])]


def _value(text: str, decimal: str, group: str) -> float | None:
    """The number that a cell holds, nan for none, None if it is neither."""
    if text.lower() in NO_VALUE:
        return np.nan
    if group:
        text = text.replace(group, "")
    if decimal == ",":
        text = text.replace(",", ".")
    try:
        return float(text) if "_" not in text else None
    except ValueError:
        pass
    plain = text.translate(_GROUPING)
    try:
        return float(plain) if "_" not in plain and plain.isascii() else None
    except ValueError:
        return None


def _style(path: Path, table: Table, columns: Sequence[Sequence[str]]) -> tuple[str, str, list[Taken]]:
    """Decimal sign, sign between thousands, and what to say of them.

    Raises:
        PlateFileError: the same sign may be either.
    """
    texts = [text for column in columns for text in column if "," in text and not _CLOCK.fullmatch(text)]
    if not texts:
        return ".", "", []
    dots = any("." in text and "," not in text for column in columns for text in column)
    both = [text for text in texts if "." in text]
    if both and all(text.rfind(",") > text.rfind(".") for text in both) and not dots:
        return ",", ".", [Taken(Take.DECIMAL_COMMA), Taken(Take.THOUSANDS, ".")]
    thousands = all(_THOUSANDS_COMMA.fullmatch(text) for text in texts)
    if thousands and (both or dots):
        return ".", ",", [Taken(Take.THOUSANDS, ",")]
    if not both and not dots and not (thousands and table.separator == ","):
        return ",", "", [Taken(Take.DECIMAL_COMMA)]
    raise PlateFileError(sentence("plate_file.which_decimal", file=path.name[-60:], value=shown(texts[0][:40])))
