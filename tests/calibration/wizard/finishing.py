"""Brings a wizard to its end, and says how far its gains are from the truth."""

import numpy as np

from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.verify import one_reading
from tripod.calibration.wizard.wizard import Wizard
from tripod.force.counts_to_newtons import ForceLaw


def finish(wizard: Wizard) -> None:
    for step in (Step.FEET, Step.FIT, Step.VERIFY):
        assert wizard.next(), (step, wizard.view())
        assert wizard.step is step


def gain_errors(wizard: Wizard, bench: object) -> np.ndarray:
    """Relative error of the calibrated cells against what the sensors really are, at a working load."""
    assert wizard.result
    calibration, _ = wizard.result
    board = wizard.board
    truth = np.array([0.3 * c.range_n if board.claims.newtons else 10.0 for c in board.cells])
    still = np.repeat(truth[None], 40, axis=0)
    sensors = bench.sensors  # type: ignore[attr-defined]
    counts = sensors.counts(sensors.felt(still), np.zeros_like(still), 4)[-1].astype(float)
    force = ForceLaw(board, calibration)(one_reading(counts))[0]
    return force / truth - 1
