"""The panel of a board that is played: every key has a button with a name, and what is wrong hurts nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tripod.boards import GRAVITY
from tripod.calibration.wizard.steps import Step
from tripod.live.snapshot import Phase
from tripod.views.kit.widgets import KeyButton
from tripod.views.play.keys import NAMES, Does
from tripod.views.play.next_thing import What
from tripod.virtual.played_actions import Trouble

GOLDEN = Path(__file__).parents[2] / "golden" / "schema-1" / "sessions" / "pads-drill"
SHIFT = Qt.KeyboardModifier.ShiftModifier
WEIGHT_N = 75 * GRAVITY


def at_cell(of: Any, cell: int) -> QPoint:
    known = of.player.board.cells[cell]
    return of.panel.board.plan.on_screen(known.x_mm, known.y_mm).toPoint()


def dot(of: Any, foot: int) -> QPoint:
    return of.panel.board.plan.on_screen(*of.player.played.now().cop_mm[foot]).toPoint()


def test_a_board_that_is_not_played_has_no_panel(game: Callable[..., Any], bench: Any) -> None:
    assert bench.window.play.panel is None
    of = game()
    assert of.panel.isVisible()
    of.window.leave_board()
    assert not of.panel.isVisible()
    assert of.panel.player is None


def test_o_steps_off_and_on_again(game: Callable[..., Any]) -> None:
    of = game()
    of.run(2)
    assert of.total_n() == pytest.approx(WEIGHT_N, rel=0.06)
    of.key(Qt.Key.Key_O)
    of.run(2)
    assert abs(of.total_n()) < 5
    assert of.panel.controls.buttons[Does.STEP].text() == "Step on"
    of.key(Qt.Key.Key_O)
    of.run(2)
    assert of.total_n() == pytest.approx(WEIGHT_N, rel=0.06)


def test_arrows_lean_shift_and_roll_while_the_board_has_the_focus(game: Callable[..., Any]) -> None:
    of = game("virtual:play,board=plate")
    of.key(Qt.Key.Key_V)
    assert of.panel.board.hasFocus()
    before = of.player.meant
    for key, modifier in (
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Right, SHIFT),
    ):  # fmt: skip
        of.key(key, modifier)
    meant = of.player.meant
    assert meant.left == pytest.approx(before.left + 0.05)
    assert [mm[1] for mm in meant.lean_mm] == pytest.approx([12, 12], abs=0.5)
    assert meant.lean_mm[0][0] < 0 < meant.lean_mm[1][0]
    of.run(2)
    feet = of.session.snapshot().feet
    assert feet["left"].load_n > feet["right"].load_n
    of.key(Qt.Key.Key_0)
    assert of.player.meant.lean_mm == ((0.0, 0.0), (0.0, 0.0))
    assert of.player.meant.left == 0.5
    of.key(Qt.Key.Key_Escape)
    assert not of.panel.board.hasFocus()
    assert of.session.snapshot().phase is Phase.LIVE


def test_m_is_the_mass_where_the_board_has_the_focus_and_a_mark_elsewhere(game: Callable[..., Any]) -> None:
    of = game()
    of.key(Qt.Key.Key_M)
    assert not of.player.meant.masses
    of.key(Qt.Key.Key_V)
    of.key(Qt.Key.Key_M)
    assert len(of.player.meant.masses) == 1
    of.key(Qt.Key.Key_M)
    assert not of.player.meant.masses


@pytest.mark.parametrize(("modifier", "foot"), [(Qt.KeyboardModifier.NoModifier, "left"), (SHIFT, "right")])
def test_figures_press_as_long_as_they_are_held(
    game: Callable[..., Any], modifier: Qt.KeyboardModifier, foot: str
) -> None:
    of = game()
    of.key(Qt.Key.Key_O)
    of.panel.controls.force.setText("120 N")
    of.panel.controls.force.editingFinished.emit()
    of.panel.board.setFocus()
    of.run(2)
    of.qtbot.keyPress(of.panel.board, Qt.Key.Key_2, modifier)
    of.run(1.5)
    assert of.session.snapshot().feet[foot].point_n[1] == pytest.approx(120, rel=0.05)
    of.qtbot.keyRelease(of.panel.board, Qt.Key.Key_2, modifier)
    of.run(1.5)
    assert abs(of.total_n()) < 5


def test_who_stands_puts_the_weight_over_the_point_and_goes_back(game: Callable[..., Any]) -> None:
    of = game()
    of.qtbot.keyPress(of.window, Qt.Key.Key_1)
    of.run(2)
    assert of.session.snapshot().feet["left"].share[0] > 0.9
    of.qtbot.keyRelease(of.window, Qt.Key.Key_1)
    of.run(2)
    assert of.session.snapshot().feet["left"].share[0] < 0.75
    assert not of.player.meant.pressed_n


def test_the_dot_is_dragged_and_has_a_ring_while_it_is_held(game: Callable[..., Any]) -> None:
    of = game("virtual:play,board=plate")
    of.run(1)
    board, start = of.panel.board, dot(of, 1)
    to = start + QPoint(0, round(30 * board.plan.scale))
    free = board.grab().toImage()
    of.qtbot.mousePress(board, Qt.MouseButton.LeftButton, pos=start)
    assert board.held == "right"
    of.qtbot.mouseMove(board, to)
    of.run(1.5)
    assert board.grab().toImage() != free
    assert (dot(of, 1) - to).manhattanLength() < 12
    assert of.session.snapshot().feet["right"].cop_mm[1] < of.session.snapshot().feet["left"].cop_mm[1] - 15
    of.qtbot.mouseRelease(board, Qt.MouseButton.LeftButton, pos=to)
    assert board.held == ""
    of.run(1)
    assert (dot(of, 1) - to).manhattanLength() < 12


def test_a_click_presses_and_a_mass_is_put_where_it_is_clicked(game: Callable[..., Any]) -> None:
    of = game("virtual:play,board=plate")
    of.key(Qt.Key.Key_O)
    of.run(1.5)
    of.qtbot.mousePress(of.panel.board, Qt.MouseButton.LeftButton, pos=at_cell(of, 5))
    of.run(1)
    assert dict(of.player.meant.pressed_n)[5] > 50
    of.qtbot.mouseRelease(of.panel.board, Qt.MouseButton.LeftButton)
    of.run(1)
    assert not of.player.meant.pressed_n
    of.panel.controls.click.click()
    of.run(0.9)
    middle = of.panel.board.plan.on_screen(-110.0, 120.0).toPoint()
    of.qtbot.mouseClick(of.panel.board, Qt.MouseButton.LeftButton, pos=middle)
    of.run(1.5)
    assert of.total_n() == pytest.approx(20 * GRAVITY, rel=0.02)
    of.qtbot.mouseClick(of.panel.board, Qt.MouseButton.LeftButton, pos=middle)
    assert not of.player.meant.masses


def test_a_short_click_is_long_enough_for_the_wizard(game: Callable[..., Any]) -> None:
    of = game()
    of.key(Qt.Key.Key_O)
    of.key(Qt.Key.Key_K)
    of.key(Qt.Key.Key_Return)
    of.until(lambda t: t.what is What.PRESS)
    of.qtbot.mouseClick(of.panel.board, Qt.MouseButton.LeftButton, pos=at_cell(of, 0))
    of.run(2)
    assert of.panel.thing.cell == 1


def test_it_is_done_for_one_who_asks_once_and_each_time_for_one_who_likes(game: Callable[..., Any]) -> None:
    of = game()
    of.key(Qt.Key.Key_K)
    of.key(Qt.Key.Key_Return)
    of.show()
    assert of.panel.thing.what is What.STEP_OFF
    assert of.panel.says.text() == "Step off, and clear the board."
    of.key(Qt.Key.Key_G)
    of.run(4)
    assert of.panel.thing.what is What.PRESS
    assert "left heel" in of.panel.says.text()
    of.run(4)
    assert of.panel.thing.cell == 0
    of.panel.each_time.click()
    of.until_done()
    assert of.wizard.view.may_go_on


@pytest.mark.parametrize(
    ("text", "says"),
    [("3,5", "3.5"), ("nan", "not a mass"), ("-4", "more than 0"), ("0", "more than 0"), ("1e9", "out of range"),
     ("", "not a mass"), ("a" * 200, "not a mass")],
)  # fmt: skip
def test_masses_of_nonsense_are_said_and_stay_what_they_were(game: Callable[..., Any], text: str, says: str) -> None:
    of = game()
    entry = of.panel.controls.mass
    entry.setText(text)
    entry.editingFinished.emit()
    assert says in of.panel.controls.wrong.text()
    assert says in entry.accessibleDescription()
    assert of.player.kg == 20.0
    entry.setText("2.5")
    entry.editingFinished.emit()
    assert of.player.kg == 2.5
    assert of.panel.controls.wrong.isHidden()


def test_a_trouble_is_caused_at_the_cell_that_was_meant_and_taken_back(game: Callable[..., Any]) -> None:
    of = game()
    of.player.cell = 4
    of.key(Qt.Key.Key_F)
    faults = of.panel.controls.faults
    of.run(0.9)
    assert "right" in faults.where.text()
    of.qtbot.keyClick(of.window.focusWidget(), Qt.Key.Key_Space)
    assert (of.player.meant.trouble.trouble, of.player.meant.trouble.cell) == (Trouble.OPEN, 4)
    of.run(3)
    assert any(of.session.snapshot().feet["right"].status)
    faults.buttons[Trouble.OPEN].click()
    of.run(3)
    assert not any(of.session.snapshot().feet["right"].status)
    assert Trouble.REVERSED in of.player.troubles()
    assert Trouble.REVERSED not in game("virtual:play,board=insole").player.troubles()


def test_the_cable_is_pulled_in_the_middle_of_a_press_and_the_wizard_goes_on(game: Callable[..., Any]) -> None:
    of = game()
    of.key(Qt.Key.Key_O)
    of.key(Qt.Key.Key_K)
    of.key(Qt.Key.Key_Return)
    of.until(lambda t: t.what is What.PRESS)
    of.qtbot.mousePress(of.panel.board, Qt.MouseButton.LeftButton, pos=at_cell(of, 0))
    of.player.plug()
    for _ in range(30):
        of.session.step()
        of.window.tick()
    assert of.session.snapshot().phase is Phase.LOST
    assert "unplugged" in of.wizard.problem.sentence.text()
    of.qtbot.mouseRelease(of.panel.board, Qt.MouseButton.LeftButton)
    of.key(Qt.Key.Key_Q)
    for _ in range(60):
        of.session.step()
        of.window.tick()
    assert of.session.snapshot().phase is Phase.LIVE
    of.panel.each_time.click()
    of.until_done()
    assert of.wizard.view.step is Step.CHECK


def test_the_window_is_closed_in_the_middle_of_a_press(game: Callable[..., Any]) -> None:
    of = game()
    of.key(Qt.Key.Key_O)
    of.qtbot.mousePress(of.panel.board, Qt.MouseButton.LeftButton, pos=at_cell(of, 0))
    of.window.close()
    assert not of.window.isVisible()
    assert of.window.session is None


def test_the_window_left_lets_go(game: Callable[..., Any]) -> None:
    of = game()
    of.key(Qt.Key.Key_O)
    of.panel.board.setFocus()
    of.run(1)
    of.qtbot.keyPress(of.panel.board, Qt.Key.Key_3)
    of.run(1)
    assert of.player.meant.pressed_n
    of.panel.board.clearFocus()
    of.run(1)
    assert not of.player.meant.pressed_n


def test_every_key_has_a_button_and_every_control_a_name(game: Callable[..., Any]) -> None:
    of = game()
    buttons = {**of.panel.controls.buttons, Does.DO_IT: of.panel.do_it}
    assert {does: button.key for does, button in buttons.items()} == NAMES
    focusable = [
        w
        for w in of.panel.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.metaObject().className().startswith("QStacked")
    ]
    assert len(focusable) > 15
    assert [w for w in focusable if not w.accessibleName() and not getattr(w, "text", str)()] == []
    of.run(1.2)
    assert "Left 3" in of.panel.board.accessibleDescription()


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
@pytest.mark.parametrize("board", ["pads", "plate", "insole"])
def test_nothing_of_the_panel_is_cut(game: Callable[..., Any], board: str, size: tuple[int, int]) -> None:
    of = game(f"virtual:play,board={board}", size)
    of.window.setMinimumSize(800, 500)
    of.window.resize(*size)
    of.panel.set_folded(False)
    for page in range(2):
        of.panel.controls.stack.setCurrentIndex(page)
        of.run(0.9)
        QApplication.processEvents()
        for widget in of.panel.findChildren(KeyButton):
            if not widget.isVisible():
                continue
            within = of.panel.rect().contains(
                widget.geometry().translated(widget.parentWidget().mapTo(of.panel, QPoint()))
            )
            assert within, widget.text()
            assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
    assert of.panel.board.height() >= 150


def test_a_narrow_window_has_the_panel_folded_and_its_keys_hold(game: Callable[..., Any]) -> None:
    of = game(size=(1024, 700))
    assert of.panel.folded
    of.key(Qt.Key.Key_O)
    assert not of.player.meant.feet
    of.panel.unfold.click()
    assert not of.panel.folded
    of.key(Qt.Key.Key_K)
    of.key(Qt.Key.Key_Return)
    assert of.wizard.feet.isHidden()
    of.panel.fold.click()
    of.show()
    assert not of.wizard.feet.isHidden()


def test_behind_settings_history_and_a_recording_nobody_steps_off(game: Callable[..., Any]) -> None:
    of = game()
    window = of.window
    on = of.player.meant
    for turn, back in (
        (window.settings.toggle, window.settings.leave),
        (window.history.show, window.history.leave),
        (lambda: window.open_source(str(GOLDEN)), window.recordings.leave),
    ):
        turn()
        of.show()
        assert not of.panel.isVisible()
        for key in (Qt.Key.Key_O, Qt.Key.Key_G, Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_C, Qt.Key.Key_Z, Qt.Key.Key_R):
            of.key(key)
        assert of.player.meant == on
        assert of.session.snapshot().recording is None
        assert not of.session.snapshot().can_undo_zero
        back()
        of.show()
        assert of.panel.isVisible()
    of.key(Qt.Key.Key_O)
    assert of.player.meant != on


def test_the_panel_says_whose_the_keys_are(game: Callable[..., Any]) -> None:
    of = game()
    of.run(1.5)
    assert not of.panel.board.hasFocus()
    assert "V: all these keys" in of.panel.hint.text(), "M is Mark there, and 1 a strip"
    assert of.panel.fold.text() == "fold", "V does not fold before it has given the keys"
    of.key(Qt.Key.Key_V)
    of.run(1.5)
    assert "1 2 3 press" in of.panel.hint.text()
    assert of.panel.fold.text() == "fold V"
    of.key(Qt.Key.Key_V)
    assert of.panel.folded


def test_in_a_drill_h_holds_on_and_o_steps_where_the_board_has_the_keys(game: Callable[..., Any]) -> None:
    of = game()
    of.run(1.5)
    of.window.show_drills()
    of.window.drills.start("quiet-stance", "both")
    of.run(1.0)
    of.panel.board.setFocus()
    held = of.player.meant.holds_on
    of.key(Qt.Key.Key_H)
    assert of.player.meant.holds_on is not held
    assert not of.window.history.shown
    feet = of.player.meant.feet
    of.key(Qt.Key.Key_O)
    assert of.player.meant.feet != feet
    assert of.window.drills.under_way
