"""The picture of tries: each point over time, column by column."""

import math
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from tripod.boards import FEET, POINTS
from tripod.drills.score.trace import PointState, Run
from tripod.sentences import use_language
from tripod.views.drill.columns import Column, cut, in_band
from tripod.views.drill.point_lanes import LEAST_COLUMN, PointLanes, held_ink
from tripod.views.kit.theme import DARK, LIGHT
from tripod.views.kit.words import Words

GOOD = (Run(0.0, 30.0, PointState.IN_BAND),)
WRONG = (Run(0.0, 10.0, PointState.IN_BAND), Run(10.0, 12.0, PointState.OUT), Run(12.0, 20.0, PointState.FAULT),
         Run(20.0, 30.0, PointState.CANNOT_TELL))  # fmt: skip
BLIND = (Run(0.0, 30.0, PointState.CANNOT_TELL),)


def column(name: str = "1", score: int | None = 88, **wrong: tuple[Run, ...]) -> Column:
    runs = {(foot, point): wrong.get(f"{foot}_{point}", GOOD) for foot in FEET for point in POINTS}
    return Column(name, score, runs, 30.0, (1 / 3, 2 / 3))


@pytest.fixture(params=[DARK, LIGHT], ids=["dark", "light"])
def grid(request: pytest.FixtureRequest, qtbot: QtBot) -> PointLanes:
    widget = PointLanes(request.param, Words())
    qtbot.addWidget(widget)
    widget.resize(740, 260)
    return widget


def inks(widget: PointLanes, box: QRect) -> set[str]:
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name() for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom())
    }


def lane(widget: PointLanes, foot: str, point: str) -> QRect:
    return widget.lane_boxes()[foot, point].toAlignedRect().adjusted(0, 0, 0, 3)


def test_a_fault_is_warm_and_lower_and_nothing_else_is_warm(grid: PointLanes) -> None:
    theme = grid.theme
    grid.show_columns([column(right_mt1=WRONG)])
    assert {held_ink(theme).name(), theme.warn.name(), theme.outline.name()} <= inks(grid, lane(grid, "right", "mt1"))
    assert theme.warn.name() not in inks(grid, lane(grid, "right", "mt5"))
    at = grid.lane_boxes()["right", "mt1"]
    image = grid.grab().toImage()
    x = round(at.left() + at.width() * 16 / 30)
    assert image.pixelColor(x, round(at.top() + 1)).name() == theme.panel.name(), "not by colour alone"
    assert image.pixelColor(x, round(at.bottom() + 1)).name() == theme.warn.name()


def test_a_score_that_is_not_good_is_warm_and_underlined_unless_nothing_may_be_said(grid: PointLanes) -> None:
    head = QRect(200, 8, 500, 26)
    grid.show_columns([column(score=62)])
    assert grid.theme.warn.name() in inks(grid, head)
    grid.show_columns([column(score=62)], loud=False)
    assert grid.theme.warn.name() not in inks(grid, head)
    grid.show_columns([column(score=91)])
    assert grid.theme.warn.name() not in inks(grid, head)
    grid.show_columns([column(score=93, right_mt1=WRONG)])
    assert grid.theme.warn.name() in inks(grid, head), "a fault was told, whatever it scored"


def test_what_could_not_be_told_is_no_time_in_band(grid: PointLanes) -> None:
    columns = [column(right_mt1=WRONG, left_mt5=BLIND), column("2", 91, left_mt5=BLIND)]
    grid.show_columns(columns)
    assert in_band(columns, ("right", "mt1")) == pytest.approx(40 / 50)
    assert math.isnan(in_band(columns, ("left", "mt5")))
    said = grid.accessibleDescription()
    assert "1: 88. 2: 91." in said
    assert "base of the right big toe: 80 %" in said
    assert "base of the left little toe: ?" in said


def test_of_more_columns_than_fit_the_last_are_shown_and_the_rest_is_counted(grid: PointLanes) -> None:
    grid.show_columns([column(str(n)) for n in range(1, 31)])
    shown = [c.name for c in grid.shown()]
    assert shown[-1] == "30"
    assert len(shown) + grid.before() == 30
    assert len(shown) * LEAST_COLUMN < 740
    for size in ((1200, 124), (944, 124), (594, 150)):
        grid.resize(*size)
        grid.show_columns([column(str(n)) for n in range(1, 7)])
        assert grid.before() == 0, size


@pytest.mark.parametrize("high", [108, 124, 160, 260, 420])
def test_lanes_keep_their_order_and_their_room(grid: PointLanes, high: int) -> None:
    grid.resize(740, high)
    grid.show_columns([column()])
    boxes = list(grid.lane_boxes().values())
    assert list(grid.lane_boxes()) == [(foot, point) for foot in FEET for point in POINTS]
    assert all(a.bottom() < b.top() for a, b in pairwise(boxes))
    assert boxes[0].top() > 24
    assert boxes[-1].bottom() < high - 12


@pytest.mark.parametrize("code", ["en", "de"])
def test_names_and_headings_stand_beside_the_columns(grid: PointLanes, code: str) -> None:
    use_language(code)
    try:
        grid.resize(594, 150)
        grid.show_columns([column(str(n), 100) for n in range(1, 7)])
        lanes = grid.lane_boxes()["left", "heel"].toAlignedRect()
        ground = {grid.theme.panel.name()}
        for x in (lanes.left() - 6, lanes.right() + 4):
            assert inks(grid, QRect(x, 10, 2, 130)) == ground, "nothing is printed between names, columns and per cent"
        assert grid.before() == 0
    finally:
        use_language("en")


def test_a_rep_is_cut_out_of_its_set() -> None:
    parts = cut({("left", "heel"): WRONG}, 11.0, 16.0)
    assert parts["left", "heel"] == (Run(0.0, 1.0, PointState.OUT), Run(1.0, 5.0, PointState.FAULT))
    assert cut({("left", "heel"): WRONG}, 31.0, 40.0) == {("left", "heel"): ()}


def test_faults_of_a_column_come_by_how_long_they_lasted() -> None:
    short = (Run(0.0, 3.0, PointState.FAULT), Run(3.0, 30.0, PointState.IN_BAND))
    found = column(right_mt1=WRONG, left_heel=short).faults()
    assert found == [(("right", "mt1"), 8.0), (("left", "heel"), 3.0)]


def test_nothing_yet_says_so(grid: PointLanes) -> None:
    grid.show_columns([])
    assert grid.lane_boxes() == {}
    grid.grab()
