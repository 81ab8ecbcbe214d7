"""The one rule of whether two scores differ: what is held against what, and what a few repeats may say."""

from collections.abc import Callable
from dataclasses import replace
from math import isnan, sqrt

import numpy as np
import pytest

from tripod.analysis.own_change import Told
from tripod.analysis.student_t import t_975
from tripod.drills.score.bands import Baseline
from tripod.drills.score.cop_target import PhaseTarget
from tripod.training.alike import Sitting, Tries
from tripod.training.compared import Compared, compared, compared_entry
from tripod.training.compared_words import entry_said, lines
from tripod.training.diary import Diary, Entry, key_of

ID = "ab" * 8
TARGET = PhaseTarget(ID, "cal", "tripod-hold", "2026-10-02", 22.0, 1.0, 8.0, 6)
Make = Callable[..., Entry]


def days(entry: Make, *of: tuple[int, ...]) -> list[Entry]:
    return [
        replace(entry(round(sum(scores) / len(scores)), scores), made=f"2026-10-{n:02}T10:00:00+01:00")
        for n, scores in enumerate(of, 1)
    ]


def test_two_scores_are_too_close_within_what_is_usual_and_own(entry: Make) -> None:
    *before, new = days(entry, (59, 60, 61), (69, 70, 71), (70, 71, 72))
    last = compared_entry(new, Diary(tuple(before))).last
    assert last is not None
    assert (last.value, last.change.told) == (70, Told.TOO_CLOSE)
    # Means of 60 and 70 before: from day to day 50 on one degree of freedom, usually 7 squared on five.
    variance = (50 + 1 / 12 + 5 * 7**2) / 6
    assert last.change.least == pytest.approx(t_975(6) * sqrt(2 * variance))
    *before, new = days(entry, (59, 60, 61), (58, 60, 62), (97, 98, 99))
    assert "Last time 60: better by 38." in entry_said(new, Diary(tuple(before)))
    *before, new = days(entry, (89, 91, 90), (88, 90, 92), (40, 41, 39))
    assert "Last time 90: less by 50." in entry_said(new, Diary(tuple(before)))


def test_equal_scores_make_no_point_a_difference(entry: Make) -> None:
    *before, new = days(entry, *[(100,) * 5] * 12, (97,) * 5)
    of = compared_entry(new, Diary(tuple(before)))
    assert of.last is not None
    assert of.first is not None
    assert (of.last.change.told, of.first.told) == (Told.TOO_CLOSE, Told.TOO_CLOSE)


def test_with_too_few_repeats_no_difference_is_called_and_it_is_said_how_many_tell(entry: Make) -> None:
    *before, new = days(entry, (39, 41), (98, 99))
    of = compared_entry(new, Diary(tuple(before)))
    assert (of.more_tries, of.more_sittings, isnan(of.least)) == (2, 2, True)
    assert entry_said(new, Diary(tuple(before))) == "98. Last time 40: cannot tell yet whether it differs."
    *before, new = days(entry, (39, 41), (98, 99, 100, 97))
    assert "better" in entry_said(new, Diary(tuple(before)))


def test_nothing_is_compared_with_the_first_or_with_what_was_not_scored(entry: Make) -> None:
    assert entry_said(entry(70), Diary()) == "70."
    why = entry(None, reason="a foot left its place")
    assert entry_said(why, Diary((entry(70),))) == "Not scored: a foot left its place."
    assert lines(Compared()) == []


@pytest.mark.parametrize(
    "other",
    [{"level": 2}, {"feedback": False}, {"foot": "left"}, {"board_id": "other"}, {"simulated": True},
     {"drill": "busy-toes"}, {"score": None}, {"calibration": "2026-10-30"}],
)  # fmt: skip
def test_only_what_was_done_alike_is_held_against_each_other(other: dict, entry: Make) -> None:
    new = entry(80, (80, 80, 80, 80))
    unlike = replace(new, **{"score": 10, **other})
    assert compared_entry(new, Diary((unlike,))).last is None
    last = compared_entry(new, Diary((replace(new, score=70), unlike))).last
    assert last is not None
    assert last.value == 70


