"""The line of the drift holds the empty board alone: a hand that still rests on it would flatten all that follows."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from tripod.calibration.wizard.steps import Step

pytestmark = pytest.mark.usefixtures("at_once")


def test_the_drift_begins_when_the_hand_has_gone(game: Callable[..., Any]) -> None:
    of = game()
    of.key(Qt.Key.Key_K)
    of.key(Qt.Key.Key_Return)
    if of.player.meant.feet:
        of.key(Qt.Key.Key_O)
    of.run(4.0)
    of.player.press(0, True)
    of.run(3.0)
    of.wizard.ask(lambda w: w.enter(Step.WARM_UP))
    of.run(8.0)
    plot = of.wizard.bodies[Step.WARM_UP].plot
    assert sum(of.wizard.view.force_n) > 50
    assert plot.line.getData()[0] is None or not len(plot.line.getData()[0])
    of.player.press(0, False)
    of.run(14.0)
    minutes, drift_n = plot.line.getData()
    assert len(minutes) >= 4
    assert minutes[0] > 8 / 60
    assert np.ptp(drift_n) < 2
