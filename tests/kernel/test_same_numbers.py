"""With the kernel and without it, forces come to the same numbers to the bit, and are summed up alike."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from tests.kernel.built import built
from tripod import kernel
from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.balance.lowpass import LowPass
from tripod.balance.means import Means
from tripod.boards import Board, load_board
from tripod.device.blocks import Block
from tripod.force.one_instant import OneInstant
from tripod.force.wild_readings import WildReadings
from tripod.virtual.sensors import TrueSensors
from tripod.virtual.sole import spread, spread_feet
from tripod.virtual.sway import Sway

Array = NDArray[np.float64]
NAMES = ["low_pass", "balance", "add_up", "bring", "calm", "feel", "sway", "weigh_parts", "tilt_on"]
BOARDS = [load_board(name) for name in ("insole", "pads", "plate", "plate-three")]
VALUES = st.one_of(
    st.floats(-50.0, 900.0), st.floats(), st.sampled_from([0.0, -0.0, np.nan, np.inf, -np.inf, 5e-324, 1e308, 20.0])
)


@contextmanager
def way(compiled: ModuleType | None) -> Iterator[None]:
    before, kernel.compiled = kernel.compiled, compiled
    try:
        with np.errstate(all="ignore"):
            yield
    finally:
        kernel.compiled = before


def both_ways(work: Callable[[], object]) -> tuple[object, object]:
    with way(built()):
        first = work()
    with way(None):
        return first, work()


def bits(values: Array) -> tuple[tuple[int, ...], str, bytes]:
    """Its numbers to the bit; of a nan only that it is one."""
    return values.shape, values.dtype.str, np.where(np.isnan(values), 0.5e-300, values).tobytes()


def pieces(force: Array, cuts: list[int]) -> list[Array]:
    return [piece for piece in np.split(force, sorted(c for c in cuts if c < len(force))) if len(piece)]


def forces(columns: int) -> st.SearchStrategy[Array]:
    return arrays(np.float64, st.tuples(st.integers(1, 30), st.just(columns)), elements=VALUES)


@settings(max_examples=60)
@given(st.data(), st.sampled_from(BOARDS), st.sampled_from(["C", "F"]), st.lists(st.integers(1, 29), max_size=5))
def test_balance_and_means(data: st.DataObject, board: object, order: str, cuts: list[int]) -> None:
    force = np.asarray(data.draw(forces(len(board.cells))), order=order)  # type: ignore[attr-defined]

    def work() -> object:
        law, means, said = BalanceLaw(board, Feet()), Means(), []  # type: ignore[arg-type]
        for piece in pieces(force, cuts):
            made = law(piece)
            means.add(made)
            said.append([bits(getattr(made, name)) for name in made.__struct_fields__])
        return (
            said,
            bits(means.share),
            bits(means.share_sd),
            bits(means.cop_mm),
            bits(means.load_n),
            means.standing_rows,
        )

    first, second = both_ways(work)
    assert first == second


@settings(max_examples=60)
@given(
    forces(3),
    st.sampled_from([15.0, 24.9, 25.0, 80.0, 200.0, 1000.0]),
    st.sampled_from([20.0, 80.0, 400.0]),
    st.lists(st.integers(1, 29), max_size=5),
    st.sampled_from(["C", "F"]),
)
def test_filtered_forces(force: Array, rate_hz: float, later_hz: float, cuts: list[int], order: str) -> None:
    def work() -> object:
        low, said = LowPass(rate_hz), []
        for number, piece in enumerate(pieces(np.asarray(force, order=order), cuts)):
            if number == 2:
                low.set_rate(later_hz)
            said.append(bits(low(piece)))
        return said

    first, second = both_ways(work)
    assert first == second


def test_the_kernel_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the tests above would compare numpy with itself."""
    force = np.full((4, 6), 100.0)
    law, low, means = BalanceLaw(BOARDS[1], Feet()), LowPass(80.0), Means()
    asked: list[str] = []

    class Asked:
        def __getattr__(self, name: str) -> Callable[..., None]:
            return lambda *_: asked.append(name)

    monkeypatch.setattr(kernel, "compiled", Asked())
    low(force)
    means.add(law(force))
    assert asked == ["low_pass", "balance", "add_up"]


WRONG = [
    np.zeros(3),
    np.zeros((2, 2), np.float32),
    np.zeros(24, np.int64),
    np.zeros((0, 6)),
    None,
    3,
    "x",
    b"123456789",
]
ODD = st.one_of(
    st.sampled_from(WRONG), arrays(np.float64, st.lists(st.integers(0, 4), max_size=3).map(tuple)), st.integers()
)


