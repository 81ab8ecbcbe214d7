"""What `tripod drill` prints says the same as its JSON: judgement, sway, what was told later, what was not checked."""

from typing import Any

import pytest

from tripod.cli.drill_page import drill_page

SWAY = {"mm_s": 6.31, "at_most_mm_s": 6.31, "up_to_hz": 10.0, "compares_with_norms": True, "said": ""}
RESULT: dict[str, Any] = {
    "drill": "tripod-hold", "board": "plate", "simulated": True, "scored": True, "score": 91, "reference": "convention",
    "ended_early": None, "faults": [], "holds": [{"sway": SWAY}], "reps": [], "cues": [], "ready": None,
    "faults_not_seen_by_this_board": [], "why": "so it was", "answer": "good", "answer_said": "", "thresholds": {},
    "left_right": [], "checks": [], "sway": None, "sections": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "why", "says"),
    [
        ("good", "", "good: no fault was seen"),
        ("off", "", "off: a fault was seen, or the score is below 85"),
        ("cannot tell", "a part of it was not scored", "cannot tell whether it was good: a part of it was not scored"),
    ],
)
def test_the_judgement_is_said_in_plain_words(answer: str, why: str, says: str) -> None:
    assert says in drill_page(RESULT | {"answer": answer, "answer_said": why}, "")


def test_sway_is_said_with_what_it_compares_to() -> None:
    assert "sway 6.3 mm/s (to 10 Hz)" in drill_page(RESULT, "")
    assert "norms" not in drill_page(RESULT, "")
    low = SWAY | {"at_most_mm_s": 7.2, "compares_with_norms": False, "said": "because."}
    said = drill_page(RESULT | {"holds": [{"sway": low}, {"sway": low}]}, "")
    assert "hold 1: sway 6.3 to 7.2 mm/s" in said
    assert "hold 2: sway 6.3 to 7.2 mm/s" in said
    assert said.count("does not compare with published norms: because.") == 1
    assert "sway at least 6.3 mm/s" in drill_page(RESULT | {"holds": [{"sway": low | {"at_most_mm_s": None}}]}, "")
    assert "sway" not in drill_page(RESULT | {"holds": [{"sway": low | {"mm_s": None}}]}, "")


def test_of_sway_alone_nothing_is_said_twice_and_no_fault_is_missed() -> None:
    sway = {"score": None, "answer": "cannot tell", "answer_said": "it measures sway, and has no score", "sway": {}}
    still = RESULT | sway | {"why": "eyes open 6.3 mm/s", "faults_not_seen_by_this_board": ["sway"]}
    said = drill_page(still, "Sway: eyes open 6.3 mm/s.")
    assert said.count("eyes open") == 1
    assert "not to be seen" not in said
    assert "eyes open 6.3 mm/s" in drill_page(still, ""), "where nothing was kept"
    held = drill_page(RESULT | {"faults_not_seen_by_this_board": ["sway"]}, "kept")
    assert "not to be seen on this board: much sway" in held
    assert "so it was" in held


def test_how_the_load_was_divided_in_many_holds_is_one_line() -> None:
    one, other = {"left_percent": 48.6, "pm": 2}, {"left_percent": 49.8, "pm": 3}
    assert "left 48.6 %, right 51.4 % of the load (± 2 points)" in drill_page(RESULT | {"left_right": [one]}, "")
    said = drill_page(RESULT | {"left_right": [other, one]}, "")
    assert "left 48.6 to 49.8 % of the load in 2 holds on both feet (each ± 3 points)" in said
    assert "right" not in said


def test_a_threshold_that_was_moved_and_a_weight_that_was_not_checked_are_said() -> None:
    usual = {"point": "mt1", "below": 0.12, "convention": 0.12, "moved_by_uncertainty": False}
    later = {"point": "mt5", "below": 0.047, "convention": 0.08, "moved_by_uncertainty": True}
    heavy = {"point": "heel", "above": 0.81, "convention": 0.75, "moved_by_uncertainty": True}
    told = {"left": {"mt1_light": usual, "mt5_light": later, "heel_heavy": heavy}}
    said = drill_page(RESULT | {"thresholds": told, "ready": {"not_checked": "The weight was not checked."}}, "")
    assert "below 4.7 %, not 8 %" in said
    assert "above 81.0 %, not 75 %" in said
    assert "12 %" not in said
    assert "ready check: The weight was not checked." in said
