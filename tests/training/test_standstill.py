"""The plan says where weeks changed nothing, and says it of nobody whom they changed."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tripod.balance.judgement import Answer
from tripod.boards import load_board
from tripod.drills.format.loader import library
from tripod.drills.score.judged import Judged, Untold
from tripod.sentences.language import in_language
from tripod.training.dates import days_after
from tripod.training.day_now import day_on
from tripod.training.diary import Diary, Entry
from tripod.training.drill_line import foot_line, hinge_line
from tripod.training.profile import Profile
from tripod.training.standstill import Stands, Standstill, standstills
from tripod.training.weeks import weeks_of

DRILLS, _ = library()
LINES = [line.names for line in (foot_line(DRILLS), hinge_line(DRILLS))]
BEGIN, ID = "2026-01-05", "ab" * 8
OFF, GOOD = Judged(Answer.OFF), Judged(Answer.GOOD)


def trained(scores: Sequence[int], weeks: int = 12, drill: str = "tripod-hold", **more: object) -> list[Entry]:
    """Three days a week of one drill; scores come round again and again."""
    days = [7 * week + d for week in range(weeks) for d in (0, 2, 4)]
    made = [Entry("", drill, "pads", ID, s, (s,), {}, day=n + 1) for n, s in enumerate(scores * len(days))]
    of = [
        replace(e, made=f"{days_after(BEGIN, day)}T18:00:00", judged=GOOD if (e.score or 0) >= 85 else OFF)
        for e, day in zip(made, days, strict=False)
    ]
    return [replace(e, **more) for e in of]  # type: ignore[arg-type]


def found(entries: Sequence[Entry], after_days: int = 84) -> tuple[Standstill, ...]:
    return standstills(entries, LINES, DRILLS, f"{days_after(BEGIN, after_days)}T18:00:00")


def test_twelve_weeks_in_which_nothing_moved_are_said_with_what_was_tried_and_what_to_do() -> None:
    (still,) = found(trained([55, 62, 58]))
    assert (still.kind, still.weeks, still.tried) == (Stands.NOTHING_MOVED, 12, ("tripod-hold",))
    (of,) = still.unmoved
    assert (of.drill, of.sittings, round(of.before), round(of.now)) == ("tripod-hold", 36, 58, 58)
    said = still.said(DRILLS)
    assert "In 12 weeks no score rose" in said
    assert "Tripod hold, 36 times: 58 at first, 58 lately" in said
    assert "Show somebody" in said
    assert "another board" in said
    assert DRILLS[still.another].title in said
    assert not DRILLS[still.another].has_bar


@pytest.mark.parametrize("weeks", [4, 8, 10])
def test_nothing_is_said_before_twelve_weeks(weeks: int) -> None:
    assert found(trained([55, 62, 58], weeks), 7 * weeks) == ()


def test_what_is_done_well_need_not_move() -> None:
    assert found(trained([96, 92, 94])) == ()


def test_a_level_that_was_reached_is_a_change() -> None:
    entries = trained([70])
    later = [replace(e, level=1, score=92, judged=GOOD) if n >= 33 else e for n, e in enumerate(entries)]
    assert found(later) == ()
    assert found([replace(e, level=1) if n >= 30 else e for n, e in enumerate(entries)]), "not reached by doing it well"


@settings(max_examples=30, deadline=None)
@given(st.integers(10, 40), st.integers(35, 55), st.lists(st.integers(-4, 4), min_size=36, max_size=36))
def test_nobody_who_got_better_is_told_that_nothing_moved(first: int, more: int, noise: list[int]) -> None:
    scores = [max(0, min(100, first + more * n // 35 + noise[n])) for n in range(36)]
    assert Stands.NOTHING_MOVED not in [of.kind for of in found(trained(scores))]


@settings(max_examples=30, deadline=None)
@given(st.integers(20, 80), st.lists(st.integers(-3, 3), min_size=36, max_size=36))
def test_whoever_stays_the_same_is_told(score: int, noise: list[int]) -> None:
    noise = [*noise[:3], 0, 0, 0, *noise[6:33], *noise[:3]]
    assert [of.kind for of in found(trained([score + by for by in noise]))] == [Stands.NOTHING_MOVED]


def with_fault(times: Callable[[int], int], weeks: int = 4, **more: object) -> list[Entry]:
    entries = trained([60], weeks)
    return [
        replace(e, faults={"mt1_light": t} if t else {}, unmended={"mt1_light": t} if t else {}, **more)  # type: ignore[arg-type]
        for n, e in enumerate(entries)
        for t in [times(n)]
    ]


def test_four_weeks_of_a_fault_that_no_word_mends_are_said() -> None:
    work = replace(trained([60], 1, "hero-pose")[0], score=None, scores=(), judged=None, against="mt1_light")
    entries = with_fault(lambda n: 3)
    (still,) = found([*entries[:6], replace(work, made=entries[5].made), *entries[6:]], 28)
    assert (still.kind, still.fault, still.of_first, still.of_last) == (Stands.FAULT_STAYS, "mt1_light", (6, 6), (6, 6))
    assert (still.spoken, still.rounds, set(still.tried)) == (36, 1, {"tripod-hold", "hero-pose"})
    assert "rolling outward, in 6 of 6 tries at first and in 6 of 6 lately" in still.said(DRILLS)
    assert "Show somebody" in still.said(DRILLS)


@pytest.mark.parametrize(
    "times",
    [lambda n: 8 - n if n < 8 else 0, lambda n: 3 * (n < 5), lambda n: 3 * (n > 8), lambda n: 6 if n < 6 else 1],
    ids=["fades", "gone", "new", "much less often"],
)
def test_a_fault_that_gets_less_or_is_new_does_not_stay(times: Callable[[int], int]) -> None:
    assert Stands.FAULT_STAYS not in [of.kind for of in found(with_fault(times), 28)]


def test_a_fault_that_nobody_spoke_to_is_none_that_no_word_mends() -> None:
    silent = [replace(e, unmended={}) for e in with_fault(lambda n: 3)]
    assert found(silent, 28) == ()


def test_what_somebody_sees_for_four_weeks_is_said() -> None:
    entries = trained([95], 4, "paced-hinge", answers={"back_rounded": True}, judged=OFF)
    (still,) = found(entries, 28)
    assert (still.kind, still.fault) == (Stands.SEEN_STAYS, "back_rounded")
    assert "as somebody saw: a low back that rounds" in still.said(DRILLS)
    better = [*entries[:6], *(replace(e, answers={"back_rounded": False}, judged=GOOD) for e in entries[6:])]
    assert found(better, 28) == ()


def test_four_weeks_on_a_board_that_cannot_tell_are_said() -> None:
    blind = Judged(Answer.CANNOT_TELL, Untold.NOT_SEEN, ("mt1",))
    (still,) = found(trained([95], 4, judged=blind), 28)
    assert still.kind is Stands.NOTHING_TOLD
    assert "nobody can tell whether anything changed" in still.said(DRILLS)


def test_plan_and_today_say_it_alike_and_the_days_ahead_do_not() -> None:
    diary = Diary(tuple(trained([55, 62, 58])))
    now = f"{days_after(BEGIN, 84)}T18:00:00"
    weeks = weeks_of(diary, DRILLS, Profile(), now)
    day = day_on(diary, DRILLS, load_board("pads"), ID, Profile(), now)
    (still,) = day.standstills
    assert still.said(DRILLS) in day.lines()
    assert still.said(DRILLS) in weeks.lines()
    assert day.to_dict()["standstills"] == weeks.now.to_dict()["standstills"]
    assert all(one.standstills == () for one in weeks.ahead)


def test_in_german_it_is_whole_sentences() -> None:
    with in_language("de"):
        for still in (*found(trained([55, 62, 58])), *found(with_fault(lambda n: 3), 28)):
            assert "Zeig jemandem" in still.said(DRILLS)
