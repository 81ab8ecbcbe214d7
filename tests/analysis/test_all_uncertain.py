"""Each measure has a ± or a reason, and the ± of parts and margins are what the board's errors and the poses make."""

from dataclasses import replace

import numpy as np
import pytest

from tripod.analysis.all_uncertain import base_unsure, foot_unsure, left_part_unsure, sway_unsure, tripod_unsure
from tripod.analysis.measures import STEPS, Extent, analysed
from tripod.analysis.prepared import prepared
from tripod.analysis.trace import CopTrace
from tripod.analysis.trial import FootTrial, Trial, left_part, tripod_measures
from tripod.analysis.uncertainty import NotKnown
from tripod.balance.geometry import Feet
from tripod.balance.pose import lined_pose
from tripod.balance.support import base_of_support, margin
from tripod.balance.sway_errors import SwayErrors
from tripod.boards import FEET
from tripod.boards.loader import load_board

AT = np.array([[x, y] for x in (-200.0, -60.0, 60.0, 200.0) for y in (-20.0, 220.0)])
T = np.arange(1700) / 80
CELLS = {"left": (0, 1, 2, 3), "right": (4, 5, 6, 7)}
ERRORS = SwayErrors(AT, np.diag(np.repeat([0.02, 0.8], [8, 16])), 0.4, 0.0, 0.003, {}, sees_all=True)
SURE = SwayErrors(AT, np.zeros((24, 1)), 1e-9, 0.0, 0.0, {}, sees_all=True)


def forces() -> np.ndarray:
    rng = np.random.default_rng(5)
    cop = sum(np.outer(np.sin(f * T + rng.uniform(0, 6)), rng.normal(0, 3, 2)) for f in (0.7, 1.9, 3.1))
    plane = np.linalg.pinv(np.vstack([np.ones(8), AT.T]))
    return 740 * (plane @ np.vstack([np.ones(len(T)), cop.T + np.array([[10], [100]])])).T


def trial(errors: SwayErrors | None = ERRORS) -> Trial:
    force = forces()
    cop = CopTrace(T, force @ AT / force.sum(1, keepdims=True))
    feet = {
        name: FootTrial(
            CopTrace(T, force[:, own] @ AT[list(own)] / force[:, own].sum(1, keepdims=True)),
            force[:, own].sum(1),
            np.zeros((0, 3)),
            force_n=force[:, own],
            errors=errors and replace(errors, at_mm=AT[list(own)], independent=0.02 * np.eye(12, 4)),
        )
        for name, own in CELLS.items()
    }
    return Trial("s", cop, "", feet, force_n=force, cells=CELLS, errors=errors, stood=FEET)


@pytest.mark.parametrize(
    ("errors", "why"),
    [(ERRORS, NotKnown.STEPS), (None, NotKnown.NO_BOARD), (replace(ERRORS, sees_all=False), NotKnown.UNSEEN)],
)
def test_each_measure_has_a_pm_or_a_reason_and_never_both(errors: SwayErrors | None, why: NotKnown) -> None:
    of = trial(errors)
    whole = analysed(of.cop)
    found = sway_unsure(of, whole, Extent.FULL)
    assert found.pm.keys() | found.why.keys() == {name for name, v in whole.metrics.items() if np.isfinite(v)}
    assert not found.pm.keys() & found.why.keys()
    assert set(found.why.values()) == {why}
    if why is NotKnown.STEPS:
        assert found.why.keys() == set(STEPS) & found.why.keys()
    left = analysed(of.feet["left"].cop, extent=Extent.CORE)
    foot = foot_unsure("left", of.feet["left"], left)
    assert foot.pm.keys() | foot.why.keys() == left.metrics.keys()
    assert bool(foot.pm) == (why is NotKnown.STEPS)


def test_the_left_part_is_as_unsure_as_drawn_errors_make_it() -> None:
    rng, of = np.random.default_rng(2), trial()
    drawn = []
    for _ in range(300):
        off = of.force_n * (1 + rng.normal(0, np.hypot(0.02, 0.003), 8)) + rng.normal(0, 0.4, 8)
        drawn.append((off[:, :4].sum(1) / off.sum(1)).mean())
    pm = left_part_unsure(of, left_part(of.feet)).pm["left_part"]
    assert pm == pytest.approx(1.96 * np.std(drawn), rel=0.15)


def test_of_a_board_without_errors_the_margin_is_as_unsure_as_where_the_feet_stand() -> None:
    base = base_of_support({foot: lined_pose(load_board("plate"), Feet(), foot, 10.0) for foot in FEET})
    of = trial(SURE)
    ready = prepared(of.cop)
    found = base_unsure(of, ready, base)
    least = min((margin(base, place) for place in ready.cop_mm), key=lambda each: each.mm)
    assert found.pm["stability_margin_least_mm"] == pytest.approx(least.pm_mm, rel=0.1)
    assert base_unsure(trial(), ready, base).pm["stability_margin_least_mm"] > found.pm["stability_margin_least_mm"]
    assert found.pm["time_to_boundary_mean_of_minima_s"] > 0


def test_shares_carry_theirs_and_what_follows_from_them() -> None:
    share = np.tile([0.6, 0.24, 0.16], (100, 1)) + np.linspace(-0.02, 0.02, 100)[:, None] * [1, -0.5, -0.5]
    foot = FootTrial(CopTrace(T[:100], share[:, :2]), share[:, 0], share, (0.04, 0.03, 0.03), errors=ERRORS)
    measured = tripod_measures(foot)
    found = tripod_unsure(foot, measured)
    assert found.pm.keys() | found.why.keys() == measured.keys()
    assert found.pm["share_mean_heel"] == 0.04
    # Off by all of it either way, the ends of the arch against each other.
    most = (0.64 / (0.64 + 0.21) - 0.56 / (0.56 + 0.27)) / 2
    assert found.pm["arch_medial_heel"] == pytest.approx(most, rel=0.01)
    assert {name for name in found.why if found.why[name] is NotKnown.NO_MODEL} == {
        "share_sd_heel", "share_sd_mt1", "share_sd_mt5",
    }  # fmt: skip
    assert 0 < found.pm["in_band_heel"] <= 1
    unknown = tripod_unsure(replace(foot, share_pm=None, errors=None), measured)
    assert (unknown.pm, set(unknown.why.values())) == ({}, {NotKnown.NO_BOARD})


def test_errors_turned_into_few_move_the_cop_as_much_as_all_of_them() -> None:
    force = forces()
    few = list(ERRORS.moves_mm(force, about_mean=False))
    all_of_them = list(ERRORS._moved(force, ERRORS._errors()).transpose(2, 0, 1))
    assert len(few) < len(all_of_them) / 2
    squares = [np.sum([move**2 for move in moves], axis=0).mean(0) for moves in (few, all_of_them)]
    assert squares[0] == pytest.approx(squares[1], rel=5e-3)


def test_a_small_error_moves_the_cop_by_what_the_cop_itself_says() -> None:
    force, small = forces()[:50], 1e-6
    error = np.random.default_rng(3).normal(size=(4 * len(AT), 5))
    moved = ERRORS._moved(force, error)
    assert moved.shape == (50, 2, 5)
    for k in range(5):
        gain, x, y, zero = small * error[:, k].reshape(4, -1)
        wrong = force * (1 + gain) + zero
        there = wrong @ (AT + np.stack([x, y], 1)) / wrong.sum(1)[:, None]
        assert (there - force @ AT / force.sum(1)[:, None]) / small == pytest.approx(moved[:, :, k], abs=2e-3)
