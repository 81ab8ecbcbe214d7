"""The Live page: feet with their shares on the left; what is said of them, totals and curves on the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tripod.live.freshness import Freshness
from tripod.live.recent_window import Window
from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.views.feet.foot_view import FootView
from tripod.views.feet.lanes import Shown
from tripod.views.feet.strip_panel import StripPanel
from tripod.views.feet.strips import SPAN_S
from tripod.views.feet.totals import Totals
from tripod.views.kit.key_table import Does, keys_of
from tripod.views.kit.pace import MAP_S, SLOW_S, SPOKEN_S, TEXT_S, Every
from tripod.views.kit.theme import MARGIN, Theme
from tripod.views.kit.widgets import KeyButton
from tripod.views.kit.words import Words
from tripod.views.live.advice_panel import AdvicePanel
from tripod.views.live.caption import Caption
from tripod.views.live.roll_offer import RollOffer
from tripod.views.live.stale import stale_for

_GAP = 16
_STRIP_HIGH = 150
"""With less room for them, the curves are left out."""
NARROW = 900
"""Pixels of width under which the feet have all of it, as beside the panel of a board that is played in a small window:
what is said stands below them, and curves, totals and the line about what is drawn are left out."""


class LivePage(QWidget):
    """Stand and watch."""

    scale_held = Signal(bool)
    """By its key: the map's scale stays as it is, or fits again."""
    between_drawn = Signal(bool)
    """By its key: between the points, too, or only what is measured."""

    why_not = Signal(str)
    """The sentence why a key has nothing to do."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.frozen: Snapshot | None = None
        self.feet = FootView(theme, words, clock)
        self.feet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.feet.may_turn = True
        self.totals = Totals(theme, words)
        self.advice = AdvicePanel(theme, words)
        self.offer = RollOffer(theme)
        self.strips = StripPanel(theme, words)
        self.caption = Caption(theme)
        self.zero = KeyButton(sentence("view_live_live_page.zero_step_off"), "Z", theme)
        self.undo_zero = KeyButton(
            sentence("view_live_live_page.undo_zero"), sentence("view_live_live_page.ctrl_z"), theme
        )
        self.mark = KeyButton(sentence("view_live_live_page.mark"), "M", theme)
        self.record = KeyButton(sentence("view_live_live_page.record"), "R", theme)
        self.freeze = KeyButton(sentence("view_live_live_page.freeze"), sentence("view_live_live_page.space"), theme)
        self.coach = KeyButton(sentence("view_live_live_page.coach_view"), "F11", theme)
        self._map, self._slow = Every(MAP_S), Every(SLOW_S)
        self._text, self._spoken = Every(TEXT_S), Every(SPOKEN_S)
        self._right = QWidget()
        self._lay_out()
        self._bind_keys()

    def _lay_out(self) -> None:
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for button in (self.zero, self.undo_zero, self.mark, self.record, self.freeze, self.coach):
            # In a narrow window it leaves out its key.
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            keys.addWidget(button)
        self.undo_zero.hide()
        keys.addSpacing(8)
        keys.addWidget(self.caption, 1)
        self._said = right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(_GAP)
        for part in (self.offer, self.advice, self.totals):
            right.addWidget(part)
        right.addWidget(self.strips, 1)
        # Where the curves are left out, what remains keeps its height.
        right.addStretch()
        self._both = both = QHBoxLayout()
        both.setSpacing(_GAP)
        both.addWidget(self.feet, 1)
        both.addWidget(self._right)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 14)
        column.setSpacing(14)
        column.addLayout(both, 1)
        column.addLayout(keys)

    def _bind_keys(self) -> None:
        """Keys that hold while this page is on the screen, and nowhere else."""
        self._keys: dict[str, QShortcut] = {}
        for does, action in (
            (Does.HOLD_SCALE, self._hold_scale),
            (Does.BETWEEN, self._draw_between), (Does.WHOLE, self._show_whole), (Does.SHORTER, partial(self._zoom, -1)),
            (Does.LONGER, partial(self._zoom, 1)),
        ):  # fmt: skip
            for keys in keys_of(does):
                self._keys[keys] = QShortcut(QKeySequence(keys), self)
                self._keys[keys].activated.connect(action)
        for keys, shown in zip(keys_of(Does.STRIP), Shown, strict=True):
            key = self._keys[keys] = QShortcut(QKeySequence(keys), self)
            key.activated.connect(partial(self._choose_curves, shown))

    def _hold_scale(self) -> None:
        board = self.feet.snapshot.board
        if board is not None and board.claims.map_radius_mm > 0:
            self.scale_held.emit(not self.feet.fitted.held)
        else:
            self.why_not.emit(sentence("view_why_not.no_scale"))

    def _draw_between(self) -> None:
        self.between_drawn.emit(not self.feet.between)
        if self.feet.between and not self.feet.may_draw_between():
            self.why_not.emit(sentence("view_why_not.no_between"))

    def _has_curves(self) -> bool:
        if self.strips.isHidden():
            self.why_not.emit(sentence("view_why_not.no_curves"))
        return not self.strips.isHidden()

    def _show_whole(self) -> None:
        if self._has_curves():
            self.strips.strip.set_whole(not self.strips.strip.whole)

    def _zoom(self, longer: int) -> None:
        if self._has_curves() and not self.strips.strip.zoom(longer):
            self.why_not.emit(sentence("view_why_not.most_time" if longer > 0 else "view_why_not.least_time"))

    def _choose_curves(self, shown: Shown) -> None:
        if self._has_curves():
            self.strips.choose(shown)

    def lend_keys(self, lent: bool) -> None:
        """A board that is played has F and the figures for itself."""
        for keys in (*keys_of(Does.HOLD_SCALE), *keys_of(Does.STRIP)):
            self._keys[keys].setEnabled(not lent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self._both.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        beside = min(max(round(0.2875 * self.width()), 308), 560)
        self._right.setFixedWidth(self.width() - 2 * MARGIN if narrow else beside)
        for part in (self.totals, self.caption):
            part.setVisible(not narrow)
        scale = min(max(min(self.width() / 1280, self.height() / 748), 1.0), 1.4)
        self.advice.set_scale(scale)
        self.totals.set_scale(min(max(self.height() / 748, 0.8), scale) if self.height() < 748 else scale)
        small = self.height() < 620
        self._said.setSpacing(10 if small else _GAP)
        margin = 14 if small else MARGIN
        self._column.setContentsMargins(MARGIN, margin, MARGIN, 12 if small else 14)
        self._make_room()

    def _make_room(self) -> None:
        """Leave the curves out where what is said needs their place."""
        parts = [p for p in (self.offer, self.advice, self.totals) if not p.isHidden()]
        width = self._right.width()
        used = sum(max(p.heightForWidth(width), p.minimumSizeHint().height(), p.minimumHeight()) + _GAP for p in parts)
        self.strips.setVisible(self.width() >= NARROW and self.height() - 82 - used >= _STRIP_HIGH)

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

    def wants(self, now_s: float) -> Freshness:
        """Whether a picture that is made now shows map and numbers anew, the map alone, or what moves."""
        if not self._map.soon(now_s):
            return Freshness.GLANCE
        return Freshness.ONE_OF_MANY if self._slow.soon(now_s) else Freshness.LOADS

    def show_snapshot(self, snapshot: Snapshot, now_s: float, window: Callable[[float], Window]) -> None:
        """Show the newest picture, each part at its own pace."""
        stale_s = stale_for(snapshot, now_s)
        shown = self.frozen or snapshot
        grey = snapshot.phase in (Phase.LOST, Phase.FAILED, Phase.ENDED) or stale_s > 0
        if grey != self.feet.grey or snapshot.phase is not self.feet.snapshot.phase:
            self.reset()
        text, still = self._text.due(now_s), self.frozen is not None
        # What stands still needs painting only where its unit, its theme or its scale became another.
        map_due = text if still else self._map.due(now_s)
        # Never between two maps, or there would be more pictures to compose.
        slow_due = text if still else map_due and self._slow.due(now_s)
        if map_due or not still:
            self.feet.show_snapshot(shown, grey, map_due, numbers=slow_due)
        if slow_due:
            self.totals.show_snapshot(shown, grey)
            if not still and snapshot.board is not None and not self.strips.isHidden():
                self.strips.show_window(snapshot, window(SPAN_S), grey)
        if text:
            self.advice.show_snapshot(
                snapshot if grey or self.frozen is None else self.frozen, stale_s, self.frozen is not None
            )
            self.caption.set_parts(self.feet.captions())
            self._show_keys(snapshot)
            self.offer.show_snapshot(snapshot, grey)
            self.advice.set_brief(not self.offer.isHidden())
            self._make_room()
        if self._spoken.due(now_s):
            self.feet.setAccessibleDescription(self.words.summary(shown))

    def _show_keys(self, snapshot: Snapshot) -> None:
        undone = snapshot.can_undo_zero and not snapshot.replayed
        self.undo_zero.setEnabled(undone)
        self.undo_zero.setVisible(undone)
        recording = snapshot.recording
        if recording is not None and not recording.error:
            minutes, seconds = divmod(int(recording.elapsed_s), 60)
            self.record.set_text(f"● {minutes:02d}:{seconds:02d}")
            self.record.setAccessibleName(sentence("view_live_live_page.stop_recording"))
        else:
            self.record.set_text(sentence("view_live_live_page.record"))
        self.record.set_strong(recording is not None and not recording.error)
        # What can only be done to a board; a recording that was asked for when it was opened can be ended and marked.
        self.zero.setVisible(not snapshot.replayed)
        for button in (self.record, self.mark):
            button.setVisible(not snapshot.replayed or recording is not None)
