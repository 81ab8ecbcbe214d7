"""A cell that changed since its board was last calibrated is named, with which way and by how much."""

from dataclasses import replace
from math import nan

import numpy as np
import pytest
from made_up import INSOLE, PADS

from tripod.calibration.fit.changed import changed
from tripod.calibration.fit.readings import Capture
from tripod.force.calibration import Calibration, nominal
from tripod.force.front_end import fsr_counts

THEN = replace(nominal(PADS), kind="user", made="2026-11-01T10:00")


def again(cell: int, gives: float, sigma: float = 0.005) -> tuple[Calibration, Calibration]:
    """A calibration and the next, for which one load cell gives this part of what it gave."""
    before = replace(THEN, cells=tuple(replace(law, gain_sigma=sigma) for law in THEN.cells))
    laws = tuple(replace(law, gain=law.gain / (gives if k == cell else 1)) for k, law in enumerate(before.cells))
    return before, replace(before, cells=laws)


@pytest.mark.parametrize(("gives", "says"), [(0.9, "10 % less"), (1.1, "10 % more"), (0.7, "30 % less")])
def test_a_load_cell_says_which_way_it_changed(gives: float, says: str) -> None:
    said = changed(PADS, *again(4, gives), [])
    assert said.startswith(f"The sensor of the {PADS.cells[4].plain} gives {says} than when it was last calibrated")
    assert "(2026-11-01)" in said
    assert "does anything touch it?" in said


@pytest.mark.parametrize(("gives", "sigma"), [(0.96, 0.001), (1.04, 0.001), (0.9, 0.02), (1.1, 0.02), (1.0, 0.0)])
def test_what_is_little_or_unsure_is_no_change(gives: float, sigma: float) -> None:
    assert changed(PADS, *again(4, gives, sigma), []) == ""


def test_the_one_that_changed_most_is_named() -> None:
    before, now = again(4, 0.9)
    laws = tuple(replace(law, gain=law.gain / (1.2 if k == 1 else 1)) for k, law in enumerate(now.cells))
    assert f"{PADS.cells[1].plain} gives 20 % more" in changed(PADS, before, replace(now, cells=laws), [])


def pressed(cell: int, load_n: float, gives: float) -> Capture:
    """A mass on one film that gives this part of what the nominal law says."""
    law, at = nominal(INSOLE).cells[cell], INSOLE.cells[cell]
    g = np.zeros(6)
    g[cell] = (load_n * gives / law.gain) ** (1 / law.exponent)
    return Capture("", load_n, at.x_mm, at.y_mm, fsr_counts(INSOLE.front_end, g))


@pytest.mark.parametrize(("gives", "says"), [(0.6, "40 % less"), (1.6, "60 % more"), (0.85, ""), (1.2, "")])
def test_a_film_under_a_known_mass_says_which_way_it_changed(gives: float, says: str) -> None:
    captures = [pressed(2, load, gives) for load in (5.0, 10.0, 20.0)] + [pressed(1, 10.0, 1.0)]
    empty = Capture("", 0.0, nan, nan, fsr_counts(INSOLE.front_end, np.zeros(6)))
    said = changed(INSOLE, nominal(INSOLE), nominal(INSOLE), [empty, *captures])
    assert bool(said) is bool(says)
    if says:
        assert f"{INSOLE.cells[2].plain} gives {says}" in said
        assert "is it worn" in said


@pytest.mark.parametrize(("gives", "says"), [(0.5, "% less"), (3.5, "% more"), (2.5, ""), (1.0, "")])
def test_a_film_among_stances_says_which_way_it_changed(gives: float, says: str) -> None:
    rng = np.random.default_rng(2)
    laws, captures = nominal(INSOLE).cells, []
    for share in rng.dirichlet((4, 3, 3), 40):
        force = 12.0 * np.array([*share, 0, 0, 0]) * [1, gives, 1, 1, 1, 1] * rng.normal(1, 0.01, 6)
        g = np.array([(f / law.gain) ** (1 / law.exponent) for f, law in zip(force, laws, strict=True)])
        captures.append(Capture("", 600.0, nan, nan, fsr_counts(INSOLE.front_end, g)))
    said = changed(INSOLE, nominal(INSOLE), nominal(INSOLE), captures)
    assert bool(said) is bool(says)
    assert says in said
    if says:
        assert INSOLE.cells[1].plain in said
        assert abs(float(said.split("gives ")[1].split(" %")[0]) - 100 * abs(gives - 1)) < 15
