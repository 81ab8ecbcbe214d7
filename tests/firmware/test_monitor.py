"""End to end: the real firmware, a serial port, pyserial, and the program's own `tripod monitor` and `doctor`."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.boards import POINTS, load_board
from tripod.device.blocks import Block
from tripod.force.apply import ForceLaw
from tripod.force.calibration import nominal
from tripod.force.front_end import fsr_counts

CODES = np.array([520, 380, 240, 500, 360, 260])


def tripod(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tripod", *args]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("rate", [200, 1000])
def test_monitor_reads_the_real_firmware(firmware, emulate, rate, tmp_path):
    swing = np.round(20 * np.sin(2 * np.pi * np.arange(1000) / 1000)).astype(int)
    with emulate(firmware(RATE_HZ=rate)) as board:
        board.set_codes(CODES + swing[:, None], rate_hz=1000)
        port = board.open_pty(pace=1.0)
        done = tripod("monitor", port, "--seconds", "4", "--json", "--record", str(tmp_path / "r"))
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert (seen["board"], seen["simulated"], seen["calibration"]) == ("insole", False, "nominal")
    assert (seen["lost_frames"], seen["skipped_bytes"], seen["gaps"]) == (0, 0, 0)
    assert seen["rate_hz"] == pytest.approx(rate, rel=1e-6)
    assert seen["frames"] == pytest.approx(4 * rate, rel=0.2)
    assert seen["self_test"]["ok"]
    assert seen["self_test"]["not_tested"] == ["open", "torn", "late", "missing"]

    insole = load_board("insole")
    counts = ((CODES + swing[:, None]) * 64).astype(np.int32)
    nothing = np.zeros(counts.shape, np.uint8)
    block = Block(np.arange(1000), np.arange(1000) * 1000, counts, nothing, nothing)
    truth = BalanceLaw(insole, Feet())(ForceLaw(insole, nominal(insole))(block))
    for k, foot in enumerate(("left", "right")):
        share = [seen["share"][foot][point] for point in POINTS]
        assert share == pytest.approx(truth.share[:, k].mean(0), abs=0.003)
    assert seen["cop_mm"]["left"] is None

    again = json.loads(tripod("monitor", str(tmp_path / "r"), "--json").stdout)
    assert again["share"] == seen["share"]
    assert again["frames"] == seen["frames"]


def test_doctor_names_a_shorted_sensor_on_the_real_firmware(firmware, emulate):
    with emulate(firmware(RATE_HZ=200)) as board:
        codes = CODES.copy()
        codes[4] = 1023
        board.set_codes(codes[None], rate_hz=1000)
        done = tripod("doctor", board.open_pty(pace=1.0), "--seconds", "6")
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("right_mt1"))
    assert "shorted" in line


def load_counts(name: str, force_n: np.ndarray) -> np.ndarray:
    """What the HX711 of an ideal board convert under these forces (n, cells)."""
    laws = nominal(load_board(name)).cells
    return force_n / [law.gain for law in laws] + [law.zero_counts for law in laws]


def test_monitor_reads_the_load_cell_firmware(firmware, emulate, tmp_path):
    force_n = np.array([200.0, 90, 60, 180, 100, 70]) + 10 * np.sin(2 * np.pi * np.arange(1000) / 1000)[:, None]
    counts = np.round(load_counts("pads", force_n)).astype(np.int32)
    with emulate(firmware(BOARD="PADS")) as board:
        board.plug_in_load_cells([0.01, -0.01, 0.004, 0.0, -0.004, 0.007]).set_values(counts, rate_hz=1000)
        port = board.open_pty(pace=1.0)
        done = tripod("monitor", port, "--seconds", "4", "--json", "--record", str(tmp_path / "r"))
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
    nothing = np.zeros(counts.shape, np.uint8)
    block = Block(np.arange(1000), np.arange(1000) * 1000, counts, nothing, nothing)
    truth = BalanceLaw(pads, Feet())(ForceLaw(pads, nominal(pads))(block))
    for k, foot in enumerate(("left", "right")):
        share = [seen["share"][foot][point] for point in POINTS]
        assert share == pytest.approx(truth.share[:, k].mean(0), abs=0.003)

    again = json.loads(tripod("monitor", str(tmp_path / "r"), "--json").stdout)
    assert again["share"] == seen["share"]
    assert again["frames"] == seen["frames"]


def test_doctor_names_a_missing_load_cell_and_a_slow_strap(firmware, emulate, emulator):
    with emulate(firmware(BOARD="PADS")) as board:
        cells = board.plug_in_load_cells([0, 0, 0, 7.0, 0, 0])
        cells.set_values(load_counts("pads", np.full((1, 6), 100.0)))
        cells.set_line(5, emulator.LoadCells.LOOSE)
        done = tripod("doctor", board.open_pty(pace=1.0), "--seconds", "4")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    missing = next(line for line in lines if line.startswith("right_mt5"))
    assert "no answer from its converter" in missing
    assert "100 %" in missing
    assert all("ok" in line for line in lines if line.startswith(("left_", "right_heel", "right_mt1")))
    rate = next(line for line in lines if line.startswith("rate:"))
    assert "80 Hz promised" in rate
    assert "check the converter's rate strap" in rate


def test_doctors_step_tells_which_converter_is_strapped_slow(firmware, emulate):
    with emulate(firmware(BOARD="PADS")) as board:
        cells = board.plug_in_load_cells([0.01, -0.01, 0.004, 7.0, -0.004, 0.007])
        noise = np.random.default_rng(1).normal(0, 60, (400, 6))
        cells.set_values(np.round(load_counts("pads", np.full((1, 6), 3.0)) + noise).astype(np.int32), rate_hz=80)
        done = tripod("doctor", board.open_pty(pace=1.0), "--step", "6", "--seconds", "4")
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
