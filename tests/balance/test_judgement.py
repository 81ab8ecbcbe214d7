"""Four answers: good must be earned, off must be sure, and between them nobody can tell."""

from dataclasses import replace
from math import isfinite, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripod.balance.foot_states import FootState
from tripod.balance.geometry import Feet
from tripod.balance.judgement import Answer, Judgement, Seen, Settled, Why, judge
from tripod.balance.judgement_words import body, judgement_file, said, title, why
from tripod.balance.pose import drawn_pose, lined_pose
from tripod.boards import POINTS, load_board
from tripod.boards.stance_faults import ALERT, CONVENTION, Band, Fault
from tripod.force.plausibility import Cause, Implausible

PADS = load_board("pads")
GOOD = (0.55, 0.27, 0.18)
CLAIMS = PADS.claims.faults


def foot(share=GOOD, pm=(0.02, 0.02, 0.02), *, loaded=True, status=(0, 0, 0), vague=False) -> FootState:
    return FootState(
        loaded, 380.0, share, share, pm, (0.0, 95.0), None, (False, False, False), vague, status, (None, None, None)
    )


def of(left=GOOD, right=GOOD, pm=(0.02, 0.02, 0.02), **more) -> Judgement:
    return judge(Seen({"left": foot(left, pm), "right": foot(right, pm)}, CLAIMS, left_fraction=0.5, **more))


def test_all_three_points_in_their_bands_are_good() -> None:
    assert of().answer is Answer.GOOD


def test_good_says_whether_anybody_found_out_what_the_cells_give() -> None:
    assert body(of(), PADS).startswith("All three points carry.")
    assert "nobody calibrated this board" in body(of(gains_checked=False), PADS)


def test_a_load_that_lies_there_is_nobody_who_stands() -> None:
    found = of(lies=(1,))
    assert (found.answer, found.why) == (Answer.CANNOT_TELL, Why.LIES)
    assert "base of the left big toe reads a load" in said(found, PADS)
    assert judgement_file(found, PADS).cell == "left_mt1"


@pytest.mark.parametrize(
    ("share", "fault"),
    [
        ((0.55, 0.09, 0.36), Fault.MT1_LIGHT),
        ((0.55, 0.40, 0.05), Fault.MT5_LIGHT),
        ((0.30, 0.40, 0.30), Fault.HEEL_LIGHT),
        ((0.85, 0.10, 0.05), Fault.HEEL_HEAVY),
    ],
)
def test_a_fault_is_off(share: tuple[float, ...], fault: Fault) -> None:
    found = of(right=share)
    assert (found.answer, found.advice.fault, found.foot) == (Answer.OFF, fault, "right")


def test_outside_the_band_for_sure_is_off_without_being_a_fault() -> None:
    found = of(left=(0.48, 0.36, 0.16))
    assert (found.answer, found.advice, found.about.point) == (Answer.OFF, None, "mt1")


def test_what_lies_outside_only_within_its_uncertainty_cannot_be_told() -> None:
    """60 ± 2 of a band of 50 to 60, and what rounds to 60 on a board that is surer than that."""
    for share, pm in (((0.61, 0.23, 0.16), 0.02), ((0.604, 0.23, 0.166), 0.003)):
        found = of(left=share, pm=(pm, pm, pm))
        assert (found.answer, found.why, found.about.point) == (Answer.CANNOT_TELL, Why.UNSURE, "heel")


def test_a_little_toe_of_6_and_a_big_toe_of_40_get_no_all_clear() -> None:
    """A plate that knows them to 9 and 8.5 points."""
    found = of(left=(0.54, 0.40, 0.06), pm=(0.04, 0.085, 0.09))
    assert (found.answer, found.why) == (Answer.CANNOT_TELL, Why.UNSURE)


def test_weight_on_one_side_is_off_where_the_board_may_say_so() -> None:
    feet = {"left": foot(), "right": foot()}
    assert judge(Seen(feet, CLAIMS, left_fraction=0.76)).advice.fault is Fault.SHIFT_LEFT
    assert judge(Seen(feet, CLAIMS, left_fraction=0.3)).advice.fault is Fault.SHIFT_RIGHT
    insole = load_board("insole").claims.faults
    assert judge(Seen(feet, insole, left_fraction=0.76)).answer is Answer.GOOD


def test_why_it_cannot_be_told() -> None:
    nobody = {"left": foot((nan,) * 3, loaded=False), "right": foot((nan,) * 3, loaded=False)}
    assert judge(Seen(nobody, CLAIMS)).why is Why.NOBODY
    assert of(checked=False).why is Why.JUST_BEGUN
    assert of(warming_up=True).why is Why.WARMING_UP
    assert judge(Seen({"left": foot(vague=True)}, CLAIMS)).why is Why.TOO_LITTLE_LOAD
    assert judge(Seen({"left": foot(status=(0, 4, 0))}, CLAIMS)).why is Why.NO_READING
    assert judge(Seen({"left": foot()}, ("heel_light",))).why is Why.NOT_CLAIMED
    assert of(moving=True).answer is Answer.MOVING


def test_ones_own_bands_stand_for_the_conventions() -> None:
    own = {"heel": Band(0.33, 0.43), "mt1": Band(0.35, 0.45), "mt5": Band(0.17, 0.27)}
    feet = {f: foot((0.38, 0.40, 0.22)) for f in ("left", "right")}
    assert judge(Seen(feet, CLAIMS, left_fraction=0.5)).answer is Answer.OFF
    assert judge(Seen(feet, CLAIMS, left_fraction=0.5, bands=dict.fromkeys(feet, own))).answer is Answer.GOOD


