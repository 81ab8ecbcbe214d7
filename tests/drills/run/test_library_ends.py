"""Every drill of the library, shortened, comes to its end with a virtual pupil on every board that may carry it; on one
of them it does so in `test_library_scored.py`, in its full length."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.drills.run.library_drills import BOARDS, DRILLS, FULL, WHOLE, shortened
from tripod.boards import load_board
from tripod.drills.format.limits import load_refusal
from tripod.drills.format.part import Options
from tripod.drills.not_scored import Cause
from tripod.drills.run.event_types import PartBegan
from tripod.drills.run.state import State

OPTIONS = Options(weight_kg=75, bar_kg=60, asks=False)


@pytest.mark.parametrize(("name", "board"), [(n, b) for n in WHOLE for b in BOARDS if FULL.get(n) != b])
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
