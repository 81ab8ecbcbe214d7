"""A picture in pieces: what looks as before is not painted again."""

from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter


class Piece(NamedTuple):
    """One part of a picture; later ones lie over earlier ones."""

    looks: object
    """Equal to that of the piece before where it would paint the same."""
    box: QRect
    """All that it covers."""
    paint: Callable[[QPainter], None]


def always(box: QRect, paint: Callable[[QPainter], None]) -> Piece:
    """A piece of which nobody knows whether it changed."""
    return Piece(object(), box, paint)


def box_round(rect: QRectF, room: float = 0.0) -> QRect:
    """The whole pixels that `rect` touches, and so many round it."""
    left, top = floor(rect.left() - room), floor(rect.top() - room)
    return QRect(left, top, ceil(rect.right() + room) - left, ceil(rect.bottom() + room) - top)


def changed(before: Sequence[Piece], now: Sequence[Piece], whole: QRect) -> list[QRect]:
    """Where the picture has to be painted anew: rectangles that do not meet each other."""
    if len(before) != len(now):
        return [whole]
    rects: list[QRect] = []
    for old, new in zip(before, now, strict=True):
        if old.box != new.box or old.looks != new.looks:
            rects += [new.box] if old.box == new.box else [old.box, new.box]
    return apart(rects)


def apart(rects: Sequence[QRect]) -> list[QRect]:
    """Rectangles that cover these, each at most once."""
    out: list[QRect] = []
    for rect in rects:
        joined, grown = rect, True
        while grown:
            meets = [other for other in out if other.intersects(joined)]
            grown = bool(meets)
            for other in meets:
                joined = joined.united(other)
                out.remove(other)
        out.append(joined)
    return out


def repaint(
    painter: QPainter, rects: Sequence[QRect], ground: Callable[[QRect], None], pieces: Sequence[Piece]
) -> None:
    """Paint the ground and the pieces over it within each of `rects`."""
    for rect in rects:
        painter.setClipRect(rect)
        ground(rect)
        for piece in pieces:
            if piece.box.intersects(rect):
                piece.paint(painter)
    painter.setClipping(False)
