"""One definition of wrong: faults, tone, score and advice follow from one graded measure."""

from collections.abc import Callable
from math import nan

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tripod.balance.thresholds import EDGE
from tripod.boards import POINTS, STANCE_FAULTS
from tripod.boards.stance_faults import LIGHT_FAULTS
from tripod.coach.tone_depths import tone_depths
from tripod.drills.run.now import Now
from tripod.drills.score.bands import reference
from tripod.drills.score.cost import AFTER_S, UNTOLD, Charges, costs
from tripod.drills.seen.fault_watch import FaultWatch
from tripod.drills.seen.look import Look, Three
from tripod.drills.seen.measure import USUAL_HYSTERESIS, Graded, Measure

BOTH = ("left", "right")
EVEN = (0.55, 0.27, 0.18)
PERIOD_S = 0.05
LONG_S = 1.5
"""Any fault that lasts so long is told."""


def measure(*, moving: bool = False, pm: Three = (0.0, 0.0, 0.0), source: str = "convention") -> Measure:
    start = dict.fromkeys(BOTH, EVEN) if source == "start" else None
    return Measure(STANCE_FAULTS, reference(BOTH, {}, None, start), moving=moving, unsure=dict.fromkeys(BOTH, pm))


def of(found: list[Graded], fault: str) -> Graded:
    return next(one for one in found if one.fault == fault)


def share_of(heel: float, part: float) -> Three:
    return heel, (1 - heel) * part, (1 - heel) * (1 - part)


def test_a_light_point_is_graded_from_the_edge_of_its_band_to_where_it_is_told() -> None:
    grades = [
        of(measure().of_foot("left", (0.78 - mt1, mt1, 0.22)), "mt1_light").grade
        for mt1 in (0.21, 0.20, 0.16, 0.12, 0.08)
    ]
    assert grades == [0.0, 0.0, pytest.approx(0.5), pytest.approx(1.0), pytest.approx(1.5)]


def test_at_the_bottom_of_a_hinge_a_heel_that_stands_light_is_too_far_forward() -> None:
    for source, told in (("convention", 0.40), ("start", 0.36)):
        made = measure(moving=True, source=source)
        for heel, bottom in ((told + 0.01, False), (told - 0.01, True)):
            share = share_of(heel, 0.6)
            assert of(made.near("left", share), "heel_light").excess < 0, "on the way it has its floor"
            assert (of(made.near("left", share, stands=True), "heel_light").excess > 0) is bottom, (source, heel)
    unsure = measure(moving=True, pm=(0.15, 0.0, 0.0))
    assert of(unsure.near("left", share_of(0.38, 0.6), stands=True), "heel_light").excess < 0


def test_far_forward_at_the_bottom_or_at_the_end_begins_a_fault_and_not_on_the_way() -> None:
    phases = [("descent", False), ("bottom", True), ("ascent", False), ("lockout", True)]
    for phase, told, lifts in [*((*of, False) for of in phases), ("lockout", False, True), ("bottom", True, True)]:
        watch = FaultWatch(STANCE_FAULTS, BOTH, reference(BOTH, {}, None, None), moving=True, lifts=lifts)
        watch.phase = phase
        forward = share_of(0.31, 0.6)
        looks = [Look(0.0125 * k, 740.0, (370.0, 370.0), (forward, forward), (0.0, 0.0)) for k in range(60)]
        began = [event.fault for one in looks for event in watch(one)]
        assert began == (["heel_light", "heel_light"] if told else []), phase


@given(st.floats(0.2, 0.9), st.floats(0, 1), st.floats(0, 0.15), st.sampled_from(("convention", "start")))
@example(0.375, 0.40625, 0.1484375, "convention")
@settings(max_examples=60)
def test_what_a_look_leaves_out_has_no_grade_and_holds_no_fault(
    heel: float, part: float, pm: float, source: str
) -> None:
    made, share = measure(pm=(pm, pm, pm), source=source), share_of(heel, part)
    near, every = made.near("left", share), made.of_foot("left", share)
    left_out = [one for one in every if one not in near]
    assert all(one.grade == 0 and one.excess <= -USUAL_HYSTERESIS for one in left_out)
    assert all(one in every for one in near)


def test_what_the_board_cannot_tell_has_no_grade() -> None:
    light = (0.62, 0.15, 0.23)
    assert of(measure().of_foot("left", light), "mt1_light").grade > 0
    assert of(measure(pm=(0.0, 0.08, 0.0)).of_foot("left", light), "mt1_light").grade == 0
    unplaced = Measure(STANCE_FAULTS, reference(BOTH, {}, None, None), moving=False, unplaced=("left",))
    assert unplaced.of_foot("left", (0.9, 0.05, 0.05)) == []
    blind = Measure(("heel_heavy",), reference(BOTH, {}, None, None), moving=False)
    assert {one.fault for one in blind.of_foot("left", light)} == {"heel_heavy"}
    assert not blind.tells("left", "mt1")


def test_only_what_is_sure_is_in_band() -> None:
    assert measure().sure_in("left", "mt5", 0.18)
    assert not measure(pm=(0.0, 0.0, 0.11)).sure_in("left", "mt5", 0.18)
    assert not measure(pm=(0.16, 0.0, 0.0)).sure_in("left", "heel", 0.60)


shares = st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0)).map(lambda of: share_of(*of))
pms = st.tuples(*[st.sampled_from((0.0, 0.03, 0.12))] * 3)


