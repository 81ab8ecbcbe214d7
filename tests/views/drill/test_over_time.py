"""The picture of a try: each point over time, and where the CoP went."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tripod.boards import FEET, POINTS, load_board
from tripod.drills.format.loader import library
from tripod.drills.score.result import DrillResult, Try
from tripod.drills.score.trace import PointState, Run, Trace
from tripod.views.drill.over_time import OverTime
from tripod.views.kit.theme import DARK, LIGHT, Theme

GOOD = (Run(0.0, 30.0, PointState.IN_BAND),)
WRONG = (Run(0.0, 10.0, PointState.IN_BAND), Run(10.0, 12.0, PointState.OUT), Run(12.0, 20.0, PointState.FAULT),
         Run(20.0, 30.0, PointState.CANNOT_TELL))  # fmt: skip
POINTS_MM = ((0.0, 36.0), (-26.0, 190.0), (36.0, 161.0))


def result(*tries: Try) -> DrillResult:
    drill = library()[0]["tripod-hold"]
    return DrillResult.of(drill, load_board("pads"), None, tries, (), {}, None)


def tried(**wrong: tuple[Run, ...]) -> Try:
    runs = {(foot, point): wrong.get(f"{foot}_{point}", GOOD) for foot in FEET for point in POINTS}
    way = tuple((0.3 * k % 5, 100.0 + k % 9) for k in range(150))
    return Try(trace=Trace(runs, dict.fromkeys(FEET, way), dict.fromkeys(FEET, POINTS_MM)))


@pytest.fixture(params=[DARK, LIGHT], ids=["dark", "light"])
def picture(request: pytest.FixtureRequest, qtbot: QtBot) -> OverTime:
    widget = OverTime(request.param)
    qtbot.addWidget(widget)
    widget.resize(566, 240)
    return widget


def inks(widget: OverTime, box: QRect) -> set[str]:
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name() for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom())
    }


def lanes(widget: OverTime) -> QRect:
    return QRect(330, 60, 180, widget.height() - 70)


def test_a_fault_is_warm_and_nothing_else_is(picture: OverTime) -> None:
    theme: Theme = picture.theme
    assert picture.show_result(result(tried()))
    assert theme.accent.name() in inks(picture, lanes(picture))
    assert theme.warn.name() not in inks(picture, picture.rect())
    assert picture.show_result(result(tried(right_mt1=WRONG)))
    assert {theme.accent.name(), theme.warn.name(), theme.outline.name()} <= inks(picture, lanes(picture))


def test_the_way_is_drawn_on_the_foot_and_each_foot_has_its_own(picture: OverTime) -> None:
    ink: QColor = picture.theme.cop if picture.theme.dark else picture.theme.text
    picture.show_result(result(tried()))
    assert ink.name() in inks(picture, QRect(20, 70, 76, 100))
    assert ink.name() in inks(picture, QRect(104, 70, 76, 100))


def test_what_could_not_be_told_is_no_time_in_band(picture: OverTime) -> None:
    blind = (Run(0.0, 30.0, PointState.CANNOT_TELL),)
    picture.show_result(result(tried(right_mt1=WRONG, left_mt5=blind)))
    said = picture.accessibleDescription()
    assert "base of the right big toe: 50 %" in said
    assert "base of the left little toe: ?" in said
    assert "left heel: 100 %" in said


def test_where_nobody_knows_where_the_feet_stand_there_is_no_way(picture: OverTime) -> None:
    blind = tried()
    assert picture.show_result(result(replace(blind, trace=replace(blind.trace, path_mm={}))))
    picture.grab()


def test_a_drill_without_a_try_has_no_picture(picture: OverTime) -> None:
    assert not picture.show_result(result())
    assert not picture.show_result(result(Try()))
    picture.grab()
