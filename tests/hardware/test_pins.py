"""One pin map in firmware, program and wiring diagram, followed wire by wire."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import agreement
import pytest
from making.build import BUILDS, Build, load_build
from making.harness import harness
from making.pin_header import pin_header, read_pin_header


@pytest.fixture(scope="module")
def header(root: Path) -> str:
    return (root / "firmware_arduino" / "tripod" / "wiring.h").read_text("utf-8")


@pytest.mark.parametrize("name", BUILDS)
def test_one_pin_map(name: str, header: str, made: Path) -> None:
    assert agreement.pins(header, load_build(name), (made / name / "wiring.yml").read_text("utf-8")) == []


def test_insole_and_load_cells_fit_one_board(header: str) -> None:
    boards = read_pin_header(header)
    insole = set(boards["insole"]["CELL_PINS"])
    for name in ("pads", "plate"):
        cells = {*boards[name]["HX711_DATA_PINS"], *boards[name]["HX711_CLOCK_PIN"]}
        assert not cells & insole
        assert not cells & {"0", "1"}, "the line to the computer"


def test_swapped_pins_are_caught_in_each_place(header: str) -> None:
    build = load_build("pads")
    diagram = harness(build)
    swapped_header = header.replace("2, 3, 4, 5, 6, 7\n", "3, 2, 4, 5, 6, 7\n")
    assert swapped_header != header
    assert len(agreement.pins(swapped_header, build, diagram)) == 2
    swapped_build = _swapped(build)
    assert len(agreement.pins(header, build, harness(swapped_build))) == 2
    assert pin_header([swapped_build]) not in header
    one_wire = diagram.replace("  - A1:\n    - D2\n", "  - A1:\n    - D3\n").replace(
        "- - A1:\n    - D2\n", "- - A1:\n    - D3\n"
    )
    assert one_wire != diagram
    assert agreement.pins(header, build, one_wire)


def test_a_pin_used_twice_and_a_lost_clock_are_caught(header: str) -> None:
    build = load_build("plate")
    diagram = harness(build)
    twice = header.replace("2, 3, 4, 5, 6, 7, 8, 9\n", "2, 2, 4, 5, 6, 7, 8, 9\n")
    assert any("twice" in c for c in agreement.pins(twice, build, diagram))
    other = header.replace("HX711_CLOCK_PIN 10", "HX711_CLOCK_PIN 11")
    assert any("clock" in c for c in agreement.pins(other, build, diagram))


@pytest.mark.parametrize(
    ("board", "expected"),
    [
        ("INSOLE", {"TRIPOD_BOARD_NAME": '"insole"', "CELL_PINS": "A0, A1, A2, A3, A4, A5"}),
        ("INSOLE_LEFT", {"TRIPOD_BOARD_NAME": '"insole-left"', "CELL_PINS": "A0, A1, A2"}),
        ("INSOLE_RIGHT", {"TRIPOD_BOARD_NAME": '"insole-right"', "CELL_PINS": "A0, A1, A2"}),
        ("INSOLE_TONIGHT", {"TRIPOD_BOARD_NAME": '"insole-tonight"', "CELL_PINS": "A0, A1, A2", "RESTING_CODE": "0"}),
        ("PADS", {"TRIPOD_BOARD_NAME": '"pads"', "HX711_DATA_PINS": "2, 3, 4, 5, 6, 7", "HX711_CLOCK_PIN": "10"}),
        (
            "PLATE",
            {"TRIPOD_BOARD_NAME": '"plate"', "HX711_DATA_PINS": "2, 3, 4, 5, 6, 7, 8, 9", "HX711_CLOCK_PIN": "10"},
        ),
    ],
)
def test_what_the_compiler_makes_of_it(
    board: str, expected: dict[str, str], root: Path, tools: Callable[..., None]
) -> None:
    tools("gcc", "gcc")
    defined = _macros(root, f"-DBOARD={board}")
    for macro in ("TRIPOD_BOARD_NAME", "CELL_PINS", "HX711_DATA_PINS", "HX711_CLOCK_PIN", "RESTING_CODE"):
        assert defined.get(macro) == expected.get(macro)
    own = _macros(root, f"-DBOARD={board}", '-DTRIPOD_BOARD_NAME="mine"')
    assert own["TRIPOD_BOARD_NAME"] == '"mine"'


def test_a_board_that_is_none_does_not_compile(root: Path, tools: Callable[..., None]) -> None:
    tools("gcc", "gcc")
    with pytest.raises(subprocess.CalledProcessError):
        _macros(root, "-DBOARD=99")


def _macros(root: Path, *options: str) -> dict[str, str]:
    path = root / "firmware_arduino" / "tripod" / "wiring.h"
    out = subprocess.run(
        ["gcc", "-E", "-dM", "-x", "c", *options, path], check=True, capture_output=True, text=True
    ).stdout
    return dict(line.split(" ", 2)[1:] for line in out.splitlines() if line.count(" ") >= 2)


def _swapped(build: Build) -> Build:
    pins = dict(build.data["pins"])
    pins["left_heel"], pins["left_mt1"] = pins["left_mt1"], pins["left_heel"]
    return replace(build, data={**build.data, "pins": pins})
