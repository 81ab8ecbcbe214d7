"""Read a board's file and say in one sentence what is wrong with it."""

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any, get_type_hints

from tripod.boards.board import Board, Cell, Claims, Errors, FootPlace, FrontEnd, Limits, Nominal
from tripod.boards.names import FEET, POINTS, REGIONS, STANCE_FAULTS

SCHEMA = 1
_BESIDE_MM, _BEHIND_MM, _AHEAD_MM = 200, 100, 500
"""No cell of a board that a foot stands on lies farther from the back of its heel than this."""
_NAME_BYTES = 16
"""The wire has room for no more."""
_FRONT_ENDS = ("conductance", "divider", "hx711")
_LAWS = ("power", "linear")


_COLUMNS = ("seq", "tick_us", "status", "capture", "load_n", "x_mm", "y_mm", "time_s")


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
        if path.exists() and not path.is_file():
            raise BoardError(f"The board file {name} is not a file.")
        try:
            text = path.read_text("utf-8-sig")
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
    except (ValueError, RecursionError) as error:
        raise BoardError(f"The board file {where} is not TOML: {str(error)[:80]}.") from error
    try:
        return _half(data) if "half_of" in data else _board(data)
    except _Wrong as wrong:
        raise BoardError(f"The board file {where}: {wrong}.") from wrong
    except OverflowError as error:
        raise BoardError(f"The board file {where} holds a number that is too large.") from error


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
                "claims": Claims(**{**data["claims"], "faults": tuple(data["claims"].get("faults", ()))}),
                "errors": Errors(**data["errors"]),
                "limits": Limits(**data["limits"]),
                "places": {foot: FootPlace(**at) for foot, at in data["places"].items()},
                "unsupported": tuple(data["unsupported"]),
            }
        )
        for part in (board, board.front_end, board.claims, board.errors, board.limits):
            _check_types(part)
        for part in (*board.places.values(), *board.cells, *(c.nominal for c in board.cells)):
            _check_types(part)
        _check_cells(board.cells, board.places)
    except (KeyError, TypeError, AttributeError, OverflowError, _Wrong) as error:
        raise BoardError("The board's description is damaged or was written by another version.") from error
    return board


def _check_types(part: object) -> None:
    """Numbers are finite numbers, words are words, yes and no are yes and no."""
    for name, kind in get_type_hints(type(part)).items():
        value = getattr(part, name)
        if kind is float and (
            isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value)
        ):
            raise _Wrong(f"{name} is not a number")
        if kind in (str, bool, int) and type(value) is not kind:
            raise _Wrong(f"{name} is not of its kind")


class _Wrong(Exception):
    pass


def _shipped() -> Any:
    return resources.files("tripod.boards")


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else "it is not UTF-8 text"


def _half(data: Mapping[str, Any]) -> Board:
    foot, whole_name = _word(data, "foot", FEET), _text(data, "half_of")
    if whole_name not in board_names() or whole_name.endswith(tuple(f"-{f}" for f in FEET)):
        raise _Wrong(f"half_of is {whole_name!r} and must be a whole board that comes with the program")
    whole = load_board(whole_name)
    return Board(
        **{
            **{f: getattr(whole, f) for f in Board.__dataclass_fields__},
            "name": _name(data),
            "title": _text(data, "title"),
            "cells": tuple(c for c in whole.cells if c.foot == foot),
            "places": {foot: whole.places[foot]},
        }
    )


def _board(data: Mapping[str, Any]) -> Board:
    if not data:
        raise _Wrong("it is empty")
    schema = data.get("schema")
    if schema != SCHEMA:
        raise _Wrong(f"it has schema {schema!r} and this program reads schema {SCHEMA}")
    nominal = _table(data, "nominal")
    places = {
        foot: FootPlace(_number(_table(_table(data, "place"), foot), "x_mm"), _number(data["place"][foot], "y_mm"))
        for foot in FEET
        if foot in _table(data, "place")
    }
    listed = data.get("cell", ())
    if not isinstance(listed, list) or not all(isinstance(c, Mapping) for c in listed):
        raise _Wrong("cells are written as [[cell]]")
    cells = tuple(_cell(c, nominal) for c in listed)
    _check_cells(cells, places)
    front = _table(data, "front_end")
    kind = _word(front, "kind", _FRONT_ENDS)
    claims = _table(data, "claims")
    errors, limits = _table(data, "errors"), _table(data, "limits")
    unsupported = data.get("unsupported", [])
    if not isinstance(unsupported, list) or len(unsupported) > len(REGIONS) // 2:
        raise _Wrong("unsupported must be a list of a few regions")
    unsupported = [_region(r) for r in unsupported]
    follows = _yes(data, "scales_with_foot")
    if follows and any(cell.point not in POINTS for cell in cells):
        raise _Wrong("scales_with_foot needs every cell under heel, mt1 or mt5")
    return Board(
        name=_name(data),
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
            _yes(claims, "newtons"),
            _text(claims, "total"),
            _text(claims, "share"),
            _text(claims, "cop"),
            _yes(claims, "cop_needs_calibration"),
            _number(claims, "warm_up_s", 0),
            _number(claims, "map_radius_mm", 0),
            _faults(claims),
        ),
        errors=Errors(**{f: _number(errors, f, 0) for f in Errors.__dataclass_fields__}),
        limits=Limits(**{f: _number(limits, f, 1e-3) for f in Limits.__dataclass_fields__}),
        places=places,
        foot_length_mm=_number(data, "foot_length_mm", 100),
        scales_with_foot=follows,
        unsupported=tuple(unsupported),
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
            _number(law, "gain", 1e-12),
            _number(law, "exponent", 0.1) if law.get("law") == "power" else 1.0,
        ),
        sees={_region(r): _number(_table(data, "sees"), r, 0) for r in data.get("sees", {})},
    )


