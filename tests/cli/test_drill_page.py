"""What `tripod drill` prints says the same as its JSON: judgement, sway, what was told later, what was not checked."""

from typing import Any

import msgspec
import pytest

from tripod.cli.day_page import day_page
from tripod.cli.drill_page import drill_page
from tripod.sentences import in_language
from tripod.storage.schemas.drill_result import DrillResultFile
from tripod.training.next_thing import NextThing

SWAY: dict[str, Any] = {
    "mm_s": 6.31, "at_most_mm_s": 6.31, "formula": "f", "up_to_hz": 10.0, "rate_hz": 80.0, "duration_s": 30.0,
    "compares_with_norms": True, "why_not": None, "said": "",
}  # fmt: skip
RESULT: dict[str, Any] = {
    "drill": "tripod-hold", "board": "plate", "scored": True, "measured": True, "reason": None, "ended_early": None,
    "score": 91, "why": "so it was", "sections": [], "cueing": "cued", "sway": None, "reference": "convention",
    "time_in_band_s": 28.0, "holds_not_scored": [], "left_right": [], "reps": [], "reps_between": None,
    "half_reps": None, "lifts": [], "follows_pacer_by_s": None, "not_scored": [], "faults": [],
    "faults_not_seen_by_this_board": [], "answer": "good", "answer_why": None, "answer_said": "",
    "share_pm_of_usual_foot": {}, "quality": {"share": "measured", "cop": "measured"}, "thresholds": {}, "stance": {},
    "told_only_beyond": {}, "rack": None, "ready": None, "checks": [], "cues": [],
}  # fmt: skip
READY: dict[str, Any] = {
    "fine": True, "empty_wrong": False, "weight_wrong": False, "weight_check": "not weighed", "empty": None,
    "weight_off": None, "off_marks": [], "unlike_baseline": [], "problems": [],
}  # fmt: skip


def hold(**changes: Any) -> dict[str, Any]:
    """One whose sway is as told."""
    return {
        "score": 91, "duration_s": 30.0, "time_in_band_s": 28.0, "longest_s": 20.0, "worst": None, "drift_ml_mm": 0.0,
        "drift_ap_mm": 0.0, "sway_mm_s": 6.3, "sway": SWAY | changes, "mean_share": {}, "recoveries": [], "toes": None,
        "eyes": None, "costs": [], "why": "so", "cueing": "cued",
    }  # fmt: skip


def page(**changes: Any) -> str:
    """What is printed of a hold that differs so from a good one."""
    of = msgspec.convert(RESULT | {"holds": [hold()]} | changes, DrillResultFile)
    return drill_page(of, "", simulated=True)


@pytest.mark.parametrize(
    ("answer", "why", "says"),
    [
        ("good", "", "good: no fault was seen"),
        ("off", "", "off: no fault was seen, but the score is below 85"),
        ("cannot tell", "a part of it was not scored", "cannot tell whether it was good: a part of it was not scored"),
    ],
)
def test_the_judgement_is_said_in_plain_words(answer: str, why: str, says: str) -> None:
    assert says in page(answer=answer, answer_said=why)


def test_what_is_off_is_named() -> None:
    fault = {
        "fault": "mt1_light", "foot": "right", "onset_s": 8.0, "duration_s": 2.0, "depth": 0.1, "phase": None,
    }  # fmt: skip
    assert "off: a fault was seen\n" in page(answer="off", answer_said="", faults=[fault])
    rounded = {"name": "back_rounded", "question": "back_rounded", "yes": True, "answered": True}
    assert "off: somebody saw a low back that rounds\n" in page(answer="off", answer_said="", checks=[rounded])


def test_sway_is_said_with_what_it_compares_to() -> None:
    assert "sway 6.3 mm/s (to 10 Hz)" in page()
    assert "norms" not in page()
    low = {"at_most_mm_s": 7.2, "compares_with_norms": False, "said": "because."}
    said = page(holds=[hold(**low), hold(**low)])
    assert "hold 1: sway 6.3 to 7.2 mm/s" in said
    assert "hold 2: sway 6.3 to 7.2 mm/s" in said
    assert said.count("does not compare with published norms: because.") == 1
    assert "sway at least 6.3 mm/s" in page(holds=[hold(**low | {"at_most_mm_s": None})])
    assert "sway" not in page(holds=[hold(**low | {"mm_s": None})])


