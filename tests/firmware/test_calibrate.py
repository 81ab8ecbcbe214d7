"""The calibration wizard against the real firmware: presses and leans as injected codes, over a serial port."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from tripod.balance.geometry import USUAL_FEET
from tripod.boards import FEET, load_board
from tripod.virtual.board import LoadPath
from tripod.virtual.sensors import TrueSensors
from tripod.virtual.standing import Stance, quiet_cop_mm
from tripod.virtual.sway import GRID_HZ

WEIGHT_N = 55 * 9.80665
BOARD = load_board("insole")


def still(force_n: np.ndarray, seconds: float) -> np.ndarray:
    return np.repeat(force_n[None], int(seconds * GRID_HZ), axis=0)


def nothing(seconds: float) -> np.ndarray:
    return still(np.zeros(6), seconds)


def lean(foot: str, seconds: float) -> np.ndarray:
    """Stand on one leg and lean slowly round."""
    n = int(seconds * GRID_HZ)
    t = np.arange(n) / GRID_HZ
    way = np.stack([8 * np.sin(2 * np.pi * t / 7), 45 * np.sin(2 * np.pi * t / 11)], axis=1)
    cop = np.stack([quiet_cop_mm(BOARD, USUAL_FEET, f) + way for f in FEET], axis=1)
    load = WEIGHT_N * np.tile([float(foot == f) for f in FEET], (n, 1))
    return LoadPath(BOARD, USUAL_FEET)(Stance(t, load, cop, np.ones((n, 2))))[0]


def a_calibration() -> np.ndarray:
    """True forces (n, 6) of somebody who does what the wizard asks, with time to spare between the steps."""
    parts = [nothing(4)]
    for k in range(6):
        parts += [still(np.eye(6)[k] * 8.0, 1.0), nothing(1.0)]
    parts += [nothing(4)]
    for _ in range(6):
        parts += [still(np.full(6, 6.0), 1.0), nothing(1.0)]
    parts += [nothing(6), lean("left", 22), nothing(2), lean("right", 22), nothing(3)]
    return np.concatenate([*parts, still(lean("left", 1.8)[-1], 12)])


def test_the_wizard_calibrates_the_real_firmware(firmware, emulate, tmp_path, monkeypatch):
    sensors = TrueSensors(BOARD, np.random.default_rng(4))
    force = a_calibration()
    counts = sensors.counts(sensors.felt(force), np.zeros_like(force), 1)
    with emulate(firmware(RATE_HZ=200)) as board:
        board.set_codes(counts // 64, rate_hz=GRID_HZ)
        port = board.open_pty(pace=0)
        done = subprocess.run(
            [sys.executable, "-m", "tripod", "calibrate", port, "--weight", "55 kg", "--operator", "Ada"],
            capture_output=True,
            text=True,
            check=False,
            timeout=110,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Press the left heel." in done.stdout
    assert "Stand on the right leg" in done.stdout
    saved = json.loads(Path(done.stdout.splitlines()[-1].split("Saved as ")[1].split(". It is used")[0]).read_text())
    assert saved["board"] == "insole"
    assert saved["proof"]["verdict"] in ("accept", "warn")
    assert saved["proof"]["simulated"] is False
    assert [cell["law"] for cell in saved["cells"]] == ["power"] * 6
    assert saved["mapping"] == []
