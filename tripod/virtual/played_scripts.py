"""What takes more than one action: presses, slow leaning in every direction, a roll round the edges of the feet."""

from collections.abc import Sequence
from math import cos, pi, sin

from tripod.balance.geometry import mirror
from tripod.boards import FEET, POINTS, Board
from tripod.virtual.played_actions import (
    HoldOn,
    LeanTo,
    Press,
    PutMass,
    Script,
    StandOn,
    TakeInHands,
    TakeMassesOff,
    Toes,
    Weigh,
)
from tripod.virtual.sole import quiet_part, region_positions

PRESSED_S, PRESSED_PART = 1.0, 0.05
"""How long a point is pressed, and with what part of its cell's range."""
LEAN_EVERY_S = 0.1
LEANS_S = 30.0
_FORWARD_MM, _ASIDE_MM, _LEFT = 45.0, 8.0, 0.35
_FORWARD_S, _ASIDE_S, _LEFT_S = 11.0, 7.0, 17.0
"""Periods and sizes of the leaning: no two go together for long, so that every cell is told from the others."""
_REGION = {"heel": 0, "mt1": 2, "mt5": 6}


def usual_press_n(board: Board, cell: int) -> float:
    """A press that the wizard understands, in newtons."""
    return PRESSED_PART * board.cells[cell].range_n


def press(board: Board, cell: int, force_n: float) -> Script:
    """Press a cell of an empty board and let go."""
    return (*step_off(), (0.7, Press(cell, force_n)), (0.7 + PRESSED_S, Press(cell, 0.0)))


def step_off() -> Script:
    """Everybody and everything off the board."""
    return ((0.0, StandOn(())), (0.0, TakeMassesOff()), (0.0, TakeInHands(0.0)))


def stand(board: Board, feet: Sequence[str], *, toes: float = 1.0) -> Script:
    """Stand upright and still on these feet."""
    upright = tuple((0.0, LeanTo(foot, 0.0, 0.0)) for foot in FEET)
    on = ((0.0, TakeMassesOff()), (0.0, HoldOn(False)), (0.0, StandOn(tuple(feet))), (0.0, Weigh(0.5)))
    return (*on, *upright, (0.0, Toes(toes)))


def put_mass(kg: float, x_mm: float, y_mm: float) -> Script:
    """Clear the board, and put the mass down."""
    return (*step_off(), (1.5, PutMass(kg, x_mm, y_mm)))


def lean_about(board: Board, feet: Sequence[str], begun_s: float = 0.0) -> Script:
    """Stand on these feet with the toes lifted where the board does not feel them, and lean slowly in all directions.

    `begun_s`: how long that was done already, so that it goes on in other directions."""
    out = list(stand(board, feet, toes=0.0 if board.unsupported else 1.0))
    for k in range(round(LEANS_S / LEAN_EVERY_S)):
        after_s, t = 1.0 + k * LEAN_EVERY_S, begun_s + k * LEAN_EVERY_S
        fades = min(k * LEAN_EVERY_S / 2, 1.0)
        for i, foot in enumerate(FEET):
            aside = fades * _ASIDE_MM * sin(2 * pi * t / _ASIDE_S + i)
            out.append((after_s, LeanTo(foot, aside, fades * _FORWARD_MM * sin(2 * pi * t / _FORWARD_S + i))))
        out.append((after_s, Weigh(0.5 + fades * _LEFT * sin(2 * pi * t / _LEFT_S))))
    return (*out, (1.0 + LEANS_S, Weigh(0.5)), *((1.0 + LEANS_S, LeanTo(foot, 0.0, 0.0)) for foot in FEET))


def to_point(board: Board, foot: str, point: str, length_mm: float) -> LeanTo:
    """Bring the foot's CoP over one of its points, as far as it can be brought there."""
    quiet = quiet_part(board.unsupported) @ region_positions(foot, length_mm)
    right, forward = (region_positions(foot, length_mm)[_REGION[point]] - quiet).tolist()
    return LeanTo(foot, right, forward)


def roll(board: Board, seconds: float, length_mm: float = 260.0) -> Script:
    """Roll round the edges of both feet: heel, base of the little toe, base of the big toe, and upright again."""
    out: list[tuple[float, LeanTo]] = []
    each = seconds / (len(POINTS) + 1)
    steps = max(round(each / LEAN_EVERY_S), 1)
    for foot in FEET:
        at = (0.0, 0.0)
        goals = [to_point(board, foot, point, length_mm) for point in ("heel", "mt5", "mt1")]
        for n, goal in enumerate([*((g.right_mm, g.forward_mm) for g in goals), (0.0, 0.0)]):
            for k in range(1, steps + 1):
                part = 0.5 - 0.5 * cos(pi * k / steps)
                # Between the bases of the toes and the heel the way goes round the outer edge.
                bulge = mirror(foot) * 8.0 * sin(pi * k / steps) if n == 1 else 0.0
                right = at[0] + part * (goal[0] - at[0]) + bulge
                out.append((each * (n + k / steps), LeanTo(foot, right, at[1] + part * (goal[1] - at[1]))))
            at = goal
    return tuple(sorted(out, key=lambda timed: timed[0]))
