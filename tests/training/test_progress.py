"""What follows from what was trained."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tripod.balance.judgement import Answer
from tripod.boards import load_board
from tripod.drills.format.loader import library
from tripod.drills.score.judged import Judged, Untold
from tripod.training.correct import after_work, work_against
from tripod.training.diary import Diary, Entry, Owed
from tripod.training.progress import fading, progress

DRILLS, _ = library()
ID = "ab" * 8


@pytest.fixture
def at_levels(entry: Callable[..., Entry]) -> Callable[..., list[Entry]]:
    return lambda by_level: [entry(score, level=level) for level, scores in by_level.items() for score in scores]


def test_holds_grow_to_a_minute_and_lead_on_from_the_level_that_the_file_names(
    at_levels: Callable[..., list[Entry]],
) -> None:
    hold = DRILLS["tripod-hold"]
    assert hold.levels() == (-1, 4)
    assert hold.leads_on_at == 1
    done = at_levels({0: [90, 86]})
    assert progress(hold, done).level == 1
    assert progress(hold, done).goes_on == "tripod-hold"
    assert "from now on holds of up to 40 s" in progress(hold, done).why
    assert progress(hold, at_levels({0: [90, 86], 1: [95]})).level == 1
    assert progress(hold, at_levels({0: [90, 86], 1: [95, 60]})).goes_on == "tripod-hold"
    assert progress(hold, at_levels({0: [90, 86], 1: [95, 90]})).goes_on == "busy-toes"
    assert {s.duration_s for s in hold.at_level(3).steps if s.kind == "hold"} == {60.0, 50.0}
    whole = {level: [90, 90] for level in range(5)}
    assert progress(hold, at_levels(whole)).level == 4
    assert progress(hold, at_levels(whole)).goes_on == "busy-toes"


def test_what_was_done_before_holds_grew_counts_once(entry: Callable[..., Entry]) -> None:
    assert progress(DRILLS["tripod-hold"], [entry(90)] * 9).level == 1


def test_holds_shrink_and_then_an_easier_drill_comes_with_the_reason(at_levels: Callable[..., list[Entry]]) -> None:
    hold = DRILLS["tripod-hold"]
    poor = progress(hold, at_levels({0: [30, 20]}))
    assert (poor.level, poor.goes_on) == (-1, "tripod-hold")
    assert "30 and 20" in poor.why
    assert "20 s" in poor.why
    poorer = progress(hold, at_levels({0: [30, 20], -1: [30, 30]}))
    assert (poorer.level, poorer.goes_on) == (-1, "find-your-tripod")
    assert all(s.duration_s == 20 for s in hold.at_level(-1).steps if s.kind == "hold")


def test_a_drill_that_does_not_grow_leads_on_at_once(entry: Callable[..., Entry]) -> None:
    toes = DRILLS["busy-toes"]
    assert toes.levels() == (0, 0)
    assert progress(toes, [entry(90), entry(86)]).goes_on == "to-and-fro"
    assert progress(toes, [entry(90), entry(60)]).goes_on == "busy-toes"
    assert progress(toes, [entry(30), entry(20)]).goes_on == "tripod-hold"


def test_hinges_grow_by_reps_depth_and_tempo_and_shrink_before_an_easier_drill_comes(
    at_levels: Callable[..., list[Entry]],
) -> None:
    hinge = DRILLS["paced-hinge"]
    assert "from now on 8 reps" in progress(hinge, at_levels({0: [90, 90]})).why
    on = progress(hinge, at_levels({0: [90, 90], 1: [90, 90]}))
    assert (on.level, on.goes_on) == (2, "hinge-reps")
    less = progress(hinge, at_levels({0: [30, 20]}))
    assert (less.level, less.goes_on) == (-1, "paced-hinge")
    assert "until the weight moves 20 mm, until it is easy" in less.why
    least = progress(hinge, at_levels({n: [30, 30] for n in (0, -1, -2)}))
    assert (least.level, least.goes_on) == (-2, "posterior-shift")


def test_work_is_owed_done_and_retested(entry: Callable[..., Entry]) -> None:
    assert work_against("mt1_light", "tripod-hold", DRILLS) == "hero-pose"
    assert work_against("heel_heavy", "tripod-hold", DRILLS) not in ("", "tripod-hold")
    diary = Diary(owed={"mt1_light": Owed("tripod-hold", 5, "hero-pose", ID, False)})
    assert after_work(diary, entry(80), str, DRILLS) == (diary.owed, [], [])
    owed, _, said = after_work(diary, entry(None, drill="hero-pose"), str, DRILLS)
    assert owed["mt1_light"].worked
    assert "“tripod-hold” once more: it shows whether this helped against rolling outward" in said[0]
    retest = Entry("now", "tripod-hold", "pads", ID, 80, (80,), {"mt1_light": 2})
    at_once = after_work(diary, entry(None, drill="hero-pose"), str, DRILLS, [retest])
    assert (at_once[0], at_once[2]) == (owed, []), "it was done already: nobody is sent to do it"
    owed, again, said = after_work(Diary(owed=owed), retest, str, DRILLS)
    assert owed == {}
    assert again == ["mt1_light"]
    assert "After “hero-pose”: rolling outward, 2 times; before 5" in said[0]


@pytest.mark.parametrize("change", [{"simulated": True}, {"board_id": "cd" * 8}])
def test_what_another_does_or_on_another_board_is_no_retest(change: dict) -> None:
    owed = {"mt1_light": Owed("tripod-hold", 5, "hero-pose", ID, False, True)}
    other = replace(Entry("now", "tripod-hold", "pads", ID, 80, (80,), {"mt1_light": 2}), **change)
    assert after_work(Diary(owed=owed), other, str, DRILLS) == (owed, [], [])


def test_feedback_fades_with_success(entry: Callable[..., Entry]) -> None:
    assert fading([]) == 0
    assert fading([entry(90)] * 2) == 1
    assert fading([entry(90)] * 5) == 2
    assert fading([entry(90)] * 5 + [entry(60)]) == 0


PLACING = ("where-i-stand", "on-each-point")


@pytest.mark.parametrize("board", ["plate", "pads", "insole"])
def test_a_roll_alone_mends_no_fault(board: str) -> None:
    of = load_board(board)
    assert all(work_against(f, "quiet-stance", DRILLS) not in PLACING for f in of.claims.faults)
    assert tuple(d.name for d in DRILLS.values() if d.only_places) == PLACING


def test_what_somebody_saw_stops_promotion_whatever_the_feet_score(entry: Callable[..., Entry]) -> None:
    hinge = DRILLS["paced-hinge"]
    good = [entry(98, drill="paced-hinge")] * 2
    rounds = [entry(98, drill="paced-hinge", answers={"back_rounded": True})] * 2
    assert progress(hinge, good).level == 1
    kept = progress(hinge, rounds)
    assert kept.level == -1, "two sets with a rounded back are two poor ones"
    assert "a low back that rounds" in kept.why
    once = progress(hinge, rounds[:1])
    assert (once.level, once.goes_on) == (0, "paced-hinge")
    assert "no further until nobody sees it" in once.why
    assert progress(hinge, [entry(98, drill="paced-hinge", answers={"back_rounded": None})] * 2).level == 1, (
        "what nobody answered is neither good nor bad"
    )


def test_a_half_split_that_fits_is_no_bad_answer(entry: Callable[..., Entry]) -> None:
    assert progress(DRILLS["paced-hinge"], [entry(98, answers={"rounds_before_hips_stop": True})] * 2).level == 1


@pytest.mark.parametrize("change", [{"kind": "retention", "feedback": False}, {"kind": "lighter"}, {"feedback": False}])
def test_uncued_and_lighter_tries_say_nothing_of_progress(change: dict, entry: Callable[..., Entry]) -> None:
    assert progress(DRILLS["tripod-hold"], [entry(95, **change)] * 4).level == 0
    assert fading([entry(95, **change)] * 4) == 0


def test_at_a_new_level_the_coach_is_never_wholly_silent(entry: Callable[..., Entry]) -> None:
    done = [entry(95)] * 4
    assert fading(done, 0) == 2
    assert fading(done, 1) == 1
    assert fading([*done, entry(40, level=1)], 1) == 0


@pytest.mark.parametrize(
    ("judged", "level"),
    [
        (Judged(Answer.GOOD), 1),
        (None, 1),
        (Judged(Answer.CANNOT_TELL, Untold.UNSURE, ("mt5",), 0.053), 1),
        (Judged(Answer.CANNOT_TELL, Untold.TOO_VAGUE, ("mt1", "mt5"), 0.2), 0),
        (Judged(Answer.CANNOT_TELL, Untold.NOT_SEEN, ("mt1",)), 0),
        (Judged(Answer.CANNOT_TELL, Untold.IN_PART), 0),
    ],
    ids=["good", "kept before answers were", "told later", "too vague", "not seen", "one try without a score"],
)
def test_a_score_leads_on_only_where_a_fault_of_each_point_could_have_been_told(
    entry: Callable[..., Entry], judged: Judged | None, level: int
) -> None:
    done = [entry(100, judged=judged)] * 2
    found = progress(DRILLS["tripod-hold"], done)
    assert (found.level, fading(done)) == (level, level)
    if not level and judged is not None:
        assert judged.said() in found.why


OFF = Judged(Answer.OFF)


@pytest.mark.parametrize("drill", [name for name, d in DRILLS.items() if d.harder or d.levels()[1]])
def test_whatever_the_score_what_was_off_leads_nowhere(entry: Callable[..., Entry], drill: str) -> None:
    done = [entry(97, drill=drill, judged=OFF, feedback=True)] * 6
    found = progress(DRILLS[drill], done)
    assert (found.level, found.goes_on, fading(done)) == (0, drill, 0)
    good = [entry(97, drill=drill, judged=Judged(Answer.GOOD))] * 2
    led = progress(DRILLS[drill], [*done, *good])
    assert (led.level, led.goes_on) != (0, drill)
    between = progress(DRILLS[drill], [good[0], done[0], good[1]])
    assert (between.level, between.goes_on) == (0, drill), "one that was off parts two good ones"


def test_why_a_high_score_leads_nowhere_is_said(entry: Callable[..., Entry]) -> None:
    off = replace(entry(93, judged=OFF), faults={"mt1_light": 2, "heel_light": 1})
    said = progress(DRILLS["tripod-hold"], [off] * 2).why
    assert "93, but with rolling outward" in said
    shins = entry(99, drill="paced-hinge", judged=OFF, answers={"shins_vertical": False})
    assert "shins that lean forward" in progress(DRILLS["paced-hinge"], [shins] * 2).why


def test_off_with_a_high_score_is_no_poor_try(entry: Callable[..., Entry]) -> None:
    assert progress(DRILLS["tripod-hold"], [entry(93, judged=OFF)] * 2).level == 0


def test_a_bar_grows_only_where_somebody_looked(entry: Callable[..., Entry]) -> None:
    lift = DRILLS["deadlift-reps"]
    seen = {"back_keeps_shape": True, "back_rounded": False}
    nobody = Judged(Answer.CANNOT_TELL, Untold.UNANSWERED)

    def done(answers: dict[str, bool | None], judged: Judged) -> list[Entry]:
        return [entry(100, drill=lift.name, level=0, answers=answers, judged=judged)] * 2

    assert progress(lift, done(seen, Judged(Answer.GOOD))).level == 1
    unseen = progress(lift, done(seen | {"back_rounded": None}, nobody))
    assert unseen.level == 0
    assert "no more weight until somebody looked" in unseen.why
    hinge = [entry(100, drill="paced-hinge", answers={"back_rounded": None}, judged=nobody)] * 2
    assert progress(DRILLS["paced-hinge"], hinge).level == 1, "a hinge without a bar goes on"
