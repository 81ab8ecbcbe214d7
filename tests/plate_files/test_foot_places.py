"""What a force-plate file says of where the feet stood."""

import numpy as np
import pytest

from tests.plate_files.conftest import Read, as_text, stance
from tripod.plate_files.plate_file import FootStood, Side
from tripod.plate_files.refusal import COLUMNS, PlateFileError

ROWS = stance(30)
LEFT = ("left_heel_ml_mm", "left_heel_ap_mm", "left_turn_deg")


def table(*places: float) -> str:
    """A recording with the left foot's place in each row."""
    return as_text(np.column_stack([ROWS, np.tile(places, (len(ROWS), 1))]), [*COLUMNS, *LEFT[: len(places)]])


def test_the_columns_of_a_foots_place_are_read_and_are_no_second_cop(read: Read) -> None:
    recording = read(table(-96.0, 4.5, 8.0))
    assert recording.stood == {Side.LEFT: FootStood(-96, 4.5, 8)}
    left = recording.plate(Side.LEFT)
    assert left is not None
    assert left.cop_mm == pytest.approx(ROWS[:, 2:4])
    assert recording.said() == ""


def test_without_all_three_it_is_not_known(read: Read) -> None:
    half = read(table(-96.0, 4.5))
    assert half.stood == {}
    assert "left_heel_ml_mm, left_heel_ap_mm left out" in half.said()


def test_rows_without_a_place_are_left_out_and_a_foot_that_moves_is_refused(read: Read) -> None:
    rows = np.column_stack([ROWS, np.full((30, 3), np.nan)])
    rows[0, 7:] = -96, 4, 8
    assert read(as_text(rows, [*COLUMNS, *LEFT])).stood[Side.LEFT].turn_deg == 8
    rows[1, 7:] = -70, 4, 8
    with pytest.raises(PlateFileError, match="the left foot's place changes from row to row"):
        read(as_text(rows, [*COLUMNS, *LEFT]))
    with pytest.raises(PlateFileError, match="the left foot's place changes"):
        read(table(np.nan, np.nan, np.nan))


def test_a_mapping_file_says_it_in_millimetres_whatever_the_cop_is_in(read: Read) -> None:
    mapping = (
        'schema = 1\ntime = "time_s"\n[left]\nforce = 2\nml = 3\nap = 4\n'
        "stood = { heel_ml_mm = -96, heel_ap_mm = 4.5, turn_deg = 8 }\n"
        '[right]\nforce = 5\nml = 6\nap = 7\n[units]\ncop = "mm"\n'
    )
    assert read(as_text(ROWS), mapping).stood == {Side.LEFT: FootStood(-96, 4.5, 8)}
    with pytest.raises(PlateFileError, match="line 7"):
        read(as_text(ROWS), mapping.replace("= 8 }", "= 800 }"))
