"""Fits on sensors whose truth is known: the truth is found, the claimed sigma is honest, and nonsense is refused."""

import json
from dataclasses import replace
from math import nan

import msgspec
import numpy as np
import pytest
import routes
from made_up import INSOLE, PADS, PLATE, ZERO, films, gains_of, grid, leans, steps, true_gains
from numpy.typing import NDArray
from virtual_boards import Boards

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.boards import Board, load_board
from tripod.calibration.fit.fit import FitRefused, Precision, estimate, fit
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.verdict import judge_fit
from tripod.calibration.wizard.load_tasks import grid_tasks
from tripod.calibration.wizard.verify import one_reading
from tripod.device.blocks import Block
from tripod.force.calibration import (
    HAND_BUILD_MM,
    Calibration,
    CalibrationError,
    CellLaw,
    from_file,
    from_plain,
    nominal,
    placed,
    to_file,
)
from tripod.force.counts_to_newtons import ForceLaw
from tripod.force.front_end import fsr_counts
from tripod.force.fsr import fsr_force_n

Array = NDArray[np.float64]


def test_a_grid_finds_the_gains_of_four_cells() -> None:
    rng = np.random.default_rng(1)
    gains = true_gains(PLATE, rng)
    result = fit(PLATE, grid(gains, rng))
    assert gains_of(result) == pytest.approx(gains, rel=4e-3)
    assert judge_fit(PLATE, result).word == "accept"
    assert result.calibrated_range_n[0][1] > 100


@pytest.mark.parametrize("jig", [0.0, 1.0])
def test_a_grid_tells_the_full_matrix_of_three_cells(jig: float) -> None:
    """Counts to load and moments: nine numbers a foot, whatever stands behind them."""
    rng, board = np.random.default_rng(7), load_board("plate-three")
    k = len(board.cells)
    gains = true_gains(board, rng)
    truly = np.array([(c.x_mm, c.y_mm) for c in board.cells]) + rng.normal(0, 4, (k, 2))

    def counts(foot: str, load: float, place: Array) -> Array:
        own, force = list(board.cells_of(foot)), np.zeros(k)
        statics = np.vstack([np.ones(3), truly[own].T])
        force[own] = np.linalg.solve(statics, load * np.array([1, *place]))
        return ZERO + force / gains

    captures = [Capture("empty", 0.0, nan, nan, np.full(k, ZERO))]
    for task in grid_tasks(board, 20.0, 5):
        foot, place = ("left" if task.x_mm < 0 else "right"), np.array([task.x_mm, task.y_mm])
        stood = place + jig * rng.normal(0, 1, 2)
        captures.append(Capture(task.words, task.load_n, *place, counts(foot, task.load_n, stood)))
    result = fit(board, captures, Precision(placement_mm=max(jig, 0.05)))
    calibration = from_file(to_file(result.calibration), board)
    frame = [np.rint(counts(f, 400.0, np.array(at))) for f, at in (("left", (-90.0, 60.0)), ("right", (120.0, 150.0)))]
    block = one_reading(frame[0] + frame[1] - ZERO)
    force = ForceLaw(board, calibration)(block)
    balance = BalanceLaw(placed(board, calibration.places_mm), Feet())(force)
    assert balance.load_n[0] == pytest.approx([400.0, 400.0], rel=0.002 if not jig else 0.02)
    assert balance.cop_mm[0] == pytest.approx(np.array([(-90.0, 60.0), (120.0, 150.0)]), abs=0.1 if not jig else 1.5)
    drawn = BalanceLaw(board, Feet())(force).cop_mm[0]
    assert np.abs(drawn - [(-90.0, 60.0), (120.0, 150.0)]).max() > 1.5


