"""What can only be done to a board is refused where a recording is streamed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.sources import open_folder

GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1" / "sessions" / "pads-drill"


@pytest.mark.parametrize("asked", [Session.zero, Session.undo_zero, Session.start_recording])
def test_a_recording_is_neither_zeroed_nor_recorded_by_a_key(asked: Callable[[Session], None]) -> None:
    session = Session(open_folder(GOLDEN))
    try:
        while session.step() and not session.snapshot().counters.frames:
            pass
        assert session.snapshot().replayed
        with pytest.raises(Refused, match="This is a recording"):
            asked(session)
        assert not session.recording.under_way
    finally:
        session.close()


def test_a_recording_that_is_recorded_as_it_was_asked_for_can_be_marked(tmp_path: Path) -> None:
    session = Session(open_folder(GOLDEN))
    session.record_from_start(tmp_path / "r")
    try:
        while session.step() and not session.snapshot().counters.frames:
            pass
        session.mark("here")
    finally:
        session.close()
    assert "here" in (tmp_path / "r" / "events.jsonl").read_text("utf-8")
