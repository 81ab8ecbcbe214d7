"""Every drill of the library, shortened, comes to its end with a virtual pupil on every board that may carry it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tripod.boards import load_board
from tripod.drills.format.drill import Drill
from tripod.drills.format.limits import load_refusal
from tripod.drills.format.loader import library
from tripod.drills.format.part import Options
from tripod.drills.not_scored import Cause
from tripod.drills.run.event_types import PartBegan
from tripod.drills.run.state import State

DRILLS, _ = library()
BOARDS = ("insole", "pads", "plate")
OPTIONS = Options(weight_kg=75, bar_kg=60, asks=False)
SHORT_S = 6.0
WHOLE = [name for name in DRILLS if f"{name}-1" not in DRILLS and not DRILLS[name].only_places]
"""A lesson is done in its parts; what finds where feet stand has tests of its own."""


def shortened(drill: Drill) -> Drill:
    """The same steps, each once, a few seconds or two reps long."""
    steps = [
        replace(s, duration_s=min(s.duration_s, SHORT_S), times=1, reps=min(s.reps, 2), least_s=0.0, most_s=0.0)
        for s in drill.steps
    ]
    return replace(drill, steps=tuple(steps))


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("name", WHOLE)
def test_it_ends(do_drill: Callable[..., Any], name: str, board: str) -> None:
    drill = shortened(DRILLS[name])
    if load_refusal(drill, load_board(board), OPTIONS):
        assert (drill.has_bar, board) == (True, "insole")
        return
    done = do_drill(drill, f"pupil,board={board},seed=3", OPTIONS, most_s=300)
    assert done.engine.state is State.DONE
    result = done.engine.result()
    begun = [e.text for e in done.events if isinstance(e, PartBegan)]
    if any(step.wants for step in drill.steps) and any(step.kind == "away" for step in drill.steps):
        # Nobody has looked, and what follows is not done before somebody has.
        assert result.ended
        assert result.ended.cause is Cause.CHECK_UNANSWERED
        assert begun == [drill.steps[0].text]
        return
    assert result.ended is None
    assert set(begun) == {step.text for step in drill.steps}
    assert bool(result.tries) == any(step.kind in ("hold", "reps") for step in drill.steps)


def test_the_check_of_the_foam_keeps_it_off_single_pads() -> None:
    check = DRILLS["romberg-foam"].steps[0]
    assert (check.kind, check.wants) == ("check", "yes")
    assert check.questions == ("foam_lies_right",)
    assert "pads" in check.otherwise
