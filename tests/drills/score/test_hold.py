"""What a hold is worth: recovery, toes, drift."""

from collections.abc import Callable
from math import nan
from typing import Any

import numpy as np
import pytest

from tripod.boards import STANCE_FAULTS
from tripod.drills.score.bands import reference
from tripod.drills.score.cost import AFTER_S
from tripod.drills.score.hold import HoldMeter, HoldResult
from tripod.drills.score.recovery import RECOVERED_S
from tripod.drills.seen.fault_watch import FaultWatch
from tripod.drills.seen.look import Look

PERIOD_S = 0.0125
BOTH = ("left", "right")


class Held:
    """A hold that sees what its faults saw."""

    def __init__(self, feet: tuple[str, ...] = BOTH, **more: Any) -> None:
        what = {"recovery": False, "toes": False, "body_n": nan, "period_s": PERIOD_S, **more}
        patience_s = RECOVERED_S if what["recovery"] else 0.0
        held = reference(feet, {}, None, None)
        self.watch = FaultWatch(STANCE_FAULTS, feet, held, moving=False, patience_s=patience_s)
        self.meter = HoldMeter(feet, self.watch, **what)

    def __call__(self, look: Look) -> None:
        self.watch(look)
        self.meter(look)

    @property
    def score(self) -> int:
        return self.meter.score

    def result(self) -> HoldResult:
        return self.meter.result()


def test_recovery_is_scored_in_to_and_fro(look: Callable[..., Look]) -> None:
    def score(out_s: float) -> int:
        meter = Held(("left",), recovery=True)
        for k in range(2000):
            t = k * PERIOD_S
            out = t % 6 < out_s
            meter(look(t, left=(0.66, 0.16, 0.18) if out else (0.55, 0.27, 0.18)))
        return meter.score

    assert score(0.5) > score(1.5) > score(3.5)
    assert score(0.5) >= 98
    assert score(3.5) >= 91, "nobody spoke to it"


@pytest.mark.parametrize(("times", "score"), [(0, 91), (1, 94), (2, 97), (3, 100), (5, 100)])
def test_toes_that_rest_cost_what_nobody_speaks_to(look: Callable[..., Look], times: int, score: int) -> None:
    meter = Held(toes=True, body_n=700)
    rng = np.random.default_rng(1)
    for k in range(int(20 / PERIOD_S)):
        t = k * PERIOD_S
        toes = 30.0 if t % 4 < 2 and t < 4 * times else 0.0
        meter(look(t)._replace(total=700 - toes + rng.normal(0, 1)))
    assert meter.score == score
    assert [of.key.point for of in meter.result().costs] == (["toes"] if times < 3 else [])


def test_toes_that_rest_and_a_fault_half_the_time_cost_both(look: Callable[..., Look]) -> None:
    meter = Held(toes=True, body_n=700)
    rng = np.random.default_rng(1)
    for k in range(int(20 / PERIOD_S)):
        right = (0.66, 0.09, 0.25) if k * PERIOD_S < 10 else (0.55, 0.27, 0.18)
        meter(look(k * PERIOD_S, right=right)._replace(total=700 + rng.normal(0, 1)))
    # Ten seconds, less until it is told and more until it is over, and eight more after it.
    assert meter.score == pytest.approx(91 * (20 - 10 - AFTER_S) / 20, abs=1)


def test_a_point_that_never_came_back_costs_its_recovery(look: Callable[..., Look]) -> None:
    meter = Held(recovery=True)
    for k in range(int(30 / PERIOD_S)):
        meter(look(k * PERIOD_S, right=(0.8, 0.1, 0.1) if k * PERIOD_S > 2 else (0.55, 0.27, 0.18)))
    told = meter.result().costs[0]
    assert (told.key.fault, told.told_s) == ("heel_heavy", pytest.approx(28 - RECOVERED_S, abs=0.5))
    assert meter.score == pytest.approx(100 - 100 * (28 - RECOVERED_S) / 30, abs=9)
    assert "each took 28.0 s to come back" in meter.result().why()


def test_a_hold_that_lost_nothing_needs_no_arithmetic(look: Callable[..., Look]) -> None:
    meter = Held()
    for k in range(800):
        meter(look(k * PERIOD_S))
    assert meter.result().why() == "100 (10 s): nothing was lost"


def test_drift_is_told_from_the_first_and_the_last_fifth(look: Callable[..., Look]) -> None:
    meter = Held()
    for k in range(2400):
        meter(look(k * PERIOD_S, cop=(5.0 * k / 2400, 100.0 - 10.0 * k / 2400)))
    result = meter.result()
    assert result.duration_s == pytest.approx(30.0)
    assert result.drift_ml_mm == pytest.approx(4.0, abs=0.01)
    assert result.drift_ap_mm == pytest.approx(-8.0, abs=0.01)
    assert result.sway_mm_s == pytest.approx(np.hypot(5, 10) / 30, rel=1e-3)
