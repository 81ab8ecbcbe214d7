"""A recording that is played again: what was shown live, and the summary."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tripod.device.blocks import concatenate
from tripod.force.counts_to_newtons import ForceLaw
from tripod.live.session import Session
from tripod.live.sink import Heard
from tripod.live.stream_summary import summary
from tripod.record.layout import SUMMARY
from tripod.record.recording import open_recording
from tripod.sources import fast_clock, open_source


class Newest:
    """Hears which frame came last."""

    tick_us: int | None = None

    def take(self, heard: Heard) -> None:
        if heard.measured is not None:
            self.tick_us = int(heard.measured.block.tick_us[-1])

    def finish(self) -> None:
        pass


def shown_by_frame(session: Session, newest: Newest) -> dict[int, tuple[float, ...]]:
    """Step a session to its end; what is shown after each step, by the tick of its newest frame."""
    shown: dict[int, tuple[float, ...]] = {}
    going = True
    while going:
        going = session.step()
        if newest.tick_us is not None:
            picture = session.pipeline.snapshot()
            shown[newest.tick_us] = (picture.total_n, *picture.feet["left"].share, *picture.cop_mm)
    return shown


def test_what_is_shown_is_the_same_in_replay(tmp_path: Path) -> None:
    """A recording that starts in the middle, after a zero: the filtered values replay to the last bit, too."""
    # In many small blocks, as a port gives them.
    clock = replace(fast_clock(), gathers=False)
    newest = Newest()
    session = Session(open_source("virtual:step,seconds=28", clock=clock), now=clock.now, listeners=(newest,))
    while session.pipeline.t_s < 0.98 or not session.pipeline.frames:
        session.step()
    session.zero()
    while session.pipeline.t_s < 4:
        session.step()
    session.start_recording(tmp_path / "r")
    live = shown_by_frame(session, newest)
    session.close()
    again = Newest()
    source = open_source(str(tmp_path / "r"), clock=fast_clock(), window=True)
    replay = shown_by_frame(Session(source, listeners=(again,)), again)
    common = sorted(live.keys() & replay.keys())
    assert len(common) > 300
    assert np.array_equal([live[t] for t in common], [replay[t] for t in common], equal_nan=True)


def test_a_recordings_summary_is_of_the_recording(tmp_path: Path) -> None:
    clock = fast_clock()
    session = Session(open_source("virtual:step,seconds=9", clock=clock), now=clock.now)
    while not session.pipeline.t_s >= 5:
        session.step()
    session.start_recording(tmp_path / "r")
    while session.step():
        pass
    session.close()
    kept = json.loads((tmp_path / "r" / SUMMARY).read_text("utf-8"))
    replay = Session(open_source(str(tmp_path / "r")))
    while replay.step():
        pass
    again = summary(replay.pipeline, replay.source)
    assert {k for k in again if kept[k] != again[k]} == {"source"}
    assert kept["rows"] == kept["frames"] < 350


@pytest.mark.parametrize(("fault", "mark"), [("", "good"), (",fault=drift:left_heel", "corrected")])
def test_the_empty_board_round_a_session_marks_it(tmp_path: Path, fault: str, mark: str) -> None:
    # A person who stands from second 1 to 11 and leaves the board; with the fault a cell drifts by 3 N a minute.
    source = open_source(f"virtual:step,board=pads,seconds=55{fault}", clock=fast_clock())
    session = Session(source)
    session.record_from_start(tmp_path / "r")
    while session.step():
        pass
    read_n = session.pipeline.whole.means.load_n.sum()
    session.close()
    zero = json.loads((tmp_path / "r" / "summary.json").read_text())["zero"]
    assert zero["mark"] == mark, zero
    if mark == "corrected":
        assert "left heel" in zero["reason"]
        assert zero["drift_n"]["left_heel"] == pytest.approx(3 * 52 / 60, abs=0.3)
        again = open_recording(tmp_path / "r")
        counts = concatenate(list(again.blocks())).counts
        law = ForceLaw(again.board, again.calibration)
        empty_n = np.mean([law.newtons(counts[rows]).sum(1).mean() for rows in (slice(70), slice(-70, None))])
        assert read_n - zero["corrected"]["total_n"] == pytest.approx(empty_n, abs=0.1)
        assert set(zero["corrected"]["share"]["left"]) == {"heel", "mt1", "mt5"}
