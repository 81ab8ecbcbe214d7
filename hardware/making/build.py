"""A build file, read together with the board file that it belongs to.

The board file says what the program must know (geometry, order of the cells, circuit law, errors, limits), the build
file what only a builder must know (pins, colours, tolerances, parts). No value stands in both.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tripod.boards import FEET, POINTS, Board, Cell, load_board

HARDWARE = Path(__file__).resolve().parents[1]
BUILDS = ("tonight", "insole", "pads", "plate")
"""In the order in which a builder meets them."""


@dataclass(frozen=True)
class Build:
    """One board, as it is built."""

    name: str
    board: Board
    data: Mapping[str, Any]

    @property
    def pins(self) -> dict[str, str]:
        """Cell to pin of the Arduino, in the order of the wire."""
        return {cell.name: self.data["pins"][cell.name] for cell in self.board.cells}

    def circuit(self, key: str) -> float:
        """A value of the circuit in SI units: the law's from the board file, the rest from the build file."""
        return float(getattr(self.board.front_end, key) if key == "ohm" else self.data["circuit"][key])

    def colour(self, cell: Cell) -> str:
        """Colour of the cell's signal wire."""
        return self.data["wire_colours"][cell.point]

    def tag(self, cell: Cell) -> str:
        """The cell's number, as it is printed behind R, U, S."""
        return str([c.name for c in self.board.cells].index(cell.name) + 1)


def load_build(name: str, folder: Path = HARDWARE / "builds") -> Build:
    """The build `name` and its board."""
    data = tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
    return Build(name, data_board(data), data)


def own_build(board: Board) -> Build:
    """The build that has the cells and the circuit of somebody's own board, with that board.

    Raises:
        ValueError: none has: one plain sentence.
    """
    cells = {cell.name for cell in board.cells}
    for build in map(load_build, BUILDS):
        if build.board.front_end.kind == board.front_end.kind and set(build.data["pins"]) == cells:
            return replace(build, board=board)
    raise ValueError(f"{board.name} has other cells than any of {', '.join(BUILDS)}, so there are no drawings of it.")


def data_board(data: Mapping[str, Any]) -> Board:
    """The board that a build file builds on."""
    from making.variant import variant_board  # noqa: PLC0415 - a variant is read as a board file again

    return variant_board(data["board"], data["variant"]) if "variant" in data else load_board(data["board"])


def other_variants(build: Build) -> list[Board]:
    """Boards that are built by the same page and differ in their cells."""
    return [data_board(table) for table in build.data.values() if isinstance(table, dict) and "variant" in table]


def spoken(cell: Cell) -> str:
    """The cell in the words of drawings and guides: "left MT1", "right back left"."""
    point = cell.point.upper() if cell.point in POINTS[1:] else cell.point.replace("_", " ")
    return f"{cell.foot} {point}"


def pin_label(pin: str) -> str:
    """As it is printed on the Arduino: 2 is D2."""
    return f"D{pin}" if pin.isdigit() else pin


__all__ = ["BUILDS", "FEET", "HARDWARE", "POINTS", "Build", "load_build", "pin_label", "spoken"]
