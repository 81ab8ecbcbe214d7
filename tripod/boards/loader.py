"""Read a board's file and say in one sentence what is wrong with it."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any

from tripod.boards.board import FEET, POINTS, Board, Cell, Claims, Errors, FootPlace, FrontEnd, Limits, Nominal

SCHEMA = 1
_SIZE_MM = 2000
"""No cell of a board that feet stand on lies farther out than this."""
_FRONT_ENDS = ("conductance", "divider", "hx711")
_LAWS = ("power", "linear")


class BoardError(ValueError):
    """The board's file is not one, or says something that cannot be."""


def board_names() -> list[str]:
    """Names of the boards that come with the program."""
    return sorted(p.name.removesuffix(".toml") for p in _shipped().iterdir() if p.name.endswith(".toml"))


def load_board(name: str) -> Board:
    """A shipped board by its name, or any board by the path of its file.

    Raises:
        BoardError: no such board, or its file is wrong.
    """
    if name.endswith(".toml"):
        path = Path(name)
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BoardError(f"The board file {name} cannot be read ({_reason(error)}).") from error
        return read_board(text, path.name)
    if name not in board_names():
        near = get_close_matches(name, board_names(), 1)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(board_names())}."
        raise BoardError(f"There is no board named {name!r}. {hint}")
    return read_board((_shipped() / f"{name}.toml").read_text("utf-8"), f"{name}.toml")


def read_board(text: str, where: str) -> Board:
    """A board from the text of its file; `where` names the file in errors.

    Raises:
        BoardError: what is wrong, and where.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BoardError(f"The board file {where} is not TOML: {error}.") from error
    try:
        return _half(data) if "half_of" in data else _board(data)
    except _Wrong as wrong:
        raise BoardError(f"The board file {where}: {wrong}.") from wrong


def board_to_dict(board: Board) -> dict[str, Any]:
    """The board as plain values, for a file that must outlive this version's board files."""
    return asdict(board)


def board_from_dict(data: Mapping[str, Any]) -> Board:
    """The board that `board_to_dict` wrote.

    Raises:
        BoardError: it did not.
    """
    try:
        cells = tuple(Cell(**{**c, "nominal": Nominal(**c["nominal"])}) for c in data["cells"])
        board = Board(
            **{
                **data,
                "cells": cells,
                "front_end": FrontEnd(**data["front_end"]),
                "claims": Claims(**data["claims"]),
                "errors": Errors(**data["errors"]),
                "limits": Limits(**data["limits"]),
                "places": {foot: FootPlace(**at) for foot, at in data["places"].items()},
                "unsupported": tuple(data["unsupported"]),
            }
        )
        _check_cells(board.cells, board.places)
    except (KeyError, TypeError, AttributeError, _Wrong) as error:
        raise BoardError("The board's description is damaged or was written by another version.") from error
    return board


class _Wrong(Exception):
    pass


def _shipped() -> Any:
    return resources.files("tripod.boards")


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else "it is not UTF-8 text"


def _half(data: Mapping[str, Any]) -> Board:
    foot = _word(data, "foot", FEET)
    whole = load_board(_text(data, "half_of"))
    return Board(
        **{
            **{f: getattr(whole, f) for f in Board.__dataclass_fields__},
            "name": _text(data, "name"),
            "title": _text(data, "title"),
            "cells": tuple(c for c in whole.cells if c.foot == foot),
            "places": {foot: whole.places[foot]},
        }
    )


