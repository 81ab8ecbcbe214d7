"""The same sources on every board that we name, with `make` and with the Arduino IDE's own builder."""

import re
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tripod.boards import load_board

IDE_BUILD = {"uno": "uno", "nano": "nano:cpu=atmega328", "mega": "mega:cpu=atmega2560", "leonardo": "leonardo"}
SKETCH = Path(__file__).parents[2] / "firmware_arduino" / "tripod" / "tripod.ino"
CELLS = np.array([[100, 200, 300, 400, 500, 600]])


BOARDS = ["INSOLE_TONIGHT", "INSOLE", "INSOLE_LEFT", "INSOLE_RIGHT", "PADS", "PLATE", "PLATE_PLY", "PLATE_50KG"]
"""What board.h can choose."""


@pytest.mark.parametrize("cells", ["INSOLE", "PADS", "PLATE"])
@pytest.mark.parametrize("board", IDE_BUILD)
def test_builds_without_a_warning(firmware, board, cells):
    assert "warning" not in firmware(board, **chosen(cells)).compiler_output


def chosen(cells: str) -> dict[str, str]:
    """The insole is what board.h says as it comes, so nothing is set for it."""
    return {} if cells == "INSOLE" else {"BOARD": cells}


@pytest.mark.parametrize("name", BOARDS)
def test_wiring_has_a_pin_for_each_cell_of_the_board_file(name):
    """In the same order, which only the eye can check; but none is used twice."""
    text = (SKETCH.parent / "wiring.h").read_text("utf-8")
    part = text.split(f"BOARD == {name}\n")[1].split("#el")[0]
    said = dict(re.findall(r"#define (\w+) (.+)", part))
    board = load_board(said.pop("TRIPOD_BOARD_NAME").strip('"'))
    lists = [said.get("CELL_PINS"), said.get("HX711_DATA_PINS")]
    pins = [pin for pins in lists if pins for pin in pins.split(", ")]
    assert len(pins) == len(board.cells)
    used = [*pins, said["HX711_CLOCK_PIN"]] if "HX711_CLOCK_PIN" in said else pins
    assert len(set(used)) == len(used)
    assert ("HX711_DATA_PINS" in said) == (board.front_end.kind == "hx711")


def test_board_h_names_cells_in_the_order_of_the_board_file():
    text = (SKETCH.parent / "board.h").read_text("utf-8")
    order = re.search(r"INSOLE +six force sensors: (.*)", text)
    assert order
    names = [name.strip().lower().replace(" ", "_") for name in order[1].split(",")]
    for board in ("insole", "pads"):
        assert names == [cell.name for cell in load_board(board).cells]
    assert load_board("plate").cells[0].name == "left_back_left"
    assert "eight load cells, one HX711 each: left back-left, back-right, front-left, front-right, then right" in text


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"RATE_HZ": 250}, "RATE_HZ in board.h must be 100, 200, 500 or 1000."),
        ({"SATURATED_CODE": 1024}, "SATURATED_CODE in board.h must lie in 513 ... 1023."),
        ({"TRIPOD_BOARD_NAME": '"a-name-that-is-too-long"', "CELL_PINS": "A0"}, "must not exceed 16 characters."),
        ({"TRIPOD_BOARD_NAME": '"insole"', "CELL_PINS": "A0,A1,A2"}, "six cells"),
        ({"TRIPOD_BOARD_NAME": '"insole-left"', "CELL_PINS": "A0,A1,A2,A3,A4,A5"}, "three cells"),
        ({"TRIPOD_BOARD_NAME": '"nine"', "CELL_PINS": "A0,A1,A2,A3,A4,A5,A0,A1,A2"}, "must name 1 to 8 pins."),
        ({"BOARD": "PADS", "HX711_DATA_PINS": "2,3,4"}, "name six HX711_DATA_PINS"),
        ({"BOARD": "PLATE", "HX711_DATA_PINS": "2,3,4,5,6,7"}, "name eight HX711_DATA_PINS"),
        (
            {"BOARD": "PADS", "TRIPOD_BOARD_NAME": '"nine"', "HX711_DATA_PINS": "2,3,4,5,6,7,8,9,11"},
            "HX711_DATA_PINS in board.h must name 1 to 8 pins.",
        ),
        ({"HX711_DATA_PINS": "2,3"}, "not the HX711_CLOCK_PIN that they share"),
        (
            {"BOARD": "SOCKS"},
            "must be INSOLE_TONIGHT, INSOLE, INSOLE_LEFT, INSOLE_RIGHT, PADS, PLATE, PLATE_PLY or PLATE_50KG",
        ),
    ],
)
def test_a_wrong_board_h_is_refused_in_words(firmware, setting, sentence):
    with pytest.raises(AssertionError) as refused:
        firmware(**setting)
    assert sentence in str(refused.value)


