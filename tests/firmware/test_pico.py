"""The portable sketch on a bare RP2040 (Raspberry Pi Pico), in rp2040js."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tripod.boards import load_board
from tripod.device.banner_gate import misfit
from tripod.device.blocks import Block, concatenate
from tripod.device.protocol import Sampling, Status
from tripod.device.receiver import Receiver

HERE = Path(__file__).parent
PORT = HERE.parents[1] / "firmware_arduino" / "rp2040"
VERSION = "1.4.1"
EMULATOR = Path(sys.prefix) / "rp2040js"


@pytest.fixture(scope="session")
def pico(tools, tmp_path_factory):
    """What the Pico sends in so many seconds, and what the emulator saw."""
    tools("gcc-arm-none-eabi", "arm-none-eabi-g++")
    tools("make", "make")
    tools("nodejs npm", "node")
    package = EMULATOR / "node_modules" / "rp2040js"
    if not package.exists():
        pytest.skip(f"rp2040js is missing: npm install --prefix {EMULATOR} rp2040js@{VERSION}")
    made = {}

    def run(seconds: float, *words: object, **settings: object) -> tuple[bytes, dict]:
        key = tuple(settings.items())
        if key not in made:
            out = tmp_path_factory.mktemp("pico")
            defines = " ".join(f"'-D{name}={value}'" for name, value in settings.items())
            command = ["make", "-C", PORT, f"OUT={out}", f"DEFS={defines}"]
            built = subprocess.run(command, capture_output=True, text=True, check=False)
            assert built.returncode == 0, built.stderr
            assert "warning" not in built.stderr
            made[key] = out / "tripod.bin"
        command = ["node", HERE / "rp2040_harness.mjs", package, made[key], str(seconds), *map(str, words)]
        ran = subprocess.run(command, capture_output=True, check=True)
        return ran.stdout, json.loads(ran.stderr)

    return run


def received(data: bytes) -> tuple[Receiver, Block]:
    receiver = Receiver()
    return receiver, concatenate([item for item in receiver.feed(data, 0.0) if isinstance(item, Block)])


FIRST, STEP = 100, 7


@pytest.fixture(scope="module")
def said(pico) -> tuple[Receiver, Block, dict]:
    data, seen = pico(1.2, FIRST, STEP)
    return *received(data), seen


def test_every_count_is_the_mean_of_what_was_converted(said):
    receiver, frames, seen = said
    assert (seen["baud"], seen["hz"], seen["channels"]) == (500_000, 48_000_000, [0, 1, 2])
    assert receiver.line().lost_frames == receiver.line().doubted_frames == receiver.line().skipped_bytes == 0
    assert np.all(np.diff(frames.seq) == 1)
    assert 115 <= len(frames) <= 120
    # Each pin is read once at the start; from then on four scans a frame.
    at_start, passes, cells = 3, 4, 3
    k = at_start + np.arange(len(frames) * passes * cells).reshape(-1, passes, cells)
    converted = (FIRST + k * STEP + np.arange(cells)) % 4096
    wanted = converted.sum(1) * 16 // passes
    good = frames.status == Status.OK
    assert np.array_equal(frames.counts, wanted)
    assert good.mean() > 0.9


def test_its_banner_fits_the_board_s_file_and_tells_twelve_bits_and_an_even_beat(said):
    receiver, frames, _ = said
    banner = receiver.banner
    assert misfit(load_board("insole-tonight"), banner) is None
    assert banner.groups[0].sampling == Sampling(65_520, 0, ratiometric=True)
    assert (banner.overruns, banner.dropped) == (0, 0)
    assert np.all(np.abs(np.diff(frames.tick_us) - 10_000) <= 20)


def test_a_pin_that_a_pico_does_not_have_is_refused_by_the_compiler(pico):
    with pytest.raises(AssertionError, match="A3"):
        pico(0.1, 0, 0, BOARD="INSOLE")


def test_six_load_cells_are_read_by_plain_pins_and_every_value_is_one_that_was_converted(pico):
    data, seen = pico(1.6, 0, 0, 12_750, 12_300, 12_500, 12_600, 12_400, 12_550, BOARD="PADS")
    receiver, frames = received(data)
    assert misfit(load_board("pads"), receiver.banner) is None
    assert seen["cut"] == receiver.banner.torn == 0
    assert seen["longestHigh"] < 20_000  # ns; at 60 us a chip switches itself off
    assert len(frames) > 80
    assert not frames.status.any()
    # The chip's number is in the lowest bits, and its conversions are counted above.
    # Those of a fast chip are left out now and then.
    converted = (frames.counts + 1_000_000 - np.arange(6)) / 8
    steps = np.diff(converted, axis=0)
    assert np.all((steps == 1) | (steps == 2))
    assert np.all(steps[:, 0] == 1)
    assert receiver.line().lost_frames == 0
