"""`tripod monitor`: its contract, how true its numbers are, and faults."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.balance.uncertainty import K_95_1D
from tripod.boards import FEET, GRAVITY, POINTS
from tripod.virtual.board import VirtualBoard

Run = Callable[..., tuple[int, str, str]]


KEYS = {
    "board", "board_id", "firmware", "rate_hz", "duration_s", "frames", "lost_frames", "skipped_bytes", "self_test",
    "total_n", "total_index", "share", "cop_mm", "quality",
}  # fmt: skip


@pytest.mark.parametrize("board", ["pads", "plate", "insole", "insole-left"])
def test_monitor_keeps_its_contract(board: str, monitor: Callable[..., dict[str, object]]) -> None:
    seen = monitor(f"virtual:quiet,board={board},seconds=3")
    assert seen.keys() >= KEYS
    assert seen["board"] == board
    assert seen["rate_hz"] == pytest.approx(200 if "insole" in board else 80)
    assert seen["frames"] == 3 * seen["rate_hz"]
    assert seen["lost_frames"] == seen["skipped_bytes"] == 0
    assert (seen["total_n"] is None) == ("insole" in board)
    assert (seen["total_index"] is None) == ("insole" not in board)
    assert (seen["share"]["right"] is None) == (board == "insole-left")  # type: ignore[index]
    assert seen["self_test"]["ok"]  # type: ignore[index]


def test_on_its_page_a_minus_is_as_long_as_a_plus(run: Run) -> None:
    code, out, _ = run("monitor", "virtual:empty,board=pads,seed=1", "--fast", "--seconds", "2")
    (total,) = (line for line in out.splitlines() if line.startswith("total"))
    assert (code, total.count("−"), "-" in total) == (0, 2, False)


@pytest.mark.parametrize("board", ["pads", "plate", "insole"])
@pytest.mark.parametrize("seed", range(1, 6))
def test_means_lie_within_the_boards_known_error_of_the_truth(
    board: str, seed: int, monitor: Callable[..., dict[str, object]], virtual_board: Callable[[str], VirtualBoard]
) -> None:
    """For insole and pads the truth is the sampled or region share; the whole foot's CoP is printed beside it."""
    text = f"quiet,board={board},seconds=8,seed={seed}"
    seen = monitor(f"virtual:{text}")
    made = virtual_board(text)
    while not made.finished():
        made.packets()
    cells = np.concatenate([t.cell_n for t in made.truth])
    whole = np.concatenate([t.cop_mm for t in made.truth])
    true = BalanceLaw(made.board, Feet())(cells)
    errors = made.board.errors
    gain = math.hypot(0.003, errors.hysteresis / 2)
    for k, foot in enumerate(FEET):
        zero = errors.zero_n / np.nanmean(true.load_n[:, k])
        share = [seen["share"][foot][p] for p in POINTS]  # type: ignore[index]
        assert share == pytest.approx(np.nanmean(true.share[:, k], axis=0), abs=2 * K_95_1D * (0.5 * gain + 2 * zero))
        cop = seen["cop_mm"][foot]  # type: ignore[index]
        expected = np.nanmean(true.cop_mm[:, k], axis=0)
        assert cop == pytest.approx(expected, abs=2 * K_95_1D * (70 * gain + 200 * zero))
        off = np.hypot(*(np.array(cop) - whole[:, k].mean(0)))
        print(f"{board} seed {seed} {foot}: {off:.1f} mm from the whole foot's CoP (simulated)")
        if board == "plate":
            assert off < 1.5
    both = np.nanmean(true.both_cop_mm, axis=0)
    zero = errors.zero_n / np.nanmean(true.total_n)
    assert seen["cop_mm"]["both"] == pytest.approx(both, abs=2 * K_95_1D * (150 * gain + 250 * zero))  # type: ignore[index]


@pytest.mark.parametrize("weight", [50, 120])
def test_a_plate_weighs(weight: int, monitor: Callable[..., dict[str, object]]) -> None:
    seen = monitor(f"virtual:quiet,board=plate,seconds=4,weight_kg={weight}")
    assert seen["total_n"] == pytest.approx(weight * GRAVITY, rel=0.01)


def test_an_empty_board_has_no_shares_and_no_cop(monitor: Callable[..., dict[str, object]]) -> None:
    for board in ("pads", "plate", "insole"):
        seen = monitor(f"virtual:empty,board={board},seconds=2")
        assert seen["share"] == {"left": None, "right": None}
        assert seen["cop_mm"] == {"left": None, "right": None, "both": None}
        total = seen["total_n"] if seen["total_n"] is not None else seen["total_index"]
        assert total == pytest.approx(0, abs=5)


def test_a_raw_insole_earns_no_cop(monitor: Callable[..., dict[str, object]]) -> None:
    seen = monitor("virtual:quiet,board=insole,cal=nominal,seconds=2")
    assert seen["cop_mm"] == {"left": None, "right": None, "both": None}
    assert seen["quality"]["cop"] == "not shown until calibrated"  # type: ignore[index]
    assert seen["share"]["left"]["heel"] > 0.2  # type: ignore[index]


def test_a_fault_is_named_and_silences_its_foot(monitor: Callable[..., dict[str, object]]) -> None:
    seen = monitor("virtual:quiet,seconds=4,fault=short:left_mt5")
    assert seen["self_test"]["cells"]["left_mt5"] in ("shorted", "saturated")  # type: ignore[index]
    assert not seen["self_test"]["ok"]  # type: ignore[index]
    assert seen["share"]["left"] is None  # type: ignore[index]
    assert seen["share"]["right"]["heel"] > 0.4  # type: ignore[index]
    assert seen["total_n"] is None


def test_the_page_says_how_the_stance_is_known(run: Run) -> None:
    turned = ("monitor", "virtual:quiet,board=plate,turned=12:9", "--fast", "--seconds", "3")
    _, drawn, _ = run(*turned)
    assert "Left foot 7° out ± 12° (as drawn, not measured)\nRight foot 7° out" in drawn
    _, lined, _ = run(*turned, "--turned", "12,9")
    assert "Left foot 12° out ± 4° (along a printed line)\nRight foot 9° out" in lined
    _, pads, _ = run("monitor", "virtual:quiet,board=pads", "--fast", "--seconds", "3")
    assert "° out" not in pads
