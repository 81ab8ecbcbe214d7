"""The wizard's first three steps: press each point, warm up, zero."""

from math import isfinite, nan

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.boards import Board
from tripod.calibration.wizard.steadiness import AVERAGED_S
from tripod.calibration.wizard.view import View
from tripod.calibration.wizard.warm_up_step import PRESSES
from tripod.calibration.wizard.wizard import Wizard
from tripod.sentences import figure, sentence
from tripod.views.calibrate.body import Body, Now
from tripod.views.calibrate.parts import Meter, Row, Rows
from tripod.views.calibrate.plot import Plot
from tripod.views.calibrate.words import WizardWords
from tripod.views.kit.theme import MARGIN, SMALL, Theme
from tripod.views.kit.widgets import Line, LinkButton
from tripod.views.kit.words import Words


def show_steadiness(meter: Meter, words: WizardWords, now: Now, note: str = "") -> None:
    """The live value of the cell asked for, or of all, over the bar of steadiness."""
    view, board = now.view, now.board
    if view.cell is not None:
        value, of = view.force_n[view.cell], board.cells[view.cell].plain
    else:
        value, of = sum(view.force_n), sentence("view_calibrate_begin.all_cells")
    if not note:
        left_s = (1 - view.steady) * AVERAGED_S
        note = sentence(
            "view_calibrate_begin.nominal",
            of=of,
            state=sentence("view_calibrate_begin.steady")
            if left_s <= 0
            else sentence("view_calibrate_begin.not_steady_yet"),
        )
    meter.show_value(view.steady, words.number(board, value), words.unit(board), note)


