"""What a coach's list says of each person, from diaries as they are kept."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tripod.balance.judgement import Answer
from tripod.boards.names import fault_at
from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import library
from tripod.drills.score.judged import Judged, Untold
from tripod.storage.places import diary_path
from tripod.storage.settings import own_drills
from tripod.training.diary import Diary, Entry, Owed, write_diary
from tripod.training.overview import Found, Worst, next_for, overview, overviews
from tripod.training.people import add
from tripod.training.profile import Profile
from tripod.training.weeks import weeks_of

TODAY = "2026-11-29"


@pytest.fixture(scope="module")
def drills() -> dict[str, Drill]:
    return library(own_drills())[0]


@pytest.fixture
def day(entry: Callable[..., Entry]) -> Callable[..., Entry]:
    def make(date: str, score: int | None, faults: dict[str, int] | None = None, worst: str = "", **more) -> Entry:
        made = replace(entry(score, **more), made=f"{date}T10:00:00+01:00", worst=worst)
        return replace(made, faults=faults or {})

    return make


def test_of_who_did_nothing_yet(drills: dict[str, Drill]) -> None:
    add("P-07")
    one = overview("P-07", drills, TODAY)
    assert (one.last, one.this_week, one.worst) == ("", 0, Worst(Found.NOTHING_YET))
    assert one.next
    assert one.next.drill == "quiet-stance", "the plan begins with where one stands"
    assert one.worst.words() == "nothing yet"


def test_the_last_day_says_what_was_worst(drills: dict[str, Drill], day: Callable[..., Entry]) -> None:
    entries = (
        day("2026-11-10", 60, {"heel_heavy": 9}, "left heel"),
        day("2026-11-29", 70, {"mt1_light": 2, "sway": 1}, "right mt1"),
        day("2026-11-29", 75, {"mt1_light": 1}, "right mt1"),
        day("2026-11-29", None),
    )
    write_diary(diary_path("P-07"), Diary(entries))
    one = overview("P-07", drills, TODAY)
    assert (one.last, one.this_week) == ("2026-11-29", 3)
    assert one.worst == Worst(Found.FAULT, "mt1_light", "mt1", "right")
    assert one.worst.words() == "rolling outward, right foot"
    assert one.to_dict()["worst"]["said"] == "rolling outward, right foot"


def test_what_somebody_saw_comes_before_what_the_feet_did(drills: dict[str, Drill], day: Callable[..., Entry]) -> None:
    rounded = replace(day("2026-11-29", 98), answers={"back_rounded": True})
    write_diary(diary_path("P-07"), Diary((rounded, day("2026-11-29", 70, {"mt1_light": 2}, "right mt1"))))
    one = overview("P-07", drills, TODAY).worst
    assert (one, one.words()) == (Worst(Found.SEEN, "back_rounded"), "a low back that rounds")
    kept = replace(rounded, answers={"back_rounded": False})
    write_diary(diary_path("P-07"), Diary((kept,)))
    assert overview("P-07", drills, TODAY).worst.found is Found.NO_FAULT


@pytest.mark.parametrize(
    ("fault", "worst", "sides", "foot"),
    [
        ("mt1_light", "right mt1", {}, "right"),
        ("mt1_light", "", {"right": 3}, "right"),
        ("contact_lost", "right heel", {"left": 1}, "left"),
        ("mt1_light", "", {"left": 2, "right": 3}, ""),
        ("mt1_light", "left mt1", {"left": 2, "right": 3}, "left"),
        ("shift_left", "right mt1", {"right": 1}, ""),
        ("mt1_light", "right heel", {}, ""),
    ],
)
def test_a_fault_of_a_hold_and_of_a_hinge_has_the_same_words(
    day: Callable[..., Entry], fault: str, worst: str, sides: dict[str, int], foot: str
) -> None:
    """Only a hold has a worst point; a hinge has its faults by foot."""
    found = replace(day("2026-11-10", 60, {fault: 3}, worst), sides=sides).foot_of(fault)
    assert found == foot
    assert fault_at("mt1_light", found) == ("rolling outward" + (f", {foot} foot" if foot else ""))


@pytest.mark.parametrize(
    ("score", "faults", "worst", "found", "words"),
    [
        (92, {}, "left heel", Found.NO_FAULT, "no fault told"),
        (None, {}, "", Found.CANNOT_TELL, "cannot tell"),
        (60, {"sway": 3}, "left heel", Found.FAULT, None),
        (60, {"mt1_light": 3}, "left heel", Found.FAULT, None),
        (60, {"mt5_light": 1}, "left mt5", Found.FAULT, "rolling inward, left foot"),
        (60, {"heel_light": 0}, "left heel", Found.NO_FAULT, "no fault told"),
    ],
)
def test_each_answer(
    drills: dict[str, Drill],
    day: Callable[..., Entry],
    score: int | None,
    faults: dict[str, int],
    worst: str,
    found: Found,
    words: str | None,
) -> None:
    write_diary(diary_path("P-07"), Diary((day("2026-11-29", score, faults, worst),)))
    one = overview("P-07", drills, TODAY)
    assert one.worst.found is found
    assert one.worst.words() == words if words else "left" not in one.worst.words(), "the diary does not tell the foot"


def test_what_virtual_pupils_did_is_nobodys(drills: dict[str, Drill], day: Callable[..., Entry]) -> None:
    real, virtual = day("2026-11-20", 92), replace(day("2026-11-29", 20, {"mt1_light": 5}, "left mt1"), simulated=True)
    write_diary(diary_path("P-07"), Diary((virtual,)))
    assert overview("P-07", drills, TODAY).worst.found is Found.ON_THE_VIRTUAL_BOARD_ONLY
    only = overview("P-07", drills, TODAY).next
    assert only
    plan = weeks_of(Diary((virtual,)), drills, Profile(), TODAY)
    assert (only.drill, only.words()) == (plan.now.done[0].drill, f"{only.title} (virtual board)")
    write_diary(diary_path("P-07"), Diary((real, virtual)))
    one = overview("P-07", drills, TODAY)
    assert one.next
    assert one.next.words() == one.next.title
    assert (one.last, one.this_week, one.worst.found) == ("2026-11-20", 0, Found.NO_FAULT)


def test_no_fault_is_said_only_where_one_of_each_point_could_have_been_told(
    drills: dict[str, Drill], day: Callable[..., Entry]
) -> None:
    vague = Judged(Answer.CANNOT_TELL, Untold.TOO_VAGUE, ("mt5",), 0.2)
    add("P-07")
    for faults, found in (({}, Found.CANNOT_TELL), ({"mt1_light": 1}, Found.FAULT)):
        write_diary(diary_path("P-07"), Diary((day("2026-11-29", 100, faults, judged=vague),)))
        assert overview("P-07", drills, TODAY).worst.found is found


def test_what_is_owed_comes_next(drills: dict[str, Drill], day: Callable[..., Entry]) -> None:
    owed = Owed("tripod-hold", 3, "hero-pose", "ab" * 8, False)
    diary = Diary((day("2026-11-29", 60, {"mt1_light": 3}),), owed={"mt1_light": owed})
    names = [
        next_for(replace(diary, owed={"mt1_light": one}), drills, TODAY) for one in (owed, replace(owed, worked=True))
    ]
    assert [one.drill for one in names if one] == ["hero-pose", "tripod-hold"]
    of_a_pupil = next_for(replace(diary, owed={"mt1_light": replace(owed, simulated=True)}), drills, TODAY)
    assert of_a_pupil
    assert of_a_pupil.drill != "hero-pose"


def test_a_board_that_is_not_known_any_more_leaves_it_open(drills: dict[str, Drill], day: Callable[..., Entry]) -> None:
    assert next_for(Diary((replace(day("2026-11-29", 60), board="mine"),)), drills, TODAY) is None


def test_a_damaged_diary_costs_one_row(drills: dict[str, Drill], day: Callable[..., Entry]) -> None:
    add("P-07")
    add("P-08")
    diary_path("P-07").write_text("damaged")
    write_diary(diary_path("P-08"), Diary((day("2026-11-29", 92),)))
    damaged, sound = overviews(drills, TODAY)
    assert (damaged.code, damaged.worst.found, damaged.last) == ("P-07", Found.CANNOT_TELL, "")
    assert "Move" in damaged.damaged
    assert (sound.code, sound.damaged, sound.last) == ("P-08", "", "2026-11-29")
