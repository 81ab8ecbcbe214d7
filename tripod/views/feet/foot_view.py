"""The feet of the Live page, with each point's numbers, the map's scale and labels."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QLinearGradient, QPainter, QPen
from PySide6.QtWidgets import QWidget

from tripod.balance.foot_states import FootState
from tripod.balance.map_scale import MapScale
from tripod.boards import GRAVITY, POINTS
from tripod.sentences import sentence
from tripod.views.feet.foot_shape import FootArt, Place
from tripod.views.feet.foot_stage import FootStage, wrong_at_points
from tripod.views.feet.stance import axis_tip, clockwise_rad, draw_directions, pose_of, turn_label
from tripod.views.feet.turned_places import turned_places
from tripod.views.kit.text import Align, Run, advance, draw_runs, runs_rect, runs_width
from tripod.views.kit.theme import HEAD, HEAVY, SMALL, STRONG, Theme
from tripod.views.kit.words import NO_VALUE, Words, percent

NUMBER = 22.0
_REFERENCE = (840.0, 528.0)
_LABEL_WIDTH, _GAP = 98.0, 24.0


@dataclass(frozen=True)
class PointLabel:
    """What stands beside a point."""

    foot: str
    point: str
    number: str
    pm: str
    name: str
    load: str
    flag: str
    """One word above the number where something is to be said of it."""
    loud: bool
    pale: bool
    """The number means next to nothing."""


def point_labels(words: Words, view: FootStage) -> list[PointLabel]:
    """The labels of all points that the snapshot knows."""
    out: list[PointLabel] = []
    for foot, state in view.snapshot.feet.items():
        wrong = wrong_at_points(words, view.snapshot.board, foot, state)
        out += [_label(words, view, foot, state, wrong[k], k) for k in range(3)]
    return out


def _label(words: Words, view: FootStage, foot: str, state: FootState, wrong: str, k: int) -> PointLabel:
    share, pm = state.share[k], state.share_pm[k]
    flag = wrong
    if not flag:
        said = (
            words.light() if state.light[k] else "",
            words.outside() if not 0 <= share <= 1 else "",
        )
        flag = ", ".join(filter(None, said)) if isfinite(share) else ""
    loud = bool(wrong or state.light[k]) and not view.grey
    return PointLabel(
        foot,
        POINTS[k],
        NO_VALUE if wrong else percent(share),
        f"± {percent(pm)}" if isfinite(pm) and isfinite(share) and not wrong else "",
        words.point(POINTS[k]),
        "" if wrong else words.load(view.snapshot.board, state.point_n[k]),
        flag,
        loud,
        state.vague,
    )


def scale_said(scale: MapScale, *, newtons: bool) -> str:
    """Whom the map's colours are made for, and whether they stay so."""
    if not isfinite(scale.for_n):
        said = sentence("view_feet_foot_view.scale_of_the_board")
    elif newtons:
        said = sentence("view_feet_foot_view.scale_for_kg", kg=scale.for_n / GRAVITY)
    else:
        said = sentence("view_feet_foot_view.scale_for_what_was_seen")
    return sentence("view_feet_foot_view.scale_held", scale=said) if scale.held else said


