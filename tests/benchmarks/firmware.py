"""The real firmware on an emulated Uno, six FSR at 1000 frames a second: cycles, not wall time."""

import importlib.util
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import numpy as np
from table import Effort, Measured, Row

ROOT = Path(__file__).parents[2]
RATE_HZ = 1000
SECONDS = 5
CYCLES_PER_US = 16
CPU_PERCENT, JITTER_US = 60.0, 16.0
WHAT = f"firmware, Uno, 6 FSR at {RATE_HZ} frames/s"


def rows(effort: Effort) -> list[Row]:
    """From the same emulator as the firmware's tests."""
    emulator, recording = _beside("emulator"), _beside("recording")
    for command, package in (("avr-g++", "gcc-avr"), ("avr-nm", "binutils-avr"), ("make", "make")):
        if shutil.which(command) is None:
            return [Row.missing(WHAT, f"{command} is missing: apt-get install -y {package}")]
    if reason := emulator.missing_tool():
        return [Row.missing(WHAT, reason)]
    with TemporaryDirectory(prefix="tripod-bench-") as folder:
        variables = [f"OUT={folder}", f"CORE_OUT={folder}/core", f"DEFS=-DRATE_HZ={RATE_HZ}"]
        command = ["make", "-j2", "-C", str(ROOT / "firmware_arduino"), *variables]
        if (made := subprocess.run(command, capture_output=True, text=True, check=False)).returncode:
            return [Row.missing(WHAT, made.stderr.strip().splitlines()[-1])]
        with emulator.Emulator(Path(folder) / "tripod.elf") as board:
            board.set_codes(_sway())
            board.run_s(SECONDS)
            said = recording.decode(board.read())
            bursts = recording.bursts(board.conversions(), recording.PASSES[RATE_HZ])
            load = 100 * board.cpu_load(1.0)
    starts = bursts["cycle"][:, 0, 0].astype(np.int64)
    jitter_us = np.ptp(np.diff(starts)) / CYCLES_PER_US
    lost = int(np.sum(np.diff(said.seq.astype(np.int64)) - 1)) + said.skipped_bytes
    return [
        Row(f"{WHAT}: processor", "%", Measured.of([load]), CPU_PERCENT),
        Row(f"{WHAT}: jitter, peak to peak", "µs", Measured.of([jitter_us]), JITTER_US),
        Row(f"{WHAT}: gaps and skipped bytes in {len(said.seq)} frames", "", Measured.of([lost]), 0.0),
    ]


def _beside(name: str) -> ModuleType:
    """A module of the firmware's tests, which are no package."""
    spec = importlib.util.spec_from_file_location(f"firmware_{name}", ROOT / "tests" / "firmware" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _sway() -> np.ndarray:
    """Slow waves on six inputs, with noise."""
    rng = np.random.default_rng(7)
    t_s = np.arange(1000 * SECONDS)[:, None] / 1000
    waves = 505 + 490 * np.sin(2 * np.pi * np.arange(1, 7) / SECONDS * t_s)
    return np.clip(np.round(waves + rng.normal(0, 3, waves.shape)), 0, 1015)
