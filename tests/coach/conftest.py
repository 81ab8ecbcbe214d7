"""The script that lets a virtual pupil do a drill as it is heard, for tests."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

folder = str(Path(__file__).parents[2] / "calibration")
if folder not in sys.path:
    sys.path.append(folder)


@pytest.fixture
def hear_drill() -> Callable:
    """`heard_drill.hear_drill`: a whole drill, its events and its samples."""
    from heard_drill import hear_drill

    return hear_drill
