"""The real firmware on an emulated Uno, six FSR at 1000 frames a second and six HX711: cycles, not wall time."""

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
LOADS = "firmware, Uno, 6 HX711"
LOAD_RATE_HZ = 80.0
BOOT_S = 0.6


def rows(effort: Effort) -> list[Row]:
    """From the same emulator as the firmware's tests."""
    emulator, recording = _beside("emulator"), _beside("recording")
    for command, package in (("avr-g++", "gcc-avr"), ("avr-nm", "binutils-avr"), ("make", "make")):
        if shutil.which(command) is None:
            return [Row.missing(what, f"{command} is missing: apt-get install -y {package}") for what in (WHAT, LOADS)]
    if reason := emulator.missing_tool():
        return [Row.missing(what, reason) for what in (WHAT, LOADS)]
    with TemporaryDirectory(prefix="tripod-bench-") as folder:
        root = Path(folder)
        try:
            force = _build(root, "force", f"-DRATE_HZ={RATE_HZ}")
            loads, hasty = _build(root, "loads", "-DBOARD=PADS"), _build(root, "hasty", "-DBOARD=PADS -DHX711_WAITS=0")
        except subprocess.CalledProcessError as error:
            return [Row.missing(what, error.stderr.strip().splitlines()[-1]) for what in (WHAT, LOADS)]
        seconds = effort.pick(10, 20, 60)
        return [
            *_force_rows(emulator, recording, force),
            *_load_rows(emulator, recording, loads, seconds, "reads put off"),
            *_load_rows(emulator, recording, hasty, seconds, "reads not put off")[-1:],
        ]


def _build(root: Path, name: str, defines: str) -> Path:
    variables = [f"OUT={root / name}", f"CORE_OUT={root / 'core'}", f"DEFS={defines}"]
    command = ["make", "-j2", "-C", str(ROOT / "firmware_arduino"), *variables]
    subprocess.run(command, capture_output=True, text=True, check=True)
    return root / name / "tripod.elf"


def _force_rows(emulator: ModuleType, recording: ModuleType, elf: Path) -> list[Row]:
    with emulator.Emulator(elf) as board:
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


def _load_rows(emulator: ModuleType, recording: ModuleType, elf: Path, seconds: int, how: str) -> list[Row]:
    """Six chips whose own clocks are up to 4 % apart; the slowest converts exactly 80 times a second."""
    with emulator.Emulator(elf) as board:
        cells = board.plug_in_load_cells(list(np.linspace(-0.04, 0, 6)))
        cells.set_tremble(0.002)
        cells.set_values(np.zeros((1, 6)), noise=1_000_000)
        board.run_s(BOOT_S + seconds)
        said = recording.decode(board.read())
        reads = recording.reads_of(said, cells.reads())
        load = 100 * board.cpu_load(1.0)
    rate_hz = (len(said.seq) - 1) / (int(said.t_us[-1]) - int(said.t_us[0])) * 1e6
    cut = reads["cut"].astype(bool)
    unseen = int(np.sum((said.status == 0) & (cut | (said.counts != reads["value"]))))
    return [
        Row(f"{LOADS}: frames/s", "", Measured.of([round(rate_hz, 1)]), LOAD_RATE_HZ, at_least=True),
        Row(f"{LOADS}: processor", "%", Measured.of([load])),
        Row(f"{LOADS}, {how}: {int(cut.sum())} torn, not flagged", "", Measured.of([unseen]), 0.0),
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
