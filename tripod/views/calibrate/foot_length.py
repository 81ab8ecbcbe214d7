"""The step Feet: foot lengths, positions of the points, and a check on one point after the other."""

from dataclasses import replace
from math import isfinite

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tripod.balance.geometry import LONGEST_MM, SHORTEST_MM, Feet, FeetError, check_points, foot_points, mirror
from tripod.boards import POINTS, Board
from tripod.calibration.wizard.point_check import PointCheck
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wizard import Wizard
from tripod.sentences import sentence
from tripod.views.calibrate.body import Body, Now
from tripod.views.calibrate.fields import Field, number_in
from tripod.views.calibrate.parts import Row, Rows
from tripod.views.feet.knuckle_art import KnuckleArt
from tripod.views.kit.theme import BODY, MARGIN, SMALL, STRONG, Theme
from tripod.views.kit.widgets import Line, LinkButton, Panel
from tripod.views.kit.words import Words

_FOUND = ("mt1", "mt5")
"""The points that have a knuckle; the heel's is the middle of the heel."""


class FeetBody(Body):
    """Two lengths, the own points for those who measure them, and the check."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._board: Board | None = None
        self._own = False
        panel = Panel(theme)
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(20, 18, 20, 16)
        inner.setSpacing(10)
        inner.addWidget(Line(sentence("view_calibrate_foot_length.your_feet"), theme, "muted", SMALL + 0.5, STRONG))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        parse = number_in(SHORTEST_MM, LONGEST_MM, "mm", "260 mm")
        self.lengths = {
            "left": Field(sentence("view_calibrate_foot_length.left_foot_length"), "260 mm", parse, theme),
            "right": Field(
                sentence("view_calibrate_foot_length.right_foot_length"),
                sentence("view_calibrate_foot_length.as_the_left"),
                parse,
                theme,
                optional=True,
            ),
        }
        for row, field in enumerate(self.lengths.values()):
            field.add_to(grid, row)
        inner.addLayout(grid)
        self.measure = LinkButton(sentence("view_calibrate_foot_length.my_points_lie_elsewhere_measure"), theme)
        self.measure.clicked.connect(self._toggle_own)
        inner.addWidget(self.measure)
        own = QGridLayout()
        own.setHorizontalSpacing(12)
        own.setVerticalSpacing(6)
        self.points: dict[tuple[str, str, int], Field] = {}
        row = 0
        for foot in ("left", "right"):
            for point in _FOUND:
                for axis, low, high in ((1, 60, LONGEST_MM), (0, 0, 80)):
                    side = words.foot(foot).capitalize()
                    forward = sentence(
                        "view_calibrate_foot_length.big_toe_forward"
                        if point == "mt1"
                        else "view_calibrate_foot_length.little_toe_forward",
                        foot=side,
                    )
                    label = forward if axis else sentence("view_calibrate_foot_length.sideways")
                    field = Field(label, "mm", number_in(low, high, "mm", "40 mm"), theme)
                    field.add_to(own, row)
                    self.points[foot, point, axis] = field
                    row += 1
        inner.addLayout(own)
        self.hint = Line("", theme, "muted", BODY)
        self.hint.setWordWrap(True)
        inner.addWidget(self.hint)
        inner.addStretch()
        self.check = Rows(sentence("view_calibrate_foot_length.stand_on_one_point_after"), theme)
        self.begin = LinkButton("", theme)
        self.begin.clicked.connect(lambda: self.asks.emit(Wizard.begin_points))
        self.use = LinkButton(sentence("view_calibrate_foot_length.take_the_points_to_be"), theme)
        self.use.clicked.connect(self._use)
        self.check.column.addWidget(self.begin)
        self.check.column.addWidget(self.use)
        self.art = KnuckleArt(theme)
        right = QVBoxLayout()
        right.setSpacing(MARGIN - 4)
        right.addWidget(self.art, 1)
        right.addWidget(self.check, 0)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(MARGIN)
        both.addWidget(panel, 12)
        both.addLayout(right, 11)

    def enter(self, now: Now) -> None:
        feet, self._board = now.answers.feet, now.board
        self.lengths["left"].set_number(feet.length_of("left"), "mm")
        differs = feet.length_of("right") != feet.length_of("left")
        self.lengths["right"].set_number(feet.length_of("right") if differs else float("nan"), "mm")
        self._fill_points(feet)
        self._show_own(bool(feet.measured_mm))

    def show_now(self, now: Now) -> None:
        rows: list[Row] = []
        checks, begun = now.view.points, bool(now.view.points or now.view.point)
        wanted = [(foot, point) for foot in now.board.feet for point in POINTS] if begun else []
        for n, (foot, point) in enumerate(wanted):
            name = f"{self._words.foot(foot)}, {self._words.point(point)}"
            found = n < len(checks) and checks[n].found
            said = self._found(checks[n]) if n < len(checks) else "—"
            rows.append(Row(name, said, (foot, point) == now.view.point or (n < len(checks) and not found), found))
        self.check.show_rows(rows)
        # There is room for one of them, and who checks has measured already.
        self.art.setVisible(not begun)
        self.begin.setText(
            sentence("view_calibrate_foot_length.begin_again")
            if begun
            else sentence("view_calibrate_foot_length.begin_the_check_optional")
        )
        self.begin.updateGeometry()
        located = bool(checks) and now.view.point is None and any(isfinite(c.off_mm[0]) for c in checks)
        self.use.setVisible(located and not all(c.found for c in checks))

    def _found(self, check: PointCheck) -> str:
        if check.found:
            return sentence("view_calibrate_foot_length.there")
        if not isfinite(check.off_mm[0]):
            return sentence("view_calibrate_foot_length.not_on_its_sensor")
        x, y = mirror(check.foot) * check.off_mm[0], check.off_mm[1]
        side = sentence(
            "view_calibrate_foot_length.mm_outward" if x > 0 else "view_calibrate_foot_length.mm_inward", n=abs(x)
        )
        way = sentence(
            "view_calibrate_foot_length.mm_forward" if y > 0 else "view_calibrate_foot_length.mm_back", n=abs(y)
        )
        return f"{side}, {way}"

    def _use(self) -> None:
        """The state machine takes the points; the fields show them."""

        def use(wizard: Wizard) -> None:
            try:
                wizard.use_points()
            except FeetError as error:
                wizard.say(str(error))

        self.asks.emit(use)

    def settle(self, answers: Answers) -> Answers | None:
        left, right = self.lengths["left"].read(), self.lengths["right"].read()
        if left is None or right is None:
            return None
        lengths = {"right": right} if isfinite(right) and right != left else {}
        measured = answers.feet.measured_mm
        if self._own:
            read = {key: field.read() for key, field in self.points.items() if self._asked(key[0])}
            if None in read.values():
                return None
            at = {key: value for key, value in read.items() if value is not None}
            measured = {
                foot: {
                    point: (mirror(foot) * (1 if point == "mt5" else -1) * at[foot, point, 0], at[foot, point, 1])
                    for point in _FOUND
                }
                for foot in ("left", "right")
                if self._asked(foot)
            }
        feet = Feet(left, measured, lengths)
        for foot in feet.measured_mm:
            try:
                check_points(feet, foot)
            except FeetError as error:
                self.points[foot, "mt1", 1].complain(str(error))
                self._show_own(True)
                return None
        return replace(answers, feet=feet)

    def first_field(self) -> QWidget | None:
        return self.lengths["left"].edit

    def _asked(self, foot: str) -> bool:
        return self._board is None or foot in self._board.feet

    def _toggle_own(self) -> None:
        self._show_own(not self._own)

    def _show_own(self, own: bool) -> None:
        self._own = own
        for (foot, _, _), field in self.points.items():
            field.set_visible(own and self._asked(foot))
        self.measure.setText(
            sentence("view_calibrate_foot_length.use_the_usual_points_of")
            if own
            else sentence("view_calibrate_foot_length.my_points_lie_elsewhere_measure")
        )
        self.measure.updateGeometry()
        self.hint.set_text("" if own else sentence("view_calibrate_foot_length.stand_with_the_heel_against"))

    def _fill_points(self, feet: Feet) -> None:
        for (foot, point, axis), field in self.points.items():
            field.set_number(round(abs(foot_points(feet, foot)[POINTS.index(point)][axis]), 1), "mm")