@pytest.fixture(scope="module")
def cores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where arduino-builder keeps Arduino's core for its next call for the same board, as in the IDE."""
    return tmp_path_factory.mktemp("cores")


@pytest.mark.parametrize(
    ("sketch", "board", "cells"),
    [
        *(("tripod", board, "INSOLE") for board in IDE_BUILD),
        ("tripod", "uno", "PADS"),
        ("tripod", "uno", "PLATE"),
        ("tripod_any", "uno", "PADS"),
    ],
)
def test_the_arduino_ide_makes_the_same_hex(firmware, tools, cores, tmp_path, sketch, board, cells):
    from_make = firmware(board, sketch, **chosen(cells))
    tools("--no-install-recommends arduino-builder arduino-ctags", "arduino-builder", "arduino-ctags")
    ctags = (
        '"{cmd.path}" -u --language-force=c++ -f - --c++-kinds=svpf --fields=KSTtzns --line-directives "{source_file}"'
    )
    defines = [f"-D{key}={value}" for key, value in chosen(cells).items()]
    preferences = {
        "tools.ctags.path": "/usr/bin",
        "tools.ctags.cmd.path": "/usr/bin/arduino-ctags",
        "tools.ctags.pattern": ctags,
        # In the IDE one line of board.h says what -DBOARD says here.
        "compiler.cpp.extra_flags": " ".join(["-DDECIMAL_DIG=__DECIMAL_DIG__", *defines]),
    }
    subprocess.run(
        ["arduino-builder", "-compile", "-quiet", "-hardware", "/usr/share/arduino-builder"]
        + ["-hardware", "/usr/share/arduino/hardware", "-tools", "/usr/bin"]
        + [word for key, value in preferences.items() for word in ("-prefs", f"{key}={value}")]
        + [
            "-fqbn",
            f"arduino:avr:{IDE_BUILD[board]}",
            "-build-path",
            tmp_path,
            "-build-cache",
            cores,
            SKETCH.parents[1] / sketch / f"{sketch}.ino",
        ],
        check=True,
        capture_output=True,
    )
    assert (tmp_path / f"{sketch}.ino.hex").read_bytes() == from_make.hex.read_bytes()


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_board_for_one_foot(firmware, emulate, recording, side):
    with emulate(firmware(TRIPOD_BOARD_NAME=f'"insole-{side}"', CELL_PINS="A0,A1,A2")) as board:
        board.set_codes(CELLS)
        board.run_s(2)
        frames = recording.decode(board.read(), cells=3)
    assert frames.skipped_bytes == 0
    assert frames.banners[0].board == f"insole-{side}"
    assert frames.banners[0].groups[0].cells == 3
    assert np.all(frames.counts == 64 * CELLS[:, :3])
    assert np.all(np.diff(frames.seq.astype(int)) == 1)


def test_the_order_of_the_pins_is_the_order_of_the_cells(firmware, emulate, recording):
    with emulate(firmware(TRIPOD_BOARD_NAME='"insole"', CELL_PINS="A5,A3,A1,A0,A2,A4")) as board:
        board.set_codes(CELLS)
        board.run_s(1)
        frames = recording.decode(board.read())
    assert np.all(frames.counts == 64 * CELLS[:, [5, 3, 1, 0, 2, 4]])


def test_mega_2560_says_the_same_as_an_uno(firmware, emulate, recording):
    said = {}
    for name in ("uno", "mega"):
        with emulate(firmware(name)) as board:
            board.set_codes(CELLS)
            board.run_s(3)
            said[name] = recording.decode(board.read())
    uno, mega = said["uno"], said["mega"]
    assert mega.skipped_bytes == 0
    n = min(len(uno.seq), len(mega.seq))
    assert n > 450
    assert np.array_equal(uno.seq[:n], mega.seq[:n])
    assert np.array_equal(uno.counts[:n], mega.counts[:n])
    assert abs(int(uno.t_us[0]) - int(mega.t_us[0])) < 50
    assert uno.banners[1].groups == mega.banners[1].groups
    assert uno.banners[1].supply_mv == mega.banners[1].supply_mv
