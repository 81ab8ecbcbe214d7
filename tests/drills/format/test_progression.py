"""What a drill's file says of how it grows, and what no file may say."""

import json

import pytest

from tripod.boards import load_board
from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import DrillError, library, read_drill
from tripod.drills.format.part import Options, parts_of, sections_of
from tripod.drills.format.recorded import drill_to_record, recorded_drill
from tripod.drills.format.section import Section, section_of

DRILLS, _ = library()
HINGE = """
schema = 1
title = "Hinge"
trains = "Hinges."
leads_on = 1

[progression]
depth_mm = { least = 20, most = 30, by = 5 }
reps = { least = 4, most = 8, by = 2 }
bottom_s = { least = 1, most = 2.5, by = 1 }

[[step]]
kind = "reps"
text = "Hinge."
reps = 6
depth_mm = 25
tempo = { descent_s = 3, bottom_s = 1, ascent_s = 2, top_s = 2 }
"""


def hinge(drill: Drill) -> tuple[int, float, float]:
    step = drill.steps[0]
    assert step.tempo
    return step.reps, step.depth_mm, step.tempo.bottom_s


def test_one_thing_grows_at_a_time_in_the_order_of_the_file_and_shrinks_from_the_other_end() -> None:
    drill = read_drill(HINGE, "h.toml")
    assert drill.levels() == (-2, 4)
    assert [hinge(drill.at_level(n)) for n in range(-3, 6)] == [
        (4, 20, 1), (4, 20, 1), (4, 25, 1), (6, 25, 1), (6, 30, 1), (8, 30, 1), (8, 30, 2), (8, 30, 2.5), (8, 30, 2.5),
    ]  # fmt: skip
    assert drill.changed(2, 1) == ("reps", 8)
    assert drill.changed(-1, 0) == ("reps", 4)
    assert drill.changed(4, 3) == ("bottom_s", 2.5)
    assert drill.leads_on_at == 1


def test_a_bar_gets_heavier_on_top_of_what_the_person_named() -> None:
    lift = DRILLS["deadlift-reps"]
    most = lift.levels()[1]
    assert lift.at_level(0).bar_more_kg == 0
    assert lift.at_level(2).bar_more_kg == 2.5
    assert lift.at_level(most).bar_more_kg == lift.progression["bar_kg"].most


@pytest.mark.parametrize("name", list(DRILLS))
def test_each_level_of_the_library_is_a_drill_that_a_recording_keeps(name: str) -> None:
    drill = DRILLS[name]
    least, most = drill.levels()
    for level in range(least, most + 1):
        grown = drill.at_level(level)
        assert recorded_drill(json.loads(json.dumps(drill_to_record(grown)))) == grown
        if level:
            assert drill.changed(level, level - 1 if level > 0 else level + 1)[0], "each level changes something"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("least = 4", "least = 9"), "least is 9 and most is 8"),
        (("least = 4, most = 8", "least = 7, most = 8"), "reps is 6 in a step; expected from 7 to 8"),
        (("by = 2", "by = 0"), "by"),
        (("reps = { least", "rep = { least"), "reps"),
        (("reps = { least = 4, most = 8", "reps = { least = 4, most = 80"), "expected from 1 to 50"),
        (("depth_mm = { least = 20", "depth_mm = { least = 2"), "expected from 5 to 80"),
        (("bottom_s = { least = 1", "bar_kg = { least = 1"), "bar_kg is to grow, and no step has it"),
        (("tempo = {", "# tempo = {"), "bottom_s is to grow, and no step has it"),
        (("leads_on = 1", "leads_on = -1"), "leads_on"),
        (("leads_on = 1", 'leads_on = "soon"'), "leads_on"),
        (("[progression]", "progression = 3\n[x]"), "progression"),
        (("by = 2 }", "by = 2, until = 9 }"), "until"),
    ],
)
def test_wrong_rules_are_said_with_their_line(change: tuple[str, str], says: str) -> None:
    with pytest.raises(DrillError, match=r"h.toml, line \d+: ") as error:
        read_drill(HINGE.replace(*change), "h.toml")
    assert says in str(error.value)


def test_sections_are_kept_in_recordings_and_in_no_file() -> None:
    hold = DRILLS["tripod-hold"]
    sections = (Section(0, "today"), Section(1, "tripod-hold", 2, "lighter", 1, "fade_every_other", "mt1_light"))
    made = Drill(**{**vars(hold), "name": "today", "sections": sections})
    assert recorded_drill(json.loads(json.dumps(drill_to_record(made)))) == made
    with pytest.raises(DrillError, match="sections"):
        read_drill(HINGE.replace("leads_on = 1", "sections = []"), "h.toml")
    damaged = drill_to_record(made)
    damaged["sections"][1]["fading"] = 7
    with pytest.raises(DrillError, match="fading"):
        recorded_drill(damaged)


def test_a_part_belongs_to_the_section_of_its_step_and_a_roll_to_what_comes_before_it() -> None:
    sections = (Section(0, "a"), Section(2, "b"))
    assert [section_of(sections, n) for n in range(4)] == [sections[0], sections[0], sections[1], sections[1]]
    assert section_of((), 3) is None
    made = Drill(**{**vars(DRILLS["tripod-hold"]), "sections": sections})
    parts = parts_of(made, load_board("plate"), Options(roll=True))
    found = sections_of(made, parts)
    assert parts[0].step.kind == "roll"
    assert found[0] is None
    assert [s.drill for s in found[1:] if s] == ["a"] * 3 + ["b"] * (len(parts) - 4)
