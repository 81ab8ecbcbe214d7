"""Nothing of the Live page is cut or printed over: the widget tree is walked at every size, board and answer."""

from collections import defaultdict
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tripod.balance.geometry import USUAL_FEET
from tripod.balance.judgement import Answer, Judgement, Why
from tripod.balance.pose import drawn_pose
from tripod.live.snapshot import Phase
from tripod.views.feet.lanes import Shown
from tripod.views.kit.text import advance
from tripod.views.kit.theme import BODY

SIZES = [(1024, 600), (1093, 614), (1280, 800), (1536, 864), (1920, 1080)]
"""1366×768 at 125 % is 1093×614 of what the window counts in."""


def cut(root: QWidget) -> list[str]:
    """What is cut, or lies over something else, below `root`."""
    wrong: list[str] = []
    shown = [w for w in root.findChildren(QWidget) if w.isVisible()]
    for widget in shown:
        parent = widget.parentWidget()
        name = f"{type(widget).__name__} {widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ''!r}"
        if not parent.rect().contains(widget.geometry()):
            wrong.append(f"{name} leaves {type(parent).__name__}: {widget.geometry()} of {parent.rect()}")
        if isinstance(widget, QLabel) and widget.text():
            if widget.wordWrap():
                needs = widget.heightForWidth(widget.width())
                if needs > widget.height() + 1:
                    wrong.append(f"{name} needs {needs} px of height and has {widget.height()}")
            elif widget.sizeHint().width() > widget.width() + 1:
                wrong.append(f"{name} needs {widget.sizeHint().width()} px and has {widget.width()}")
        if isinstance(widget, QAbstractButton) and widget.width() < widget.minimumSizeHint().width():
            wrong.append(f"{name} needs {widget.minimumSizeHint().width()} px and has {widget.width()}")
    beside: defaultdict[QWidget, list[tuple[QWidget, QRect]]] = defaultdict(list)
    for widget in shown:
        beside[widget.parentWidget()].append((widget, widget.geometry()))
    for siblings in beside.values():
        for (a, of_a), (b, of_b) in combinations(siblings, 2):
            if not of_a.intersected(of_b).isEmpty():
                wrong.append(f"{type(a).__name__} lies over {type(b).__name__}: {of_a}, {of_b}")
    return wrong


def printed_over(rects, whole) -> list[str]:
    inside = [r for r in rects if r.width() > 0]
    out = [f"{r} leaves {whole}" for r in inside if not whole.contains(r.toAlignedRect().adjusted(1, 1, -1, -1))]
    return out + [f"{a} over {b}" for i, a in enumerate(inside) for b in inside[i + 1 :] if a.intersects(b)]


def snapshots(vc):
    """Each answer that the page can give, on each board."""
    off = {"left": vc.foot_state(), "right": vc.foot_state(vc.ROLLED_OUT)}
    yield "good", vc.make_snapshot()
    yield "off", vc.make_snapshot(feet=off)
    yield "moving", vc.make_snapshot(judgement=Judgement(Answer.MOVING))
    yield "warming up", vc.make_snapshot("insole", judgement=Judgement(Answer.CANNOT_TELL, why=Why.WARMING_UP))
    yield "one foot", vc.make_snapshot("insole-left")
    yield "to be undone", vc.make_snapshot(can_undo_zero=True)
    yield "lost", vc.make_snapshot(phase=Phase.LOST, message="The port /dev/ttyACM0 went away.")
    plate = vc.make_snapshot("plate")
    feet = {
        f: replace(s, pose=drawn_pose(plate.board, USUAL_FEET, f), share_pm=(0.14, 0.39, 0.46))
        for f, s in plate.feet.items()
    }
    about = vc.make_snapshot("plate", feet=feet)
    yield "where do your feet point", replace(about, may_roll=True)
    outside = vc.foot_state((1.04, -0.10, 0.06), status=(0,) * 4)
    yield "outside", vc.make_snapshot("plate", feet={"left": outside, "right": outside})


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_nothing_is_cut_and_nothing_printed_over(bench, vc, size):
    window = bench.window
    window.resize(*size)
    for name, snapshot in snapshots(vc):
        for k in range(2):
            bench.show(replace(snapshot, t_s=12 + 0.3 * k))
        assert (window.width(), window.height()) == size
        live = window.live
        assert cut(window.centralWidget()) == [], name
        assert printed_over(live.feet.label_rects(), live.feet.rect()) == [], name
        if not live.strips.isHidden():
            for shown in Shown:
                live.strips.choose(shown)
                bench.show(replace(snapshot, t_s=13.2))
                strip = live.strips.strip
                strip.set_cursor(0.3 * strip.span_s)
                assert printed_over(strip.text_rects(), strip.rect()) == [], (name, shown)
        assert live.caption.text(), name


def test_the_curves_are_there_at_every_size_unless_something_is_asked(bench, vc):
    for size in SIZES:
        bench.window.resize(*size)
        bench.show(vc.make_snapshot())
        bench.show(vc.make_snapshot(t_s=12.3))
        assert not bench.window.live.strips.isHidden(), size
        assert bench.window.live.strips.strip.height() > 120


def test_what_is_cut_would_be_found(bench, vc):
    bench.show(vc.make_snapshot())
    live = bench.window.live
    live.advice.body.setFixedHeight(9)
    live.mark.setFixedWidth(round(advance(live.mark.text(), BODY)) - 5)
    bench.window.live.totals.raise_()
    bench.window.live.totals.move(0, 0)
    found = " ".join(cut(bench.window.centralWidget()))
    assert "of height and has 9" in found
    assert "'Mark' needs" in found
    assert "lies over" in found