class CheckBody(Body):
    """Each point, and whether it answered."""

    def __init__(self, theme: Theme, words: Words, own: WizardWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._own = words, own
        self.meter = Meter(sentence("view_calibrate_begin.steadiness"), theme)
        self.points = Rows(sentence("view_calibrate_begin.points"), theme)
        self.skip = LinkButton(sentence("view_calibrate_begin.the_wiring_is_known_skip"), theme)
        self.skip.clicked.connect(lambda: self.asks.emit(Wizard.skip_presses))
        self.points.column.addWidget(self.skip)
        self.facts = Rows(sentence("view_calibrate_begin.the_board"), theme, value_right=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        left = QVBoxLayout()
        left.setSpacing(MARGIN - 4)
        left.addWidget(self.meter)
        left.addWidget(self.facts, 1)
        row.addLayout(left, 13)
        row.addWidget(self.points, 14)

    def show_now(self, now: Now) -> None:
        show_steadiness(self.meter, self._own, now)
        asked = now.view.cell if not now.view.may_go_on else None
        done = len(now.board.cells) if asked is None else asked
        rows: list[Row] = []
        for k, cell in enumerate(now.board.cells):
            noise = now.view.noise_n
            known = (
                self._own.noise(now.board, noise[k])
                if k < len(noise)
                else sentence("view_calibrate_begin.answered")
                if k < done
                else "—"
            )
            value = sentence("view_calibrate_begin.press_it_now") if k == asked else known
            name = f"{self._words.foot(cell.foot)}, {self._words.point(cell.point)}"
            rows.append(Row(name, value, k == asked, k < done))
        self.points.show_rows(rows)
        self.skip.setVisible(not now.view.may_go_on)
        rate, banner = now.snapshot.counters.rate_hz, now.snapshot.banner
        broken = self._words.broken_cells(now.board, now.snapshot)
        said = [
            Row(
                sentence("view_calibrate_begin.measured_rate"),
                sentence("view_calibrate_begin.hz", n=figure(rate, ".1f")) if isfinite(rate) else "–",
            )
        ]
        said.append(
            Row(
                sentence("view_calibrate_begin.self_test"),
                self._words.broken(*broken[0]) if broken else sentence("view_calibrate_begin.every_cell_sound"),
            )
        )
        if banner is not None and banner.supply_mv:
            said.append(
                Row(sentence("view_calibrate_begin.supply"), sentence("view_calibrate_begin.mv", mv=banner.supply_mv))
            )
        self.facts.show_rows(said)


class WarmUpBody(Body):
    """The zero's drift as a line that flattens; for FSRs the presses."""

    EVERY_S = 2.0

    def __init__(self, theme: Theme, own: WizardWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = own
        self._drift: list[tuple[float, float]] = []
        self._from_s = nan
        self.meter = Meter(sentence("view_calibrate_begin.progress"), theme)
        self.panel = Rows("", theme)
        self.plot = Plot(sentence("view_calibrate_begin.minutes"), "", theme)
        self.hint = Line("", theme, "muted", SMALL + 0.5)
        self.hint.setWordWrap(True)
        self.skip = LinkButton(sentence("view_calibrate_begin.it_is_warm_already_skip"), theme)
        self.skip.clicked.connect(lambda: self.asks.emit(Wizard.skip_warm_up))
        self.panel.column.insertWidget(1, self.plot, 1)
        self.panel.column.addWidget(self.hint)
        self.panel.column.addWidget(self.skip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN - 4)
        column.addWidget(self.meter)
        column.addWidget(self.panel, 1)

    def enter(self, now: Now) -> None:
        self._drift, self._from_s = [], now.snapshot.t_s

    def show_now(self, now: Now) -> None:
        view, board = now.view, now.board
        total = self._own.number(board, sum(view.force_n))
        self.meter.show_value(
            view.progress, total, self._own.unit(board), sentence("view_calibrate_begin.all_cells_nominal")
        )
        self.skip.setVisible(not view.may_go_on)
        cells = board.front_end.kind == "hx711"
        self.plot.setVisible(cells)
        if cells:
            self._show_drift(now)
        else:
            self._show_presses(round(view.progress * PRESSES))

    def _show_presses(self, done: int) -> None:
        self.panel.heading.set_text(sentence("view_calibrate_begin.presses"))
        self.hint.set_text(sentence("view_calibrate_begin.step_on_with_your_whole"))
        rows: list[Row] = []
        for k in range(PRESSES):
            value = (
                sentence("view_calibrate_begin.done")
                if k < done
                else sentence("view_calibrate_begin.now")
                if k == done
                else "—"
            )
            rows.append(Row(sentence("view_calibrate_begin.press", n=k + 1), value, k == done, k < done))
        self.panel.show_rows(rows)

    def _show_drift(self, now: Now) -> None:
        view, board = now.view, now.board
        self.panel.heading.set_text(sentence("view_calibrate_begin.drift_of_all_cells_since"))
        self.hint.set_text(sentence("view_calibrate_begin.it_flattens_as_the_cells"))
        self.plot.set_names(sentence("view_calibrate_begin.minutes"), self._own.unit(board))
        at = (now.snapshot.t_s - self._from_s) / 60
        drift, limit, unit = view.drift_n_per_min, view.drift_limit, self._own.unit(board)
        known = sentence("view_calibrate_begin.a_minute", n=figure(drift, ".2f"), unit=unit)
        waiting = sentence("view_calibrate_begin.after_a_minute_of_the")
        self.panel.show_rows(
            [
                Row(sentence("view_calibrate_begin.the_zero_moves_by"), known if isfinite(drift) else waiting, True),
                Row(
                    sentence("view_calibrate_begin.still_enough_below"),
                    sentence("view_calibrate_begin.a_minute", n=figure(limit, ".2f"), unit=unit),
                ),
            ]
        )
        due = not self._drift or 60 * (at - self._drift[-1][0]) >= self.EVERY_S
        # A hand that still rests on the board from the step before would flatten all that follows.
        if isfinite(at) and due and view.steady >= 1 and _is_empty(view, board):
            self._drift.append((at, sum(view.force_n)))
            start = self._drift[0][1]
            # As much as all cells together may move in a minute: noise below that is no drift.
            least = 2 * limit * len(board.cells)
            self.plot.show_data([], [(m, n - start) for m, n in self._drift], least_high=least)


def _is_empty(view: View, board: Board) -> bool:
    return all(abs(sum(view.force_n[i] for i in board.cells_of(foot))) <= board.limits.empty_n for foot in board.feet)


class ZeroBody(Body):
    """The empty board: what each side reads, and whether it is steady."""

    def __init__(self, theme: Theme, words: Words, own: WizardWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._own = words, own
        self.meter = Meter(sentence("view_calibrate_begin.steadiness"), theme)
        self.sides = Rows(sentence("view_calibrate_begin.on_the_board_nominal"), theme, value_right=True)
        self.hint = Line(sentence("view_calibrate_begin.take_again_forgets_this_zero"), theme, "muted", SMALL + 0.5)
        self.hint.setWordWrap(True)
        self.sides.column.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN - 4)
        column.addWidget(self.meter)
        column.addWidget(self.sides)
        column.addStretch()

    def show_now(self, now: Now) -> None:
        show_steadiness(
            self.meter, self._own, now, sentence("view_calibrate_begin.zero_is_taken") if now.view.may_go_on else ""
        )
        rows: list[Row] = []
        for foot in now.board.feet:
            load = sum(now.view.force_n[i] for i in now.board.cells_of(foot))
            value = f"{self._own.number(now.board, load)} {self._own.unit(now.board)}"
            rows.append(Row(self._words.foot(foot), value, done=now.view.may_go_on))
        self.sides.show_rows(rows)
