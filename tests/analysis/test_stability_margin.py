"""How far the CoP is from the edge of the base of support, over a whole stretch of standing."""

import numpy as np
import pytest

from tripod.analysis.stability_margin import margins_mm, stability_margin
from tripod.balance.geometry import Feet
from tripod.balance.pose import lined_pose
from tripod.balance.support import base_of_support, margin
from tripod.boards import FEET
from tripod.boards.loader import load_board

SQUARE = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 60.0], [0.0, 60.0]])


def test_of_a_square_it_is_what_a_ruler_says() -> None:
    places = np.array([[50.0, 30.0], [10.0, 30.0], [50.0, 60.0], [103.0, 64.0], [50.0, 70.0]])
    assert margins_mm(places, SQUARE).tolist() == pytest.approx([30.0, 10.0, 0.0, -5.0, -10.0])


def test_of_two_feet_it_is_the_windows_margin_at_every_moment() -> None:
    support = base_of_support({foot: lined_pose(load_board("plate"), Feet(), foot, 10.0) for foot in FEET})
    cop = np.random.default_rng(3).uniform((-250, -50), (250, 350), (300, 2))
    each = [margin(support, place) for place in cop]
    assert margins_mm(cop, support.corners_mm).tolist() == pytest.approx([of.mm for of in each])
    found = stability_margin(cop, support)
    least = min(each, key=lambda of: of.mm)
    assert found["stability_margin_least_mm"] == pytest.approx(least.mm)
    assert found["stability_margin_least_mm"] < 0
    assert found["stability_margin_mean_mm"] == pytest.approx(np.mean([of.mm for of in each]))
