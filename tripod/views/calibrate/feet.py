"""The wizard's picture of the feet: nominal loads, and a ring around the point asked for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import nan
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from tripod.balance.foot_states import FootState
from tripod.boards import POINTS, Board, Cell
from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.views.feet.foot_shape import FootArt, Place
from tripod.views.feet.foot_stage import FootStage
from tripod.views.kit.text import Align, Run, draw_runs
from tripod.views.kit.theme import SMALL, STRONG, Theme, faded
from tripod.views.kit.words import Words

_RIM_MM = 14.0
"""A plate reaches this far beyond the middles of its cells."""


class Mark(NamedTuple):
    """A place on a plate where a mass is to stand."""

    name: str
    x_mm: float
    y_mm: float
    done: bool
    asked: bool


class WizardFeet(FootStage):
    """Both feet, the cell that is asked for, and where a person has stood already."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(theme, words, clock, parent)
        self.setAccessibleName(sentence("view_calibrate_feet.your_feet_from_above"))
        self.setMinimumSize(250, 260)
        self.asked: int | None = None
        self.marks: tuple[Mark, ...] = ()
        self.stood_mm: tuple[tuple[float, float], ...] = ()
        """In the board's frame: where the load stood in each reading taken, a place for each foot that carried."""

    def show_load(
        self,
        snapshot: Snapshot,
        force_n: Sequence[float],
        asked: int | None,
        marks: tuple[Mark, ...] = (),
        stood_mm: tuple[tuple[float, float], ...] = (),
    ) -> None:
        """Paint these nominal cell forces and what is asked for."""
        self.asked, self.marks, self.stood_mm = asked, marks, stood_mm
        board = snapshot.board
        states = {f: _state(board, f, force_n, snapshot) for f in board.feet} if board else {}
        shown = replace(snapshot, feet=states, phase=Phase.LIVE, arrived_s=nan)
        self.show_snapshot(shown, snapshot.phase is not Phase.LIVE, True)
        if board is not None and asked is not None:
            cell = board.cells[asked]
            foot, point = self.words.foot(cell.foot), self.words.point(cell.point)
            self.setAccessibleDescription(sentence("view_calibrate_feet.asked_for", foot=foot, point=point))
        else:
            self.setAccessibleDescription("")

    def places(self) -> dict[str, Place]:
        feet, length = self.feet(), self.snapshot.own_feet.longest_mm
        board = self.snapshot.board
        column, top, bottom = self.width() / len(feet), 34, 12
        # A plate stands out beyond its foot: make room for it.
        wide_mm, tall_mm = (200.0, 300.0) if board is not None and _rigid(board) else (0.50 * length, length)
        px_per_mm = min((self.height() - top - bottom) / tall_mm, (column - 8) / wide_mm)
        y = top + (self.height() - top - bottom + px_per_mm * length) / 2
        return {foot: Place(column * (i + 0.5), y, px_per_mm, self.flip) for i, foot in enumerate(feet)}

    def paint_surroundings(self, painter: QPainter) -> None:
        theme, board = self.theme, self.snapshot.board
        for foot, art in self.arts.items():
            title = [Run(self.words.foot_title(foot), 13, theme.muted, STRONG, 2.0)]
            if board is None or not _rigid(board):
                draw_runs(painter, title, art.place.x + 1, art.rect().top() - 14, Align.CENTRE)
                continue
            at = [self._on_screen(board.cells[i], art) for i in board.cells_of(foot)]
            rim = _RIM_MM * art.place.px_per_mm
            xs, ys = [p.x() for p in at], [p.y() for p in at]
            plate = QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys))).adjusted(-rim, -rim, rim, rim)
            painter.setPen(QPen(theme.edge, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(plate, 10, 10)
            draw_runs(painter, title, art.place.x + 1, plate.top() - 12, Align.CENTRE)
            painter.setPen(QPen(theme.outline, 1))
            for point in at:
                painter.drawEllipse(point, 6, 6)

    def paint_numbers(self, painter: QPainter) -> None:
        board, theme = self.snapshot.board, self.theme
        if board is None:
            return
        painter.setPen(QPen(theme.casing, 1))
        painter.setBrush(theme.cop)
        for x, y in self.stood_mm:
            foot = _foot_at(board, x)
            if foot in self.arts:
                painter.drawEllipse(self._map(foot, x, y), 2.8, 2.8)
        for mark in self.marks:
            self._paint_mark(painter, board, mark)
        if self.asked is not None:
            cell = board.cells[self.asked]
            if cell.foot in self.arts:
                self._ring(painter, self._on_screen(cell, self.arts[cell.foot]))

    def _paint_mark(self, painter: QPainter, board: Board, mark: Mark) -> None:
        foot = _foot_at(board, mark.x_mm)
        if foot not in self.arts:
            return
        at = self._map(foot, mark.x_mm, mark.y_mm)
        if mark.asked:
            self._ring(painter, at)
        painter.setPen(QPen(self.theme.casing, 1))
        painter.setBrush(self.theme.line if mark.done or mark.asked else self.theme.outline)
        painter.drawEllipse(at, 5 if mark.asked else 3.5, 5 if mark.asked else 3.5)
        ink = self.theme.text if mark.asked else self.theme.muted
        draw_runs(painter, [Run(mark.name, SMALL, ink, STRONG)], at.x() + 9, at.y() - 7)

    def _ring(self, painter: QPainter, at: QPointF) -> None:
        """Around what is asked for: its shape differs from every other, so that it needs no colour."""
        painter.setBrush(faded(self.theme.accent, 0.25))
        for ink, wide in ((self.theme.casing, 6.0), (self.theme.accent, 3.0)):
            painter.setPen(QPen(ink, wide))
            painter.drawEllipse(at, 21, 21)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.casing, 2))
        painter.setBrush(self.theme.line)
        painter.drawEllipse(at, 6, 6)

    def _on_screen(self, cell: Cell, art: FootArt) -> QPointF:
        if cell.point in POINTS:
            return art.points[POINTS.index(cell.point)]
        return self._map(cell.foot, cell.x_mm, cell.y_mm)

    def _map(self, foot: str, x_mm: float, y_mm: float) -> QPointF:
        board = self.snapshot.board
        assert board
        place = board.places[foot]
        return self.arts[foot].transform.map(QPointF(x_mm - place.x_mm, y_mm - place.y_mm))


def _rigid(board: Board) -> bool:
    return board.claims.map_radius_mm <= 0


def _foot_at(board: Board, x_mm: float) -> str:
    return min(board.feet, key=lambda foot: abs(board.places[foot].x_mm - x_mm))


def _state(board: Board, foot: str, force_n: Sequence[float], snapshot: Snapshot) -> FootState:
    cells = board.cells_of(foot)
    force = np.array([force_n[i] for i in cells]) if len(force_n) == len(board.cells) else np.full(len(cells), nan)
    by_point = {board.cells[i].point: max(float(n), 0.0) for i, n in zip(cells, force, strict=True)}
    points = [by_point.get(p, nan) for p in POINTS]
    known = snapshot.feet.get(foot)
    return FootState(
        loaded=True,
        load_n=float(force.sum()),
        point_n=(points[0], points[1], points[2]),
        share=(nan, nan, nan),
        share_pm=(nan, nan, nan),
        cop_mm=(nan, nan),
        ellipse=None,
        light=(False, False, False),
        vague=False,
        status=known.status if known is not None else (0,) * len(cells),
        causes=known.causes if known is not None else (None,) * len(cells),
    )