def test_cells_far_from_where_they_are_drawn_are_refused_before_anything_is_saved() -> None:
    rng, board = np.random.default_rng(7), load_board("plate-three")
    truly = np.array([(c.x_mm, c.y_mm) for c in board.cells])
    truly[1] += (0, 40)
    captures = [Capture("empty", 0.0, nan, nan, np.full(6, ZERO))]
    gains = true_gains(board, rng)
    for task in grid_tasks(board, 20.0, 5):
        own = list(board.cells_of("left" if task.x_mm < 0 else "right"))
        force = np.zeros(6)
        statics = np.vstack([np.ones(3), truly[own].T])
        force[own] = np.linalg.solve(statics, task.load_n * np.array([1, task.x_mm, task.y_mm]))
        captures.append(Capture(task.words, task.load_n, task.x_mm, task.y_mm, ZERO + force / gains))
    with pytest.raises(FitRefused, match=r"front left corner of the left plate seems to bear [34]\d mm from"):
        fit(board, captures)


def test_a_person_leaves_the_places_of_three_cells_as_sure_as_they_were() -> None:
    rng, board = np.random.default_rng(8), load_board("plate-three")
    gains = true_gains(board, rng)
    captures = [Capture("empty", 0.0, nan, nan, np.full(6, ZERO))]
    for k in range(24):
        left = (1.0, 0.0, 0.5)[k % 3]
        force = 700 * np.concatenate([left * rng.dirichlet([4, 2, 2]), (1 - left) * rng.dirichlet([4, 2, 2])])
        captures.append(Capture(f"lean {k}", 700.0, nan, nan, ZERO + force / gains))
    for stated, known in ((0.8, 0.8), (None, HAND_BUILD_MM)):
        result = fit(board, captures, Precision(load_noise=0.002, build_mm=stated))
        assert result.calibration.places_mm == ()
        assert result.calibration.build_mm == known
        sigma = np.sqrt(np.diag(np.array(result.calibration.covariance))[6:])
        assert sigma == pytest.approx(np.full(12, known))


def test_a_grid_finds_where_four_cells_bear() -> None:
    rng = np.random.default_rng(8)
    gains, moved = true_gains(PLATE, rng), rng.normal(0, PLATE.errors.position_mm, (8, 2))
    at = np.array([(c.x_mm, c.y_mm) for c in PLATE.cells])
    captures = [
        c if not c.load_n else replace(c, counts=ZERO + _moved(c, gains, at, moved) / gains) for c in grid(gains, rng)
    ]
    result = fit(PLATE, captures, Precision(placement_mm=0.1, build_mm=PLATE.errors.position_mm))
    found = np.array(result.calibration.places_mm) - at
    assert np.sqrt(((found - moved) ** 2).mean()) < 0.5 * np.sqrt((moved**2).mean())
    sigma = np.sqrt(np.diag(np.array(result.calibration.covariance))[8:])
    assert (sigma < PLATE.errors.position_mm).all()


def _built(board: Board, sigma_mm: float, seed: int) -> list[Capture]:
    """A grid on a board whose cells sit `sigma_mm` beside the drawing."""
    rng = np.random.default_rng(seed)
    boards = Boards(board, 1, rng)
    boards.at_mm = np.array([(c.x_mm, c.y_mm) for c in board.cells]) + rng.normal(0, sigma_mm, boards.at_mm.shape)
    return routes.grid(boards, 1.0, rng, steps=3).of(0)


@pytest.mark.parametrize("name", ["plate", "plate-three"])
def test_places_beyond_what_was_stated_widen_it_and_say_so(name: str) -> None:
    board = load_board(name)
    said = [fit(board, _built(board, 4.0, seed), Precision(build_mm=0.5)) for seed in range(8)]
    assert all(r.calibration.build_mm and r.calibration.build_mm > 1.5 for r in said)
    assert np.median([r.beside_mm for r in said]) == pytest.approx(4, rel=0.4)
    assert all("not 0.5 mm as stated" in " ".join(r.notes) for r in said)
    as_said = [fit(board, _built(board, 0.5, seed), Precision(build_mm=0.5)) for seed in range(8)]
    assert sum(r.calibration.build_mm == 0.5 for r in as_said) >= 7


