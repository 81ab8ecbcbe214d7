"""Which single thing is said of the feet."""

import math

import pytest

from tripod.balance.stance_advice import light_points, most_important_fault
from tripod.boards.stance_faults import ALERT, CONVENTION, Fault

GOOD = (0.55, 0.27, 0.18)
SURE = (0.02, 0.02, 0.02)


def said(left: tuple[float, ...] = GOOD, right: tuple[float, ...] = GOOD, pm: tuple[float, ...] = SURE):
    advice = most_important_fault(
        {"left": left, "right": right}, {"left": pm, "right": pm}, {"left": True, "right": True}
    )
    return (advice.fault, advice.foot) if advice else None


def test_a_good_tripod_is_left_alone() -> None:
    assert said() is None


@pytest.mark.parametrize(
    ("share", "fault"),
    [
        ((0.55, 0.09, 0.36), Fault.MT1_LIGHT),
        ((0.55, 0.40, 0.05), Fault.MT5_LIGHT),
        ((0.30, 0.40, 0.30), Fault.HEEL_LIGHT),
        ((0.85, 0.10, 0.05), Fault.HEEL_HEAVY),
    ],
)
def test_each_fault_is_said_of_its_foot(share: tuple[float, ...], fault: Fault) -> None:
    assert said(right=share) == (fault, "right")
    assert said(left=share) == (fault, "left")


def test_heel_heavy_hides_the_light_toes_that_it_implies() -> None:
    assert said(left=(0.90, 0.06, 0.04)) == (Fault.HEEL_HEAVY, "left")


def test_the_deeper_fault_speaks() -> None:
    assert said(left=(0.55, 0.11, 0.34), right=(0.55, 0.43, 0.02)) == (Fault.MT5_LIGHT, "right")


def test_what_is_not_sure_is_not_said() -> None:
    share = (0.55, 0.11, 0.34)
    assert said(left=share, pm=(0.2, 0.2, 0.2)) is None
    assert light_points((math.nan,) * 3, (math.nan,) * 3) == (False, False, False)


def test_nobody_there() -> None:
    nan = (math.nan,) * 3
    advice = most_important_fault({"left": nan}, {"left": nan}, {"left": False})
    assert advice
    assert advice.fault is Fault.STEP_ON


def test_alerts_lie_outside_the_bands() -> None:
    for point, band in CONVENTION.items():
        assert ALERT[point].low < band.low < band.high < ALERT[point].high
