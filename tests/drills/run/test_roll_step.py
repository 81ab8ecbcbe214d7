"""The roll round the feet: found or not, asked for twice, applied from one sample on however the stream is cut."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.own_hold import own_hold
from tripod.balance.pose import Known
from tripod.device.blocks import Block
from tripod.device.items import Item
from tripod.drills.not_scored import Cause
from tripod.drills.run.event_types import Event, FeetNotPlaced, FeetPlaced
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source


class Run:
    """A drill to its end, on the virtual board or from a recording."""

    def __init__(
        self,
        source: str,
        *,
        turned: dict[str, float] | None = None,
        record: Path | None = None,
        cut: int = 0,
        drill: str = "short-hold",
        after_s: float = 0.0,
    ) -> None:
        """`after_s`: go on so long after the drill is over."""
        # A diary of its own: what one try was would else make the next another.
        data = Path(tempfile.mkdtemp(dir=os.environ["HOME"]))
        os.environ["XDG_DATA_HOME"] = str(data)
        own_hold("short-hold", duration_s=16)
        own_hold("one-leg", head='feet = "one"', duration_s=16)
        clock = fast_clock() if source.startswith("virtual") else None
        opened = open_source(source, clock=clock) if clock else open_source(source)
        session = self.session = Session(opened, turned_deg=turned)
        self.events: list[Event] = []
        session.on_drill = lambda events, _: self.events.extend(events)
        if record is not None:
            session.record_from_start(record)
        if cut:
            _cut(session, cut)
        begun = not source.startswith("virtual")
        over_s = 0.0
        while session.step() and not session.pipeline.t_s >= 150.0:
            if not begun and session.pipeline.setup is not None:
                begun = True
                session.start_drill(drill, asks=False)
            if session.drilling.run is not None and session.drilling.run.done and clock:
                over_s = over_s or session.pipeline.t_s
                if session.pipeline.t_s >= over_s + after_s:
                    break
        assert session.drilling.run
        self.result: dict[str, Any] = session.drilling.run.result()
        assert session.pipeline.setup
        self.stance = session.pipeline.setup.stance
        session.close()

    def of(self, kind: type[Event]) -> list[Event]:
        return [e for e in self.events if isinstance(e, kind)]


def _cut(session: Session, rows: int) -> None:
    """Let the session have every block in pieces of so many rows."""
    read = session.source.read

    def pieces() -> list[Item]:
        out: list[Item] = []
        for item in read():
            if isinstance(item, Block):
                out += [item.rows(slice(k, k + rows)) for k in range(0, len(item), rows)]
            else:
                out.append(item)
        return out

    session.source.read = pieces  # type: ignore[method-assign]


@pytest.fixture(scope="module", autouse=True)
def _own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("XDG_DATA_HOME", "")
        yield


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `turned` is recorded."""
    return tmp_path_factory.mktemp("recorded") / "whole"


@pytest.fixture(scope="module")
def turned(_own_folder: None, recorded: Path) -> Run:
    return Run("virtual:pupil,board=plate,turned=14,off_mm=6:-5", record=recorded)


def test_a_perfect_tripod_turned_out_is_found_and_scores(turned: Run) -> None:
    assert len(turned.of(FeetPlaced)) == 1
    for pose in turned.stance.values():
        assert pose.known is Known.ROLL
        assert abs(pose.turn_deg - 14) < pose.turn_pm_deg
    for foot, told in turned.result["stance"].items():
        assert told["known"] == "roll"
        assert told["turn_deg"] == pytest.approx(turned.stance[foot].turn_deg, abs=0.01)
        assert told["turn_pm_deg"] > 0
    assert turned.result["score"] >= 90
    assert turned.result["faults"] == []


def test_who_says_how_they_stand_need_not_roll() -> None:
    run = Run("virtual:pupil,board=plate,turned=14", turned={"left": 14.0, "right": 14.0})
    assert not run.of(FeetPlaced)
    assert {pose.known for pose in run.stance.values()} == {Known.LINE}
    assert run.result["score"] >= 90


def test_who_does_not_roll_is_neither_scored_nor_blamed() -> None:
    run = Run("virtual:quiet,board=plate,turned=14,seconds=75")
    asked = run.of(FeetNotPlaced)
    assert [e.again for e in asked if isinstance(e, FeetNotPlaced)] == [True, False]
    assert run.stance == {}
    assert run.result["score"] is None
    assert run.result["faults"] == []
    assert run.result["answer"] == "cannot tell"
    assert run.session.drilling.run
    reason = run.session.drilling.run.engine.result().reason
    assert reason
    assert reason.cause is Cause.STANCE_UNKNOWN
    # What does not hang on where the feet stand is told.
    assert run.result["holds_not_scored"][0]["sway_mm_s"] > 0
    assert run.result["holds_not_scored"][0]["score"] is None


def test_a_real_fault_of_a_turned_foot_is_found_after_the_roll() -> None:
    run = Run("virtual:pupil,board=plate,turned=14,habit=mt1_light:right")
    assert {(f["fault"], f["foot"]) for f in run.result["faults"]} == {("mt1_light", "right")}


def test_cells_that_go_with_the_foot_ask_for_no_roll() -> None:
    run = Run("virtual:pupil,board=pads")
    assert not run.of(FeetPlaced)
    assert not run.of(FeetNotPlaced)
    assert run.result["score"] is not None


def test_the_stance_holds_from_the_same_sample_on_however_the_stream_is_cut(turned: Run, recorded: Path) -> None:
    pieces = Run("virtual:pupil,board=plate,turned=14,off_mm=6:-5", cut=3)
    assert turned.result == pieces.result
    assert turned.stance == pieces.stance
    again = Run(str(recorded))
    assert again.result == turned.result
    assert again.stance == turned.stance


def test_a_leg_that_stands_again_after_the_other_is_known_again_but_too_vaguely_for_a_score() -> None:
    run = Run("virtual:pupil,board=plate,turned=12", drill="one-leg")
    assert {told["known"] for told in run.result["stance"].values()} == {"roll"}
    assert [hold["score"] >= 85 for hold in run.result["holds"]] == [True]
    (right,) = run.result["not_scored"]
    assert right["feet"] == ["right"]
    assert "nobody knows where your feet stand" in right["reason"]
    # What is said of how sure the board was is of the leg that was scored.
    assert max(run.result["told_only_beyond"].values()) < 0.15


def test_what_a_drill_came_to_stays_when_the_feet_have_left(turned: Run) -> None:
    later = Run("virtual:pupil,board=plate,turned=14,off_mm=6:-5", after_s=5.0)
    assert later.stance == {}
    assert later.result == turned.result
