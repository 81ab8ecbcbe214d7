"""What hums in all cells or in one, at whatever part of the rate; and a film's last codes, which are no noise."""

import numpy as np
import pytest

from tripod.boards import Board, load_board
from tripod.force.calibration import nominal
from tripod.force.counts_to_newtons import ForceLaw
from tripod.force.film_grain import CODE, FilmGrain
from tripod.force.front_end import fsr_counts
from tripod.force.plausibility import Cause
from tripod.force.plausibility_watch import PlausibilityWatch

PADS, TONIGHT = load_board("pads"), load_board("insole-tonight")
GAIN = np.array([law.gain for law in nominal(PADS).cells])


def found(board: Board, counts: np.ndarray, hz: float) -> set[tuple[Cause, int | None]]:
    """All that was found in counts (n, cells) at any time."""
    watch = PlausibilityWatch(board, hz, np.zeros(len(board.cells)), empty_known=False)
    law, out = ForceLaw(board, nominal(board)), set()
    whole = np.rint(counts).astype(np.int32)
    for start in range(0, len(whole), 40):
        part = whole[start : start + 40]
        watch(np.rint((start + np.arange(len(part))) * 1e6 / hz).astype(np.int64), law.newtons(part), part)
        out |= {(thing.cause, thing.cell) for thing in watch.found}
    return out


def stepping_on(seconds: float = 8.0, hz: float = 80.0) -> tuple[np.ndarray, np.ndarray]:
    """Times (n,) and counts (n, cells) of somebody who steps onto the pads within half a second, and sways."""
    rng = np.random.default_rng(4)
    t = np.arange(round(seconds * hz)) / hz
    sway = 1 + 0.05 * np.sin(2 * np.pi * 0.4 * t)[:, None] * np.array([1, -1, 1, -1, 1, -1])
    force = 370 * np.array([0.5, 0.25, 0.25] * 2) * sway * np.clip((t - 2) / 0.5, 0, 1)[:, None]
    return t, force / GAIN + rng.normal(0, 60, force.shape)


@pytest.mark.parametrize("mains_hz", [50.0, 50.3, 60.0, 59.9, 100.2])
@pytest.mark.parametrize("amplitude", [3000.0, 1600.0])
def test_mains_in_all_cells_blames_none_of_them(mains_hz: float, amplitude: float) -> None:
    t, counts = stepping_on()
    counts += amplitude * np.sin(2 * np.pi * mains_hz * t + 0.3)[:, None]
    assert found(PADS, counts, 80.0) == {(Cause.DISTURBED, None)}


@pytest.mark.parametrize("mains_hz", [50.0, 60.0, 100.2])
def test_mains_in_one_cell_names_it(mains_hz: float) -> None:
    t, counts = stepping_on()
    counts[:, 4] += 4000 * np.sin(2 * np.pi * mains_hz * t + 0.3)
    assert found(PADS, counts, 80.0) == {(Cause.NOISY, 4)}


@pytest.mark.parametrize("tremor_hz", [4.0, 8.0, 12.0])
def test_muscles_that_tremble_are_no_hum(tremor_hz: float) -> None:
    t, counts = stepping_on()
    counts += 4 / GAIN * (t > 3)[:, None] * np.sin(2 * np.pi * tremor_hz * t)[:, None]
    assert not found(PADS, counts, 80.0)


@pytest.mark.parametrize("load_n", [2.0, 10.0, 18.0, 25.0])
def test_the_last_codes_of_a_film_are_neither_noise_nor_wild(load_n: float) -> None:
    rng = np.random.default_rng(5)
    law = nominal(TONIGHT).cells[0]
    codes = fsr_counts(TONIGHT.front_end, (load_n / law.gain) ** (1 / law.exponent)) / CODE
    counts = CODE * np.rint(codes + rng.normal(0, 0.5, (200 * 12, 3)))
    assert not found(TONIGHT, counts, 200.0)


def test_a_wild_reading_of_a_film_is_found_all_the_same() -> None:
    rng = np.random.default_rng(6)
    counts = CODE * np.rint(920 + rng.normal(0, 0.5, (200 * 8, 3)))
    counts[300::300, 1] = CODE * 700
    assert (Cause.WILD, 1) in found(TONIGHT, counts, 200.0)
    counts = CODE * np.rint(300 + rng.normal(0, 0.5, (200 * 8, 3)))
    counts[300::300, 1] = CODE * 990
    assert (Cause.WILD, 1) in found(TONIGHT, counts, 200.0)


def test_the_grain_is_the_laws_slope_and_a_bridge_has_none() -> None:
    grain, law = FilmGrain(TONIGHT), ForceLaw(TONIGHT, nominal(TONIGHT))
    for code in (100, 500, 950):
        force = law.newtons(np.array([[code * CODE] * 3, [(code + 1) * CODE] * 3], np.int32))[:, 1]
        assert grain(1, float(force.mean())) == pytest.approx(force[1] - force[0])
    assert grain(1, 1e9) < np.inf
    assert FilmGrain(PADS)(0, 500.0) == 0
