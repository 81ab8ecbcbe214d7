"""Where a word stands on a plot so that it covers no other."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF


def free_place(candidates: Sequence[QRectF], taken: Sequence[QRectF], within: QRectF) -> QRectF:
    """The first candidate that lies within the plot and on nothing that is taken; where there is none, the one that
    covers least, and of what lies without as much as lies there counts as covered."""

    def covered(of: QRectF) -> float:
        inside = of.intersected(within)
        return _area(of) - _area(inside) + sum(_area(of.intersected(other)) for other in taken)

    return min(candidates, key=covered)


def _area(of: QRectF) -> float:
    return of.width() * of.height()
