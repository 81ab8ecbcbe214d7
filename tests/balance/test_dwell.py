"""How long the CoP dwelt where."""

from math import inf, nan

import numpy as np
import pytest

from tripod.balance.dwell import CELL_MM, Dwell


def walk(dwell: Dwell, way, seconds: float, rate_hz: float, start_s: float = 100.0) -> float:
    for k in range(int(seconds * rate_hz) + 1):
        dwell.add(start_s + k / rate_hz, *way(k / rate_hz))
    return start_s + seconds


def middle(dwell: Dwell) -> tuple[float, float]:
    grid = dwell.seconds
    rows, columns = np.indices(grid.shape) + 0.5
    return (
        float((grid * columns).sum() / grid.sum() * CELL_MM + dwell.left_mm),
        float((grid * rows).sum() / grid.sum() * CELL_MM),
    )


@pytest.mark.parametrize("rate_hz", [10, 80, 1000])
@pytest.mark.parametrize("at", [(0.0, 98.0), (-21.0, 180.0), (17.0, 40.0)])
def test_standing_still_counts_the_seconds_where_it_was(rate_hz, at):
    dwell = Dwell(260.0)
    walk(dwell, lambda t: at, 4.0, rate_hz)
    assert dwell.seconds.sum() == pytest.approx(4.0)
    assert middle(dwell) == pytest.approx(at, abs=CELL_MM / 2 + 1e-6)
    row, column = np.unravel_index(dwell.seconds.argmax(), dwell.seconds.shape)
    assert (row, column) == (int(at[1] // CELL_MM), int((at[0] - dwell.left_mm) // CELL_MM))


def test_ten_samples_a_second_draw_the_same_picture_as_a_thousand():
    grids = []
    for rate_hz in (10, 1000):
        dwell = Dwell(260.0)
        walk(dwell, lambda t: (20 * np.sin(2.1 * t), 110 + 70 * np.sin(0.8 * t)), 9.0, rate_hz)
        grids.append(dwell.seconds.copy())
    assert np.abs(grids[0] - grids[1]).sum() < 0.12 * grids[1].sum()


def test_what_is_older_than_ten_seconds_is_forgotten_and_in_a_drill_it_is_not():
    for keep_s, kept in ((10.0, 10.0), (inf, 40.0)):
        dwell = Dwell(260.0, keep_s)
        end = walk(dwell, lambda t: (0.0, 60.0), 20.0, 20)
        walk(dwell, lambda t: (0.0, 160.0), 20.0, 20, end)
        assert dwell.seconds.sum() == pytest.approx(kept, abs=0.11)
        heel = dwell.seconds[: int(110 / CELL_MM)].sum()
        assert heel == pytest.approx(0.0 if keep_s == 10.0 else 20.0, abs=1e-9 if keep_s == 10.0 else 0.11)


def test_nothing_is_left_once_all_is_old():
    dwell = Dwell(260.0)
    end = walk(dwell, lambda t: (t, 60.0 + 9 * t), 9.0, 70)
    dwell.add(end + 30, nan, nan)
    assert (dwell.seconds == 0).all()


def test_a_gap_a_lift_and_a_repeated_sample_are_no_stay():
    dwell = Dwell(260.0)
    for t_s, at in ((0.0, 50.0), (5.0, 200.0), (5.1, nan), (5.2, 200.0), (5.2, 200.0)):
        dwell.add(t_s, 0.0, at)
    assert dwell.seconds.sum() == 0
    dwell.add(5.3, 0.0, 200.0)
    assert dwell.seconds.sum() == pytest.approx(0.1)


def test_off_the_foot_nothing_is_drawn_and_time_that_goes_back_begins_anew():
    dwell = Dwell(260.0)
    walk(dwell, lambda t: (900.0, -80.0), 3.0, 20)
    assert dwell.seconds.sum() == 0
    walk(dwell, lambda t: (0.0, 90.0), 3.0, 20)
    walk(dwell, lambda t: (0.0, 90.0), 1.0, 20, 0.0)
    assert dwell.seconds.sum() == pytest.approx(1.0)
