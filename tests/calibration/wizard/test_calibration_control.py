"""A calibration within a session: collected between blocks, saved by board id, used at once, and taken back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tripod.boards import GRAVITY, Board, load_board
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.view import Answers
from tripod.device.blocks import Block, rewired
from tripod.live.commands import Refused
from tripod.live.session import Session

ANSWERS = Answers(Route.MASSES, weight_kg=75, masses_kg=(10.0, 20.0), tolerance=0.005)


class Feeder:
    """Stands where the bench expects a wizard, and feeds a session instead."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take(self, block: Block) -> None:
        self._session.source.waiting.append(block)  # type: ignore[attr-defined]
        self._session.step()


@pytest.fixture
def calibrate(bench: Callable[..., Any], bench_source: Callable[[Board], Any]) -> Callable[..., tuple[Session, Any]]:
    """A session on bench pads, its wizard driven up to the step Save."""

    def run(wires: list[int] | None = None) -> tuple[Session, Any]:
        made = bench("pads")
        made.wires = wires or []
        session = Session(bench_source(made.board))
        session.step()
        session.calibration.begin()
        feed = Feeder(session)
        made.press_all(feed)
        session.calibration.ask(lambda w: (w.next(), w.skip_warm_up(), w.next(), w.answer(ANSWERS)))
        made.empty(feed, 2)
        session.calibration.ask(lambda w: w.next())
        for task in session.calibration.ask(lambda w: w.tasks()):
            made.mass(feed, task.load_n, task.x_mm, task.y_mm)
        session.calibration.ask(lambda w: (w.next(), w.next(), w.next()))
        made.shift(feed, 75 * GRAVITY, 3)
        view = session.calibration.ask(lambda w: (w.next(), w.view())[1])
        assert view.step is Step.SAVE, view
        return session, made

    return run


def total_n(session: Session, made: Any, load_n: float) -> float:
    made.hold(Feeder(session), np.full(6, load_n / 6), 2)
    return session.pipeline.snapshot().total_n


def test_it_is_saved_used_at_once_and_taken_back(calibrate: Callable[..., tuple[Session, Any]]) -> None:
    session, made = calibrate()
    rough = total_n(session, made, 600)
    path = session.calibration.save("Ada", 21.5)
    assert session.calibration.view() is None
    data = json.loads(path.read_text("utf-8"))
    assert data["proof"]["operator"] == "Ada"
    assert data["proof"]["simulated"] is True
    assert data["board_id"] == "ab" * 8
    exact = total_n(session, made, 600)
    assert abs(exact - 600) < 3 < abs(rough - 600)
    assert session.pipeline.snapshot().calibrated
    assert [(v.number, v.kind, v.in_use) for v in session.calibration.versions()] == [(1, "user", True)]
    session.calibration.use(None)
    assert total_n(session, made, 600) == pytest.approx(rough, abs=1)
    assert not session.pipeline.snapshot().calibrated
    session.calibration.use(1)
    assert total_n(session, made, 600) == pytest.approx(600, abs=3)
    with pytest.raises(Refused, match="has no calibration 7"):
        session.calibration.use(7)


def test_the_next_session_on_this_board_uses_it(
    calibrate: Callable[..., tuple[Session, Any]], bench_source: Callable[[Board], Any]
) -> None:
    session, made = calibrate()
    session.calibration.save()
    again = Session(bench_source(made.board))
    again.step()
    assert again.pipeline.setup
    assert again.pipeline.setup.calibration.kind == "user"


def test_swapped_wires_are_right_after_it(calibrate: Callable[..., tuple[Session, Any]]) -> None:
    session, made = calibrate([1, 0, 2, 3, 4, 5])
    session.calibration.save()
    force = np.array([300.0, 60, 60, 300, 60, 60])
    made.hold(Feeder(session), force, 2)
    assert session.pipeline.snapshot().feet["left"].point_n == pytest.approx(force[:3], abs=3)


def test_it_is_not_changed_under_a_recording(calibrate: Callable[..., tuple[Session, Any]], tmp_path: Path) -> None:
    session, _ = calibrate()
    session.start_recording(tmp_path / "r")
    with pytest.raises(Refused, match="stop it first"):
        session.calibration.save()
    session.close()


