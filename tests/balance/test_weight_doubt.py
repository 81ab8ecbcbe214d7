"""One rule for a total beside the weight that was said: live, the ready check and the report hear the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripod.balance.weight_doubt import Weighed, against_weight
from tripod.boards import GRAVITY, load_board
from tripod.drills.seen.quiet_stance import Quiet
from tripod.drills.seen.ready_check import judge

KG = 75.0


@pytest.mark.parametrize(
    ("board", "off", "pm", "lifted", "weighed"),
    [
        ("plate", 0.019, 0.0, False, Weighed.AS_SAID),
        ("plate", 0.021, 0.0, False, Weighed.MORE),
        ("plate", 0.05, 0.04, False, Weighed.AS_SAID),
        ("plate", -0.05, 0.0, False, Weighed.LESS),
        ("pads", -0.05, 0.0, False, Weighed.TOES),
        ("pads", -0.015, 0.01, False, Weighed.TOES),
        ("pads", -0.015, 0.02, False, Weighed.AS_SAID),
        ("plate", -0.015, 0.01, False, Weighed.AS_SAID),
        ("pads", -0.05, 0.0, True, Weighed.LESS),
        ("pads", -0.13, 0.0, False, Weighed.LESS),
        ("insole", 1.0, 0.0, False, Weighed.NOT_TOLD),
    ],
)
def test_the_rule(board: str, off: float, pm: float, lifted: bool, weighed: Weighed) -> None:
    said_n = KG * GRAVITY
    found = against_weight(load_board(board), said_n * (1 + off), pm * said_n, KG, toes_lifted=lifted)
    assert found.weighed is weighed
    assert found.wrong == (weighed in (Weighed.LESS, Weighed.MORE))


@given(off=st.floats(-0.9, 2), board=st.sampled_from(["plate", "pads"]))
def test_the_ready_check_goes_by_the_same_rule_and_asks_for_the_whole_weight(off: float, board: str) -> None:
    total_n = KG * GRAVITY * (1 + off)
    quiet = Quiet(0.0, {}, (0.0, 0.0), 1.0, 1.0, total_n)
    ready = judge(load_board(board), quiet, 0.0, KG)
    rule = against_weight(load_board(board), total_n, 0.0, KG, toes_lifted=True)
    assert ready.weight_wrong == rule.wrong
    assert ready.fine == (not rule.wrong)
