"""What the firmware tests share: builds of the real firmware, and an emulator to run them in.

def test_something(firmware, emulate):
    with emulate(firmware(board="uno", RATE_HZ=1000)) as board: ...
"""

import functools
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from filelock import FileLock

FIRMWARE = Path(__file__).parents[2] / "firmware_arduino"
MCU = {"uno": "atmega328p", "nano": "atmega328p", "mega": "atmega2560", "leonardo": "atmega32u4"}


def _beside(name: str) -> ModuleType:
    """A module of this folder, which is no package."""
    full = f"tests_firmware_{name}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, Path(__file__).with_name(f"{name}.py"))
        assert spec
        assert spec.loader
        sys.modules[full] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[full])
    return sys.modules[full]


@dataclass(frozen=True)
class Firmware:
    elf: Path
    hex: Path
    mcu: str
    compiler_output: str


@pytest.fixture(scope="session")
def tools() -> Callable[..., None]:
    """Skip unless these commands exist: `tools(packages, *commands)`."""

    def need(packages: str, *commands: str) -> None:
        for command in commands:
            if shutil.which(command) is None and not Path(command).exists():
                pytest.skip(f"{command} is missing: apt-get install -y {packages}")

    return need


@functools.cache
def _as_it_comes(sketch: str) -> dict[str, str]:
    """What stands in board.h."""
    text = (FIRMWARE / sketch / "board.h").read_text("utf-8")
    return dict(re.findall(r"^#ifndef (?:\w+)\n#define (\w+) (.+)$", text, re.MULTILINE))


@pytest.fixture(scope="session")
def firmware(tmp_path_factory: pytest.TempPathFactory, tools: Callable[..., None]) -> Callable[..., Firmware]:
    """The real firmware, built once for each board and each set of board.h values, however many processes test it.

    A value that board.h has as it comes may be named or not."""
    tools("gcc-avr binutils-avr avr-libc make", "avr-g++", "make")
    tools("arduino-core-avr", "/usr/share/arduino/hardware/arduino/avr/cores/arduino/Arduino.h")
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "firmware"
    root.mkdir(exist_ok=True)

    @functools.cache
    def build(board: str = "uno", sketch: str = "tripod", **settings: object) -> Firmware:
        settings = {key: value for key, value in settings.items() if str(value) != _as_it_comes(sketch).get(key)}
        name = "-".join([sketch, board, *(f"{key}={value}" for key, value in settings.items())]).replace('"', "")
        out = root / name.replace(",", "")
        said = out / "said"
        variables = {
            "BOARD": board,
            "NAME": sketch,
            "OUT": out,
            "CORE_OUT": root / "core" / board,
            "DEFS": " ".join(f"'-D{key}={value}'" for key, value in settings.items()),
        }
        make = ["make", "-j2", "-C", FIRMWARE, *(f"{key}={value}" for key, value in variables.items())]
        core = root / "core" / board / "core.a"
        with FileLock(root / f"{board}.lock"):
            if not core.exists():
                subprocess.run([*make, core], capture_output=True, check=True)
        with FileLock(root / f"{out.name}.lock"):
            if not said.exists():
                made = subprocess.run(make, capture_output=True, text=True, check=False)
                assert made.returncode == 0, made.stderr
                said.write_text(made.stderr)
        return Firmware(out / "tripod.elf", out / "tripod.hex", MCU[board], said.read_text())

    return build


@pytest.fixture(scope="session")
def typeface(qapp: object) -> None:
    """The window's own: how wide a text is in another would be remembered for all later windows of this process."""
    from tripod.views.kit.theme import load_fonts

    load_fonts()


@pytest.fixture(scope="session")
def emulator() -> ModuleType:
    module = _beside("emulator")
    if reason := module.missing_tool():
        pytest.skip(reason)
    return module


@pytest.fixture(scope="session")
def emulate(emulator: ModuleType) -> Callable[[Firmware], object]:
    """An emulated board with this firmware; use it as a context manager."""
    return lambda built: emulator.Emulator(built.elf, built.mcu)


@pytest.fixture(scope="session")
def recording() -> ModuleType:
    return _beside("recording")


BOOTLOADERS = Path("/usr/share/arduino/hardware/arduino/avr/bootloaders")


