"""Wires that are wrong, from real packets to what the session says: no number, no all-clear, the wire by its name."""

from collections.abc import Callable

import numpy as np
import pytest

from tripod.balance.judgement import Answer, Why
from tripod.balance.judgement_words import said
from tripod.boards import load_board
from tripod.device.items import SourceError
from tripod.force.plausibility import Cause
from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.live.snapshot import Snapshot
from tripod.live.stream_summary import summary
from tripod.sentences import sentence
from tripod.sources import fast_clock, open_source
from tripod.sources.clock import Clock
from tripod.sources.stream import Stream

from .conftest import WiredBoard, reversed_at

Wired = Callable[..., Session]


def until(session: Session, t_s: float) -> Snapshot:
    """Read on until the board's clock is there."""
    port = session.board_port  # type: ignore[attr-defined]
    while port.t_s < t_s:
        session.step()
    return session.snapshot()


def test_an_even_stance_on_sound_wires_is_judged(wired: Wired) -> None:
    session = wired()
    assert until(session, 1.9).judgement.why is Why.NOBODY
    shown = until(session, 6)
    assert shown.judgement.answer is not Answer.CANNOT_TELL or shown.judgement.why is Why.UNSURE
    assert shown.implausible == ()
    assert summary(session.pipeline, session.source)["implausible"] == []


@pytest.mark.parametrize("cell", [0, 1, 2])
@pytest.mark.parametrize("board", ["pads", "plate"])
def test_a_reversed_cell_is_named_within_a_second_or_so(wired: Wired, board: str, cell: int) -> None:
    session = wired(board, wrong=reversed_at(cell))
    shown = until(session, 3.5)
    setup = session.pipeline.setup
    assert setup
    plain = setup.board.cells[cell].plain
    assert shown.judgement.why is Why.WIRE
    assert said(shown.judgement, setup.board) == sentence(
        "judged.cannot_tell_because", why=sentence("implausible.backwards", cell=plain)
    )
    left = shown.feet["left"]
    assert np.isnan(left.share).all()
    assert np.isnan(left.cop_mm).all()
    assert np.isnan(shown.total_n)
    assert shown.feet["right"].loaded
    assert shown.judgement.other_foot == "right"
    kept = summary(session.pipeline, session.source)
    assert kept["share"]["left"] is None
    assert kept["total_n"] is None
    assert kept["share"]["right"] is not None
    assert kept["judgement"]["cause"] == "backwards"
    assert kept["judgement"]["cell"] == setup.board.cells[cell].name
    assert kept["notices"] == [sentence("implausible.backwards", cell=plain)]


def test_a_cell_that_loses_its_load_under_somebody_is_named(wired: Wired) -> None:
    def dies(counts: np.ndarray, t_s: float, seq: int) -> None:
        if t_s >= 5:
            counts[1] = session.board_port.zero[1] + 60 * np.sin(seq)  # type: ignore[attr-defined]

    session = wired(wrong=dies)
    assert until(session, 4.9).implausible == ()
    shown = until(session, 6.3)
    assert shown.judgement.why is Why.WIRE
    (wrong,) = shown.implausible
    assert (wrong.cause, wrong.cell) == (Cause.SUDDEN, 1)
    assert np.isnan(shown.feet["left"].share).all()
    assert summary(session.pipeline, session.source)["judgement"]["cause"] == "sudden"


def test_all_reversed_is_no_empty_board_and_no_zero(wired: Wired) -> None:
    session = wired(wrong=reversed_at(*range(6)), from_s=0.0)
    shown = until(session, 3)
    assert shown.judgement.why is Why.WIRE
    assert shown.caution == ""
    with pytest.raises(Refused, match=r"(?i)something stands"):
        session.zero()


def test_a_reversed_cell_may_be_turned_round_and_stays_so(wired: Wired) -> None:
    session = wired(wrong=reversed_at(1))
    until(session, 4)
    session.calibration.turn_round()
    shown = until(session, 7)
    assert shown.implausible == ()
    assert shown.feet["left"].share[1] == pytest.approx(0.25, abs=0.03)
    again = wired(wrong=reversed_at(1))
    shown = until(again, 5)
    assert shown.implausible == (), "it is kept with the board"
    with pytest.raises(Refused):
        again.calibration.turn_round()


def test_too_much_load_is_said_also_by_a_cell_that_is_not_believed(wired: Wired) -> None:
    session = wired(wrong=reversed_at(4), foot_n=(2500.0, 200.0))
    shown = until(session, 5)
    assert shown.judgement.why is Why.WIRE
    assert "2400" in shown.overload


@pytest.mark.parametrize("hz", [10.0, 20.0, 80.0, 144.0])
def test_seconds_are_those_of_the_board_at_any_rate(wired: Wired, hz: float) -> None:
    session = wired(sent_hz=hz, to_s=6.0, end_s=30)
    shown = until(session, 5)
    assert session.pipeline.setup.rate_hz == pytest.approx(hz, rel=0.02)
    assert bool(shown.caution) == (hz != 80)
    assert ("pin 15" in shown.caution) == (hz == 10)
    until(session, 7.4)
    session.zero()
    window = session.window(3.0)
    assert window.t_s[-1] - window.t_s[0] == pytest.approx(3.0, abs=2 / hz)


