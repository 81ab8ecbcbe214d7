"""The main window: one timer, the pages and the keys. It polls snapshots and never waits for the session."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent

from tripod.live.snapshot import Snapshot
from tripod.record.recording import is_recording
from tripod.sentences import sentence
from tripod.views.kit.pace import EARLY_MS, HIDDEN_MS, IDLE_MS, LATE_MS, STILL_MS, TEXT_S, Every, Pacer
from tripod.views.live.stale import stale_for
from tripod.views.window.actions import WindowActions
from tripod.views.window.arrivals import Arrivals
from tripod.views.window.key_bindings import bind
from tripod.views.window.screenshot import save_screenshot
from tripod.views.window.seen import Seen

LOOK_S = 1.0
"""How often the ports are looked at while no board is open."""
_LATELY_S = 0.1
"""Samples that came within so long are believed to go on coming."""
UNFORESEEN_S = 30.0
"""Names a file, which takes longer to read."""


class MainWindow(WindowActions):
    """Says what each key does on the page that is shown; what comes of it is up to pages, board and messages."""

    def _set_going(self) -> None:
        self._look, self._text, self._pacer = Every(LOOK_S), Every(TEXT_S), Pacer()
        self._ticked_s = self._came_s = float("-inf")
        self.setWindowTitle(sentence("view_main_window.tripod"))
        self.setMinimumSize(1000, 580)
        self.resize(1280, 800)
        bind(self)
        self.seen = Seen(self)
        self.seen.changed.connect(self._seen_or_not)
        self._arrivals = Arrivals(self)
        self._arrivals.came.connect(self._picture_of_arrival)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def open_source(self, source: str, drill: str = "", *, streamed: bool = False) -> bool:
        """Open `source` and show it, and begin a drill on it; a failure's sentence goes onto the start page. A
        recording is looked at on a page of its own, unless it is `streamed` as if it were a board."""
        if not (drill or streamed) and is_recording(source):
            opened = self.recordings.open([Path(source)])
            self._keep_pace()
            return opened
        opened = self.board.open(source, drill)
        if opened:
            self._begin()
        return opened

    def _begin(self) -> None:
        """A board was opened: the first frame of it."""
        if self.session is not None:
            self.session.on_read = self._arrivals.tell
        self.messages.begin()
        self._keep_pace()
        self.tick()

    def leave_board(self) -> None:
        """Close the source and go back to the start page; the board left is not opened again by itself."""
        self.board.leave()
        self._keep_pace()

    def _keep_pace(self) -> None:
        period = self._pacer.period_ms
        if self._ticked_s - self._came_s < _LATELY_S:
            period += LATE_MS
        if not self.seen.now:
            period = HIDDEN_MS
        elif self.session is None and not self.recordings.shown:
            period = IDLE_MS
        elif self.pages.still:
            period = STILL_MS
        self._arrivals.wanted = closely = self.seen.now and not self.pages.still
        if self.session is not None:
            self.session.watched(closely=closely)
        if period != self._timer.interval():
            self._timer.setInterval(period)

    def _picture_of_arrival(self) -> None:
        """Samples came: the next picture is due now, unless one was made just before."""
        now = self._clock()
        if not self.seen.now or self.pages.still or self.session is None or not self._timer.isActive():
            return
        self._came_s = now
        if now - self._ticked_s >= (self._pacer.period_ms - EARLY_MS) / 1000:
            self._timer.start()
            self.tick()

    def _seen_or_not(self) -> None:
        """Who comes back finds the picture of now."""
        if self._timer.isActive():
            self.live.reset()
            self.tick()

    def tick(self) -> None:
        """One frame, or a look at what goes on while nobody can see one."""
        start = self._ticked_s = self._clock()
        self._frame(start)
        if self.seen.now:
            self._pacer.add(self._clock() - start + self.pages.take_cost_s())
        self._keep_pace()

    def _frame(self, start: float) -> None:
        self.messages.expire(start)
        if self.recordings.tick(start):
            return
        self.history.read_on()
        if self.session is None:
            # While it is being said who trains, looked back or chosen, no board opens by itself, and takes the keys.
            busy = self.people.shown or self.history.shown or self.settings.shown or self.new_board.busy
            if not busy and self._look.due(start) and self.board.look(start):
                self._begin()
            return
        snapshot = self.session.snapshot(self.pages.wants(start, seen=self.seen.now))
        if self.board.given_up(snapshot, start):
            return
        self.words.set_profile(snapshot.profile)
        self.messages.follow(snapshot)
        drill = self.board.drill_to_begin(snapshot)
        if drill:
            self.show_drills()
            self.drills.start(drill, "both")
        self.stance.follow(snapshot)
        self.settings.follow(snapshot)
        self.tour.follow(snapshot)
        if not self.seen.now:
            self.pages.follow(snapshot)
            return
        self.pages.show_snapshot(snapshot, start, self.message, self.session.window)
        self.play.follow(self.session, snapshot, start)
        if self._text.due(start):
            self._show_source(snapshot, start)

    def _show_source(self, snapshot: Snapshot, now_s: float) -> None:
        p50, p95 = self.pages.delay_s()
        self.header.source_bar.show_snapshot(snapshot, stale_for(snapshot, now_s) > 0)
        if self.details.isVisible():
            self.details.show_snapshot(snapshot, p50, p95)
            self.details.place()
        if snapshot.recording is not None and snapshot.recording.error and not self.message:
            self.messages.say(sentence("view_main_window.recording_stopped", why=snapshot.recording.error))

    def say_unforeseen(self, sentence: str) -> None:
        """Say on whichever page is shown that something failed inside the program."""
        if self.pages.currentWidget() is self.start:
            self.start.show_error(sentence)
        else:
            self.messages.say(sentence, UNFORESEEN_S)

    def show_live(self) -> None:
        """The Live page; a calibration or a drill that was begun goes on meanwhile."""
        if self.session is not None:
            self.pages.show_live()

    def show_drills(self) -> None:
        """The drill page."""
        if self.session is not None:
            self.pages.show_drills(self.session)

    def show_wizard(self) -> None:
        """The calibration's page."""
        if self.session is not None:
            self.pages.show_wizard(self.session)

    def zero(self) -> None:
        """Zero the board, where the Live page is shown."""
        if self.pages.live_keys_hold:
            self.board_actions.zero()

    def undo_zero(self) -> None:
        """Take back the last zero, where the Live page is shown."""
        if self.pages.live_keys_hold:
            self.board_actions.undo_zero()

    def mark(self) -> None:
        """Mark this moment in the recording."""
        if self.wizard_shown is None and not self.history.shown:
            self.board_actions.mark()

    def toggle_recording(self) -> None:
        """R; in the wizard the same key takes a reading again, on a drill's summary it begins the drill again."""
        if self.wizard_shown is not None:
            self.wizard_shown.take_again()
        elif not self.history.shown and not (self.drills_shown and self.drills.once_more()):
            self.board_actions.toggle_recording()

    def toggle_freeze(self) -> None:
        """Space: freeze; in a drill it pauses."""
        if self.drills_shown or (self.pages.coach_shown and self.pages.drill_under_way):
            self.drills.toggle_pause()
        elif self.session is not None and self.pages.live_keys_hold:
            self.live.set_frozen(None if self.live.frozen else self.session.snapshot())

    def toggle_coach(self) -> None:
        """Enter or leave the coach view."""
        if self.session is None:
            return
        if self.pages.coach_shown:
            self.pages.leave_coach(self.session)
        elif self.pages.enter_coach():
            self.details.hide()

    def toggle_mirror(self) -> None:
        """Exchange left and right in the coach view."""
        if self.pages.coach_shown:
            self.coach.set_flip(not self.coach.flip)

    def leave(self) -> None:
        """Esc: out of the details, else of the calibration or the drill, else of the coach view; else no roll now."""
        if self.details.isVisible():
            self.toggle_details()
        elif self.wizard_shown is not None:
            self.wizard_shown.give_up()
        elif self.drills_shown:
            self.drills.leave()
        elif self.pages.coach_shown:
            self.pages.leave_coach(self.session)
        else:
            self.live.offer.put_off()

    def toggle_details(self) -> None:
        """Show or hide the details of the source."""
        if self.details.isVisible():
            self.details.hide()
            self.header.source_bar.setFocus()
            return
        if self.recordings.shown:
            return
        self.details.open(self.session.snapshot() if self.session else None, *self.pages.delay_s())
        self._text.due(self._clock())

    def toggle_theme(self) -> None:
        """From the dark to the light theme, or back; kept."""
        self.settings.toggle_theme()

    def save_screenshot(self) -> None:
        """Save the window under the next free name."""
        path, saved = save_screenshot(self, self._pictures)
        self.messages.say(
            sentence("view_main_window.saved_as", path=path)
            if saved
            else sentence("view_main_window.the_picture_could_not_be", path=path)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        coached = self.pages.coach_shown and self.pages.drill_under_way
        # A figure comes as far as the last key only where no board is played by it.
        last = coached or self.drills_shown
        if not ((coached and self.drills.drill_key(event)) or (last and self.drills.last_key(event))):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.details.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        # Whoever ends the program, by a signal or its own word, is not asked.
        if event.spontaneous() and not self.closing.may_close():
            event.ignore()
            return
        self._timer.stop()
        self.hand_out.finish()
        self.recordings.close()
        self.new_board.close()
        self.history.close()
        self.board.close()
        super().closeEvent(event)
