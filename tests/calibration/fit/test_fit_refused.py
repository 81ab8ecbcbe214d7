"""What cannot be a calibration, each with its own sentence; and the verdicts on what can."""

from collections.abc import Callable
from dataclasses import replace
from math import nan

import numpy as np
import pytest
from made_up import INSOLE, PADS, PLATE, ZERO, films, grid, leans, steps, true_gains

from tripod.calibration.fit.fit import FitRefused, Precision, fit
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.verdict import judge_fit

Captures = list[Capture]


def on_grid() -> Captures:
    rng = np.random.default_rng(1)
    return grid(true_gains(PLATE, rng), rng, jig=1.0, noise=0.001)


def on_blocks() -> Captures:
    """98 and 196 N on each pad."""
    captures = [Capture(f"empty {k}", 0.0, nan, nan, np.full(6, ZERO)) for k in range(4)]
    for k, cell in enumerate(PADS.cells):
        for load in (98.0, 196.0):
            force = np.zeros(6)
            force[k] = load
            captures.append(Capture(f"{cell.name} {load:g}", load, cell.x_mm, cell.y_mm, ZERO + force / 4.6e-4))
    return captures


def on_films() -> Captures:
    return films(np.random.default_rng(2), lambda _, f: (f / 0.00143) ** (1 / 1.28), (5.0, 15.0))


def swap(captures: Captures, a: int, b: int) -> Captures:
    def exchanged(c: Capture) -> Capture:
        counts = c.counts.copy()
        counts[[a, b]] = c.counts[[b, a]]
        return replace(c, counts=counts)

    return [exchanged(c) for c in captures]


def change(captures: Captures, k: int, **to: object) -> Captures:
    out = list(captures)
    out[k] = replace(out[k], **to)  # type: ignore[arg-type]
    return out


def stuck(captures: Captures, cell: int) -> Captures:
    return [replace(c, counts=np.where(np.arange(len(c.counts)) == cell, ZERO, c.counts)) for c in captures]


def copied(captures: Captures, cell: int, onto: int) -> Captures:
    """The second cell's column is that of the first."""
    return [replace(c, counts=np.where(np.arange(len(c.counts)) == onto, c.counts[cell], c.counts)) for c in captures]


def in_centimetres(captures: Captures) -> Captures:
    return [replace(c, x_mm=c.x_mm / 10, y_mm=c.y_mm / 10) for c in captures]


def turned(captures: Captures, cell: int) -> Captures:
    sign = np.where(np.arange(len(captures[0].counts)) == cell, -1, 1)
    return [replace(c, counts=ZERO + sign * (c.counts - ZERO)) for c in captures]


def stood_upon(captures: Captures) -> Captures:
    loaded = [c for c in captures if c.load_n > 0]
    return [*captures, replace(captures[0], name="late zero", counts=loaded[0].counts)]


@pytest.mark.parametrize(
    ("board", "captures", "says"),
    [
        (PLATE, [c for c in on_grid() if c.load_n > 0], "no capture of the empty board"),
        (PLATE, [c for c in on_grid() if c.load_n == 0], "only captures of the empty board"),
        (PLATE, [replace(c, name=f"verify {c.name}") for c in on_grid()], "none is left to fit"),
        (PLATE, change(on_grid(), 2, load_n=nan), "a load of nan N cannot be"),
        (PLATE, change(on_grid(), 2, load_n=-20.0), "a load of -20 N cannot be"),
        (PLATE, [*on_grid(), on_grid()[3]], "the same reading twice"),
        (PLATE, change(on_grid(), 4, counts=on_grid()[0].counts), "reads like the empty board"),
        (PLATE, stood_upon(on_grid()), "something stood on the board in “late zero”"),
        (PLATE, stuck(on_grid(), 2), "front left corner of the left plate never moved"),
        (PADS, stuck(on_blocks(), 2), "base of the left little toe never moved"),
        (PADS, copied(on_blocks(), 1, 4), "base of the left big toe and the base of the right big toe read the same"),
        (PADS, in_centimetres(on_blocks()), "“left_heel 98” is said to stand at -10:4 mm, where no cell is"),
        (PLATE, turned(on_grid(), 5), "back right corner of the right plate reads backwards"),
        (PLATE, swap(on_grid(), 0, 3), "left_back_left and left_front_right seem swapped"),
        (PLATE, swap(on_grid(), 1, 6), "left_back_right and right_front_left seem swapped"),
        (PADS, swap(on_blocks(), 1, 2), "left_mt1 and left_mt5 seem swapped"),
        (PADS, swap(on_blocks(), 0, 3), "left_heel and right_heel seem swapped"),
        (PADS, change(on_blocks(), 5, load_n=5000.0, counts=on_blocks()[5].counts * 25), "beyond 110 %"),
        (PADS, leans(np.random.default_rng(3), np.full(6, 4.6e-4), weight=6500.0), "beyond 110 %"),
        (INSOLE, change(on_films(), 2, load_n=50.0), "beyond 110 %"),
        (INSOLE, swap(on_films(), 1, 4), "left_mt1 and right_mt1 seem swapped"),
        (INSOLE, on_films()[:-2], "base of the right little toe never moved"),
        (INSOLE, [on_films()[0], *(replace(c, load_n=10.0) for c in on_films()[1:])], "the same mass"),
        (INSOLE, change(on_films(), 2, counts=on_films()[0].counts), "reads like the empty board"),
        (INSOLE, steps(np.random.default_rng(4), np.full(6, 24.0))[:17], "4 captures on the right leg alone"),
    ],
)
def test_the_sentence_of(board: object, captures: Captures, says: str) -> None:
    with pytest.raises(FitRefused, match=says):
        fit(board, captures)  # type: ignore[arg-type]