def test_cancelling_leaves_the_old_and_forgets_the_new(calibrate: Callable[..., tuple[Session, Any]]) -> None:
    session, _ = calibrate()
    session.calibration.cancel()
    assert session.calibration.view() is None
    assert session.calibration.versions() == []
    assert session.pipeline.setup
    assert not session.pipeline.setup.calibration.calibrated
    session.calibration.begin()
    view = session.calibration.view()
    assert view
    assert view.step is Step.CHECK


def test_a_program_that_dies_goes_on_where_it_was(
    calibrate: Callable[..., tuple[Session, Any]], bench_source: Callable[[Board], Any]
) -> None:
    _, made = calibrate()
    again = Session(bench_source(made.board))
    again.step()
    again.calibration.begin()
    view = again.calibration.view()
    assert view
    assert view.step is Step.FIT
    assert len(view.captures) == 18
    again.calibration.begin(anew=True)
    assert again.calibration.answers() != ANSWERS


def test_saving_needs_a_verified_fit(bench_source: Callable[[Board], Any]) -> None:
    session = Session(bench_source(load_board("pads")))
    with pytest.raises(Refused, match="no board yet to calibrate"):
        session.calibration.begin()
    session.step()
    with pytest.raises(Refused, match="No calibration is under way"):
        session.calibration.save()
    session.calibration.begin()
    with pytest.raises(Refused, match="nothing to save yet"):
        session.calibration.save()


def test_rewiring_puts_cells_into_order() -> None:
    k = np.arange(2)
    counts = np.array([[10, 20, 30], [11, 21, 31]], np.int32)
    nothing = np.zeros((2, 3), np.uint8)
    block = Block(k, k, counts, nothing, nothing)
    assert rewired(block, ()) is block
    assert (rewired(block, (1, 0, 2)).counts == counts[:, [1, 0, 2]]).all()


def save(session: Session) -> Path:
    return session.calibration.save("Ada")


def test_a_calibration_travels_and_stays_the_same(
    calibrate: Callable[..., tuple[Session, Any]], tmp_path: Path
) -> None:
    session, _ = calibrate()
    first = save(session)
    assert session.calibration.file(1) == first
    away = tmp_path / "away.json"
    away.write_text(first.read_text("utf-8"), "utf-8")
    assert session.pipeline.setup
    laws = session.pipeline.setup.calibration.cells
    session.calibration.use(None)
    again = session.calibration.take_in(away)
    assert again == first
    assert session.calibration.versions()[0].in_use
    assert session.pipeline.setup.calibration.cells == laws
    session.calibration.use(None)
    away.write_text(json.dumps(json.loads(away.read_text("utf-8")) | {"made": "2026-11-02T10:00:00"}), "utf-8")
    second = session.calibration.take_in(away)
    assert second.name == "0002.json"
    assert session.pipeline.setup.calibration.cells == laws
    assert session.calibration.versions()[1].in_use
    with pytest.raises(Refused, match="has no calibration 7"):
        session.calibration.file(7)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"board_id": "cd" * 8}, "is of the board cdcd, not of abab"),
        ({"board": "plate"}, "of the board 'plate'"),
        ({"schema": 9}, "schema 9"),
        ({"cells": []}, "does not describe the 6 cells"),
        ({"range_n": [[5, 1]] * 6}, "does not describe"),
        ({"cells": [{"gain": "x"}]}, "not complete"),
    ],
)
def test_what_is_not_this_boards_calibration_is_refused(
    calibrate: Callable[..., tuple[Session, Any]], tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    session, _ = calibrate()
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(json.loads(save(session).read_text("utf-8")) | change))
    with pytest.raises(Refused, match=says):
        session.calibration.take_in(wrong)
    assert len(session.calibration.versions()) == 1


def test_a_load_beyond_what_calibrated_a_cell_is_said(calibrate: Callable[..., tuple[Session, Any]]) -> None:
    session, made = calibrate()
    save(session)
    total_n(session, made, 900.0)
    assert session.pipeline.snapshot().caution == ""
    total_n(session, made, 2100.0)
    assert "calibrated up to" in session.pipeline.snapshot().caution
