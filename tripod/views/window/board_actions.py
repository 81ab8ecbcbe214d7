"""What keys and buttons ask of the board that is open: zero, mark and record."""

from pathlib import Path

from PySide6.QtCore import QObject

from tripod.live.session import Session
from tripod.sentences import sentence
from tripod.views.kit.words import Words
from tripod.views.window.board import OpenBoard
from tripod.views.window.messages import PLAIN_ERRORS, Messages


class BoardActions(QObject):
    """Each says what came of it, or why it was refused; without a board nothing happens."""

    def __init__(self, board: OpenBoard, messages: Messages, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board, self._messages, self._words = board, messages, words

    def zero(self) -> None:
        """Zero the board."""
        if (session := self._board.session) is not None:
            self._messages.attempt(session.zero, sentence("view_window_board_actions.zeroed_ctrl_z_takes_it"))

    def undo_zero(self) -> None:
        """Take back the last zero, where there is one."""
        session = self._board.session
        if session is None:
            return
        if session.snapshot().can_undo_zero:
            self._messages.attempt(session.undo_zero, sentence("view_window_board_actions.the_zero_was_taken_back"))
        else:
            self._messages.say(sentence("view_why_not.no_zero"))

    def turn_round(self) -> None:
        """Turn the cells round that read backwards, where there are any."""
        session = self._board.session
        if session is None:
            return
        if session.snapshot().turnable:
            said = sentence("view_window_board_actions.turned_round")
            self._messages.attempt(session.calibration.turn_round, said)
        else:
            self._messages.say(sentence("view_why_not.none_backwards"))

    def mark(self) -> None:
        """Mark this moment in the recording."""
        if (session := self._board.session) is not None:
            self._messages.attempt(session.mark, sentence("view_window_board_actions.marked"))

    def toggle_recording(self) -> None:
        """Begin to record, or keep what was recorded."""
        session = self._board.session
        if session is None:
            return
        recording = session.snapshot().recording
        if recording is not None and not recording.error:
            self._stop_recording(session, recording.folder)
        else:
            self._messages.attempt(session.start_recording, sentence("view_window_board_actions.recording"))

    def _stop_recording(self, session: Session, folder: Path) -> None:
        try:
            bracket = session.stop_recording()
        except PLAIN_ERRORS as error:
            self._messages.say(str(error))
            return
        kept = sentence("view_window_board_actions.recording_kept_in", folder=folder)
        self._messages.say(f"{kept} {self._words.zero(bracket)}" if bracket else kept)
