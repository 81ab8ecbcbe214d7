"""The fast firmware on a board that it does not know: the first error says which sketch to open."""

import subprocess
from pathlib import Path

import pytest

SKETCH = Path(__file__).parents[2] / "firmware_arduino" / "tripod"
UNITS = ["tripod.ino", *(f"src/{path.name}" for path in sorted(SKETCH.glob("src/*.cpp")))]
PORTABLE = {"src/packet.cpp", "src/seal.cpp"}
"""What every board can compile, and no error is wanted of."""


@pytest.fixture
def of_another_core(tools, tmp_path):
    """What a compiler without AVR's headers says of a file of the sketch."""
    tools("g++", "g++")
    (tmp_path / "Arduino.h").write_text("#pragma once\n#include <stdint.h>\n", "ascii")

    def said(unit: str) -> str:
        command = ["g++", "-fsyntax-only", "-std=gnu++17", f"-I{tmp_path}", "-x", "c++", SKETCH / unit]
        return subprocess.run(command, capture_output=True, text=True, check=False).stderr

    return said


@pytest.mark.parametrize("unit", sorted({*UNITS} - PORTABLE))
def test_its_first_error_names_the_boards_and_the_portable_sketch(of_another_core, unit):
    errors = [line for line in of_another_core(unit).splitlines() if "error: " in line]
    assert "Uno (R3 or older), Nano, Mega 2560, Leonardo and Micro" in errors[0]
    assert "open tripod_any/tripod_any.ino" in errors[0]


@pytest.mark.parametrize("unit", sorted(PORTABLE))
def test_what_is_portable_compiles_anywhere(of_another_core, unit):
    assert "error" not in of_another_core(unit)
