"""The images that ship are what the sources make, to the last byte, and say the version that is taken for theirs."""

import importlib.util
import tomllib
from importlib import resources
from pathlib import Path
from types import ModuleType

import pytest

from tripod.acceptance import builds
from tripod.firmware.images import Kind, NoImage, image_for, images, is_older, shipped_version
from tripod.virtual.board import FIRMWARE

SCRIPT = Path(__file__).parents[2] / "firmware_arduino" / "ship.py"


def _ship() -> ModuleType:
    spec = importlib.util.spec_from_file_location("firmware_ship", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SHIP = _ship()
MADE = tomllib.loads((resources.files("tripod.firmware") / "images" / "images.toml").read_text("utf-8"))
NAMES = {board: name for name, board in SHIP.builds().items()}


@pytest.mark.parametrize("image", [i for i in images() if i.kind is not Kind.PICO], ids=lambda i: f"{i.kind}-{i.board}")
def test_an_image_is_what_the_sources_make(image, firmware, tools) -> None:
    tools("gcc-avr", "avr-gcc")
    made_with = MADE["compiler"]
    if SHIP.compiler() != made_with:
        pytest.skip(f"{SHIP.compiler()} makes other bytes than {made_with}: apt-get install -y gcc-avr on Debian 12")
    made = firmware(board=image.kind.value, BOARD=NAMES[image.board])
    # A checkout may have changed the ends of lines.
    shipped = image.file.read_bytes().replace(b"\r\n", b"\n")
    assert shipped == SHIP.as_shipped(made.hex), "run python firmware_arduino/ship.py"


def test_images_of_a_pico_are_what_the_sources_make(pico_file) -> None:
    if SHIP.compiler("arm-none-eabi-gcc") != MADE["compiler_pico"]:
        pytest.skip(f"another compiler than {MADE['compiler_pico']} makes other bytes")
    ship = [image for image in images() if image.kind is Kind.PICO]
    assert {image.board for image in ship} == {board for board, name in NAMES.items() if name not in SHIP.NOT_ON_A_PICO}
    for image in ship:
        assert image.file.read_bytes() == SHIP.as_shipped(pico_file(board=NAMES[image.board]))


def test_a_nano_takes_the_image_of_an_uno(firmware) -> None:
    assert firmware(board="nano", BOARD="PADS").hex.read_bytes() == firmware(board="uno", BOARD="PADS").hex.read_bytes()


def test_every_build_has_an_image_for_what_its_page_names() -> None:
    assert set(builds()) == set(NAMES)
    for kind in (Kind.UNO, Kind.MEGA):
        assert {image.board for image in images() if image.kind is kind} == set(builds())


def test_the_version_is_that_of_the_banner(firmware, emulate, recording) -> None:
    assert shipped_version() == tuple(SHIP.version())
    with emulate(firmware(BOARD="INSOLE")) as board:
        board.run_s(1.5)
        assert recording.decode(board.read()).banners[0].firmware == shipped_version()


def test_older_is_what_comes_before() -> None:
    major, minor, patch = shipped_version()
    assert is_older((0, 0, 9))
    assert not is_older((major, minor, patch))
    assert not is_older((major, minor, patch + 1))
    assert not is_older(FIRMWARE)


def test_what_does_not_ship_is_said_with_what_does() -> None:
    with pytest.raises(NoImage, match="no.*'shoe'.*insole-tonight.*plate-50kg|'shoe'"):
        image_for("shoe", Kind.UNO)
