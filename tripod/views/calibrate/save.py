"""The step Save, and the page shown while no calibration is under way: saved versions and certificates."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tripod.boards import Board
from tripod.calibration.store import CalibrationVersion
from tripod.calibration.wizard.load_tasks import routes
from tripod.calibration.wizard.view import Answers
from tripod.sentences import sentence
from tripod.views.calibrate.body import Body, Now
from tripod.views.calibrate.fields import Entry, Field, number_in
from tripod.views.calibrate.parts import Row, Rows
from tripod.views.calibrate.proof import ProofRows
from tripod.views.calibrate.words import WizardWords
from tripod.views.kit.line_breaks import breakable, tight
from tripod.views.kit.theme import BODY, MARGIN, SMALL, STRONG, TEXT, Theme, font
from tripod.views.kit.widgets import KeyButton, Line, LinkButton, Panel


class Versions(Panel):
    """Every calibration that was saved, the newest on top, and the board's nominal values below."""

    chosen = Signal(object)
    """Number of the version to use; None for the nominal values."""
    given_away = Signal(int, str)
    """Number of a version and what to write of it: `pdf` (its certificate) or `json` (itself)."""

    def __init__(self, theme: Theme, own: WizardWords, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._own = own
        self._shown: tuple[list[CalibrationVersion], bool] | None = None
        column = QVBoxLayout(self)
        self.column = column
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        self.top = QHBoxLayout()
        self.top.addWidget(
            Line(sentence("view_calibrate_save.calibrations_of_this_board"), theme, "muted", SMALL + 0.5, STRONG), 1
        )
        column.addLayout(self.top)
        self._list = QWidget()
        column.addWidget(self._list)

    def show_versions(self, versions: Sequence[CalibrationVersion], came: bool = False) -> None:
        """List them; `came`: what is in use is the calibration that the board came with."""
        if (list(versions), came) == self._shown:
            return
        self._shown = list(versions), came
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, v in enumerate(sorted(versions, key=lambda v: -v.number)):
            verdict = self._own.verdict(v.verdict)
            said = " · ".join(filter(None, (self._own.date(v.made), verdict)))
            self._add(grid, row, sentence("view_calibrate_save.no", n=v.number), said, v.in_use, v.number)
        last, nominal = len(versions), not came and not any(v.in_use for v in versions)
        self._add(
            grid,
            last,
            sentence("view_calibrate_save.nominal"),
            sentence("view_calibrate_save.values_of_the_boards_file"),
            nominal,
            None,
        )
        if came:
            last += 1
            factory = sentence("view_calibrate_save.factory"), sentence("view_calibrate_save.what_the_board_came_with")
            self._add(grid, last, *factory, True, None)
        self.column.replaceWidget(self._list, inside)
        self._list.setParent(None)
        self._list.deleteLater()
        self._list = inside

    def _add(self, grid: QGridLayout, row: int, name: str, said: str, in_use: bool, number: int | None) -> None:
        line = Line(said, self.theme, "text" if in_use else "muted", BODY)
        line.setWordWrap(True)
        grid.addWidget(Line(name, self.theme, "text", BODY, STRONG if in_use else font(BODY).weight()), row, 0)
        grid.addWidget(line, row, 1)
        for at, (kind, text) in enumerate(
            (("pdf", sentence("view_calibrate_save.certificate_2")), ("json", sentence("view_calibrate_save.export")))
        ):
            if number is not None:
                link = LinkButton(text, self.theme)
                link.setAccessibleName(f"{text}: {name}")
                link.clicked.connect(lambda _=False, kind=kind, n=number: self.given_away.emit(n, kind))
                grid.addWidget(link, row, 2 + at)
        if in_use:
            grid.addWidget(Line(sentence("view_calibrate_save.in_use"), self.theme, "text", BODY, STRONG), row, 4)
            return
        button = KeyButton(sentence("view_calibrate_save.use_this_one"), "", self.theme)
        use = sentence("view_calibrate_save.use_this_one")
        button.setAccessibleName(f"{use}: {name}, {said}")
        button.clicked.connect(lambda: self.chosen.emit(number))
        grid.addWidget(button, row, 4)

    def buttons(self) -> list[KeyButton]:
        """From the top."""
        return self._list.findChildren(KeyButton)


class SaveBody(Body):
    """Operator and temperature, both optional; what is there already below."""

    def __init__(self, theme: Theme, own: WizardWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = own
        panel = Panel(theme)
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(24, 20, 24, 20)
        inner.setSpacing(12)
        inner.addWidget(Line(sentence("view_calibrate_save.for_the_certificate"), theme, "muted", SMALL + 0.5, STRONG))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        self.operator = Entry(sentence("view_calibrate_save.operator"), sentence("view_calibrate_save.optional"), theme)
        self.operator.setMaxLength(80)
        label = Line(sentence("view_calibrate_save.operator"), theme, "text", BODY)
        label.setBuddy(self.operator)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.operator, 0, 1, 1, 2)
        parse = number_in(-20, 60, "°C", "21 °C")
        self.temperature = Field(
            sentence("view_calibrate_save.temperature"),
            sentence("view_calibrate_save.optional_c"),
            parse,
            theme,
            optional=True,
        )
        self.temperature.add_to(grid, 1)
        inner.addLayout(grid)
        self.verdict = Line("", theme, "text", TEXT)
        self.verdict.setWordWrap(True)
        inner.addWidget(self.verdict)
        self.proof = ProofRows(theme)
        self.versions = Versions(theme, own)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN - 4)
        column.addWidget(panel)
        column.addWidget(self.proof)
        column.addWidget(self.versions)
        column.addStretch()

    def show_now(self, now: Now) -> None:
        verdict = now.view.verdict
        if verdict is not None:
            self.proof.show_findings(verdict.findings)
            word = self._own.verdict(verdict.word)
            self.verdict.set_text(sentence("view_calibrate_save.verdict", word=word, reason=tight(verdict.reason)))

    def settle(self, answers: Answers) -> Answers | None:
        return None if self.temperature.read() is None else answers

    def first_field(self) -> QWidget | None:
        return self.operator