@pytest.mark.parametrize("hz", [10.0, 20.0, 80.0, 144.0])
def test_the_delay_that_is_told_is_the_delay_of_a_step(wired: Wired, hz: float) -> None:
    session = wired(sent_hz=hz, from_s=0.0, end_s=20)
    port = session.board_port  # type: ignore[attr-defined]
    before, after = 92.0, 120.0
    port.noise_n = 0.0
    first = []
    port.carried_n[:] = before
    while port.t_s < 5:
        session.step()
    port.carried_n[:] = after
    step_s = port.t_s
    shown = session.snapshot()
    first.append((shown.t_s, shown.feet["left"].point_n[1]))
    while port.t_s < 7:
        session.step()
        shown = session.snapshot()
        first.append((shown.t_s, shown.feet["left"].point_n[1]))
    middle = (before + after) / 2
    zero = port.zero[1] * port.gain[1]
    rising = [(t, n - zero) for t, n in first]
    at = next(k for k, (_, n) in enumerate(rising) if n >= middle)
    (t0, n0), (t1, n1) = rising[max(at - 1, 0)], rising[at]
    crossed = t1 if n1 == n0 else t0 + (t1 - t0) * (middle - n0) / (n1 - n0)
    # A sampled step has its own middle half a period before its first sample.
    assert crossed - (step_s - 0.5 / hz) == pytest.approx(shown.filter_delay_s, abs=0.003)
    assert shown.sensor_delay_s == pytest.approx(2 / hz, rel=0.02)


def test_ten_samples_a_second_are_named_once(wired: Wired) -> None:
    session = wired(sent_hz=10.0)
    until(session, 10)
    assert [n for n in session.pipeline.notices if "pin 15" in n] == [session.pipeline.setup.rate_doubt]


@pytest.mark.parametrize("hz", [10.0, 20.0, 144.0])
def test_a_hold_on_a_board_of_another_rate_is_measured_in_its_seconds(wired: Wired, hz: float) -> None:
    session = wired(sent_hz=hz, end_s=90, noise_n=0.5, at_once=16)
    while session.pipeline.setup is None:
        session.step()
    session.start_drill("tripod-hold", asks=False)
    run = session.drilling.run
    while session.step() and not run.done:
        pass
    assert run.result()["scored"], run.result()["reason"]
    for hold in run.result()["holds"]:
        planned = [step.duration_s for step in run.drill.steps if step.kind == "hold"]
        assert any(hold["duration_s"] == pytest.approx(each, rel=0.1) for each in planned)


def test_the_wizards_zero_takes_as_long_at_ten_samples_a_second(wired: Wired) -> None:
    took = {}
    for hz in (10.0, 80.0):
        session = wired(sent_hz=hz, from_s=1e9, end_s=30)
        while session.pipeline.setup is None:
            session.step()
        session.calibration.begin(anew=True)
        port = session.board_port  # type: ignore[attr-defined]
        while session.calibration.view().steady < 1:
            session.step()
        took[hz] = port.t_s
    assert took[10.0] == pytest.approx(took[80.0], abs=1.0)


def test_no_cue_is_given_to_a_foot_whose_wire_was_found_in_the_middle_of_a_fault(wired: Wired) -> None:
    def breaks(counts: np.ndarray, t_s: float, _seq: int) -> None:
        if t_s > 10:
            counts[1] = 777

    session = wired(end_s=60, noise_n=0.3, at_once=8, wrong=breaks)
    while session.pipeline.setup is None:
        session.step()
    session.start_drill("tripod-hold", asks=False)
    run = session.drilling.run
    while not session.pipeline.measuring.watch.found and session.step():
        pass
    begun = len(run.result()["cues"])
    assert begun > 0, "until then it is a point that left the floor"
    while session.step() and not run.done:
        pass
    assert len(run.result()["cues"]) == begun
    assert not run.result()["scored"]
    assert run.result()["faults"][-1]["duration_s"] < 3


@pytest.mark.parametrize("from_s", [0.0, 2.0, 2.3])
@pytest.mark.parametrize("cell", [0, 1, 5])
def test_no_cue_is_given_for_a_cell_that_was_dead_from_the_first_moment(wired: Wired, cell: int, from_s: float) -> None:
    session = wired(end_s=14, noise_n=0.3, at_once=8, from_s=from_s)
    session.board_port.carried_n[cell] = 0  # type: ignore[attr-defined]
    while session.pipeline.setup is None:
        session.step()
    session.start_drill("tripod-hold", asks=False)
    run = session.drilling.run
    while session.step() and not run.done:
        pass
    assert run.result()["cues"] == []
    assert run.result()["faults"] == []
    assert [(f.cause, f.cell) for f in session.pipeline.measuring.watch.found] == [(Cause.SILENT, cell)]


