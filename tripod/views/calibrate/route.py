"""The form of the step Load: the route and the loads to use."""

from dataclasses import replace
from math import isfinite, nan

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from tripod.boards import GRAVITY, Board
from tripod.calibration.fit.readings import OVERLOAD
from tripod.calibration.wizard.load_tasks import Route, routes
from tripod.calibration.wizard.mass_input import MassError, parse_mass_kg
from tripod.calibration.wizard.view import Answers
from tripod.sentences import figure, sentence
from tripod.views.calibrate.fields import Field, number_in
from tripod.views.calibrate.words import WizardWords
from tripod.views.kit.text import Run, advance, draw_runs
from tripod.views.kit.theme import BODY, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import Line, Panel

_LEAST_KG, _MOST_KG = 20.0, 250.0


def _weight_kg(text: str) -> float:
    return parse_mass_kg(text, _LEAST_KG, _MOST_KG)


def _marks(text: str) -> float:
    if text.strip() not in ("9", "25"):
        raise MassError(sentence("view_calibrate_route.write_9_or_25"))
    return float(text)


class _Choice(QRadioButton):
    """A route; like every button of the window it takes the focus by Tab alone."""

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__(text)
        self.theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(advance(self.text(), TEXT, STRONG)) + 34, 28)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, middle, on = self.theme, self.height() / 2, self.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.accent if on or self.hasFocus() else theme.outline, 1.5))
            painter.setBrush(theme.background)
            painter.drawEllipse(QPointF(9, middle), 7.5, 7.5)
            if on:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.accent)
                painter.drawEllipse(QPointF(9, middle), 4, 4)
            words = draw_runs(painter, [Run(self.text(), TEXT, theme.text, STRONG)], 26, middle + 5)
            if self.hasFocus():
                painter.setPen(QPen(theme.accent, 1))
                painter.drawLine(words.bottomLeft() + QPointF(0, 1), words.bottomRight() + QPointF(0, 1))

    def event(self, event: QEvent) -> bool:
        # Space chooses the route; without this it would be the window's key.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            event.accept()
            return True
        return super().event(event)


