"""Reads boards from their files; a wrong file gives one sentence with its line."""

import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from tripod.boards.board import Board, Cell, Claims, Errors, FootPlace, FrontEnd, Limits, Nominal
from tripod.boards.checks import check_cells
from tripod.boards.names import FEET, POINTS
from tripod.sentences import sentence
from tripod.storage.bounded_read import FileError, NoFile, cut, read_text
from tripod.storage.places import boards_folder
from tripod.storage.problem import Misfit, shown, typed
from tripod.storage.schemas.board import (
    SCHEMA,
    BoardFile,
    CellTable,
    ConductanceTable,
    DividerTable,
    FrontEndTable,
    HalfBoardFile,
    Hx711Table,
    LinearTable,
    NominalHeld,
    NominalTable,
    PowerTable,
)
from tripod.storage.toml_lines import decode_toml, line_of

MOST_BYTES = 1_000_000
"""Size limit of a board's file."""
_NAME = re.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,15}")
"""A board sends its name in 16 bytes, and its file is named after it."""


class BoardError(ValueError):
    """There is no such board, or its file is wrong: one plain sentence."""


class NoBoardFile(BoardError):
    """There is no such file."""


def board_names() -> list[str]:
    """Names of the boards that come with the program."""
    return sorted(p.name.removesuffix(".toml") for p in _shipped().iterdir() if p.name.endswith(".toml"))


def own_files() -> list[Path]:
    """Files in the folder of the user's own boards, whatever is in them; none where there is no folder."""
    return sorted(boards_folder().glob("*.toml"))


def load_board(name: str) -> Board:
    """A board by its name: one of the user's own, else one that comes with the program. A name is never a path.

    Raises:
        BoardError: no such board, or its file is wrong.
    """
    try:
        return own_board(name)
    except NoBoardFile:
        return _shipped_board(name)


def own_board(name: str) -> Board:
    """One of the user's own boards by its name.

    Raises:
        NoBoardFile: there is none of that name.
        BoardError: it is no name of a board, or its file is wrong.
    """
    if not _NAME.fullmatch(name):
        raise BoardError(sentence("board_file.no_name", name=shown(name), folder=boards_folder()))
    board = read_board_file(boards_folder() / f"{name}.toml")
    if board.name != name:
        raise BoardError(sentence("board_file.other_name", name=f"{name}.toml", inside=shown(board.name)))
    return board


def read_board_file(path: Path) -> Board:
    """A board from a file that the user named.

    Raises:
        NoBoardFile: there is none.
        BoardError: it cannot be read, or is wrong.
    """
    try:
        text = read_text(path, MOST_BYTES)
    except NoFile as error:
        raise NoBoardFile(sentence("board_file.not_there", name=path)) from error
    except FileError as error:
        raise BoardError(sentence("board_file.cannot_read", name=path, why=error.why)) from error
    return read_board(text, path.name)


def read_board(text: str, where: str) -> Board:
    """A board from the text of its file; `where` names the file in errors.

    Raises:
        BoardError: what is wrong, and where.
    """
    try:
        data = decode_toml(text)
    except (ValueError, RecursionError) as error:
        raise BoardError(sentence("board_file.not_toml", name=where, why=cut(str(error)))) from error
    try:
        return _half(data) if "half_of" in data else _whole(data)
    except Misfit as wrong:
        line = line_of(text, wrong.path)
        raise BoardError(sentence("board_file.wrong_on_line", name=where, line=line, wrong=wrong)) from wrong
    except RecursionError as error:
        raise BoardError(sentence("board_file.nested_too_deep", name=where)) from error


def _shipped() -> Traversable:
    return resources.files("tripod.boards")


def _shipped_board(name: str) -> Board:
    if name in board_names():
        return _read_shipped((_shipped() / f"{name}.toml").read_text("utf-8"), f"{name}.toml")
    known = list(dict.fromkeys([*board_names(), *(path.stem for path in own_files())]))
    near = get_close_matches(name, known, 1)
    if near:
        said = sentence("board_file.unknown_near", name=name, near=near[0], folder=boards_folder())
    else:
        said = sentence("board_file.unknown", name=name, names=", ".join(board_names()), folder=boards_folder())
    raise BoardError(said)


_read_shipped = lru_cache(maxsize=32)(read_board)
"""Of the program's own, which are asked for again and again."""


def _check_schema(schema: object) -> None:
    if schema != SCHEMA:
        raise Misfit(("schema",), sentence("board_file.wrong_schema", schema=shown(schema), known=SCHEMA))


def _half(data: Mapping[str, object]) -> Board:
    _check_schema(data.get("schema", SCHEMA))
    half = typed(data, HalfBoardFile)
    if half.half_of not in board_names() or half.half_of.endswith(tuple(f"-{f}" for f in FEET)):
        raise Misfit(("half_of",), sentence("board_file.half_of_no_board", name=shown(half.half_of)))
    whole = _shipped_board(half.half_of)
    return replace(
        whole,
        name=half.name,
        title=half.title,
        cells=tuple(c for c in whole.cells if c.foot == half.foot),
        places={half.foot: whole.places[half.foot]},
    )


def _whole(data: Mapping[str, object]) -> Board:
    if not data:
        raise Misfit((), sentence("board_file.empty"))
    _check_schema(data.get("schema"))
    file = typed(data, BoardFile)
    cells = tuple(_cell(cell, data) for cell in file.cell)
    spots = {"left": file.place.left, "right": file.place.right}
    places = {foot: FootPlace(spot.x_mm, spot.y_mm, spot.turn_deg) for foot, spot in spots.items() if spot}
    check_cells(cells, places)
    if file.scales_with_foot and any(cell.point not in POINTS for cell in cells):
        raise Misfit(("scales_with_foot",), sentence("board_file.scales_without_points"))
    return Board(
        name=file.name,
        title=file.title,
        cells=cells,
        front_end=_front_end(file.front_end),
        claims=msgspec.convert(file.claims, Claims, from_attributes=True),
        errors=msgspec.convert(file.errors, Errors, from_attributes=True),
        limits=msgspec.convert(file.limits, Limits, from_attributes=True),
        places=places,
        foot_length_mm=file.foot_length_mm,
        scales_with_foot=file.scales_with_foot,
        unsupported=file.unsupported,
    )


def _cell(cell: CellTable, data: Mapping[str, object]) -> Cell:
    law = cell.nominal or typed(data, NominalHeld).nominal
    return Cell(cell.name, cell.foot, cell.point, cell.x_mm, cell.y_mm, cell.range_n, _nominal(law), {**cell.sees})


def _nominal(law: NominalTable) -> Nominal:
    match law:
        case PowerTable():
            return Nominal("power", law.gain, law.exponent)
        case LinearTable():
            return Nominal("linear", law.gain, 1.0)


def _front_end(circuit: FrontEndTable) -> FrontEnd:
    counts, delay_s = int(circuit.full_scale_counts), circuit.group_delay_ms / 1000
    match circuit:
        case ConductanceTable():
            return FrontEnd("conductance", circuit.ohm, circuit.reference, counts, delay_s)
        case DividerTable():
            return FrontEnd("divider", circuit.ohm, 0.0, counts, delay_s)
        case Hx711Table():
            return FrontEnd("hx711", 0.0, 0.0, counts, delay_s)
