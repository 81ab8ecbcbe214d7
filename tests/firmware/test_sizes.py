"""The figures of the README are those of the firmware."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
README = HERE.parents[1] / "firmware_arduino" / "README.md"
LEAST_FREE = 200
"""Bytes of RAM between the stack at its deepest and the variables."""


def beside(name: str):
    """A module of this folder, as the script imports it."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def sizes():
    kept = {name: sys.modules.get(name) for name in ("emulator", "pico_board", "sizes")}
    beside("emulator")
    beside("pico_board")
    yield beside("sizes")
    for name, module in kept.items():
        sys.modules.pop(name)
        if module:
            sys.modules[name] = module


@pytest.mark.parametrize("number", range(12))
def test_flash_ram_and_stack_are_what_the_readme_says(sizes, request, number):
    target = sizes.TARGETS[number]
    if target.chip == "pico":
        size = sizes.pico_size(target, request.getfixturevalue("pico").file(**target.settings))
    else:
        request.getfixturevalue("emulator")
        size = sizes.avr_size(
            target, request.getfixturevalue("firmware")(target.chip, target.sketch, **target.settings).elf
        )
    line = next(line for line in README.read_text("utf-8").splitlines() if line.startswith(f"| {target.words} |"))
    flash, ram, stack = (int(word) for word in re.findall(r"(\d+) bytes", line))
    # Another compiler makes a few bytes more or fewer.
    assert size.flash == pytest.approx(flash, rel=0.03)
    assert size.ram == pytest.approx(ram, abs=32)
    assert size.stack == pytest.approx(stack, abs=64)
    assert size.ram + size.stack + LEAST_FREE < sizes.CHIPS[target.chip].ram


def test_every_target_is_measured(sizes):
    assert len(sizes.TARGETS) == 12
