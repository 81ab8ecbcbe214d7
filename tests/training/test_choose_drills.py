"""What a day of the plan is made of, and why."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tripod.balance.judgement import Answer
from tripod.boards import load_board
from tripod.coach.spoken_length import spoken_length_s
from tripod.drills.format.loader import library
from tripod.drills.format.questions import HingePart
from tripod.drills.score.judged import Judged, Untold
from tripod.storage.schemas.diary import PlanFile
from tripod.training.choose_drills import Chosen, Day, Why, day_of
from tripod.training.day_now import day_on
from tripod.training.diary import Diary, Entry, Owed
from tripod.training.plan import Kind
from tripod.training.profile import Profile
from tripod.training.today import TODAY_S, why_said

DRILLS, _ = library()
PADS = load_board("pads")
ID = "ab" * 8
NOW = "2026-04-20T10:00:00"


@pytest.fixture
def did(entry: Callable[..., Entry]) -> Callable[..., Diary]:
    """A diary of training days: `did({"tripod-hold": 90}, {"paced-hinge": 30})`, the first of them assessing."""

    def make(*days: dict[str, Any], assess: int = 1, **more: Any) -> Diary:
        found = []
        for n, day in enumerate(days, 1):
            for drill, what in day.items():
                of = dict(what) if isinstance(what, dict) else {"score": what}
                score, faults = of.pop("score", None), of.pop("faults", {})
                kind = "assess" if n <= assess else ""
                made = entry(score, drill=drill, day=n, **({"kind": kind} | of))
                found.append(replace(made, faults=faults, made=f"2026-04-{n:02d}T10:00:00"))
        return Diary(tuple(found), **more)

    return make


def day(diary: Diary, *, bar: bool = False, now: str = "") -> Day:
    after = f"2026-04-{max((e.day for e in diary.entries), default=0) + 1:02d}T10:00:00"
    return day_of(diary, DRILLS, PADS, ID, now or after, lambda d: bar or not d.has_bar)


def names(of: Day) -> list[str]:
    return [c.drill for c in of.chosen]


ASSESSED = {"quiet-stance": 70, "find-your-tripod": 70, "tripod-hold": 70}


def test_the_first_day_finds_out_where_somebody_stands_and_ends_in_half_a_hinge() -> None:
    first = day(Diary())
    assert names(first) == ["quiet-stance", "find-your-tripod", "tripod-hold", "paced-hinge"]
    half = DRILLS["paced-hinge"].at_level(first.chosen[-1].level).steps[1]
    assert (half.depth_mm, half.reps) == (20, 4)


def test_sway_that_was_measured_today_by_itself_counts_for_the_day(did: Callable[..., Diary]) -> None:
    (made,) = did({"quiet-stance": None, "tripod-hold": 90}).entries[:1]
    alone = Diary((replace(made, day=0, kind=""),))
    assert names(day(alone, now=made.made)) == ["find-your-tripod", "tripod-hold", "paced-hinge"]
    assert names(day(alone, now=NOW))[0] == "quiet-stance", "on another day it comes again"
    unmeasured = Diary((replace(made, day=0, kind="", reason="Nobody stood still."),))
    assert names(day(unmeasured, now=made.made))[0] == "quiet-stance"


def test_who_hinges_poorly_at_first_begins_with_the_hips_alone(did: Callable[..., Diary]) -> None:
    poor = day(did(ASSESSED | {"paced-hinge": {"score": 30, "level": -3}}))
    assert names(poor)[-1] == "posterior-shift"
    assert poor.assessment.part is HingePart.PELVIS_ON_FEMUR
    fine = day(did(ASSESSED | {"paced-hinge": {"score": 75, "level": -3}}))
    assert names(fine)[-1] == "paced-hinge"
    assert fine.assessment.part is HingePart.ACTIVE_FOOT


def test_an_old_score_of_a_quiet_stance_counts_for_nothing(did: Callable[..., Diary]) -> None:
    poor = day(did({"quiet-stance": 100, "tripod-hold": 40, "paced-hinge": {"score": 75, "level": -3}})).assessment
    assert (poor.foot_score, poor.part) == (40, HingePart.ACTIVE_FOOT)


def test_where_the_hips_are_weakest_they_get_a_drill_more(did: Callable[..., Diary]) -> None:
    hips = day(did(ASSESSED | {"paced-hinge": {"score": 52, "level": -3}}))
    assert ("learn-to-hinge-2", Why.HIPS) in [(c.drill, c.why) for c in hips.chosen]


def test_the_weakest_point_and_side_are_named(did: Callable[..., Diary]) -> None:
    diary = did({"tripod-hold": {"score": 60, "faults": {"mt5_light": 5, "sway": 1}, "sides": {"left": 5, "right": 1}}})
    found = day(diary).assessment
    assert (found.fault, found.side) == ("mt5_light", "left")
    assert "rolling inward" in found.said()
    assert "left foot" in found.said()


def test_what_somebody_saw_and_sees_no_more_is_not_what_is_weakest(did: Callable[..., Diary]) -> None:
    saw = {
        "score": 75,
        "level": -3,
        "answers": {"back_rounded": True},
        "faults": {"mt1_light": 6},
        "sides": {"right": 6},
    }
    first = {"tripod-hold": 70, "paced-hinge": saw}
    said = day(did(first, {"tripod-hold": 70})).assessment.said()
    assert "somebody saw a low back that rounds" in said
    assert "foot" not in said.split("saw")[1], "a back is of no foot"
    mended = {"paced-hinge": {"score": 80, "answers": {"back_rounded": False}}}
    found = day(did(first, {"tripod-hold": 70}, mended)).assessment
    assert found.part is HingePart.ACTIVE_FOOT
    assert "somebody saw" not in found.said()
    assert "Faults came mostly on the right foot." in found.said()
    nobody = {"paced-hinge": {"score": 80, "answers": {"back_rounded": None}}}
    assert "somebody saw" in day(did(first, nobody)).assessment.said(), "nobody said that it is over"


def test_every_day_ends_in_hinges_and_each_drill_has_its_reason(did: Callable[..., Diary]) -> None:
    diary = did(ASSESSED | {"paced-hinge": 75}, {"tripod-hold": 80, "paced-hinge": 80})
    now = day_on(diary, DRILLS, PADS, ID, Profile(weight_kg=75.0), "2026-04-09T10:00:00")
    assert DRILLS[now.done[-1].drill].has_reps
    assert len(now.lines()) == 2 + len(now.done)
    assert now.fitting.length_s <= TODAY_S
    assert all(of["said"] for of in now.to_dict()["drills"])


def test_a_day_that_was_trained_today_is_not_announced_as_now(did: Callable[..., Diary]) -> None:
    diary = did(ASSESSED | {"paced-hinge": 75}, {"tripod-hold": 80, "paced-hinge": 80})
    last = diary.entries[-1].made[:10]
    said = day_on(diary, DRILLS, PADS, ID, Profile(weight_kg=75.0), f"{last}T23:00:00").lines()[0]
    assert "is done today, the next one comes on another day" in said
    later = day_on(diary, DRILLS, PADS, ID, Profile(weight_kg=75.0), "2026-04-09T10:00:00").lines()[0]
    assert later.startswith("Now: week")


def test_work_that_is_owed_comes_first_and_then_the_same_drill(did: Callable[..., Diary]) -> None:
    diary = did(ASSESSED | {"paced-hinge": 75}, owed={"mt1_light": Owed("tripod-hold", 5, "hero-pose", ID, False)})
    assert names(day(diary))[:2] == ["hero-pose", "tripod-hold"]
    diary = replace(diary, owed={"back_rounded": Owed("paced-hinge", 1, "half-split", ID, False)})
    assert names(day(diary))[-2:] == ["half-split", "paced-hinge"]
    worked = replace(diary, owed={"back_rounded": Owed("paced-hinge", 1, "half-split", ID, False, worked=True)})
    assert "half-split" not in names(day(worked))
    assert names(day(worked))[-1] == "paced-hinge"


def test_what_is_owed_on_another_board_waits_for_that(did: Callable[..., Diary]) -> None:
    diary = did(
        ASSESSED | {"paced-hinge": 75}, owed={"mt1_light": Owed("tripod-hold", 5, "hero-pose", "cd" * 8, False)}
    )
    assert "hero-pose" not in names(day(diary))


GOOD_HINGES = [{"hinge-reps": {"score": 95, "level": n // 2}} for n in range(6)]


def reaching_the_bar(did: Callable[..., Diary], *last: dict[str, Any]) -> Diary:
    holds = [{"tripod-hold": {"score": 95, "level": n}} for n in (0, 0, 1, 1)]
    hinges = [{"paced-hinge": {"score": 95, "level": n}} for n in (0, 0, 1, 1)]
    both = [a | b for a, b in zip(holds, hinges, strict=True)]
    first = {"find-your-tripod": 95, "paced-hinge": {"score": 95, "level": -3}}
    return did(first, {"find-your-tripod": 95}, *both, *GOOD_HINGES, *last)


def test_the_bar_comes_when_hinges_and_feet_are_good_and_board_and_person_carry_it(did: Callable[..., Diary]) -> None:
    diary = replace(reaching_the_bar(did), plan=PlanFile(days_a_week=5))
    assert names(day(diary, bar=True))[-1] == "deadlift-reps"
    assert "deadlift-reps" not in names(day(diary))


def test_no_bar_while_somebody_saw_a_back_round(did: Callable[..., Diary]) -> None:
    seen = {"paced-hinge": {"score": 98, "level": 2, "answers": {"back_rounded": True}}}
    diary = replace(reaching_the_bar(did, seen), plan=PlanFile(days_a_week=5))
    assert "deadlift-reps" not in names(day(diary, bar=True))
    mended = {"paced-hinge": {"score": 98, "level": 2, "answers": {"back_rounded": False}}}
    diary = replace(reaching_the_bar(did, seen, mended), plan=PlanFile(days_a_week=5))
    assert names(day(diary, bar=True))[-1] == "deadlift-reps"
    unanswered = {"paced-hinge": {"score": 98, "level": 2, "answers": {"back_rounded": None}}}
    diary = replace(reaching_the_bar(did, seen, unanswered), plan=PlanFile(days_a_week=5))
    assert "deadlift-reps" not in names(day(diary, bar=True)), "nobody said that it is over"


def test_a_bar_before_which_nobody_looked_waits_for_some_days(did: Callable[..., Diary]) -> None:
    unseen = {"deadlift-reps": {"score": None, "answers": {"back_keeps_shape": None}}}
    no_hinge = {"tripod-hold": 90}
    for days_since, bar in ((0, False), (2, False), (3, True)):
        diary = reaching_the_bar(did, unseen, *[no_hinge] * days_since)
        last = day(replace(diary, plan=PlanFile(days_a_week=5)), bar=True).chosen[-1]
        assert (last.drill == "deadlift-reps") is bar, days_since
        assert (last.why is Why.HINGE_UNSEEN) is not bar
        assert DRILLS[last.drill].has_reps
    looked = {"deadlift-reps": {"score": 90, "answers": {"back_keeps_shape": True}}}
    diary = replace(reaching_the_bar(did, unseen, looked), plan=PlanFile(days_a_week=5))
    assert "deadlift-reps" in names(day(diary, bar=True))


def test_where_the_bar_is_not_lifted_the_day_has_another_hinge_to_end_with(did: Callable[..., Diary]) -> None:
    diary = replace(reaching_the_bar(did), plan=PlanFile(days_a_week=5))
    profile = Profile(weight_kg=75.0, bar_kg=40.0)
    now = day_on(diary, DRILLS, PADS, ID, profile, "2026-04-20T10:00:00")
    *_, lift, instead, itself = now.drill.sections
    assert [lift.drill, instead.drill, itself.drill] == ["deadlift-reps", "hinge-reps", "today"]
    assert (lift.instead, instead.instead, instead.told) == (False, True, "no_bar")
    assert instead.level == now.day.chosen[-1].level or instead.level > 0, "its grown level"
    steps = now.drill.steps[instead.first : itself.first]
    assert any(s.kind == "reps" and not s.bar for s in steps)
    without = replace(now.drill, sections=(*now.drill.sections[:-2], itself))
    assert now.fitting.length_s < spoken_length_s(without), "it takes no time of its own, for it comes instead"


def test_what_cannot_be_scored_day_after_day_leads_on_and_says_why(did: Callable[..., Diary]) -> None:
    first = ASSESSED | {"paced-hinge": {"score": 75, "level": -3}}
    vague = {"score": 100, "judged": Judged(Answer.CANNOT_TELL, Untold.TOO_VAGUE, ("mt5",), 0.2)}
    unscored = {"tripod-hold": 70, "paced-hinge": None}
    for blind in (unscored | {"paced-hinge": vague}, unscored):
        for days, last in ((1, "paced-hinge"), (4, "hinge-reps"), (3, "hinge-reps")):
            now = day(did(first, *[blind] * days))
            assert names(now)[-1] == last, days
    assert now.chosen[-1].why is Why.UNSCORED
    assert "“Paced hinge”, which could not be scored" in why_said(now.chosen[-1], DRILLS)
    scored = day(did(first, blind, blind, {"tripod-hold": 70, "paced-hinge": 70}, blind))
    assert names(scored)[-1] == "paced-hinge", "it was scored in between"
    by_itself = did(first, *[blind] * 3)
    beside = replace(by_itself, entries=tuple(replace(e, day=0) if e.score is None else e for e in by_itself.entries))
    assert names(day(beside))[-1] != "hinge-reps", "what was broken off beside the plan says nothing"
    once = next(e for e in by_itself.entries if e.score is None)
    broken_off = replace(by_itself, entries=(*by_itself.entries[:-1], replace(once, day=0), by_itself.entries[-1]))
    assert names(day(broken_off))[-1] == "hinge-reps", "nor does it begin the row anew"
    one_day = did(first, blind)
    tries = replace(one_day, entries=(*one_day.entries, one_day.entries[-1], one_day.entries[-1]))
    assert names(day(tries))[-1] == "paced-hinge", "three tries of one day are one day"
    free = [{"tripod-hold": 70, "hinge-reps": None}] * 3
    assert names(day(did(first, *[blind] * 3, *free), bar=True))[-1] != "deadlift-reps", "never to a bar"


def test_feet_that_cannot_be_scored_go_on_as_well_but_not_to_the_bar(did: Callable[..., Diary]) -> None:
    blind = {"find-your-tripod": None, "posterior-shift": 70}
    now = day(did({"quiet-stance": None, "find-your-tripod": None, "paced-hinge": 40}, *[blind] * 3))
    assert [c.why for c in now.chosen if c.drill == "tripod-hold"] == [Why.UNSCORED]


def test_no_bar_for_feet_that_only_a_plateau_led_on(did: Callable[..., Diary]) -> None:
    poor = [{"tripod-hold": 60, "paced-hinge": {"score": 95, "level": n // 2}} for n in range(4)]
    first = {"find-your-tripod": 95, "paced-hinge": {"score": 95, "level": -3}}
    diary = did(first, {"find-your-tripod": 95}, *poor, *GOOD_HINGES)
    assert "deadlift-reps" not in names(day(replace(diary, plan=PlanFile(days_a_week=5)), bar=True))


def test_three_days_running_bring_a_neighbour(did: Callable[..., Diary]) -> None:
    diary = did(ASSESSED | {"paced-hinge": 75}, *[{"tripod-hold": 70, "paced-hinge": 70}] * 3)
    now = day(diary)
    assert now.chosen[-1].drill == "posterior-shift"
    assert now.chosen[-1].why is Why.HINGE_VARIETY
    assert "tripod-hold" not in names(now)


def test_each_reason_is_true_of_what_was_done(did: Callable[..., Diary]) -> None:
    assessed = {"tripod-hold": {"score": 60, "faults": {"heel_light": 3}}, "paced-hinge": 75}
    since = {"tripod-hold": {"score": 70, "faults": {"mt1_light": 3, "heel_light": 1}}, "paced-hinge": 75}
    against = [c.against for c in day(did(assessed, *[since] * 3)).chosen if c.why is Why.FAULT]
    assert against[:1] == ["mt1_light"], "what comes most now, not on the first day"
    good = {"find-your-tripod": 90, "tripod-hold": 70, "paced-hinge": 75}
    new = next(c for c in day(did(ASSESSED, *[good] * 3)).chosen if c.why in (Why.NEW, Why.VARIETY))
    assert new.why is Why.NEW
    done = did(ASSESSED | {new.drill: 70}, *[good] * 3)
    assert [c.why for c in day(done).chosen if c.drill == new.drill] == [Why.VARIETY]


def test_what_somebody_saw_was_no_matter_of_words() -> None:
    said = {
        against: why_said(Chosen("half-split", Why.WORK, against=against), DRILLS)
        for against in ("heel_light", "back_rounded")
    }
    assert "words did not mend" in said["heel_light"]
    assert "words" not in said["back_rounded"]
    assert "somebody saw" in said["back_rounded"]


def test_a_retention_day_is_silent_and_says_so(did: Callable[..., Diary]) -> None:
    diary = did(ASSESSED | {"paced-hinge": 75}, *[{"tripod-hold": 70, "paced-hinge": 70}] * 4)
    now = day_on(diary, DRILLS, PADS, ID, Profile(weight_kg=75.0), "2026-04-09T10:00:00")
    assert now.day.place.kind is Kind.RETENTION
    assert not any(s.feedback for s in now.drill.steps if s.kind in ("hold", "reps"))
    assert now.drill.sections[0].told == "retention"
    assert "Today I say nothing, to see what stayed." in now.lines()[0]


def test_a_lighter_day_has_half_of_everything(did: Callable[..., Diary]) -> None:
    bad = did(ASSESSED | {"paced-hinge": 75}, {"tripod-hold": 20, "paced-hinge": 30}, {"tripod-hold": 20})
    now = day_on(bad, DRILLS, PADS, ID, Profile(weight_kg=75.0), "2026-04-09T10:00:00")
    assert now.day.place.kind is Kind.LIGHTER
    assert all(c.halved for c in now.done)
    hold = next(c for c in now.done if c.drill in ("tripod-hold", "find-your-tripod"))
    section = next(s for s in now.drill.sections if s.drill == hold.drill)
    whole = [s for s in DRILLS[hold.drill].steps if s.kind == "hold"]
    assert section.kind == "lighter"
    assert now.drill.steps[section.first + 1].times <= max(whole[0].times, 1)
    assert "Two days in a row went badly." in now.lines()[0]


def test_each_question_comes_once_in_a_day_and_work_stays(did: Callable[..., Diary]) -> None:
    diary = did(ASSESSED | {"paced-hinge": 75}, owed={"knees_turned": Owed("paced-hinge", 1, "learn", ID, False)})
    lesson = replace(DRILLS["paced-hinge"], name="learn", harder="", easier="")
    now = day_on(diary, DRILLS | {"learn": lesson}, PADS, ID, Profile(weight_kg=75.0), "2026-04-09T10:00:00")
    assert [c.drill for c in now.done][-2:] == ["learn", "paced-hinge"]
    asked = [q for s in now.drill.steps for q in s.questions]
    assert len(asked) == len(set(asked)) == 4


def test_grown_levels_are_used_and_the_coach_says_when_it_fades(did: Callable[..., Diary]) -> None:
    diary = did(ASSESSED | {"paced-hinge": 75}, {"tripod-hold": 90}, {"tripod-hold": 95}, {"paced-hinge": 70})
    now = day_on(diary, DRILLS, PADS, ID, Profile(weight_kg=75.0), "2026-04-09T10:00:00")
    section = next(s for s in now.drill.sections if s.drill == "tripod-hold")
    assert (section.level, section.fading, section.told) == (1, 1, "fade_every_other")
    holds = [s.duration_s for s in now.drill.steps[section.first :] if s.kind == "hold"]
    assert holds[0] == 40


def test_an_empty_or_odd_library_makes_a_day_of_what_there_is() -> None:
    assert day_of(Diary(), {}, PADS, ID, NOW).chosen == ()
    alone = {"tripod-hold": DRILLS["tripod-hold"]}
    assert [c.drill for c in day_of(Diary(), alone, PADS, ID, NOW).chosen] == ["tripod-hold"]
    assert day_on(Diary(), {}, PADS, ID, Profile(weight_kg=75.0), NOW).drill.steps[0].kind == "ready"


def test_ten_minutes_count_what_is_said_and_what_is_too_long_is_shortened_first() -> None:
    now = day_on(Diary(), DRILLS, PADS, ID, Profile(weight_kg=75.0), NOW)
    assert now.fitting.left_out == ()
    assert [c.drill for c in now.done if c.halved] == ["quiet-stance", "find-your-tripod", "tripod-hold"]
    assert now.drill.length_s + 40 < now.fitting.length_s <= TODAY_S
    assert sum(s.times for s in now.drill.steps if s.baseline) == 3, "a baseline needs all of its holds"
    said = {of["drill"]: of["halved"] for of in now.to_dict()["drills"]}
    assert said["tripod-hold"]


def test_what_does_not_fit_is_left_out_from_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tripod.training.today.TODAY_S", 250.0)
    now = day_on(Diary(), DRILLS, PADS, ID, Profile(weight_kg=75.0), NOW)
    assert now.done[-1].drill == "paced-hinge"
    assert now.fitting.left_out
    assert now.fitting.length_s <= 250


@pytest.mark.parametrize("board", ["plate", "insole", "insole-left", "pads", "plate-three"])
def test_each_board_has_its_days(board: str) -> None:
    of = load_board(board)
    now = day_on(Diary(), DRILLS, of, ID, Profile(weight_kg=75.0), NOW)
    assert [c.drill for c in now.done][-1] == "paced-hinge"
    assert "where-i-stand" not in [c.drill for c in now.done]
    assert not any(s.bar for s in now.drill.steps)


def test_what_is_chosen_for_is_marked_on_work_and_its_retest_alone() -> None:
    assert Chosen("a", Why.WORK, against="x").mends == "x"
    assert Chosen("a", Why.AGAIN, against="x").mends == "x"
    assert Chosen("a", Why.HINGE_SEEN, against="x").mends == ""


def test_what_comes_beside_a_drill_that_never_leads_on_says_so(did: Callable[..., Diary]) -> None:
    off = {"score": 95, "judged": Judged(Answer.OFF)}
    days = [
        ASSESSED | {"find-your-tripod": off},
        *[{"find-your-tripod": off}, {"find-your-tripod": off}, {"hero-pose": None}] * 3,
    ]
    found = day(did(*days))
    plateau = next(c for c in found.chosen if c.why is Why.PLATEAU)
    assert plateau.drill == "tripod-hold"
    assert DRILLS["find-your-tripod"].title in why_said(plateau, DRILLS)
