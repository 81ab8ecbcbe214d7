"""Keeps an unfinished calibration in a file, so that another run of the program can continue it."""

from math import isfinite, nan

import numpy as np

from tripod.balance.geometry import feet_from_file, feet_to_file
from tripod.boards import Board
from tripod.calibration.fit.readings import Capture
from tripod.calibration.wizard.collected import Begun, Collected
from tripod.calibration.wizard.fit_step import PreviousCalibration
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wiring_check import Mapping as Wires
from tripod.calibration.wizard.wizard import Wizard
from tripod.sentences import sentence
from tripod.storage.schemas.resume import RESUME, AnswersFile, CaptureFile, ResumeFile
from tripod.storage.versioned import NewerSchema, WrongValue, from_plain


class KeptError(ValueError):
    """What was kept is of another board, another version, or damaged: one plain sentence."""


def to_file(board: Board, begun: Begun) -> ResumeFile:
    """The unfinished calibration of this board as the struct of its file."""
    collected, said = begun.collected, begun.collected.answers
    return ResumeFile(
        board=board.name,
        step=int(begun.step),
        answers=AnswersFile(
            route=said.route.value,
            weight_kg=said.weight_kg if isfinite(said.weight_kg) else None,
            masses_kg=said.masses_kg,
            marks=said.marks,
            tolerance=said.tolerance,
            feet=feet_to_file(said.feet),
            build_mm=said.build_mm,
        ),
        zero_counts=None if collected.zero_counts is None else tuple(collected.zero_counts.tolist()),
        answered=collected.mapping.answered,
        turned_wires=tuple(sorted(collected.mapping.turned_wires)),
        on_trust=collected.mapping.on_trust,
        presses=collected.presses,
        warm=collected.warm,
        warmed_up=collected.warmed_up,
        captures=tuple(map(_capture_file, collected.captures)),
    )


def resume(board: Board, rate_hz: float, plain: object, previous: PreviousCalibration | None = None) -> Wizard:
    """The wizard as its file (a decoded JSON object) left it. A body-weight route that was under way begins its stances
    anew. `previous`: the user's calibration in use.

    Raises:
        KeptError: it is of another board, another version, or damaged.
    """
    try:
        file = from_plain(RESUME, plain)
    except NewerSchema as error:
        raise KeptError(sentence("begun_calibration.newer", why=error)) from error
    except WrongValue as error:
        raise KeptError(sentence("begun_calibration.damaged", why=error)) from error
    if file.board != board.name:
        raise KeptError(sentence("begun_calibration.other_board"))
    try:
        # Values of the right types may still not fit the board: then its fit cannot be made.
        return Wizard(board, rate_hz, begun=_begun(file), previous=previous)
    except (KeyError, TypeError, ValueError) as error:
        raise KeptError(sentence("begun_calibration.damaged", why=error)) from error


def _begun(file: ResumeFile) -> Begun:
    said, step = file.answers, Step(file.step)
    answers = Answers(
        Route(said.route),
        nan if said.weight_kg is None else said.weight_kg,
        said.masses_kg,
        said.marks,
        said.tolerance,
        feet_from_file(said.feet),
        said.build_mm,
    )
    unfinished = answers.route is Route.BODY_WEIGHT and step <= Step.LOAD
    collected = Collected(
        answers,
        Wires(file.answered, frozenset(file.turned_wires), file.on_trust),
        presses=file.presses,
        warm=file.warm,
        warmed_up=file.warmed_up,
        zero_counts=None if file.zero_counts is None else np.array(file.zero_counts, float),
        captures=() if unfinished else tuple(map(_capture, file.captures)),
    )
    return Begun(step, collected)


def _capture_file(capture: Capture) -> CaptureFile:
    place = (capture.x_mm, capture.y_mm) if capture.located else None
    return CaptureFile(capture.name, capture.load_n, place, tuple(capture.counts.tolist()))


def _capture(file: CaptureFile) -> Capture:
    x, y = file.place_mm or (nan, nan)
    return Capture(file.name, file.load_n, x, y, np.array(file.counts, float))
