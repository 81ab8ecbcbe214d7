"""A drill that was put together from others: an answer ends its own section, and the rest goes on."""

from collections.abc import Callable

import pytest

from tripod.boards import load_board
from tripod.device.items import DrillCommand
from tripod.drills.format.drill import Drill, Step
from tripod.drills.format.part import Options
from tripod.drills.format.section import Section
from tripod.drills.run.engine import Engine
from tripod.drills.run.event_types import Event
from tripod.drills.run.given import Given
from tripod.drills.run.state import State
from tripod.drills.seen.look import Look

PERIOD_S = 0.0125
STEPS = (
    Step("check", "Look.", questions=("Is it so?",), wants="yes", otherwise="not today"),
    Step("away", "Stretch.", duration_s=1.0),
    Step("hold", "Stand.", duration_s=5.0),
)


def answered(of: Engine, answer: bool | None, look: Callable[..., Look]) -> list[Event]:
    """Answer its question; what follows may take some looks."""
    of.take(look(0.0))
    events = of.command(DrillCommand.ANSWER, answer)
    for k in range(1, 4):
        events += of.take(look(k * PERIOD_S))
    return events


def engine(*sections: Section) -> Engine:
    drill = Drill("today", "Today", "x", "both", STEPS, sections=sections)
    return Engine(Given(drill, load_board("pads"), Options(), period_s=PERIOD_S))


@pytest.mark.parametrize("answer", [False, None])
def test_an_answer_ends_its_own_section_alone(look: Callable[..., Look], answer: bool | None) -> None:
    of = engine(Section(0, "half-split"), Section(2, "tripod-hold"))
    events = answered(of, answer, look)
    (left,) = [e for e in events if e.kind == "left"]
    assert left.drill == "half-split"
    assert "not today" in str(left.reason)
    assert (of.at, of.state is State.DONE, of.stopped) == (2, False, False)


def test_the_answer_that_is_wanted_goes_on_within_the_section(look: Callable[..., Look]) -> None:
    of = engine(Section(0, "half-split"), Section(2, "tripod-hold"))
    answered(of, True, look)
    assert of.at == 1


def test_where_nothing_follows_or_there_are_no_sections_the_drill_ends(look: Callable[..., Look]) -> None:
    for of in (engine(), engine(Section(0, "half-split"))):
        answered(of, False, look)
        assert of.state is State.DONE
        assert of.stopped
