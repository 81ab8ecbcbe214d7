"""What follows from what was trained."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tripod.boards import load_board
from tripod.drills.format.loader import library
from tripod.training.diary import Diary, Entry, Owed
from tripod.training.progress import after_work, compare, fading, progress, work_against
from tripod.training.today import TODAY_S, suggest, today, today_sentence

DRILLS, _ = library()
PADS = load_board("pads")
ID = "ab" * 8


def test_a_difference_must_exceed_what_repeats_show(entry: Callable[..., Entry]) -> None:
    before = [entry(81, (75, 87))]
    assert "too close to call" in compare(entry(85, (80, 90)), before)
    assert "better" in compare(entry(99, (98, 99, 100)), [entry(60, (59, 60, 61))])
    assert "less than last time" in compare(entry(40, (40, 41, 39)), [entry(90, (89, 91, 90))])
    assert compare(entry(70), []) == "70."
    assert compare(entry(None, reason="a foot left its place"), before) == "Not scored: a foot left its place."


@pytest.fixture
def at_levels(entry: Callable[..., Entry]) -> Callable[..., list[Entry]]:
    return lambda by_level: [entry(score, level=level) for level, scores in by_level.items() for score in scores]


def test_holds_grow_to_a_minute_and_then_the_next_drill_comes(at_levels: Callable[..., list[Entry]]) -> None:
    hold = DRILLS["tripod-hold"]
    assert hold.levels() == (-1, 4)
    done = at_levels({0: [90, 86]})
    assert progress(hold, done).level == 1
    assert "from now on holds of up to 40 s" in progress(hold, done).why
    assert progress(hold, at_levels({0: [90, 86], 1: [95]})).level == 1
    assert progress(hold, at_levels({0: [90, 86], 1: [95, 60]})).goes_on == "tripod-hold"
    assert {s.duration_s for s in hold.at_level(3).steps if s.kind == "hold"} == {60.0, 50.0}
    nearly = {level: [90, 90] for level in range(4)}
    assert progress(hold, at_levels(nearly)).level == 4
    assert progress(hold, at_levels(nearly)).goes_on == "tripod-hold"
    assert progress(hold, at_levels(nearly | {4: [90, 90]})).goes_on == "busy-toes"


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


def test_a_drill_of_fixed_length_leads_on_at_once(entry: Callable[..., Entry]) -> None:
    hinge = DRILLS["paced-hinge"]
    assert hinge.levels() == (0, 0)
    assert progress(hinge, [entry(90), entry(86)]).goes_on == "hinge-reps"
    assert progress(hinge, [entry(90), entry(60)]).goes_on == "paced-hinge"
    assert progress(hinge, [entry(30), entry(20)]).goes_on == "posterior-shift"


def test_work_is_owed_done_and_retested(entry: Callable[..., Entry]) -> None:
    assert work_against("mt1_light", "tripod-hold", DRILLS) == "hero-pose"
    assert work_against("heel_heavy", "tripod-hold", DRILLS) not in ("", "tripod-hold")
    diary = Diary(owed={"mt1_light": Owed("tripod-hold", 5, "hero-pose", ID, False)})
    assert after_work(diary, entry(80), str) == (diary.owed, [], [])
    owed, _, said = after_work(diary, entry(None, drill="hero-pose"), str)
    assert owed["mt1_light"].worked
    assert "“tripod-hold” once more: it shows whether this helped against rolling outward" in said[0]
    retest = Entry("now", "tripod-hold", "pads", ID, 80, (80,), {"mt1_light": 2})
    owed, again, said = after_work(Diary(owed=owed), retest, str)
    assert owed == {}
    assert again == ["mt1_light"]
    assert "After “hero-pose”: rolling outward, 2 times; before 5" in said[0]


@pytest.mark.parametrize("change", [{"simulated": True}, {"board_id": "cd" * 8}])
def test_what_another_does_or_on_another_board_is_no_retest(change: dict) -> None:
    owed = {"mt1_light": Owed("tripod-hold", 5, "hero-pose", ID, False, True)}
    other = replace(Entry("now", "tripod-hold", "pads", ID, 80, (80,), {"mt1_light": 2}), **change)
    assert after_work(Diary(owed=owed), other, str) == (owed, [], [])


def test_feedback_fades_with_success(entry: Callable[..., Entry]) -> None:
    assert fading([]) == 0
    assert fading([entry(90)] * 2) == 1
    assert fading([entry(90)] * 5) == 2
    assert fading([entry(90)] * 5 + [entry(60)]) == 0


def test_today_is_made_from_the_last_faults_within_ten_minutes() -> None:
    first = today(Diary(), DRILLS, PADS, ID)
    assert "Find your tripod" in first.trains
    rolled = Entry("now", "tripod-hold", "pads", ID, 50, (50,), {"heel_heavy": 5})
    diary = Diary((rolled,))
    chosen = suggest(diary, DRILLS, PADS, ID)
    assert all("heel_heavy" in d.corrects for d in chosen)
    drill = today(diary, DRILLS, PADS, ID)
    assert drill.steps[0].kind == "ready"
    assert drill.length_s <= TODAY_S
    holds = [s for s in drill.steps if not s.feedback and s.duration_s == 20]
    assert len(holds) == 2
    assert drill.steps[-1] == holds[0]
    assert not any(s.bar for s in drill.steps)


def test_todays_sentence() -> None:
    assert "Too close to call" in today_sentence([70, 80])
    assert today_sentence([40, 95]) == "The test hold: 40 before, 95 after."
    assert "not both scored" in today_sentence([40])
    assert today_sentence([40, 95], ["Zero it."]).endswith("95 after. Zero it.")


def test_a_hold_that_grows_is_offered_today() -> None:
    rolled = Entry("now", "busy-toes", "pads", ID, 50, (50,), {"shift_left": 5})
    assert "tripod-hold" in [d.name for d in suggest(Diary((rolled,)), DRILLS, PADS, ID)]


def test_equal_tries_do_not_make_every_point_a_difference(entry: Callable[..., Entry]) -> None:
    assert "too close to call" in compare(entry(99, (99, 99)), [entry(100, (100, 100))])


@pytest.mark.parametrize("board", ["plate", "pads", "insole"])
def test_a_roll_alone_is_no_part_of_today_and_mends_no_fault(board: str) -> None:
    of = load_board(board)
    diary = Diary(entries=(Entry("now", "quiet-stance", board, "id", 50, (50,), dict.fromkeys(of.claims.faults, 3)),))
    chosen = suggest(diary, DRILLS, of, "id", count=len(DRILLS))
    assert "where-i-stand" not in [d.name for d in chosen]
    assert all(work_against(f, "quiet-stance", DRILLS) != "where-i-stand" for f in of.claims.faults)
    assert [d.name for d in DRILLS.values() if d.only_places] == ["where-i-stand"]
