"""Which fault is found where: a small run of `calibration/drill_faults.py`."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tripod.boards import load_board


@pytest.fixture(scope="module")
def study() -> ModuleType:
    path = Path(__file__).parents[3] / "calibration" / "drill_faults.py"
    spec = importlib.util.spec_from_file_location("drill_faults", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["drill_faults"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("name", ["insole", "pads", "plate"])
def test_that_fault_and_no_other(study: ModuleType, name: str) -> None:
    board = load_board(name)
    wrong = []
    for fault in board.claims.faults:
        for seed in range(5):
            found = study.faults_found(board, fault, 4000 + seed)
            if found != {fault}:
                wrong.append((fault, seed, found))
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["insole", "pads", "plate"])
def test_good_standing_and_good_hinges_have_none(study: ModuleType, name: str) -> None:
    board = load_board(name)
    assert study.while_standing(board, 60.0, 7) == set()
    assert study.while_hinging(board, 4, 7) == set()
