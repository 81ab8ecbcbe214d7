"""A cell that loses or gains load at once, while all others stay as they were."""

import numpy as np
import pytest

from tripod.boards import Board, load_board
from tripod.force.plausibility import Cause
from tripod.force.plausibility_watch import PlausibilityWatch

PADS, PLATE = load_board("pads"), load_board("plate")
RATE, FALLS_S = 80.0, 6.0
SUDDEN = [(Cause.SUDDEN, 1)]


def sways(board: Board, seconds: float = 12.0, each_n: float = 120.0) -> np.ndarray:
    """Forces (n, cells) of somebody who stands there from the first moment on, and sways."""
    rng, n = np.random.default_rng(4), len(board.cells)
    t = np.arange(round(seconds * RATE)) / RATE
    sway = 6 * np.sin(2 * np.pi * 0.4 * t)[:, None] * np.where(np.arange(n) % 3 == 0, -1, 0.5)
    return each_n + sway + rng.normal(0, 0.05, (len(t), n))


def falls(force: np.ndarray, to: float, from_s: float = FALLS_S, until_s: float = 1e9, takes: int = 4) -> np.ndarray:
    """The same, with the second cell reading `to` times its load meanwhile; a converter takes four samplings."""
    t = np.arange(len(force)) / RATE
    part = np.convolve(((t >= from_s) & (t < until_s)).astype(float), np.full(takes, 1 / takes))[: len(t)]
    out = force.copy()
    out[:, 1] *= 1 + part * (to - 1)
    # A converter that reads nothing trembles, too.
    return out + np.random.default_rng(5).normal(0, 0.03, out.shape)


def watched(board: Board, force: np.ndarray, hz: float = RATE, cuts: int = 1) -> PlausibilityWatch:
    watch = PlausibilityWatch(board, hz, np.zeros(len(board.cells)), empty_known=True)
    tick = np.rint(np.arange(len(force)) * 1e6 / hz).astype(np.int64)
    for part in np.array_split(np.arange(len(force)), cuts):
        watch(tick[part], force[part], np.rint(force[part] * 2000).astype(np.int32))
    return watch


def found(board: Board, force: np.ndarray, hz: float = RATE, cuts: int = 1) -> list[tuple[Cause, int | None]]:
    return [(thing.cause, thing.cell) for thing in watched(board, force, hz, cuts).found]


@pytest.mark.parametrize("board", [PADS, PLATE], ids=["pads", "plate"])
@pytest.mark.parametrize("to", [0.0, 0.5, 1.8])
def test_what_one_cell_does_alone_is_no_foot(board: Board, to: float) -> None:
    force = falls(sways(board), to)
    assert not found(board, force[: round(FALLS_S * RATE)])
    assert found(board, force[: round((FALLS_S + 1.5) * RATE)]) == SUDDEN
    watch = watched(board, force)
    assert watch.found[0].value == pytest.approx(120 * (to - 1), abs=5)
    assert f"{abs(watch.found[0].value):.0f}" in watch.found[0].said(board)


def test_what_goes_from_one_point_to_another_is_one() -> None:
    for others in ([0], [2], [0, 2], [3, 4, 5]):
        force = sways(PADS)
        gone = force[:, 1] - falls(force, 0.1)[:, 1]
        force[:, 1] -= gone
        force[:, others] += gone[:, None] / len(others)
        assert not found(PADS, force)


def test_who_takes_time_for_it_is_a_person() -> None:
    assert not found(PADS, falls(sways(PADS), 0.1, takes=24))


def test_the_last_point_of_a_foot_that_steps_off_is_no_step() -> None:
    force = sways(PADS)
    force[round(4 * RATE) :, [0, 2]] = 0.02
    assert not found(PADS, falls(force, 0.0))


def test_masses_that_are_taken_off_at_once_lie_still() -> None:
    force = np.full((960, 6), 120.0) + np.random.default_rng(1).normal(0, 0.03, (960, 6))
    assert not found(PADS, falls(force, 0.0))


def test_a_gain_that_was_lost_is_not_back_because_somebody_stepped_off_and_on() -> None:
    force = falls(sways(PADS, 18.0), 0.5)
    force[round(9 * RATE) : round(12 * RATE)] = 0.0
    force += np.random.default_rng(2).normal(0, 0.03, force.shape)
    watch = watched(PADS, force)
    assert [(thing.cause, thing.cell) for thing in watch.found] == SUDDEN
    watch.set_empty(np.zeros(6), known=True, moved=watch.moved)
    assert not watch.found, "a new zero begins anew"


@pytest.mark.parametrize("later", range(0, 40, 3))
def test_wherever_it_falls_it_is_one_step(later: int) -> None:
    once = falls(sways(PADS), 0.3, 4.0 + later / RATE, 7.0)
    assert found(PADS, once[: round(6.5 * RATE)]) == SUDDEN
    assert not found(PADS, once)


def test_a_wire_that_steps_again_is_not_sound_when_it_steps_back() -> None:
    assert not found(PADS, falls(sways(PADS, 16.0), 0.3, 4.0, 7.0))
    assert found(PADS, falls(falls(sways(PADS, 16.0), 0.3, 4.0, 7.0), 0.3, 9.0, 12.0)) == SUDDEN


def test_of_a_cell_that_died_under_somebody_nothing_is_believed_after_a_new_zero() -> None:
    force = falls(sways(PADS, 20.0), 0.0)
    watch = watched(PADS, force[: round(9 * RATE)])
    assert watch.moved == (True, False, True, True, True, True)


@pytest.mark.parametrize("cuts", [2, 7, 90])
def test_how_the_stream_is_cut_changes_nothing(cuts: int) -> None:
    force = falls(sways(PADS), 0.4)
    assert watched(PADS, force, cuts=cuts).found == watched(PADS, force).found


def test_ten_samplings_a_second_do_not_tell() -> None:
    assert not found(PADS, falls(sways(PADS, 96.0), 0.3, takes=1)[::8], 10.0)