class RestBody(Body):
    """No calibration is under way: what one takes, what was saved, and the certificate."""

    def __init__(self, theme: Theme, own: WizardWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = own
        self.versions = Versions(theme, own)
        self.certificate = Panel(theme)
        inner = QVBoxLayout(self.certificate)
        inner.setContentsMargins(24, 20, 24, 20)
        inner.setSpacing(10)
        inner.addWidget(Line(sentence("view_calibrate_save.certificate"), theme, "muted", SMALL + 0.5, STRONG))
        self.said = Line("", theme, "text", BODY)
        self.said.setWordWrap(True)
        inner.addWidget(self.said)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.text = KeyButton(sentence("view_calibrate_save.export_as_text"), "", theme)
        self.pdf = KeyButton(sentence("view_calibrate_save.export_as_pdf"), "", theme)
        row.addWidget(self.text)
        row.addWidget(self.pdf)
        row.addStretch()
        inner.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN - 4)
        self.ways = Rows(sentence("view_calibrate_save.what_it_takes"), theme)
        column.addWidget(self.certificate)
        column.addWidget(self.ways)
        column.addWidget(self.versions)
        column.addStretch()
        self.take_in = LinkButton(sentence("view_calibrate_save.import_a_calibration_of_this"), theme)
        self.versions.top.addWidget(self.take_in)
        self.show_saved(None)

    def show_board(self, board: Board) -> None:
        """The ways of calibrating this board, each with what it costs and leaves."""
        rows = [Row(self._own.route(r, board), self._own.route_cost(r, board)) for r in routes(board)]
        self.ways.show_rows(rows)

    def show_saved(self, path: Path | None) -> None:
        """Offer the certificate of what was just saved."""
        self.certificate.setVisible(path is not None)
        self.ways.setVisible(path is None)
        if path is not None:
            self.said.set_text(sentence("view_calibrate_save.saved_as_it_is_in", path=breakable(path)))

    def on_export(self, export: Callable[[str], None]) -> None:
        """Call `export` with txt or pdf."""
        self.text.clicked.connect(lambda: export("txt"))
        self.pdf.clicked.connect(lambda: export("pdf"))
