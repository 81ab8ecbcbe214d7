"""A column that lacks is not blamed on another board whose cells have the same names."""

import pytest

from tripod.boards import load_board
from tripod.calibration.fit.readings import ReadingsError, read_captures


def test_a_plates_readings_without_loads_are_still_a_plates() -> None:
    board = load_board("plate")
    text = ",".join(["capture", "x_mm", "y_mm", *(c.name for c in board.cells)]) + "\n"
    with pytest.raises(ReadingsError, match="load_n") as wrong:
        read_captures(text, board, "readings.csv")
    assert "plate-50kg" not in str(wrong.value)
