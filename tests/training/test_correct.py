"""Work of its own against what words did not mend and against what somebody saw, and then the same drill again."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tripod.coach.phrases import phrase
from tripod.drills.format.loader import library
from tripod.drills.format.questions import QUESTIONS, bad_answers, is_name
from tripod.training.answers import named_answers, open_answers
from tripod.training.choose_drills import Why
from tripod.training.correct import ROUNDS, corrective, retest_in, unmended
from tripod.training.diary import Diary, Entry
from tripod.training.keep_drill import with_entries
from tripod.training.profile import Profile
from tripod.training.weeks import weeks_of

DRILLS, _ = library()


@pytest.fixture
def after(entry: Callable[..., Entry]) -> Callable[..., tuple[Diary, list[str]]]:
    """The diary after another drill: `after(diary, "paced-hinge", 80, answers={…})`, and what is said."""

    def make(diary: Diary, drill: str, score: int | None, **more: Any) -> tuple[Diary, list[str]]:
        faults = more.pop("faults", {})
        made = replace(entry(score, drill=drill, **more), faults=faults)
        diary, _, said = with_entries(diary, [made], DRILLS, set())
        return diary, said

    return make


def test_hero_pose_is_for_the_foot_and_the_half_split_for_the_hips() -> None:
    assert corrective("mt1_light", DRILLS["paced-hinge"], DRILLS) == "hero-pose"
    assert corrective("contact_lost", DRILLS["tripod-hold"], DRILLS) == "hero-pose"
    assert corrective("heel_light", DRILLS["paced-hinge"], DRILLS) == "half-split"
    assert corrective("back_rounded", DRILLS["paced-hinge"], DRILLS) == "half-split"
    assert corrective("knees_turned", DRILLS["paced-hinge"], DRILLS) == "learn-to-hinge-2"
    assert corrective("knees_turned", DRILLS["paced-hinge"], DRILLS | {"learn-to-hinge-2": DRILLS["to-and-fro"]}) == (
        "learn-to-hinge-2"
    )


def test_a_fault_that_words_did_not_mend_brings_work_then_the_drill_again(
    after: Callable[..., tuple[Diary, list[str]]],
) -> None:
    diary, said = after(Diary(), "paced-hinge", 60, faults={"mt1_light": 4}, unmended={"mt1_light": 3})
    assert (diary.owed["mt1_light"].drill, diary.owed["mt1_light"].work) == ("paced-hinge", "hero-pose")
    assert "Words did not mend rolling outward" in said[0]
    diary, said = after(diary, "hero-pose", None, against="mt1_light")
    assert diary.owed["mt1_light"].worked
    diary, said = after(diary, "paced-hinge", 80, faults={"mt1_light": 1})
    assert diary.owed == {}
    assert "rolling outward, once; before 4 times" in said[0]


@pytest.mark.parametrize(("faults", "spoken", "mended"), [(4, 1, True), (9, 3, True), (5, 3, False), (2, 2, False)])
def test_words_have_failed_when_they_did_so_more_often_than_not(
    entry: Callable[..., Entry], faults: int, spoken: int, mended: bool
) -> None:
    one = replace(entry(60), faults={"mt1_light": faults}, unmended={"mt1_light": spoken})
    assert unmended(one) == ([] if mended else ["mt1_light"])


def test_a_half_split_that_does_not_fit_gives_way_to_the_hinge_in_part(
    after: Callable[..., tuple[Diary, list[str]]],
) -> None:
    for answer in (False, None):
        diary, said = after(Diary(), "paced-hinge", 98, answers={"back_rounded": True})
        assert diary.owed["back_rounded"].work == "half-split"
        assert "Somebody saw a low back that rounds" in said[0]
        diary, _ = after(diary, "half-split", None, answers={"rounds_before_hips_stop": answer}, against="back_rounded")
        assert diary.owed["back_rounded"].work == "learn-to-hinge-2"
        assert not diary.owed["back_rounded"].worked


def test_a_half_split_that_fits_is_done_and_the_hinge_is_looked_at_again(
    after: Callable[..., tuple[Diary, list[str]]],
) -> None:
    seen, _ = after(Diary(), "paced-hinge", 98, answers={"back_rounded": True})
    seen, _ = after(seen, "half-split", None, answers={"rounds_before_hips_stop": True}, against="back_rounded")
    assert seen.owed["back_rounded"].worked
    gone, said = after(seen, "paced-hinge", 98, answers={"back_rounded": False})
    assert gone.owed == {}
    assert "nobody sees a low back that rounds any more" in said[0]
    still, said = after(seen, "paced-hinge", 98, answers={"back_rounded": True})
    assert "still a low back that rounds" in said[0]
    assert still.owed["back_rounded"].work == "half-split", "a further round"
    nobody, said = after(seen, "paced-hinge", 98, answers={"back_rounded": None})
    assert "nobody said" in said[0]
    assert open_answers([e.answers for e in nobody.entries]) == ["back_rounded"]


def test_what_several_rounds_did_not_change_somebody_else_has_to_look_at(
    after: Callable[..., tuple[Diary, list[str]]],
) -> None:
    diary, said = Diary(), list[str]()
    for _ in range(ROUNDS):
        diary, _ = after(diary, "tripod-hold", 60, faults={"mt1_light": 4}, unmended={"mt1_light": 4})
        assert diary.owed["mt1_light"].work == "hero-pose"
        diary, _ = after(diary, "hero-pose", None, against="mt1_light")
        # A date of its own for each round.
        moved = [replace(e, made=f"2026-11-{n + 1:02d}T10:00:00") for n, e in enumerate(diary.entries)]
        diary, _ = after(replace(diary, entries=tuple(moved)), "tripod-hold", 60)
        assert diary.owed == {}
    diary, said = after(diary, "tripod-hold", 60, faults={"mt1_light": 4}, unmended={"mt1_light": 4})
    assert diary.owed == {}
    assert "let somebody who knows feet and hinges look at it" in said[-1]
    old = tuple(replace(e, made=f"2026-09-{n + 1:02d}T10:00:00") for n, e in enumerate(diary.entries))
    later, _ = after(Diary(old), "tripod-hold", 60, faults={"mt1_light": 4}, unmended={"mt1_light": 4})
    assert later.owed, "after four weeks it is tried again"


def test_what_was_seen_under_a_bar_is_looked_at_again_without_it() -> None:
    lift = DRILLS["deadlift-reps"]
    assert retest_in("back_rounded", lift, DRILLS) == "paced-hinge"
    assert retest_in("back_keeps_shape", lift, DRILLS) == "deadlift-reps", "its own check comes before the lift"
    assert retest_in("mt1_light", lift, DRILLS) == "deadlift-reps"


@pytest.mark.parametrize("simulated", [False, True])
def test_in_days_ahead_that_go_well_work_that_is_owed_helps_the_first_time(
    after: Callable[..., tuple[Diary, list[str]]], entry: Callable[..., Entry], simulated: bool
) -> None:
    more = {"day": 1, "kind": "assess", "simulated": simulated}
    diary, _ = after(Diary(), "tripod-hold", 90, **more)
    diary, _ = after(diary, "paced-hinge", 90, level=-3, answers={"back_rounded": True}, **more)
    weeks = weeks_of(diary, DRILLS, Profile(weight_kg=75.0), diary.entries[-1].made.replace("2026-11-01", "2026-11-03"))
    assert "half-split" in [c.drill for c in weeks.now.done]
    assert not any(c.drill == "half-split" for day in weeks.ahead for c in day.done)
    assert weeks.ahead[-1].done[-1].why is not Why.HINGE_SEEN


def test_who_rounded_under_a_bar_is_not_told_to_lift_again(after: Callable[..., tuple[Diary, list[str]]]) -> None:
    _, said = after(Diary(), "deadlift-reps", 95, answers={"back_keeps_shape": True, "back_rounded": True})
    (work,) = [of for of in said if "Work on it" in of]
    assert "Paced hinge" in work
    assert "again" not in work
    _, said = after(Diary(), "paced-hinge", 95, answers={"back_rounded": True})
    assert "then do “Paced hinge” again" in said[0]


def test_answers_go_by_name_and_by_no_words() -> None:
    given = {
        "knees_turned": True,
        "Is it so?": True,
        "broomstick_kept": False,
        phrase("back_rounded", "en").words: True,
        "toes_loose": False,
        "shins_vertical": None,
    }
    answers = named_answers(given)
    assert answers == {"knees_turned": True, "broomstick_kept": False, "shins_vertical": None, "toes_loose": False}
    assert bad_answers(answers) == ["knees_turned", "broomstick_kept"]


def test_each_question_of_the_library_has_a_name() -> None:
    asked = [q for d in DRILLS.values() for s in d.steps for q in s.questions]
    assert asked
    assert all(named_answers({q: True}) for q in asked if q in QUESTIONS)
    assert all(is_name(q) for q in asked)
