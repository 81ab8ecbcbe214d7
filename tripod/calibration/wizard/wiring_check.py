"""Finds swapped wires and swapped feet from which wire answered when each point was pressed."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.sentences import sentence

Array = NDArray[np.float64]

PRESSED = 0.01
"""Smallest change of a pressed cell's force, as a part of its range."""
_ALONE = 3.0
"""Smallest ratio of the pressed cell's change to any other's; below it two were pressed."""


def pressed_cell(board: Board, before_n: Array, now_n: Array, least_n: Array | None = None) -> int | None:
    """The one cell that is clearly pressed now, given nominal newtons (cells,) before; None if none or several are.
    `least_n`: (cells,) the smallest change that counts; without it that of a hand."""
    alone = _moved_alone(board, now_n - before_n, least_n)
    return alone if alone is not None and now_n[alone] > before_n[alone] else None


def backwards_cell(board: Board, before_n: Array, now_n: Array, least_n: Array | None = None) -> int | None:
    """The one cell that clearly goes down now, as one does whose two signal wires are swapped, when it is pressed;
    `least_n` as above."""
    alone = _moved_alone(board, now_n - before_n, least_n)
    return alone if alone is not None and now_n[alone] < before_n[alone] else None


def by_hand_n(board: Board) -> Array:
    """(cells,) the smallest change that counts as a press of a hand."""
    return np.array([PRESSED * cell.range_n for cell in board.cells])


def _moved_alone(board: Board, change_n: Array, least_n: Array | None) -> int | None:
    moved = np.abs(change_n)
    order = np.argsort(moved)
    most, second = int(order[-1]), int(order[-2])
    least_n = by_hand_n(board) if least_n is None else least_n
    if moved[most] < least_n[most] or moved[most] < _ALONE * moved[second]:
        return None
    return most


@dataclass(frozen=True)
class Mapping:
    """For each cell asked for, in order of the wire, the wire that answered; None where nobody pressed yet."""

    answered: tuple[int | None, ...]
    turned_wires: frozenset[int] = frozenset()
    """Wires that went down when their cell was pressed, and are turned round."""
    on_trust: bool = False
    """Some cells were never pressed: their wires are taken to be those of the board's file."""

    @classmethod
    def unpressed(cls, board: Board) -> "Mapping":
        """Nobody pressed yet."""
        return cls((None,) * len(board.cells))

    @property
    def asked(self) -> int | None:
        """The cell whose press is waited for; None once all have answered."""
        return None if self.complete else self.answered.index(None)

    @property
    def complete(self) -> bool:
        return None not in self.answered

    @property
    def doubled(self) -> bool:
        """Whether one wire answered for two cells, so that no correction is possible."""
        answered = [a for a in self.answered if a is not None]
        return len(set(answered)) < len(answered)

    @property
    def correction(self) -> tuple[int, ...]:
        """For each cell its wire; empty where all is as the board's file says."""
        wires = tuple(k if a is None else a for k, a in enumerate(self.answered))
        return () if wires == tuple(range(len(wires))) or self.doubled else wires

    def with_answer(self, wire: int) -> "Mapping":
        """The next cell that was asked for answered on `wire`."""
        k = self.answered.index(None)
        return replace(self, answered=(*self.answered[:k], wire, *self.answered[k + 1 :]))

    def with_turned(self, wire: int) -> "Mapping":
        """The next cell that was asked for answered on `wire`, which reads backwards and is turned round."""
        return replace(self.with_answer(wire), turned_wires=self.turned_wires | {wire})

    def trusted(self) -> "Mapping":
        """Cells that nobody pressed are taken to hang on the wires of the board's file."""
        if self.complete:
            return self
        answered = tuple(k if a is None else a for k, a in enumerate(self.answered))
        return replace(self, answered=answered, on_trust=True)

    @property
    def pressed(self) -> bool:
        """Whether every cell answered to its own press."""
        return self.complete and not self.on_trust and not self.doubled

    @property
    def turned(self) -> tuple[bool, ...]:
        """For each cell, in the order of the board's file, whether it is turned round; empty where none is."""
        if not self.turned_wires:
            return ()
        wires = self.correction or range(len(self.answered))
        return tuple(wire in self.turned_wires for wire in wires)

    def problem(self, board: Board) -> str:
        """One sentence on what is crossed or dead; "" if all is as the board's file says."""
        answered = [a for a in self.answered if a is not None]
        doubled = {a for a in answered if answered.count(a) > 1}
        if doubled:
            wire = min(doubled)
            asked = [board.cells[k].plain for k, a in enumerate(self.answered) if a == wire]
            return sentence("wiring.same_sensor", first=asked[0], second=asked[1])
        wrong = [k for k, a in enumerate(self.answered) if a is not None and a != k]
        if not wrong:
            turned = [board.cells[k].plain for k, is_so in enumerate(self.turned) if is_so]
            return sentence("wiring.turned_round", cells=", ".join(turned)) if turned else ""
        swapped_feet = self.complete and all(
            board.cells[k].foot != board.cells[a].foot and board.cells[k].point == board.cells[a].point
            for k, a in enumerate(self.answered)
            if a is not None
        )
        if swapped_feet:
            return sentence("wiring.feet_swapped")
        first = wrong[0]
        other = self.answered[first]
        assert other is not None
        return sentence("wiring.wires_swapped", first=board.cells[first].plain, second=board.cells[other].plain)
