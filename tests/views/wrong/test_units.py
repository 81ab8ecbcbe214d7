"""In each journey something is typed that is no number of what is asked for: it is said where it stands, and mended."""

import pytest
from PySide6.QtCore import Qt

from tests.pictures.keys_and_seconds import calibration_until, first_map
from tests.views.wrong.conftest import Hands
from tripod.calibration.wizard.steps import Step
from tripod.storage.places import profile_path
from tripod.training.profile import read_profile

Key = Qt.Key
NO_MASS = ("75 stone", "seventy", "75 N", "7500", "-75 kg", "nan")


@pytest.mark.parametrize("text", NO_MASS)
def test_first_minute(hands: Hands, text: str) -> None:
    choice = hands.window.start.choice
    choice.weight.setFocus()
    hands.write(text)
    hands.press(Key.Key_Return)
    assert not hands.sessions, "no board opens"
    assert choice.wrong.isVisible()
    assert choice.weight.hasFocus()
    hands.write("165 lb")
    hands.press(Key.Key_Return)
    hands.until(lambda: hands.live)
    assert "weight_kg=74.8" in hands.session.source.label


def test_first_minute_with_a_port_that_is_none(hands: Hands) -> None:
    start = hands.window.start
    start.typed.setFocus()
    hands.write("/dev/ttyNONE9")
    hands.press(Key.Key_Return)
    assert start.error.text()
    assert start.error.isVisible()
    assert hands.window.pages.currentWidget() is start


@pytest.mark.parametrize("text", NO_MASS)
def test_play(hands: Hands, text: str) -> None:
    hands.press(Key.Key_V)
    hands.until(lambda: hands.live)
    panel = hands.window.play.panel
    before = panel.player.kg
    panel.controls.mass.setFocus()
    hands.write(text)
    hands.press(Key.Key_Return)
    assert panel.controls.wrong.isVisible()
    assert panel.player.kg == before
    panel.controls.mass.setFocus()
    hands.write("44 lb")
    hands.press(Key.Key_Return)
    assert not panel.controls.wrong.isVisible()
    assert panel.player.kg == pytest.approx(19.96, abs=0.01)


@pytest.mark.usefixtures("at_once")
@pytest.mark.slow
def test_calibrate(hands: Hands) -> None:
    calibration_until(hands, Step.ZERO)
    hands.press(Key.Key_Return)
    page = hands.window.wizard_shown
    assert page is not None
    form = page.load.form
    if not page.load.is_form:
        page.load.change.click()
    hands.until(lambda: page.load.is_form and page.next.isEnabled())
    for text in NO_MASS:
        form.weight.edit.setFocus()
        hands.write(text)
        hands.press(Key.Key_Return)
        assert page.view.step is Step.LOAD
        assert page.load.is_form
        assert form.weight.error.text(), text
    form.weight.edit.setFocus()
    hands.write("75 kg")
    hands.press(Key.Key_Return)
    assert not page.load.is_form


def test_drill(hands: Hands) -> None:
    first_map(hands)
    hands.press(Key.Key_D)
    hands.window.drills.library.buttons["deadlift-reps", "both"].click()
    ask = hands.window.drills.masses
    assert ask.isVisible()
    for text in NO_MASS:
        ask.bar.edit.setText(text)
        ask.begin.click()
        assert ask.isVisible()
        assert ask.bar.error.text(), text
        assert not hands.window.drills.under_way
    ask.bar.edit.setText("135 lb")
    ask.weight.edit.setText("75 kg")
    ask.begin.click()
    hands.until(lambda: hands.window.drills.under_way)
    assert read_profile(profile_path()).bar_kg == pytest.approx(61.2, abs=0.1)


def test_past(hands: Hands) -> None:
    """There is no number to type; what is looked for may be nonsense."""
    hands.press(Key.Key_H)
    hands.press(Key.Key_Slash)
    hands.write("75 stone % _ ' \" *")
    assert hands.window.history.shown
    hands.press(Key.Key_Escape, Key.Key_Escape)
    assert hands.window.pages.currentWidget() is hands.window.start


def test_settings(hands: Hands) -> None:
    hands.press(Key.Key_Comma)
    form = hands.window.settings.page.person
    for text in NO_MASS:
        form.weight.edit.setFocus()
        hands.write(text)
        hands.press(Key.Key_Tab)
        assert form.weight.error.text(), text
        assert not profile_path().exists()
    for text in ("26 cm long", "5 mm", "12 kg", "26"):
        form.length.edit.setFocus()
        hands.write(text)
        hands.press(Key.Key_Tab)
        assert form.length.error.text(), text
    form.length.edit.setFocus()
    hands.write("265 mm")
    form.weight.edit.setFocus()
    hands.write("165 lb")
    hands.press(Key.Key_Tab)
    assert read_profile(profile_path()).weight_kg == pytest.approx(74.8, abs=0.1)
