"""Limits of stability: the way along each direction, from the middle, and how unsure it is."""

from dataclasses import replace
from math import hypot, radians, sin

import numpy as np
import pytest

from tripod.analysis.limits import AREA, OF_BASE, REACHES, limits, of_base
from tripod.analysis.prepared import prepared
from tripod.analysis.trace import CopTrace
from tripod.analysis.trial import Lean, Trial
from tripod.analysis.uncertainty import uncertainty
from tripod.balance.geometry import Feet
from tripod.balance.pose import Pose, lined_pose
from tripod.balance.support import Support, base_of_support
from tripod.balance.sway_errors import SwayErrors
from tripod.boards import FEET
from tripod.boards.loader import load_board
from tripod.drills.format.leans import LEANS

EACH_S, RATE = 8.0, 100.0
WAYS = dict(zip(LEANS, (80.0, 70.0, 60.0, 50.0, 40.0, 50.0, 60.0, 70.0), strict=True))
LEANT = tuple(Lean(says, 10 + EACH_S * k, 10 + EACH_S * (k + 1)) for k, says in enumerate(LEANS))
T = np.arange(int(74 * RATE)) / RATE
BOX = np.array([[-200.0, -100.0], [200.0, -100.0], [200.0, 300.0], [-200.0, 300.0]])


def leaning() -> np.ndarray:
    """(n, 2) out and back in each direction, from a middle that is not the origin."""
    cop = np.tile([5.0, 110.0], (len(T), 1))
    for lean in LEANT:
        rows = (lean.begin_s <= T) & (lean.end_s > T)
        out = np.sin(np.pi * (T[rows] - lean.begin_s) / EACH_S)
        cop[rows] += WAYS[lean.says] * out[:, None] * np.array(LEANS[lean.says])
    return cop


def test_directions_are_eighths_of_a_turn() -> None:
    directions = list(LEANS.values())
    assert [hypot(*of) for of in directions] == pytest.approx([1.0] * 8)
    for one, other in zip(directions, [*directions[1:], directions[0]], strict=True):
        # Clockwise, seen from above.
        assert other[0] * one[1] - other[1] * one[0] == pytest.approx(sin(radians(45)))


def test_each_reach_is_the_way_from_the_middle_and_the_area_that_of_the_corners() -> None:
    found = limits(leaning(), T, LEANT)
    assert {says: found[REACHES[says]] for says in LEANS} == pytest.approx(WAYS, abs=1e-3)
    each = list(WAYS.values())
    fans = [a * b * sin(radians(45)) / 2 for a, b in zip(each, [*each[1:], each[0]], strict=True)]
    assert found[AREA] == pytest.approx(sum(fans), rel=1e-4)


def test_of_the_base_it_is_a_part_of_the_way_to_its_edge() -> None:
    found, _ = of_base(leaning(), T, LEANT, Support(BOX, ("left",) * 4, {}), {})
    assert found[OF_BASE["lean_forward"]] == pytest.approx(80 / 190, rel=1e-4)
    assert found[OF_BASE["lean_right"]] == pytest.approx(60 / 195, rel=1e-4)
    assert found[OF_BASE["lean_back_left"]] == pytest.approx(50 / (205 * 2**0.5), rel=1e-4)
    assert of_base(leaning(), T, LEANT, Support(BOX + 1000, ("left",) * 4, {}), {}) == ({}, {})


def test_how_unsure_that_is_follows_from_where_the_feet_may_stand() -> None:
    poses = {foot: lined_pose(load_board("plate"), Feet(), foot, 10.0) for foot in FEET}
    pm = dict.fromkeys(REACHES.values(), 2.0)
    _, told = of_base(leaning(), T, LEANT, base_of_support(poses), pm)
    rng = np.random.default_rng(3)

    def somewhere(pose: Pose) -> Pose:
        x, y, turn, long = rng.multivariate_normal(np.zeros(4), np.array(pose.covariance)[:4, :4])
        placed = replace(pose, x_mm=pose.x_mm + x, y_mm=pose.y_mm + y)
        return replace(placed, turn_rad=pose.turn_rad + turn, length_mm=pose.length_mm + long)

    drawn = []
    for _ in range(200):
        moved = {foot: somewhere(pose) for foot, pose in poses.items()}
        parts, _ = of_base(leaning(), T, LEANT, base_of_support(moved), {})
        drawn.append({says: parts[OF_BASE[says]] * (1 + rng.normal(0, 1.02) / WAYS[says]) for says in LEANS})
    for says in LEANS:
        assert told[OF_BASE[says]] == pytest.approx(1.96 * np.std([of[says] for of in drawn]), rel=0.25), says


def test_a_direction_that_is_not_wholly_there_has_no_value_and_without_the_middle_none_has() -> None:
    early = LEANT[6].end_s - 1 > T
    found = limits(leaning()[early], T[early], LEANT)
    assert found.keys() == {REACHES[lean.says] for lean in LEANT[:6]}
    late = LEANT[0].begin_s - 1 < T
    assert limits(leaning()[late], T[late], LEANT) == {}


def test_what_a_board_does_to_a_reach_is_its_pm() -> None:
    at = np.array([[x, y] for x in (-200.0, -60.0, 60.0, 200.0) for y in (-20.0, 220.0)])
    plane = np.linalg.pinv(np.vstack([np.ones(8), at.T]))
    force = 740 * (plane @ np.vstack([np.ones(len(T)), leaning().T])).T
    errors = SwayErrors(at, np.diag(np.repeat([0.02, 0.8], [8, 16])), 0.4, 0.0, 0.0, {}, sees_all=True)

    def read(force_n: np.ndarray, places: np.ndarray) -> CopTrace:
        return CopTrace(T, force_n @ places / force_n.sum(1, keepdims=True))

    trial = Trial("s", read(force, at), "measured CoP", force_n=force, errors=errors, stood=("left",), leans=LEANT)
    ready = prepared(trial.cop)
    pm = uncertainty(trial, ready, lambda cop, _: limits(cop, ready.time_s, LEANT)).pm
    rng = np.random.default_rng(4)
    drawn = []
    for _ in range(100):
        wrong = force * (1 + rng.normal(0, 0.02, 8)) + rng.normal(0, 0.4, 8)
        drawn.append(limits(read(wrong, at + rng.normal(0, 0.8, at.shape)).cop_mm, T, LEANT))
    for name in (*REACHES.values(), AREA):
        assert pm[name] == pytest.approx(1.96 * np.std([of[name] for of in drawn]), rel=0.35), name
