"""What each step says: title, detail, whether one may go on, how far it is, and which cell is asked for."""

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from tripod.boards import GRAVITY, PLAIN
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.point_check import asked
from tripod.calibration.wizard.stances import LEAST_CAPTURES
from tripod.calibration.wizard.view import Step

if TYPE_CHECKING:
    from tripod.calibration.wizard.wizard import Wizard

WARM_UP_S = 600.0
PRESSES = 5


@dataclass(frozen=True)
class Words:
    """Of one step."""

    title: str
    detail: str
    ready: bool
    progress: float
    cell: int | None = None


def words(wizard: "Wizard", steady: float) -> Words:
    """What to say now; `steady` is how much of the last second was steady."""
    match wizard.step:
        case Step.CHECK:
            return _check(wizard)
        case Step.WARM_UP:
            return _conditioning(wizard) if wizard.fsr else _warm_up(wizard)
        case Step.ZERO:
            done = wizard.zero_counts is not None
            title = "The empty board is taken" if done else "Step off, and leave the board alone"
            return Words(title, "The zero is taken by itself once the board is steady.", done, 1.0 if done else steady)
        case Step.LOAD:
            return _stepping(wizard) if wizard.answers.route is Route.BODY_WEIGHT else _tasks(wizard)
        case Step.FEET:
            return _feet(wizard)
        case Step.FIT:
            noticed = " ".join(wizard.fitted.notes) if wizard.fitted else ""
            detail = noticed or "Each load was also foretold from the others: that is the honest error."
            return Words("This is how well the cells fit", detail, wizard.fitted is not None, 1.0)
        case Step.VERIFY:
            return _verify(wizard, steady)
        case Step.SAVE:
            detail = "The calibration before stays, and can be taken back."
            return Words("Save it", detail, wizard.result is not None, 1.0)


def _feet(wizard: "Wizard") -> Words:
    detail = "From the back of the heel to the longest toe, standing. Left and right may differ."
    now = asked(wizard.board, wizard.points)
    if not wizard.points_begun or now is None:
        return Words("How long are your feet?", detail, True, 1.0)
    foot, point = now
    title = f"Stand with all your weight on the {PLAIN[point].format(foot)}"
    done = len(wizard.points) / (3 * len(wizard.board.feet))
    return Words(title, "Hold on to something; the other foot beside the board. It is taken by itself.", True, done)


def _check(wizard: "Wizard") -> Words:
    mapping = wizard.mapping
    if mapping.complete:
        wrong = mapping.problem(wizard.board)
        if mapping.doubled:
            return Words("Two points moved the same sensor", wrong, False, 1.0)
        cure = f"{wrong} It is corrected in the calibration; nothing needs to be rewired." if wrong else ""
        return Words("Every point answers", cure, True, 1.0)
    asked = mapping.answered.index(None)
    title = f"Press the {wizard.board.cells[asked].plain}"
    detail = "With a thumb, and nothing else on the board; then let go."
    return Words(title, detail, False, asked / len(mapping.answered), asked)


def _conditioning(wizard: "Wizard") -> Words:
    left = PRESSES - wizard.presses
    title = f"Step on and off, {left} more {'times' if left > 1 else 'time'}" if left > 0 else "The sensors are settled"
    detail = "Press as hard as you will in use: the film settles under its first loads."
    return Words(title, detail, wizard.warm or left <= 0, min(wizard.presses / PRESSES, 1.0))


def _warm_up(wizard: "Wizard") -> Words:
    left_s = max(0.0, WARM_UP_S - wizard.elapsed_s)
    done = wizard.settling.settled or left_s == 0
    title = f"Warming up: at most {max(left_s / 60, 1):.0f} min"
    if done:
        title = "The zero holds still" if wizard.settling.settled else "The cells are warm"
    detail = "You may use the board meanwhile. Left empty for a minute or two it may be ready sooner."
    return Words(title, detail, wizard.warm or done, 1.0 if done else wizard.elapsed_s / WARM_UP_S)


def _stepping(wizard: "Wizard") -> Words:
    if not isfinite(wizard.answers.weight_kg):
        return Words("What do you weigh?", "From a scale, in what you wear now.", False, 0.0)
    stepping = wizard.stepping
    if stepping.done:
        return Words("That is enough", "The gains can be told apart.", True, 1.0)
    needed = LEAST_CAPTURES * (len(wizard.board.feet) if wizard.fsr else 1)
    done = min(len(stepping.stood) / needed, 0.99)
    detail = "Slowly: readings are taken by themselves."
    if stepping.clipped is not None:
        name = wizard.board.cells[stepping.clipped].plain
        detail = f"The {name} is at the end of its range: lean on it less hard. Such moments are left out."
    elif wizard.board.unsupported:
        detail = f"Lift your toes: they rest on a ledge that is not weighed. {detail}"
    return Words(stepping.advice(), detail, False, done)


def _tasks(wizard: "Wizard") -> Words:
    tasks, left = wizard.tasks(), wizard.left()
    if not tasks:
        least = "One" if wizard.answers.route is Route.GRID else "At least two different ones"
        return Words("Which masses do you have?", f"{least}, weighed if you can.", False, 0.0)
    if not left:
        return Words("Every load is taken", "", True, 1.0)
    detail = "The reading is taken by itself once it is steady. Another order is fine."
    return Words(left[0].words, detail, False, 1 - len(left) / len(tasks), left[0].cell)


def _verify(wizard: "Wizard", steady: float) -> Words:
    verdict = wizard.verdict
    if wizard.verified and verdict:
        titles = {"accept": "Good", "warn": "Usable, not good", "refuse": "Not good enough"}
        return Words(titles[verdict.word], verdict.reason, verdict.word != "refuse", 1.0)
    if wizard.fsr:
        title = f"Stand still on the {wizard.board.feet[0]} leg"
    elif wizard.verify_with_person:
        title = "Stand still on the board once more"
    else:
        title = f"Put {wizard.verify_load_n / GRAVITY:g} kg anywhere on the board, then let go"
    toes = " Lift your toes." if wizard.board.unsupported and wizard.verify_with_person else ""
    return Words(title, f"This load was not used for the fit.{toes}", False, steady)
