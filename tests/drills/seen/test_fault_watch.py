"""Faults: written formulas with hysteresis, a minimum time and precedence."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tripod.boards import STANCE_FAULTS, load_board
from tripod.drills.score.bands import make_baseline, reference
from tripod.drills.seen.fault_watch import SWAY_SPAN_S, FaultEvent, FaultWatch, Places, rms_distance
from tripod.drills.seen.look import Look
from tripod.drills.seen.measure import own_floors

BOTH = ("left", "right")
EVEN = (0.55, 0.27, 0.18)


def watch(board: str = "pads", *, moving: bool = False, **more) -> FaultWatch:
    faults = load_board(board).claims.faults
    return FaultWatch(faults, BOTH, reference(BOTH, {}, None, None), moving=moving, **more)


def feed(of: FaultWatch, look: Callable[..., Look], seconds: float, start_s: float = 0.0, **what) -> list[FaultEvent]:
    return [e for t in np.arange(start_s, start_s + seconds, 0.0125).tolist() for e in of(look(t, **what))]


@pytest.mark.parametrize(
    ("share", "fault"),
    [
        ((0.66, 0.09, 0.25), "mt1_light"),
        ((0.66, 0.28, 0.06), "mt5_light"),
        ((0.35, 0.40, 0.25), "heel_light"),
        ((0.80, 0.12, 0.08), "heel_heavy"),
        ((0.95, 0.04, 0.01), "heel_heavy"),
        ((0.70, 0.004, 0.296), "contact_lost"),
    ],
)
def test_each_fault_of_a_foot(look: Callable[..., Look], share: tuple[float, ...], fault: str) -> None:
    of = watch()
    began = feed(of, look, 2.0, right=share)
    assert [(e.fault, e.foot, e.over) for e in began] == [(fault, "right", False)]
    ended = feed(of, look, 1.0, start_s=2.0)
    assert [(e.fault, e.over) for e in ended] == [(fault, True)]
    assert ended[0].onset_s == pytest.approx(0.0)
    assert ended[0].duration_s == pytest.approx(2.0, abs=0.03)


def test_a_blink_is_no_fault_and_a_blink_of_good_does_not_end_one(look: Callable[..., Look]) -> None:
    of, light = watch(), (0.66, 0.09, 0.25)
    assert feed(of, look, 0.3, left=light) == []
    assert feed(of, look, 1.0, start_s=0.3) == []
    assert len(feed(of, look, 1.0, start_s=1.3, left=light)) == 1
    assert feed(of, look, 0.2, start_s=2.3) == []
    assert feed(of, look, 1.0, start_s=2.5, left=light) == []


@pytest.mark.parametrize(("away_s", "faults"), [(0.0, ["shift_right"]), (1.5, [])])
def test_a_foot_that_stepped_aside_is_not_timed_while_nobody_saw_it(
    look: Callable[..., Look], away_s: float, faults: list[str]
) -> None:
    of, uneven = watch(), {"load": (200.0, 500.0)}
    assert feed(of, look, 0.3, **uneven) == []
    assert [e.fault for e in feed(of, look, 0.3, start_s=0.3 + away_s, **uneven)] == faults


def test_hysteresis_keeps_a_fault_at_its_edge(look: Callable[..., Look]) -> None:
    of = watch()
    assert len(feed(of, look, 1.0, left=(0.66, 0.115, 0.225))) == 1
    assert feed(of, look, 2.0, start_s=1.0, left=(0.65, 0.13, 0.22)) == []
    assert len(feed(of, look, 1.0, start_s=3.0, left=(0.63, 0.15, 0.22))) == 1


def test_a_board_that_is_less_sure_stays_silent_longer(look: Callable[..., Look]) -> None:
    light = (0.66, 0.09, 0.25)
    assert len(feed(watch(), look, 1.0, left=light)) == 1
    unsure = dict.fromkeys(BOTH, (0.2, 0.2, 0.2))
    assert feed(watch(unsure=unsure), look, 1.0, left=light) == []


def test_shift_and_sway_are_of_both(look: Callable[..., Look]) -> None:
    shifted = feed(watch("plate"), look, 2.0, load=(500.0, 240.0))
    assert [(e.fault, e.foot) for e in shifted] == [("shift_left", "")]
    of = watch("plate", quiet_mm=4.0)
    swaying = []
    for t in np.arange(0, 8, 0.0125).tolist():
        swaying += of(look(t, cop=(20 * np.sin(4 * t), 100 + 15 * np.cos(4 * t))))
    assert [(e.fault, e.over) for e in swaying] == [("sway", False)]


def test_a_board_claims_no_more_than_its_file_says(look: Callable[..., Look]) -> None:
    assert feed(watch("insole"), look, 2.0, load=(500.0, 240.0)) == []
    assert feed(watch("plate"), look, 2.0, right=(0.70, 0.004, 0.296))[0].fault == "mt1_light"


def test_in_a_hinge_the_heel_may_grow_heavier(look: Callable[..., Look]) -> None:
    assert feed(watch(moving=True), look, 2.0, left=(0.80, 0.12, 0.08), right=(0.80, 0.12, 0.08)) == []
    rolled = feed(watch(moving=True), look, 2.0, right=(0.80, 0.03, 0.17))
    assert [e.fault for e in rolled] == ["mt1_light"]
    too_far = feed(watch(moving=True), look, 2.0, right=(0.92, 0.05, 0.03))
    assert [e.fault for e in too_far] == ["heel_heavy"]


def test_a_baseline_moves_the_bands(look: Callable[..., Look]) -> None:
    mine = [dict.fromkeys(BOTH, (0.70, 0.15, 0.15))] * 3
    baseline = make_baseline(mine, "ab" * 8, "user", "2026-11-25")
    assert baseline
    held = reference(BOTH, {}, baseline, None)
    assert held.source == "baseline"
    of = FaultWatch(STANCE_FAULTS, BOTH, held, moving=False)
    assert feed(of, look, 2.0, left=(0.71, 0.14, 0.15), right=(0.71, 0.14, 0.15)) == []


def test_two_holds_make_no_baseline() -> None:
    assert make_baseline([{"left": EVEN}] * 2, "ab" * 8, "user", "2026-11-25") is None


@settings(max_examples=60, deadline=None)
@given(
    shares=st.lists(st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.05, 3.0)), min_size=1, max_size=12)
)
def test_never_two_faults_of_one_foot_and_each_that_began_ends_once(shares: list[tuple[float, float, float]]) -> None:
    of, t, open_faults = watch(), 0.0, set()
    for heel, part, seconds in shares:
        fore = 1 - heel
        share = (heel, fore * part, fore * (1 - part))
        for _ in range(int(seconds / 0.05)):
            t += 0.05
            for e in of(Look(t, 740.0, (370.0, 370.0), (share, EVEN), (0.0, 100.0))):
                key = e.fault, e.foot
                assert (key in open_faults) is e.over
                open_faults ^= {key}
                if e.over:
                    assert e.duration_s >= 0
            assert len({f for f, foot in open_faults if foot == "left"}) <= 1
    for e in of.stop(t):
        open_faults ^= {(e.fault, e.foot)}
    assert open_faults == set()


@pytest.mark.parametrize(
    ("share", "faults"),
    [
        ((0.62, 0.375, 0.005), ["mt5_light"]),
        ((0.70, 0.005, 0.295), ["mt1_light"]),
        ((0.94, 0.055, 0.005), ["heel_heavy"]),
        ((0.79, 0.205, 0.005), ["contact_lost"]),
    ],
    ids=["inward", "outward", "back", "neither"],
)
def test_in_a_hinge_a_lost_toe_base_has_the_name_of_what_lost_it(
    look: Callable[..., Look], share: tuple[float, ...], faults: list[str]
) -> None:
    assert [e.fault for e in feed(watch(moving=True), look, 2.0, right=share)] == faults
    assert "contact_lost" in [e.fault for e in feed(watch(), look, 2.0, right=(0.62, 0.375, 0.005))]


def test_a_contact_that_is_lost_on_the_way_down_is_no_fault(look: Callable[..., Look]) -> None:
    assert feed(watch(moving=True), look, 0.5, right=(0.79, 0.205, 0.005)) == []


def test_floors_follow_the_persons_own_bands() -> None:
    floors = {"heel": 0.3, "mt1": 0.1, "mt5": 0.06}
    assert own_floors(reference(BOTH, {}, None, None), "left", floors) == floors
    usual, own = (0.55, 0.27, 0.18), (0.55, 0.135, 0.315)
    baseline = make_baseline([dict.fromkeys(BOTH, own)] * 3, "ab", "c", "2026-11-01")
    lower = own_floors(reference(BOTH, {}, baseline, None), "left", floors)
    assert lower == pytest.approx({"heel": 0.3, "mt1": 0.05, "mt5": 0.06})
    begun = own_floors(reference(BOTH, {}, None, dict.fromkeys(BOTH, usual)), "left", floors)
    assert begun == pytest.approx({point: floor / 1.4 for point, floor in floors.items()})


@pytest.mark.parametrize("start_s", [0.0, 1000.0])
def test_sway_is_told_only_once_enough_of_it_was_seen(look: Callable[..., Look], start_s: float) -> None:
    of, began = watch("plate", quiet_mm=4.0), []
    for t in np.arange(0, 6, 0.0125).tolist():
        began += [(e.fault, t) for e in of(look(start_s + t, cop=(20 * np.sin(4 * t), 100 + 15 * np.cos(4 * t))))]
    (sway,) = [t for fault, t in began if fault == "sway"]
    assert sway >= 0.8 * SWAY_SPAN_S


def test_the_sway_of_the_last_seconds_is_that_of_these_places() -> None:
    rng, kept, last = np.random.default_rng(3), Places(), list[tuple[float, float, float]]()
    for k in range(2500):
        if k == 1300:
            kept.clear()
            last.clear()
        t_s, (x, y) = 0.01 * k, rng.normal(0, 5, 2).tolist()
        kept.add(t_s, (x, y), SWAY_SPAN_S)
        last = [place for place in [*last, (t_s, x, y)] if place[0] >= t_s - SWAY_SPAN_S]
        assert kept.span_s == last[-1][0] - last[0][0]
        if k % 50 == 49:
            exact = kept.rms_distance()
            assert exact == rms_distance(last)
            assert kept.surely_within(exact + 0.011)
            assert not kept.surely_within(exact + 0.009), "rounding is to have room"
    xy = np.array(last)[:, 1:]
    assert rms_distance(last) == pytest.approx(np.hypot(*xy.std(0)))
