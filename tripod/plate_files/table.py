"""Finds the table in a text: separator, header, units, comments before it, and the lines of its rows."""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tripod.plate_files.plate_file import Take, Taken
from tripod.plate_files.units import is_unit
from tripod.sentences import sentence

SEPARATORS = ("\t", ";", ",", "|", "")
"""The empty one stands for runs of blanks."""
COMMENT = ("#", "%", "//")
_HEADER_WITHIN = 60
"""Lines before the table that are looked through."""
_LONGEST_HEADER = 20_000
_MOST_COLUMNS = 300
"""What is longer or wider is no header; with the lines that are looked through this bounds the time that it takes."""
_RATE = re.compile(
    r"(?i)(?:(?:rate|freq\w*|sampling)\W{0,4}(?:\(?hz\)?)?[^\w\n]{0,6}(\d+(?:[.,]\d+)?)(?!\w)|(\d+(?:[.,]\d+)?)\s*hz\b)"
)
_NUMBER = re.compile(r"[+\-−]?(?:\d[\d.,'’\u00a0\u202f]*|[.,]\d+)(?:[eE][+-]?\d+)?")
_OTHER_PARTS = ("trajectories", "model outputs", "joints", "events", "segments", "devices")
"""Headings of what motion-capture programs write below the plates into the same file."""


@dataclass(frozen=True)
class Table:
    """A table of text: names of the columns, and the lines of the rows with their numbers in the file."""

    names: tuple[str, ...]
    units: tuple[str, ...]
    """Of a row of units, "" where there is none."""
    separator: str
    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    """The line of each row in the file, from 1."""
    rate_hz: float = 0.0
    """The rate that the lines before the table say, 0 where they say none."""
    before: str = ""
    """The lines before the table."""
    taken: tuple[Taken, ...] = ()


def split(line: str, separator: str) -> list[str]:
    """The cells of a line, without blanks and quotation marks around them."""
    if not separator:
        return [cell.strip('"') for cell in line.split()]
    if '"' in line:
        try:
            for cells in csv.reader([line], delimiter=separator, skipinitialspace=True):
                return [cell.strip() for cell in cells]
        except csv.Error:  # a cell of more than 131072 characters: no number, quoted or not
            pass
    return [cell.strip() for cell in line.split(separator)]


def is_number(cell: str) -> bool:
    """Whether a cell holds a number in some country's way, or a word for none."""
    return not cell or bool(_NUMBER.fullmatch(cell)) or cell.lower() in NO_VALUE


_NO_VALUE = "nan -nan na n/a #n/a null none - -- -nan(ind) nan(ind) 1.#qnan -1.#ind 1.#ind missing . --- n.a. k.a."
_NOT_RECKONED = "#div/0! #num! #value! #n/v #nv #wert! #zahl! #valeur! #nombre!"
"""A spreadsheet's cell that divides a moment by the force of a foot that is off."""
NO_VALUE = frozenset(("", *_NO_VALUE.split(), *_NOT_RECKONED.split()))
"""How programs write that there is no value."""


def find_table(lines: Sequence[str], known: Callable[[str], bool], by_number: bool = False) -> Table:
    """The table in these lines; `known` tells whether a name is one of a column. Without names where none is known.

    With `by_number` the columns are named by their numbers, and no header is needed.
    """
    at, separator = _header(lines, known)
    if by_number and at < 0:
        return _without_header(lines)
    if at < 0:
        at, separator = _line_above_numbers(lines)
    if at < 0:
        return Table((), (), ",", (), ())
    names = split(_uncommented(lines[at]), separator)
    if all(map(is_number, names)):
        return Table((), (), separator, (), ())
    groups = _groups(lines, at, separator, len(names))
    if groups:
        names = [f"{group} {name}".strip() for group, name in zip(groups, names, strict=True)]
    units = [""] * len(names)
    first = at + 1
    while first < len(lines) and not lines[first].strip():
        first += 1
    if first < len(lines):
        cells = split(_uncommented(lines[first]), separator)
        if any(cells) and all(not c or is_unit(c) for c in cells) and len(cells) <= len(names) + 1:
            units = (cells + units)[: len(names)]
            first += 1
    before = "\n".join(lines[max(0, at - _HEADER_WITHIN) : at])[:_LONGEST_HEADER]
    kept, numbers, other = _rows(lines, first)
    taken = [Taken(Take.SEPARATOR, sentence(f"plate_separator.{_WORDS[separator]}"))] if separator != "," else []
    if other:
        taken.append(Taken(Take.OTHER_PART, other[:40]))
    return Table(tuple(names), tuple(units), separator, kept, numbers, _rate(before, lines[:at]), before, tuple(taken))


_WORDS = {"\t": "tabs", ";": "semicolons", "|": "bars", "": "blanks"}


def without_row(table: Table, row: int) -> Table:
    """The table without one of its rows."""
    return replace(
        table, lines=table.lines[:row] + table.lines[row + 1 :], numbers=table.numbers[:row] + table.numbers[row + 1 :]
    )


