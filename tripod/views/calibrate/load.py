"""The step Load: the form of the route, then the load being taken and the preview of the fit."""

from collections.abc import Sequence
from math import isfinite

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.boards import GRAVITY
from tripod.calibration.wizard.load_tasks import Route, Task
from tripod.calibration.wizard.view import Answers
from tripod.sentences import figure, sentence
from tripod.views.calibrate.begin import show_steadiness
from tripod.views.calibrate.body import Body, Now
from tripod.views.calibrate.numbers import Ladder, cell_ladder, left_of, mark_errors, shares_seen, tasks_of
from tripod.views.calibrate.parts import Bar, Meter, Row, Rows
from tripod.views.calibrate.plot import Plot
from tripod.views.calibrate.route import RouteForm
from tripod.views.calibrate.words import WizardWords
from tripod.views.kit.theme import BODY, MARGIN, SMALL, Theme
from tripod.views.kit.widgets import Line, LinkButton
from tripod.views.kit.words import Words


class LoadBody(Body):
    """Route, loads, and the cell being loaded."""

    def __init__(self, theme: Theme, words: Words, own: WizardWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._own = words, own
        self._editing = False
        self.form = RouteForm(theme, own)
        self.meter = Meter(sentence("view_calibrate_load.steadiness"), theme)
        self.loads = Rows(sentence("view_calibrate_load.loads"), theme)
        self.change = LinkButton("", theme)
        self.change.clicked.connect(self.edit)
        self.loads.column.addWidget(self.change)
        self.fit = FitSoFar(theme, words, own)
        taking = QWidget()
        row = QHBoxLayout(taking)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        left = QVBoxLayout()
        left.setSpacing(MARGIN - 4)
        left.addWidget(self.meter)
        left.addWidget(self.loads, 1)
        row.addLayout(left, 14)
        row.addWidget(self.fit, 13)
        self._taking = taking
        # Not a stack: it would be as high as the higher of the two.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addWidget(taking)
        self._show_form(True)

    def _show_form(self, form: bool) -> None:
        self._editing = form
        self.form.setVisible(form)
        self._taking.setVisible(not form)

    def enter(self, now: Now) -> None:
        self.form.show_board(now.board)
        self.form.fill(now.answers, len(now.view.captures))
        self._show_form(not _complete(now))

    def edit(self) -> None:
        """Open the form again."""
        self._show_form(True)
        self.form.weight.edit.setFocus()

    @property
    def is_form(self) -> bool:
        return self._editing

    def settle(self, answers: Answers) -> Answers | None:
        if not self._editing:
            return answers
        settled = self.form.settle(answers)
        if settled is not None:
            self._show_form(False)
        return settled

    def first_field(self) -> QWidget | None:
        return self.form.weight.edit if self._editing else None

    def show_now(self, now: Now) -> None:
        if self._editing:
            self.form.fill_note(len(now.view.captures))
            return
        by_weight = now.answers.route is Route.BODY_WEIGHT
        self.meter.heading.set_text(
            sentence("view_calibrate_load.progress") if by_weight else sentence("view_calibrate_load.steadiness")
        )
        if by_weight:
            self._show_person(now)
        else:
            show_steadiness(self.meter, self._own, now)
            self._show_tasks(now)
        self.fit.show_now(now)

    def _show_person(self, now: Now) -> None:
        view, board = now.view, now.board
        total = sum(view.force_n)
        note = sentence("view_calibrate_load.on_the_board_nominal_readings", n=len(view.captures))
        self.meter.show_value(view.progress, self._own.number(board, total), self._own.unit(board), note)
        rows = [
            Row(
                sentence("view_calibrate_load.your_weight"),
                sentence("view_calibrate_load.kg", kg=figure(now.answers.weight_kg)),
            )
        ]
        if board.claims.newtons:
            left = sum(view.force_n[i] for i in board.cells_of("left")) if "left" in board.feet else total
            part = f"{100 * left / total:.0f} %" if total > board.limits.min_foot_n else "–"
            rows.append(Row(sentence("view_calibrate_load.on_the_left_foot"), part))
            masses = ", ".join(sentence("view_calibrate_load.kg", kg=figure(kg)) for kg in now.answers.masses_kg)
            rows.append(
                Row(
                    sentence("view_calibrate_load.kept_for_the_check"),
                    masses or sentence("view_calibrate_load.you_standing_once_more"),
                )
            )
        else:
            for foot in board.feet:
                n = sum(c.name.endswith(foot) for c in view.captures)
                rows.append(
                    Row(
                        sentence("view_calibrate_load.leg", foot=foot),
                        sentence("view_calibrate_load.readings", n=n),
                    )
                )
        self.loads.heading.set_text(sentence("view_calibrate_load.loads"))
        self.loads.show_rows(rows)
        self._name_link(sentence("view_calibrate_load.change_way_weight_or_mass"))

    def _show_tasks(self, now: Now) -> None:
        tasks, left = tasks_of(now), left_of(now)
        rows: list[Row] = []
        if now.answers.route is Route.GRID:
            for foot in now.board.feet:
                of = [t for t in tasks if t.foot == foot]
                done = sum(t not in left for t in of)
                value = sentence("view_calibrate_load.of_marks", n=done, all=len(of))
                rows.append(
                    Row(
                        sentence("view_calibrate_load.plate", foot=foot),
                        value,
                        left[:1] in [(t,) for t in of],
                        done == len(of),
                    )
                )
        else:
            rows = self._ladders(now, tasks, left)
        self.loads.heading.set_text(sentence("view_calibrate_load.loads_kg"))
        self.loads.show_rows(rows)
        masses = ", ".join(f"{figure(kg)} kg" for kg in now.answers.masses_kg)
        self._name_link(sentence("view_calibrate_load.masses_change", masses=masses))

    def _ladders(self, now: Now, tasks: Sequence[Task], left: Sequence[Task]) -> list[Row]:
        """The foot that is being loaded point by point; of the other only how far it is."""
        board, asked = now.board, left[0] if left else None
        here = (asked or tasks[-1]).cell or 0
        rows: list[Row] = []
        for foot in board.feet:
            cells = board.cells_of(foot)
            of = [t for t in tasks if t.cell in cells]
            name = sentence("view_calibrate_load.foot", foot=foot)
            n = len(of) - sum(t.cell in cells for t in left)
            rows.append(Row(name, sentence("view_calibrate_load.of", n=n, all=len(of)), done=n == len(of)))
            for k in cells if board.cells[here].foot == foot else ():
                cell, open_ones = board.cells[k], [t for t in left if t.cell == k]
                said = [
                    figure(c.load_n / GRAVITY) for c in now.view.captures if (c.x_mm, c.y_mm) == (cell.x_mm, cell.y_mm)
                ]
                if asked is not None and asked.cell == k:
                    said.append(sentence("view_calibrate_load.now", kg=figure(asked.load_n / GRAVITY)))
                name = f"   {self._words.point(board.cells[k].point)}"
                rows.append(Row(name, " · ".join(said) or "—", asked in open_ones, not open_ones))
        return rows

    def _name_link(self, text: str) -> None:
        if text != self.change.text():
            self.change.setText(text)
            self.change.setAccessibleName(text)
            self.change.updateGeometry()


class FitSoFar(Rows):
    """The cell being loaded: its points and line; for a person, how far each point's share went."""

    def __init__(self, theme: Theme, words: Words, own: WizardWords, parent: QWidget | None = None) -> None:
        super().__init__("", theme, parent, value_right=True)
        self._words, self._own = words, own
        self.plot = Plot("", "", theme)
        self.note = Line("", theme, "muted", SMALL + 0.5)
        self.note.setWordWrap(True)
        self._seen = QVBoxLayout()
        self._seen.setSpacing(3)
        self.bars: list[tuple[Line, Bar]] = []
        self.reaches: list[Line] = []
        """Beside the name of each bar, from where to where it reaches."""
        self.column.insertWidget(1, self.plot, 1)
        self.column.insertLayout(2, self._seen)
        self.column.addWidget(self.note)

    def show_now(self, now: Now) -> None:
        """Show what this route knows so far."""
        person = now.answers.route is Route.BODY_WEIGHT
        self.plot.setVisible(not person)
        if person:
            self._show_shares(now)
            return
        self._show_bars([])
        if now.answers.route is Route.GRID:
            self._show_marks(now)
        else:
            self._show_cell(now)

    def _show_cell(self, now: Now) -> None:
        tasks = tasks_of(now)
        cell = now.view.cell if now.view.cell is not None else (tasks[-1].cell if now.view.captures else 0)
        assert cell is not None
        ladder: Ladder = cell_ladder(now, cell)
        self.heading.set_text(sentence("view_calibrate_load.fit_so_far", cell=now.board.cells[cell].plain))
        self.plot.set_names(
            sentence("view_calibrate_load.load_kg"), sentence("view_calibrate_load.counts_from_zero_thousands")
        )
        self.plot.show_data(ladder.points, ladder.line)
        said = (
            sentence("view_calibrate_load.n", n=figure(ladder.residual_n, ".2f"))
            if isfinite(ladder.residual_n)
            else sentence("view_calibrate_load.after_two_loads")
        )
        down = (
            sentence("view_calibrate_load.n", n=figure(ladder.up_down_n, ".2f"))
            if isfinite(ladder.up_down_n)
            else sentence("view_calibrate_load.after_unloading")
        )
        self.show_rows(
            [
                Row(sentence("view_calibrate_load.up_against_down"), down, True),
                Row(sentence("view_calibrate_load.residual"), said, True),
            ]
        )
        self.note.set_text(sentence("view_calibrate_load.a_load_not_used_here"))

    def _show_marks(self, now: Now) -> None:
        errors = mark_errors(now)
        self.heading.set_text(sentence("view_calibrate_load.nominal_reading_of_each_mark"))
        self.plot.set_names(sentence("view_calibrate_load.mark"), sentence("view_calibrate_load.off_by"))
        self.plot.show_data([(k, 100 * e) for k, e in enumerate(errors, 1)], around_zero=True)
        spread = f"{figure(100 * float(np.ptp(errors)), '.1f')} %" if len(errors) > 1 else "–"
        self.show_rows([Row(sentence("view_calibrate_load.apart_by"), spread, True)])
        self.note.set_text(sentence("view_calibrate_load.the_gains_of_the_cells"))

    def _show_shares(self, now: Now) -> None:
        self.heading.set_text(sentence("view_calibrate_load.how_far_each_points_load"))
        self.show_rows([])
        self._show_bars([(f"{self._words.foot(c.foot)}, {self._words.point(c.point)}", *seen)
                         for c, seen in zip(now.board.cells, shares_seen(now), strict=True)])  # fmt: skip
        self.note.set_text(sentence("view_calibrate_load.long_bars_tell_the_cells"))

    def _show_bars(self, rows: list[tuple[str, float, float]]) -> None:
        while len(self.bars) < len(rows):
            line, bar, said = Line("", self.theme, "text", BODY), Bar(self.theme), Line("", self.theme, "muted", BODY)
            self.bars.append((line, bar))
            self.reaches.append(said)
            above = QHBoxLayout()
            above.addWidget(line, 1)
            above.addWidget(said)
            self._seen.addLayout(above)
            self._seen.addWidget(bar)
            self._seen.addSpacing(2)
        for k, (line, bar) in enumerate(self.bars):
            for widget in (line, bar, self.reaches[k]):
                widget.setVisible(k < len(rows))
            if k < len(rows):
                name, low, high = rows[k]
                reach = f"{100 * low:.0f}–{100 * high:.0f} %" if isfinite(low) else "—"
                line.set_text(name)
                self.reaches[k].set_text(reach)
                bar.show_part(high if isfinite(high) else 0.0, low if isfinite(low) else 0.0)
                bar.setAccessibleName(f"{name} {reach}")


def _complete(now: Now) -> bool:
    """Whether everything that this route asks for is answered."""
    answers = now.answers
    return isfinite(answers.weight_kg) and (answers.route is Route.BODY_WEIGHT or bool(tasks_of(now)))