def test_one_mass_on_one_spot_is_one_point() -> None:
    first = on_grid()[1]
    again = [replace(first, name=str(k), counts=first.counts + k) for k in range(4)]
    every = np.full(8, ZERO) + 40_000
    captures = [on_grid()[0], *(replace(c, counts=every + k) for k, c in enumerate(again))]
    with pytest.raises(FitRefused, match="same mass on the same spot"):
        fit(PLATE, captures)


def test_a_good_fit_is_accepted_a_poor_one_warned_of_a_bad_one_refused() -> None:
    assert judge_fit(PLATE, fit(PLATE, on_grid())).word == "accept"
    rng = np.random.default_rng(5)
    poor = grid(true_gains(PLATE, rng), rng, noise=0.02)
    warned = judge_fit(PLATE, fit(PLATE, poor))
    assert (warned.word, "usable, not good" in warned.reason) == ("warn", True)
    bad = grid(true_gains(PLATE, rng), rng, noise=0.06)
    refused = judge_fit(PLATE, fit(PLATE, bad))
    assert refused.word == "refuse"
    assert "Look at “(" in refused.reason


def test_misplaced_masses_are_no_fault_if_that_was_said() -> None:
    rng = np.random.default_rng(6)
    captures = grid(true_gains(PLATE, rng), rng, jig=3.0)
    assert judge_fit(PLATE, fit(PLATE, captures, Precision(placement_mm=3.0))).word == "accept"
    captures = grid(true_gains(PLATE, rng), rng, jig=6.0)
    assert judge_fit(PLATE, fit(PLATE, captures)).word != "accept"


def test_nothing_left_over_is_said() -> None:
    captures = [c for c in on_blocks() if c.load_n in (0, 98)]
    assert judge_fit(PADS, fit(PADS, captures)).word == "warn"


@pytest.mark.parametrize(("off", "word"), [(0.0, "accept"), (0.015, "warn"), (0.02, "warn"), (0.05, "refuse")])
def test_a_load_kept_for_verification_decides(off: float, word: str) -> None:
    at = on_blocks()[4]
    verify = replace(at, name="verify 98", load_n=98.0 / (1 + off), counts=at.counts + 1)
    result = fit(PADS, [*on_blocks(), verify])
    assert len(result.residuals) == 12
    assert result.checks[0].error_n == pytest.approx(98 - 98 / (1 + off), abs=0.05)
    judged = judge_fit(PADS, result)
    assert judged.word == word, judged.reason
    assert "never saw" in judged.reason


def test_a_verification_beside_its_place_is_refused() -> None:
    at = on_grid()[5]
    verify = replace(at, name="Verify", x_mm=at.x_mm + 12)
    result = fit(PLATE, [*on_grid(), verify])
    assert result.checks[0].error_mm > 8
    assert judge_fit(PLATE, result).word == "refuse"


def test_healthy_boards_are_accepted() -> None:
    """Of 100, at the sizes of scatter that the fit was told; a refusal would be a false alarm."""
    said: list[str] = []
    for seed in range(100):
        rng = np.random.default_rng([7, seed])
        captures = grid(true_gains(PLATE, rng), rng, jig=1.0, noise=0.001, cell=0.002)
        kept = [replace(c, name=f"verify {c.name}") if k in (4, 13) else c for k, c in enumerate(captures)]
        said.append(judge_fit(PLATE, fit(PLATE, kept)).word)
    assert said.count("refuse") == 0
    assert said.count("accept") >= 95


@pytest.mark.parametrize("make", [on_grid, on_blocks, on_films])
def test_the_order_of_the_checks_never_hides_the_board(make: Callable[[], Captures]) -> None:
    board = {8: PLATE}.get(len(make()[0].counts), INSOLE if make is on_films else PADS)
    assert fit(board, make()).calibration.board == board.name


@pytest.mark.parametrize(("factor", "unit"), [(9.80665, "kilograms"), (4.44822, "pounds")])
def test_loads_in_another_unit_are_noticed(factor: float, unit: str) -> None:
    light = [replace(c, load_n=c.load_n / factor) for c in on_grid()]
    with pytest.raises(FitRefused, match=f"seem to be {unit}"):
        fit(PLATE, light)
