"""Who may stand on pads and plate, and how they get there."""

from pathlib import Path

import agreement
import numpy as np
import pytest
from making.build import load_build
from making.load_case import (
    GRAVITY,
    bending,
    completion_drift,
    limit_kg,
    pads,
    rounded_kg,
    stands,
    variants,
    worst_part,
)
from making.mechanics import foot_cells, mat_box, plate_box, plate_heights, stops
from making.parts import PLATE_VARIANTS
from making.statics import by_cells_alone, over, plate_parts, pushed, tipping

VARIANTS = list(PLATE_VARIANTS)


def test_the_lifter_may_stand_on_the_barbell_plate_and_on_no_other() -> None:
    build = load_build("plate")
    lifter = stands(build, "barbell", 120, 200)
    assert lifter.allowed
    assert lifter.cases[0].plate_n == pytest.approx(320 * GRAVITY * 0.6 * 1.3)
    assert lifter.safety > 4
    for other in ("plywood", "bodyweight"):
        assert not stands(build, other, 120, 200).allowed


def test_a_person_of_120_kg_may_step_on_where_it_says_body_weight_and_nowhere_overloads() -> None:
    build = load_build("plate")
    for variant in ("barbell", "plywood"):
        assert stands(build, variant, 120).allowed
    light = stands(build, "bodyweight", 75)
    assert not light.allowed
    assert light.cases[0].of_range > 1
    # The case that forbids it is the way there, not the standing: on two legs 75 kg would be no matter.
    assert 75 * GRAVITY * 0.6 * 1.2 * worst_part(build) < variants(build)["bodyweight"][0].cells[0].range_n


def test_the_worst_corner_carries_the_product_of_its_levers() -> None:
    # The heel's point lies 36.4 mm ahead of the rear cells; 20 mm behind it, and 30 of 150 mm beside the middle.
    assert worst_part(load_build("plate")) == pytest.approx((1 - 16.4 / 265) * 0.7)


def test_bending_is_that_of_a_simple_beam() -> None:
    build = load_build("plate")
    _, top = variants(build)["barbell"]
    deflection, stress = bending(build, top, 2450)
    assert deflection == pytest.approx(2450 * 265**3 / (48 * 70000 * 196 * 12**3 / 12))
    assert stress == pytest.approx(2450 * 265 / 4 / (196 * 12**2 / 6))


@pytest.mark.parametrize("variant", VARIANTS)
def test_stops_stay_free_under_all_that_may_stand_there(variant: str) -> None:
    build = load_build("plate")
    board, top = variants(build)[variant]
    deflection, _ = bending(build, top, board.limits.max_foot_n)
    assert deflection < build.data["solid"]["stop_gap_mm"]
    assert plate_heights(build)["all"] <= 45, "a deadlift from a plate is a deadlift from a deficit"


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_label_says_what_one_may_do_to_get_there(variant: str, made: Path) -> None:
    build = load_build("plate")
    board, _ = variants(build)[variant]
    person, bar = limit_kg(build, variant)
    assert stands(build, variant, person).allowed
    assert not stands(build, variant, person + 5).allowed
    assert person * GRAVITY * build.data["load_case"]["dynamic_step"] <= board.limits.max_foot_n
    assert bar * GRAVITY * build.data["load_case"]["dynamic_bar"] <= board.limits.max_total_n
    label = agreement.pdf_words((made / "plate" / f"label-{variant}.pdf").read_bytes())
    assert f"{person} kg" in label
    assert (f"{bar} kg" in label) == bool(bar)
    for words in ("Step onto the middle of the mat", "Never onto the rim"):
        assert words in label


def test_no_pad_is_overloaded_by_what_its_foot_may_carry() -> None:
    build = load_build("pads")
    for pad in pads(build):
        assert pad.of_range <= 1
        assert pad.all_of_range < 1.5, "data sheets: 150 % of the range"
        assert pad.carrier_safety > 2
        assert pad.bolt_safety > 2
        assert pad.carrier_bends_mm < 0.2
    limits = build.board.limits
    assert rounded_kg(load_build("plate"), limits.max_foot_n, limits.max_total_n) == (185, 280)


def test_ordinary_resistors_drift_by_newtons() -> None:
    build = load_build("plate")
    assert completion_drift(build, 25e-6) == pytest.approx(3.1, abs=0.1)
    assert completion_drift(build, 5e-6) < 1


# -- tipping: cells and stops push and never pull --------------------------------------------------------------------


def test_reactions_balance_the_load_and_never_pull() -> None:
    build = load_build("plate")
    supports = np.array([*foot_cells(build), *stops(build)])
    for at in over(mat_box(build), 20):
        found = plate_parts(build, at)
        assert found is not None, at
        part = np.concatenate(found)
        assert part.min() >= 0
        assert part.sum() == pytest.approx(1)
        assert part @ supports == pytest.approx(np.array(at), abs=1e-6)


def test_on_the_mat_nothing_tips_up_to_its_corners_and_on_the_rim_all_does() -> None:
    build = load_build("plate")
    mat, whole = mat_box(build), plate_box(build)
    assert tipping(build, mat) == 0
    for x in (mat[0], mat[2]):
        for y in (mat[1], mat[3]):
            assert plate_parts(build, (x, y)) is not None
    assert plate_parts(build, (whole[0] + 1, whole[1] + 1)) is None
    assert 0.1 < tipping(build, whole) < 0.25
    assert 0.6 < by_cells_alone(build, mat) < 0.8


def test_stops_at_the_middle_of_the_sides_let_the_corners_tip() -> None:
    """As they once stood; the check of the mat would catch it."""
    build = load_build("plate")
    x0, y0, x1, y1 = mat_box(build)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    middles = np.array([*foot_cells(build), (x0, y), (x1, y), (x, y0), (x, y1)])
    tips = [pushed(middles, at) is None for at in over((x0, y0, x1, y1))]
    assert np.mean(tips) > 0.02
    assert pushed(middles, (x0 + 2, y0 + 2)) is None


def test_a_rectangle_of_cells_shares_by_its_levers() -> None:
    cells = np.array(foot_cells(load_build("plate")))
    part = pushed(cells, (30.0, 16.4))
    assert part is not None
    # Springs share a little more evenly than the product of the levers, which the guide takes.
    assert 0.6 < part.max() < (1 - 16.4 / 265) * 0.7
    assert pushed(cells, (75.0, 0.0)) == pytest.approx([0, 1, 0, 0])
    assert pushed(cells, (80.0, 0.0)) is None
