"""The trend's axis and the value of the point that is chosen."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from pyqtgraph import TextItem
from PySide6.QtCore import QPointF, QRectF, Qt

from tests.views.history.made import Past, entry, keep
from tripod.balance.judgement import Answer
from tripod.drills.score.judged import Judged, Untold
from tripod.history.found import Recorded
from tripod.views.history.free_place import free_place
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


def test_a_try_that_could_not_be_told_is_crossed_and_the_cross_is_explained(past: Past) -> None:
    doubt, sure = Judged(Answer.CANNOT_TELL, Untold.IN_PART), Judged(Answer.GOOD)
    done = [entry(f"2026-11-{n:02}", (80 + n,) * 3, judged=doubt if n == 3 else sure) for n in range(1, 7)]
    keep("P-07", *done)
    past.key(Qt.Key.Key_H)
    past.step()
    panel = past.page.trend
    assert [float(y) for y in panel.plot.doubt.getData()[1]] == [83.0]
    assert "Crossed: whether it was good could not be told." in panel.since.text()
    assert "Crossed: " in panel.plot.accessibleDescription()
    panel.plot.show_trend(panel.plot._trend, [p for p in panel.plot.points if not p.done.in_doubt])
    assert not panel.plot.doubts


@pytest.mark.parametrize("size", [(520, 150), (900, 320), (420, 110)])
def test_the_value_covers_none_of_the_words_beside_the_band(past: Past, size: tuple[int, int]) -> None:
    done = [entry(f"2026-11-{n:02}", (score,) * 3) for n, score in enumerate(range(60, 84, 2), 1)]
    keep("P-07", *done)
    past.key(Qt.Key.Key_H)
    past.step()
    plot = past.page.trend.plot
    whole = plot._trend
    assert plot.named.isVisible()

    def scene(item: TextItem) -> QRectF:
        return item.mapRectToScene(item.boundingRect())

    plot.setFixedSize(*size)
    past.step()
    was_beside = False
    for value in np.arange(whole.base - 12, whole.base + 12, 0.5):
        # The newest is where the words are.
        plot.show_trend(whole, [*plot.points[:-1], replace(plot.points[-1], value=float(value))])
        plot.mark(len(plot.points) - 1)
        own, words = scene(plot.value), [scene(plot.named), scene(plot.says)]
        assert not any(own.intersects(word) for word in words), value
        assert plot._view.mapRectToScene(plot._view.rect()).contains(own), value
        was_beside |= any(own.top() < word.bottom() and word.top() < own.bottom() for word in words)
    assert was_beside, "it never was as high as they are, and shows nothing"


def test_a_word_goes_where_it_covers_least() -> None:
    within, box = QRectF(0, 0, 100, 50), QRectF(0, 0, 20, 10)
    places = [box.translated(x, y) for x, y in ((90, 0), (40, 0), (60, 30))]
    assert free_place(places, [], within) == places[1]
    assert free_place(places, [QRectF(35, 0, 30, 20)], within) == places[2]
    taken = [QRectF(0, 0, 100, 9), QRectF(60, 30, 2, 10)]
    assert free_place(places, taken, within) == places[2], "all cover something, this one least"


@pytest.mark.parametrize(
    ("seconds", "said"), [(21.4, "21 s"), (59.4, "59 s"), (60.0, "1 min 0 s"), (84.0, "1 min 24 s")]
)
def test_how_long_a_recording_is(seconds: float, said: str) -> None:
    of = Recorded("it", "P-07", "2026-11-29T09:00:00+01:00", 0, "pads", "3f9a", True, seconds, 1, "", "")
    assert length(of) == said