def _board(data: Mapping[str, Any]) -> Board:
    schema = data.get("schema")
    if schema != SCHEMA:
        raise _Wrong(f"it has schema {schema!r} and this program reads schema {SCHEMA}")
    nominal = _table(data, "nominal")
    places = {
        foot: FootPlace(_number(at, "x_mm"), _number(at, "y_mm"))
        for foot, at in _table(data, "place").items()
        if foot in FEET
    }
    cells = tuple(_cell(c, nominal) for c in data.get("cell", ()))
    _check_cells(cells, places)
    front = _table(data, "front_end")
    kind = _word(front, "kind", _FRONT_ENDS)
    claims = _table(data, "claims")
    errors, limits = _table(data, "errors"), _table(data, "limits")
    return Board(
        name=_text(data, "name"),
        title=_text(data, "title"),
        cells=cells,
        front_end=FrontEnd(
            kind,
            _number(front, "ohm", 1) if kind != "hx711" else 0.0,
            _number(front, "reference", 1e-3) if kind == "conductance" else 0.0,
            int(_number(front, "full_scale_counts", 1)),
            _number(front, "group_delay_ms", 0) / 1000,
        ),
        claims=Claims(
            bool(claims.get("newtons")),
            _text(claims, "total"),
            _text(claims, "share"),
            _text(claims, "cop"),
            bool(claims.get("cop_needs_calibration")),
            _number(claims, "map_radius_mm", 0),
        ),
        errors=Errors(**{f: _number(errors, f, 0) for f in Errors.__dataclass_fields__}),
        limits=Limits(**{f: _number(limits, f, 0) for f in Limits.__dataclass_fields__}),
        places=places,
        foot_length_mm=_number(data, "foot_length_mm", 100),
        scales_with_foot=bool(data.get("scales_with_foot")),
        unsupported=tuple(data.get("unsupported", ())),
    )


def _cell(data: Mapping[str, Any], nominal: Mapping[str, Any]) -> Cell:
    name = _text(data, "name")
    law = data.get("nominal", nominal)
    if not isinstance(law, Mapping):
        raise _Wrong(f"the cell {name}: nominal must be a table")
    return Cell(
        name=name,
        foot=_word(data, "foot", FEET),
        point=_text(data, "point"),
        x_mm=_number(data, "x_mm"),
        y_mm=_number(data, "y_mm"),
        range_n=_number(data, "range_n", 1e-3),
        nominal=Nominal(
            _word(law, "law", _LAWS),
            _number(law, "gain"),
            _number(law, "exponent", 0.1) if law.get("law") == "power" else 1.0,
        ),
        sees={region: float(part) for region, part in data.get("sees", {}).items()},
    )


def _check_cells(cells: tuple[Cell, ...], places: Mapping[str, FootPlace]) -> None:
    if not 3 <= len(cells) <= 8:
        raise _Wrong(f"it has {len(cells)} cells, a board has 3 to 8")
    seen: set[object] = set()
    for cell in cells:
        if cell.name in seen:
            raise _Wrong(f"the cell {cell.name} stands there twice")
        if (cell.x_mm, cell.y_mm) in seen:
            raise _Wrong(f"the cell {cell.name} lies at the place of another cell")
        seen |= {cell.name, (cell.x_mm, cell.y_mm)}
        if abs(cell.x_mm) > _SIZE_MM or abs(cell.y_mm) > _SIZE_MM:
            raise _Wrong(f"the cell {cell.name} lies outside the board: x, y = {cell.x_mm:g}, {cell.y_mm:g} mm")
        if cell.foot not in places:
            raise _Wrong(f"the cell {cell.name} belongs to the {cell.foot} foot, which has no place")
    for foot in places:
        own = [cell for cell in cells if cell.foot == foot]
        if len(own) < 3:
            raise _Wrong(f"the {foot} foot has {len(own)} cells and needs at least 3")
        points = [cell.point for cell in own]
        if len(own) == 3 and sorted(points) != sorted(POINTS):
            raise _Wrong(f"the {foot} foot's three cells must be heel, mt1 and mt5, not {', '.join(points)}")


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    if not isinstance(data.get(key), Mapping):
        raise _Wrong(f"the table [{key}] is missing")
    return data[key]


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value:
        raise _Wrong(f"{key} is missing or is not a text")
    return value


def _word(data: Mapping[str, Any], key: str, words: tuple[str, ...]) -> str:
    value = _text(data, key)
    if value not in words:
        raise _Wrong(f"{key} is {value!r} and must be one of {', '.join(words)}")
    return value


def _number(data: Mapping[str, Any], key: str, least: float = -math.inf) -> float:
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Wrong(f"{key} is missing or is not a number")
    if not math.isfinite(value) or value < least:
        raise _Wrong(
            f"{key} is {value} and must be a finite number" + (f" from {least:g}" if least > -math.inf else "")
        )
    return float(value)
