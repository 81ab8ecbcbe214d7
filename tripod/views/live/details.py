"""The panel behind the source bar: board, self-test, line counters, and where the feet point."""

from collections.abc import Sequence
from math import isfinite

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tripod.boards import Board
from tripod.device.protocol import FIRST_AFTER_BOOT, ID_NOT_KEPT, SUPPLY_DIPPED, SUPPLY_OUT_OF_RANGE, Banner, Status
from tripod.firmware.images import is_older, shipped_version, version_said
from tripod.live.sampling_said import sampling_file, sampling_lines
from tripod.live.snapshot import Snapshot
from tripod.sentences import figure, sentence, shipped_text
from tripod.views.kit.focus_kept import tab_within
from tripod.views.kit.scrolling import scrolling
from tripod.views.kit.text import Run, draw_runs, runs_width
from tripod.views.kit.theme import BODY, HEADER_HEIGHT, MARGIN, REGULAR, SMALL, STRONG, Theme
from tripod.views.kit.widgets import KeyButton, Line, Panel
from tripod.views.kit.words import Words
from tripod.views.live.stance_form import StanceForm

WIDTH = 560
_BESIDE = 18
"""A lamp, and the gap to its words."""


class Lamps(QWidget):
    """One lamp a cell: a filled dot is sound, a crossed ring is not, and the word stands beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.lamps: list[tuple[str, str, bool]] = []
        """Cell, word, whether it is sound."""
        self._columns = 2

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_lamps(self, lamps: Sequence[tuple[str, str, bool]]) -> None:
        """Replace the lamps: cell, word, and whether the cell is sound."""
        if list(lamps) == self.lamps:
            return
        self.lamps = list(lamps)
        # In some languages a point and its word need all of the width.
        widest = max((runs_width(self._said(*lamp)) for lamp in self.lamps), default=0.0)
        self._columns = 2 if _BESIDE + widest <= (WIDTH - 56) / 2 else 1
        self.setFixedHeight(24 * (-(-len(lamps) // self._columns)))
        self.setAccessibleName(sentence("view_live_details.self_test"))
        self.setAccessibleDescription(". ".join(f"{cell}: {word}" for cell, word, _ in lamps))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rows = -(-len(self.lamps) // self._columns)
            for i, (cell, word, sound) in enumerate(self.lamps):
                at = QPointF(6 + (i // rows) * self.width() / self._columns, 12 + 24 * (i % rows))
                ink = theme.muted if sound else theme.warn
                painter.setPen(QPen(ink, 1.5))
                painter.setBrush(ink if sound else Qt.BrushStyle.NoBrush)
                painter.drawEllipse(at, 4.5, 4.5)
                if not sound:
                    painter.drawLine(at + QPointF(-3, 3), at + QPointF(3, -3))
                draw_runs(painter, self._said(cell, word, sound), at.x() + 12, at.y() + 4)

    def _said(self, cell: str, word: str, sound: bool) -> list[Run]:
        theme = self.theme
        ink, weight = (theme.muted, REGULAR) if sound else (theme.warn, STRONG)
        return [Run(cell, SMALL, theme.text), Run(f"  {word}", SMALL, ink, weight)]


class Details(Panel):
    """Lies over the page under the source bar, beside what it tells of; Esc or its button closes it."""

    closed = Signal()
    other_board = Signal()
    screenshot = Signal()
    settings = Signal()
    check_step = Signal()
    """A step of building the board is to be examined."""
    turned = Signal(object)
    """Foot -> by how many degrees its toes point outward, as the person says."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._words = words
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(sentence("view_live_details.details_of_the_board"))
        self.heading = Line("", theme, "text", BODY + 2, STRONG)
        self.heading.setWordWrap(True)
        self.close_ = KeyButton(sentence("view_kit_overlay.close"), "Esc", theme)
        self.close_.clicked.connect(self.closed)
        self.rows = QGridLayout()
        self.rows.setVerticalSpacing(6)
        self.rows.setHorizontalSpacing(16)
        self._values: dict[str, Line] = {}
        self.lamps = Lamps(theme)
        self.not_tested = Line("", theme, "muted", SMALL)
        self.not_tested.setWordWrap(True)
        self.stance = StanceForm(theme)
        self.stance.turned.connect(self.turned)
        self.message = Line("", theme, "accent", SMALL + 0.5, STRONG)
        """What the window has to say: it lies over the page that says it, too."""
        self.message.setWordWrap(True)
        self.message.setContentsMargins(20, 0, 20, 10)
        self.message.hide()
        self._build(theme)
        self.hide()

    def focusNextPrevChild(self, next: bool) -> bool:
        return tab_within(self, next)

    def _build(self, theme: Theme) -> None:
        # A small window scrolls it; Tab brings each field into view.
        self._inner = QWidget()
        scroll = scrolling(self._inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 4, 4, 4)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self.message)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.close_)
        column.addLayout(top)
        for i, (key, name) in enumerate(
            (
                ("source", sentence("view_live_details.source")),
                ("firmware", sentence("view_live_details.firmware")),
                ("calibration", sentence("view_live_details.calibration")),
                ("frames", sentence("view_live_details.frames")),
                ("delay", sentence("view_live_details.delay")),
                ("supply", sentence("view_live_details.supply")),
            )
        ):
            self._values[key] = Line("", theme, "text", BODY)
            self._values[key].setWordWrap(True)
            self.rows.addWidget(Line(name, theme, "muted", BODY), i, 0, Qt.AlignmentFlag.AlignTop)
            self.rows.addWidget(self._values[key], i, 1)
        self.rows.setColumnStretch(1, 1)
        column.addLayout(self.rows)
        # Above the lamps: those of a plate reach below the end of a small window.
        self.check = KeyButton(sentence("view_live_details.check_step"), "", theme)
        self.check.clicked.connect(self.check_step)
        column.addWidget(self.check, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Line(sentence("view_live_details.self_test_2"), theme, "muted", BODY, STRONG))
        column.addWidget(self.lamps)
        column.addWidget(self.not_tested)
        column.addWidget(self.stance)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for text, key, signal in (
            (sentence("view_live_details.screenshot"), "S", self.screenshot),
            (sentence("view_live_details.settings"), ",", self.settings),
            (sentence("view_live_details.other_board"), "", self.other_board),
        ):
            button = KeyButton(text, key, theme)
            button.clicked.connect(signal)
            buttons.addWidget(button)
        buttons.addStretch()
        column.addLayout(buttons)

    def _carries(self, board: Board) -> str:
        """The board and its load limit; an index has none."""
        if not board.claims.newtons:
            return shipped_text(board.title)
        foot_n, total_n = board.limits.max_foot_n, board.limits.max_total_n
        return sentence("view_live_details.carries", board=shipped_text(board.title), foot=foot_n, total=total_n)

    def height_wanted(self) -> int:
        """Of all that is in it."""
        said = 0 if self.message.isHidden() else self.message.heightForWidth(self.width() - 8)
        # What is wrapped is as high as this width makes it.
        return max(self._inner.heightForWidth(WIDTH - 8), self._inner.sizeHint().height()) + said + 8

    def show_message(self, text: str) -> None:
        """What the window has to say, or nothing."""
        self.message.set_text(text)
        self.message.setVisible(bool(text))
        self.place()

    def open(self, snapshot: Snapshot | None, p50_s: float, p95_s: float) -> None:
        """Lie over the page, and take the keys."""
        self.place()
        self.show_snapshot(snapshot, p50_s, p95_s)
        self.place()
        self.show()
        self.raise_()
        self.setFocus()

    def place(self) -> None:
        """Lie under the source bar, as high as wanted where the window has the room."""
        window = self.window()
        room = window.height() - HEADER_HEIGHT - 16
        for inside in (self.rows, self._inner.layout()):
            if inside is not None:
                # A line that was wrapped anew would else get its second row with the next event.
                inside.invalidate()
                inside.activate()
        self.resize(WIDTH, min(self.height_wanted(), room))
        self.move(window.width() - WIDTH - MARGIN, HEADER_HEIGHT + 8)

    def show_snapshot(self, snapshot: Snapshot | None, p50_s: float, p95_s: float) -> None:
        """Fill in what is known."""
        board = snapshot.board if snapshot else None
        banner = snapshot.banner if snapshot else None
        self.heading.set_text(self._carries(board) if board else sentence("view_live_details.no_board_yet"))
        if snapshot is None:
            return
        texts = {
            "source": snapshot.source,
            "calibration": self._words.calibration(snapshot),
            "frames": self._frames(snapshot),
        }
        if banner is not None:
            texts["firmware"] = sentence(
                "view_live_details.board_id_running_for_s",
                version=".".join(map(str, banner.firmware)),
                id=banner.board_id,
                s=banner.uptime_s,
            )
            if is_older(banner.firmware):
                ships = version_said(shipped_version())
                texts["firmware"] += "; " + sentence("firmware.older_short", ships=ships)
            texts["supply"] = self._supply(banner)
        if isfinite(p50_s) and board is not None:
            texts["delay"] = self._delay(snapshot, p50_s, p95_s)
        for key, line in self._values.items():
            line.set_text(texts.get(key, "–"))
        self.lamps.show_lamps(self._lamps(snapshot))
        sampling = sampling_file(banner.groups[0]) if banner and banner.groups else None
        said = (self._not_tested(banner), *(line.strip() for line in sampling_lines(sampling)))
        self.not_tested.set_text("\n".join(filter(None, said)))
        self.stance.show_snapshot(snapshot)

    @staticmethod
    def _delay(snapshot: Snapshot, p50_s: float, p95_s: float) -> str:
        """From sample to screen and to ear, with what the filter and the sensor add."""
        sensor = 1000 * snapshot.sensor_delay_s
        values = {
            "p50": f"{1000 * p50_s:.0f}",
            "p95": f"{1000 * p95_s:.0f}",
            "sensor": f"{sensor:.0f}" if sensor >= 0.95 or sensor == 0 else figure(sensor, ".1f"),
            "filter": f"{1000 * snapshot.filter_delay_s:.0f}" if isfinite(snapshot.filter_delay_s) else "0",
        }
        if snapshot.sensor_delay_pm_s > 0:
            values["sensor"] += f" ± {1000 * snapshot.sensor_delay_pm_s:.0f}"
        said = sentence("view_live_details.delays", **values)
        if isfinite(snapshot.ear_delay_s):
            said += sentence("view_live_details.delay_to_the_ear", ear=f"{1000 * snapshot.ear_delay_s:.0f}")
        return said

    @staticmethod
    def _frames(snapshot: Snapshot) -> str:
        count = snapshot.counters
        said = sentence(
            "view_live_details.received_lost_bytes_skipped_interruptions",
            frames=count.frames,
            lost=count.lost_frames,
            skipped=count.skipped_bytes,
            gaps=count.gaps,
        )
        if isfinite(count.rate_hz):
            said = sentence("view_live_details.rate", hz=f"{count.rate_hz:.0f}", frames=said)
        return said

    def _supply(self, banner: Banner) -> str:
        if banner.self_test & SUPPLY_OUT_OF_RANGE:
            return sentence("view_live_details.mv_out_of_range", mv=banner.supply_mv)
        if banner.self_test & SUPPLY_DIPPED:
            return sentence("view_live_details.mv_dipped", mv=banner.supply_mv)
        said = (
            sentence("view_live_details.mv", mv=banner.supply_mv)
            if banner.supply_mv
            else sentence("view_live_details.not_measured")
        )
        if banner.self_test & ID_NOT_KEPT:
            said += "; " + sentence("view_live_details.the_board_could_not_keep")
        if banner.self_test & FIRST_AFTER_BOOT:
            said += "; " + sentence("view_live_details.just_started")
        return said

    def _lamps(self, snapshot: Snapshot) -> list[tuple[str, str, bool]]:
        if snapshot.board is None:
            return []
        out: list[tuple[str, str, bool]] = []
        for foot in snapshot.board.feet:
            state = snapshot.feet.get(foot)
            cells = snapshot.board.cells_of(foot)
            for n, i in enumerate(cells):
                name = f"{self._words.foot(foot)} {self._words.point(snapshot.board.cells[i].point)}"
                if state is None or n >= len(state.status):
                    out.append((name, sentence("view_live_details.no_reading_yet"), False))
                    continue
                wrong = self._words.wrong(state.status[n], state.causes[n])
                out.append((name, wrong or sentence("view_live_details.sound"), not wrong))
        return out

    def _not_tested(self, banner: Banner | None) -> str:
        """The faults that the firmware cannot find, said as such: a lamp without a test would be a lie."""
        if banner is None or not banner.groups:
            return ""
        blind = [s for s in Status if s != Status.OK and not any(g.can_find(s) for g in banner.groups)]
        if not blind:
            return ""
        return sentence("view_live_details.not_tested", faults=", ".join(self._words.status(s) for s in blind))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
