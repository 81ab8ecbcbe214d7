"""How a try was cued goes with it, and like is compared with like."""

import pytest

from tripod.drills.score.cueing import Cueing, cueing, of_all
from tripod.training.compared_words import entry_said
from tripod.training.diary import Diary, Entry, SwayEntry


def entry(score: int | None, cued: str, **more: object) -> Entry:
    return Entry("2026-11-01", "tripod-hold", "pads", "ab", score, (score,) if score else (), {}, cueing=cued, **more)


@pytest.mark.parametrize(
    ("feedback", "fading", "how"),
    [(True, 0, "cued"), (True, 1, "faded"), (True, 2, "uncued"), (False, 0, "uncued"), (False, 1, "uncued")],
)
def test_a_try_is_cued_faded_or_uncued(feedback: bool, fading: int, how: str) -> None:
    assert cueing(feedback=feedback, fading=fading).value == how


def test_a_drill_is_what_it_was_at_its_most_cued() -> None:
    assert of_all([Cueing.UNCUED, Cueing.CUED]) is Cueing.CUED
    assert of_all([Cueing.UNCUED, Cueing.FADED]) is Cueing.FADED
    assert of_all([]) is Cueing.UNCUED


def test_like_is_compared_with_like() -> None:
    before = Diary((entry(90, "cued"), entry(50, "uncued"), entry(95, "cued")))
    assert "Last time 50: " in entry_said(entry(93, "uncued"), before)
    assert "first of its kind" in entry_said(entry(93, "faded"), before)
    assert "95" in entry_said(entry(94, "cued"), before)
    old = Diary((entry(50, "", feedback=False), entry(95, "")))
    assert "Last time 50: " in entry_said(entry(93, "uncued"), old)


def test_sway_is_said_and_compared_with_no_score() -> None:
    said = entry_said(entry(None, "uncued", sway=SwayEntry(7.04, 10.0, 1.42)), Diary((entry(90, "cued"),)))
    assert said == "Sway: eyes open 7.0 mm/s, closed 10.0 mm/s; Romberg quotient 1.42."
    sure = entry_said(entry(None, "uncued", sway=SwayEntry(7.04, 10.0, 1.42, 0.11)), Diary())
    assert "Romberg quotient 1.42 ± 0.11." in sure
    whole = SwayEntry(7.04, 10.0, open_at_most_mm_s=7.31, closed_at_most_mm_s=10.0)
    assert "eyes open 7.0 to 7.3 mm/s, closed 10.0 mm/s" in entry_said(entry(None, "uncued", sway=whole), Diary())
    assert "closed cannot be told" in entry_said(entry(None, "uncued", sway=SwayEntry(7.0)), Diary())
