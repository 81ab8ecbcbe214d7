"""The page shown while no board is open: offers the virtual board and lists the ports."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.sources import PortInfo, permission_command
from tripod.views.calibrate.fields import Entry
from tripod.views.kit.key_table import Does, keys_of
from tripod.views.kit.line_breaks import no_word_alone
from tripod.views.kit.panel_head import BOTTOM, SIDE, TOP, panel_head
from tripod.views.kit.scrolling import scrolling
from tripod.views.kit.theme import BIG, BODY, HEAVY, MARGIN, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, LinkButton, Panel
from tripod.views.kit.words import Words
from tripod.views.live.grant import GrantButton
from tripod.views.live.living_feet import LivingFeet
from tripod.views.live.recording_choice import RecordingChoice
from tripod.views.play.choice import VirtualChoice

PANEL_PX, LEAST_PX = 740, 560
"""Width of the three ways in, in a large and in a small window."""
BAR_PX = 12
NEW_BOARD = keys_of(Does.NEW_BOARD)[0]
"""The key that leads to the page of a board without firmware."""


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
        self._asked = ""
        """The port that was written and asked for last."""
        self.feet = LivingFeet(theme, words, clock)
        self.feet.show_snapshot(Snapshot(Phase.WAITING, ""), grey=False, compose=True)
        self.feet.setAccessibleName(sentence("view_live_start_page.two_feet_with_three_points"))
        self.feet.setMinimumHeight(120)
        self.feet.setMaximumHeight(460)
        self.heading = Line(
            no_word_alone(sentence("view_live_start_page.see_how_your_feet_carry_you")), theme, "text", BIG, HEAVY
        )
        self.sub = Line(
            no_word_alone(sentence("view_live_start_page.a_virtual_person_stands_here")), theme, "muted", TEXT
        )
        self.tour = KeyButton(sentence("view_settings.tour"), "", theme)
        """For who was asked once, and said no."""
        self.tour.hide()
        self.message = Line("", theme, "accent", BODY)
        self.error = Line("", theme, "warn", TEXT, STRONG)
        for line in (self.message, self.error):
            line.hide()
        self.choice = VirtualChoice(theme)
        self.choice.chosen.connect(self.chosen)
        self.choice.kind_chosen.connect(self.feet.stand_on)
        self.virtual = self.choice.stand
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
        self.copy = LinkButton(sentence("view_live_start_page.copy_the_help"), theme)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.help_text.text()))
        self.copy.hide()
        self.new_board = KeyButton(sentence("view_live_start_page.new_board"), NEW_BOARD, theme, size=SMALL)
        self.grant = GrantButton(permission_command, theme)
        self.grant.told.connect(self.show_error)
        self.typed_label = Line(sentence("view_live_start_page.another_port"), theme, "text", BODY)
        self.typed = Entry(
            sentence("view_live_start_page.another_port"), sentence("view_live_start_page.port_hint"), theme
        )
        self.open_typed = KeyButton(sentence("view_live_start_page.open"), "", theme, size=SMALL)
        self.open_typed.setAccessibleName(sentence("view_live_start_page.open_the_port_written_here"))
        self.open_typed.clicked.connect(self._open_typed)
        self.typed_label.setBuddy(self.typed)
        self.typed.returnPressed.connect(self._open_typed)
        self.typed.textEdited.connect(lambda: self.show_error(""))
        self.recordings = RecordingChoice(theme)
        self.recordings.chosen.connect(self.chosen)
        self.recordings.why_not.connect(self.show_error)
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        inside = QVBoxLayout(self.panel)
        inside.setContentsMargins(SIDE, TOP, SIDE, BOTTOM)
        inside.setSpacing(10)
        inside.addLayout(
            panel_head(
                sentence("view_live_start_page.your_board"),
                sentence("view_live_start_page.it_is_found_by_itself"),
                theme,
            )
        )
        self.rows.setHorizontalSpacing(16)
        self.rows.setVerticalSpacing(8)
        self.rows.setColumnStretch(1, 1)
        inside.addLayout(self.rows)
        links = QHBoxLayout()
        links.setSpacing(20)
        links.addWidget(self.new_board)
        links.addWidget(self.help_link)
        links.addWidget(self.copy)
        links.addWidget(self.grant)
        links.addStretch(1)
        inside.addLayout(links)
        inside.addWidget(self.help_text)
        body = QWidget()
        ways = QVBoxLayout(body)
        ways.setContentsMargins(0, MARGIN, BAR_PX, MARGIN)
        ways.setSpacing(16)
        ways.addStretch(1)
        for way in (self.choice, self.panel, self.recordings):
            ways.addWidget(way)
        ways.addStretch(1)
        self._area = scrolling(body)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(MARGIN, 0, MARGIN - BAR_PX, 0)
        whole.setSpacing(24)
        whole.addLayout(self._picture(), 1)
        whole.addWidget(self._area)
        self.show_ports([])

    def _picture(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self.feet, 8)
        for line in (self.heading, self.sub, self.message, self.error):
            line.setWordWrap(True)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        column.addSpacing(4)
        column.addWidget(self.tour, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return column

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = min(max(round(0.56 * self.width()), LEAST_PX), PANEL_PX)
        self._area.setFixedWidth(wide)
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.theme.background)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.recordings.look()
        self.virtual.setFocus()

    def show_error(self, sentence: str) -> None:
        """What went wrong when a source was opened; empty takes it away."""
        self.error.set_text(sentence)
        self.error.setVisible(bool(sentence))
        self.typed.set_loud(bool(sentence) and self._asked == self.typed.text().strip() != "")
        self.typed.setAccessibleDescription(sentence)

    def show_message(self, sentence: str) -> None:
        """What was done; empty takes it away."""
        self.message.set_text(sentence)
        self.message.setVisible(bool(sentence))

    def show_ports(self, ports: Sequence[PortInfo]) -> None:
        """List the ports; rows are rebuilt only when something changed, so that the focus stays where it is."""
        seen = [(p.device, p.description, p.reason, p.is_board, p.may_listen) for p in ports]
        if seen == self._ports and self.rows.count():
            return
        self._ports = seen
        written = (self.typed_label, self.typed, self.open_typed)
        while (item := self.rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old not in written:
                old.setParent(None)
                old.deleteLater()
        if not ports:
            self.rows.addWidget(
                Line(sentence("view_live_start_page.none_plug_in_the_boards"), self.theme, "muted"), 0, 0, 1, 3
            )
        for i, port in enumerate(ports):
            self._add_row(i, port)
        for column, widget in enumerate(written):
            self.rows.addWidget(widget, max(len(ports), 1), column)
        for item in (self.rows.itemAt(i) for i in range(self.rows.count())):
            # A layout shows them later, and until then counts them as nothing.
            if item and (widget := item.widget()):
                widget.show()
        order = (
            *self.choice.parts, *self.listen_buttons(), self.typed, self.open_typed, self.new_board, self.help_link,
            self.copy, self.grant,
        )  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self._fit()

    def _fit(self) -> None:
        """Give the panel the height that its wrapped lines need, which a scroll area does not do by itself."""
        if (layout := self.panel.layout()) is not None:
            self.panel.setMinimumHeight(max(layout.totalHeightForWidth(self._area.width() - BAR_PX), 0))

    def _add_row(self, i: int, port: PortInfo) -> None:
        self.rows.addWidget(Line(port.device, self.theme, "text", BODY, STRONG), i, 0)
        said = port.reason if port.reason else port.description
        if port.may_listen and not port.is_board:
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

    def _open_typed(self) -> None:
        self._asked = self.typed.text().strip()
        if self._asked:
            self.chosen.emit(self._asked)
        else:
            self.typed.setFocus()

    def _toggle_help(self) -> None:
        shown = self.help_text.isHidden()
        if shown:
            self.help_text.set_text(self._permission_help())
        self.help_text.setVisible(shown)
        self.copy.setVisible(shown)
        self.grant.offer(shown)
        self.help_link.setText(
            sentence("view_live_start_page.hide_the_help")
            if shown
            else sentence("view_live_start_page.no_permission_show_me_how")
        )
        self._fit()
        if shown:
            QTimer.singleShot(0, self.help_text, lambda: self._area.ensureWidgetVisible(self.help_text))

    def listen_buttons(self) -> list[KeyButton]:
        """The buttons beside the ports, from the top."""
        items = (self.rows.itemAt(i) for i in range(self.rows.count()))
        buttons = [item.widget() for item in items if item]
        return [b for b in buttons if isinstance(b, KeyButton) and b not in (self.open_typed, self.new_board)]
