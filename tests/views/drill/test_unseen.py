"""A drill goes on, is recorded and comes to the same end, whether anybody sees the window or not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.views.drill.conftest import Gym
from tripod.record.layout import SAMPLES

SECONDS = 12


def done(of: Gym, folder: Path, *, seen: bool) -> tuple[list[str], bytes]:
    """Events of a drill, and the samples that were recorded."""
    events: list[str] = []
    of.session.drill_listeners.append(lambda some: events.extend(map(repr, some)))
    if not seen:
        of.window.showMinimized()
        QApplication.processEvents()
    assert of.window.seen.now is seen
    of.session.start_recording(folder)
    of.session.start_drill("quiet-stance", asks=False)
    of.go(SECONDS)
    assert of.window.pages.drill_under_way
    of.session.leave_drill()
    of.session.stop_recording()
    of.session.recording.join()
    return events, (folder / SAMPLES).read_bytes()


def test_a_drill_goes_on_alike_where_nobody_sees_the_window(
    gym: Callable[..., Gym], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events, samples = done(gym(), tmp_path / "seen", seen=True)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another"))
    events_unseen, samples_unseen = done(gym(), tmp_path / "unseen", seen=False)
    assert len(events) > 1
    assert events_unseen == events
    assert len(samples) > 1000
    assert samples_unseen == samples
