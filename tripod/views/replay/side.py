"""Beside one recording: what is to be said of the feet at this moment, and the last seconds as curves."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tripod.live.recent_window import Window
from tripod.live.snapshot import Phase, Snapshot
from tripod.views.feet.strip_panel import StripPanel
from tripod.views.kit.theme import Theme
from tripod.views.kit.words import Words
from tripod.views.live.advice_panel import AdvicePanel


class SidePanel(QWidget):
    """Follows the moment that is shown."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.advice = AdvicePanel(theme, words)
        self.strips = StripPanel(theme, words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.advice)
        column.addWidget(self.strips, 1)

    def show_moment(self, snapshot: Snapshot, seconds: Window | None) -> None:
        """Show what holds then."""
        if snapshot.phase is Phase.LIVE:
            self.advice.show_snapshot(snapshot, 0.0, False)
        # What was wrong with wires then can be mended on the board, and not here.
        self.advice.turn.hide()
        if seconds is not None and not self.strips.isHidden():
            self.strips.show_window(snapshot, seconds, snapshot.phase is not Phase.LIVE)
