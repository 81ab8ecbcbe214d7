"""Each fault is named rightly, and healthy boards raise no alarm: a small run of `calibration/faults.py`."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tripod.boards import load_board

CALIBRATION = Path(__file__).parents[3] / "calibration"


@pytest.fixture(scope="module")
def faults() -> ModuleType:
    spec = importlib.util.spec_from_file_location("faults", CALIBRATION / "faults.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["faults"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["insole", "pads", "plate"])
def test_each_fault_is_named(faults: ModuleType, name: str) -> None:
    board = load_board(name)
    wrong = {case.kind: said for case in faults.CASES for right, said in [faults.named(board, case, 3)] if not right}
    assert wrong == {}


@pytest.mark.parametrize(("name", "boards"), [("insole", 6), ("pads", 10), ("plate", 10)])
def test_healthy_boards_raise_no_alarm(faults: ModuleType, name: str, boards: int) -> None:
    board = load_board(name)
    assert [said for seed in range(boards) if (said := faults.alarms(board, 500 + seed))] == []
