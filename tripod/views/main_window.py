"""The main window: one timer, the pages and the keys. It polls snapshots and never waits for the session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_documents_path, user_pictures_path
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.live.snapshot import Phase, Snapshot
from tripod.sources import PortInfo, SourceError
from tripod.training.profile import Profile
from tripod.views.drill.page import DrillPage
from tripod.views.kit import theme as themes
from tripod.views.kit.pace import TEXT_S, Every, Pacer
from tripod.views.kit.widgets import retheme
from tripod.views.kit.words import Words
from tripod.views.live.coach_page import CoachPage
from tripod.views.live.details import Details
from tripod.views.live.header import Header
from tripod.views.live.live_page import LivePage, stale_for
from tripod.views.live.port_watch import PortWatch
from tripod.views.live.start_page import StartPage

if TYPE_CHECKING:
    from tripod.views.calibrate.page import WizardPage

LOOK_S = 1.0
"""How often the ports are looked at while no board is open."""
MESSAGE_S = 6.0
UNFORESEEN_S = 30.0
"""Names a file, which takes longer to read."""
_IDLE_MS = 100

PLAIN_ERRORS = (Refused, SourceError)
"""Their text is one plain sentence for the person at the screen."""


class MainWindow(QMainWindow):
    """Owns the session that it opened and closes it."""

    def __init__(
        self,
        connect: Callable[[str], Session],
        list_ports: Callable[[], Sequence[PortInfo]],
        permission_help: Callable[[], str],
        clock: Callable[[], float],
        *,
        dark: bool = True,
        pictures: Path | None = None,
        documents: Path | None = None,
    ) -> None:
        super().__init__()
        self._connect, self._list_ports, self._clock = connect, list_ports, clock
        self._pictures = pictures or user_pictures_path()
        self._documents = documents or user_documents_path()
        self.theme = themes.DARK if dark else themes.LIGHT
        self.session: Session | None = None
        self.message = ""
        self._message_until_s = 0.0
        self._notices = 0
        self._watch = PortWatch()
        self._by_itself = ""
        """The port that was opened without being asked for."""
        self._drill = ""
        """The drill that begins as soon as the board is known."""
        self._look, self._text, self._pacer = Every(LOOK_S), Every(TEXT_S), Pacer()
        self.words = Words(self)
        self.header = Header(self.theme)
        self.live = LivePage(self.theme, self.words, clock)
        self.coach = CoachPage(self.theme, self.words, clock)
        self.start = StartPage(self.theme, self.words, clock, permission_help)
        self.drills = DrillPage(self.theme, self.words, clock)
        self._before_coach: QWidget | None = self.live
        self._wizard: WizardPage | None = None
        self.pages = QStackedWidget()
        for page in (self.start, self.live, self.drills, self.coach):
            self.pages.addWidget(page)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pages)
        self.setCentralWidget(body)
        self.details = Details(self.theme, self.words, body)
        self.setWindowTitle(self.tr("tripod"))
        self.setMinimumSize(1000, 700)
        self.resize(1280, 800)
        self._bind()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_IDLE_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def _bind(self) -> None:
        """Keys and buttons; keys belong to the window, so that they hold in the coach view too."""
        for keys, action in (
            ("Z", self.zero), ("Ctrl+Z", self.undo_zero), ("M", self.mark), ("R", self.toggle_recording),
            ("Space", self.toggle_freeze), ("F11", self.toggle_coach), ("S", self.save_screenshot),
            ("Ctrl+S", self.save_screenshot), ("T", self.toggle_theme), ("X", self.toggle_mirror), ("Esc", self.leave),
            ("L", self.show_live), ("D", self.show_drills), ("K", self.show_wizard),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(action)
        for button, action in (
            (self.live.zero, self.zero), (self.live.undo_zero, self.undo_zero), (self.live.mark, self.mark),
            (self.live.record, self.toggle_recording), (self.live.freeze, self.toggle_freeze),
            (self.live.coach, self.toggle_coach), (self.header.source_bar, self.toggle_details),
            (self.header.live, self.show_live), (self.header.calibrate, self.show_wizard),
            (self.header.drills, self.show_drills), (self.drills.coach, self.toggle_coach),
        ):  # fmt: skip
            button.clicked.connect(action)
        self.start.chosen.connect(self.open_source)
        self.live.advice.other_board.connect(self.leave_board)
        self.details.other_board.connect(self.leave_board)
        self.details.closed.connect(self.toggle_details)
        self.details.screenshot.connect(self.save_screenshot)
        self.details.theme_toggled.connect(self.toggle_theme)
        self.details.profile.connect(self._set_profile)

    def open_source(self, source: str, drill: str = "") -> bool:
        """Open `source` and show it, and begin a drill on it; a failure's sentence goes onto the start page."""
        try:
            session = self._connect(source)
        except PLAIN_ERRORS as error:
            self.start.show_error(str(error))
            return False
        self.leave_board()
        self._by_itself = ""
        self.start.show_error("")
        self.session, self._drill = session, drill
        self._notices = 0
        self.pages.setCurrentWidget(self.live)
        self.header.set_page(self.tr("Live"))
        self.live.feet.setFocus()
        self._timer.setInterval(self._pacer.period_ms)
        self.tick()
        return True

    def leave_board(self) -> None:
        """Close the source and go back to the start page; the board left is not opened again by itself."""
        if self.session is None:
            return
        self.session.close()
        self.session, self._drill = None, ""
        self.drills.close_session()
        if self._wizard is not None:
            self._wizard.close_session()
        self._watch.leave()
        self.live.set_frozen(None)
        self.live.feet.clear_trails()
        self.details.hide()
        self._leave_coach()
        self.header.set_page("")
        self.header.source_bar.show_snapshot(None, False, float("nan"), float("nan"))
        self.pages.setCurrentWidget(self.start)
        self._timer.setInterval(_IDLE_MS)

    def _look_for_board(self, now_s: float) -> None:
        ports = list(self._list_ports())
        self.start.show_ports(ports)
        for device in self._watch.to_open(ports, now_s):
            if self.open_source(device):
                self._by_itself = device
                return
            self._watch.failed(device, now_s)

    def _give_up(self, device: str, why: str, now_s: float) -> None:
        """What was opened by itself is no board after all: say so, and go on looking."""
        self.leave_board()
        self._watch.go_on()
        self._watch.failed(device, now_s)
        self.start.show_error(why)

    def tick(self) -> None:
        """One frame."""
        start = self._clock()
        if self.session is None:
            if self._look.due(start):
                self._look_for_board(start)
            return
        snapshot = self.session.snapshot()
        if self._by_itself and snapshot.phase is Phase.FAILED and snapshot.board is None:
            self._give_up(self._by_itself, snapshot.message, start)
            return
        self.words.profile = snapshot.profile
        if self.message and start >= self._message_until_s:
            self._say("")
        if len(snapshot.notices) > self._notices:
            self._notices = len(snapshot.notices)
            self._say(snapshot.notices[-1])
        if self._drill and snapshot.board is not None:
            name, self._drill = self._drill, ""
            self.show_drills()
            self.drills.start(name, "both")
        self.drills.follow(snapshot)
        if self.pages.currentWidget() is self.coach:
            self.coach.show_picture(self.live.frozen or snapshot, start, self.message, self.live.frozen is not None)
        elif self.wizard_shown is not None:
            self.wizard_shown.show_snapshot(snapshot, start)
        elif self.drills_shown:
            self.drills.show_snapshot(snapshot, start)
        else:
            self.live.show_snapshot(snapshot, start, self.session.window)
        if self._text.due(start):
            self._show_source(snapshot, start)
        stages = (self.live.feet, self.coach, self.drills.feet)
        cost = self._clock() - start + sum(stage.cost_s for stage in stages)
        for stage in stages:
            stage.cost_s = 0.0
        if self._pacer.add(cost):
            self._timer.setInterval(self._pacer.period_ms)

    def _show_source(self, snapshot: Snapshot, now_s: float) -> None:
        shown = self.pages.currentWidget()
        page = self.coach if shown is self.coach else self.drills.feet if shown is self.drills else self.live.feet
        p50, p95 = page.latency.percentiles()
        self.header.source_bar.show_snapshot(snapshot, stale_for(snapshot, now_s) > 0, p50, p95)
        if self.details.isVisible():
            self.details.show_snapshot(snapshot, p50, p95)
            self._place_details()
        if snapshot.recording is not None and snapshot.recording.error and not self.message:
            self._say(self.tr("Recording stopped: {why}").format(why=snapshot.recording.error))

    def _say(self, text: str, for_s: float = MESSAGE_S) -> None:
        self.message = text
        self._message_until_s = self._clock() + for_s
        self.live.advice.show_message(text)
        self.details.show_message(text)
        self._place_details()
        if self.drills_shown:
            self.drills.show_message(text)
        elif self.wizard_shown is not None:
            self.wizard_shown.show_message(text)

    def say_unforeseen(self, sentence: str) -> None:
        """Say on whichever page is shown that something failed inside the program."""
        if self.session is None:
            self.start.show_error(sentence)
        else:
            self._say(sentence, UNFORESEEN_S)

    def _try(self, action: Callable[[], None], done: str) -> None:
        """Do it and show `done` as a quiet message, or the refusal's sentence; never a dialog."""
        if self.session is None:
            return
        try:
            action()
        except PLAIN_ERRORS as error:
            self._say(str(error))
        else:
            self._say(done)

    @property
    def wizard_shown(self) -> WizardPage | None:
        """The wizard's page while it is the one on the screen."""
        return self._wizard if self.pages.currentWidget() is self._wizard else None

    @property
    def drills_shown(self) -> bool:
        """Whether the drill page is the one on the screen."""
        return self.pages.currentWidget() is self.drills

    @property
    def _free(self) -> bool:
        """Whether the keys of the Live page hold: neither calibration nor drill is on the screen."""
        return self.wizard_shown is None and not self.drills_shown

    def show_drills(self) -> None:
        """The drill page."""
        if self.session is None or self.pages.currentWidget() is self.coach or self.drills_shown:
            return
        self.live.set_frozen(None)
        self.pages.setCurrentWidget(self.drills)
        self.header.set_page(self.tr("Drills"))
        self.drills.open(self.session)

    def show_live(self) -> None:
        """The Live page; a calibration or a drill that was begun goes on meanwhile."""
        if self.session is None or self._free:
            return
        self.live.reset()
        self.pages.setCurrentWidget(self.live)
        self.header.set_page(self.tr("Live"))
        self.live.feet.setFocus()

    def show_wizard(self) -> None:
        """The calibration's page, made when it is first asked for: its plots take long to load."""
        if self.session is None or self.pages.currentWidget() is self.coach or self.wizard_shown is not None:
            return
        if self._wizard is None:
            from tripod.views.calibrate.page import WizardPage  # noqa: PLC0415

            self._wizard = WizardPage(self.theme, self.words, self._clock, self._documents)
            self.pages.addWidget(self._wizard)
        self.pages.setCurrentWidget(self._wizard)
        self.header.set_page(self.tr("Calibrate"))
        self._wizard.open(self.session)

    def zero(self) -> None:
        """Zero the board, where the Live page is shown."""
        if self.session is not None and self._free:
            self._try(self.session.zero, self.tr("Zeroed. Ctrl+Z takes it back."))

    def undo_zero(self) -> None:
        """Take back the last zero."""
        if self.session is not None and self._free and self.session.snapshot().can_undo_zero:
            self._try(self.session.undo_zero, self.tr("The zero was taken back."))

    def mark(self) -> None:
        """Mark this moment in the recording."""
        if self.session is not None and self.wizard_shown is None:
            self._try(self.session.mark, self.tr("Marked."))

    def toggle_recording(self) -> None:
        """R; on the wizard's page the same key takes a reading again."""
        if self.session is None:
            return
        if self.wizard_shown is not None:
            self.wizard_shown.take_again()
            return
        recording = self.session.snapshot().recording
        if recording is not None and not recording.error:
            self._stop_recording(recording.folder)
        else:
            self._try(self.session.start_recording, self.tr("Recording."))

    def _stop_recording(self, folder: Path) -> None:
        assert self.session is not None
        try:
            bracket = self.session.stop_recording()
        except PLAIN_ERRORS as error:
            self._say(str(error))
            return
        kept = self.tr("Recording kept in {folder}.").format(folder=folder)
        self._say(f"{kept} {self.words.zero(bracket)}" if bracket else kept)

    def toggle_freeze(self) -> None:
        """Space: freeze; in a drill it pauses."""
        if self.drills_shown or (self.pages.currentWidget() is self.coach and self.drills.under_way):
            self.drills.toggle_pause()
        elif self.session is not None and self.wizard_shown is None:
            self.live.set_frozen(None if self.live.frozen else self.session.snapshot())

    def toggle_coach(self) -> None:
        """Enter or leave the coach view."""
        if self.session is None or self.wizard_shown is not None:
            return
        if self.pages.currentWidget() is self.coach:
            self._leave_coach()
            return
        self.details.hide()
        self.header.hide()
        self._before_coach = self.pages.currentWidget()
        self.coach.clear_trails()
        self.pages.setCurrentWidget(self.coach)
        self.coach.setFocus()
        self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)

    def _leave_coach(self) -> None:
        if self.pages.currentWidget() is not self.coach:
            return
        self.header.show()
        self.live.reset()
        self.pages.setCurrentWidget(self._before_coach or self.live)
        if self.drills_shown and self.session is not None:
            self.drills.open(self.session)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)

    def leave(self) -> None:
        """Esc: out of the details, else out of the calibration or the drill, else out of the coach view."""
        if self.details.isVisible():
            self.toggle_details()
        elif self.wizard_shown is not None:
            self.wizard_shown.give_up()
        elif self.drills_shown:
            self.drills.leave()
        else:
            self._leave_coach()

    def toggle_mirror(self) -> None:
        """Exchange left and right in the coach view."""
        if self.pages.currentWidget() is self.coach:
            self.coach.set_flip(not self.coach.flip)

    def toggle_details(self) -> None:
        """Show or hide the details of the source."""
        if self.details.isVisible():
            self.details.hide()
            self.header.source_bar.setFocus()
            return
        self._place_details()
        now = self._clock()
        p50, p95 = self.live.feet.latency.percentiles()
        self.details.show_snapshot(self.session.snapshot() if self.session else None, p50, p95)
        self._place_details()
        self.details.show()
        self.details.raise_()
        self.details.setFocus()
        self._text.due(now)

    def toggle_theme(self) -> None:
        """Change between the light and the dark theme."""
        self.set_theme(themes.LIGHT if self.theme.dark else themes.DARK)

    def set_theme(self, theme: themes.Theme) -> None:
        """Give every page the theme."""
        self.theme = theme
        app = QApplication.instance()
        if isinstance(app, QApplication):
            themes.apply(app, theme)
        retheme(self, theme)
        self.live.reset()

    def save_screenshot(self) -> None:
        """Save the window under the next free name."""
        number = 1
        while (path := self._pictures / f"tripod-{number:03d}.png").exists():
            number += 1
        try:
            self._pictures.mkdir(parents=True, exist_ok=True)
            saved = self.grab().save(str(path))
        except OSError:
            saved = False
        self._say(
            self.tr("Saved as {path}").format(path=path)
            if saved
            else self.tr("The picture could not be saved as {path}").format(path=path)
        )

    def _set_profile(self, profile: Profile) -> None:
        if self.session is not None:
            self._try(partial(self.session.set_profile, profile), self.tr("Kept."))

    def _place_details(self) -> None:
        wide = 560
        room = self.height() - themes.HEADER_HEIGHT - 16
        self.details.resize(wide, min(self.details.height_wanted(), room))
        self.details.move(QPoint(self.width() - wide - themes.MARGIN, themes.HEADER_HEIGHT + 8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.pages.currentWidget() is not self.coach or not self.drills.drill_key(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_details()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        if self.session is not None:
            self.session.close()
            self.session = None
        super().closeEvent(event)