def _uncommented(line: str) -> str:
    return line.lstrip().lstrip("#%").strip(" ") if line.lstrip().startswith(("#", "%")) else line


def _header(lines: Sequence[str], known: Callable[[str], bool]) -> tuple[int, str]:
    """Line and separator of the header: where most names are known, above numbers if possible; line -1 if nowhere."""
    best, found = 1, (-1, ",")
    for at, line in enumerate(lines[:_HEADER_WITHIN]):
        if not line.strip() or len(line) > _LONGEST_HEADER:
            continue
        for separator in SEPARATORS:
            if separator and separator not in line:
                continue
            cells = split(_uncommented(line), separator)
            if len(cells) > _MOST_COLUMNS:
                continue
            names = sum(known(cell) for cell in cells)
            if names < 2 or (2 * names < len(cells) and not _above_numbers(lines, at, separator, len(cells))):
                continue
            score = 2 * names + 1000 * _above_numbers(lines, at, separator, len(cells)) - (not separator)
            if score > best:
                best, found = score, (at, separator)
    return found


def _above_numbers(lines: Sequence[str], at: int, separator: str, width: int) -> bool:
    """Whether a row of about as many numbers stands within two lines below."""
    below = [line for line in lines[at + 1 : at + 6] if line.strip() and not line.lstrip().startswith(COMMENT)][:2]
    for line in below:
        cells = split(line[:_LONGEST_HEADER], separator)
        if abs(len(cells) - width) <= 1 and sum(is_number(c) for c in cells) > 0.6 * len(cells) and any(cells):
            return True
    return False


def _line_above_numbers(lines: Sequence[str]) -> tuple[int, str]:
    """Line and separator of a header none of whose names is known."""
    for at, line in enumerate(lines[:_HEADER_WITHIN]):
        for separator in SEPARATORS:
            cells = split(_uncommented(line[:_LONGEST_HEADER]), separator)
            if len(cells) > 1 and not all(map(is_number, cells)) and _above_numbers(lines, at, separator, len(cells)):
                return at, separator
    for at, line in enumerate(lines[:_HEADER_WITHIN]):
        if line.strip():
            separator = max(SEPARATORS[:4], key=line[:_LONGEST_HEADER].count)
            return at, separator if separator in line else ","
    return -1, ","


def _without_header(lines: Sequence[str]) -> Table:
    for at, line in enumerate(lines[:_HEADER_WITHIN]):
        for separator in SEPARATORS:
            cells = split(line[:_LONGEST_HEADER], separator)
            if len(cells) > 1 and all(map(is_number, cells)) and any(cells):
                kept, numbers, _ = _rows(lines, at)
                names = tuple(str(k + 1) for k in range(len(cells)))
                before = "\n".join(lines[:at])[:_LONGEST_HEADER]
                return Table(names, ("",) * len(names), separator, kept, numbers, _rate(before, lines[:at]), before)
    return Table((), (), ",", (), ())


def _groups(lines: Sequence[str], at: int, separator: str, width: int) -> list[str]:
    """What a line above the header says of several columns each, repeated for each of them; empty if there is none."""
    if at == 0 or not separator:
        return []
    cells = split(lines[at - 1][:_LONGEST_HEADER], separator)
    texts = [c for c in cells if c]
    if len(cells) < 3 or not texts or len(texts) == len(cells) or any(map(is_number, texts)):
        return []
    group, groups = "", list[str]()
    for cell in (cells + [""] * width)[:width]:
        group = cell or group
        groups.append(group)
    return groups


def _rows(lines: Sequence[str], first: int) -> tuple[tuple[str, ...], tuple[int, ...], str]:
    """Lines and line numbers of the rows, and the heading of another part below that is left out."""
    kept, numbers = list[str](), list[int]()
    for k in range(first, len(lines)):
        line = lines[k]
        if not line or line.isspace() or not line.strip('\t;,| "'):
            continue
        head = line[0]
        if head in "#%/ \t" and line.lstrip().startswith(COMMENT):
            continue
        if head.isalpha() and (heading := line.strip().strip(",;\t").lower()) in _OTHER_PARTS and kept:
            return tuple(kept), tuple(numbers), heading
        kept.append(line)
        numbers.append(k + 1)
    return tuple(kept), tuple(numbers), ""


def _rate(before: str, lines: Sequence[str]) -> float:
    """The rate that stands before the table; the line below `Devices` is one, too."""
    for at, line in enumerate(lines[:-1]):
        if line.strip(' ,;\t"').lower() == "devices" and re.fullmatch(r"\d+(\.\d+)?", lines[at + 1].strip(' ,;\t"')):
            return float(lines[at + 1].strip(' ,;\t"'))
    found = {float((m[1] or m[2]).replace(",", ".")) for m in _RATE.finditer(before)}
    # Cameras and plates may have different ones: then the file does not say.
    return found.pop() if len(found) == 1 else 0.0
