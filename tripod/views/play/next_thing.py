"""What the wizard asks for now, as something that the person on a virtual board can do. No Qt."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from tripod.boards import GRAVITY, POINTS, Board
from tripod.calibration.fit.terms import is_fsr, is_rigid
from tripod.calibration.wizard.load_tasks import Route, Task, grid_tasks, tasks
from tripod.calibration.wizard.recognise_load import still_to_take
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.view import Answers, View
from tripod.virtual.played_actions import HoldOn, Posture, Script, StandOn
from tripod.virtual.played_scripts import (
    LEANS_S,
    lean_about,
    press,
    put_mass,
    stand,
    step_off,
    to_point,
    usual_press_n,
)

PRESS_S = 3.0


class What(StrEnum):
    """What is asked for; each has its sentence in the catalogue, in the table `view_play_asks`."""

    STEP_OFF = "step_off"
    PRESS = "press"
    KEEP_OFF = "keep_off"
    TURN_ROUND = "turn_round"
    STEP_ON_AND_OFF = "step_on_and_off"
    WARM = "warm"
    FORM = "form"
    LEAN = "lean"
    LEAN_ONE_LEG = "lean_one_leg"
    PUT_ON_CELL = "put_on_cell"
    PUT_ON_MARK = "put_on_mark"
    STAND_ON_POINT = "stand_on_point"
    STAND_STILL = "stand_still"
    STAND_ON_ONE = "stand_on_one"
    GO_ON = "go_on"


@dataclass(frozen=True)
class Thing:
    """What is asked for, and how it is done; an empty script where the person has nothing to do on the board."""

    what: What
    script: Script = ()
    cell: int | None = None
    """The cell to press, or to put the mass on."""
    foot: str = ""
    point: str = ""
    kg: float = 0.0
    mark: str = ""
    at_mm: tuple[float, float] | None = None
    """Where the mass is to stand, in the board's frame."""


def next_thing(view: View, answers: Answers, board: Board, meant: Posture, length_mm: float = 260.0) -> Thing:
    """What this picture of the wizard asks for, given where everything is meant to be just now."""
    if view.may_go_on and view.step not in (Step.FEET, Step.VERIFY):
        return Thing(What.GO_ON)
    match view.step:
        case Step.CHECK:
            return _check(view, board, meant)
        case Step.WARM_UP:
            return _warm_up(board, meant)
        case Step.ZERO:
            return _off(meant)
        case Step.LOAD:
            return _load(view, answers, board)
        case Step.FEET:
            return _on_point(view, board, length_mm)
        case Step.VERIFY:
            return _verify(view, answers, board)
        case _:
            return Thing(What.GO_ON)


def _off(meant: Posture) -> Thing:
    return Thing(What.KEEP_OFF) if meant.empty else Thing(What.STEP_OFF, step_off())


def _check(view: View, board: Board, meant: Posture) -> Thing:
    if view.backwards:
        return Thing(What.TURN_ROUND)
    if meant.feet or meant.masses:
        return Thing(What.STEP_OFF, step_off())
    # Until the empty board stood still a press is told from nothing.
    if view.cell is None or not view.noise_n:
        return Thing(What.KEEP_OFF)
    return Thing(What.PRESS, press(board, view.cell, usual_press_n(board, view.cell)), cell=view.cell)


def _warm_up(board: Board, meant: Posture) -> Thing:
    if not is_fsr(board):
        return Thing(What.WARM, () if meant.empty else step_off())
    return Thing(What.STEP_ON_AND_OFF, (*stand(board, board.feet), (2.0, StandOn(()))))


def _load(view: View, answers: Answers, board: Board) -> Thing:
    if not isfinite(answers.weight_kg):
        return Thing(What.FORM)
    if answers.route is Route.BODY_WEIGHT:
        taken = {foot: sum(c.name.endswith(foot) for c in view.captures) for foot in board.feet}
        if not is_fsr(board):
            return Thing(What.LEAN, lean_about(board, board.feet, LEANS_S * (len(view.captures) > 0)))
        foot = min(board.feet, key=lambda f: taken[f])
        return Thing(What.LEAN_ONE_LEG, lean_about(board, (foot,)), foot=foot)
    every = tasks(board, answers.route, answers.masses_kg, answers.marks)
    left = still_to_take(every, view.captures)
    return _put(left[0]) if left else Thing(What.FORM)


def _put(task: Task) -> Thing:
    what = What.PUT_ON_MARK if task.cell is None else What.PUT_ON_CELL
    script = put_mass(task.mass_kg, task.x_mm, task.y_mm)
    return Thing(what, script, task.cell, task.foot, "", task.mass_kg, task.mark, (task.x_mm, task.y_mm))


def _on_point(view: View, board: Board, length_mm: float) -> Thing:
    if view.point is None:
        return Thing(What.GO_ON)
    foot, point = view.point
    there = ((0.0, HoldOn(True)), (0.0, to_point(board, foot, point, length_mm)))
    return Thing(What.STAND_ON_POINT, (*stand(board, (foot,)), *there), foot=foot, point=point)


def _verify(view: View, answers: Answers, board: Board) -> Thing:
    toes = 0.0 if board.unsupported else 1.0
    if is_fsr(board) and answers.route is Route.BODY_WEIGHT:
        foot = board.feet[0]
        still = stand(board, (foot,), toes=toes)
        return Thing(What.GO_ON) if view.verified else Thing(What.STAND_ON_ONE, still, foot=foot)
    if not is_fsr(board) and (answers.route is not Route.BODY_WEIGHT or not answers.masses_kg):
        still = stand(board, board.feet, toes=toes)
        return Thing(What.GO_ON) if view.verified else Thing(What.STAND_STILL, still)
    if is_rigid(board):
        return _on_last_mark(view, answers, board)
    if view.verified:
        return Thing(What.GO_ON)
    cell = board.cells_of(board.feet[0])[0]
    at = board.cells[cell].x_mm, board.cells[cell].y_mm
    task = Task(answers.masses_kg[0] * GRAVITY, *at, board.feet[0], cell=cell, cell_drawn=board.cells[cell])
    return _put(task)


def _on_last_mark(view: View, answers: Answers, board: Board) -> Thing:
    """Each plate's CoP is proven on its own mark: the one plate's first, and then the other's."""
    every = grid_tasks(board, answers.masses_kg[0])
    last = [[task for task in every if task.foot == foot][-1] for foot in board.feet]
    stood = [(c.x_mm, c.y_mm) for c in view.held_out]
    open_ones = [task for task in last if (task.x_mm, task.y_mm) not in stood]
    return _put(open_ones[0]) if open_ones else Thing(What.GO_ON)


def points_named(board: Board) -> bool:
    """Whether cells lie under the foot's points, as on blocks and films."""
    return all(cell.point in POINTS for cell in board.cells)
