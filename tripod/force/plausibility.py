"""What cannot be true of a cell's readings, whatever the board: a value with its reason and its sentence.

While one of these holds, the cell's readings are no measurement: its foot has no share, no CoP and no verdict, and the
wire is named instead.
"""

from dataclasses import dataclass
from enum import StrEnum

from tripod.boards import Board
from tripod.force.at_rest import rest_counts
from tripod.sentences import figure, sentence


class Cause(StrEnum):
    """Each has its sentences in the catalogue, in the table `implausible`. In order of what to mend first."""

    DISTURBED = "disturbed"
    """All cells jump or shiver alike: it is not one cell."""
    LOOSE = "loose"
    """Its converter falls out, comes back, and falls out again."""
    STUCK = "stuck"
    """The reading never changes, where a converter's last digits always do."""
    TWINS = "twins"
    """It reads what another cell reads, to the last digit."""
    UNDRIVEN = "undriven"
    """It reads less than its amplifier ever gives: nothing drives the wire."""
    BACKWARDS = "backwards"
    """It goes down when it is loaded."""
    BELOW_ZERO = "below_zero"
    """It reads clearly less than nothing, and the board was never seen empty."""
    NOISY = "noisy"
    """It shivers far more than its neighbours."""
    WILD = "wild"
    """Single readings jump away and come back."""
    SUDDEN = "sudden"
    """It loses or gains load at once, while all others stay as they were."""
    REPEATS = "repeats"
    """Each reading comes several times: its converter is slower than the board."""
    BEYOND_RANGE = "beyond_range"
    """It reads more than the cell can carry; of a film, more than it can tell."""
    LIES = "lies"
    """It read a load before somebody stood there: something lies on it, or its zero is another."""
    UNEVEN = "uneven"
    """The total changes as weight goes onto it and off it: its gain is far off."""
    SILENT = "silent"
    """It has never moved, although somebody stands on its foot."""


@dataclass(frozen=True)
class Implausible:
    """One thing that cannot be true."""

    cause: Cause
    cell: int | None
    """In the order of the board's file; None for every cell of `foot`, or of the board."""
    foot: str
    """"" for the whole board."""
    other: int | None = None
    """Of a twin the cell that it reads the same as, where it is known which."""
    value: float = float("nan")
    """In newtons, or in the index of a board that earns none; of a stuck or undriven cell its counts."""

    def cells(self, board: Board) -> tuple[int, ...]:
        """The cells that are meant."""
        if self.cell is not None:
            return (self.cell,)
        return board.cells_of(self.foot) if self.foot else tuple(range(len(board.cells)))

    def said(self, board: Board) -> str:
        """One sentence: what is seen, at which wire, and what to do."""
        value = _shown(self.value)
        unit = sentence("implausible.newtons" if board.claims.newtons else "implausible.index")
        if self.cell is None:
            key = f"all_{self.cause.value}" if not self.foot else f"foot_{self.cause.value}"
            return sentence(f"implausible.{key}", foot=self.foot, value=value, unit=unit)
        key = self.cause.value
        if self.cause is Cause.STUCK and self.value in (0.0, -1.0):
            key = "stuck_at_zero" if self.value == 0 else "stuck_at_minus_one"
        elif self.cause is Cause.STUCK and board.front_end.kind != "hx711":
            key = "stuck_film"
        if self.cause is Cause.BEYOND_RANGE and board.front_end.kind != "hx711":
            key = "beyond_film"
        cell = board.cells[self.cell]
        more: dict[str, str] = {}
        if self.cause is Cause.TWINS and self.other is None:
            key = "twins_of_another"
        elif self.other is not None:
            more["other"] = board.cells[self.other].plain
        elif self.cause is Cause.UNDRIVEN:
            more["rest"] = _shown(round(rest_counts(board)))
        return sentence(f"implausible.{key}", cell=cell.plain, foot=cell.foot, value=value, unit=unit, **more)


def _shown(value: float) -> str:
    """A value as people read it: a decimal where it is small."""
    digits = 1 if abs(value) < 10 and value != round(value) else 0
    return figure(value, f".{digits}f").replace("-", "−")
