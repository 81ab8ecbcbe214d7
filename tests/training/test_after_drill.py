"""What a score stands beside, the one next thing, and what makes no target."""

from collections.abc import Callable
from dataclasses import replace

from tripod.drills.format.loader import library
from tripod.drills.score.cop_target import PhaseTarget
from tripod.drills.score.rep import RepResult
from tripod.drills.seen.fault_watch import FaultEvent
from tripod.drills.seen.reps import Rep
from tripod.training.after_drill import after_drill
from tripod.training.diary import Diary, Entry, Owed, key_of, with_target
from tripod.training.next_thing import next_thing
from tripod.training.target_offer import faulty_reps, why_no_target

DRILLS, _ = library()
ID = "ab" * 8
HOLD = DRILLS["tripod-hold"]
TARGET = PhaseTarget(ID, "cal", "tripod-hold", "2026-10-02", 22.0, 1.0, 8.0, 6)


def test_the_next_thing_is_the_same_once_more_until_it_leads_on(entry: Callable[..., Entry]) -> None:
    first = entry(60)
    found = next_thing(HOLD, first, Diary((first,)), DRILLS)
    assert (found.drill, found.foot) == ("tripod-hold", "both")
    assert "two scores of 85" in found.why
    done = [entry(90, level=1), entry(92, level=1)]
    found = next_thing(HOLD, done[-1], Diary((entry(90), entry(90), *done)), DRILLS)
    assert (found.drill, found.title) == ("busy-toes", DRILLS["busy-toes"].title)
    assert "90 and 92" in found.why
    assert next_thing(HOLD, None, Diary(), DRILLS).drill == "tripod-hold"


def test_work_that_is_owed_goes_first_and_then_the_drill_that_shows_whether_it_helped(
    entry: Callable[..., Entry],
) -> None:
    new = entry(95)
    owed = Owed("tripod-hold", 3, "hero-pose", ID, new.simulated)
    found = next_thing(HOLD, new, Diary((new,), owed={"mt1_light": owed}), DRILLS)
    assert (found.drill, found.title) == ("hero-pose", DRILLS["hero-pose"].title)
    worked = replace(owed, worked=True)
    found = next_thing(DRILLS["hero-pose"], new, Diary((new,), owed={"mt1_light": worked}), DRILLS)
    assert found.drill == "tripod-hold"
    assert "whether the work helped" in found.why
    other = replace(owed, board_id="other")
    assert next_thing(HOLD, new, Diary((new,), owed={"mt1_light": other}), DRILLS).drill == "tripod-hold"


def test_after_one_leg_comes_the_other_and_then_the_line(entry: Callable[..., Entry]) -> None:
    one = DRILLS["one-leg-hold"]
    left = replace(entry(60), drill=one.name, foot="left")
    found = next_thing(one, left, Diary((left,)), DRILLS)
    assert (found.drill, found.foot) == (one.name, "right")
    right = replace(left, foot="right")
    found = next_thing(one, right, Diary((left, right)), DRILLS)
    assert (found.drill, found.foot) == (one.name, "right")


def test_after_a_day_nothing_is_left_but_what_is_owed(entry: Callable[..., Entry]) -> None:
    from tripod.drills.format.section import Section

    day = replace(HOLD, name="today", sections=(Section(0, "today"),))
    new = replace(entry(80), drill="today")
    after = after_drill(day, Diary(), Diary((new,)), DRILLS)
    assert after.next is None
    assert after.beside.last is None
    owed = Owed("tripod-hold", 3, "hero-pose", ID, new.simulated)
    assert next_thing(day, new, Diary((new,), owed={"mt1_light": owed}), DRILLS).drill == "hero-pose"


def rep(number: int) -> RepResult:
    at = 10.0 * number
    return RepResult(Rep(at, at + 3, at + 4, at + 6, at + 8, 20.0), {}, 90, "", {}, {})


def test_reps_with_faults_make_no_target_and_it_is_said_which() -> None:
    reps = [rep(1), rep(2), rep(3)]
    faults = [
        FaultEvent("mt1_light", "right", 21.0, 2.0, 0.1, "bottom", "over"),
        FaultEvent("mt5_light", "left", 18.5, 1.0, 0.1, "lockout", "over"),
        FaultEvent("heel_heavy", "right", 36.0, 6.0, 0.1, "lockout", "over"),
    ]
    assert faulty_reps(reps, faults) == [2, 3]
    assert "reps 2, 3 had faults" in why_no_target(reps, faults, {})
    assert "rep 2 had a fault" in why_no_target(reps, faults[:2], {})
    assert why_no_target(reps, faults[1:2], {}) == ""
    assert why_no_target(reps, [], {"broomstick_kept": True, "back_rounded": False}) == ""
    assert "somebody saw" in why_no_target(reps, [], {"back_rounded": True})


def test_a_target_is_put_back_or_taken_out() -> None:
    key = key_of(ID, "tripod-hold")
    diary = with_target(Diary(), key, TARGET)
    assert diary.targets == {key: TARGET}
    assert with_target(with_target(diary, "other", TARGET), key, None).targets == {"other": TARGET}
