"""What was collected, as plain values: a program that died in the middle goes on where it was."""

from collections.abc import Mapping
from dataclasses import asdict
from math import isfinite, nan
from typing import Any

import numpy as np

from tripod.balance.geometry import feet_from_dict, feet_to_dict
from tripod.boards import Board
from tripod.calibration.fit.readings import Capture
from tripod.calibration.wizard.collected import Begun, Collected, capture_dict
from tripod.calibration.wizard.fit_step import PreviousCalibration
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.view import Answers, Step
from tripod.calibration.wizard.wiring_check import Mapping as Wires
from tripod.calibration.wizard.wizard import Wizard

SCHEMA = 2


class KeptError(ValueError):
    """What was kept is of another board, another version, or damaged."""


def to_dict(board: Board, begun: Begun) -> dict[str, Any]:
    """What was begun on this board, fit for JSON."""
    collected, said = begun.collected, begun.collected.answers
    answers = asdict(said) | {
        "route": said.route.value,
        "weight_kg": said.weight_kg if isfinite(said.weight_kg) else None,
        "masses_kg": list(said.masses_kg),
        "feet": feet_to_dict(said.feet),
    }
    return {
        "schema": SCHEMA,
        "board": board.name,
        "step": int(begun.step),
        "answers": answers,
        "zero_counts": None if collected.zero_counts is None else collected.zero_counts.tolist(),
        "answered": list(collected.mapping.answered),
        "presses": collected.presses,
        "warm": collected.warm,
        "warmed_up": collected.warmed_up,
        "captures": [capture_dict(c) for c in collected.captures],
    }


def resume(
    board: Board, rate_hz: float, data: Mapping[str, Any], previous: PreviousCalibration | None = None
) -> Wizard:
    """The wizard as `to_dict` left it. A body-weight route that was under way begins its stances anew.

    Raises:
        KeptError: it is of another board, another version, or damaged.
    """
    if data.get("schema") != SCHEMA or data.get("board") != board.name:
        raise KeptError("The calibration that was begun is of another board or another version; begin a new one.")
    try:
        # Values of the right types may still not fit the board: then its fit cannot be made.
        return Wizard(board, rate_hz, begun=_begun(data), previous=previous)
    except (KeyError, TypeError, ValueError) as error:
        raise KeptError("The calibration that was begun is damaged; begin a new one.") from error


def _begun(data: Mapping[str, Any]) -> Begun:
    answers, step, zero = _answers(data["answers"]), Step(int(data["step"])), data["zero_counts"]
    unfinished = answers.route is Route.BODY_WEIGHT and step <= Step.LOAD
    collected = Collected(
        answers,
        Wires(tuple(data["answered"])),
        presses=int(data["presses"]),
        warm=bool(data["warm"]),
        warmed_up=bool(data["warmed_up"]),
        zero_counts=None if zero is None else np.array(zero, float),
        captures=() if unfinished else tuple(_capture(c) for c in data["captures"]),
    )
    return Begun(step, collected)


def _answers(data: Mapping[str, Any]) -> Answers:
    weight = data["weight_kg"]
    plain: dict[str, Any] = dict(data) | {
        "route": Route(data["route"]),
        "weight_kg": nan if weight is None else float(weight),
        "masses_kg": tuple(data["masses_kg"]),
        "feet": feet_from_dict(data["feet"]),
    }
    return Answers(**plain)


def _capture(data: Mapping[str, Any]) -> Capture:
    x, y = data["place_mm"] or (nan, nan)
    return Capture(str(data["name"]), float(data["load_n"]), float(x), float(y), np.array(data["counts"], float))