def test_of_sway_alone_nothing_is_said_twice_and_no_fault_is_missed() -> None:
    report = {"open": None, "closed": None, "romberg_quotient": None, "formula": "f", "said": ""}
    sway = {"score": None, "answer": "cannot tell", "answer_said": "it measures sway", "sway": report, "holds": []}
    still = RESULT | sway | {"why": "eyes open 6.3 mm/s", "faults_not_seen_by_this_board": ["sway"]}
    of = msgspec.convert(still, DrillResultFile)
    said = drill_page(of, "Sway: eyes open 6.3 mm/s.", simulated=True)
    assert said.count("eyes open") == 1
    assert "not to be seen" not in said
    assert "eyes open 6.3 mm/s" in drill_page(of, "", simulated=True), "where nothing was kept"
    assert "not to be seen on this board: much sway" in page(faults_not_seen_by_this_board=["sway"])


def test_how_the_load_was_divided_in_many_holds_is_one_line() -> None:
    one, other = {"left_percent": 48.6, "pm": 2}, {"left_percent": 49.8, "pm": 3}
    assert "left 48.6 %, right 51.4 % of the load (± 2.0 points)" in page(left_right=[one])
    said = page(left_right=[other, one])
    assert "left 48.6 to 49.8 % of the load in 2 holds on both feet (each ± 3.0 points)" in said
    assert "right" not in said


def test_a_threshold_that_was_moved_and_a_weight_that_was_not_checked_are_said() -> None:
    usual = {"point": "mt1", "below": 0.12, "convention": 0.12, "moved_by_uncertainty": False}
    later = {"point": "mt5", "below": 0.047, "convention": 0.08, "moved_by_uncertainty": True}
    heavy = {"point": "heel", "above": 0.81, "convention": 0.75, "moved_by_uncertainty": True}
    told = {"left": {"mt1_light": usual, "mt5_light": later, "heel_heavy": heavy}}
    said = page(thresholds=told, ready=READY | {"not_checked": "The weight was not checked."})
    assert "below 4.7 %, not 8 %" in said
    assert "above 81.0 %, not 75 %" in said
    assert "12 %" not in said
    assert "ready check: The weight was not checked." in said


def rep(**changes: Any) -> dict[str, Any]:
    """One that lost nothing."""
    return {"rep": 1, "score": 100, "depth_mm": 40.0, "worst_phase": None, "costs": [], "phases": {}} | changes


def test_a_rep_says_at_its_own_line_where_its_score_comes_from() -> None:
    said = page(reps=[rep(score=0, why="it rolled"), rep(rep=2)]).splitlines()
    assert any(line.startswith("  rep 1: 0 ") and line.endswith(": it rolled") for line in said)
    assert any(line.startswith("  rep 2: 100 ") and line.endswith(")") for line in said)


PARTS: list[dict[str, Any]] = [
    {"drill": "a", "title": "Roll", "done": True, "score": None},
    {"drill": "b", "title": "Hold still", "done": True, "score": 40, "tries": 2, "answer": "off",
     "faults": {"mt1_light": 2, "sway": 1}},
    {"drill": "c", "title": "Hinge", "done": True, "score": 93, "tries": 1, "answer": "good"},
    {"drill": "d", "title": "Lift", "done": True, "score": 95, "tries": 1, "answer": "cannot tell",
     "answer_said": "a part of it was not scored"},
    {"drill": "e", "title": "Rest", "done": False, "score": None},
]  # fmt: skip


def end_of_day(following: NextThing | None, parts: list[dict[str, Any]]) -> list[str]:
    """Its lines."""
    of = msgspec.convert(RESULT | {"score": None, "sections": parts, "holds": []}, DrillResultFile)
    return day_page(of, "More than before.", following, simulated=False).splitlines()


def test_the_end_of_a_day_is_one_list_with_answers_and_ends_with_what_is_next() -> None:
    lines = end_of_day(NextThing("f", "Hero pose", "both", "It works on it."), PARTS)
    at = lines.index("today on plate: 4 of 5 parts done")
    assert lines[at + 1 : at + 6] == [
        "  Roll        done, without a score",
        "  Hold still   40 (mean of 2), off: rolling outward 2 times, much sway once",
        "  Hinge        93 (mean of 1), good",
        "  Lift         95 (mean of 1), cannot tell whether it was good: a part of it was not scored",
        "  Rest        not done",
    ]
    assert lines[-2:] == ["More than before.", "Next: Hero pose. It works on it."]
    assert not any("why " in line for line in lines)
    assert "left out" in end_of_day(None, PARTS)[-1]
    assert end_of_day(None, PARTS[:3])[-1].startswith("Next: nothing today")
    with in_language("de"):
        assert "daneben: Rollen nach außen 2-mal" in "\n".join(end_of_day(None, PARTS))
