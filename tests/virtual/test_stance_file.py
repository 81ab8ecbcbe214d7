"""What of a force-plate recording can stand on a board, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.plate_files.conftest import as_text, stance
from tripod.plate_files.refusal import COLUMNS
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import parse_scenario
from tripod.virtual.stance_file import StanceFileError, read_stance

ROWS = stance(300)
ONE = as_text(ROWS[:, :4], ["time_s", "force_n", "ml_mm", "ap_mm"])


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a text into a file."""

    def write(text: str) -> Path:
        path = tmp_path / "trial.csv"
        path.write_text(text)
        return path

    return write


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ONE, "has one plate, and how its load is divided between two feet is not in it"),
        (as_text(ROWS[:, [0, 2, 3]], ["time_s", "ml_mm", "ap_mm"]), "has no force"),
        (as_text(ROWS[:, :4], COLUMNS[:4]), "has the left foot alone"),
        (
            as_text(ROWS, ["t", "Fz1", "COPx1[mm]", "COPy1[mm]", "Fz2", "COPx2[mm]", "COPy2[mm]"]),
            "does not say whose foot is on which",
        ),
    ],
)
def test_what_does_not_tell_the_load_of_both_feet_is_refused(text: str, says: str, file: Callable[[str], Path]) -> None:
    with pytest.raises(StanceFileError, match=says) as error:
        read_stance(file(text))
    assert "calibration/force-plate-files.md" in str(error.value)


def test_a_stance_with_rows_missing_does_not_play(file: Callable[[str], Path]) -> None:
    with pytest.raises(StanceFileError, match=r"before row 102 rows are missing \(0\.50 s in all\)"):
        read_stance(file(as_text(np.delete(ROWS, range(100, 150), axis=0))))


def test_one_plate_may_be_one_foot_on_a_board_for_one(file: Callable[[str], Path]) -> None:
    stood = read_stance(file(ONE), ["right"])
    assert stood.load_n == pytest.approx(np.column_stack([0 * ROWS[:, 1], ROWS[:, 1]]))
    assert "taken as what the right foot stands on" in stood.said


def test_a_board_for_one_foot_is_placed_under_that_foot(file: Callable[[str], Path]) -> None:
    path = file(as_text(ROWS))
    made = VirtualBoard(parse_scenario(f"csv,path={path},board=insole-right"))
    made.keep_truth = True
    made.packets()
    right = made.truth[0].cop_mm[:, 1]
    assert right[-1] == pytest.approx(np.array([100, 105]), abs=25)
    assert made.truth[0].load_n[:, 0] == pytest.approx(0)


def test_a_foot_without_cop_while_it_is_up_bears_nothing_and_the_other_goes_on(file: Callable[[str], Path]) -> None:
    rows = ROWS.copy()
    rows[:, 1:4] = [0, np.nan, np.nan]
    made = VirtualBoard(parse_scenario(f"csv,path={file(as_text(rows))},board=plate,at=0:0"))
    made.keep_truth = True
    made.packets()
    truth = made.truth[0]
    assert np.isfinite(truth.cell_n).all()
    assert truth.load_n[:, 0] == pytest.approx(0)
    assert made.notice() == ""


def test_short_holes_of_the_cop_are_bridged_and_said_and_long_ones_refused(file: Callable[[str], Path]) -> None:
    rows = ROWS.copy()
    rows[100:104, 2:4] = np.nan
    stood = read_stance(file(as_text(rows)))
    assert stood.cop_mm[100:104, 0] == pytest.approx(ROWS[100:104, 2:4], abs=0.2)
    assert "4 loaded rows without CoP (left)" in stood.said
    assert "4 rows without CoP were bridged" in stood.said
    rows[100:140, 2:4] = np.nan
    with pytest.raises(StanceFileError, match=r"for 0\.39 s from 1\.00 s on the left foot carries"):
        read_stance(file(as_text(rows)))


def test_how_the_file_was_read_is_the_boards_notice(file: Callable[[str], Path]) -> None:
    path = file(as_text(ROWS, separator=";", decimal=","))
    made = VirtualBoard(parse_scenario(f"csv,path={path},board=plate,at=0:0"))
    assert made.notice() == "trial.csv was read so: separated by semicolons; decimal comma."


def test_a_mapping_file_and_a_rate_are_options(tmp_path: Path, file: Callable[[str], Path]) -> None:
    columns = tmp_path / "columns, mine.toml"
    columns.write_text(
        'schema = 1\n[left]\nforce = "b"\nml = "c"\nap = "d"\n[right]\nforce = "e"\nml = "f"\nap = "g"\n'
        '[units]\nforce = "N"\ncop = "mm"\n'
    )
    path = file(as_text(ROWS, "abcdefg"))
    made = VirtualBoard(parse_scenario(f'csv,path={path},map="{columns}",rate=50,board=plate'))
    assert made.end_s == pytest.approx(299 / 50)
    assert "columns by the mapping file" in made.notice()
