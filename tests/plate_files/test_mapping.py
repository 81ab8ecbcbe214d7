"""A mapping file names what a header does not."""

import re
from pathlib import Path

import numpy as np
import pytest

from tests.plate_files.conftest import Read, as_text, stance
from tripod.plate_files.mapping import read_mapping
from tripod.plate_files.plate_file import Side, Take
from tripod.plate_files.reader import read_plate_file
from tripod.plate_files.refusal import PlateFileError

PAGE = Path(__file__).parents[2] / "calibration" / "force-plate-files.md"
ROWS = stance(50)
FEET = """
schema = 1
time = "A"
[left]
force = "B"
ml = "C"
ap = "D"
[right]
force = "E"
ml = "F"
ap = "G"
[units]
force = "N"
cop = "mm"
"""


def test_names_of_any_kind(read: Read) -> None:
    made = read(as_text(ROWS, "abcdefg", ";"), FEET)
    left, right = made.plate(Side.LEFT), made.plate(Side.RIGHT)
    assert left is not None
    assert right is not None
    assert left.cop_mm == pytest.approx(ROWS[:, 2:4])
    assert right.force_n == pytest.approx(ROWS[:, 4])
    assert Take.COLUMNS_BY_MAP in {t.what for t in made.taken}


def test_numbers_where_there_is_no_header_with_signs_units_and_rate(read: Read) -> None:
    text = as_text(ROWS[:, 1:4] * [-1, -0.1, 0.1]).split("\n", 1)[1]
    mapping = "schema = 1\nrate_hz = 50\n[whole]\nforce = 1\nml = 2\nap = 3\n"
    made = read(text, mapping + '[units]\nforce = "N"\ncop = "cm"\n[sign]\nforce = -1\nml = -1\n')
    plate = made.plate(Side.WHOLE)
    assert plate is not None
    assert plate.force_n == pytest.approx(ROWS[:, 1])
    assert plate.cop_mm == pytest.approx(ROWS[:, 2:4], abs=1e-2)
    assert np.diff(made.time_s) == pytest.approx(0.02)


def test_corners_of_another_board(read: Read) -> None:
    corners = 'front_left = "p"\nfront_right = "q"\nback_left = "r"\nback_right = "s"\nwidth_mm = 200\ndepth_mm = 100\n'
    made = read("p,q,r,s\n" + "10,20,20,25\n" * 20, f"schema = 1\nrate_hz = 50\n[corners]\n{corners}")
    assert made.plates[0].cop_mm[0] == pytest.approx([100 * 15 / 75, 50 * -15 / 75])


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ("schema = 1\n", "needs .left. and .right., or .whole., or .corners."),
        (FEET + "[whole]\nml = 1\nap = 2\n", "needs .left. and .right."),
        (FEET.replace('time = "A"', 'time = "A"\nrate_hz = 100'), "line 4: Time and rate_hz exclude"),
        (FEET.replace('force = "B"\n', ""), r"line 4: \[left\] needs force"),
        (FEET.replace('cop = "mm"', 'cop = "miles"'), "line 14: units.cop has 'miles'"),
        (FEET.replace("[units]", "[unit]"), "unit is unknown in the file; did you mean units"),
        (FEET.replace('"C"', '"Z"'), "lacks the column 'Z' that the mapping file names"),
        (FEET.replace('"C"', "9"), "has 7 columns, and the mapping file names number 9"),
        (FEET.replace("schema = 1", "schema = 2"), "schema"),
        ("schema = ", "is no TOML"),
    ],
)
def test_a_wrong_mapping_file_is_told_where_it_is_wrong(mapping: str, says: str, read: Read) -> None:
    with pytest.raises(PlateFileError, match=says) as error:
        read(as_text(ROWS, "abcdefg"), mapping)
    assert "calibration/force-plate-files.md" in str(error.value)


@pytest.mark.parametrize("example", re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL))
def test_the_pages_examples_are_mapping_files(example: str, tmp_path: Path) -> None:
    path = tmp_path / "columns.toml"
    path.write_text(example, "utf-8")
    assert read_mapping(path).schema == 1


def test_a_mapping_file_that_is_not_there(read: Read) -> None:
    path = read(as_text(ROWS)).path
    with pytest.raises(PlateFileError, match="is not there"):
        read_plate_file(path, mapping=path.with_name("none.toml"))
