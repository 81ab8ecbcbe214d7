"""Every drill of the library that has a score is done to its end on one board, in its full length, and scored."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.drills.run.library_drills import DRILLS, FULL, full
from tripod.drills.run.event_types import PartBegan
from tripod.drills.run.state import State


@pytest.mark.slow
@pytest.mark.parametrize(("name", "board"), FULL.items())
def test_it_is_done_and_scored(do_drill: Callable[..., Any], name: str, board: str) -> None:
    drill = full(DRILLS[name])
    done = do_drill(drill, f"pupil,board={board},seed=2")
    result = done.engine.result()
    assert done.engine.state is State.DONE
    assert {e.text for e in done.events if isinstance(e, PartBegan)} == {step.text for step in drill.steps}
    assert result.scored, result.reason
    if drill.measures_sway:
        assert result.score is None
        assert result.sway is not None
    else:
        assert 0 <= result.score <= 100
    assert all(t.scored for t in result.tries), [t.reason for t in result.tries]
