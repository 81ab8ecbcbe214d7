"""One drill over weeks: which one, since when, on which board; its plot, and what may be said."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QStyle, QStyleOptionComboBox, QVBoxLayout, QWidget

from tripod.history.found import Done, Kept
from tripod.history.trend import Trend
from tripod.history.words import change_said, repeats_said, since_said
from tripod.sentences import sentence
from tripod.training.alike import Kind
from tripod.views.history.dates import long_day
from tripod.views.history.trend_plot import TrendPlot
from tripod.views.kit.segments import Segments
from tripod.views.kit.theme import BODY, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import Line, Panel

WEEKS = {"4": 4, "8": 8, "all": 0}
_BRIEF = 4
_TIGHT_PX = 300
"""Of the panel's height, under which what repeats come to is only in the tip."""


_COMBO = QStyle.ComplexControl.CC_ComboBox
_BESIDE = 28
"""Pixels of a list beside its words."""


class Choice(QComboBox):
    """Of some keys. They stay in a list here: what Qt keeps as an item's data may come back as another type."""

    picked = Signal(str)
    """By a hand."""

    def __init__(self, name: str, width: int) -> None:
        """`width`: the least; it is as wide as its longest words where there is room."""
        super().__init__()
        self._keys: list[str] = []
        self.setAccessibleName(name)
        self.setMinimumWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(8)
        self.activated.connect(self._pick)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        field = self.style().subControlRect(_COMBO, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        # Qt cuts it off in the middle of a letter.
        elide = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(self.currentText(), elide, field.width() - 2)  # pyright: ignore[reportAttributeAccessIssue]

    def offer(self, choices: Mapping[str, str], chosen: str) -> None:
        """Keys with their words."""
        self._keys = list(choices)
        self.clear()
        self.addItems(list(choices.values()))
        self.setCurrentIndex(self._keys.index(chosen) if chosen in self._keys else 0)
        self.setToolTip(self.currentText())
        # In the list nothing is cut, however narrow the field is.
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + _BESIDE)

    @property
    def keys(self) -> tuple[str, ...]:
        """All that are offered."""
        return tuple(self._keys)

    @property
    def key(self) -> str:
        """Of the present one, "" where there is none."""
        at = self.currentIndex()
        return self._keys[at] if 0 <= at < len(self._keys) else ""

    def _pick(self, _at: int) -> None:
        self.picked.emit(self.key)


class TrendPanel(Panel):
    """Asks to be told what it is to show whenever another is chosen."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.reckoning = False
        """The trend that is to be shown is not known yet."""
        self.drill = Choice(sentence("view_history.drill"), 160)
        self.weeks = Segments(
            [("4", sentence("view_history.weeks_4")), ("8", sentence("view_history.weeks_8")),
             ("all", sentence("view_history.weeks_all"))],
            theme,
        )  # fmt: skip
        self.weeks.set_key("all")
        self.weeks.setAccessibleName(sentence("view_history.weeks"))
        self.kind = Segments(
            [(Kind.HOLDS.value, sentence("view_history.holds")), (Kind.REPS.value, sentence("view_history.reps"))],
            theme,
        )
        self.kind.set_key(Kind.HOLDS.value)
        self.kind.setAccessibleName(sentence("view_history.kinds"))
        self.kind.hide()
        self.board = Choice(sentence("view_history.boards"), 118)
        self.plot = TrendPlot(theme)
        # Its own wish, that of a picture, is none of this page.
        self.plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.change = Line("", theme, "text", TEXT, STRONG)
        self.since = Line("", theme, "muted", BODY)
        self.repeats = Line("", theme, "muted", SMALL + 0.5)
        for line in (self.change, self.since, self.repeats):
            line.setWordWrap(True)
            line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(10)
        for widget in (self.drill, self.weeks, self.board):
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.plot, 1)
        said = QHBoxLayout()
        said.setSpacing(10)
        said.addWidget(self.change, 1)
        # Above there is no room in a narrow window.
        said.addWidget(self.kind)
        column.addLayout(said)
        for line in (self.since, self.repeats):
            column.addWidget(line)
        self.drill.picked.connect(self.changed)
        self.board.picked.connect(self.changed)
        self.weeks.chosen.connect(self.changed)
        self.kind.chosen.connect(self.changed)

    def offer(self, drills: Mapping[str, str], usual: str, boards: Sequence[tuple[str, str]]) -> None:
        """Names and titles of the drills, the one to begin with, and (id, kind) of the boards that there are."""
        self.drill.offer(drills, self.drill.key if self.drill.key in drills else usual)
        every = {"": sentence("view_history.all_boards")}
        self.board.offer({**every, **{of: f"{kind} · {of[:_BRIEF]}" for of, kind in boards}}, self.board.key)

    def offer_kinds(self, kinds: Sequence[Kind]) -> Kind:
        """What of a drill there is; which is chosen."""
        self.kind.setVisible(len(kinds) > 1)
        return Kind(self.kind.key) if len(kinds) > 1 else kinds[0]

    def show_trend(self, trend: Trend, since_day: int | None) -> None:
        """`since_day`: only what was done later is drawn, in days since 1970; what is said is of all."""
        self.reckoning = False
        seconds = None if since_day is None else 86_400 * since_day
        points = [p for p in trend.points if seconds is None or (p.done.made_s or 0) >= seconds]
        self.plot.show_trend(trend, points)
        said = change_said(trend)
        self.change.set_text(said)
        legend = sentence("view_history.doubt") if self.plot.doubts else ""
        self.since.set_text(" ".join(filter(None, (since_said(trend, long_day), legend))))
        self.repeats.set_text(repeats_said(trend))
        self.change.setToolTip(repeats_said(trend))
        self.plot.setAccessibleDescription(" ".join(filter(None, (said, self.since.text(), self.repeats.text()))))
        self._show_lines()

    def show_reckoning(self) -> None:
        """Of what is to be shown the trend is not known yet."""
        self.show_trend(Trend(), None)
        self.reckoning = True
        self.change.set_text(sentence("view_history.reckoning"))
        self.plot.setAccessibleDescription(self.change.text())

    def mark(self, of: Kept | None) -> None:
        """Put the ring round this one, where it is drawn."""
        ident = of.id if isinstance(of, Done) else None
        numbers = [n for n, p in enumerate(self.plot.points) if p.done.id == ident]
        self.plot.mark(numbers[0] if numbers else None)

    def _show_lines(self) -> None:
        self.since.setVisible(bool(self.since.text()))
        self.repeats.setVisible(bool(self.repeats.text()) and self.height() >= _TIGHT_PX)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._show_lines()
