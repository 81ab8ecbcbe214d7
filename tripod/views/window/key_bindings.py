"""Binds keys and buttons to what each does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton

from tripod.sentences import sentence
from tripod.views.kit.key_table import Does, keys_of
from tripod.views.window.actions import WindowActions


def turn_round(window: WindowActions) -> None:
    """Turn the cells round that read backwards."""
    if window.wizard_shown is not None:
        window.wizard_shown.turn_round()
    else:
        window.board_actions.turn_round()


def play(window: WindowActions) -> None:
    """Play the virtual board: the one that is open, or on the start page the one that is chosen there."""
    if window.pages.currentWidget() is window.start:
        window.start.choice.play.click()
        return
    board_hidden = window.session is None or window.settings.shown or window.history.shown
    if not (board_hidden or window.play.toggle()):
        window.messages.say(sentence("view_why_not.not_played"))


def leave(window: WindowActions) -> None:
    """Out of what lies over the page, else of the settings, else of what the page shows."""
    if window.closing.shown:
        window.closing.stay()
    elif window.help.shown:
        window.help.close()
    elif window.hand_out.shown:
        window.hand_out.close()
    elif window.people.shown:
        window.people.close()
    elif window.settings.shown and not window.details.isVisible():
        window.settings.leave()
    elif window.new_board.shown:
        window.new_board.leave()
    elif window.details.isVisible() or not window.history.leave():
        window.leave()


_TO_PAGES = (Does.LIVE, Does.DRILLS, Does.CALIBRATE, Does.HISTORY, Does.SETTINGS, Does.PEOPLE)


def _not_from_afar(window: WindowActions, action: Callable[[], object]) -> None:
    """Nobody is taken out of the coach view by a letter."""
    if window.pages.coach_shown:
        window.messages.say(sentence("view_why_not.esc_first"))
    else:
        action()


def bind(window: WindowActions) -> None:
    """Bind all of them."""
    _bind_keys(window)
    _bind_buttons(window)


def _bind_keys(window: WindowActions) -> None:
    """Keys belong to the window, so that they hold in the coach view too."""
    for does, action in (
        (Does.ZERO, window.zero), (Does.UNDO_ZERO, window.undo_zero), (Does.MARK, window.mark),
        (Does.RECORD, window.toggle_recording), (Does.FREEZE, window.toggle_freeze), (Does.COACH, window.toggle_coach),
        (Does.SCREENSHOT, window.save_screenshot), (Does.THEME, window.settings.toggle_theme),
        (Does.MIRROR, window.toggle_mirror), (Does.TURN_WIRE, partial(turn_round, window)),
        (Does.LEAVE, partial(leave, window)), (Does.LIVE, window.show_live), (Does.DRILLS, window.show_drills),
        (Does.CALIBRATE, window.show_wizard), (Does.PEOPLE, window.people.toggle), (Does.ROLL, window.stance.roll),
        (Does.PLAY, partial(play, window)), (Does.TOES_IN, partial(window.stance.turn_feet, -1.0)),
        (Does.TOES_OUT, partial(window.stance.turn_feet, 1.0)), (Does.SETTINGS, window.settings.toggle),
        (Does.KEYS, window.help.toggle_keys), (Does.HISTORY, window.history.show),
        (Does.FIND, window.history.find), (Does.NOTE, window.history.write_note), (Does.OTHERS, window.history.others),
        (Does.OPEN, window.recordings.choose_one), (Does.REPORT, window.hand_out.report),
        (Does.EXPORT, window.hand_out.export), (Does.NEW_BOARD, window.new_board.show_new),
    ):  # fmt: skip
        act = partial(_not_from_afar, window, action) if does in _TO_PAGES else action
        for keys in keys_of(does):
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.setAutoRepeat(keys.startswith("Shift"))
            shortcut.activated.connect(partial(_press, window, keys, act))
            _hold_where_meant(window, does, shortcut)


def _press(window: WindowActions, keys: str, action: Callable[[], object]) -> None:
    """A recording on the screen has most keys for itself, and none of them acts on a board behind it."""
    over = (
        window.people.shown or window.details.isVisible() or window.help.shown or window.hand_out.shown
        or window.closing.shown
    )  # fmt: skip
    if over and keys == "Space":
        # It presses the button that has the focus, as everywhere where it does not play, pause or freeze.
        if isinstance(button := window.focusWidget(), QAbstractButton):
            button.click()
    elif (keys == "Esc" and over) or not window.recordings.key(keys):
        action()


_OF_HISTORY = (Does.FIND, Does.NOTE, Does.OTHERS)
_OF_A_BOARD = (
    Does.ZERO, Does.UNDO_ZERO, Does.MARK, Does.RECORD, Does.FREEZE, Does.MIRROR, Does.ROLL, Does.TOES_IN, Does.TOES_OUT,
    Does.TURN_WIRE, Does.COACH,
)  # fmt: skip


def _hold_where_meant(window: WindowActions, does: Does, shortcut: QShortcut) -> None:
    """A shortcut takes its key from the page: on another page the same letter is a drill's, and Space a button's."""
    pages = window.pages

    def follow() -> None:
        if does is Does.NEW_BOARD:
            shortcut.setEnabled(pages.currentWidget() is pages.start)
        elif does in _OF_HISTORY:
            shortcut.setEnabled(window.history.shown)
        elif does in _OF_A_BOARD:
            away = pages.beside_shown or pages.history_shown or pages.currentWidget() is pages.start
            shortcut.setEnabled(not away and not (does is Does.FREEZE and pages.wizard_shown is not None))

    follow()
    pages.currentChanged.connect(follow)


def _bind_buttons(window: WindowActions) -> None:
    """Buttons on the pages, in the header and in the details do what the keys do."""
    live, header, details = window.live, window.header, window.details
    for button, action in (
        (live.zero, window.zero), (live.undo_zero, window.undo_zero), (live.mark, window.mark),
        (live.record, window.toggle_recording), (live.freeze, window.toggle_freeze),
        (live.coach, window.toggle_coach), (header.source_bar, window.toggle_details),
        (header.live, window.show_live), (header.calibrate, window.show_wizard),
        (header.drills, window.show_drills), (header.history, window.history.show),
        (header.person, window.people.toggle),
        (header.settings, window.settings.toggle), (header.help, window.help.toggle_keys),
        (live.offer.roll, window.stance.roll), (live.offer.by_hand, window.stance.write_turn),
    ):  # fmt: skip
        button.clicked.connect(action)
    window.start.chosen.connect(window.open_source)
    window.start.choice.to_calibrate.connect(partial(_calibrate_on, window))
    window.start.new_board.clicked.connect(window.new_board.show_new)
    details.check_step.connect(window.new_board.show_check)
    for actions in (window.recordings, window.history):
        actions.report_asked.connect(window.hand_out.report)
        actions.export_asked.connect(window.hand_out.export)
    window.history.drills_asked.connect(window.show_drills)
    window.start.recordings.open_one.clicked.connect(window.recordings.choose_one)
    live.advice.turn.clicked.connect(partial(turn_round, window))
    live.advice.other_board.connect(window.leave_board)
    details.other_board.connect(window.leave_board)
    details.closed.connect(window.toggle_details)
    details.screenshot.connect(window.save_screenshot)
    details.settings.connect(partial(_settings_instead_of_details, window))
    details.turned.connect(window.stance.set_turns)
    live.feet.toes_turned.connect(window.stance.turn_foot)
    window.pages.person_asked.connect(window.people.toggle)
    window.pages.coach_asked.connect(window.toggle_coach)
    window.pages.drill_refused.connect(window.messages.say_in_coach_view)
    window.pages.why_not.connect(window.messages.say)


def _settings_instead_of_details(window: WindowActions) -> None:
    window.details.hide()
    window.settings.toggle()


def _calibrate_on(window: WindowActions, source: str) -> None:
    """Open the source, and its calibration at once."""
    if window.open_source(source):
        window.show_wizard()