@settings(max_examples=150, deadline=None)
@given(share=shares, pm=pms, moving=st.booleans(), source=st.sampled_from(("convention", "start")))
def test_a_fault_is_told_where_and_only_where_the_grade_is_at_its_end(
    share: Three, pm: Three, moving: bool, source: str
) -> None:
    start = dict.fromkeys(BOTH, EVEN) if source == "start" else None
    watch = FaultWatch(
        STANCE_FAULTS, BOTH, reference(BOTH, {}, None, start), moving=moving, unsure=dict.fromkeys(BOTH, pm)
    )
    charge, charges = Charges(), []
    for k in range(round(LONG_S / PERIOD_S)):
        watch(Look(k * PERIOD_S, 740.0, (370.0, 370.0), (share, EVEN), (0.0, 100.0)))
        charges.append(charge(k * PERIOD_S, watch.graded, watch.active))
    told = [one for one in watch.active if one.foot == "left"]
    left = [one for one in watch.graded if one.foot == "left"]
    assert all(one.off > 0 for one in left)
    beyond = [one for one in left if one.grade > 1 + 1e-9]
    near = [one for one in left if abs(one.grade - 1) <= 1e-9]
    assert bool(told) == bool(beyond) or near
    assert (charges[-1].rate == 1) == bool(told)
    assert charges[-1].rate <= UNTOLD or told
    tone = tone_depths(Now(working=True, feedback=True, graded=watch.graded))
    light = {(one.foot, one.point) for one in watch.graded if one.fault in LIGHT_FAULTS or one.fault == "contact_lost"}
    assert set(tone) == light
    assert all(depth > 0 for depth in tone.values())
    assert tone_depths(Now(working=True, feedback=False, graded=watch.graded)) == {}


@settings(max_examples=60, deadline=None)
@given(share=shares, pm=pms, by=st.floats(0.0, 0.2), k=st.integers(0, 2))
def test_farther_out_is_never_less_wrong_and_less_sure_never_more(share: Three, pm: Three, by: float, k: int) -> None:
    fault = f"{POINTS[k]}_light"
    lighter = list(share)
    lighter[k] -= by
    sure, unsure = measure(), measure(pm=pm)
    grade = of(sure.of_foot("left", share), fault).grade
    # Where the heel is far back, light toes follow from it.
    assert of(sure.of_foot("left", (lighter[0], lighter[1], lighter[2])), fault).grade >= min(grade, 0.999) - 1e-9
    found = of(unsure.of_foot("left", share), fault)
    assert found.grade <= 0 or grade > 0


def test_what_is_not_told_costs_less_than_ten_points_and_a_fault_more(look: Callable[..., Look]) -> None:
    def score(mt1: float) -> float:
        watch, charge, charges = (
            FaultWatch(STANCE_FAULTS, BOTH, reference(BOTH, {}, None, None), moving=False),
            Charges(),
            [],
        )
        for k in range(600):
            seen = look(k * PERIOD_S, right=(0.78 - mt1, mt1, 0.22))
            watch(seen)
            charges.append(charge(seen.t_s, watch.graded, watch.active))
        return 100 - sum(one.points for one in costs(charges, PERIOD_S))

    scores = [score(0.27 - 0.01 * k) for k in range(22)]
    assert scores == sorted(scores, reverse=True)
    told = [k for k in range(22) if 0.27 - 0.01 * k < 0.12 - 1e-9]
    assert min(scores[: told[0]]) > 90
    assert max(scores[told[0] :]) < 5


def test_a_fault_counts_on_after_it_and_one_that_comes_again_does_not_count_twice() -> None:
    watch, charge = FaultWatch(STANCE_FAULTS, BOTH, reference(BOTH, {}, None, None), moving=False), Charges()
    rates: list[float] = []
    for k in range(400):
        t = k * PERIOD_S
        share = (0.66, 0.09, 0.25) if t < 1 or 4 <= t < 5 else EVEN
        watch(Look(t, 740.0, (370.0, 370.0), (EVEN, share), (0.0, 100.0)))
        rates.append(charge(t, watch.graded, watch.active).rate)
    whole_s = PERIOD_S * sum(rate == 1 for rate in rates)
    # From where the first is told to the end of the second, and on.
    assert whole_s == pytest.approx(5 - 0.4 + 0.3 + AFTER_S, abs=0.2)


def test_both_feet_have_a_grade_for_weight_to_one_side_and_for_sway() -> None:
    both = measure().of_both(0.65, 0.5)
    assert (of(both, "shift_left").grade, of(both, "sway").grade) == (pytest.approx(1.5), 0.0)
    assert of(measure().of_both(0.53, 0.8), "shift_left").grade == 0
    assert of(measure().of_both(nan, 0.8), "sway").grade == pytest.approx(0.5)
    assert {one.fault for one in measure(moving=True).of_both(nan, 2.0)} == set()


def test_tones_begin_at_the_edge() -> None:
    (one,) = [g for g in measure().of_foot("right", (0.60, 0.22 - EDGE - 0.01, 0.21)) if g.grade > 0]
    assert tone_depths(Now(working=True, feedback=True, graded=(one,))) == {("right", "mt1"): pytest.approx(0.01)}


@pytest.mark.parametrize(("pm", "sees"), [(0.0, True), (0.11, True), (0.26, False)])
def test_a_foot_of_which_no_light_toe_base_could_be_told_is_not_seen(pm: float, sees: bool) -> None:
    of = Measure(STANCE_FAULTS, reference(BOTH, {}, None, None), moving=False, unsure={"left": (pm, pm, pm)})
    assert of.sees_toe_bases("left") is sees
    assert of.sees_toe_bases("right"), "each foot by itself"
