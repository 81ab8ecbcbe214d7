"""A recording that is looked at in the window: any moment of it, played or sought, bit for bit the same."""

from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from random import Random

import numpy as np
import pytest

from tripod.live.playback import Playback
from tripod.live.session import Session
from tripod.live.snapshot import Phase
from tripod.record.recording import open_recording
from tripod.sources import fast_clock, open_source

FRAME_S = 0.02


def record(folder: Path, source: str, seconds: float) -> Path:
    """A real recording of a virtual board."""
    session = Session(open_source(source, clock=fast_clock()))
    session.record_from_start(folder)
    marked = False
    while session.step() and not session.pipeline.t_s >= seconds:
        if session.recording.under_way and session.pipeline.t_s > 4 and not marked:
            marked = True
            session.mark("here")
    session.close()
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("take") / "one", "virtual:hinge,board=pads,seed=3", 22.0)


@pytest.fixture
def playback(folder: Path) -> Iterator[Playback]:
    playback = Playback(open_recording(folder))
    playback.prepare()
    yield playback
    playback.close()


def test_a_moment_is_the_same_played_and_sought(
    folder: Path, playback: Playback, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As many stops as a long recording has.
    monkeypatch.setattr("tripod.live.playback.STOP_ROWS", 160)
    sought, random = Playback(open_recording(folder)), Random(5)
    sought.prepare()
    assert len(sought._stops) > 8
    compared = 0
    for frame in range(int(playback.duration_s / FRAME_S)):
        t_s = frame * FRAME_S
        played = playback.at(t_s)
        if frame % 41:
            continue
        sought.at(random.uniform(0, playback.duration_s))
        # nan is not itself, but its text is.
        assert repr(sought.at(t_s)) == repr(played)
        one, other = playback.window(10.0), sought.window(10.0)
        assert one
        assert other
        for name in ("t_s", "share", "cop_mm", "load_n"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
        compared += 1
    sought.close()
    assert compared > 25


def test_at_the_end_it_shows_what_the_live_window_showed(folder: Path, playback: Playback) -> None:
    session = Session(open_source(str(folder)))
    while session.step():
        pass
    live = session.snapshot()
    shown = playback.at(1e9)
    session.close()
    assert shown
    assert shown.phase is Phase.LIVE
    assert isfinite(shown.total_n)
    for name in ("t_s", "total_n", "left_fraction", "cop_mm", "board", "calibration"):
        assert getattr(shown, name) == getattr(live, name), name
    assert repr(shown.feet) == repr(live.feet)


def test_the_scale_of_the_map_fits_who_stood_there(playback: Playback) -> None:
    assert playback.usual_n == pytest.approx(75 * 9.81, rel=0.05)


def test_a_frame_is_a_sampling(playback: Playback) -> None:
    t_s = playback.step_s(5.0, 1)
    assert 0 < t_s - 5.0 <= 1 / 80 + 1e-9
    assert playback.step_s(playback.step_s(t_s, 1), -1) == t_s
    assert playback.step_s(0.0, -1) == 0.0
    assert playback.step_s(playback.duration_s, 1) == playback.duration_s


def test_its_marks_are_on_the_time_line(playback: Playback) -> None:
    assert any(mark.text == "here" and 3.8 < mark.t_s < 4.3 for mark in playback.line.marks)


def test_a_recording_that_goes_away_says_so(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in folder.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    recording = open_recording(copy)
    (copy / "samples.csv").unlink()
    playback = Playback(recording)
    playback.prepare()
    assert str(copy) in playback.failed
    assert playback.at(0.0) is None
    playback.close()


def test_preparing_ends_where_it_is_given_up(folder: Path) -> None:
    playback = Playback(open_recording(folder))
    playback.begin()
    playback.close()
    assert playback.failed == ""