def sound() -> dict[str, list[object]]:
    law = BalanceLaw(BOARDS[2], Feet())
    n, out = 3, [(3, 2), (3, 2, 3), (3, 2, 3), (3, 2, 2), (3,), (3, 2)]
    made = [np.zeros(shape) for shape in out]
    cells, weights, both = law._cells, law._weights, law._both
    return {
        "low_pass": [np.ones((n, 6)), np.ones((n, 6)), np.zeros((6, 4)), 0.1, 0.2, 0.3],
        "balance": [np.ones((n, len(both))), cells, weights, both, 20.0, *made],
        "add_up": [made[2], made[3], made[5], made[0], made[4], np.zeros(23), np.zeros(23, np.int64)],
        "bring": [
            np.arange(n),
            np.ones((n, 6), np.uint8),
            np.ones((n, 6)),
            np.ones((n, 6)),
            np.zeros(6, np.int64),
            np.zeros(6),
            5000,
            25500,
        ],
        "calm": [np.ones((n, 6)), np.ones(6), np.ones(6), np.ones(6)],
        "weigh_parts": [np.ones((9, n)), np.ones((9, 1))],
        "tilt_on": [np.ones((5, n)), np.ones((2, n)), np.ones((2, n)), 1e-14],
        "feel": [np.ones((n, 6)), np.ones((n, 6)), np.zeros(6), np.zeros((3, 6)), 0.1, 0.2, 0.3, 0.4, 0.5],
        "sway": [np.ones((n, 3)), np.ones((n, 3)), np.zeros((4, 3)), 0.1, 0.2, 0.3, 0.4, 0.5, 0.6],
    }


@settings(max_examples=150)
@given(
    st.sampled_from(["low_pass", "balance", "add_up", "feel", "sway"]),
    st.dictionaries(st.integers(0, 11), ODD, max_size=3),
)
def test_any_arguments(name: str, instead: dict[int, object]) -> None:
    """A result or a Python exception, whatever is handed over."""
    handed = sound()[name]
    for at, value in instead.items():
        handed[at : at + 1] = [value]
    try:
        getattr(built(), name)(*handed)
    except (TypeError, ValueError, OverflowError, BufferError):
        assert instead


@settings(max_examples=60)
@given(st.data(), st.sampled_from(BOARDS), st.sampled_from(["C", "F"]), st.lists(st.integers(1, 29), max_size=5))
def test_what_sensors_feel(data: st.DataObject, board: Board, order: str, cuts: list[int]) -> None:
    force = np.asarray(data.draw(forces(len(board.cells))), order=order)

    def work() -> object:
        sensors = TrueSensors(board, np.random.default_rng(3))
        return [bits(sensors.felt(piece)) for piece in pieces(force, cuts)]

    first, second = both_ways(work)
    assert first == second


@pytest.mark.parametrize("cuts", [[], [1, 2, 20], [7, 60]])
def test_who_sways(cuts: list[int]) -> None:
    def work() -> object:
        sway = Sway(np.random.default_rng(5))
        return [bits(sway(n)) for n in (*cuts, 200)]

    first, second = both_ways(work)
    assert first == second


@settings(max_examples=40)
@given(st.data(), st.lists(st.integers(1, 29), max_size=5), st.booleans())
def test_one_instant(data: st.DataObject, cuts: list[int], forgets: bool) -> None:
    force = data.draw(forces(6))
    n = len(force)
    age = data.draw(arrays(np.uint8, (n, 6), elements=st.integers(0, 130) | st.just(255)))
    tick_us = np.cumsum(data.draw(arrays(np.int64, n, elements=st.sampled_from([0, 1, 5000, 12_500, 25_000, 2**62]))))
    status = np.zeros((n, 6), np.uint8)
    block = Block(np.arange(n), tick_us, np.zeros((n, 6), np.int32), status, age, 0.0)

    def work() -> object:
        law, said = OneInstant(80.0), []
        edges = sorted({0, n, *(c for c in cuts if c < n)})
        for part in map(slice, edges, edges[1:]):
            said.append(bits(law(block.rows(part), force[part])))
            if forgets:
                law.forget()
        return said

    first, second = both_ways(work)
    assert first == second


@settings(max_examples=40)
@given(st.data(), st.lists(st.integers(1, 29), max_size=5), st.sampled_from([0.0, 5.0, 900.0]))
def test_wild_readings(data: st.DataObject, cuts: list[int], limit: float) -> None:
    calm = arrays(np.float64, st.tuples(st.integers(1, 30), st.just(6)), elements=st.floats(0.0, 5.5))
    force = data.draw(calm | forces(6))

    def work() -> object:
        law, said = WildReadings(np.full(6, limit)), []
        for piece in pieces(force, cuts):
            said += [None if of is None else of.tolist() for of in law(piece)]
            said.append(bits(np.array([law._before, law._step, law._doubted])))
        return said

    first, second = both_ways(work)
    assert first == second


@settings(max_examples=40)
@given(
    arrays(np.float64, st.tuples(st.integers(1, 60), st.just(2), st.just(2)), elements=st.floats(-400.0, 400.0)),
    st.sampled_from([1.0, 4.0, 0.0]),
    st.sampled_from([(), ("hallux", "toes"), ("midfoot",)]),
)
def test_how_load_spreads_over_soles(target_mm: Array, toes: float, unsupported: tuple[str, ...]) -> None:
    def work() -> object:
        taken = np.full(target_mm.shape[:2], toes)
        both = spread_feet(target_mm, taken, ("left", "right"), (260.0, 250.0), unsupported)
        return bits(both), bits(spread(target_mm[:, 0], taken[:, 0], "left", 260.0, unsupported))

    first, second = both_ways(work)
    assert first == second


@pytest.mark.parametrize("cell", [-1, 8, 1 << 40])
def test_a_cell_that_is_not_there_is_refused(cell: int) -> None:
    handed = sound()["balance"]
    cells = np.array(handed[1])
    cells[0, 1] = cell
    handed[1] = cells
    with pytest.raises(ValueError, match="no such cell"):
        built().balance(*handed)
