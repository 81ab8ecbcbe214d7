"""Which steps of each build a board can be examined at, and on which pin each cell hangs: made by `hardware/`."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from tripod.boards import Board, Cell
from tripod.sentences import sentence


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """A numbered step of a build's page that ends with an examination."""

    number: int
    title: str
    """As in the page."""
    checks: tuple[str, ...]
    """`findings.Check`, in their order."""


class BuildSteps(Struct, frozen=True, forbid_unknown_fields=True):
    """What doctor knows of a build."""

    board: str
    """Name in the banner."""
    page: str
    """Of the guide, in `hardware/`."""
    pins: Mapping[str, str]
    """Cell -> pin as it is printed on the Arduino."""
    colours: Mapping[str, str]
    """Cell -> colour of its signal wire."""
    step: tuple[Step, ...]

    def at(self, number: int) -> Step:
        """One of the steps.

        Raises:
            NoStep: nothing is examined at that step.
        """
        for step in self.step:
            if step.number == number:
                return step
        there = ", ".join(f"{step.number} ({step.title})" for step in self.step)
        raise NoStep(sentence("build_step.none", number=number, page=self.page, steps=there))


def pin_of(build: BuildSteps | None, cell: Cell) -> str:
    """The pin of a cell, as it is printed on the Arduino."""
    return build.pins[cell.name] if build else sentence("build_wire.pin_unknown", cell=cell.plain)


def wire_of(build: BuildSteps | None, cell: Cell) -> str:
    """The signal wire of a cell, by colour and pin."""
    if build is None:
        return sentence("build_wire.unknown", cell=cell.plain)
    return sentence("build_wire.is", colour=build.colours[cell.name], pin=build.pins[cell.name])


class NoStep(ValueError):
    """There is no such build, or nothing is examined at that step: one plain sentence."""


@cache
def builds() -> Mapping[str, BuildSteps]:
    """Every build by its name."""
    text = (resources.files("tripod.acceptance") / "builds.toml").read_text("utf-8")
    return msgspec.toml.decode(text, type=dict[str, BuildSteps])


def build_for(board: Board, name: str = "") -> BuildSteps:
    """The build of a board, or the one called `name`, of which somebody's own board has the cells.

    Raises:
        NoStep: there is none, or its cells are not those of the board.
    """
    build = builds().get(name or board.name)
    if build is None:
        names = ", ".join(builds())
        raise NoStep(
            sentence("build_step.unknown" if name else "build_step.own_board", name=name or board.name, names=names)
        )
    if {cell.name for cell in board.cells} != set(build.pins):
        raise NoStep(sentence("build_step.other_cells", name=name or board.name, board=board.name))
    return build
