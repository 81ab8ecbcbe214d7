"""Board files that differ from a shipped one in a few values: one foot, another circuit, weaker cells."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from tripod.boards import Board, read_board


def variant_text(base: str, change: Mapping[str, Any]) -> str:
    """The file of a board like `base` with what `change` says; a table `each_cell` changes every cell."""
    data = tomllib.loads((resources.files("tripod.boards") / f"{base}.toml").read_text("utf-8"))
    feet = change.get("feet", list(data["place"]))
    data["cell"] = [{**c, **change.get("each_cell", {})} for c in data["cell"] if c["foot"] in feet]
    if "each_cell" in change and "range_n" in change["each_cell"]:
        for cell in data["cell"]:
            cell.pop("nominal", None)
    data["place"] = {foot: at for foot, at in data["place"].items() if foot in feet}
    for key, value in change.items():
        if key in ("feet", "each_cell", "remarks", "without"):
            continue
        data[key] = {**data[key], **value} if isinstance(value, Mapping) else value
    for key in change.get("without", ()):
        del data["front_end"][key]
    remarks = [f"# {line}" for line in change["remarks"]]
    return "\n".join([*remarks, f"# Made from tripod/boards/{base}.toml and hardware/builds.", *_toml(data)]) + "\n"


def variant_board(base: str, change: Mapping[str, Any]) -> Board:
    """The same as a board."""
    return read_board(variant_text(base, change), f"{change['name']}.toml")


def _toml(data: Mapping[str, Any]) -> list[str]:
    lines = [f"{k} = {_value(v)}" for k, v in data.items() if not isinstance(v, dict) and k != "cell"]
    for key, value in data.items():
        if isinstance(value, dict):
            lines += ["", f"[{key}]", *(f"{k} = {_value(v)}" for k, v in value.items())]
    for cell in data["cell"]:
        lines += ["", "[[cell]]", *(f"{k} = {_value(v)}" for k, v in cell.items())]
    return lines


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else repr(value)
