"""The page shown while no board is open: offers the virtual board and lists the ports."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.sources import PortInfo
from tripod.views.feet.foot_shape import Place
from tripod.views.feet.foot_stage import FootStage
from tripod.views.kit.theme import BIG, BODY, HEAVY, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, LinkButton, Panel
from tripod.views.kit.words import Words

VIRTUAL = "virtual:quiet,board=pads"


class _Feet(FootStage):
    """Two empty feet."""

    def places(self) -> dict[str, Place]:
        px_per_mm = (self.height() - 8) / 260
        return {
            foot: Place(self.width() / 2 + way * 0.305 * (self.height() - 8), self.height() - 4, px_per_mm)
            for foot, way in (("left", -1), ("right", 1))
        }


class StartPage(QWidget):
    """Emits the source to open."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        words: Words,
        clock: Callable[[], float],
        permission_help: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._permission_help = permission_help
        self._ports: list[tuple[str, str, str, bool, bool]] = []
        self.feet = _Feet(theme, words, clock)
        self.feet.show_snapshot(Snapshot(Phase.WAITING, ""), grey=False, compose=True)
        self.feet.setAccessibleName(sentence("view_live_start_page.two_feet_with_three_points"))
        self.feet.setMinimumHeight(120)
        self.feet.setMaximumHeight(338)
        self.heading = Line(sentence("view_live_start_page.plug_in_a_board_or"), theme, "text", BIG, HEAVY)
        talks = sentence("view_live_start_page.an_arduino_is_found_by")
        self.sub = Line(talks, theme, "muted", TEXT)
        self.error = Line("", theme, "warn", TEXT, STRONG)
        self.error.setWordWrap(True)
        self.error.setFixedWidth(660)
        self.error.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.error.hide()
        self.virtual = KeyButton(sentence("view_live_start_page.stand_on_the_virtual_board"), "", theme, size=TEXT)
        self.virtual.set_strong(True)
        self.virtual.clicked.connect(lambda: self.chosen.emit(VIRTUAL))
        self.panel = Panel(theme)
        self.rows = QGridLayout()
        self.help_link = LinkButton(sentence("view_live_start_page.no_permission_show_me_how"), theme)
        self.help_text = Line("", theme, "text", BODY)
        self.help_text.setWordWrap(True)
        self.help_text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.help_text.hide()
        self.help_link.clicked.connect(self._toggle_help)
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        inside = QVBoxLayout(self.panel)
        inside.setContentsMargins(24, 18, 24, 14)
        inside.setSpacing(8)
        inside.addWidget(Line(sentence("view_live_start_page.ports_seen"), theme, "muted", BODY, STRONG))
        self.rows.setHorizontalSpacing(20)
        self.rows.setVerticalSpacing(6)
        self.rows.setColumnStretch(1, 1)
        inside.addLayout(self.rows)
        inside.addWidget(self.help_link, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.help_text)
        self.panel.setFixedWidth(740)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 40, 24, 24)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.feet, 8)
        column.addSpacing(22)
        for widget, gap in (
            (self.heading, 6), (self.sub, 18), (self.error, 14), (self.virtual, 28), (self.panel, 0),
        ):  # fmt: skip
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(gap)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.show_ports([])

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.theme.background)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.virtual.setFocus()

    def show_error(self, sentence: str) -> None:
        """What went wrong when a source was opened; empty takes it away."""
        self.error.set_text(sentence)
        self.error.setMinimumHeight(max(self.error.heightForWidth(660), 0))
        self.error.setVisible(bool(sentence))

    def show_ports(self, ports: Sequence[PortInfo]) -> None:
        """List the ports; rows are rebuilt only when something changed, so that the focus stays where it is."""
        seen = [(p.device, p.description, p.reason, p.is_board, p.may_listen) for p in ports]
        if seen == self._ports and self.rows.count():
            return
        self._ports = seen
        while (item := self.rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        if not ports:
            self.rows.addWidget(
                Line(sentence("view_live_start_page.none_plug_in_the_boards"), self.theme, "muted"), 0, 0, 1, 3
            )
        for i, port in enumerate(ports):
            self._add_row(i, port)

    def _add_row(self, i: int, port: PortInfo) -> None:
        self.rows.addWidget(Line(port.device, self.theme, "text", BODY, STRONG), i, 0)
        said = port.reason if port.reason else port.description
        if port.may_listen:
            said = f"{said} " + sentence("view_live_start_page.listening_may_restart_what_hangs")
        line = Line(said, self.theme, "muted")
        line.setWordWrap(True)
        line.setToolTip(port.description)
        self.rows.addWidget(line, i, 1)
        if not (port.is_board or port.may_listen):
            return
        button = KeyButton(
            sentence("view_live_start_page.open") if port.is_board else sentence("view_live_start_page.listen"),
            "",
            self.theme,
            size=SMALL,
        )
        button.setAccessibleName(f"{button.text()} {port.device}")
        button.setAccessibleDescription(said)
        device = port.device
        button.clicked.connect(lambda: self.chosen.emit(device))
        self.rows.addWidget(button, i, 2)

    def _toggle_help(self) -> None:
        if self.help_text.isHidden():
            self.help_text.set_text(self._permission_help())
            self.help_text.show()
            self.help_link.setText(sentence("view_live_start_page.hide_the_help"))
        else:
            self.help_text.hide()
            self.help_link.setText(sentence("view_live_start_page.no_permission_show_me_how"))

    def listen_buttons(self) -> list[KeyButton]:
        """The buttons beside the ports, from the top."""
        return self.panel.findChildren(KeyButton)
