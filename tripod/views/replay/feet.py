"""The feet of a recording at one moment: trail and dwell come from its last seconds, not from earlier paintings."""

from collections.abc import Callable
from dataclasses import replace
from math import floor, isfinite

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from tripod.balance.dwell import LAST_S
from tripod.balance.map_scale import PART, MapScale, round_scale
from tripod.boards import FEET, POINTS
from tripod.live.recent_window import Window
from tripod.live.snapshot import Snapshot
from tripod.views.feet.cop_art import TRAIL_S
from tripod.views.feet.foot_shape import Place
from tripod.views.feet.foot_view import FootView
from tripod.views.feet.pieces import Piece, always
from tripod.views.feet.point_labels import PointLabel, point_labels
from tripod.views.feet.stance import clockwise_rad
from tripod.views.feet.turned_places import turned_places
from tripod.views.kit.text import Align, Run, draw_runs, runs_rect
from tripod.views.kit.theme import BIG, HEAVY, SMALL, STRONG, Theme
from tripod.views.kit.words import Words

DWELL_HZ = 20
"""Where the CoP dwelt is counted at the same moments whether it was played or sought."""
_TRAIL_POINTS = 60
_LABEL, _GAP = 84.0, 10.0
_ABOVE, _BELOW = 34.0, 8.0


def on_panel(theme: Theme) -> Theme:
    """The theme's colours for feet that lie on a panel, not on the page."""
    return replace(theme, background=theme.panel, sole=theme.background)


class ReplayFeet(FootView):
    """As on the Live page; beside another recording with shares alone at the points."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(on_panel(theme), words, clock, parent)
        self.setMinimumSize(300, 170)
        self.compact = False
        self._seconds: Window | None = None
        self._counted = -1
        """The last moment that was counted for the dwell, on its grid."""

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(on_panel(theme))

    def set_compact(self, compact: bool) -> None:
        """Shares alone, or all that the Live page shows."""
        if compact != self.compact:
            self.compact = compact
            self._made_of = None
            self.compose()

    def fit_map(self, usual_n: float) -> None:
        """Let the map's scale fit somebody who weighs so much, from first to last."""
        if isfinite(usual_n):
            self.fitted.hold(MapScale(round_scale(PART * usual_n), usual_n))

    def show_moment(self, snapshot: Snapshot, seconds: Window, grey: bool, compose: bool) -> None:
        """Show this moment and the last seconds before it."""
        self._seconds = seconds
        self._count_dwell(snapshot, seconds)
        self.show_snapshot(snapshot, grey, compose)

    def _lengthen_trails(self) -> None:
        seconds = self._seconds
        self._trails.clear()
        if seconds is None or not len(seconds.t_s):
            return
        rows = np.flatnonzero(seconds.t_s > seconds.t_s[-1] - TRAIL_S)
        rows = rows[:: max(len(rows) // _TRAIL_POINTS, 1)]
        for foot, art in self.arts.items():
            k = FEET.index(foot)
            for row in (*rows.tolist(), len(seconds.t_s) - 1):
                x, y = seconds.cop_mm[row, k].tolist()
                dot = art.transform.map(QPointF(x, y)) if isfinite(x) and isfinite(y) else None
                self._trails.lengthen(foot, float(seconds.t_s[row]), dot)

    def _count_dwell(self, snapshot: Snapshot, seconds: Window) -> None:
        board = snapshot.board
        if board is None or board.claims.map_radius_mm > 0 or not len(seconds.t_s):
            return
        newest = floor(float(seconds.t_s[-1]) * DWELL_HZ)
        first = max(newest - round(LAST_S * DWELL_HZ), floor(float(seconds.t_s[0]) * DWELL_HZ) + 1)
        if not first <= self._counted + 1 <= newest + 1:
            self._dwell.clear()
        else:
            first = self._counted + 1
        for k in range(first, newest + 1):
            row = int(np.searchsorted(seconds.t_s, k / DWELL_HZ, "right")) - 1
            cop = {f: seconds.cop_mm[row, FEET.index(f)].tolist() for f in snapshot.feet}
            feet = {f: replace(state, cop_mm=(cop[f][0], cop[f][1])) for f, state in snapshot.feet.items()}
            self._dwell.follow(replace(snapshot, t_s=k / DWELL_HZ, feet=feet))
        self._counted = newest

    def clear_trails(self) -> None:
        super().clear_trails()
        self._counted, self._seconds = -1, None

    # -- beside another recording --------------------------------------------------------------------------------

    def scale(self) -> float:
        return min(max(min(self.width() / 600, self.height() / 420), 0.72), 1.4) if self.compact else super().scale()

    def places(self) -> dict[str, Place]:
        if not self.compact:
            return super().places()
        k, feet = self.scale(), self.feet()
        turned = {foot: clockwise_rad(self.snapshot, foot) for foot in feet}
        room = QRectF(0, 40 * k, self.width(), self.height() - 98 * k)
        label = (_LABEL + _GAP) * k
        return turned_places(turned, self.snapshot.own_feet, room, label, self.flip, (_ABOVE * k, _BELOW * k))

    def number_pieces(self) -> list[Piece]:
        return [always(self.rect(), self.paint_numbers)] if self.compact else super().number_pieces()

    def paint_numbers(self, painter: QPainter) -> None:
        for runs, at, align in self._shares():
            draw_runs(painter, runs, at.x(), at.y(), align)
        for runs, at in self._notes():
            draw_runs(painter, runs, at.x(), at.y(), Align.CENTRE)
        both = self.both_feet()
        if both is not None:
            both.paint(painter, self.snapshot, self.theme, self.grey)

    def label_rects(self) -> list[QRectF]:
        if not self.compact:
            return super().label_rects()
        both = self.both_feet()
        notes = [runs_rect(runs, at.x(), at.y(), Align.CENTRE) for runs, at in self._notes()]
        return (
            [runs_rect(r, at.x(), at.y(), align) for r, at, align in self._shares()]
            + notes
            + (both.rects() if both is not None else [])
        )

    def _shares(self) -> list[tuple[list[Run], QPointF, Align]]:
        out: list[tuple[list[Run], QPointF, Align]] = []
        for label in point_labels(self.words, self):
            if label.foot in self.arts:
                out += self._share(label)
        return out

    def _share(self, label: PointLabel) -> list[tuple[list[Run], QPointF, Align]]:
        k, theme, art = self.scale(), self.theme, self.arts[label.foot]
        point = art.points[POINTS.index(label.point)]
        outer_is_right = (label.foot == "right") != self.flip
        right = outer_is_right != (label.point == "mt1")
        left_edge, right_edge = art.edges_at(point.y() - 8 * k, 22 * k)
        x = right_edge + _GAP * k if right else left_edge - _GAP * k
        align = Align.LEFT if right else Align.RIGHT
        ink = theme.warn if label.loud else theme.muted if self.grey or label.pale else theme.text
        runs = [Run(label.number, BIG * k * (1.0 if len(label.number) < 3 else 0.85), ink, HEAVY)]
        if label.number and not label.number.startswith("–"):
            runs.append(Run(" %", SMALL * k, ink))
        if label.pm:
            runs.append(Run(f" {label.pm}", (SMALL - 1.5) * k, theme.muted))
        out = [(runs, QPointF(x, point.y() + 6 * k), align)]
        if label.flag:
            flag = [Run(label.flag, SMALL * k, theme.warn if label.loud else theme.muted, STRONG)]
            out.append((flag, QPointF(x, point.y() - 18 * k), align))
        return out
