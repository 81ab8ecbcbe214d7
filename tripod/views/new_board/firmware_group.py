"""Which firmware goes onto which port, how far that is, and what came of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QSizePolicy

from tripod.acceptance import builds
from tripod.boards import load_board
from tripod.firmware.images import Kind, images, shipped_version, version_said
from tripod.firmware.progress import Progress, Stage
from tripod.sentences import sentence, shipped_text
from tripod.sources import PortInfo
from tripod.views.kit.choice import Choice
from tripod.views.kit.theme import BODY, STRONG, Theme, font
from tripod.views.kit.widgets import KeyButton, Line
from tripod.views.settings.rows import Group


class FirmwareGroup(Group):
    """Asks to write."""

    asked = Signal()
    stopped = Signal()
    changed = Signal()
    """Another board, Arduino or port is chosen."""

    def __init__(self, theme: Theme, likely: Callable[[str], Kind | None]) -> None:
        """`likely`: what kind of Arduino hangs on a port, where that is known."""
        version = sentence("view_new_board.version", version=version_said(shipped_version()))
        super().__init__(sentence("view_new_board.firmware"), version, theme)
        self._likely = likely
        self._devices: list[str] = []
        self._busy = False
        ships = {image.board for image in images()}
        boards = [board for board in builds() if board in ships]
        self.board: Choice[str] = Choice(*((board, board) for board in boards))
        self.kind: Choice[Kind] = Choice()
        self.port = QComboBox()
        self.port.setEditable(True)
        self.port.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for field in (self.board, self.kind, self.port):
            field.setFont(font(BODY))
            field.setMinimumContentsLength(8)
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.title = Line("", theme, "muted", BODY)
        """Of the board that is chosen."""
        self.note = Line("", theme, "muted", BODY)
        self.write = KeyButton(sentence("view_new_board.write"), "", theme)
        self.stop = KeyButton(sentence("view_new_board.stop"), "Esc", theme)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.said = Line("", theme, "text", BODY, STRONG)
        for line in (self.title, self.note, self.said):
            line.setWordWrap(True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for name, field in (("built", self.board), ("arduino", self.kind), ("port", self.port)):
            self._row(sentence(f"view_new_board.{name}"), field)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.write)
        buttons.addWidget(self.stop)
        buttons.addStretch()
        self.column.addWidget(self.title)
        self.column.addWidget(self.note)
        self.column.addLayout(buttons)
        self.column.addWidget(self.bar)
        self.column.addWidget(self.said)
        self.column.addStretch()
        self._offer_kinds()
        self.show_under_way(False)
        self.board.currentIndexChanged.connect(self._board_changed)
        self.kind.currentIndexChanged.connect(self._show_note)
        self.port.currentTextChanged.connect(self._port_changed)
        self.write.clicked.connect(self.asked)
        self.stop.clicked.connect(self.stopped)

    def _row(self, name: str, field: QComboBox) -> None:
        label = Line(name, self.theme, "text", BODY)
        label.setBuddy(field)
        field.setAccessibleName(name)
        if (written := field.lineEdit()) is not None:
            written.setAccessibleName(name)
        row = self.grid.rowCount()
        self.grid.addWidget(label, row, 0)
        self.grid.addWidget(field, row, 1)

    @property
    def device(self) -> str:
        """The port that is chosen or written."""
        return self.port.currentText().strip()

    def show_ports(self, ports: Sequence[PortInfo]) -> None:
        """Offer these. A name that somebody typed stays; a port that is gone, or none, gives way to the first one."""
        devices = [port.device for port in ports]
        if devices == self._devices:
            return
        before, gone = self.device, set(self._devices) - set(devices)
        self._devices = devices
        self.port.blockSignals(True)
        self.port.clear()
        self.port.addItems(devices)
        for row, port in enumerate(ports):
            self.port.setItemData(row, f"{port.description}. {port.reason}", Qt.ItemDataRole.ToolTipRole)
        first = devices[0] if devices else ""
        self.port.setEditText(first if not before or (first and before in gone) else before)
        self.port.blockSignals(False)
        if self.device != before:
            self._port_changed()

    def choose(self, board: str, device: str) -> None:
        """Have these chosen, where firmware ships for the board."""
        self.board.choose(board)
        self.port.setEditText(device)

    def _board_changed(self) -> None:
        self._offer_kinds()
        self.changed.emit()

    def _offer_kinds(self) -> None:
        kinds = [image.kind for image in images() if image.board == self.board.chosen]
        self.title.set_text(shipped_text(load_board(self.board.chosen).title))
        before = self.kind.chosen if self.kind.count() else self._likely(self.device)
        self.kind.blockSignals(True)
        self.kind.offer([(kind.said, kind) for kind in kinds])
        if before is not None:
            self.kind.choose(before)
        self.kind.blockSignals(False)
        self._show_note()

    def _port_changed(self) -> None:
        likely = self._likely(self.device)
        if likely is not None:
            self.kind.choose(likely)
        self._show_note()
        self.changed.emit()

    def _show_note(self) -> None:
        pico = self.kind.chosen is Kind.PICO
        if pico:
            self.note.set_text(sentence("view_new_board.pico"))
        else:
            self.note.set_text("" if self.device else sentence("view_new_board.no_port"))
        self.note.setVisible(bool(self.note.text()))
        self.write.setEnabled((pico or bool(self.device)) and not self._busy)

    def promise(self, text: str) -> None:
        """Say what comes once it is written; "" for nothing more than usual."""
        self._show_note()
        if text:
            self.note.set_text(text)
            self.note.show()

    def show_under_way(self, writing: bool, *, busy: bool = False) -> None:
        """Whether it is being written; `busy`: whether anything is done on the board."""
        self._busy = writing or busy
        self.bar.setVisible(writing)
        self.stop.setVisible(writing)
        for field in (self.board, self.kind, self.port):
            field.setEnabled(not self._busy)
        self.write.set_strong(not self._busy)
        self._show_note()

    def show_progress(self, at: Progress) -> None:
        """How far the writing is."""
        # Nobody knows how long a bootloader takes to answer.
        self.bar.setRange(0, 0 if at.stage in (Stage.CALLING, Stage.CALLING_OLD) else 100)
        self.bar.setValue(at.percent)
        self.say(sentence(f"flash_stage.{at.stage.value}", percent=at.percent))

    def say(self, text: str, wrong: bool = False) -> None:
        """What came of it; `wrong`: that it failed."""
        self.said.set_role("warn" if wrong else "text")
        self.said.set_text(text)
        self.said.setVisible(bool(text))
