"""End to end: the real firmware, a serial port, pyserial, and the program's own `tripod monitor` and `doctor`."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.boards import POINTS, load_board
from tripod.device.blocks import Block
from tripod.force.calibration import nominal
from tripod.force.counts_to_newtons import ForceLaw
from tripod.force.front_end import fsr_counts

CODES = np.array([520, 380, 240, 500, 360, 260])
SWING = np.round(20 * np.sin(2 * np.pi * np.arange(1000) / 1000)).astype(int)
FORCE_N = np.array([200.0, 90, 60, 180, 100, 70]) + 10 * np.sin(2 * np.pi * np.arange(1000) / 1000)[:, None]
AT_ONCE = 2
"""So many boards are heard beside each other: each of them is mostly waited for."""


def tripod(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tripod", *args]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def load_counts(name: str, force_n: np.ndarray) -> np.ndarray:
    """What the HX711 of an ideal board convert under these forces (n, cells)."""
    laws = nominal(load_board(name)).cells
    return force_n / [law.gain for law in laws] + [law.zero_counts for law in laws]


LOAD_COUNTS = np.round(load_counts("pads", FORCE_N)).astype(np.int32)


# ---- What is heard of which board ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lab:
    """Firmware, an emulator for it, and a folder."""

    firmware: Callable
    emulator: ModuleType
    folder: Path

    def board(self, **settings: object):
        built = self.firmware(**settings)
        return self.emulator.Emulator(built.elf, built.mcu)


def force_sensors(lab: Lab, rate: int) -> subprocess.CompletedProcess[str]:
    with lab.board(RATE_HZ=rate) as board:
        board.set_codes(CODES + SWING[:, None], rate_hz=1000)
        port = board.open_pty(pace=1.0)
        return tripod("monitor", port, "--seconds", "4", "--json", "--record", str(lab.folder / f"{rate}"))


def shorted(lab: Lab) -> subprocess.CompletedProcess[str]:
    with lab.board(RATE_HZ=200) as board:
        codes = CODES.copy()
        codes[4] = 1023
        board.set_codes(codes[None], rate_hz=1000)
        return tripod("doctor", board.open_pty(pace=1.0), "--seconds", "6")


def load_cells(lab: Lab) -> subprocess.CompletedProcess[str]:
    with lab.board(BOARD="PADS") as board:
        cells = board.plug_in_load_cells([0.01, -0.01, 0.004, 0.0, -0.004, 0.007])
        cells.set_values(LOAD_COUNTS, rate_hz=1000)
        port = board.open_pty(pace=1.0)
        return tripod("monitor", port, "--seconds", "4", "--json", "--record", str(lab.folder / "pads"))


def missing_and_slow(lab: Lab) -> subprocess.CompletedProcess[str]:
    with lab.board(BOARD="PADS") as board:
        cells = board.plug_in_load_cells([0, 0, 0, 7.0, 0, 0])
        cells.set_values(load_counts("pads", np.full((1, 6), 100.0)))
        cells.set_line(5, lab.emulator.LoadCells.LOOSE)
        # Ten readings a second: an emulator that falls behind on a busy machine must still give the eight it takes.
        return tripod("doctor", board.open_pty(pace=1.0), "--seconds", "8")


def strapped_slow(lab: Lab) -> subprocess.CompletedProcess[str]:
    with lab.board(BOARD="PADS") as board:
        cells = board.plug_in_load_cells([0.01, -0.01, 0.004, 7.0, -0.004, 0.007])
        noise = np.random.default_rng(1).normal(0, 60, (400, 6))
        cells.set_values(np.round(load_counts("pads", np.full((1, 6), 3.0)) + noise).astype(np.int32), rate_hz=80)
        return tripod("doctor", board.open_pty(pace=1.0), "--step", "6", "--seconds", "4")


HEARD = {
    "test_monitor_reads_the_real_firmware[200]": lambda lab: force_sensors(lab, 200),
    "test_monitor_reads_the_real_firmware[1000]": lambda lab: force_sensors(lab, 1000),
    "test_doctor_names_a_shorted_sensor_on_the_real_firmware": shorted,
    "test_monitor_reads_the_load_cell_firmware": load_cells,
    "test_doctor_names_a_missing_load_cell_and_a_slow_strap": missing_and_slow,
    "test_doctors_step_tells_which_converter_is_strapped_slow": strapped_slow,
}
"""By the name of the test that asks for it."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it is recorded."""
    return tmp_path_factory.mktemp("monitor")


@pytest.fixture(scope="module")
def all_heard(request, firmware, emulator, folder) -> Iterator[dict]:
    """In the order of the tests; what no test asks for is not begun."""
    lab = Lab(firmware, emulator, folder)
    asked_for = {item.name for item in request.session.items}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield {name: pool.submit(hear, lab) for name, hear in HEARD.items() if name in asked_for}


