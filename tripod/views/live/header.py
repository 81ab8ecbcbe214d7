"""The top of the window: logo, pages, and the state of the source."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.views.kit.text import Run, advance, draw_runs, elided, runs_width
from tripod.views.kit.theme import BODY, BUTTON_RADIUS, HEADER_HEIGHT, HEAVY, MARGIN, REGULAR, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, TabButton
from tripod.views.live.header_icons import HeaderIcon, SettingsIcon
from tripod.views.live.page_button import PageButton

LONGEST_SHOWN = 14
"""Letters of a code beside a source bar that says much."""
AROUND_PX, LEAST_PX = 60, 120
"""What is round the line about the source, and how narrow it may become."""
_KINDS = ("insole", "pads", "plate")
"""Of virtual boards: these have a name in each language; every other board is called as its file is."""
LOSING = 0.01
"""A larger part of the frames lost is worth a word in the header; fewer stand in the details."""


def _losing(snapshot: Snapshot) -> bool:
    lost, came = snapshot.counters.lost_frames, snapshot.counters.frames
    return lost > LOSING * (lost + came)


class SourceBar(TabButton):
    """One line about the source; pressing it opens the details."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.theme = theme
        self.said = sentence("view_live_header.no_board_yet")
        self.muted_said = ""
        self.sound = False
        self.loud = False
        self.setAccessibleName(self.said)
        self.setAccessibleDescription(sentence("view_live_header.opens_details_of_the_board"))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_snapshot(self, snapshot: Snapshot | None, stale: bool) -> None:
        """Say which board it is, and else only what is wrong."""
        before = (self.said, self.muted_said, self.sound, self.loud)
        self.setEnabled(True)
        self.setToolTip("")
        self.said, self.muted_said = self._words_of(snapshot, stale)
        live = snapshot is not None and snapshot.phase is Phase.LIVE
        self.sound = live and not stale
        self.loud = snapshot is not None and (stale or snapshot.phase in (Phase.LOST, Phase.FAILED))
        if before == (self.said, self.muted_said, self.sound, self.loud):
            return
        self.setAccessibleName(f"{self.said} {self.muted_said}".strip())
        self.updateGeometry()
        self.update()

    def show_recording(self, said: str) -> None:
        """Say which recording is looked at; there are no details of a board to open then."""
        self.said, self.muted_said, self.sound, self.loud = said, "", False, False
        self.setEnabled(False)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    @staticmethod
    def _words_of(snapshot: Snapshot | None, stale: bool) -> tuple[str, str]:
        if snapshot is None:
            return sentence("view_live_header.no_board_yet"), ""
        name = snapshot.board.name if snapshot.board else snapshot.source
        if snapshot.source.startswith("virtual:"):
            name = sentence(f"view_play_kind.{name}") if name in _KINDS else name
            name = (
                sentence("view_live_header.virtual", board=name)
                if snapshot.board
                else sentence("view_live_header.virtual_board")
            )
        parts = [name]
        if snapshot.banner is not None:
            parts.append(snapshot.banner.board_id[:4])
        if snapshot.simulated and snapshot.phase is Phase.LIVE:
            parts.append(sentence("view_live_header.practice"))
        match snapshot.phase:
            case Phase.WAITING:
                parts.append(sentence("view_live_header.waiting_for_the_board"))
            case Phase.LOST:
                parts.append(sentence("view_live_header.unplugged"))
                return " · ".join(parts), sentence("view_live_header.reconnecting")
            case Phase.ENDED:
                parts.append(sentence("view_live_header.at_its_end"))
            case Phase.FAILED:
                parts.append(sentence("view_live_header.stopped"))
            case Phase.LIVE if stale:
                parts.append(sentence("view_live_header.silent"))
            case Phase.LIVE if _losing(snapshot):
                parts.append(sentence("view_live_header.lost", n=snapshot.counters.lost_frames))
            case Phase.LIVE:
                pass
        return " · ".join(parts), ""

    def _runs(self) -> list[Run]:
        out = [Run(self.said, BODY, self.theme.warn if self.loud else self.theme.text)]
        if self.muted_said:
            out.append(Run(f"   {self.muted_said}", BODY, self.theme.muted))
        room = self.width() - AROUND_PX
        if 0 < room < runs_width(out) - 1:
            # Whole for who points at it, or hears it.
            out = [Run(elided(self.said, BODY, room), BODY, out[0].colour)]
        return out

    def sizeHint(self) -> QSize:
        said = f"{self.said}   {self.muted_said}" if self.muted_said else self.said
        return QSize(round(advance(said, BODY) + AROUND_PX), 32)

    def minimumSizeHint(self) -> QSize:
        """A recording's name may be cut short; what is said of a board stands there whole."""
        return QSize(LEAST_PX, 32) if not self.isEnabled() else self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, middle = self.theme, self.height() / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus() or self.underMouse():
                painter.setPen(QPen(theme.accent if self.hasFocus() else theme.edge, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
                painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
            ink = theme.warn if self.loud else theme.muted
            painter.setPen(QPen(ink, 1.5))
            painter.setBrush(ink if self.sound else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(16, middle), 4, 4)
            draw_runs(painter, self._runs(), 30, middle + 4.5)
            if not self.isEnabled():
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.muted)
            for way in (-5, 0, 5):
                painter.drawEllipse(QPointF(self.width() - 12, middle + way), 1.7, 1.7)


class Tab(PageButton):
    """The name of a page; the present one stands on a chip."""

    def __init__(self, name: str, key: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, name, sentence("view_live_header.page_key", key=key), theme, parent)
        self.setToolTip(sentence("view_live_header.key", key=key))

    def sizeHint(self) -> QSize:
        return QSize(round(advance(self.text(), TEXT, STRONG)) + 28, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, box = self.theme, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.accent, 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_soft if self.present else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
            ink = theme.text if self.present or self.underMouse() else theme.muted
            name = [Run(self.text(), TEXT, ink, STRONG if self.present else REGULAR)]
            draw_runs(painter, name, (self.width() - runs_width(name)) / 2, self.height() / 2 + 5)


class Header(QWidget):
    """Logo, pages, source bar."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.page = ""
        self.setFixedHeight(HEADER_HEIGHT)
        self.source_bar = SourceBar(theme, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(137, 0, MARGIN - 8, 0)
        row.setSpacing(8)
        self.live = Tab(sentence("view_live_header.live"), "L", theme)
        self.drills = Tab(sentence("view_live_header.drills"), "D", theme)
        self.calibrate = Tab(sentence("view_live_header.calibrate"), "K", theme)
        self.history = Tab(sentence("view_live_header.history"), "H", theme)
        for tab in (self.live, self.drills, self.calibrate, self.history):
            row.addWidget(tab)
            tab.setVisible(tab is self.history)
        row.addStretch()
        self.person = KeyButton("", "P", theme)
        row.addWidget(self.person)
        row.addWidget(self.source_bar)
        self.help = HeaderIcon(sentence("view_live_header.all_keys"), sentence("view_live_header.key", key="?"), theme)
        self.settings = SettingsIcon(
            sentence("view_live_header.settings"), sentence("view_live_header.key", key=","), theme
        )
        row.addWidget(self.help)
        row.addWidget(self.settings)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_person(self, code: str) -> None:
        """Who is here."""
        self.person.set_text(code if len(code) <= LONGEST_SHOWN else f"{code[: LONGEST_SHOWN - 1]}…")
        self.person.setAccessibleName(sentence("view_live_header.who_trains", code=code))
        self.person.setToolTip(sentence("view_live_header.who_trains", code=code))

    def set_page(self, page: str, with_board: bool = True) -> None:
        """Name the present page, "" for the start page. Without a board there is only the history to choose."""
        self.page = page
        for tab in (self.live, self.drills, self.calibrate, self.history):
            tab.setVisible(tab is self.history or (bool(page) and with_board))
            tab.set_present(tab.text() == page)

    def set_settings_shown(self, shown: bool) -> None:
        """Mark the settings as the present page."""
        self.settings.set_present(shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, middle = self.theme, self.height() / 2
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.panel)
            painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.edge)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _paint_logo(painter, QPointF(MARGIN + 12, middle), theme)
            draw_runs(
                painter, [Run(sentence("view_live_header.tripod"), 18, theme.text, HEAVY)], MARGIN + 34, middle + 6
            )


def _paint_logo(painter: QPainter, centre: QPointF, theme: Theme) -> None:
    """The three points and their arches."""
    top, left, right = (centre + QPointF(x, y) for x, y in ((0, -11), (-10, 9.5), (10, 9.5)))
    painter.setPen(QPen(theme.accent, 2))
    for a, b in ((top, left), (left, right), (right, top)):
        painter.drawLine(a, b)
    painter.setPen(Qt.PenStyle.NoPen)
    for at, ink in ((top, theme.text), (left, theme.accent), (right, theme.muted)):
        painter.setBrush(ink)
        painter.drawEllipse(at, 3.2, 3.2)
