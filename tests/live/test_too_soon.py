"""What must not be concluded too soon: of boards whose zero nobody knows, loads taken off, cells that came back."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tripod.balance.judgement import Answer, Judgement, Why
from tripod.live.mean_stance import over
from tripod.live.session import Session
from tripod.live.snapshot import Snapshot
from tripod.live.stream_summary import summary
from tripod.sources import fast_clock, open_source

Wired = Callable[..., Session]


def until(session: Session, t_s: float) -> Snapshot:
    port = session.board_port  # type: ignore[attr-defined]
    while port.t_s < t_s:
        session.step()
    return session.snapshot()


def offset(session: Session, newtons: list[float]) -> None:
    """The zeros that the bridges have."""
    port = session.board_port  # type: ignore[attr-defined]
    port.zero = np.array(newtons) / port.gain


def test_cheap_cells_without_a_zero_are_no_wrong_wires(wired: Wired) -> None:
    session = wired(from_s=1e9, end_s=40)
    offset(session, [49, 49, 2, -34, -71, -19])
    shown = until(session, 4)
    assert shown.implausible == ()
    assert not shown.turnable
    session.zero()
    assert abs(until(session, 6).total_n) < 1


def test_a_load_that_lay_there_from_the_start_and_is_taken_off(wired: Wired) -> None:
    for board in ("pads", "plate"):
        session = wired(board, from_s=0.0, to_s=4.0, foot_n=(98.0, 98.0), noise_n=0.03, end_s=20)
        for t_s in (2, 5, 7, 10):
            assert until(session, t_s).implausible == ()
        assert summary(session.pipeline, session.source)["implausible"] == []


def test_a_plate_that_is_lifted_and_set_down(wired: Wired) -> None:
    def lifted(counts: np.ndarray, t_s: float, seq: int) -> None:
        if 3 < t_s < 7:
            counts -= (22 + 2 * np.sin(5 * t_s)) / 4.568e-4

    session = wired("plate", lifted, from_s=1e9, end_s=20)
    for t_s in (4, 6, 9, 12):
        assert until(session, t_s).implausible == ()


def test_a_board_that_repeats_itself_has_stopped(wired: Wired) -> None:
    held: list[np.ndarray] = []

    def stops(counts: np.ndarray, t_s: float, seq: int) -> None:
        if t_s > 5:
            held.append(counts.copy())
            counts[:] = held[0]

    session = wired(wrong=stops, end_s=20)
    assert until(session, 4.9).implausible == ()
    shown = until(session, 8)
    assert shown.judgement.why is Why.WIRE
    assert np.isnan(shown.total_n)


@pytest.mark.parametrize("fault", ["missing", "open"])
def test_a_cell_without_a_reading_is_why_the_mean_stance_cannot_be_told(fault: str) -> None:
    clock = fast_clock()
    session = Session(open_source(f"virtual:quiet,board=pads,seconds=8,fault={fault}:left_heel", clock=clock))
    while session.step():
        pass
    judgement = summary(session.pipeline, session.source)["judgement"]
    assert (judgement["why"], judgement["foot"]) == ("no_reading", "left")


def test_what_was_wrong_for_a_while_is_in_the_replay_too(wired: Wired, tmp_path: Path) -> None:
    def for_a_while(counts: np.ndarray, t_s: float, seq: int) -> None:
        if 4 < t_s < 7:
            counts[1] *= -1

    session = wired(wrong=for_a_while, end_s=14)
    session.record_from_start(tmp_path / "r")
    while session.step():
        pass
    session.close()
    live = json.loads((tmp_path / "r" / "summary.json").read_text())
    again = Session(open_source(str(tmp_path / "r")))
    while again.step():
        pass
    replayed = summary(again.pipeline, again.source)
    # That it turned round at once is told, too, and by what it then reads.
    assert [each["cause"] for each in live["implausible"]] == ["sudden", "backwards"]
    for key in ("implausible", "share", "total_n", "judgement"):
        assert replayed[key] == live[key]


def test_a_rate_that_changes_within_a_hold_gives_the_same_drill_however_it_is_cut(wired: Wired, tmp_path: Path) -> None:
    session = wired(end_s=75, at_once=8)
    session.record_from_start(tmp_path / "r")
    while session.pipeline.setup is None:
        session.step()
    session.start_drill("tripod-hold", asks=False)
    port = session.board_port  # type: ignore[attr-defined]
    base = None
    while session.step():
        if port.t_s > 15 and base is None:
            base = port.seq, port.t_s
            port.sent_hz = 40.0
            port.at = lambda seq, base=base: base[1] + (seq - base[0]) / 40.0
    session.close()
    live = session.drilling.run.result()
    again = Session(open_source(str(tmp_path / "r")))
    while again.step():
        pass
    assert again.drilling.run.result() == live


def test_a_load_seen_as_empty_before_a_recording_is_taken_off_in_its_replay_too(wired: Wired, tmp_path: Path) -> None:
    session = wired("plate", from_s=0.0, to_s=6.0, foot_n=(150.0, 150.0), noise_n=0.03, end_s=12)
    until(session, 3)
    session.start_recording(tmp_path / "r")
    while session.step():
        pass
    session.close()
    again = Session(open_source(str(tmp_path / "r")))
    while again.step():
        pass
    live, replayed = session.pipeline.measuring.watch, again.pipeline.measuring.watch
    assert abs(live.empty_n.sum()) < 20, "the load was taken off, and that was seen"
    assert (replayed.empty_n == live.empty_n).all()


def test_what_is_over_asks_nobody_to_wait_of_either_foot() -> None:
    begun = Judgement(Answer.CANNOT_TELL, why=Why.JUST_BEGUN)
    told = over(begun, 0.0)
    assert (told.why, told.seen_s) == (Why.TOO_SHORT, 0.0)
    beside = over(Judgement(Answer.CANNOT_TELL, why=Why.WIRE, foot="right", other=begun, other_foot="left"), 0.5)
    assert beside.why is Why.WIRE
    assert beside.other is not None
    assert (beside.other.why, beside.other.seen_s) == (Why.TOO_SHORT, 0.5)
    good = Judgement(Answer.GOOD)
    assert over(good, 60.0) is good