def test_a_person_tells_no_places() -> None:
    rng = np.random.default_rng(9)
    assert fit(PADS, leans(rng, true_gains(PADS, rng))).calibration.places_mm == ()


@pytest.mark.parametrize("places", [[[0, 0]], [[0, 0]] * 8, [[float("nan"), 0]] * 8, "near"])
def test_places_that_no_cell_has_are_refused(places: object) -> None:
    with pytest.raises(CalibrationError):
        from_plain(msgspec.to_builtins(to_file(nominal(PLATE))) | {"places_mm": places}, PLATE)


def test_a_calibration_of_schema_1_is_read() -> None:
    old = {k: v for k, v in msgspec.to_builtins(to_file(nominal(PLATE))).items() if k != "places_mm"} | {"schema": 1}
    assert from_plain(old, PLATE) == nominal(PLATE)


def test_a_quarter_each_at_the_centre_cannot_tell_four_cells_apart() -> None:
    rng = np.random.default_rng(1)
    captures = [c for c in grid(true_gains(PLATE, rng), rng) if c.load_n == 0 or c.name.endswith("130.0)")]
    middle = [c for c in captures if c.load_n == 0 or c.x_mm in (-100, 100)]
    with pytest.raises(FitRefused, match="one spot"):
        fit(PLATE, middle)


@pytest.mark.slow
@pytest.mark.parametrize(("jig", "noise", "cell"), [(1.0, 0.001, 0.003), (3.0, 0.001, 0.003)])
def test_the_claimed_sigma_is_honest(jig: float, noise: float, cell: float) -> None:
    rng = np.random.default_rng(2)
    z: list[Array] = []
    at = np.array([(c.x_mm, c.y_mm) for c in PLATE.cells])
    for _ in range(200):
        gains, moved = true_gains(PLATE, rng), rng.normal(0, PLATE.errors.position_mm, (8, 2))
        # Cells beside their drawn places: seen from them, the load stands elsewhere.
        captures = grid(gains, rng, jig, noise, cell)
        captures = [
            c if not c.load_n else replace(c, counts=ZERO + _moved(c, gains, at, moved) / gains) for c in captures
        ]
        result = fit(PLATE, captures, Precision(placement_mm=jig, build_mm=PLATE.errors.position_mm))
        z.append((gains_of(result) / gains - 1) / [law.gain_sigma for law in result.calibration.cells])
    # 200 boards of 8 cells that share their errors: the sd of z is known to about 6 %.
    assert np.std(z) == pytest.approx(1, abs=0.15)


def _moved(capture: Capture, gains: Array, at: Array, moved: Array) -> Array:
    """Forces whose moments hold about the true places: a correction with the least change."""
    force = (capture.counts - ZERO) * gains
    own = np.abs(force) > 1e-9
    statics = np.vstack([np.ones(own.sum()), (at + moved)[own].T])
    shift = np.array([0, *(force[own] @ moved[own])])
    force[own] -= np.linalg.pinv(statics) @ shift
    return force


def test_a_wrong_mass_moves_every_gain_alike_and_counts_once() -> None:
    rng = np.random.default_rng(3)
    gains = true_gains(PLATE, rng)
    captures = [replace(c, load_n=c.load_n * 1.03) for c in grid(gains, rng)]
    result = fit(PLATE, captures, Precision(mass_tolerance=0.03, build_mm=PLATE.errors.position_mm))
    assert gains_of(result) == pytest.approx(gains * 1.03, rel=6e-3)
    sigma = np.array([law.gain_sigma for law in result.calibration.cells])
    assert ((sigma > 0.03) & (sigma < 0.035)).all()
    covariance = np.array(result.calibration.covariance)[:8, :8]
    common = covariance.mean()
    assert common**0.5 == pytest.approx(0.03, rel=0.1)  # 18 captures do not average it away


