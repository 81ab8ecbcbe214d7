"""Where the feet stand on the board: found, measured, refused."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tripod.balance.geometry import Feet, FeetError, foot_points
from tripod.balance.pose import drawn_pose, points_on_board
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wizard import Wizard

PERSON = Answers(Route.BODY_WEIGHT, weight_kg=75.0)


def at_feet(name: str, at_load: Callable[..., tuple[object, Wizard]], feet: Feet) -> tuple[object, Wizard]:
    bench, wizard = at_load(name, replace(PERSON, feet=feet))
    wizard.enter(Step.FEET)
    wizard.begin_points()
    return bench, wizard


def stand_on(bench: object, wizard: Wizard, feet: Feet) -> None:
    """Stand on one true point after the other."""
    for foot in ("left", "right"):
        for at in points_on_board(drawn_pose(wizard.board, feet, foot), foot):
            bench.mass(wizard, 300.0, *at)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["pads", "plate"])
def test_a_foot_on_its_points_is_found_there(name: str, at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_feet(name, at_load, Feet())
    assert wizard.view().point == ("left", "heel")
    stand_on(bench, wizard, Feet())
    assert [p.found for p in wizard.points] == [True] * 6
    assert wizard.view().point is None


def test_own_points_are_found_by_a_plate_and_can_be_taken(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    mine = Feet(260, {"left": {"mt1": (50.0, 205.0)}})
    bench, wizard = at_feet("plate", at_load, Feet())
    stand_on(bench, wizard, mine)
    wrong = [p for p in wizard.points if not p.found]
    assert [(p.foot, p.point) for p in wrong] == [("left", "mt1")]
    assert "outward" not in wrong[0].words()
    assert "25 mm inward and 16 mm forward" in wrong[0].words()
    wizard.use_points()
    assert foot_points(wizard.answers.feet, "left")[1] == pytest.approx([50, 205], abs=4)
    assert all(p.found for p in wizard.points)


def test_a_point_off_its_pad_is_named(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_feet("pads", at_load, Feet())
    cells = wizard.board.cells
    bench.mass(wizard, 300.0, cells[1].x_mm, cells[1].y_mm)  # type: ignore[attr-defined]
    assert "left heel is not on its sensor" in wizard.view().problem
    wizard.take_again()
    assert wizard.points == ()


def test_points_that_no_foot_has_are_refused(at_load: Callable[..., tuple[object, Wizard]]) -> None:
    bench, wizard = at_feet("plate", at_load, Feet())
    for _ in range(6):
        bench.mass(wizard, 300.0, -100, 130)  # type: ignore[attr-defined]
    with pytest.raises(FeetError, match="measure"):
        wizard.use_points()
