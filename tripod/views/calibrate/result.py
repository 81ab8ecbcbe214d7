"""The steps Fit and Verify: residuals, the uncertainty of each cell, and the verdict."""

from math import isfinite

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.sentences import figure, sentence
from tripod.views.calibrate.begin import show_steadiness
from tripod.views.calibrate.body import Body, Now
from tripod.views.calibrate.parts import Meter, Row, Rows
from tripod.views.calibrate.plot import Plot
from tripod.views.calibrate.proof import ProofRows
from tripod.views.calibrate.words import WizardWords
from tripod.views.kit.line_breaks import tight
from tripod.views.kit.theme import BIG, HEAVY, MARGIN, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import Line, Panel
from tripod.views.kit.words import Words


class FitBody(Body):
    """Residual of each load, and of each cell how sure it is."""

    def __init__(self, theme: Theme, words: Words, own: WizardWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._own = words, own
        self._shown: object = None
        self.left = Rows(sentence("view_calibrate_result.left_over_of_each_load"), theme, value_right=True)
        self.plot = Plot(sentence("view_calibrate_result.load"), "", theme)
        self.left.column.insertWidget(1, self.plot, 1)
        self.hint = Line(sentence("view_calibrate_result.n_95_of_100_gains_lie"), theme, "muted", SMALL)
        self.hint.setWordWrap(True)
        self.cells = Rows(sentence("view_calibrate_result.how_sure_each_cell_is"), theme, value_right=True)
        self.cells.column.addWidget(self.hint)
        self.proof = ProofRows(theme)
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(self.left, 15)
        row.addWidget(self.cells, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN - 4)
        column.addLayout(row, 1)
        column.addWidget(self.proof)

    def enter(self, now: Now) -> None:
        self._shown = None

    def show_now(self, now: Now) -> None:
        fit = now.view.fit
        if fit is None:
            # Why there is none stands above as what is to correct.
            self._shown = None
            self.plot.show_data([])
            self.left.show_rows([])
            self.cells.show_rows([])
            self.proof.show_findings(None)
            return
        if fit is self._shown:
            return
        self._shown = fit
        # A fit of a board without newtons is still held against newtons: the load of a person or a mass is one.
        points = [(k, r.residual_n) for k, r in enumerate(fit.residuals, 1) if isfinite(r.residual_n)]
        self.plot.set_names(
            sentence("view_calibrate_result.load_in_the_order_taken"), sentence("view_calibrate_result.n_2")
        )
        self.plot.show_data(points, around_zero=True)
        rows = [
            Row(
                sentence("view_calibrate_result.residual_rms"),
                sentence("view_calibrate_result.n", n=figure(fit.residual_rms_n, ".2g")),
            )
        ]
        held = f"{figure(100 * fit.held_out_relative, '.2g')} %" if isfinite(fit.held_out_relative) else "–"
        rows.append(Row(sentence("view_calibrate_result.foretold_from_the_others_rms"), held, True))
        if isfinite(fit.held_out_rms_mm):
            mm = sentence("view_calibrate_result.mm", n=figure(fit.held_out_rms_mm, ".2g"))
            rows.append(Row(sentence("view_calibrate_result.its_place_rms"), mm, True))
        self.left.show_rows(rows)
        cells: list[Row] = []
        for cell, law in zip(now.board.cells, fit.calibration.cells, strict=True):
            name = f"{self._words.foot(cell.foot)}, {self._words.point(cell.point)}"
            cells.append(Row(name, f"± {196 * law.gain_sigma:.2g} %"))
        self.cells.show_rows(cells)
        self.proof.show_findings(now.view.verdict.findings if now.view.verdict is not None else None)


class VerifyBody(Body):
    """The load that was not used, and the verdict."""

    def __init__(self, theme: Theme, own: WizardWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = own
        self.meter = Meter(sentence("view_calibrate_result.steadiness"), theme)
        self.panel = Panel(theme)
        inner = QVBoxLayout(self.panel)
        inner.setContentsMargins(24, 20, 24, 20)
        inner.setSpacing(12)
        inner.addWidget(Line(sentence("view_calibrate_result.verdict"), theme, "muted", SMALL + 0.5, STRONG))
        self.word = Line("", theme, "text", BIG, HEAVY)
        self.reason = Line("", theme, "text", TEXT)
        self.cure = Line("", theme, "muted", TEXT)
        for line in (self.word, self.reason, self.cure):
            line.setWordWrap(True)
            inner.addWidget(line)
        inner.addStretch()
        self.proof = ProofRows(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN - 4)
        column.addWidget(self.meter)
        column.addWidget(self.panel, 1)
        column.addWidget(self.proof)

    def show_now(self, now: Now) -> None:
        verdict, judged = now.view.verdict, now.view.progress >= 1.0
        load = (
            sentence("view_calibrate_result.the_load_that_judges")
            if not judged
            else sentence("view_calibrate_result.taken")
        )
        show_steadiness(self.meter, self._own, now, load)
        self.proof.show_findings(verdict.findings if verdict is not None else None)
        if verdict is None or not judged:
            self.word.set_text(sentence("view_calibrate_result.not_judged_yet"))
            self.word.set_role("muted")
            self.reason.set_text(verdict.reason if verdict is not None else "")
            self.cure.set_text(sentence("view_calibrate_result.a_load_that_the_fit"))
            self.panel.set_loud(False)
            return
        refused = verdict.word == "refuse"
        words = {
            "accept": sentence("view_calibrate_result.accepted"),
            "warn": sentence("view_calibrate_result.usable_with_a_warning"),
        }
        self.word.set_text(words.get(verdict.word, sentence("view_calibrate_result.refused")))
        self.word.set_role("text" if verdict.word == "accept" else "warn")
        self.reason.set_text(tight(verdict.reason))
        self.cure.set_text(
            sentence("view_calibrate_result.it_cannot_be_saved_take")
            if refused
            else sentence("view_calibrate_result.next_leads_to_saving")
        )
        self.panel.set_loud(refused)
        self.panel.setAccessibleName(f"{self.word.text()}. {verdict.reason}")
