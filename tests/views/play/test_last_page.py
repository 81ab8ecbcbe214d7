"""The wizard's last page asks for nothing on the board: the keys that the window knows are the window's there."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tripod.calibration.wizard.steps import Step

pytestmark = pytest.mark.usefixtures("at_once")


def wizard_at(game: Callable[..., Any], step: Step) -> Any:
    """A wizard that was begun and turned to a step; the focus is on the page and in no field."""
    of = game()
    of.key(Qt.Key.Key_K)
    of.key(Qt.Key.Key_Return)
    of.wizard.ask(lambda w: w.enter(step))
    of.show()
    assert of.wizard.view.step is step
    of.wizard.setFocus()
    return of


def test_while_a_step_asks_for_something_its_keys_are_the_boards(game: Callable[..., Any]) -> None:
    of = wizard_at(game, Step.ZERO)
    assert "1 2 3 press" in of.panel.hint.text()
    of.key(Qt.Key.Key_H)
    assert not of.window.history.shown
    assert of.player.meant.holds_on


def test_before_a_calibration_h_is_the_history(game: Callable[..., Any]) -> None:
    of = game()
    of.key(Qt.Key.Key_K)
    of.key(Qt.Key.Key_H)
    assert of.window.history.shown
    assert not of.player.meant.holds_on


def test_on_the_last_page_h_is_the_history(game: Callable[..., Any]) -> None:
    of = wizard_at(game, Step.SAVE)
    assert "V: all these keys" in of.panel.hint.text()
    of.key(Qt.Key.Key_H)
    assert of.window.history.shown
    assert not of.player.meant.holds_on


def test_in_a_field_of_the_last_page_h_is_a_letter(game: Callable[..., Any]) -> None:
    of = wizard_at(game, Step.SAVE)
    of.wizard.save.operator.setFocus()
    of.key(Qt.Key.Key_H)
    assert of.wizard.save.operator.text() == "h"
    assert not of.window.history.shown
    assert not of.player.meant.holds_on


def test_on_the_last_page_the_board_has_all_its_keys_once_it_was_given_them(game: Callable[..., Any]) -> None:
    of = wizard_at(game, Step.SAVE)
    of.key(Qt.Key.Key_V)
    assert of.panel.board.hasFocus()
    assert "1 2 3 press" in of.panel.hint.text()
    of.key(Qt.Key.Key_H)
    assert not of.window.history.shown
    assert of.player.meant.holds_on