@pytest.fixture
def done(request, all_heard) -> subprocess.CompletedProcess[str]:
    """How the program that the test is about ended."""
    return all_heard[request.node.name].result()


# ---- What is to be true of it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [200, 1000])
def test_monitor_reads_the_real_firmware(done, folder, rate):
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert (seen["board"], seen["simulated"], seen["calibration"]) == ("insole", False, "nominal")
    assert (seen["lost_frames"], seen["skipped_bytes"], seen["gaps"]) == (0, 0, 0)
    assert seen["rate_hz"] == pytest.approx(rate, rel=1e-6)
    assert seen["frames"] == pytest.approx(4 * rate, rel=0.2)
    assert seen["self_test"]["ok"]
    assert seen["self_test"]["not_tested"] == ["open", "torn", "late", "missing"]

    insole = load_board("insole")
    counts = ((CODES + SWING[:, None]) * 64).astype(np.int32)
    nothing = np.zeros(counts.shape, np.uint8)
    block = Block(np.arange(1000), np.arange(1000) * 1000, counts, nothing, nothing)
    truth = BalanceLaw(insole, Feet())(ForceLaw(insole, nominal(insole))(block))
    for k, foot in enumerate(("left", "right")):
        share = [seen["share"][foot][point] for point in POINTS]
        assert share == pytest.approx(truth.share[:, k].mean(0), abs=0.003)
    assert seen["cop_mm"]["left"] is None

    again = json.loads(tripod("monitor", str(folder / f"{rate}"), "--json").stdout)
    assert again["share"] == seen["share"]
    assert again["frames"] == seen["frames"]


def test_doctor_names_a_shorted_sensor_on_the_real_firmware(done):
    assert done.returncode == 1, done.stdout
    line = next(line for line in done.stdout.splitlines() if line.startswith("right_mt1"))
    assert "shorted" in line


def test_monitor_reads_the_load_cell_firmware(done, folder):
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert (seen["board"], seen["simulated"], seen["calibration"]) == ("pads", False, "nominal")
    assert (seen["lost_frames"], seen["skipped_bytes"], seen["gaps"]) == (0, 0, 0)
    assert seen["rate_hz"] == pytest.approx(80 / 1.01, rel=0.01)
    assert seen["frames"] == pytest.approx(4 * 80, rel=0.2)
    assert seen["self_test"]["ok"]
    assert seen["self_test"]["not_tested"] == ["open"]
    assert seen["load"] == pytest.approx({"left": 350, "right": 350}, rel=0.02)

    pads = load_board("pads")
    nothing = np.zeros(LOAD_COUNTS.shape, np.uint8)
    block = Block(np.arange(1000), np.arange(1000) * 1000, LOAD_COUNTS, nothing, nothing)
    truth = BalanceLaw(pads, Feet())(ForceLaw(pads, nominal(pads))(block))
    for k, foot in enumerate(("left", "right")):
        share = [seen["share"][foot][point] for point in POINTS]
        assert share == pytest.approx(truth.share[:, k].mean(0), abs=0.003)

    again = json.loads(tripod("monitor", str(folder / "pads"), "--json").stdout)
    assert again["share"] == seen["share"]
    assert again["frames"] == seen["frames"]


def test_doctor_names_a_missing_load_cell_and_a_slow_strap(done):
    assert done.returncode == 1, done.stdout
    lines = done.stdout.splitlines()
    missing = next(line for line in lines if line.startswith("right_mt5"))
    assert "no answer from its converter" in missing
    assert "100 %" in missing
    assert all("ok" in line for line in lines if line.startswith(("left_", "right_heel", "right_mt1")))
    rate = next(line for line in lines if line.startswith("rate:"))
    assert "80 Hz promised" in rate
    assert "check the converter's rate strap" in rate


def test_doctors_step_tells_which_converter_is_strapped_slow(done):
    assert done.returncode == 1
    # An emulator that falls behind has a slow clock, rightly told; which chip is slow its stamps say all the same.
    rate = next(line for line in done.stdout.splitlines() if line.startswith("FAIL         rate"))
    assert "strapped to 10: right heel (data on D5)" in rate
    assert "Step 6 (Flash) is not done" in done.stderr


def test_board_h_and_the_board_file_agree_on_the_ends_of_the_range():
    text = (Path(__file__).parents[2] / "firmware_arduino" / "tripod" / "board.h").read_text("utf-8")
    insole = load_board("insole")
    end = re.search(r"#define SATURATED_CODE (\d+)", text)
    assert end
    assert int(end[1]) * 64 == insole.front_end.full_scale_counts
    rest = re.search(r"#define RESTING_CODE (\d+)", text)
    assert rest
    assert int(rest[1]) == round(float(fsr_counts(insole.front_end, 0.0)) / 64)
