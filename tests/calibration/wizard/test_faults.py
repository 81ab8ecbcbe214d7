"""Each fault is named rightly, and healthy boards raise no alarm: a small run of `calibration/faults.py`."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tripod.boards import load_board

CALIBRATION = Path(__file__).parents[3] / "calibration"
KINDS = ("open", "short", "stuck", "saturated", "noise", "swapped", "swapped-feet", "gain", "drift")
HEALTHY = {"insole": 6, "pads": 10, "plate": 10}
"""How many of each board."""


@pytest.fixture(scope="module")
def faults() -> ModuleType:
    spec = importlib.util.spec_from_file_location("faults", CALIBRATION / "faults.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["faults"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["insole", "pads", "plate"])
def test_each_fault_is_named(faults: ModuleType, name: str, kind: str) -> None:
    (case,) = (case for case in faults.CASES if case.kind == kind)
    right, said = faults.named(load_board(name), case, 3)
    assert right, said


def test_those_are_all_faults(faults: ModuleType) -> None:
    assert tuple(case.kind for case in faults.CASES) == KINDS


@pytest.mark.slow
@pytest.mark.parametrize(("name", "seed"), [(name, 500 + k) for name, n in HEALTHY.items() for k in range(n)])
def test_healthy_boards_raise_no_alarm(faults: ModuleType, name: str, seed: int) -> None:
    assert faults.alarms(load_board(name), seed) == []