@pytest.fixture(scope="session")
def optiboot(tmp_path_factory: pytest.TempPathFactory, tools: Callable[..., None]) -> Callable[[str], Path]:
    """Optiboot of Arduino's core, from its own source. Today's compiler makes it 20 bytes too long for half a kilobyte,
    so that it stands in a whole one, as its fuses would have it."""
    tools("gcc-avr binutils-avr avr-libc", "avr-gcc")
    tools("arduino-core-avr", str(BOOTLOADERS / "optiboot" / "optiboot.c"))
    starts = {"atmega328p": 0x7C00, "atmega328": 0x7C00, "atmega168": 0x3C00}

    @functools.cache
    def build(mcu: str = "atmega328p") -> Path:
        out = tmp_path_factory.mktemp("optiboot")
        flags = ["-Os", "-fno-inline-small-functions", "-fno-split-wide-types", "-mshort-calls", "-w"]
        flags += ["-nostartfiles", "-nostdlib"]
        flags += [f"-mmcu={mcu}", "-DF_CPU=16000000L", "-DLED_START_FLASHES=3", "-DBAUD_RATE=115200", "-Wl,--relax"]
        flags += [
            f"-Wl,--section-start=.text={starts[mcu]:#x}",
            f"-Wl,--section-start=.version={starts[mcu] + 0x3FE:#x}",
        ]
        subprocess.run(
            ["avr-gcc", *flags, BOOTLOADERS / "optiboot" / "optiboot.c", "-o", out / "optiboot.elf"], check=True
        )
        subprocess.run(
            ["avr-objcopy", "-j", ".text", "-O", "ihex", out / "optiboot.elf", out / "optiboot.hex"], check=True
        )
        return _without_start(out / "optiboot.hex", out)

    return build


@pytest.fixture(scope="session")
def old_bootloader(tmp_path_factory: pytest.TempPathFactory, tools: Callable[..., None]) -> Path:
    """What Nanos had until 2018, as Arduino's core ships it."""
    there = BOOTLOADERS / "atmega" / "ATmegaBOOT_168_atmega328.hex"
    tools("arduino-core-avr", str(there))
    return _without_start(there, tmp_path_factory.mktemp("old"))


@pytest.fixture(scope="session")
def mega_bootloader(tmp_path_factory: pytest.TempPathFactory, tools: Callable[..., None]) -> Path:
    """That of a Mega 2560, as Arduino's core ships it."""
    there = BOOTLOADERS / "stk500v2" / "stk500boot_v2_mega2560.hex"
    tools("arduino-core-avr", str(there))
    return _without_start(there, tmp_path_factory.mktemp("mega"))


def _without_start(hex_file: Path, out: Path) -> Path:
    """A copy without the record of where it starts, of which simavr would complain."""
    lines = hex_file.read_text("ascii").splitlines(keepends=True)
    copy = out / "boot.hex"
    copy.write_text("".join(line for line in lines if line[7:9] not in ("03", "05")), "ascii")
    return copy


@dataclass(frozen=True)
class Pico:
    """A Raspberry Pi Pico: `file(board=..., RATE_HZ=...)` is its firmware, `board` the module `pico_board.py`."""

    board: ModuleType
    file: Callable[..., Path]
    run: Callable[..., tuple[bytes, dict]]


@pytest.fixture(scope="session")
def pico_file(tmp_path_factory: pytest.TempPathFactory, tools: Callable[..., None]) -> Callable[..., Path]:
    """Firmware for a Pico, built once for each set of values, however many processes test it."""
    tools("gcc-arm-none-eabi make", "arm-none-eabi-g++", "make")
    module = _beside("pico_board")
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "pico"
    root.mkdir(exist_ok=True)

    @functools.cache
    def file(**settings: object) -> Path:
        name = "-".join(["pico", *(f"{key}={value}" for key, value in settings.items())])
        out = root / name.replace('"', "").replace(",", "")
        with FileLock(root / f"{out.name}.lock"):
            if not (out / "pico.uf2").exists():
                assert "warning" not in module.build(out, **settings)
        return out / "pico.uf2"

    return file


@pytest.fixture(scope="session")
def pico(pico_file: Callable[..., Path]) -> Pico:
    """A Pico, and firmware for it."""
    module = _beside("pico_board")
    if reason := module.missing_tool():
        pytest.skip(reason)
    return Pico(module, pico_file, module.run)
