"""What a report says of each foot's sway, and of the way to the edge of the feet."""

from dataclasses import replace
from math import nan

import numpy as np
import pytest

from tests.report.test_sway_eyes import STILL, T
from tripod.analysis.trace import CopTrace
from tripod.analysis.trial import FootTrial
from tripod.balance.geometry import Feet
from tripod.balance.pose import lined_pose
from tripod.balance.support import base_of_support
from tripod.boards import FEET
from tripod.boards.loader import load_board
from tripod.report.each_foot_table import each_foot_tables
from tripod.sentences import in_language

SWAYS = np.column_stack([np.sin(3 * T), 2 * np.cos(2 * T)])
BASE = base_of_support({foot: lined_pose(load_board("plate"), Feet(), foot, 10.0) for foot in FEET})


def foot(size: float, cop: np.ndarray = SWAYS) -> FootTrial:
    """One whose CoP sways so much."""
    return FootTrial(CopTrace(T, size * cop), np.full(len(T), 300.0), np.zeros((0, 3)))


BOTH = replace(STILL, feet={"left": foot(1.0), "right": foot(3.0)})


@pytest.mark.parametrize(("language", "title", "point"), [("en", "Each foot", "."), ("de", "Jeder Fuß", ",")])
def test_each_foot_has_its_own_speed_and_a_reason_where_there_is_no_pm(language: str, title: str, point: str) -> None:
    with in_language(language):
        (table,) = each_foot_tables([BOTH])
    left, _, right, _ = (float(value.replace(point, ".")) for value in table.rows[0][1:])
    assert table.title == title
    assert right == pytest.approx(3 * left, rel=0.02)
    assert table.below, "why there is no ± is not said"


def test_the_way_to_the_edge_stands_there_where_it_was_measured_where_the_feet_stand() -> None:
    far = replace(BOTH, cop=CopTrace(T, SWAYS + np.array([0.0, 90.0])), base=BASE)
    near = replace(BOTH, cop=CopTrace(T, SWAYS + np.array([0.0, 20.0])), base=BASE)
    (table,) = each_foot_tables([far, near, BOTH])
    assert len(table.head) == 7
    assert float(table.rows[0][-1]) > float(table.rows[1][-1]) > 0
    assert table.rows[2][-2:] == ["–", "–"]


def test_of_one_foot_whose_place_nobody_measured_there_is_nothing_more_to_say() -> None:
    assert each_foot_tables([replace(STILL, feet={"left": foot(1.0)})]) == []
    assert each_foot_tables([]) == []


def test_a_foot_that_cannot_be_measured_leaves_the_other() -> None:
    (table,) = each_foot_tables([replace(BOTH, feet={**BOTH.feet, "right": foot(nan)})])
    assert table.rows[0][1] != "–"
    assert table.rows[0][3:] == ["–", "–"]
