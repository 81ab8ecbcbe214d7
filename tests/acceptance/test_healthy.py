"""Healthy boards: no step fails on an empty one, and the page without a step calls nothing wrong while people move."""

import sys
from pathlib import Path

import pytest

folder = str(Path(__file__).parents[2] / "calibration")
if folder not in sys.path:
    sys.path.append(folder)

from healthy_steps import BOARDS, found_in, found_with_presses, windows  # noqa: E402

from tripod.acceptance import builds  # noqa: E402
from tripod.acceptance.at_rest import certain  # noqa: E402


@pytest.mark.parametrize("name", ["insole", "insole-tonight", "pads", "plate", "plate-50kg"])
def test_a_new_board_passes_its_last_step_when_each_cell_is_pressed(name: str) -> None:
    assert list(found_with_presses(f"play,board={name},seed=11")) == []


def test_the_study_sees_a_board_that_does_not_pass() -> None:
    said, not_weighed = found_with_presses("play,board=pads,seed=11,fault=reversed:left_mt1")
    assert "base of the left big toe goes down when it is pressed" in said
    assert "not seen under the mass" in not_weighed


def test_the_study_has_every_build() -> None:
    assert {*BOARDS} == {*builds()}


@pytest.mark.parametrize("name", ["insole", "insole-tonight", "pads", "plate", "plate-50kg"])
def test_an_empty_board_passes(name: str) -> None:
    assert list(found_in(f"empty,board={name},seed=11,seconds=20")) == []


@pytest.mark.parametrize("scenario", ["one-leg", "step", "toes", "roll-out"])
@pytest.mark.parametrize("name", ["insole", "pads", "plate"])
def test_somebody_who_moves_is_no_wrong_wire(name: str, scenario: str) -> None:
    seen = list(windows(f"{scenario},board={name},seed=4,seconds=16"))
    assert len(seen) == 3
    assert [certain(each) for each in seen] == [(), (), ()]
