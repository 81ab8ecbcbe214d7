"""Board files: those that ship, and those that are wrong."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tripod.boards import (
    POINTS,
    BoardError,
    Nominal,
    board_from_dict,
    board_names,
    board_to_dict,
    load_board,
    read_board,
    read_board_file,
)
from tripod.boards import __file__ as boards
from tripod.storage.places import boards_folder

PADS = (Path(boards).parent / "pads.toml").read_text("utf-8")


@pytest.mark.parametrize("name", board_names())
def test_shipped_boards_are_sound(name: str) -> None:
    board = load_board(name)
    assert board.name == name
    assert board_from_dict(board_to_dict(board)) == board
    for foot in board.feet:
        xs = [board.cells[i].x_mm for i in board.cells_of(foot)]
        assert max(xs) < 0 if foot == "left" else min(xs) > 0


def test_mt1_is_medial_on_both_feet() -> None:
    board = load_board("insole")
    at = {c.name: c.x_mm for c in board.cells}
    assert at["left_mt5"] < at["left_heel"] < at["left_mt1"] < 0 < at["right_mt1"] < at["right_heel"] < at["right_mt5"]


def test_a_half_board_is_half_of_the_whole() -> None:
    left, whole = load_board("insole-left"), load_board("insole")
    assert left.feet == ("left",)
    assert left.cells == whole.cells[:3]
    assert [c.point for c in left.cells] == list(POINTS)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('name = "left_mt1"', 'name = "left_heel"'), "left_heel stands there twice"),
        (("x_mm = -136.4", "x_mm = -13640"), "left_mt5 lies outside the board"),
        (("x_mm = -136.4", "x_mm = nan"), "x_mm is nan"),
        (("range_n = 2942", "range_n = -5"), "range_n is -5"),
        (("schema = 1", "schema = 7"), "schema 7"),
        (('kind = "hx711"', 'kind = "adc"'), "conductance, divider, hx711"),
        (("[limits]", "[limit]"), r"\[limits\] is missing"),
        (("gain = 0.02", "gain = 0,02"), "is not TOML"),
        (('foot = "left"', 'foot = "middle"'), "one of left, right"),
        (('point = "mt5"', 'point = "mt4"'), "must be heel, mt1 and mt5"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(change: tuple[str, str], says: str) -> None:
    text = PADS.replace(*change, 1)
    assert text != PADS
    with pytest.raises(BoardError, match=says) as caught:
        read_board(text, "mine.toml")
    assert "mine.toml" in str(caught.value)


def test_two_cells_at_one_place_are_refused() -> None:
    text = PADS.replace("x_mm = -74", "x_mm = -100", 1).replace("y_mm = 189.8", "y_mm = 36.4", 1)
    with pytest.raises(BoardError, match="place of another cell"):
        read_board(text, "mine.toml")


def test_an_unknown_board_is_answered_with_the_nearest() -> None:
    with pytest.raises(BoardError, match="Did you mean plate"):
        load_board("plaet")
    with pytest.raises(BoardError, match=re.escape(f"go into {boards_folder()}")):
        load_board("nothing-near")


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.mkdir(), "cannot be read"),
        (make_pipe, "it is no file"),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "not UTF-8"),
        (lambda path: path.write_text("# " + "x" * 1_000_000), "has 1000002 bytes"),
    ],
    ids=["folder", "pipe", "bytes", "huge"],
)
def test_what_is_no_board_file_is_said(tmp_path: Path, make: Callable[[Path], object], says: str) -> None:
    make(tmp_path / "mine.toml")
    with pytest.raises(BoardError, match=says):
        read_board_file(tmp_path / "mine.toml")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("range_n = 2942", "range_n = -5"), r"line \d+: cell.range_n is -5; expected a number from 0.001 up"),
        (("newtons = true", 'newtons = "yes"'), r"line \d+: claims.newtons is 'yes' and must be true or false"),
        (('kind = "hx711"', ""), r"line \d+: kind is missing in front_end"),
        (("gain = 0.02", 'gain = "0.02"'), r"line \d+: errors.gain is '0.02'; expected a number"),
        (('name = "left_mt1"', 'name = "left_heel"'), r"line \d+: the cell left_heel stands there twice"),
    ],
)
def test_the_line_of_a_wrong_file_is_said(change: tuple[str, str], says: str) -> None:
    text = PADS.replace(*change, 1)
    with pytest.raises(BoardError, match=says) as caught:
        read_board(text, "mine.toml")
    line = int(str(caught.value).partition("line ")[2].partition(":")[0])
    # A key that was taken away is missing in its table, whose head is above it.
    assert line == PADS[: PADS.index(change[0])].count("\n") + 1 - (not change[1])


def test_a_half_board_of_a_newer_program_is_refused_by_its_number() -> None:
    text = (Path(boards).parent / "insole-left.toml").read_text("utf-8")
    with pytest.raises(BoardError, match="line 2: it has schema 7"):
        read_board(text.replace("schema = 1", "schema = 7"), "mine.toml")


def test_keys_that_this_program_does_not_know_are_passed_over() -> None:
    text = PADS.replace("[claims]", "colour = nan\n[claims]\nsmell = nan", 1).replace(
        "[front_end]", "[front_end]\nohm = -1", 1
    )
    assert read_board(text, "mine.toml") == read_board(PADS, "mine.toml")


def test_a_law_of_the_board_is_read_only_where_a_cell_has_none() -> None:
    law, own = 'law = "linear"\ngain = 1e-4\n', 'nominal = { law = "linear", gain = 1e-4 }\n'
    bare = re.sub(r"^nominal = .*\n", "", PADS, flags=re.MULTILINE)
    bare = re.sub(r"^\[nominal\][^\[]*", "[nominal]\n", bare, flags=re.MULTILINE)
    all_own = bare.replace("[[cell]]\n", "[[cell]]\n" + own)
    assert {c.nominal for c in read_board(all_own, "mine.toml").cells} == {Nominal("linear", 1e-4, 1.0)}
    one_without = all_own.replace(own, "", 1)
    with pytest.raises(BoardError, match="law is missing in nominal"):
        read_board(one_without, "mine.toml")
    assert read_board(one_without.replace("[nominal]\n", "[nominal]\n" + law), "mine.toml") == read_board(
        all_own, "mine.toml"
    )


@pytest.mark.parametrize("damage", ["cells", "limits", "places"])
def test_a_damaged_description_is_refused(damage: str) -> None:
    data = board_to_dict(load_board("pads"))
    data[damage] = {"x": 1}
    with pytest.raises(BoardError, match="damaged"):
        board_from_dict(data)


def own(name: str, text: str = PADS) -> Path:
    path = boards_folder() / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_board_of_ones_own_is_found_by_its_name() -> None:
    own("mine", PADS.replace('name = "pads"', 'name = "mine"'))
    own("plate", PADS.replace('name = "pads"', 'name = "plate"'))
    assert load_board("mine").name == "mine"
    assert load_board("plate").cells == load_board("pads").cells


def test_a_board_of_ones_own_is_called_after_its_file() -> None:
    own("mine")
    with pytest.raises(BoardError, match="mine.toml says the name 'pads'"):
        load_board("mine")


@pytest.mark.parametrize(
    "name",
    [
        "{path}",
        "mine.toml",
        "../boards/mine",
        "boards/mine",
        "mine\0",
        "",
        ".",
        "..",
        "mine\n",
        "m\u0131ne",
        "x" * 9000,
    ],
)
def test_a_name_from_outside_is_never_a_path(name: str) -> None:
    path = own("mine", PADS.replace('name = "pads"', 'name = "mine"'))
    with pytest.raises(BoardError, match="is no name of a board") as refused:
        load_board(name.format(path=path))
    assert len(str(refused.value)) < 400
