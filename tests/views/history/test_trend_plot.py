"""The trend's axis and the value of the point that is chosen."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt

from tests.views.history.made import Past, entry, keep
from tripod.history.found import Recorded
from tripod.views.history.trend_plot import _day_ticks
from tripod.views.history.words import length


@pytest.mark.parametrize("wide", [1, 2, 4, 7, 9, 30, 55, 83])
def test_the_days_of_the_axis_are_evenly_apart(wide: int) -> None:
    ticks = [at for at, _ in _day_ticks(20_000.0, 20_000.0 + wide)]
    assert 2 <= len(ticks) <= 5
    assert ticks[-1] == 20_000 + wide
    assert len({b - a for a, b in pairwise(ticks)}) == 1


@pytest.mark.parametrize("score", [100, 98, 72, 40])
def test_the_value_of_the_chosen_point_is_not_cut(past: Past, score: int) -> None:
    keep("P-07", entry("2026-11-29", (score,)))
    past.key(Qt.Key.Key_H)
    past.step()
    plot = past.page.trend.plot
    plot.mark(0)
    past.step()
    assert plot.value.toPlainText() == str(score)
    text = plot.value.mapRectToScene(plot.value.boundingRect())
    room = plot._view.mapRectToScene(plot._view.rect())
    assert room.top() <= text.top()
    assert text.bottom() <= room.bottom()
    ring = plot._view.mapViewToScene(QPointF(plot._x[0], score))
    assert QRectF(room).adjusted(0, 9, 0, -5).contains(ring), "the ring round it is whole"


@pytest.mark.parametrize(
    ("seconds", "said"), [(21.4, "21 s"), (59.4, "59 s"), (60.0, "1 min 0 s"), (84.0, "1 min 24 s")]
)
def test_how_long_a_recording_is(seconds: float, said: str) -> None:
    of = Recorded("it", "P-07", "2026-11-29T09:00:00+01:00", 0, "pads", "3f9a", True, seconds, 1, "", "")
    assert length(of) == said