def _check_cells(cells: tuple[Cell, ...], places: Mapping[str, FootPlace]) -> None:
    if not 3 <= len(cells) <= 8:
        raise _Wrong(f"it has {len(cells)} cells, a board has 3 to 8")
    seen: set[object] = set()
    for cell in cells:
        if not re.fullmatch("[a-z][a-z0-9_]*", cell.name) or cell.name in _COLUMNS or cell.name.endswith("_age"):
            raise _Wrong(f"a cell's name is {cell.name!r}; it heads a column, so it is small letters, digits and _")
        if cell.name in seen:
            raise _Wrong(f"the cell {cell.name} stands there twice")
        if (cell.x_mm, cell.y_mm) in seen:
            raise _Wrong(f"the cell {cell.name} lies at the place of another cell")
        seen |= {cell.name, (cell.x_mm, cell.y_mm)}
        if cell.foot not in places:
            raise _Wrong(f"the cell {cell.name} belongs to the {cell.foot} foot, which has no place")
        beside, along = cell.x_mm - places[cell.foot].x_mm, cell.y_mm - places[cell.foot].y_mm
        if abs(beside) > _BESIDE_MM or not -_BEHIND_MM <= along <= _AHEAD_MM:
            raise _Wrong(
                f"the cell {cell.name} lies outside the board: {beside:g} mm beside and {along:g} mm ahead of the heel"
            )
    for foot in places:
        own = [cell for cell in cells if cell.foot == foot]
        if len(own) < 3:
            raise _Wrong(f"the {foot} foot has {len(own)} cells and needs at least 3")
        points = [cell.point for cell in own]
        under_points = any(cell.sees for cell in own)
        if len(own) == 3 and under_points != (sorted(points) == sorted(POINTS)):
            wrong = "must be heel, mt1 and mt5" if under_points else "carry one plate: none of them is heel, mt1 or mt5"
            raise _Wrong(f"the {foot} foot's three cells {wrong}; they are {', '.join(points)}")


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    if not isinstance(data.get(key), Mapping):
        raise _Wrong(f"the table [{key}] is missing")
    return data[key]


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value:
        raise _Wrong(f"{key} is missing or is not a text")
    return value


def _faults(claims: Mapping[str, Any]) -> tuple[str, ...]:
    listed = claims.get("faults", [])
    if not isinstance(listed, list):
        raise _Wrong("faults must be a list")
    for name in listed:
        if name not in STANCE_FAULTS:
            raise _Wrong(f"{name!r} is no fault of a stance; there are {', '.join(STANCE_FAULTS)}")
    return tuple(listed)


def _region(name: object) -> str:
    if name not in REGIONS:
        raise _Wrong(f"{name!r} is no region of the foot; there are {', '.join(REGIONS)}")
    return str(name)


def _name(data: Mapping[str, Any]) -> str:
    name = _text(data, "name")
    if not name.isascii() or len(name) > _NAME_BYTES:
        raise _Wrong(f"name is {name!r} and must be at most {_NAME_BYTES} ASCII letters")
    return name


def _yes(data: Mapping[str, Any], key: str) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise _Wrong(f"{key} is {value!r} and must be true or false")
    return value


def _word(data: Mapping[str, Any], key: str, words: tuple[str, ...]) -> str:
    value = _text(data, key)
    if value not in words:
        raise _Wrong(f"{key} is {value!r} and must be one of {', '.join(words)}")
    return value


_MOST = 1e12
"""Nothing that a board's file says of a board is larger."""


def _number(data: Mapping[str, Any], key: str, least: float = -math.inf) -> float:
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Wrong(f"{key} is missing or is not a number")
    if not math.isfinite(value) or value < least or abs(value) > _MOST:
        raise _Wrong(
            f"{key} is {value} and must be a finite number" + (f" from {least:g}" if least > -math.inf else "")
        )
    return float(value)
