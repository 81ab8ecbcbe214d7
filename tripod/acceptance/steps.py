"""Which steps of each build a board can be examined at, and on which pin each cell hangs: made by `hardware/`."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct, structs

from tripod.boards import Board, Cell
from tripod.sentences import sentence


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """A numbered step of a build's page that ends with an examination."""

    number: int
    title: str
    """As in the page."""
    checks: tuple[str, ...]
    """`findings.Check`, in their order."""


class Feed(Struct, frozen=True, forbid_unknown_fields=True):
    """What feeds films, amplifiers and converters."""

    pin: str
    """As it is printed."""
    volts: float
    least: float
    """What a voltmeter may show there, volts."""
    most: float
    reference: float = 0.0
    """Of the insole's amplifier, volts."""


class OnPico(Struct, frozen=True, forbid_unknown_fields=True):
    """What is other where a Raspberry Pi Pico takes the Arduino's place."""

    pins: Mapping[str, str]
    feed: Feed


class BuildSteps(Struct, frozen=True, forbid_unknown_fields=True):
    """What doctor knows of a build."""

    board: str
    """Name in the banner."""
    page: str
    """Of the guide, in `hardware/`."""
    pins: Mapping[str, str]
    """Cell -> pin as it is printed on the Arduino; {} where nobody knows in which order they are wired."""
    colours: Mapping[str, str]
    """Cell -> colour of its signal wire."""
    feed: Feed
    step: tuple[Step, ...]
    pico: OnPico | None = None
    """None where it does not fit onto one."""
    is_on_pico: bool = False

    def on_pico(self) -> "BuildSteps":
        """The same with pins and feed of a Pico."""
        if self.pico is None:
            return self
        return structs.replace(self, pins=self.pico.pins, feed=self.pico.feed, is_on_pico=True)

    def in_any_order(self) -> "BuildSteps":
        """The same without saying which cell hangs on which pin."""
        return structs.replace(self, pins={}, colours={})

    @property
    def read_alike(self) -> tuple[str, ...]:
        """Other builds of the same page on which its firmware reads the same: each of its pins has a cell there."""
        pins = set(self.pins.values())
        beside = (other for other in builds().values() if other.page == self.page and other.board != self.board)
        same = (other.on_pico() if self.is_on_pico else other for other in beside)
        return tuple(other.board for other in same if pins and pins <= set(other.pins.values()))

    @property
    def flash_command(self) -> str:
        """What writes its firmware."""
        return (
            f"tripod flash --board {self.board} --arduino pico"
            if self.is_on_pico
            else (f"tripod flash PORT --board {self.board}")
        )

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
    pin = build.pins.get(cell.name) if build else None
    return pin or sentence("build_wire.pin_unknown", cell=cell.plain)


def wire_of(build: BuildSteps | None, cell: Cell) -> str:
    """The signal wire of a cell, by colour and pin."""
    if build is None or cell.name not in build.pins:
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
