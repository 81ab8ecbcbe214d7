"""The masses that a drill asks for before it begins."""

from collections.abc import Callable
from math import isnan
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tripod.storage.places import profile_path
from tripod.training.profile import Profile, read_profile


def test_the_masses_are_asked_kept_and_then_the_drill_begins(gym: Callable[..., Any]) -> None:
    of = gym("virtual:pupil,board=pads,seed=3", Profile())
    of.page.library.buttons["deadlift-reps", "both"].click()
    ask = of.page.masses
    assert ask.isVisible()
    assert not of.page.under_way
    QApplication.processEvents()
    assert ask.bar.edit.hasFocus()
    of.qtbot.keyClicks(ask.bar.edit, "60,5 kg")
    of.qtbot.keyClicks(ask.weight.edit, "165 lb")
    of.qtbot.keyClick(ask.weight.edit, Qt.Key.Key_Return)
    assert ask.isVisible()
    assert ask.bar.error.isVisible()
    assert "decimals with a point" in ask.bar.error.text()
    assert ask.bar.edit.hasFocus()
    of.fits(ask)
    ask.bar.edit.selectAll()
    of.qtbot.keyClicks(ask.bar.edit, "135 lb")
    of.qtbot.keyClick(ask.bar.edit, Qt.Key.Key_Return)
    of.go(0.5)
    assert ask.isHidden()
    assert of.page.under_way
    assert of.window.focusWidget() is of.page
    kept = read_profile(profile_path())
    assert (kept.bar_kg, kept.weight_kg) == (pytest.approx(61.2, abs=0.1), pytest.approx(74.8, abs=0.1))
    assert of.session.drilling.run.engine.given.options.bar_kg == kept.bar_kg


def test_who_says_no_mass_begins_no_drill(gym: Callable[..., Any]) -> None:
    of = gym("virtual:pupil,board=pads,seed=3", Profile(75.0))
    of.page.start("deadlift-reps", "both")
    ask = of.page.masses
    assert ask.isVisible()
    assert ask.weight.edit.isHidden()
    of.qtbot.keyClicks(ask.bar.edit, "60 kg")
    of.qtbot.keyClick(ask.bar.edit, Qt.Key.Key_Escape)
    of.go(0.5)
    assert ask.isHidden()
    assert not of.page.under_way
    assert isnan(of.session.profile.bar_kg)
    of.page.start("deadlift-reps", "both")
    assert ask.bar.edit.text() == ""


def test_only_a_bar_on_a_board_that_weighs_is_asked_for(gym: Callable[..., Any]) -> None:
    for source, drill in (
        ("virtual:pupil,board=pads,seed=3", "tripod-hold"),
        ("virtual:pupil,board=insole", "deadlift-reps"),
    ):
        of = gym(source, Profile())
        of.page.start(drill, "both")
        assert of.page.masses.isHidden()
    assert "does not carry a barbell" in of.page.message.text()


def test_a_profile_that_cannot_be_kept_begins_no_drill(gym: Callable[..., Any]) -> None:
    of = gym("virtual:pupil,board=pads,seed=3", Profile(75.0))
    profile_path().mkdir(parents=True)
    of.page.start("deadlift-reps", "both")
    of.qtbot.keyClicks(of.page.masses.bar.edit, "60")
    of.page.masses.begin.click()
    assert "The profile is damaged" in of.page.message.text()
    assert not of.page.under_way


def test_the_board_that_goes_takes_the_question_with_it(gym: Callable[..., Any]) -> None:
    of = gym("virtual:pupil,board=pads,seed=3", Profile())
    of.page.start("deadlift-reps", "both")
    of.window.leave_board()
    assert of.page.masses.isHidden()
