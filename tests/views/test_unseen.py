"""A window that nobody can see, and a picture that stands still: few ticks and nothing painted."""

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QExposeEvent, QRegion
from PySide6.QtWidgets import QApplication

from tripod.live.freshness import Freshness
from tripod.views.kit.pace import STILL_MS, TICK_MS

SECONDS = 2.0


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.n = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.n += event.type() is QEvent.Type.Paint
        return False


def in_a_second(bench, vc, monkeypatch) -> Counter:
    """What the window does, at the pace of its own timer."""
    window, view, paints, done = bench.window, bench.window.live.feet, Paints(), Counter()
    view.installEventFilter(paints)
    compose = view._compose
    monkeypatch.setattr(view, "_compose", lambda **how: (done.update(["composed"]), compose(**how))[1])
    end = bench.clock.now_s + SECONDS
    while bench.clock.now_s < end:
        done["ticks"] += 1
        cop = (float(done["ticks"] % 7), 98.0)
        feet = {f: vc.foot_state(cop=cop) for f in ("left", "right")}
        moving = vc.make_snapshot(t_s=12 + done["ticks"] / 100, feet=feet)
        bench.show(moving, after_s=window._timer.interval() / 1000)
    view.removeEventFilter(paints)
    done["painted"] = paints.n
    return Counter({what: n / SECONDS for what, n in done.items()})


def test_a_window_that_is_seen_is_painted_at_every_tick(bench, vc, monkeypatch):
    done = in_a_second(bench, vc, monkeypatch)
    assert done["ticks"] == pytest.approx(1000 / TICK_MS, rel=0.02)
    assert done["painted"] > 0.9 * done["ticks"]
    assert done["composed"] == pytest.approx(20, abs=5)


@pytest.mark.parametrize("away", ["minimised", "hidden", "covered"])
def test_one_that_is_not_looks_a_few_times_a_second_and_paints_nothing(bench, vc, monkeypatch, away):
    window = bench.window
    if away == "minimised":
        window.showMinimized()
    elif away == "hidden":
        window.hide()
    else:
        handle = window.windowHandle()
        monkeypatch.setattr(handle, "isExposed", lambda: False)
        QApplication.sendEvent(handle, QExposeEvent(QRegion()))
    QApplication.processEvents()
    done = in_a_second(bench, vc, monkeypatch)
    assert 4 <= done["ticks"] <= 10
    assert bench.session.freshness is Freshness.UNSEEN
    assert done["painted"] == done["composed"] == 0


def test_what_is_wrong_meanwhile_stands_there_when_one_comes_back(bench, vc):
    window = bench.window
    window.showMinimized()
    QApplication.processEvents()
    foot = vc.foot_state((0.8, 0.1, 0.1))
    bench.show(vc.make_snapshot(feet={"left": foot, "right": foot}))
    before = window.live.feet.snapshot
    window.showNormal()
    QApplication.processEvents()
    assert window.live.feet.snapshot is not before
    assert window.live.feet.snapshot.feet["left"].share == (0.8, 0.1, 0.1)
    assert window._timer.interval() == TICK_MS


def test_a_frozen_picture_is_painted_only_where_it_may_have_changed(bench, vc, monkeypatch, qtbot):
    bench.show(vc.make_snapshot())
    qtbot.keyClick(bench.window, Qt.Key.Key_Space)
    done = in_a_second(bench, vc, monkeypatch)
    assert done["ticks"] == pytest.approx(1000 / STILL_MS, rel=0.1)
    assert done["painted"] <= 5
    assert bench.session.freshness is Freshness.UNSEEN
    qtbot.keyClick(bench.window, Qt.Key.Key_Space)
    bench.show(vc.make_snapshot(t_s=14))
    assert bench.window._timer.interval() == TICK_MS
    assert bench.session.freshness is Freshness.ONE_OF_MANY


def test_a_window_that_was_never_shown_counts_as_seen(bench):
    assert bench.window.seen.now
