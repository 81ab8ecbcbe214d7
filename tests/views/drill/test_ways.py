"""The way of the CoP on each foot, warm where a point of the foot was at fault."""

from math import nan

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from tripod.boards import FEET
from tripod.drills.score.trace import PointState, Run, Trace
from tripod.views.drill.ways import WaysPanel, at_fault, stretches
from tripod.views.kit.theme import DARK, LIGHT

POINTS_MM = ((0.0, 36.0), (-26.0, 190.0), (36.0, 161.0))
WAY = tuple((0.3 * k % 5, 100.0 + k % 9) for k in range(150))


def trace(**fault: tuple[float, float]) -> Trace:
    runs = {
        (foot, "mt1"): (
            (Run(0.0, fault[foot][0], PointState.IN_BAND), Run(*fault[foot], PointState.FAULT))
            if foot in fault
            else (Run(0.0, 30.0, PointState.IN_BAND),)
        )
        for foot in FEET
    }
    return Trace(runs, dict.fromkeys(FEET, WAY), dict.fromkeys(FEET, POINTS_MM))


@pytest.fixture(params=[DARK, LIGHT], ids=["dark", "light"])
def panel(request: pytest.FixtureRequest, qtbot: QtBot) -> WaysPanel:
    widget = WaysPanel(request.param)
    qtbot.addWidget(widget)
    widget.resize(424, 560)
    return widget


def inks(widget: WaysPanel, box: QRect) -> set[str]:
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name() for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom())
    }


LEFT, RIGHT = QRect(20, 400, 180, 120), QRect(220, 400, 180, 120)


def test_only_the_foot_at_fault_is_warm(panel: WaysPanel) -> None:
    panel.show_traces([trace()], "calm")
    assert panel.theme.warn.name() not in inks(panel, panel.rect())
    panel.show_traces([trace(right=(10.0, 20.0))], "warm")
    assert panel.theme.warn.name() in inks(panel, RIGHT)
    assert panel.theme.warn.name() not in inks(panel, LEFT)
    assert panel.accessibleDescription() == "warm"


@pytest.mark.parametrize("size", [(334, 300), (424, 560), (700, 900)])
def test_it_has_room_at_every_size(panel: WaysPanel, size: tuple[int, int]) -> None:
    panel.resize(*size)
    panel.show_traces([trace(right=(10.0, 20.0)), trace()], "warm")
    assert panel.theme.warn.name() in inks(panel, QRect(size[0] // 2, 0, size[0] // 2, size[1]))


def test_where_nobody_knows_where_the_feet_stand_there_is_no_way(panel: WaysPanel) -> None:
    panel.show_traces([Trace(trace().runs)], "")
    assert panel.feet() == []
    panel.grab()
    panel.show_traces([], "")
    panel.grab()


def test_each_place_knows_whether_it_was_at_fault() -> None:
    wrong = at_fault(trace(right=(10.0, 20.0)), "right")
    assert [k for k, w in enumerate(wrong) if w] == list(range(50, 101))
    assert not any(at_fault(trace(right=(10.0, 20.0)), "left"))


def test_parts_of_a_way_touch_and_break_where_the_cop_was_not_known() -> None:
    path = ((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (nan, nan), (3.0, 0.0), (4.0, 0.0))
    parts = stretches(path, (False, True, True, True, False, False))
    assert parts == [(True, [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]), (False, [(3.0, 0.0), (4.0, 0.0)])]
