"""The table of keys and buttons: what each does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from tripod.views.main_window import MainWindow


def turn_round(window: MainWindow) -> None:
    """Turn the cells round that read backwards."""
    if window.wizard_shown is not None:
        window.wizard_shown.turn_round()
    else:
        window.board_actions.turn_round()


def leave(window: MainWindow) -> None:
    """Out of the panel of people, else of what the page shows."""
    if window.people.shown:
        window.people.close()
    elif window.details.isVisible() or not window.history.leave():
        window.leave()


def bind(window: MainWindow) -> None:
    """Bind all of them."""
    _bind_keys(window)
    _bind_buttons(window)


def _bind_keys(window: MainWindow) -> None:
    """Keys belong to the window, so that they hold in the coach view too."""
    for keys, action in (
        ("Z", window.zero), ("Ctrl+Z", window.undo_zero), ("M", window.mark), ("R", window.toggle_recording),
        ("Space", window.toggle_freeze), ("F11", window.toggle_coach), ("S", window.save_screenshot),
        ("Ctrl+S", window.save_screenshot), ("T", window.toggle_theme), ("X", window.toggle_mirror),
        ("W", partial(turn_round, window)), ("Esc", partial(leave, window)),
        ("L", window.show_live), ("D", window.show_drills), ("K", window.show_wizard),
        ("H", window.history.show), ("/", window.history.find), ("N", window.history.write_note),
        ("O", window.history.others), ("P", window.people.toggle), ("E", window.stance.roll), ("V", window.play.toggle),
        ("Ctrl+O", window.recordings.choose_one),
        ("Shift+Left", partial(window.stance.turn_feet, -1.0)), ("Shift+Right", partial(window.stance.turn_feet, 1.0)),
    ):  # fmt: skip
        shortcut = QShortcut(QKeySequence(keys), window)
        shortcut.setAutoRepeat(keys.startswith("Shift"))
        shortcut.activated.connect(partial(_press, window, keys, action))


def _press(window: MainWindow, keys: str, action: Callable[[], object]) -> None:
    """A recording on the screen has most keys for itself, and none of them acts on a board behind it."""
    over = window.people.shown or window.details.isVisible()
    if (keys == "Esc" and over) or not window.recordings.key(keys):
        action()


def _bind_buttons(window: MainWindow) -> None:
    """Buttons on the pages, in the header and in the details do what the keys do."""
    live, header, details = window.live, window.header, window.details
    for button, action in (
        (live.zero, window.zero), (live.undo_zero, window.undo_zero), (live.mark, window.mark),
        (live.record, window.toggle_recording), (live.freeze, window.toggle_freeze),
        (live.coach, window.toggle_coach), (header.source_bar, window.toggle_details),
        (header.live, window.show_live), (header.calibrate, window.show_wizard),
        (header.drills, window.show_drills), (header.history, window.history.show),
        (header.person, window.people.toggle),
        (live.offer.roll, window.stance.roll), (live.offer.by_hand, window.stance.write_turn),
    ):  # fmt: skip
        button.clicked.connect(action)
    window.start.chosen.connect(window.open_source)
    window.start.recordings.open_one.clicked.connect(window.recordings.choose_one)
    live.advice.turn.clicked.connect(partial(turn_round, window))
    live.advice.other_board.connect(window.leave_board)
    details.other_board.connect(window.leave_board)
    details.closed.connect(window.toggle_details)
    details.screenshot.connect(window.save_screenshot)
    details.theme_toggled.connect(window.toggle_theme)
    details.turned.connect(window.stance.set_turns)
    details.profile.connect(window.board_actions.set_profile)
    window.pages.person_asked.connect(window.people.toggle)
    details.person.other.clicked.connect(window.people.toggle)
    window.pages.coach_asked.connect(window.toggle_coach)
    window.pages.drill_refused.connect(window.messages.say_in_coach_view)