class FootView(FootStage):
    """Two feet, or one, seen from above as the person stands."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(theme, words, clock, parent)
        self.setAccessibleName(sentence("view_feet_foot_view.your_feet_from_above"))
        self.setMinimumSize(560, 300)
        self.note = ""
        """One word over the picture: that it stands still."""

    def set_note(self, note: str) -> None:
        """Write this over the next picture; "" for nothing."""
        self.note = note

    def scale(self) -> float:
        """How much larger than in a 1280x800 window everything is drawn."""
        return min(max(min(self.width() / _REFERENCE[0], self.height() / _REFERENCE[1]), 0.8), 2.0)

    def stroke(self) -> float:
        return max(self.scale(), 1.0)

    def places(self) -> dict[str, Place]:
        k, feet = self.scale(), self.feet()
        length = self.snapshot.own_feet.longest_mm
        top, bottom = 37 * k, 36 * k
        column = self.width() / len(feet)
        turned = {foot: clockwise_rad(self.snapshot, foot) for foot in feet}
        if any(turned.values()):
            room = QRectF(0, top, self.width(), self.height() - top - bottom)
            return turned_places(turned, self.snapshot.own_feet, room, (_LABEL_WIDTH + _GAP) * k, self.flip)
        wide = column - 2 * (_LABEL_WIDTH + _GAP) * k
        px_per_mm = min((self.height() - top - bottom) / length, max(wide, 80) / (0.375 * length))
        used = px_per_mm * length
        y = top + (self.height() - top - bottom + used) / 2
        return {foot: Place(column * (i + 0.5), y, px_per_mm, self.flip) for i, foot in enumerate(feet)}

    def caption(self) -> str:
        """The words for what is drawn."""
        board = self.snapshot.board
        parts = [
            sentence("view_feet_foot_view.seen_from_above_as_you"),
            sentence("view_feet_foot_view.hatched_not_measured"),
        ]
        if board is not None and board.claims.map_radius_mm <= 0:
            parts[1] = sentence("view_feet_foot_view.hatched_this_board_measures_no")
            parts[0] = sentence("view_feet_foot_view.dotted_straight_ahead_and_foot")
        parts.append(sentence("view_feet_foot_view.dashed_one_end_is_light"))
        feet = self.snapshot.feet.values()
        if any(isfinite(f.cop_mm[0]) for f in feet) and board is not None:
            parts.append(sentence("view_feet_foot_view.dot", cop=board.claims.cop))
        if any(f.ellipse is not None for f in feet):
            parts.append(sentence("view_feet_foot_view.ellipse_its_95_region"))
        elif board is not None and board.claims.cop_needs_calibration and not self.snapshot.calibrated:
            parts.append(sentence("view_feet_foot_view.no_dot_until_calibrated"))
        return " · ".join(parts)

    def caption_size(self) -> float:
        """The type size at which the caption stays inside the view; Qt rounds sizes to whole pixels."""
        size, caption = SMALL * min(self.scale(), 1.25), self.caption()
        while size > 7 and advance(caption, size) > self.width() - 8:
            size -= 0.5
        return size

    def ground_key(self) -> object:
        return self.caption(), self.map_scale()

    def paint_surroundings(self, painter: QPainter) -> None:
        k, theme = self.scale(), self.theme
        for foot, art in self.arts.items():
            title = [Run(self.words.foot_title(foot), 13 * k, theme.muted, STRONG, 2.0 * k)]
            draw_runs(painter, title, art.middle_x + k, art.rect().top() - 24 * k, Align.CENTRE)
            pose = pose_of(self.snapshot, foot)
            if pose is not None:
                draw_directions(painter, art, pose, theme, self.stroke())
        caption = [Run(self.caption(), self.caption_size(), theme.muted)]
        draw_runs(painter, caption, self.width() / 2, self.height() - 8 * k, Align.CENTRE)
        if self.arts:
            self._paint_scale(painter)

    def scale_rect(self) -> QRectF:
        """Where the map's scale is drawn: beside the heels, on the inner side."""
        k, arts = self.scale(), list(self.arts.values())
        heel = arts[0].points[0].y()
        middle = self.width() / 2
        if len(arts) == 1:
            side = -1 if arts[0].foot == "right" else 1
            middle += side * (arts[0].rect().width() / 2 + 110 * k)
        return QRectF(middle - 60 * k, heel + 8 * k, 120 * k, 8 * k)

    def _paint_scale(self, painter: QPainter) -> None:
        """The scale with its root in the labels: a quarter of full scale stands in the middle."""
        board = self.snapshot.board
        if board is None or board.claims.map_radius_mm <= 0:
            return
        k, theme, bar = self.scale(), self.theme, self.scale_rect()
        ramp = QLinearGradient(bar.topLeft(), bar.topRight())
        for i, colour in enumerate(theme.map):
            ramp.setColorAt(i / (len(theme.map) - 1), colour)
        painter.setPen(QPen(theme.edge, 1))
        painter.setBrush(ramp)
        painter.drawRoundedRect(bar, 4 * k, 4 * k)
        small = SMALL * min(k, 1.25)
        unit = (
            sentence("view_feet_foot_view.load_at_a_point_n")
            if board.claims.newtons
            else sentence("view_feet_foot_view.load_at_a_point_index")
        )
        draw_runs(painter, [Run(unit, small, theme.muted)], bar.center().x(), bar.top() - 8 * k, Align.CENTRE)
        below = bar.bottom() + 16 * k
        scale = self.map_scale()
        for text, x, align in (
            ("0", bar.left(), Align.LEFT),
            (f"{scale.full_n / 4:.3g}", bar.center().x(), Align.CENTRE),
            (f"{scale.full_n:g}", bar.right(), Align.RIGHT),
        ):
            draw_runs(painter, [Run(text, small, theme.muted)], x, below, align)
        made_for = [Run(scale_said(scale, newtons=board.claims.newtons), small, theme.muted)]
        draw_runs(painter, made_for, bar.center().x(), below + 17 * k, Align.CENTRE)

    def paint_numbers(self, painter: QPainter) -> None:
        for label in point_labels(self.words, self):
            if label.foot in self.arts:
                for runs, at, align in self._lines(label):
                    draw_runs(painter, runs, at.x(), at.y(), align)
        for runs, at in self._notes():
            draw_runs(painter, runs, at.x(), at.y(), Align.CENTRE)
        if self.note:
            k = self.scale()
            note = [Run(self.note, HEAD * k, self.theme.accent, STRONG)]
            draw_runs(painter, note, self.width() / 2, 30 * k, Align.CENTRE)

    def label_rects(self) -> list[QRectF]:
        """Where text about points and feet stands, one rectangle for each label."""
        out: list[QRectF] = []
        for label in point_labels(self.words, self):
            box = QRectF()
            for runs, at, align in self._lines(label):
                box = box.united(runs_rect(runs, at.x(), at.y(), align))
            out.append(box)
        return out + [runs_rect(runs, at.x(), at.y(), Align.CENTRE) for runs, at in self._notes()]

    def _lines(self, label: PointLabel) -> list[tuple[list[Run], QPointF, Align]]:
        k, theme, art = self.scale(), self.theme, self.arts[label.foot]
        at = art.points[POINTS.index(label.point)]
        x, align = self._beside(art, label.point, at)
        ink = theme.warn if label.loud else theme.muted if self.grey or label.pale else theme.text
        number = [
            Run(label.number, NUMBER * k, ink, HEAVY),
            Run(" %", 13 * k, ink if label.loud else theme.muted, STRONG),
        ]
        if label.pm:
            number.append(Run(f" {label.pm}", SMALL * k, theme.muted))
        lines: list[tuple[list[Run], QPointF, Align]] = [(number, QPointF(x, at.y() - 1 * k), align)]
        small = SMALL * k
        lines.append(([Run(label.name, small, theme.muted)], QPointF(x, at.y() + 16 * k), align))
        if label.load:
            lines.append(([Run(label.load, small, theme.muted)], QPointF(x, at.y() + 32 * k), align))
        if label.flag:
            flag = Run(label.flag, 13 * k, ink if label.loud else theme.muted, STRONG)
            lines.append(([flag], QPointF(x, at.y() - 23 * k), align))
        return lines

    def _beside(self, art: FootArt, point: str, at: QPointF) -> tuple[float, Align]:
        """Labels stand on the outer side of the foot, that of the base of the big toe on the inner side."""
        outer = (1 if art.foot == "right" else -1) * (-1 if art.place.flip else 1)
        side = -outer if point == "mt1" else outer
        left, right = art.edges_at(at.y(), 30 * self.scale())
        gap = _GAP * self.scale()
        return (right + gap, Align.LEFT) if side > 0 else (left - gap, Align.RIGHT)

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
            elif state is not None and any(state.causes):
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