def test_the_diamond_is_the_try_with_which_the_reference_was_made(entry: Make) -> None:
    *before, new = days(entry, (60,), (68,), (76,), (80,))
    with_base = Diary(tuple(before), {ID: Baseline(ID, "cal", "2026-10-01", {}, {}, {})})
    found = compared_entry(new, with_base)
    assert found.last is not None
    assert found.baseline is not None
    assert (found.last.value, found.baseline.value) == (76, 60)
    # Of reps it is their target that counts.
    of_reps = compared_entry(new, replace(with_base, targets={key_of(ID, "tripod-hold"): TARGET})).baseline
    assert of_reps is not None
    assert of_reps.value == 68
    assert compared_entry(new, Diary(tuple(before))).baseline is None


def test_the_baseline_that_is_also_the_last_is_said_once(entry: Make) -> None:
    *before, new = days(entry, (60, 61, 62), (80, 81, 82))
    base = Baseline(ID, "cal", "2026-10-01", {}, {}, {})
    assert len(lines(compared_entry(new, Diary(tuple(before), {ID: base})))) == 1


def sat(rng: np.random.Generator, mean: float, day_sd: float, own_sd: float, tries: int) -> Sitting:
    """What the program keeps of somebody's day: whole scores of 0 to 100, and their rounded mean."""
    drawn = rng.normal(rng.normal(mean, day_sd), own_sd, tries).round().clip(0, 100)
    return Sitting.of("", float(round(drawn.mean())), Tries(tuple(int(score) for score in drawn)))


@pytest.mark.parametrize("day_sd", [0.0, 8.0])
@pytest.mark.parametrize("sittings", [4, 12])
@pytest.mark.parametrize("mean", [70.0, 94.0])
def test_of_people_who_stay_the_same_few_are_called_changed(day_sd: float, sittings: int, mean: float) -> None:
    rng = np.random.default_rng([int(day_sd), sittings, int(mean)])
    people, called = 600, {"last": 0, "first": 0}
    for _ in range(people):
        own_sd = rng.uniform(2, 8)
        of = compared([sat(rng, mean, day_sd, own_sd, 3) for _ in range(sittings)], speed=False)
        assert of.last is not None
        called["last"] += of.last.change.told in (Told.MORE, Told.LESS)
        called["first"] += of.first is not None and of.first.told in (Told.MORE, Told.LESS)
    assert max(called.values()) / people <= 0.07, called


def test_people_who_improve_by_twice_what_repeats_may_differ_by_are_seen() -> None:
    """Days differ by 4 points and tries by 4: two sittings of three 95 times of 100 by 12.8 at most."""
    rng = np.random.default_rng(5)
    mdc = 1.96 * sqrt(2 * (4**2 + 4**2 / 3))
    for sittings in (5, 8, 12):
        seen = 0
        for _ in range(100):
            before = [sat(rng, 50, 4, 4, 3) for _ in range(sittings - 1)]
            of = compared([*before, sat(rng, 50 + 2 * mdc, 4, 4, 3)], speed=False)
            assert of.first is not None
            seen += of.first.told is Told.MORE
        assert seen >= 80, sittings


def test_a_sway_speed_that_halves_is_less_and_a_tenth_is_not() -> None:
    def of(*speeds: float) -> Compared:
        return compared([Sitting("", mm_s, (mm_s,)) for mm_s in speeds], speed=True)

    steady = (10, 11, 9, 10, 11, 9, 10)
    assert of(*steady, 9.0).first.told is Told.TOO_CLOSE  # type: ignore[union-attr]
    assert of(*steady, 5.0).first.told is Told.LESS  # type: ignore[union-attr]
    assert of(*steady[:4], 5.0).first.told is Told.CANNOT_TELL  # type: ignore[union-attr]
    assert lines(of(*steady, 5.0))[0].startswith("50 % less sway than in your first 3")


def test_repeats_that_differ_by_more_than_scores_can_tell_no_change() -> None:
    wild = compared([Sitting("", 50, (0.0, 100.0)) for _ in range(5)], speed=False)
    assert wild.last is not None
    assert wild.first is not None
    assert {wild.last.change.told, wild.first.told} == {Told.TOO_FAR}
    assert isnan(wild.least)
    assert lines(wild) == [
        "Last time 50: your repeats differ too much to tell.",
        "Your repeats differ too much to tell any change.",
    ]
