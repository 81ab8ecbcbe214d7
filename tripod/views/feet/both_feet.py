"""Left against right, drawn under the feet that it speaks of."""

from functools import reduce
from math import isfinite
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from tripod.boards.stance_faults import MOST_SHIFT, Fault
from tripod.live.snapshot import Snapshot
from tripod.sentences import figure, sentence
from tripod.views.feet.pieces import Piece, box_round
from tripod.views.feet.point_labels import paint_bracket
from tripod.views.kit.text import Align, Run, draw_runs, runs_rect
from tripod.views.kit.theme import HEAD, HEAVY, SMALL, Theme
from tripod.views.kit.words import NO_VALUE


class BothFeet(NamedTuple):
    """The line with its two numbers, in its place."""

    track: QRectF
    left: list[Run]
    right: list[Run]

    def rects(self) -> list[QRectF]:
        """Where its text stands."""
        y = self._baseline()
        return [
            runs_rect(self.left, self.track.left(), y),
            runs_rect(self.right, self.track.right(), y, Align.RIGHT),
        ]

    def _baseline(self) -> float:
        return self.track.top() - 2.6 * self.track.height()

    def piece(self, snapshot: Snapshot, theme: Theme, grey: bool) -> Piece:
        """To be painted where it looks different."""
        x = self._marker_x(snapshot.left_fraction)
        box = reduce(QRectF.united, self.rects(), self.track.adjusted(0, -2 * self.track.height(), 0, 0))
        looks = self.left, self.right, x, snapshot.board, theme, grey

        def paint(painter: QPainter) -> None:
            self.paint(painter, snapshot, theme, grey)

        return Piece(looks, box_round(box, 8 + self.track.height()), paint)

    def _marker_x(self, fraction: float) -> float | None:
        """Where the marker stands, to a quarter of a pixel; None where there is none."""
        if not isfinite(fraction):
            return None
        return round(4 * (self.track.left() + (1 - min(max(fraction, 0.0), 1.0)) * self.track.width())) / 4

    def paint(self, painter: QPainter, snapshot: Snapshot, theme: Theme, grey: bool) -> None:
        """Paint it; without a number where one foot stands alone."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.track)
        track = self.track
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        y = self._baseline()
        draw_runs(painter, self.left, track.left(), y)
        draw_runs(painter, self.right, track.right(), y, Align.RIGHT)
        board, x = snapshot.board, self._marker_x(snapshot.left_fraction)
        high = 4 * track.height()
        if board is not None and Fault.SHIFT_LEFT in board.claims.faults:
            paint_bracket(painter, track, (0.5 - MOST_SHIFT, 0.5 + MOST_SHIFT), theme, grey, high)
        else:
            painter.setPen(QPen(theme.outline, 1))
            middle = track.center()
            painter.drawLine(middle - QPointF(0, high / 2), middle + QPointF(0, high / 2))
        if x is not None:
            at = QPointF(x, track.center().y())
            painter.setPen(QPen(theme.casing, 2))
            painter.setBrush(theme.outline if grey else theme.line)
            painter.drawEllipse(at, 1.6 * track.height(), 1.6 * track.height())


def both_feet(track: QRectF, snapshot: Snapshot, theme: Theme, grey: bool, k: float) -> BothFeet:
    """What is said of left and right on this track; `k`: how much larger than in a window of usual size."""
    left, pm = 100 * snapshot.left_fraction, 100 * snapshot.left_pm
    # Of what is known to less than a whole point the first decimal is written, too.
    digits = 1 if pm < 0.95 else 0
    # The two are said to make 100 together.
    right = 100 - round(left, digits) if isfinite(left) else left
    ink = theme.muted if grey else theme.text
    unsure = f" ± {figure(pm, f'.{digits}f')}" if isfinite(pm) else ""

    def said(percent: float, side: str) -> list[Run]:
        number = figure(percent, f".{digits}f") if isfinite(percent) else NO_VALUE
        return [Run(number, HEAD * k, ink, HEAVY), Run(f"{unsure} {side}", SMALL * k, theme.muted)]

    return BothFeet(
        track,
        said(left, sentence("view_feet_both_feet.of_all_left")),
        said(right, sentence("view_feet_both_feet.of_all_right")),
    )
