"""The strip with what it can show to choose from."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.live.recent_window import Window
from tripod.live.snapshot import Snapshot
from tripod.sentences import sentence
from tripod.views.feet.lanes import Shown, lanes
from tripod.views.feet.strips import Strip
from tripod.views.kit.segments import Segments
from tripod.views.kit.theme import Theme
from tripod.views.kit.widgets import Panel
from tripod.views.kit.words import Words


class StripPanel(Panel):
    """Shows the foot that is spoken of, until somebody chooses."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._words = words
        self._chosen = False
        self.strip = Strip(theme)
        self.choice = Segments([(s.value, sentence(f"view_feet_strip_panel.show_{s.value}")) for s in Shown], theme)
        self.choice.setAccessibleName(sentence("view_feet_strip_panel.what_is_shown"))
        self.choice.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 8)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.choice)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self.strip, 1)

    @property
    def shown(self) -> Shown:
        """What is shown."""
        return Shown(self.choice.key)

    def choose(self, shown: Shown) -> None:
        """Show this from now on, where the board has it."""
        if not self.choice.buttons[shown.value].isHidden():
            self.choice.set_key(shown.value)
            self._chosen = True

    def _choose(self, key: str) -> None:
        self.choose(Shown(key))

    def show_window(self, snapshot: Snapshot, window: Window, grey: bool) -> None:
        """Take the last seconds."""
        board = snapshot.board
        if board is None:
            return
        both = len(board.feet) > 1
        offered = [s for s in Shown if s.value in board.feet or s is Shown.COP or (s is Shown.BOTH and both)]
        self.choice.offer([s.value for s in offered])
        if self.shown not in offered:
            self.choice.set_key(offered[0].value)
        spoken_of = snapshot.judgement.foot if snapshot.judgement is not None else ""
        if not self._chosen and spoken_of in board.feet:
            self.choice.set_key(spoken_of)
        self.strip.show_lanes(lanes(self.shown, board, window, self._words, snapshot), window, grey)