class RouteForm(Panel):
    """Routes with cost and error, the weight, the masses and how far these may be off."""

    changed = Signal()

    def __init__(self, theme: Theme, own: WizardWords, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._own = own
        self._board: Board | None = None
        self.choices: dict[Route, _Choice] = {}
        self._group = QButtonGroup(self)
        self._routes = QVBoxLayout()
        self._routes.setSpacing(2)
        self.weight = Field(sentence("view_calibrate_route.your_weight"), "75 kg", _weight_kg, theme)
        self.masses = [
            Field(label, hint, parse_mass_kg, theme, optional=k != 0)
            for k, (label, hint) in enumerate(
                (
                    (sentence("view_calibrate_route.mass"), "10 kg"),
                    (sentence("view_calibrate_route.second_mass"), "20 kg"),
                    (sentence("view_calibrate_route.third_mass"), ""),
                )
            )
        ]
        self.tolerance = Field(
            sentence("view_calibrate_route.masses_may_be_off_by"), "2 %", number_in(0, 20, "%", "2 %"), theme
        )
        self.marks = Field(
            sentence("view_calibrate_route.marks_on_each_plate"),
            sentence("view_calibrate_route.n_9_or_25"),
            _marks,
            theme,
        )
        self.build = Field(
            sentence("view_calibrate_route.cells_placed_within"),
            sentence("view_calibrate_route.n_3_by_hand"),
            number_in(0.05, 30, "mm", "0.5 mm"),
            theme,
            optional=True,
        )
        self.note = Line("", theme, "muted", SMALL + 0.5)
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(8)
        column.addWidget(Line(sentence("view_calibrate_route.how_to_load_it"), theme, "muted", SMALL + 0.5, STRONG))
        column.addLayout(self._routes)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for row, field in enumerate((self.weight, *self.masses, self.marks, self.tolerance, self.build)):
            field.add_to(grid, row)
        column.addLayout(grid)
        column.addWidget(self.note)
        column.addStretch()

    def show_board(self, board: Board) -> None:
        """Offer the routes of this board."""
        if self._board is not None and self._board.name == board.name:
            return
        self._board = board
        for choice in self.choices.values():
            self._group.removeButton(choice)
            choice.deleteLater()
        self.choices = {}
        for route in routes(board):
            choice = _Choice(self._own.route(route, board), self.theme)
            cost = Line(self._own.route_cost(route, board), self.theme, "muted", BODY)
            cost.setWordWrap(True)
            cost.setContentsMargins(26, 0, 0, 6)
            choice.setAccessibleDescription(cost.text())
            choice.toggled.connect(self._follow_route)
            self._group.addButton(choice)
            self._routes.addWidget(choice)
            self._routes.addWidget(cost)
            self.choices[route] = choice

    @property
    def route(self) -> Route:
        """The route that is chosen."""
        return next((r for r, c in self.choices.items() if c.isChecked()), Route.BODY_WEIGHT)

    def fill(self, answers: Answers, taken: int) -> None:
        """Put in what was answered; `taken` readings would be forgotten by a change."""
        self.choices.get(answers.route, next(iter(self.choices.values()))).setChecked(True)
        self.weight.set_number(answers.weight_kg, "kg")
        for k, field in enumerate(self.masses):
            field.set_number(answers.masses_kg[k] if k < len(answers.masses_kg) else nan, "kg")
        self.tolerance.set_number(100 * answers.tolerance, "%")
        self.marks.set_number(answers.marks**2, "")
        self.build.set_number(nan if answers.build_mm is None else answers.build_mm, "mm")
        self.fill_note(taken)
        self._follow_route()

    def fill_note(self, taken: int) -> None:
        """Warn of what a change forgets."""
        warning = sentence("view_calibrate_route.another_way_weight_or_mass", n=taken)
        self.note.set_text(warning if taken else "")

    def settle(self, answers: Answers) -> Answers | None:
        """The answers as the fields say; None where one is wrong, which stands beside it."""
        weight = self.weight.read()
        masses = self._masses()
        tolerance = 100 * answers.tolerance if self._by_weight else self.tolerance.read()
        marks = self.marks.read() if self.route is Route.GRID else answers.marks**2
        build = self.build.read()
        if weight is None or masses is None or tolerance is None or marks is None or build is None:
            return None
        return replace(
            answers,
            route=self.route,
            weight_kg=weight,
            masses_kg=masses,
            marks=3 if marks == 9 else 5,
            tolerance=tolerance / 100,
            build_mm=build if isfinite(build) else None,
        )

    @property
    def _by_weight(self) -> bool:
        return self.route is Route.BODY_WEIGHT

    @property
    def _asked(self) -> int:
        """How many fields for masses this route has."""
        if self._by_weight:
            return 1 if self._board is not None and self._board.claims.newtons else 0
        return 1 if self.route is Route.GRID else 3

    def _masses(self) -> tuple[float, ...] | None:
        sound, out = True, list[float]()
        for k, field in enumerate(self.masses[: self._asked]):
            empty = not field.edit.text().strip()
            if empty and self.route is Route.MASSES and k == 1:
                field.complain(sentence("view_calibrate_route.two_different_masses_are_needed"))
                sound = False
                continue
            if empty and self._by_weight:
                field.complain("")
                continue
            kg = field.read()
            sound = sound and kg is not None
            if kg is None or not isfinite(kg):
                continue
            if any(abs(kg - other) < 1e-6 * kg for other in out):
                field.complain(sentence("view_calibrate_route.the_same_mass_twice_is"))
                sound = False
            elif self._board is not None and kg * GRAVITY > OVERLOAD * self._may_carry_n(self._board):
                most = figure(self._may_carry_n(self._board) / GRAVITY, ".3g")
                field.complain(sentence("view_calibrate_route.too_heavy_for_one_sensor", most=most))
                sound = False
            out.append(kg)
        return tuple(out) if sound else None

    def _may_carry_n(self, board: Board) -> float:
        """Under one rigid plate a mass is carried by several cells, but on a mark by nearly one alone."""
        return min(cell.range_n for cell in board.cells)

    def _follow_route(self) -> None:
        for k, field in enumerate(self.masses):
            field.set_visible(k < self._asked)
            field.complain("")
        names = {
            Route.BODY_WEIGHT: sentence("view_calibrate_route.mass_for_the_check_optional"),
            Route.MASSES: sentence("view_calibrate_route.first_mass"),
            Route.GRID: sentence("view_calibrate_route.mass"),
        }
        self.masses[0].set_label(names[self.route])
        self.tolerance.set_visible(not self._by_weight)
        self.marks.set_visible(self.route is Route.GRID)
        self.changed.emit()