def test_a_zero_that_drifts_is_followed() -> None:
    rng = np.random.default_rng(4)
    gains = true_gains(PLATE, rng)
    result = fit(PLATE, grid(gains, rng, drift=5.0), Precision(build_mm=PLATE.errors.position_mm))
    assert gains_of(result) == pytest.approx(gains, rel=6e-3)
    assert "drifted" in result.notes[0]
    assert result.zero_drift_n == pytest.approx(4.75, rel=0.15)


def test_body_weight_finds_the_gains_of_pads_and_says_how_sure() -> None:
    rng = np.random.default_rng(5)
    z: list[Array] = []
    for _ in range(150):
        gains = true_gains(PADS, rng)
        result = fit(PADS, leans(rng, gains, noise=0.002), Precision(load_noise=0.002))
        assert gains_of(result) == pytest.approx(gains, rel=0.02)
        z.append((gains_of(result) / gains - 1) / [law.gain_sigma for law in result.calibration.cells])
    assert np.std(z) == pytest.approx(1, abs=0.2)


def test_body_weight_on_a_plate_leaves_the_twist_to_what_is_known_of_cells() -> None:
    rng = np.random.default_rng(6)
    gains = true_gains(PLATE, rng)
    captures = [replace(c, x_mm=nan, y_mm=nan) for c in grid(gains, rng, twist=0.0)]
    result = fit(PLATE, captures)
    sigma = np.array([law.gain_sigma for law in result.calibration.cells])
    assert ((sigma > 0.005) & (sigma < PLATE.errors.gain)).all()
    total, _ = estimate(PLATE, result.calibration.cells, captures[5])
    assert total == pytest.approx(200, rel=2e-3)


def test_standing_still_is_refused_with_the_point_to_shift_to() -> None:
    rng = np.random.default_rng(7)
    gains = true_gains(PADS, rng)
    captures = [c for c in leans(rng, gains) if c.load_n == 0]
    for k in range(12):
        share = np.array([0.5, 0.25, 0.25, 0.5, 0.25, 0.25]) + 0.002 * rng.normal(0, 1, 6)
        captures.append(Capture(f"still {k}", 700.0, nan, nan, ZERO + 350 * share / gains))
    with pytest.raises(FitRefused, match="shift more towards the (left heel|right heel|base of the)"):
        fit(PADS, captures)


def test_single_loads_find_the_power_law_of_each_fsr() -> None:
    rng = np.random.default_rng(8)
    gain, exponent = 0.00143 * (1 + 0.15 * rng.normal(0, 1, 6)), 1.28 * (1 + 0.02 * rng.normal(0, 1, 6))
    result = fit(INSOLE, films(rng, lambda k, f: (f / gain[k]) ** (1 / exponent[k]), (5.0, 10.0, 20.0), noise=0.01))
    for k, law in enumerate(result.calibration.cells):
        g = (12.0 / gain[k]) ** (1 / exponent[k])
        assert law.law == "power"
        assert float(fsr_force_n(law, g)) == pytest.approx(12.0, rel=3 * law.gain_sigma)
        assert law.gain_sigma < 0.06
    assert judge_fit(INSOLE, result).word == "accept"


def test_a_bent_fsr_gets_a_monotone_piecewise_law_and_a_straight_one_does_not() -> None:
    rng = np.random.default_rng(9)

    def bent(k: int, f: Array) -> Array:
        straight = (f / 0.00143) ** (1 / 1.28)
        return straight * np.where(k == 0, (1 + (f / 12) ** 3) ** -0.18, 1.0)

    result = fit(INSOLE, films(rng, bent, (2.0, 4.0, 8.0, 14.0, 20.0, 28.0)))
    first, *rest = result.calibration.cells
    assert first.law == "piecewise"
    assert {law.law for law in rest} == {"power"}
    for force in (3.0, 6.0, 17.0, 25.0):
        assert float(fsr_force_n(first, bent(0, np.array(force)))) == pytest.approx(force, rel=0.05)
    counts = np.arange(5300, 65000, 7)
    every, none = np.repeat(counts[:, None], 6, axis=1).astype(np.int32), np.zeros((len(counts), 6), np.uint8)
    shown = ForceLaw(INSOLE, result.calibration)(Block(counts, counts, every, none, none))
    assert (np.diff(shown, axis=0) > 0).all()
    again = from_plain(
        msgspec.to_builtins(to_file(result.calibration)) | {"cells": _as_json(result.calibration)}, INSOLE
    )
    assert again == result.calibration


