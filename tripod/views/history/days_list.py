"""Sessions by day: a line for each day, below it what was kept of it, the newest first."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tripod.history.found import Done, Kept
from tripod.sentences import sentence
from tripod.views.history.dates import clock, day_title
from tripod.views.history.words import beside, came_to, mark_of, row_said
from tripod.views.kit.judgement_mark import paint_mark
from tripod.views.kit.text import Align, Run, advance, draw_runs
from tripod.views.kit.theme import BODY, BUTTON_RADIUS, HEAVY, SMALL, STRONG, Theme

ROW_PX = 27
MARK_PX = 17
_CLOCK_X, _TITLE_X = 12, 62
_NARROW = 560
"""Pixels of width under which there is no room for what stands beside."""

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class DaysModel(QAbstractListModel):
    """Rows are either the title of a day with how much it has, or one thing that was kept."""

    def __init__(self, title: Callable[[Kept], str]) -> None:
        super().__init__()
        self.title = title
        self.rows: list[tuple[str, int] | Kept] = []
        self._today = ""

    def show(self, found: Sequence[Kept], today: str) -> None:
        """The newest first."""
        self.beginResetModel()
        self._today = today
        self.rows = []
        for _, of_day in groupby(found, key=lambda of: of.made[:10]):
            kept = list(of_day)
            self.rows += [(kept[0].made, len(kept)), *kept]
        self.endResetModel()

    def day(self, made: str) -> str:
        """The title of a day."""
        return day_title(made, self._today)

    def kept(self, row: int) -> Kept | None:
        """What was kept in this row; None in the title of a day."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return None if isinstance(found, tuple) else found

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.kept(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.rows[index.row()]
        if isinstance(row, tuple):
            return None if role == Qt.ItemDataRole.ToolTipRole else self.day(row[0])
        return row_said(row, self.title)


class _Rows(QStyledItemDelegate):
    """Draws them."""

    def __init__(self, view: "DaysList", theme: Theme) -> None:
        super().__init__(view)
        self._view, self.theme = view, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
        row = self._view.days.rows[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(box)
        if isinstance(row, tuple):
            self._paint_day(painter, QRectF(box), self._view.days.day(row[0]), row[1])
        else:
            self._paint_kept(painter, QRectF(box), row, bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_day(self, painter: QPainter, box: QRectF, title: str, n: int) -> None:
        muted, baseline = self.theme.muted, box.bottom() - 8
        draw_runs(painter, [Run(title, SMALL + 1, muted, STRONG)], box.left() + _CLOCK_X, baseline)
        many = sentence("view_history.tries", n=n)
        draw_runs(painter, [Run(many, SMALL + 0.5, muted)], box.right() - 12, baseline, Align.RIGHT)

    def _paint_kept(self, painter: QPainter, box: QRectF, of: Kept, chosen: bool) -> None:
        theme, baseline = self.theme, box.center().y() + 4.5
        if chosen:
            painter.setPen(QPen(theme.accent if self._view.hasFocus() else theme.accent_soft, 1))
            painter.setBrush(theme.accent_soft)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), BUTTON_RADIUS - 2, BUTTON_RADIUS - 2)
        wide = box.width() >= _NARROW
        score_x = box.left() + (0.42 if wide else 0.52) * box.width()
        mark_x, right = score_x + 16, box.right() - 12
        beside_x = box.left() + 0.76 * box.width() if wide and beside(of) else right
        draw_runs(painter, [Run(clock(of.made), BODY, theme.muted)], box.left() + _CLOCK_X, baseline)
        self._text(painter, self._view.days.title(of), box.left() + _TITLE_X, score_x - 44, baseline, theme.text)
        if isinstance(of, Done) and of.score is not None:
            draw_runs(painter, [Run(str(of.score), BODY, theme.text, HEAVY)], score_x, baseline, Align.RIGHT)
        mark = mark_of(of)
        if mark is not None:
            paint_mark(painter, mark, QRectF(mark_x, box.center().y() - MARK_PX / 2, MARK_PX, MARK_PX), theme)
        self._text(painter, came_to(of), mark_x + MARK_PX + 8, beside_x - 10, baseline, theme.text)
        if wide:
            self._text(painter, beside(of), beside_x, right, baseline, theme.muted)

    def _text(self, painter: QPainter, text: str, left: float, right: float, baseline: float, ink: object) -> None:
        draw_runs(painter, [Run(elided(text, right - left), BODY, ink)], left, baseline)  # type: ignore[arg-type]


def elided(text: str, width: float) -> str:
    """The text, or as much of it as fits, with a sign that there is more; the row's tip has all of it."""
    if advance(text, BODY) <= width:
        return text
    while text and advance(f"{text}…", BODY) > width:
        text = text[:-1]
    return f"{text.rstrip()}…" if text else ""


class DaysList(QListView):
    """Up and Down go from one to the next over titles; letters stay keys of the window."""

    shown = Signal()
    """Another one is the present one."""
    entered = Signal()
    """Enter, or a double click."""
    at_end = Signal()
    """Somebody goes as far as the list does."""

    def __init__(self, title: Callable[[Kept], str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = DaysModel(title)
        self._rows = _Rows(self, theme)
        self.setModel(self.days)
        self.setItemDelegate(self._rows)
        self.setAccessibleName(sentence("view_history.sessions"))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.doubleClicked.connect(self._double)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._rows.theme = theme
        self.setStyleSheet(f"DaysList {{ background: {theme.panel.name()}; outline: 0; }}")
        self.viewport().update()

    def show(self, found: Sequence[Kept] | None = None, today: str = "") -> None:
        """List these; without any, as every widget."""
        if found is None:
            super().show()
            return
        self.days.show(found, today)

    def renew(self, now: Mapping[tuple[str, str], Kept]) -> None:
        """The rows say what is known now, by person and key, and stay where they are."""
        rows = self.days.rows
        for n, row in enumerate(rows):
            if not isinstance(row, tuple):
                rows[n] = now.get((row.person, row.key), row)
        self.viewport().update()

    @property
    def chosen(self) -> Kept | None:
        """What the present row has."""
        return self.days.kept(self.currentIndex().row())

    def choose(self, wanted: Callable[[Kept], bool]) -> bool:
        """Go to the first that is wanted, else to the newest; whether one was."""
        rows = [n for n, row in enumerate(self.days.rows) if not isinstance(row, tuple)]
        row = next((n for n in rows if wanted(self.days.rows[n])), None)  # type: ignore[arg-type]
        self._go(row if row is not None else rows[0] if rows else -1)
        return row is not None

    def _go(self, row: int) -> None:
        self.setCurrentIndex(self.days.index(row, 0))
        if row > 0 and self.days.kept(row - 1) is None:
            # With the day that it stands under.
            self.scrollTo(self.days.index(row - 1, 0))
        self.scrollTo(self.currentIndex())
        self.shown.emit()

    def step(self, by: int) -> None:
        """So many further down, or up, as far as there are any."""
        rows = [n for n in range(len(self.days.rows)) if self.days.kept(n) is not None]
        if not rows:
            return
        at = self.currentIndex().row()
        now = rows.index(at) if at in rows else 0
        self._go(rows[min(max(now + by, 0), len(rows) - 1)])

    def _current_changed(self, *_: object) -> None:
        self.shown.emit()

    def _scrolled(self, value: int) -> None:
        if value and value == self.verticalScrollBar().maximum():
            self.at_end.emit()

    def _double(self, *_: object) -> None:
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = max(self.viewport().height() // ROW_PX - 1, 1)
        steps = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Home: -len(self.days.rows), Qt.Key.Key_End: len(self.days.rows),
        }  # fmt: skip
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            # Letters are keys of the window, and look for nothing here.
            event.ignore()