@pytest.mark.parametrize("board", ["plate", "plate-three"])
def test_nor_for_a_corner_of_a_plate(wired: Wired, board: str) -> None:
    session = wired(board, turned_deg={"left": 7.0, "right": 7.0}, end_s=9, noise_n=0.3, at_once=8, from_s=1.0)
    session.board_port.carried_n[1] = 0  # type: ignore[attr-defined]
    while session.pipeline.setup is None:
        session.step()
    session.start_drill("tripod-hold", asks=False)
    run = session.drilling.run
    while session.step() and not run.done:
        pass
    assert (run.result()["cues"], run.result()["faults"]) == ([], [])
    assert [(f.cause, f.cell) for f in session.pipeline.measuring.watch.found] == [(Cause.SILENT, 1)]


def test_what_a_film_read_before_its_board_called_it_stuck_is_no_mean_of_its_foot() -> None:
    clock = fast_clock()
    opened = open_source("virtual:quiet,board=insole,fault=stuck:left_mt1", clock=clock)
    session = Session(opened, now=clock.now)
    while clock.now() < 8:
        session.step()
    told = summary(session.pipeline, session.source)
    assert told["self_test"]["cells"]["left_mt1"] == "stuck"
    assert told["total_index"] is told["share"]["left"] is told["cop_mm"]["left"] is told["cop_mm"]["both"] is None
    assert "left" not in told["stated"]["feet"]
    assert told["share"]["right"]["heel"] > 0


@pytest.mark.parametrize("stops_s", [0.0, 5.0], ids=["from the start", "in the middle"])
def test_a_clock_that_stands_still_is_named_once(wired: Wired, stops_s: float) -> None:
    session = wired(clock_stops_s=stops_s)
    until(session, 11)
    assert session.pipeline.notices == [sentence("pipeline.clock_stands")]
    assert session.pipeline.frames == 1 + round(80 * stops_s)


@pytest.mark.parametrize("from_s", [0.0, 5.0])
def test_a_cell_at_the_end_of_its_range_is_named(wired: Wired, from_s: float) -> None:
    def ends(counts: np.ndarray, t_s: float, _seq: int) -> None:
        if t_s >= from_s:
            counts[1] = 0x7FFFFF

    session = wired(wrong=ends)
    shown = until(session, 11)
    setup = session.pipeline.setup
    assert setup
    assert shown.judgement.why is Why.NO_READING
    assert setup.board.cells[1].plain in said(shown.judgement, setup.board)
    kept = summary(session.pipeline, session.source)["judgement"]
    assert (kept["cell"], kept["cause"]) == ("left_mt1", "saturated")


def test_a_wire_that_is_loose_gets_no_cue_and_its_own_name(wired: Wired) -> None:
    def loose(counts: np.ndarray, t_s: float, _seq: int) -> None:
        if int(t_s / 1.5) % 2:
            counts[1] = -1

    session = wired(end_s=20, noise_n=0.3, at_once=8, wrong=loose)
    while session.pipeline.setup is None:
        session.step()
    session.start_drill("tripod-hold", asks=False)
    while session.step():
        pass
    assert session.drilling.run.result()["cues"] == []
    plain = session.pipeline.setup.board.cells[1].plain
    assert session.pipeline.notices[-1] == sentence("implausible.loose", cell=plain)
    assert len(session.pipeline.notices) == 2, "each thing once"


@pytest.mark.parametrize(("every_s", "told"), [(3.0, 1), (5.0, 0)])
def test_a_board_that_begins_anew_again_and_again_is_told_once(wired: Wired, every_s: float, told: int) -> None:
    session = wired(began_s=every_s)
    until(session, 11.9)
    assert session.pipeline.notices == [sentence("pipeline.restarts")] * told


@pytest.mark.parametrize("same_id", [True, False])
def test_two_boards_on_one_cable_are_no_measurement_without_a_word(same_id: bool) -> None:
    class Two(WiredBoard):
        def one(self) -> bytes:
            out = super().one()
            while other.t_s < self.t_s:
                out += other.one()
            return out

    board = load_board("pads")
    other = WiredBoard(board, seq=30_000, at=lambda k: (k - 30_000) / 80 + 0.0061)
    other.board_id = other.board_id if same_id else "aa" * 8
    port = Two(board)
    clock = Clock(lambda: port.t_s, lambda _s: None)
    session = Session(Stream("x", port, lambda: port, clock), now=clock.now)
    if same_id:
        until_s(session, port, 6)
        assert session.pipeline.notices == [sentence("pipeline.untimed")]
    else:
        with pytest.raises(SourceError, match="one alone"):
            until_s(session, port, 6)


def until_s(session: Session, port: WiredBoard, t_s: float) -> None:
    while port.t_s < t_s:
        session.step()
