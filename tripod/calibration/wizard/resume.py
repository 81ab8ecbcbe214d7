"""What was collected, as plain values: a program that died in the middle goes on where it was."""

from collections.abc import Mapping
from dataclasses import asdict
from math import isfinite, nan
from typing import Any

import msgspec
import numpy as np

from tripod.balance.geometry import feet_from_file, feet_to_file
from tripod.boards import Board
from tripod.calibration.fit.readings import Capture
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.view import Answers, Step
from tripod.calibration.wizard.wiring_check import Mapping as Wires
from tripod.calibration.wizard.wizard import Wizard, capture_dict
from tripod.storage.schemas.feet import FeetFile
from tripod.storage.versioned import convert

SCHEMA = 2


class KeptError(ValueError):
    """What was kept is of another board, another version, or damaged."""


def to_dict(wizard: Wizard) -> dict[str, Any]:
    """All that the wizard collected, fit for JSON."""
    said = asdict(wizard.answers)
    feet = msgspec.to_builtins(feet_to_file(wizard.answers.feet))
    answers = said | {"route": said["route"].value, "masses_kg": list(said["masses_kg"]), "feet": feet}
    return {
        "schema": SCHEMA,
        "board": wizard.board.name,
        "step": int(wizard.step),
        "answers": answers | {"weight_kg": answers["weight_kg"] if isfinite(answers["weight_kg"]) else None},
        "zero_counts": None if wizard.zero_counts is None else wizard.zero_counts.tolist(),
        "answered": list(wizard.mapping.answered),
        "presses": wizard.presses,
        "warm": wizard.warm,
        "warmed_up": wizard.warmed_up,
        "captures": [capture_dict(c) for c in wizard.captures],
    }


def resume(board: Board, rate_hz: float, data: Mapping[str, Any]) -> Wizard:
    """The wizard as `to_dict` left it. A body-weight route that was under way begins its stances anew.

    Raises:
        KeptError: it is of another board, another version, or damaged.
    """
    if data.get("schema") != SCHEMA or data.get("board") != board.name:
        raise KeptError("The calibration that was begun is of another board or another version; begin a new one.")
    try:
        said = dict(data["answers"])
        weight = nan if said["weight_kg"] is None else float(said["weight_kg"])
        said |= {"route": Route(said["route"]), "masses_kg": tuple(said["masses_kg"]), "weight_kg": weight}
        said["feet"] = feet_from_file(convert(said["feet"], FeetFile))
        wizard = Wizard(board, rate_hz, Answers(**said))
        zero = data["zero_counts"]
        wizard.zero_counts = None if zero is None else np.array(zero, float)
        wizard.mapping = Wires(tuple(data["answered"]))
        wizard.presses, wizard.warm = int(data["presses"]), bool(data["warm"])
        step = Step(int(data["step"]))
        unfinished = wizard.answers.route is Route.BODY_WEIGHT and step <= Step.LOAD
        wizard.captures = [] if unfinished else [_capture(c) for c in data["captures"]]
        wizard.warmed_up = bool(data["warmed_up"])
        if wizard.answers.route is Route.BODY_WEIGHT:
            wizard.resumed = list(wizard.captures)
        # The fit is quickly made again, and a verification has to be seen.
        wizard.enter(min(step, Step.FIT))
    except (KeyError, TypeError, ValueError) as error:
        raise KeptError("The calibration that was begun is damaged; begin a new one.") from error
    return wizard


def _capture(data: Mapping[str, Any]) -> Capture:
    x, y = data["place_mm"] or (nan, nan)
    return Capture(str(data["name"]), float(data["load_n"]), float(x), float(y), np.array(data["counts"], float))
