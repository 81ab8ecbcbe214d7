"""The feet of the Live page: each share once, at its point; left and right under the feet; the scale between them."""

from collections.abc import Callable
from math import isfinite

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tripod.balance.pose import lined_pose
from tripod.boards import POINTS
from tripod.sentences import sentence, shipped_text
from tripod.views.feet.both_feet import BothFeet, both_feet
from tripod.views.feet.dwell_art import drill_under_way
from tripod.views.feet.foot_shape import FootArt, Place
from tripod.views.feet.foot_stage import FootStage
from tripod.views.feet.pieces import Piece
from tripod.views.feet.point_labels import (
    ABOVE,
    BELOW,
    GAP,
    LABEL_WIDTH,
    SHORT_BELOW,
    SHORT_WIDTH,
    Laid,
    label_pieces,
    lay,
    point_labels,
    text_piece,
)
from tripod.views.feet.scale_art import paint_dwell_scale, paint_load_scale
from tripod.views.feet.stance import axis_tip, clockwise_rad, draw_directions, pose_of, turn_label
from tripod.views.feet.toe_grip import draw_grip, toes_under, turned_to
from tripod.views.feet.turned_places import turned_places
from tripod.views.kit.text import Align, Run, draw_runs, runs_rect, runs_width
from tripod.views.kit.theme import HEAD, SMALL, STRONG, Theme
from tripod.views.kit.words import Words

_REFERENCE = (852.0, 640.0)
_TOP, _BOTTOM, _BOTTOM_ALONE = 40.0, 62.0, 14.0
_LEAST_OF_HIGH = 0.8
"""Feet have at least this part of the size that they would have alone, or the names at their points are short."""


