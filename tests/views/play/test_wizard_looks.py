"""What the wizard draws says no more than it is worth: a still zero looks still, ends of bars stand in a column."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tripod.calibration.wizard.steps import Step
from tripod.sentences import use_language
from tripod.views.calibrate.plot import Plot
from tripod.views.kit.theme import DARK

pytestmark = pytest.mark.usefixtures("at_once")


def test_noise_is_no_mountain(qtbot: QtBot) -> None:
    plot = Plot("min", "N", DARK)
    qtbot.addWidget(plot)
    noise = [(0.1 * k, 0.004 * (-1) ** k) for k in range(20)]
    plot.show_data([], noise, least_high=1.2)
    low, high = plot._view.viewRange()[1]
    assert high - low > 1.2
    assert low + high == pytest.approx(0.0, abs=1e-6)
    plot.show_data([], [(0.0, 0.0), (1.0, 30.0)], least_high=1.2)
    low, high = plot._view.viewRange()[1]
    assert 30 < high - low < 40, "what moves more has the axis to itself"


@pytest.mark.parametrize(("language", "said"), [("en", "0.5"), ("de", "0,5")])
def test_the_axes_write_numbers_as_the_reader_does(qtbot: QtBot, language: str, said: str) -> None:
    use_language(language)
    try:
        plot = Plot("min", "N", DARK)
        qtbot.addWidget(plot)
        assert plot._plot.getAxis("left").tickStrings([0.5], 1.0, 0.5) == [said]
    finally:
        use_language("en")


def test_how_far_each_point_went_stands_in_a_column_of_its_own(game: Callable[..., Any]) -> None:
    of = game()
    of.key(Qt.Key.Key_K)
    of.key(Qt.Key.Key_Return)
    of.wizard.ask(lambda w: w.enter(Step.ZERO))
    of.panel.each_time.click()
    of.run(1.2)
    of.until_done()
    of.wizard.ask(lambda w: w.enter(Step.LOAD))
    of.run(30.0)
    of.panel.set_folded(True)
    of.show()
    fit = of.wizard.load.fit
    assert len(fit.bars) == len(fit.reaches) == 6
    assert all("%" in said.text() for said in fit.reaches)
    assert all("%" not in name.text() for name, _ in fit.bars)
    rights = {said.mapTo(fit, QPoint(said.width(), 0)).x() for said in fit.reaches}
    assert rights == {bar.mapTo(fit, QPoint(bar.width(), 0)).x() for _, bar in fit.bars}
