"""A lesson in parts: each part is a drill of its own, beside the whole."""

from pathlib import Path

import pytest

from tripod.drills.format.lesson import MOST_TITLE, parts_of_lesson
from tripod.drills.format.loader import DrillError, library, read_drill
from tripod.drills.format.recorded import drill_to_record, recorded_drill

HEAD = 'schema = 1\ntitle = "My lesson"\ntrains = "Y"\neasier = "tripod-hold"\nharder = "busy-toes"\n'
HOLD = '[[step]]\nkind = "hold"\ntext = "Stand."\nduration_s = 5\n'
CHECK = '[[step]]\nkind = "check"\ntext = "Look."\nquestions = ["Was it good?"]\n'
LESSON = HEAD + HOLD + 'part = "One"\n' + CHECK + HOLD + 'part = "Two"\nabout = "Only this half."\n'


def test_each_part_is_a_drill_that_leads_to_the_next() -> None:
    whole = read_drill(LESSON, "lesson.toml")
    first, second = parts_of_lesson(whole)
    assert (*first.steps, *second.steps) == whole.steps
    assert [(d.name, d.title) for d in (first, second)] == [
        ("lesson-1", "My lesson, part 1: One"), ("lesson-2", "My lesson, part 2: Two"),
    ]  # fmt: skip
    assert (first.trains, second.trains) == ("Y", "Only this half.")
    assert [(d.easier, d.harder) for d in (first, second)] == [("tripod-hold", "lesson-2"), ("lesson-1", "busy-toes")]


def test_what_comes_before_the_first_name_is_a_part_without_one() -> None:
    first, second = parts_of_lesson(read_drill(HEAD + HOLD + HOLD + 'part = "Two"\n', "lesson.toml"))
    assert (first.title, second.title) == ("My lesson, part 1: …", "My lesson, part 2: Two")


@pytest.mark.parametrize("text", [HEAD + HOLD, HEAD + HOLD + 'part = "All"\n', LESSON + CHECK + 'part = "Nothing"\n'])
def test_one_part_or_one_in_which_nothing_is_done_makes_none(text: str) -> None:
    assert parts_of_lesson(read_drill(text, "lesson.toml")) == ()


def test_a_part_is_recorded_and_opened_as_a_drill() -> None:
    long = LESSON.replace("My lesson", "x" * MOST_TITLE).replace('"One"', '"' + "y" * 40 + '"')
    for part in parts_of_lesson(read_drill(long, "lesson.toml")):
        assert recorded_drill(drill_to_record(part)) == part


def test_the_library_has_the_whole_and_its_parts_and_whose_name_is_taken_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "lesson.toml").write_text(LESSON)
    (tmp_path / "lesson-2.toml").write_text(HEAD.replace("My lesson", "Mine") + HOLD)
    drills, wrong = library(tmp_path)
    assert wrong == []
    assert [name for name in drills if name.startswith("lesson")] == ["lesson-2", "lesson", "lesson-1"]
    assert drills["lesson-2"].title == "Mine"
    assert drills["lesson-1"].own
    assert {"learn-to-hinge", "learn-to-hinge-1", "learn-to-hinge-2"} <= set(drills)


@pytest.mark.parametrize("part", ["", "x" * 41])
def test_a_part_without_a_name_or_with_a_long_one_is_refused(part: str) -> None:
    with pytest.raises(DrillError, match="line 10"):
        read_drill(HEAD + HOLD + f'part = "{part}"\n', "lesson.toml")