class FootView(FootStage):
    """Two feet, or one, seen from above as the person stands."""

    toes_turned = Signal(str, float)
    """A foot whose toes were drawn to where they point, and by how many degrees that is outward."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(theme, words, clock, parent)
        self.setAccessibleName(sentence("view_feet_foot_view.your_feet_from_above"))
        self.setMinimumSize(560, 300)
        self.note = ""
        """One word over the picture: that it stands still."""
        self.short = False
        """Labels have their names in two lines, since beside whole ones the feet would be small."""
        self.may_turn = False
        """Whether the feet may be turned with the mouse now."""
        self._held: str = ""
        self._pointer = QPointF()
        self.setMouseTracking(True)

    def set_note(self, note: str) -> None:
        """Write this over the next picture; "" for nothing."""
        self.note = note

    def scale(self) -> float:
        """How much larger than in a 1280x800 window everything is drawn."""
        return min(max(min(self.width() / _REFERENCE[0], self.height() / _REFERENCE[1]), 0.86), 2.0)

    def stroke(self) -> float:
        return max(self.scale(), 1.0)

    def places(self) -> dict[str, Place]:
        k, feet = self.scale(), self.feet()
        length = self.snapshot.own_feet.longest_mm
        top, bottom = _TOP * k, (_BOTTOM if len(feet) == 2 else _BOTTOM_ALONE) * k
        turned = {foot: clockwise_rad(self.snapshot, foot) for foot in feet}
        label = (LABEL_WIDTH + GAP) * k
        self.short = False
        if len(feet) > 1 or any(turned.values()):
            room = QRectF(0, top, self.width(), self.height() - top - bottom)

            def placed(label_px: float, below: float = BELOW) -> dict[str, Place]:
                reach = ABOVE * k, below * k
                return turned_places(turned, self.snapshot.own_feet, room, label_px, self.flip, reach)

            named, alone = placed(label), placed(0.0)
            self.short = any(named[foot].px_per_mm < _LEAST_OF_HIGH * alone[foot].px_per_mm for foot in feet)
            return placed((SHORT_WIDTH + GAP) * k, SHORT_BELOW) if self.short else named
        wide = self.width() - 2 * label
        px_per_mm = min((self.height() - top - bottom) / length, max(wide, 80) / (0.375 * length))
        y = top + (self.height() - top - bottom + px_per_mm * length) / 2
        return {foot: Place(self.width() / 2, y, px_per_mm, self.flip) for foot in feet}

    def captions(self) -> list[str]:
        """The words for what is drawn, the most important first."""
        board, feet = self.snapshot.board, self.snapshot.feet.values()
        if board is None:
            return [sentence("view_feet_foot_view.hatched_not_measured")]
        parts = [sentence("view_feet_foot_view.share", share=shipped_text(board.claims.share))]
        parts.append(sentence("view_feet_foot_view.bracket_coaching_convention"))
        if board.claims.map_radius_mm > 0:
            parts.append(sentence("view_feet_foot_view.hatched_not_measured"))
        else:
            parts.append(sentence("view_feet_foot_view.hatched_this_board_measures_no"))
            parts.append(sentence("view_feet_foot_view.dotted_straight_ahead_and_foot"))
        if any(isfinite(f.cop_mm[0]) for f in feet):
            parts.append(sentence("view_feet_foot_view.dot", cop=shipped_text(board.claims.cop)))
        elif board.claims.cop_needs_calibration and not self.snapshot.calibrated:
            parts.append(sentence("view_feet_foot_view.no_dot_until_calibrated"))
        if any(f.ellipse is not None for f in feet):
            parts.append(sentence("view_feet_foot_view.ellipse_its_95_region"))
        parts.append(sentence("view_feet_foot_view.dashed_one_end_is_light"))
        return parts

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and (art := self._toes(event.position())) is not None:
            self._held, self._pointer = art.foot, event.position()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._pointer = event.position()
            self.update()
            return
        over = self._toes(event.position()) is not None
        self.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
        self.setToolTip(sentence("view_feet_foot_view.drag_the_toes") if over else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        foot, self._held = self._held, ""
        if foot in self.arts and self.may_turn:
            self.toes_turned.emit(foot, turned_to(self.arts[foot], event.position()))
        self.update()

    def _toes(self, at: QPointF) -> FootArt | None:
        board = self.snapshot.board
        return toes_under(self.arts.values(), at) if self.may_turn and board is not None and board.rigid else None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        board = self.snapshot.board
        if self._held not in self.arts or board is None:
            return
        art, k = self.arts[self._held], self.scale()
        pose = lined_pose(board, self.snapshot.own_feet, art.foot, turned_to(art, self._pointer), by_eye=True)
        said = [Run(turn_label(pose), HEAD * k, self.theme.accent, STRONG)]
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_grip(painter, art, self._pointer, self.theme, self.stroke())
            draw_runs(painter, said, self._pointer.x(), self._pointer.y() - 24 * k, Align.CENTRE)

    def ground_key(self) -> object:
        return self.map_scale(), drill_under_way(self.snapshot), self.between

    def paint_surroundings(self, painter: QPainter) -> None:
        k, theme = self.scale(), self.theme
        for foot, art in self.arts.items():
            title = [Run(self.words.foot_title(foot), 13 * k, theme.muted, STRONG, 2.0 * k)]
            draw_runs(painter, title, art.middle_x + k, art.rect().top() - 24 * k, Align.CENTRE)
            pose = pose_of(self.snapshot, foot)
            if pose is not None:
                draw_directions(painter, art, pose, theme, self.stroke())
        board = self.snapshot.board
        if not self.arts or board is None:
            return
        if board.claims.map_radius_mm > 0:
            drawn = self.between and self.may_draw_between()
            below = sentence("view_feet_foot_view.drawn_not_measured") if drawn else ""
            newtons = board.claims.newtons
            paint_load_scale(painter, self.scale_rect(), self.map_scale(), theme, k, newtons=newtons, below=below)
        else:
            paint_dwell_scale(painter, self.scale_rect(), theme, k, drill=drill_under_way(self.snapshot))

    def scale_rect(self) -> QRectF:
        """Where the map's scale is drawn: beside the heels, on the inner side."""
        k, arts = self.scale(), list(self.arts.values())
        heel = arts[0].points[0].y()
        middle = self.width() / 2
        if len(arts) == 1:
            side = -1 if arts[0].foot == "right" else 1
            middle += side * (arts[0].rect().width() / 2 + 110 * k)
        return QRectF(middle - 60 * k, heel + 2 * k, 120 * k, 8 * k)

    def number_pieces(self) -> list[Piece]:
        pieces = [piece for laid in self._laid() for piece in label_pieces(laid, self.theme, self.grey)]
        pieces += [text_piece(runs, at) for runs, at in self._notes()]
        both = self.both_feet()
        if both is not None:
            pieces.append(both.piece(self.snapshot, self.theme, self.grey))
        if self.note:
            k = self.scale()
            note = [Run(self.note, HEAD * k, self.theme.accent, STRONG)]
            pieces.append(text_piece(note, QPointF(self.width() / 2, 30 * k)))
        return pieces

    def _laid(self) -> list[Laid]:
        labels = (label for label in point_labels(self.words, self) if label.foot in self.arts)
        k, short = self.scale(), self.short
        return [lay(label, self.arts[label.foot], self.theme, self.grey, k, short=short) for label in labels]

    def both_feet(self) -> BothFeet | None:
        """Left against right, from one heel to the other; None on a board with one foot."""
        if len(self.arts) < 2:
            return None
        k = self.scale()
        heels = sorted(art.points[0].x() for art in self.arts.values())
        track = QRectF(heels[0] - 42 * k, self.height() - 13 * k, heels[1] - heels[0] + 84 * k, 4 * k)
        return both_feet(track, self.snapshot, self.theme, self.grey, k)

    def label_rects(self) -> list[QRectF]:
        """Where text about points and feet stands, one rectangle for each label."""
        out = [laid.rect() for laid in self._laid()]
        both = self.both_feet()
        if both is not None:
            out += both.rects()
        return out + [runs_rect(runs, at.x(), at.y(), Align.CENTRE) for runs, at in self._notes()]

    def _notes(self) -> list[tuple[list[Run], QPointF]]:
        """Below LEFT and RIGHT: a foot that does not stand, cells that sit under no point and fail, and else where the
        foot points."""
        k, theme = self.scale(), self.theme
        out: list[tuple[list[Run], QPointF]] = []
        turns: list[tuple[list[Run], QPointF]] = []
        broken = self.words.broken_cells(self.snapshot.board, self.snapshot)
        names = {self.words.point(p) for p in POINTS}
        for foot, art in self.arts.items():
            state = self.snapshot.feet.get(foot)
            faults = [f"{place}: {word}" for of, place, word in broken if of == foot and place not in names]
            at = QPointF(art.middle_x, art.rect().top() - 8 * k)
            if faults:
                ink = theme.muted if self.grey else theme.warn
                out.append(([Run(" · ".join(faults), SMALL * k, ink, STRONG)], at))
            elif state is not None and state.unknown:
                not_judged = sentence("view_feet_foot_view.not_judged")
                out.append(([Run(not_judged, SMALL * k, theme.muted)], at))
            elif state is not None and not state.loaded:
                out.append(([Run(sentence("view_feet_foot_view.not_standing"), SMALL * k, theme.muted)], at))
            elif state is not None and state.vague:
                out.append(([Run(self.words.vague(), SMALL * k, theme.muted, STRONG)], at))
            elif (pose := pose_of(self.snapshot, foot)) is not None:
                turns.append(self._turn(art, turn_label(pose), at.y()))
        return out + turns

    def _turn(self, art: FootArt, said: str, y: float) -> tuple[list[Run], QPointF]:
        """Where a foot points, at the end of its axis; within the view also where that ends near its edge."""
        runs = [Run(said, SMALL * self.scale(), self.theme.muted, STRONG)]
        half = runs_width(runs) / 2 + 4
        return runs, QPointF(min(max(axis_tip(art).x(), half), self.width() - half), y)
