"""The threshold that is stated is the one in force: a share on this side of it is told, on that side it is not."""

from math import nan

import numpy as np
import pytest
from msgspec import to_builtins

from tripod.balance.balance import BalanceLaw
from tripod.balance.foot_states import usual_states
from tripod.balance.geometry import USUAL_FEET
from tripod.balance.setup import Setup
from tripod.balance.stance_advice import most_important_fault
from tripod.balance.thresholds import thresholds, thresholds_file
from tripod.boards import POINTS, STANCE_FAULTS, load_board
from tripod.boards.stance_faults import ALERT
from tripod.device.protocol import Banner, Group
from tripod.drills.score.bands import reference
from tripod.drills.seen.fault_watch import FaultWatch
from tripod.drills.seen.look import Look
from tripod.drills.seen.measure import hold_thresholds
from tripod.force.calibration import nominal

STEP = 1e-6
PMS = [(0.0, 0.0, 0.0), (0.02, 0.04, 0.083), (0.2, 0.15, 0.05), (0.03, 0.22, 0.25), (nan, nan, nan)]


def told(share: float, fault: str, pm: tuple[float, float, float]) -> bool:
    """Whether live advice tells this fault of the left foot's point."""
    k = 0 if fault.startswith("heel") else POINTS.index(fault.split("_", maxsplit=1)[0])
    rest = (1 - share) / 2
    of = tuple(share if i == k else rest for i in range(3))
    found = most_important_fault({"left": of}, {"left": pm}, {"left": True}, claims=(fault,))
    return found is not None and found.fault == fault


@pytest.mark.parametrize("pm", PMS)
def test_live_advice_tells_a_fault_beyond_its_threshold_and_not_before(pm: tuple[float, float, float]) -> None:
    for one in thresholds("left", pm, STANCE_FAULTS):
        beyond, before = (one.share + STEP, one.share - STEP) if one.above else (one.share - STEP, one.share + STEP)
        assert told(beyond, one.fault, pm)
        assert not told(before, one.fault, pm)
        alert = ALERT[one.point].high if one.above else ALERT[one.point].low
        assert one.usual == pytest.approx(alert)
        assert one.moved == (abs(one.share - one.usual) > 1e-12)


@pytest.mark.parametrize("pm", PMS[:4])
def test_a_hold_tells_a_fault_beyond_its_threshold_and_not_before(pm: tuple[float, float, float]) -> None:
    held = reference(("left",), {}, None, None)
    for one in hold_thresholds(held, "left", {"left": pm}):
        for share, expected in ((one.share - STEP, not one.above), (one.share + STEP, one.above)):
            watch = FaultWatch((one.fault,), ("left",), held, moving=False, unsure={"left": pm})
            k, rest = POINTS.index(one.point), (1 - share) / 2
            of = tuple(share if i == k else rest for i in range(3))
            began = [
                event
                for n in range(200)
                for event in watch(Look(n / 80, 370.0, (370.0, nan), (of, (nan,) * 3), (nan, nan)))  # type: ignore[arg-type]
            ]
            assert bool(began) == expected, (one, share)


def test_on_a_plate_a_light_little_toe_is_told_later_and_that_is_said() -> None:
    plate = load_board("plate")
    banner = Banner((1, 0, 0), "plate", "0" * 16, 0, 0, 5000, 0, 0, 0, 0, (Group(0, 2, 0, 80.0, (0,) * 8),))
    setup = Setup(plate, banner, nominal(plate), np.zeros(8), USUAL_FEET)
    pm = usual_states(setup, BalanceLaw(plate, USUAL_FEET))["left"].share_pm
    mt5 = next(one for one in thresholds("left", pm, plate.claims.faults) if one.fault == "mt5_light")
    assert mt5.usual == pytest.approx(0.08)
    assert mt5.share == pytest.approx(0.13 - pm[2])
    assert mt5.moved
    assert to_builtins(thresholds_file([mt5]))["left"]["mt5_light"] == {
        "point": "mt5",
        "below": round(mt5.share, 4),
        "convention": 0.08,
        "moved_by_uncertainty": True,
    }
