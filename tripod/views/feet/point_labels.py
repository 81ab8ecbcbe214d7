"""What stands beside each point of a foot: its share with its uncertainty, its name, its gauge with the band."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import isfinite
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from tripod.balance.foot_states import FootState
from tripod.boards import POINTS
from tripod.boards.stance_faults import CONVENTION
from tripod.views.feet.foot_shape import FootArt
from tripod.views.feet.foot_stage import FootStage, wrong_at_points
from tripod.views.feet.pieces import Piece, box_round
from tripod.views.kit.text import Align, Run, draw_runs, runs_rect
from tripod.views.kit.theme import BIG, HEAVY, SMALL, STRONG, Theme
from tripod.views.kit.words import NO_VALUE, Words, percent

LABEL_WIDTH, SHORT_WIDTH, GAP = 102.0, 60.0, 14.0
"""Of a label with its name in one line, and in two; and from the sole to it."""
ABOVE, BELOW, SHORT_BELOW = 38.0, 58.0, 72.0
"""How far a label reaches above and below its point, the last with a name in two lines."""
_GAUGE, _SHORT_GAUGE, _THICK, _BRACKET = 88.0, 54.0, 6.0, 14.0
_PARTS_OF_PIXEL = 4
"""So finely a gauge is filled."""
_INK, _ARROW = 3.0, 12.0
"""Letters reach a little beyond their line; so far beyond its ends a gauge may say that it is left."""
_WITH_LOAD = 0.9
"""In a smaller view the load in newtons is left out."""


@dataclass(frozen=True)
class PointLabel:
    """What stands beside a point."""

    foot: str
    point: str
    share: float
    number: str
    pm: str
    name: str
    short_name: str
    load: str
    flag: str
    """One word above the number where something is to be said of it."""
    loud: bool
    pale: bool
    """The number means next to nothing."""
    band: tuple[float, float] | None = None
    """Where the share should lie; None: by the convention."""


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
    return PointLabel(
        foot,
        POINTS[k],
        float("nan") if wrong else share,
        NO_VALUE if wrong else percent(share),
        f"± {percent(pm)}" if isfinite(pm) and isfinite(share) and not wrong else "",
        words.point(POINTS[k]),
        words.point_in_short(POINTS[k]),
        "" if wrong else words.load(view.snapshot.board, state.point_n[k]),
        flag,
        loud=bool(wrong or state.light[k]) and not view.grey,
        pale=state.vague,
    )


class Laid(NamedTuple):
    """A label in its place."""

    label: PointLabel
    lines: Sequence[tuple[list[Run], QPointF, Align]]
    gauge: QRectF

    def rect(self) -> QRectF:
        """All that it covers."""
        box = self.gauge.adjusted(-2, -_BRACKET / 4, 2, _BRACKET / 4)
        for runs, at, align in self.lines:
            box = box.united(runs_rect(runs, at.x(), at.y(), align))
        return box


def lay(label: PointLabel, art: FootArt, theme: Theme, grey: bool, k: float, *, short: bool = False) -> Laid:
    """Beside the foot at the height of its point; `k`: how much larger than in a window of usual size. `short`: its
    uncertainty below the number, its name in two lines below the gauge, where one line would leave the feet no room."""
    at = art.points[POINTS.index(label.point)]
    x, align = _beside(art, label.point, at, k)
    ink = theme.warn if label.loud else theme.muted if grey or label.pale else theme.text
    # Of three signs (above 100 %, below nothing) none may reach farther than the others.
    size = BIG * k if len(label.number) < 3 else 0.85 * BIG * k
    number = [
        Run(label.number, size, ink, HEAVY),
        Run(" %", 13 * k, ink if label.loud else theme.muted, STRONG),
    ]
    pm = Run(f" {label.pm}", SMALL * k, theme.muted)
    if label.pm and not short:
        number.append(pm)
    y = at.y()
    lines: list[tuple[list[Run], QPointF, Align]] = [(number, QPointF(x, y + 2 * k), align)]
    ink_of_name = theme.muted if grey else theme.text
    below = pm._replace(text=label.pm) if short else Run(label.name, 12 * k, ink_of_name)
    lines.append(([below], QPointF(x, y + 19 * k), align))
    if short:
        for n, part in enumerate(label.short_name.split("\n")):
            lines.append(([Run(part, 12 * k, ink_of_name)], QPointF(x, y + (53 + 14 * n) * k), align))
    elif label.load and k >= _WITH_LOAD:
        lines.append(([Run(label.load, SMALL * k, theme.muted)], QPointF(x, y + 53 * k), align))
    if label.flag:
        flag = Run(label.flag, 13 * k, ink if label.loud else theme.muted, STRONG)
        lines.append(([flag], QPointF(x, y - 24 * k), align))
    wide = (_SHORT_GAUGE if short else _GAUGE) * k
    left = x if align is Align.LEFT else x - wide
    return Laid(label, lines, QRectF(left, y + 29 * k, wide, _THICK * k))


def _beside(art: FootArt, point: str, at: QPointF, k: float) -> tuple[float, Align]:
    """Labels stand on the outer side of the foot, that of the base of the big toe on the inner side."""
    outer = (1 if art.foot == "right" else -1) * (-1 if art.place.flip else 1)
    side = -outer if point == "mt1" else outer
    left, right = art.edges_at(at.y() + (BELOW - ABOVE) / 2 * k, (ABOVE + BELOW) / 2 * k)
    return (right + GAP * k, Align.LEFT) if side > 0 else (left - GAP * k, Align.RIGHT)


def label_pieces(laid: Laid, theme: Theme, grey: bool) -> list[Piece]:
    """Text, and the gauge with the bracket of its band: each is painted again where it looks different."""
    label, track = laid.label, laid.gauge

    def text(painter: QPainter) -> None:
        for runs, at, align in laid.lines:
            draw_runs(painter, runs, at.x(), at.y(), align)

    filled = round(_PARTS_OF_PIXEL * track.width() * label.share) if isfinite(label.share) else None
    looks = filled, label.loud, label.pale, label.band, theme, grey
    boxes = [runs_rect(runs, at.x(), at.y(), align) for runs, at, align in laid.lines]
    text_box = box_round(reduce(QRectF.united, boxes), _INK)
    reach = (_BRACKET / _THICK * track.height() - track.height()) / 2 + 2
    gauge_box = box_round(track.adjusted(-_ARROW, -reach, _ARROW, reach))

    def gauge(painter: QPainter) -> None:
        _paint_gauge(painter, laid, filled, theme, grey)

    return [
        Piece(laid.lines, text_box, text),
        Piece(looks, gauge_box, gauge),
    ]


def text_piece(runs: list[Run], at: QPointF) -> Piece:
    """A line of text with its middle at `at`."""
    box = box_round(runs_rect(runs, at.x(), at.y(), Align.CENTRE), _INK)

    def paint(painter: QPainter) -> None:
        draw_runs(painter, runs, at.x(), at.y(), Align.CENTRE)

    return Piece((runs, at), box, paint)


def _paint_gauge(painter: QPainter, laid: Laid, filled: int | None, theme: Theme, grey: bool) -> None:
    label, track = laid.label, laid.gauge
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.track)
    round_px = track.height() / 2
    painter.drawRoundedRect(track, round_px, round_px)
    if filled is not None:
        pale = grey or label.pale
        painter.setBrush(theme.warn if label.loud else theme.outline if pale else theme.accent)
        wide = min(max(filled / _PARTS_OF_PIXEL, 0.0), track.width())
        wide = max(wide, track.height() if label.share > 0 else 0.0)
        painter.drawRoundedRect(QRectF(track.left(), track.top(), wide, track.height()), round_px, round_px)
        if not 0 <= label.share <= 1:
            _beyond(painter, track, theme, right=label.share > 1)
    usual = CONVENTION[label.point]
    low, high = label.band or (usual.low, usual.high)
    if high < 1:
        paint_bracket(painter, track, (low, high), theme, grey)
    else:
        # No more than a least is asked: a mark, for a bracket to the end would look like a frame.
        at = track.left() + low * track.width()
        painter.fillRect(QRectF(at - 1, track.center().y() - _BRACKET / 2, 2, _BRACKET), theme.text)


def paint_bracket(
    painter: QPainter, track: QRectF, band: tuple[float, float], theme: Theme, grey: bool, high: float | None = None
) -> None:
    """A bracket round the part of a track from one fraction to another: where the value should lie."""
    high_px = high if high is not None else track.height() * _BRACKET / _THICK
    low, top = track.left() + band[0] * track.width(), track.center().y() - high_px / 2
    painter.setPen(QPen(theme.muted if grey else theme.text, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(low, top, (band[1] - band[0]) * track.width(), high_px), 3, 3)


def _beyond(painter: QPainter, track: QRectF, theme: Theme, right: bool) -> None:
    """An arrow past the end of the gauge: the value lies outside of what it can show."""
    x, way = (track.right() + 3, 1) if right else (track.left() - 3, -1)
    y = track.center().y()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.text)
    painter.drawPolygon(QPolygonF([QPointF(x, y - 5), QPointF(x + way * 6, y), QPointF(x, y + 5)]))
