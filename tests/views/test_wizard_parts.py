"""The calibration wizard's pages: no text is cut, and parts that stand there."""

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QLabel

from tests.views.test_wizard_page import show
from tests.views.true_sensors import Sensors
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.view import Answers
from tripod.sentences import use_language
from tripod.views.calibrate.plot import Plot
from tripod.views.calibrate.save import Versions
from tripod.views.calibrate.words import WizardWords
from tripod.views.feet.knuckle_art import KnuckleArt
from tripod.views.kit.text import advance
from tripod.views.kit.theme import DARK
from tripod.views.live.header import SourceBar


@pytest.mark.parametrize("board", ["pads", "plate", "insole"])
def test_no_text_is_cut(bench, vc, qtbot, board):
    bench.show(vc.make_snapshot(board))
    qtbot.keyClick(bench.window, Qt.Key.Key_K)
    show(bench)
    page = bench.window.wizard_shown
    fits(bench, page)
    page.go_on()
    sensors = Sensors(bench.session)
    sensors.empty(0.5)
    wizard = bench.session.wizard
    for step in (Step.CHECK, Step.WARM_UP, Step.ZERO, Step.LOAD, Step.FEET):
        wizard.enter(step)
        show(bench)
        fits(bench, page)
    wizard.enter(Step.ZERO)
    sensors.empty(2)
    assert wizard.zero_counts is not None
    for route in page.load.form.choices:
        wizard.answer(Answers(route, weight_kg=75, masses_kg=(10.0, 20.0, 40.0)))
        wizard.enter(Step.LOAD)
        page.open(bench.session)
        show(bench)
        assert not page.load.is_form
        fits(bench, page)
        page.load.edit()
        show(bench)
        fits(bench, page)


def fits(bench, page) -> None:
    """At every size."""
    for size in ((1024, 600), (1000, 700), (1280, 800)):
        bench.window.resize(*size)
        show(bench)
        show(bench)
        no_line_cut(page)


def no_line_cut(page) -> None:
    """Every line that is shown has the room that it asks for."""
    for label in page.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        needs = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        assert label.height() >= needs - 1, (label.text(), label.height(), needs)
        if not label.wordWrap():
            assert label.width() >= label.sizeHint().width() - 1, label.text()
    area = next(a for a in page.scrolled.values() if a.isVisible())
    for label in area.widget().findChildren(QLabel):
        if label.isVisible() and label.text():
            right = label.mapTo(area.viewport(), QPoint(label.width(), 0)).x()
            assert right <= area.viewport().width(), (label.text(), right)
    for button in (page.back, page.again, page.cancel, page.next):
        if button.isVisible():
            assert button.width() >= advance(button.text(), 13.0) + 12


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_names_beside_the_foot_are_not_cut(qtbot, language):
    use_language(language)  # Every test begins in English again.
    art = KnuckleArt(DARK)
    qtbot.addWidget(art)
    for size in ((230, 250), (290, 380), (600, 400)):
        art.resize(*size)
        art.grab()
        assert len(art.names) == 6
        for name in art.names:
            assert QRectF(art.rect()).contains(name), (size, name)


def test_a_plot_of_nothing_writes_no_numbers(qtbot):
    plot = Plot("minutes", "N", DARK)
    qtbot.addWidget(plot)
    axis = plot.findChild(pg.PlotWidget).getAxis("left")
    for data, said in (([], False), ([(0.0, 0.0)], False), ([(0.0, 0.0), (1.0, 0.2)], True)):
        plot.show_data([], data)
        assert axis.style["showValues"] is said


def test_a_board_that_came_with_a_calibration_does_not_run_on_nominal_values(qtbot):
    versions = Versions(DARK, WizardWords())
    qtbot.addWidget(versions)
    for came, last in ((False, "Nominal"), (True, "Factory")):
        versions.show_versions([], came)
        said = [label.text() for label in versions.findChildren(QLabel)]
        assert said[said.index(last) + 2] == "in use  ✓"
        assert len(versions.buttons()) == (1 if came else 0), (
            "the nominal values can be chosen where they are not in use"
        )
    assert "came with" in WizardWords().stays("", came=True)


def test_the_header_names_the_board_in_the_language(vc):
    use_language("de")
    assert SourceBar._words_of(vc.make_snapshot(source="virtual:quiet"), False)[0].startswith("virtuelle Klötze")
