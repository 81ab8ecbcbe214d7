"""Counts to newtons: laws, failed readings, any cutting, and the zero."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripod.boards import load_board
from tripod.device.blocks import Block
from tripod.device.protocol import Status
from tripod.force.calibration import Calibration, CalibrationError, CellLaw, from_file, from_plain, nominal, to_file
from tripod.force.counts_to_newtons import ForceLaw
from tripod.force.front_end import conductance_us, fsr_counts
from tripod.force.fsr import fsr_force_n
from tripod.force.tare import TareRefused, tare_counts

PADS, INSOLE = load_board("pads"), load_board("insole")


def block(counts: np.ndarray, status: np.ndarray | None = None) -> Block:
    n, cells = counts.shape
    k = np.arange(n)
    none = np.zeros((n, cells), np.uint8)
    return Block(k, k * 5000, counts.astype(np.int32), none if status is None else status, none)


def test_a_load_cell_is_linear_from_its_zero() -> None:
    laws = tuple(CellLaw("linear", 0.002, 1.0, 1000.0 * k, 0.003) for k in range(6))
    law = ForceLaw(PADS, Calibration("pads", "", "user", "2026-11-01", laws))
    counts = np.array([[1000.0 * k + 500 * 100 for k in range(6)]])
    assert law(block(counts))[0] == pytest.approx([100.0] * 6)


@pytest.mark.parametrize("kind", ["conductance", "divider"])
@given(g=st.floats(0, 3000))
def test_the_circuit_law_and_its_way_back(kind: str, g: float) -> None:
    front_end = replace(INSOLE.front_end, kind=kind)
    counts = fsr_counts(front_end, g)
    if counts < front_end.full_scale_counts:
        assert conductance_us(front_end, counts) == pytest.approx(g, rel=1e-6, abs=1e-6)


def test_the_fsr_table_is_the_power_law_and_rises() -> None:
    law = ForceLaw(INSOLE, nominal(INSOLE))
    # 1 kOhm at 10 N is the data sheet's middle point.
    counts = np.rint(fsr_counts(INSOLE.front_end, np.full((1, 6), 1000.0)))
    assert law(block(counts))[0] == pytest.approx([10.0] * 6, rel=0.02)
    every = np.repeat(np.arange(65_473)[:, None], 6, axis=1)
    force = law(block(every))
    assert (np.diff(force, axis=0) >= 0).all()
    assert np.isfinite(force).all()


@pytest.mark.parametrize("status", [s for s in Status if s] + [77])
def test_a_failed_reading_is_never_a_number(status: int) -> None:
    flags = np.zeros((3, 6), np.uint8)
    flags[1, 2] = status
    force = ForceLaw(PADS, nominal(PADS))(block(np.full((3, 6), 1000), flags))
    assert np.isnan(force).sum() == 1
    assert np.isnan(force[1, 2])


@pytest.mark.parametrize("board", [PADS, INSOLE])
@given(cuts=st.lists(st.integers(1, 49), max_size=5))
def test_any_cutting_gives_the_same_bits(board: object, cuts: list[int]) -> None:
    counts = np.random.default_rng(1).integers(0, 65_000, (50, 6))
    law = ForceLaw(board, nominal(board), np.full(6, 300.0))  # type: ignore[arg-type]
    pieces = [law(block(p)) for p in np.split(counts, sorted(cuts)) if len(p)]
    assert (np.concatenate(pieces) == law(block(counts))).all()


def empty(n: int = 80, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    counts = rng.normal(20_000, 60, (n, 6)).astype(np.int32)
    return rng.normal(3, 0.03, (n, 6)), counts


def test_the_zero_of_an_empty_board_is_its_mean_counts() -> None:
    force, counts = empty()
    assert tare_counts(PADS, force, counts, 80) == pytest.approx(counts.mean(0))


def test_a_zeroed_board_reads_zero() -> None:
    for board in (PADS, INSOLE):
        raw = np.full((20, 6), 9000)
        law = ForceLaw(board, nominal(board), np.full(6, 9000.0))
        assert np.abs(law(block(raw))).max() < 1e-9


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda f: f + 200, "stands on the left"),
        (lambda f: f + np.linspace(0, 20, len(f))[:, None], "not steady"),
        (lambda f: np.where(np.arange(6) == 4, np.nan, f), "base of the right big toe gives no reading"),
        (lambda f: f[:5], "not yet a second"),
        (lambda f: f - 200, "stands on the left"),
    ],
)
def test_the_zero_is_refused_with_the_reason(change: object, says: str) -> None:
    force, counts = empty()
    with pytest.raises(TareRefused, match=says):
        tare_counts(PADS, change(force), counts, 80)  # type: ignore[operator]


def test_a_calibration_survives_its_file_and_wrong_ones_do_not() -> None:
    made = replace(nominal(PADS), kind="user", made="2026-11-01", board_id="ab")
    assert from_file(to_file(made), PADS) == made
    for damage, says in (
        ({"schema": 3}, "schema 3"),
        ({"schema": True}, "schema true"),
        ({"kind": True}, "6 cells"),
        ({"cells": [msgspec.to_builtins(to_file(made))["cells"][0] | {"gain": True}] * 6}, "6 cells"),
        ({"covariance": (np.eye(18) + np.eye(18, k=1)).tolist()}, "6 cells"),
        ({"covariance": (-np.eye(18)).tolist()}, "6 cells"),
        ({"board": "plate"}, "not of 'pads'"),
        ({"cells": msgspec.to_builtins(to_file(made))["cells"][:5]}, "6 cells"),
        ({"cells": [{"law": "linear"}] * 6}, "not complete"),
        ({"cells": [msgspec.to_builtins(to_file(made))["cells"][0] | {"gain": float("nan")}] * 6}, "6 cells"),
        ({"cells": [msgspec.to_builtins(to_file(made))["cells"][0] | {"gain": -1.0}] * 6}, "6 cells"),
    ):
        with pytest.raises(CalibrationError, match=says):
            from_plain(msgspec.to_builtins(to_file(made)) | damage, PADS)


LAW = msgspec.to_builtins(to_file(nominal(INSOLE)))["cells"][0]
KNOTS = ((100.0, 2.0), (400.0, 8.0), (900.0, 20.0))


@pytest.mark.parametrize("knots", [KNOTS, KNOTS[:2]])
def test_a_piecewise_law_survives_its_file(knots: tuple[tuple[float, float], ...]) -> None:
    made = msgspec.to_builtins(to_file(nominal(INSOLE))) | {"cells": [LAW | {"law": "piecewise", "knots": knots}] * 6}
    assert from_plain(made, INSOLE).cells[0].knots == knots


@pytest.mark.parametrize(
    "damage",
    [
        {"law": "piecewise", "knots": KNOTS[:1]},
        {"law": "piecewise", "knots": ()},
        {"law": "piecewise", "knots": ((100.0, 2.0), (100.0, 8.0))},
        {"law": "piecewise", "knots": ((100.0, 2.0), (400.0, 2.0))},
        {"law": "piecewise", "knots": (*KNOTS, (800.0, 30.0))},
        {"law": "piecewise", "knots": (*KNOTS, (1000.0, 19.0))},
        {"law": "power", "knots": KNOTS},
        {"law": "cubic"},
        {"gain": 0.0},
        {"gain_sigma": -0.1},
    ],
)
def test_a_law_that_cannot_be_is_refused(damage: dict[str, object]) -> None:
    made = msgspec.to_builtins(to_file(nominal(INSOLE))) | {"cells": [LAW] * 5 + [LAW | damage]}
    with pytest.raises(CalibrationError, match="6 cells"):
        from_plain(made, INSOLE)


def test_ranges_and_places_that_cannot_be_are_refused() -> None:
    made = msgspec.to_builtins(to_file(nominal(PADS)))
    drawn = [(c.x_mm, c.y_mm) for c in PADS.cells]
    near, far = ([(x + off, y) for x, y in drawn] for off in (29.0, 31.0))
    assert from_plain(made | {"places_mm": near, "range_n": [(10.0, 300.0)] * 6}, PADS).places_mm[0] == near[0]
    assert from_plain(made | {"range_n": [(10.0, 10.0)] * 6}, PADS).range_n[5] == (10.0, 10.0)
    for damage in (
        {"places_mm": far},
        {"places_mm": [*drawn[:5], far[5]]},
        {"places_mm": drawn[:5]},
        {"range_n": [(10.0, 300.0)] * 5 + [(300.0, 10.0)]},
        {"range_n": [(10.0, 300.0)] * 5},
    ):
        with pytest.raises(CalibrationError, match="6 cells"):
            from_plain(made | damage, PADS)


def test_beyond_its_knots_a_piecewise_law_goes_on_with_its_exponent() -> None:
    law = CellLaw("piecewise", 2.0, 1.5, 0.0, 0.1, KNOTS)
    assert fsr_force_n(law, [100.0, 400.0, 900.0]) == pytest.approx([4.0, 16.0, 40.0])
    assert fsr_force_n(law, 200.0) == pytest.approx(8.0)
    assert fsr_force_n(law, [1800.0, 50.0]) == pytest.approx([40 * 2**1.5, 4 / 2**1.5])
    assert fsr_force_n(law, 0.0) == 0.0


def test_half_the_supply_over_the_divider_is_a_sensor_like_its_resistor() -> None:
    front_end = replace(INSOLE.front_end, kind="divider")
    assert conductance_us(front_end, 32768) == pytest.approx(1e6 / front_end.ohm, rel=1e-12)
    assert fsr_counts(front_end, 1e6 / front_end.ohm) == pytest.approx(32768, rel=1e-12)


def test_counts_outside_of_the_converters_range_are_its_ends() -> None:
    law = ForceLaw(INSOLE, nominal(INSOLE))
    below, least, most, beyond = law.newtons(np.repeat([[-1], [0], [65536], [70_000]], 6, axis=1))
    assert (below == least).all()
    assert (beyond == most).all()
    assert (most > least).all()