def test_what_no_foot_on_its_place_can_give_is_not_judged() -> None:
    assert of(left=(1.19, 0.66, -0.86)).why is Why.BEYOND_CELLS


def test_nearly_too_far_to_one_side_is_too_close_to_call() -> None:
    feet = {"left": foot(), "right": foot()}
    assert judge(Seen(feet, CLAIMS, left_fraction=0.615)).why is Why.NEARLY_SHIFTED


def test_too_little_load_is_not_said_where_the_zero_is_the_reason() -> None:
    feet = {"left": foot(vague=True)}
    assert judge(Seen(feet, CLAIMS, zero_known=False)).why is Why.NOT_ZEROED


def test_a_wrong_wire_leaves_the_other_foot_judged() -> None:
    wire = Implausible(Cause.BACKWARDS, 3, "right", value=-90.0)
    seen = Seen({"left": foot(), "right": foot((nan,) * 3, loaded=False)}, CLAIMS, (wire,))
    found = judge(seen)
    assert (found.why, found.foot, found.other_foot) == (Why.WIRE, "right", "left")
    assert found.other.answer is Answer.GOOD
    everywhere = judge(replace(seen, implausible=(Implausible(Cause.DISTURBED, None, ""),)))
    assert (everywhere.why, everywhere.other) == (Why.WIRE, None)


@given(
    heel=st.floats(0.2, 0.9),
    mt1=st.floats(0.0, 0.6),
    pm=st.floats(0.0, 0.2),
)
def test_good_means_in_every_band_and_no_fault_within_what_the_board_can_tell(
    heel: float, mt1: float, pm: float
) -> None:
    share = (heel, mt1, 1 - heel - mt1)
    if of(left=share, pm=(pm, pm, pm)).answer is Answer.GOOD:
        for s, point in zip(share, POINTS, strict=True):
            assert CONVENTION[point].low <= s <= CONVENTION[point].high
            assert s - pm >= ALERT[point].low
            assert s + pm <= ALERT[point].high


@given(share=st.tuples(st.floats(-0.5, 1.5), st.floats(-0.5, 1.5), st.floats(-0.5, 1.5)), pm=st.floats(0, 0.5))
def test_every_judgement_has_its_words_and_its_json(share: tuple[float, float, float], pm: float) -> None:
    found = of(left=share, pm=(pm, pm, pm))
    for words in (title(found, PADS), body(found, PADS), said(found, PADS)):
        assert words
        assert "{" not in words
    file = judgement_file(found, PADS)
    assert file.answer in ("good", "off", "cannot tell", "moving")
    assert (file.why is None) == (found.answer is not Answer.CANNOT_TELL)
    assert file.share is None or isfinite(file.share)


def test_every_reason_has_its_sentence() -> None:
    for reason in Why:
        found = Judgement(Answer.CANNOT_TELL, why=reason, foot="left")
        if reason is Why.WIRE:
            found = replace(found, implausible=Implausible(Cause.STUCK, 1, "left", value=-1.0))
        assert why(found, PADS)
        assert title(found, PADS)


def test_words_do_not_flicker() -> None:
    settled, good, off = Settled(), of(), of(left=(0.55, 0.05, 0.40))
    assert settled(good, 0.0) is good
    for t_s in (0.1, 0.2, 0.3):
        assert settled(off, t_s) is good
    assert settled(good, 0.4) is good
    for t_s in (0.5, 0.6, 0.7, 0.8):
        assert settled(off, t_s) is good
    assert settled(off, 0.95) is off


def test_who_looks_seldom_is_told_how_it_is_now() -> None:
    settled, good, off = Settled(), of(), of(left=(0.55, 0.05, 0.40))
    assert settled(good, 0.0) is good
    assert settled(off, 5.0) is off


def test_a_fault_says_from_where_on_it_is_told() -> None:
    unsure = judgement_file(of(left=(0.62, 0.36, 0.02), pm=(0.04, 0.05, 0.083)), PADS)
    assert (unsure.fault, unsure.told_from, unsure.told_from_convention) == ("mt5_light", 0.047, 0.08)
    sure = judgement_file(of(left=(0.62, 0.36, 0.02)), PADS)
    assert (sure.told_from, sure.told_from_convention) == (0.08, 0.08)
    assert judgement_file(of(), PADS).told_from is None


@pytest.mark.parametrize("share", [GOOD, (0.55, -0.30, 0.75), (0.20, 0.50, 0.30), (1.40, -0.20, -0.20)])
def test_where_nobody_knows_how_a_foot_stands_its_shares_are_neither_good_nor_a_fault(share: tuple[float, ...]) -> None:
    plate = load_board("plate")
    drawn = {f: drawn_pose(plate, Feet(), f) for f in ("left", "right")}
    told = lined_pose(plate, Feet(), "left", 10.0)
    # However sure the numbers say that they are.
    unknown = {f: replace(foot(share), pose=pose) for f, pose in drawn.items()}
    found = judge(Seen(unknown, plate.claims.faults, left_fraction=0.5))
    assert (found.answer, found.why) == (Answer.CANNOT_TELL, Why.STANCE)
    # What is known of the other foot is said all the same.
    half = unknown | {"left": replace(foot((0.55, 0.09, 0.36)), pose=told)}
    found = judge(Seen(half, plate.claims.faults, left_fraction=0.5))
    assert (found.answer, found.foot) == (Answer.OFF, "left")
    half["left"] = replace(foot(), pose=told)
    found = judge(Seen(half, plate.claims.faults, left_fraction=0.5))
    assert (found.answer, found.why, found.foot) == (Answer.CANNOT_TELL, Why.STANCE, "right")
