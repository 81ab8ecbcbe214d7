"""The Live page: feet, strips and keys on the left; numbers and advice on the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.live.recent_window import Window
from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.views.feet.bars import Bars
from tripod.views.feet.foot_view import FootView
from tripod.views.feet.strips import SPAN_S, Strip
from tripod.views.kit.pace import MAP_S, SLOW_S, SPOKEN_S, TEXT_S, Every
from tripod.views.kit.theme import MARGIN, Theme
from tripod.views.kit.widgets import KeyButton
from tripod.views.kit.words import Words
from tripod.views.live.advice_panel import AdvicePanel
from tripod.views.live.roll_offer import RollOffer
from tripod.views.live.stale import stale_for


class LivePage(QWidget):
    """Stand and watch."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.frozen: Snapshot | None = None
        self.feet = FootView(theme, words, clock)
        self.feet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bars = Bars(theme, words)
        self.advice = AdvicePanel(theme, words)
        self.offer = RollOffer(theme)
        self.strips = {foot: Strip(foot, theme, words) for foot in ("left", "right")}
        self.zero = KeyButton(sentence("view_live_live_page.zero_step_off"), "Z", theme)
        self.undo_zero = KeyButton(sentence("view_live_live_page.undo_zero"), "Ctrl+Z", theme)
        self.mark = KeyButton(sentence("view_live_live_page.mark"), "M", theme)
        self.record = KeyButton(sentence("view_live_live_page.record"), "R", theme)
        self.freeze = KeyButton(sentence("view_live_live_page.freeze"), sentence("view_live_live_page.space"), theme)
        self.coach = KeyButton(sentence("view_live_live_page.coach_view"), "F11", theme)
        self._map, self._slow = Every(MAP_S), Every(SLOW_S)
        self._text, self._spoken = Every(TEXT_S), Every(SPOKEN_S)
        self._right = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        strips = QHBoxLayout()
        strips.setSpacing(12)
        for strip in self.strips.values():
            strips.addWidget(strip)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for button in (self.zero, self.undo_zero, self.mark, self.record, self.freeze, self.coach):
            keys.addWidget(button)
        keys.addStretch()
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.offer)
        left.addWidget(self.feet, 41)
        left.addLayout(strips, 10)
        left.addLayout(keys)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(MARGIN)
        right.addWidget(self.bars, 1)
        right.addWidget(self.advice)
        both = QHBoxLayout(self)
        both.setContentsMargins(MARGIN, MARGIN, MARGIN, 14)
        both.setSpacing(MARGIN)
        both.addLayout(left, 1)
        both.addWidget(self._right)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._right.setFixedWidth(min(max(round(0.297 * self.width()), 320), 560))
        self.advice.set_scale(min(max(min(self.width() / 1280, self.height() / 748), 1.0), 1.4))

    def reset(self) -> None:
        """Paint everything at the next picture: another board, another theme."""
        for every in (self._map, self._slow, self._text, self._spoken):
            every.reset()

    def set_frozen(self, snapshot: Snapshot | None) -> None:
        """Hold this picture; None lets it run."""
        self.frozen = snapshot
        self.freeze.set_strong(snapshot is not None)
        self.feet.set_note(sentence("view_live_live_page.frozen") if snapshot is not None else "")
        self.reset()

    def show_snapshot(self, snapshot: Snapshot, now_s: float, window: Callable[[float], Window]) -> None:
        """Show the newest picture, each part at its own pace."""
        stale_s = stale_for(snapshot, now_s)
        shown = self.frozen or snapshot
        grey = snapshot.phase in (Phase.LOST, Phase.FAILED, Phase.ENDED) or stale_s > 0
        if grey != self.feet.grey or snapshot.phase is not self.feet.snapshot.phase:
            self.reset()
        if self.frozen is None or self._map.due(now_s):
            self.feet.show_snapshot(shown, grey, self.frozen is not None or self._map.due(now_s))
        if self._slow.due(now_s):
            self.bars.show_snapshot(shown, grey)
            if self.frozen is None and snapshot.board is not None:
                self._show_strips(snapshot, window(SPAN_S), grey)
        if self._text.due(now_s):
            self.advice.show_snapshot(
                snapshot if grey or self.frozen is None else self.frozen, stale_s, self.frozen is not None
            )
            self._show_keys(snapshot)
            self.offer.show_snapshot(snapshot, grey)
        if self._spoken.due(now_s):
            self.feet.setAccessibleDescription(self.words.summary(shown))

    def _show_strips(self, snapshot: Snapshot, window: Window, grey: bool) -> None:
        feet = self.feet.feet()
        for foot, strip in self.strips.items():
            strip.setVisible(foot in feet)
            if foot in feet:
                strip.show_window(snapshot.board, window, grey)

    def _show_keys(self, snapshot: Snapshot) -> None:
        self.undo_zero.setEnabled(snapshot.can_undo_zero)
        recording = snapshot.recording
        if recording is not None and not recording.error:
            minutes, seconds = divmod(int(recording.elapsed_s), 60)
            self.record.set_text(f"● {minutes:02d}:{seconds:02d}")
            self.record.setAccessibleName(sentence("view_live_live_page.stop_recording"))
        else:
            self.record.set_text(sentence("view_live_live_page.record"))
        self.record.set_strong(recording is not None and not recording.error)
