"""How one comes to a recording in the window (a list, a dialog, or dropped onto it), and back from it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QWidget

from tripod.calibration.store import calibration_store
from tripod.force.calibration import CalibrationError
from tripod.live.playback import Playback
from tripod.record.layout import EVENTS, SAMPLES, SESSION, SUMMARY
from tripod.record.recalibrated import recalibrated
from tripod.record.recording import RecordingError, open_recording
from tripod.sentences import sentence
from tripod.storage.places import sessions_folder
from tripod.views.kit.key_table import Does, keys_of
from tripod.views.live.header import Header
from tripod.views.replay.words import head_said
from tripod.views.window.board import OpenBoard
from tripod.views.window.messages import Messages
from tripod.views.window.pages import Pages

MOST_BESIDE = 2
_OF_A_RECORDING = (SESSION, SAMPLES, EVENTS, SUMMARY)
_SAME = (
    Does.SCREENSHOT, Does.THEME, Does.PEOPLE, Does.OPEN, Does.KEYS, Does.SETTINGS, Does.REPORT, Does.EXPORT,
)  # fmt: skip
OF_THE_WINDOW = tuple(key for does in _SAME for key in keys_of(does))
"""Keys that do the same on every page."""
TO_PAGES = tuple(key for does in (Does.LIVE, Does.DRILLS, Does.CALIBRATE, Does.HISTORY) for key in keys_of(does))
"""Keys that go to another page, those of a board where one is open."""


def chosen_file(parent: QWidget) -> str:
    """What somebody chooses in a dialog, "" for nothing."""
    path, _ = QFileDialog.getOpenFileName(
        parent, sentence("replay.open_title"), str(sessions_folder()), sentence("replay.open_filter")
    )
    return path


def folder_of(path: Path) -> Path:
    """The folder of the recording that is meant by one of its files."""
    return path.parent if path.name in _OF_A_RECORDING and path.is_file() else path


class RecordingActions(QObject):
    """What is wrong with what somebody chose is said on the page that they see, and nothing else changes."""

    report_asked = Signal()
    export_asked = Signal()

    def __init__(
        self,
        window: QMainWindow,
        board: OpenBoard,
        pages: Pages,
        header: Header,
        messages: Messages,
        open_board: Callable[[str], bool],
        choose: Callable[[QWidget], str] = chosen_file,
    ) -> None:
        super().__init__(window)
        self._window, self._board, self._pages, self._header, self._messages = window, board, pages, header, messages
        self.choose, self._open_board = choose, open_board
        self._bound = False
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        pages.currentChanged.connect(self._page_changed)

    def _page_changed(self, _: int) -> None:
        if not self._bound or self.shown:
            return
        pages = self._pages
        self._pages.replay.playing.pause()
        of_a_board = pages.drills_shown or pages.wizard_shown is not None
        if of_a_board or pages.currentWidget() in (pages.start, pages.live, pages.coach):
            # From any other page (settings) one comes back to it.
            pages.replay.close_takes()

    @property
    def shown(self) -> bool:
        """Whether a recording is on the screen."""
        return self._pages.replay_shown is not None

    def choose_one(self) -> None:
        """Let one be chosen, and show it."""
        if path := self.choose(self._window):
            self.open([Path(path)])

    def _choose_beside(self) -> None:
        path = self.choose(self._window)
        playback = self._playback(Path(path)) if path else None
        if playback is not None:
            self._pages.replay.open_beside(playback)

    def _beside_recalibrated(self) -> None:
        page = self._pages.replay
        recording = page.playbacks[0].recording
        board_id = recording.banner.board_id
        try:
            kept = calibration_store().load(recording.board, board_id)
        except CalibrationError as error:
            self._say(str(error))
            return
        if kept is None or kept[0] == recording.calibration:
            self._say(sentence("replay.no_other_calibration"))
            return
        playback = Playback(recalibrated(recording, kept[0]), kept[0].made or kept[0].kind)
        playback.begin()
        page.open_beside(playback)

    def open(self, paths: Sequence[Path]) -> bool:
        """Show this recording, or these two beside each other; whether they could be. A force-plate file is somebody
        who stands on a virtual plate."""
        if not 1 <= len(paths) <= MOST_BESIDE:
            self._say(sentence("replay.one_or_two"))
            return False
        if len(paths) == 1 and folder_of(paths[0]).is_file():
            return self._stand_on_plate(paths[0])
        playbacks: list[Playback] = []
        for path in paths:
            playback = self._playback(path)
            if playback is None:
                for other in playbacks:
                    other.close()
                return False
            playbacks.append(playback)
        page = self._pages.replay
        if not self._bound:
            self._bound = True
            page.closed.connect(self.leave)
            page.beside_asked.connect(self._choose_beside)
            page.recalibrated_asked.connect(self._beside_recalibrated)
            page.report_asked.connect(self.report_asked)
            page.export_asked.connect(self.export_asked)
        page.open(playbacks[0])
        for playback in playbacks[1:]:
            page.open_beside(playback)
        self._pages.show_replay(board=self._board.session is not None)
        self._header.source_bar.show_recording(head_said(playbacks[0].about))
        page.line.setFocus()
        return True

    def _stand_on_plate(self, file: Path) -> bool:
        if self._board.session is not None:
            # What is open may be recording.
            self._say(sentence("replay.leave_the_board_first", file=file.name))
            return False
        quoted = str(file).replace('"', '""')
        return self._open_board(f'virtual:csv,board=plate,path="{quoted}"')

    def _playback(self, path: Path) -> Playback | None:
        try:
            playback = Playback(open_recording(folder_of(path)))
        except RecordingError as error:
            self._say(str(error))
            return None
        playback.begin()
        return playback

    def leave(self) -> None:
        """Back to the page before."""
        if self.shown:
            self._pages.leave_replay(self._board.session)

    def close(self) -> None:
        """The window goes."""
        if self._bound:
            self._pages.replay.close_takes()

    def tick(self, now_s: float) -> bool:
        """One frame of it; whether a recording is on the screen."""
        page = self._pages.replay_shown
        if page is not None:
            page.tick(now_s)
        return page is not None

    def key(self, keys: str) -> bool:
        """What a key of the window does on a recording; whether one is on the screen: then what acts on a board does
        nothing."""
        page = self._pages.replay_shown
        if page is None or keys in OF_THE_WINDOW:
            return False
        return page.key(keys) or keys not in TO_PAGES

    def _say(self, said: str) -> None:
        if self._pages.currentWidget() is self._pages.start:
            self._pages.start.show_error(said)
        else:
            self._messages.say(said)

    # -- dropped ---------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and event.type() is QEvent.Type.DragEnter:
            if event.mimeData().hasUrls():
                event.acceptProposedAction()
                return True
        elif isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            event.acceptProposedAction()
            self.drop(event.mimeData())
            return True
        return super().eventFilter(watched, event)

    def drop(self, data: QMimeData) -> None:
        """Something was dropped onto the window."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if not paths:
            self._say(sentence("replay.nothing_local"))
            return
        self.open(paths)
