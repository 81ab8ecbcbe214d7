"""The board that was built, seen from above: which pin each cell hangs on, and by which wire."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from tripod.acceptance import BuildSteps
from tripod.boards import Board, Cell, load_board
from tripod.calibration.fit.terms import is_rigid
from tripod.sentences import sentence
from tripod.views.feet.foot_shape import hatching, sole_path, toe_paths
from tripod.views.kit.text import Align, Run, advance, draw_runs
from tripod.views.kit.theme import SMALL, STRONG, Theme

HIGH, LOW = 248, 196
"""Pixels of height: usual, and in a low window."""
_RIM_MM = 30.0
_NAME_PX = 22
"""Above the board, for the names of the feet."""
_BOX_PX, _LINE_PX = 20, 14
_LABEL_PX = 84
"""Beside the board, for the wires' colours."""


class WirePicture(QWidget):
    """Cells lie where the board's file has them; of a build whose order nobody knows there are no pins."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._high = HIGH
        self._build: BuildSteps | None = None
        self._board: Board | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_build(self, build: BuildSteps | None) -> None:
        """Show this one; None for none."""
        self._build = build
        self._board = load_board(build.board) if build is not None else None
        said = [f"{cell.plain}: {_pin(build, cell)} {_colour(build, cell)}" for cell in self._cells] if build else []
        self.setAccessibleName("; ".join(" ".join(of.split()) for of in said))
        self.update()

    @property
    def _cells(self) -> tuple[Cell, ...]:
        return tuple(self._board.cells) if self._board is not None else ()

    def set_low(self, low: bool) -> None:
        """Whether the window is low."""
        self._high = LOW if low else HIGH
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(320, self._high)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self._high)

    def paintEvent(self, event: QPaintEvent) -> None:
        board, build = self._board, self._build
        if board is None or build is None:
            return
        at = self._fitted(board)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for foot in board.feet:
                self._paint_foot(painter, board, foot, at)
            for cell in board.cells:
                self._paint_cell(painter, build, board, cell, at.map(QPointF(cell.x_mm, cell.y_mm)))

    def _fitted(self, board: Board) -> QTransform:
        """From the board's millimetres, y forward, to pixels."""
        box = QRectF()
        for foot in board.feet:
            for path in (_sole(board, foot), *_toes(board, foot)):
                box = box.united(path.boundingRect())
        for cell in board.cells:
            box = box.united(QRectF(cell.x_mm - 1, cell.y_mm - 1, 2, 2).adjusted(-_RIM_MM, -_RIM_MM, _RIM_MM, _RIM_MM))
        room = QRectF(_LABEL_PX, _NAME_PX, self.width() - 2 * _LABEL_PX, self.height() - _NAME_PX)
        scale = min(room.width() / box.width(), room.height() / box.height())
        x = room.center().x() - scale * box.center().x()
        y = room.center().y() + scale * box.center().y()
        return QTransform(scale, 0, 0, -scale, x, y)

    def _paint_foot(self, painter: QPainter, board: Board, foot: str, at: QTransform) -> None:
        theme = self._theme
        if is_rigid(board):
            cells = [board.cells[k] for k in board.cells_of(foot)]
            xs, ys = [c.x_mm for c in cells], [c.y_mm for c in cells]
            plate = QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))
            painter.setPen(QPen(theme.outline, 1))
            painter.setBrush(theme.background)
            half = 0.5 * _RIM_MM
            painter.drawRoundedRect(at.mapRect(plate.adjusted(-half, -half, half, half)), 8, 8)
        painter.setPen(QPen(theme.outline, 1))
        painter.setBrush(hatching(theme, self.devicePixelRatioF()))
        for path in (_sole(board, foot), *_toes(board, foot)):
            painter.drawPath(at.map(path))
        name = [Run(sentence(f"view_new_board.foot_{foot}"), SMALL, theme.muted, STRONG, 2.0)]
        draw_runs(painter, name, at.map(_sole(board, foot)).boundingRect().center().x(), 14, Align.CENTRE)

    def _paint_cell(self, painter: QPainter, build: BuildSteps, board: Board, cell: Cell, at: QPointF) -> None:
        theme, pin, colour = self._theme, _pin(build, cell), _colour(build, cell)
        wide = max(advance(pin, SMALL, STRONG) + 12, _BOX_PX)
        painter.setPen(QPen(theme.accent, 1.5))
        painter.setBrush(theme.panel)
        painter.drawRoundedRect(QRectF(at.x() - wide / 2, at.y() - _BOX_PX / 2, wide, _BOX_PX), 4, 4)
        draw_runs(painter, [Run(pin, SMALL, theme.text, STRONG)], at.x(), at.y() + 4, Align.CENTRE)
        of_foot = [board.cells[k].x_mm for k in board.cells_of(cell.foot)]
        # On the outer side of where most of its foot lies, so that no colour is written over a cell.
        left = cell.x_mm < sum(of_foot) / len(of_foot)
        x = at.x() - wide / 2 - 6 if left else at.x() + wide / 2 + 6
        run = [Run(colour, SMALL, theme.muted)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.panel)
        long = advance(colour, SMALL)
        painter.drawRect(QRectF(x - long if left else x, at.y() - _LINE_PX / 2, long, _LINE_PX))
        draw_runs(painter, run, x, at.y() + 4, Align.RIGHT if left else Align.LEFT)


def _pin(build: BuildSteps, cell: Cell) -> str:
    return build.pins.get(cell.name, "?")


def _colour(build: BuildSteps, cell: Cell) -> str:
    colour = build.colours.get(cell.name, "")
    return sentence("view_new_board.colour", colour=colour) if colour else ""


def _in_board(board: Board, foot: str) -> QTransform:
    place = board.places[foot]
    return QTransform.fromTranslate(place.x_mm, place.y_mm)


def _sole(board: Board, foot: str) -> QPainterPath:
    return _in_board(board, foot).map(sole_path(foot, board.foot_length_mm))


def _toes(board: Board, foot: str) -> list[QPainterPath]:
    return [_in_board(board, foot).map(toe) for toe in toe_paths(foot, board.foot_length_mm)]
