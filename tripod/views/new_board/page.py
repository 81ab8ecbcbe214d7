"""The page New board: write the firmware, and examine one step of the build after another."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from tripod.acceptance import Step, builds
from tripod.firmware.images import Kind
from tripod.firmware.progress import Progress
from tripod.sentences import sentence
from tripod.sources import PortInfo
from tripod.views.kit.scrolling import scrolling
from tripod.views.kit.theme import BIG, BODY, HEAVY, Theme
from tripod.views.kit.widgets import KeyButton, Line
from tripod.views.new_board.board_work import BoardWork, Steps, Told
from tripod.views.new_board.check_group import CheckGroup
from tripod.views.new_board.firmware_group import FirmwareGroup
from tripod.views.new_board.wire_group import WireGroup

GAP, MARGIN, LOOK_MS = 16, 40, 1000
FIRMWARE_WIDE, CHECK_WIDE = 5, 7
"""Shares of the page's width."""
NARROW = 1000
"""Below this the second group stands under the first."""
LOW = 720
"""Below this the picture of the wires stands in the second column."""


class NewBoardPage(QWidget):
    """A group to write the firmware, and a group to examine a step; a virtual board has the second alone."""

    back_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        list_ports: Callable[[], Sequence[PortInfo]],
        likely: Callable[[str], Kind | None],
        write: Callable[[str, Kind, str], Steps],
        check: Callable[[str, int, str, float], Steps],
        seconds: float,
    ) -> None:
        """`write`: a board onto an Arduino on a port; `check`: of a source the step of a build, each cell being pressed
        with so many kilograms (0: by hand), the empty board being listened to for `seconds`."""
        super().__init__()
        self.setAccessibleName(sentence("view_new_board.new_board"))
        self._list_ports, self._write, self._check, self._seconds = list_ports, write, check, seconds
        self.source = ""
        """What is examined where the page was come to from the Live page; "" for the port that is chosen."""
        self._then_check = False
        self.writing = self.checking = self._examined = self._low = False
        self.work = BoardWork(self)
        self.work.told.connect(self._hear)
        self.work.ended.connect(self._end)
        self.heading = Line("", theme, "text", BIG, HEAVY)
        self.sub, self.message = Line("", theme, "muted", BODY), Line("", theme, "accent", BODY)
        for line in (self.sub, self.message):
            line.setWordWrap(True)
        self.firmware = FirmwareGroup(theme, likely)
        self.check = CheckGroup(theme)
        self.wires = WireGroup(theme)
        self.back = KeyButton(sentence("view_new_board.back"), "Esc", theme)
        self.back.clicked.connect(self.back_asked)
        self.firmware.asked.connect(self.begin_writing)
        self.check.asked.connect(self.begin_checking)
        self.firmware.changed.connect(self._board_changed)
        self.firmware.kind.currentIndexChanged.connect(self._board_changed)
        for group in (self.firmware, self.check):
            group.stopped.connect(self.work.stop)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._lay_out(theme)
        self._board_changed()

    def _lay_out(self, theme: Theme) -> None:
        self._columns = QHBoxLayout()
        self._columns.setSpacing(GAP)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column, group, wide in (
            (self._left, self.firmware, FIRMWARE_WIDE), (self._right, self.check, CHECK_WIDE)
        ):  # fmt: skip
            column.setSpacing(GAP)
            column.addWidget(group)
            self._columns.addLayout(column, wide)
        inner = QWidget()
        self._inside = QVBoxLayout(inner)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(GAP)
        self._inside.addLayout(self._columns)
        self._inside.addWidget(self.wires)
        self._inside.addStretch()
        self._area = scrolling(inner)
        title, buttons = QHBoxLayout(), QHBoxLayout()
        for row in (title, buttons):
            row.setSpacing(14)
        title.addWidget(self.heading)
        title.addWidget(self.sub, 1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.message, 1)
        self._whole = QVBoxLayout(self)
        self._whole.setSpacing(12)
        self._whole.addLayout(title)
        self._whole.addWidget(self._area, 1)
        self._whole.addLayout(buttons)

    @property
    def under_way(self) -> bool:
        """Whether something is being done on the board."""
        return self.writing or self.checking

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = 20 if self.width() < 1100 else MARGIN
        self._whole.setContentsMargins(side, 14, side, 12)
        way = QBoxLayout.Direction
        self._columns.setDirection(way.TopToBottom if self.width() < NARROW else way.LeftToRight)
        self._set_low(self.height() < LOW and self.width() >= NARROW)

    def _set_low(self, low: bool) -> None:
        """In a low window the picture of the wires takes the room that an examination has not filled yet, and what is
        said of it that under the other group: below both it would lie where nobody looks."""
        if low == self._low:
            return
        self._low = low
        self.wires.picture.set_low(low)
        if low:
            self._right.addWidget(self.wires)
            self._left.addWidget(self.wires.said, 1)
        else:
            self._inside.insertWidget(1, self.wires)
            self.wires.put_beside()
        self._show_wires()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def show_new(self) -> None:
        """For a board that is new: both groups."""
        self.source = ""
        self._show_head("new_board", "new_board_hint")
        self._show_firmware(True)
        self.firmware.say("")
        self._clear_check()
        self.firmware.board.setFocus()

    def show_check(self, source: str, board: str, *, virtual: bool) -> None:
        """For the board on a source, which was open: its steps; nothing is written onto a virtual one."""
        self.source = source
        self._show_head("check", "check_source_hint")
        self._show_firmware(not virtual)
        self.firmware.say("")
        if not virtual:
            self.firmware.choose(board, source)
        self._clear_check()
        self._offer(board)
        self.check.step.setFocus()

    def _show_firmware(self, shown: bool) -> None:
        self.firmware.setVisible(shown)
        self._columns.setStretch(0, FIRMWARE_WIDE if shown else 0)

    def _show_head(self, heading: str, hint: str) -> None:
        self.heading.set_text(sentence(f"view_new_board.{heading}"))
        self.sub.set_text(sentence(f"view_new_board.{hint}", source=self.source))

    def _clear_check(self) -> None:
        self.check.rows.clear()
        self.check.note.set_text("")
        self._examined = False
        self._show_wires()
        self.check.kept.set_text("")
        self.check.say(sentence("view_new_board.check_hint"))
        self._show_buttons()

    def _look(self) -> None:
        if not self.under_way:
            self.firmware.show_ports(list(self._list_ports()))

    def _board_changed(self) -> None:
        if not self.source:
            self._offer(self.firmware.board.chosen)

    def _offer(self, board: str) -> None:
        build = builds().get(board)
        steps: tuple[Step, ...] = build.step if build else ()
        if build and self.firmware.kind.count() and self.firmware.kind.chosen is Kind.PICO:
            build = build.on_pico()
        self.wires.show_build(build)
        self._show_wires()
        if not build:
            self.check.say(sentence("view_new_board.own_board", board=board), wrong=True)
        self.check.offer(steps)
        self._show_buttons()

    def _show_wires(self) -> None:
        """What was found takes the room as soon as something is examined."""
        shown = self.wires.known and not self.checking and not self._examined
        for part in (self.wires, self.wires.said):
            part.setVisible(shown)

    def _show_buttons(self) -> None:
        self.back.setEnabled(not self.under_way)
        self.check.show_under_way(self.checking, may=bool(self.source or self.firmware.device) and not self.under_way)

    def begin_writing(self) -> None:
        """Write the firmware that is chosen; then its first step is examined."""
        if self.under_way:
            return
        group = self.firmware
        self.writing, self._then_check = True, group.kind.chosen is not Kind.PICO
        self._clear_check()
        self._show_all()
        self.setFocus()
        # A Pico is written to as a drive, which is looked for.
        port = "" if group.kind.chosen is Kind.PICO else group.device
        self.work.begin(self._write(group.board.chosen, group.kind.chosen, port))

    def begin_checking(self) -> None:
        """Examine the step that is chosen."""
        self._examine(self.source or self.firmware.device, "" if self.source else self.firmware.board.chosen)

    def _examine(self, source: str, build: str) -> None:
        """The step that is chosen; `build`: what the board is to be, "" for what it says of itself."""
        if self.under_way or not source or not self.check.step.count():
            return
        if (mass_kg := self.check.mass_kg()) is None:
            return
        self.checking = self._examined = True
        self._show_wires()
        self.check.begin(self._seconds)
        self._show_all()
        self.setFocus()
        self.work.begin(self._check(source, self.check.step.chosen, build, mass_kg))

    def _show_all(self) -> None:
        self.firmware.show_under_way(self.writing, busy=self.under_way)
        self._show_buttons()

    def _hear(self, told: Told) -> None:
        if isinstance(told, Progress):
            self.firmware.show_progress(told)
        else:
            self.check.hear(told)

    def _end(self, why: str) -> None:
        wrote, self.writing, self.checking = self.writing, False, False
        self._show_all()
        if not wrote:
            if why:
                self.check.say(why, wrong=True)
            self.check.go.setFocus()
            return
        if why:
            self.firmware.say(why, wrong=True)
            self.firmware.write.setFocus()
        elif self._then_check:
            self.firmware.say(sentence("view_new_board.written"))
            self._examine_written()
        else:
            self.firmware.say(sentence("view_new_board.written_pico"))

    def _examine_written(self) -> None:
        """The first step of what is on the board now, on the port to which it was written: both may be others than
        those with which the page was opened."""
        board, port = self.firmware.board.chosen, self.firmware.device
        if self.source:
            self.source = port
            self._show_head("check", "check_source_hint")
        self._offer(board)
        self.check.step.setCurrentIndex(0)
        self._examine(port, board)
