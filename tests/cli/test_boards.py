"""`tripod boards`, and the ways in which a board is named."""

import json
from pathlib import Path

import pytest

from tripod.boards import __file__ as boards
from tripod.boards import board_names
from tripod.calibration.store import calibration_store
from tripod.cli import main
from tripod.storage.places import boards_folder

PADS = (Path(boards).parent / "pads.toml").read_text("utf-8")
EXAMPLES = Path(__file__).parents[2] / "calibration" / "examples"
ID = "ab" * 8


def mine(folder: Path) -> Path:
    """A file of pads that are called `mine`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mine.toml").write_text(PADS.replace('name = "pads"', 'name = "mine"'), "utf-8")
    return folder / "mine.toml"


def test_all_boards_are_listed_with_the_folder_and_what_is_wrong_there(capsys: pytest.CaptureFixture[str]) -> None:
    mine(boards_folder())
    (boards_folder() / "broken.toml").write_text("schema = 1", "utf-8")
    (boards_folder() / "gone.toml").symlink_to("/nowhere/at/all")
    (boards_folder() / "plate.toml").symlink_to("/dev/zero")
    assert main(["boards", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["folder"] == str(boards_folder())
    assert {b["name"]: b["own"] for b in said["boards"]} == dict.fromkeys({*board_names()} - {"plate"}, False) | {
        "mine": True
    }
    assert [name in wrong for name, wrong in zip(("broken", "gone", "plate"), said["wrong"], strict=True)] == [True] * 3
    assert main(["boards"]) == 0
    out, err = capsys.readouterr()
    assert str(boards_folder()) in out.splitlines()[-1]
    assert "mine" in out
    assert len(err.splitlines()) == 3


def test_readings_are_fitted_to_a_board_in_a_file_that_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    readings = str(EXAMPLES / "pads" / "readings.csv")
    assert main(["calibrate", "--from", readings, "--board-file", str(mine(tmp_path)), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["board"], said["kept"]) == ("mine", None)
    assert main(["calibrate", "--from", readings, "--board", "pads"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("Not kept: no board uses it. With --save BOARD_ID")
    kept = ["calibrate", "--from", readings, "--board", "pads", "--save", "5e0c5e0c5e0c5e0c"]
    assert main(kept) == 0
    assert "Not kept" not in capsys.readouterr().out
    assert main([*kept, "--json"]) == 0
    assert Path(json.loads(capsys.readouterr().out)["kept"]).is_file()
    assert main(["calibrate", "--from", readings, "--board", str(tmp_path / "mine.toml")]) == 1
    assert "is no name of a board" in capsys.readouterr().err
    assert main(["calibrate", "--from", readings, "--board", "pads", "--board-file", "x"]) == 2
    assert main(["calibrate", "--from", readings, "--board-file", str(tmp_path / "none.toml")]) == 1
    assert "there is no such file" in capsys.readouterr().err


@pytest.mark.parametrize("board", ["{path}", "{path}\0", "../../mine", "x" * 100_000])
def test_an_imported_calibration_opens_no_file_that_it_names(
    board: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kept = json.loads((EXAMPLES / "pads" / "calibration.json").read_text("utf-8"))
    file = tmp_path / "calibration.json"
    file.write_text(json.dumps(kept | {"board": board.format(path=mine(tmp_path)), "board_id": ID}), "utf-8")
    assert main(["calibrate", "--import", str(file)]) == 1
    err = capsys.readouterr().err
    assert "is no name of a board" in err
    assert len(err) < 500
    assert calibration_store().versions(ID) == []
