"""Each first thing takes no more keys than it may; they are pressed in a real window on real sessions."""

import importlib.util
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tripod.storage.places import sessions_folder
from tripod.views.play.tour import Stop, Tour

MADE = Path(__file__).parents[1] / "pictures" / "keys_and_seconds.py"
GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1" / "sessions" / "pads-drill"


@pytest.fixture(scope="module")
def counted() -> Any:
    spec = importlib.util.spec_from_file_location("tripod_keys_and_seconds", MADE)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    sys.modules["tripod_keys_and_seconds"] = made
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("first map", 1), ("first scored hold", 3), ("yesterday's session replayed", 2), ("a report in hand", 2),
    ],
)  # fmt: skip
def test_no_more_keys_than_it_may_take(qapp: QApplication, counted: Any, name: str, keys: int) -> None:
    folder = sessions_folder() / "2026-11-29_10-00-00"
    shutil.copytree(GOLDEN, folder)
    head = json.loads((folder / "session.json").read_text())
    (folder / "session.json").write_text(json.dumps(head | {"subject": "P-01"}))
    journey = counted.count(name)
    assert journey.keys == keys, "the table in the papers says so"
    assert journey.keys <= journey.most_keys


@pytest.mark.usefixtures("at_once")
@pytest.mark.slow
def test_a_calibration_by_keys_is_the_last_stop_of_the_tour(qapp: QApplication, counted: Any, tmp_path: Path) -> None:
    of = counted.Fingers(tmp_path)
    tour = Tour()
    tour.stop = Stop.CALIBRATE

    def begin() -> None:
        of.window.tour.tour = tour

    try:
        counted.calibration(of, begin)
        assert of.keys == 12, "the table in the papers says so"
        assert tour.stop is Stop.OVER
        assert of.window.tour.strip.number.text() == "✓"
    finally:
        of.close()