def _as_json(calibration: Calibration) -> list[dict[str, object]]:
    return json.loads(json.dumps(msgspec.to_builtins(to_file(calibration))))["cells"]


def test_stepping_tells_what_each_point_of_a_foot_stands_for() -> None:
    rng = np.random.default_rng(10)
    multiple = np.array([20.0, 24.0, 30.0, 22.0, 30.0, 24.0])
    result = fit(INSOLE, steps(rng, multiple))
    found = gains_of(result) / INSOLE.cells[0].nominal.gain
    # Only what they are to each other is used: the sum stays an index in film newtons, within the board's limits.
    assert found / found.mean() == pytest.approx(multiple / multiple.mean(), rel=0.12)
    assert result.body_per_index == pytest.approx(multiple.mean(), rel=0.1)
    assert 0.01 < result.unseen < 0.06
    assert judge_fit(INSOLE, result).word == "accept"


def test_each_foot_follows_from_its_own_leg() -> None:
    rng = np.random.default_rng(11)
    captures = steps(rng, np.full(6, 24.0))
    alone = fit(INSOLE, captures)
    # Another right foot, another left scale: the left foot's points keep their proportions.
    other = [replace(c, load_n=c.load_n * 0.9) if c.name.startswith("3 ") else c for c in captures]
    left, changed = gains_of(alone)[:3], gains_of(fit(INSOLE, other))[:3]
    assert changed / changed[0] == pytest.approx(left / left[0])


def both(board: Board, law: CellLaw) -> Capture:
    g = (np.full(6, 10.0) / law.gain) ** (1 / law.exponent)
    return Capture("both", 640.0, nan, nan, fsr_counts(board.front_end, g))


def test_both_legs_at_once_tell_an_insole_nothing() -> None:
    rng = np.random.default_rng(12)
    captures = steps(rng, np.full(6, 24.0))
    both_legs = both(INSOLE, nominal(INSOLE).cells[0])
    assert "both legs" in fit(INSOLE, [*captures, both_legs]).notes[0]
    with pytest.raises(FitRefused, match="one leg at a time"):
        fit(INSOLE, [captures[0], *(replace(both_legs, name=f"{k}", load_n=640.0 + k) for k in range(6))])


def test_hysteresis_and_creep_are_read_off_repeats() -> None:
    captures = [Capture("empty", 0.0, nan, nan, np.full(6, ZERO))]
    gain = np.array([c.nominal.gain for c in PADS.cells])
    for k, cell in enumerate(PADS.cells):
        for load, read in ((100.0, 100.0), (200.0, 200.0), (200.0, 200.4), (100.0, 101.0)):
            force = np.zeros(6)
            force[k] = read
            captures.append(Capture(f"{k} {read}", load, cell.x_mm, cell.y_mm, ZERO + force / gain))
    result = fit(PADS, captures)
    assert result.repeats.hysteresis == pytest.approx([0.01] * 6, rel=0.05)
    assert result.repeats.creep == pytest.approx([0.002] * 6, rel=0.05)


def test_one_insole_alone_is_fitted_as_the_left_half_of_two() -> None:
    half = load_board("insole-left")
    captures = [
        replace(c, counts=c.counts[:3])
        for c in steps(np.random.default_rng(13), np.full(6, 24.0))
        if not c.name.startswith("3 ")
    ]
    assert [c.name for c in half.cells] == [c.name for c in INSOLE.cells[:3]]
    both_feet = fit(INSOLE, steps(np.random.default_rng(13), np.full(6, 24.0)))
    one, two = gains_of(fit(half, captures)), gains_of(both_feet)[:3]
    assert one / one[0] == pytest.approx(two / two[0])
