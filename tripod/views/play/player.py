"""What mouse, keys and buttons do to the person on a virtual board: one method each. No Qt."""

from math import isfinite

from tripod.boards import FEET, Board
from tripod.calibration.fit.terms import is_fsr
from tripod.views.play.next_thing import Thing
from tripod.virtual.played import Played
from tripod.virtual.played_actions import (
    Action,
    Cause,
    HoldOn,
    LeanTo,
    LetDo,
    Plug,
    Posture,
    Press,
    PutMass,
    StandOn,
    TakeInHands,
    TakeMassesOff,
    Toes,
    Trouble,
    Weigh,
)
from tripod.virtual.played_scripts import roll, to_point, usual_press_n

SHIFT, LEAN_MM, ROLL_MM = 0.05, 6.0, 3.0
"""What one press of an arrow does: of the weight, forward or back, and outward."""
LEAST_PRESS_S = 0.6
"""A click that is shorter presses for so long: a board that sends ten readings a second must see it, too."""
ROLL_S = 12.0
TOES = (1.0, 0.0, 4.0)
"""Resting, lifted, pressed."""
USUAL_KG = 20.0
FILM_KG = 2.0


class Player:
    """Whatever is done by hand takes over from a script that is under way."""

    def __init__(self, played: Played) -> None:
        self.played, self.board = played, played.board
        self.force_n: float | None = None
        """What a hand presses with; None: a part of the cell's range."""
        self.kg = FILM_KG if is_fsr(played.board) else USUAL_KG
        """The mass to put down next."""
        self.cell = 1 % len(played.board.cells)
        """The cell that was meant last: troubles are caused there."""
        self._feet = played.board.feet
        self._scripted = False
        self._pressed_s: dict[int, float] = {}
        self._before: dict[int, LeanTo] = {}
        """Where the CoP was before somebody leant to a point."""

    @property
    def meant(self) -> Posture:
        """Where everything is meant to be."""
        return self.played.meant

    def troubles(self) -> tuple[Trouble, ...]:
        """What can be caused on this board: films have no wires that could read backwards."""
        return tuple(t for t in Trouble if not (t is Trouble.REVERSED and is_fsr(self.board)))

    def do(self, action: Action) -> None:
        """Do it with the board's next sample."""
        if self._scripted and self.played.now().under_way:
            self.played.play(((0.0, action),))
        else:
            self.played.do(action)
        self._scripted = False

    def do_thing(self, thing: Thing) -> None:
        """Do what is asked for."""
        if thing.script:
            self.played.play(thing.script)
            self._scripted = True
        if thing.cell is not None:
            self.cell = thing.cell

    def step(self) -> None:
        """Off the board, or on again as before."""
        if self.meant.feet:
            self._feet = self.meant.feet
            self.do(StandOn(()))
        else:
            self.do(StandOn(self._feet))

    def stand_on(self, feet: tuple[str, ...]) -> None:
        """Stand on these feet."""
        self._feet = feet
        self.do(StandOn(feet))

    def shift(self, way: int) -> None:
        """Weight to the right (1) or to the left (-1)."""
        self.do(Weigh(self.meant.left - way * SHIFT))

    def lean(self, way: int) -> None:
        """Both feet's CoP forward (1) or back (-1)."""
        self._move_both(0.0, way * LEAN_MM)

    def roll_feet(self, way: int) -> None:
        """Both feet outward (1) or inward (-1)."""
        self._move_both(way * ROLL_MM, 0.0)

    def _move_both(self, outward_mm: float, forward_mm: float) -> None:
        for foot, (right, forward) in zip(FEET, self.meant.lean_mm, strict=True):
            side = 1 if foot == "right" else -1
            x, y = self.on_board(foot, right + side * outward_mm, forward + forward_mm)
            self.do(self.played.lean_at(foot, x, y) if isfinite(x + y) else LeanTo(foot, right, forward + forward_mm))

    def point(self, foot: str, point: str) -> LeanTo:
        """What brings the CoP over a point of a foot."""
        return to_point(self.board, foot, point, self.played.length_mm)

    def on_board(self, foot: str, right_mm: float, forward_mm: float) -> tuple[float, float]:
        """In the board's frame: so far from where the CoP of a foot lies in quiet stance."""
        k, stands = FEET.index(foot), self.played.stands
        at = stands.quiet_mm[k] + (right_mm, forward_mm)
        x, y = (stands.heel_mm[k] + stands.axes[k] @ at).tolist()
        return x, y

    def upright(self) -> None:
        """Upright and even, with the toes down and both hands free."""
        for foot in FEET:
            self.do(LeanTo(foot, 0.0, 0.0))
        for action in (Weigh(0.5), Toes(1.0), HoldOn(False), TakeInHands(0.0)):
            self.do(action)

    def drag(self, foot: str, x_mm: float, y_mm: float) -> None:
        """Bring the CoP of a foot to a place of the board's frame."""
        self.do(self.played.lean_at(foot, x_mm, y_mm))

    def go_round(self) -> None:
        """Roll round the edges of both feet."""
        self.played.play(roll(self.board, ROLL_S, self.played.length_mm))
        self._scripted = True

    def press(self, cell: int, down: bool) -> None:
        """With a hand on an empty board; who stands there puts their weight over the point instead."""
        if not 0 <= cell < len(self.board.cells):
            return
        self.cell = cell
        known = self.board.cells[cell]
        if down and known.foot in self.meant.feet and known.point in ("heel", "mt1", "mt5"):
            k = FEET.index(known.foot)
            self._before[cell] = LeanTo(known.foot, *self.meant.lean_mm[k])
            self.do(self.point(known.foot, known.point))
        elif down:
            self._pressed_s[cell] = self.played.now_s
            self.do(Press(cell, self.force_n or usual_press_n(self.board, cell)))
        elif cell in self._before:
            self.do(self._before.pop(cell))
        elif cell in self._pressed_s:
            since = self.played.now_s - self._pressed_s.pop(cell)
            self.played.do(Press(cell, 0.0), max(LEAST_PRESS_S - since, 0.0))

    def let_go(self) -> None:
        """Let go of whatever is pressed: the window is no longer looked at."""
        for cell in (*self._pressed_s, *self._before):
            self.press(cell, down=False)

    def mass(self, thing: Thing | None = None) -> None:
        """Take off the masses that stand there, else put one where it is asked for, or on the cell meant last."""
        if self.meant.masses:
            self.do(TakeMassesOff())
            return
        cell = self.board.cells[self.cell]
        at = thing.at_mm if thing is not None and thing.at_mm is not None else (cell.x_mm, cell.y_mm)
        self.put_mass(*at)

    def put_mass(self, x_mm: float, y_mm: float) -> None:
        """Put the mass down at a place of the board's frame."""
        self.do(PutMass(self.kg, x_mm, y_mm))

    def bar(self) -> None:
        """Take the mass into the hands, or put it down beside the board."""
        self.do(TakeInHands(0.0 if self.meant.in_hands_kg else self.kg))

    def toes(self) -> None:
        """Down, lifted, pressed, and down again."""
        at = min(range(len(TOES)), key=lambda k: abs(TOES[k] - self.meant.toes))
        self.do(Toes(TOES[(at + 1) % len(TOES)]))

    def hold_on(self) -> None:
        """Hold on to something, or let go."""
        self.do(HoldOn(not self.meant.holds_on))

    def cause(self, trouble: Trouble) -> None:
        """Cause a trouble at the cell meant last; the same once more takes it back."""
        if self.meant.trouble.trouble is trouble:
            self.do(Cause(None))
            return
        self.do(Cause(trouble, self.cell, other_cell(self.board, self.cell)))

    def plug(self) -> None:
        """Pull the cable, or put it in again."""
        self.do(Plug(not self.meant.plugged))

    def let_do(self) -> None:
        """Let the virtual pupil do what a drill asks, or take over again."""
        self.do(LetDo(not self.meant.by_itself))


def other_cell(board: Board, cell: int) -> int:
    """The cell whose wires may be changed for this one's: the next of the same foot."""
    mine = list(board.cells_of(board.cells[cell].foot))
    return mine[(mine.index(cell) + 1) % len(mine)]
