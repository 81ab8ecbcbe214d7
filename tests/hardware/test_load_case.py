"""Who may stand on pads and plate."""

from pathlib import Path

import pytest
from making.build import load_build
from making.load_case import GRAVITY, bending, cases, completion_drift, limit_kg, pads, rounded_kg, variants, worst_part
from making.mechanics import plate_heights


def test_the_lifter_may_stand_on_the_barbell_plate_and_not_on_the_other() -> None:
    build = load_build("plate")
    (bar,) = [c for c in cases(build, "barbell") if "bar of 200" in c.words]
    assert bar.allowed
    assert bar.plate_n == pytest.approx(320 * GRAVITY * 0.6 * 1.3)
    assert bar.safety > 4
    assert not any(c.allowed for c in cases(build, "bodyweight") if "bar" in c.words or "120 kg" in c.words)


def test_the_worst_corner_carries_the_product_of_its_levers() -> None:
    # The heel's point lies 36.4 mm ahead of the rear cells; 20 mm behind it, and 30 of 150 mm beside the middle.
    assert worst_part(load_build("plate")) == pytest.approx((1 - 16.4 / 265) * 0.7)


def test_bending_is_that_of_a_simple_beam() -> None:
    build = load_build("plate")
    _, top = variants(build)["barbell"]
    deflection, stress = bending(build, top, 2450)
    assert deflection == pytest.approx(2450 * 265**3 / (48 * 70000 * 196 * 12**3 / 12))
    assert stress == pytest.approx(2450 * 265 / 4 / (196 * 12**2 / 6))


@pytest.mark.parametrize("variant", ["barbell", "bodyweight"])
def test_stops_stay_free_under_all_that_may_stand_there(variant: str) -> None:
    build = load_build("plate")
    board, top = variants(build)[variant]
    deflection, _ = bending(build, top, board.limits.max_foot_n)
    assert deflection < build.data["solid"]["stop_gap_mm"]
    assert plate_heights(build)["all"] <= 45, "a deadlift from a plate is a deadlift from a deficit"


@pytest.mark.parametrize("variant", ["barbell", "bodyweight"])
def test_the_label_says_no_more_than_the_board_file(variant: str, made: Path) -> None:
    build = load_build("plate")
    board, _ = variants(build)[variant]
    two, one, bar = limit_kg(build, variant)
    case, limits = build.data["load_case"], board.limits
    assert one * GRAVITY * case["dynamic_body"] <= limits.max_foot_n
    assert two * GRAVITY * case["dynamic_body"] <= limits.max_total_n
    assert two * GRAVITY * case["dynamic_body"] * case["one_side"] <= limits.max_foot_n
    assert bar * GRAVITY * case["dynamic_bar"] <= limits.max_total_n
    label = (made / "plate" / f"label-{variant}.pdf").read_bytes()
    assert f"({bar or two} kg)".encode() in label
    assert f"({min(one, bar or one)} kg)".encode() in label


def test_no_pad_is_overloaded_by_what_its_foot_may_carry() -> None:
    build = load_build("pads")
    for pad in pads(build):
        assert pad.of_range < 1.5, "data sheets: 150 % of the range"
        assert pad.carrier_safety > 2
        assert pad.bolt_safety > 2
        assert pad.carrier_bends_mm < 0.2
    _, one, bar = rounded_kg(load_build("plate"), build.board.limits.max_foot_n, build.board.limits.max_total_n, True)
    assert (one, bar) == (200, 280)


def test_ordinary_resistors_drift_by_newtons() -> None:
    build = load_build("plate")
    assert completion_drift(build, 25e-6) == pytest.approx(3.1, abs=0.1)
    assert completion_drift(build, 5e-6) < 1
