"""Flash, RAM and stack of the firmware, for each board: `make -C firmware_arduino sizes` prints the table.

The stack is measured: free RAM is filled before the start, and what was overwritten in so many seconds of emulation was
stack. `test_sizes.py` holds firmware_arduino/README.md to these figures.
"""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import emulator
import numpy as np
import pico_board

HERE = Path(__file__).parent
FIRMWARE = HERE.parents[1] / "firmware_arduino"
SECONDS = 2.5
PICO_SECONDS = 1.3
"""Up to its second banner; none of them has a deeper stack in 2.5 s."""
PAINT = 0xC5


@dataclass(frozen=True)
class Chip:
    """A chip's memories, bytes."""

    mcu: str
    flash: int
    ram_begins: int
    ram: int


CHIPS = {
    "uno": Chip("atmega328p", 32_768, 0x100, 2_048),
    "mega": Chip("atmega2560", 262_144, 0x200, 8_192),
    "leonardo": Chip("atmega32u4", 32_768, 0x100, 2_560),
    "pico": Chip("rp2040", 2_097_152, 0x20000000, 262_144),
}


@dataclass(frozen=True)
class Target:
    """A firmware: what is built, for which chip."""

    words: str
    chip: str
    settings: Mapping[str, str] = field(default_factory=dict[str, str])
    sketch: str = "tripod"
    cells: int = 0
    """HX711 that hang on it."""


BOTH = {"CELL_PINS": "A0,A1,A2,A3,A4,A5", "BOARD": "PADS", "TRIPOD_BOARD_NAME": '"both"'}
TARGETS = (
    Target("INSOLE, Uno", "uno", {"BOARD": "INSOLE"}),
    Target("PADS, Uno", "uno", {"BOARD": "PADS"}, cells=6),
    Target("PLATE, Uno", "uno", {"BOARD": "PLATE"}, cells=8),
    Target("INSOLE and PADS on one board, Uno", "uno", BOTH, cells=6),
    Target("INSOLE, Mega", "mega", {"BOARD": "INSOLE"}),
    Target("INSOLE, Leonardo", "leonardo", {"BOARD": "INSOLE"}),
    Target("portable sketch, INSOLE_TONIGHT, Uno", "uno", {"BOARD": "INSOLE_TONIGHT"}, "tripod_any"),
    Target("portable sketch, PADS, Uno", "uno", {"BOARD": "PADS"}, "tripod_any", 6),
    Target("portable sketch, INSOLE_TONIGHT, Pico by USB", "pico", {"board": "INSOLE_TONIGHT"}, "tripod_any"),
    Target("portable sketch, PADS, Pico by USB", "pico", {"board": "PADS"}, "tripod_any", 6),
    Target("portable sketch, PLATE, Pico by USB", "pico", {"board": "PLATE"}, "tripod_any", 8),
    Target("portable sketch, PADS, Pico by UART", "pico", {"board": "PADS", "serial": "UART"}, "tripod_any", 6),
)


@dataclass(frozen=True)
class Size:
    """Bytes of one firmware; `ram` without the stack."""

    flash: int
    ram: int
    stack: int


def avr_size(target: Target, elf: Path) -> Size:
    """Of a firmware for an Arduino."""
    chip = CHIPS[target.chip]
    said = subprocess.run(["avr-size", elf], check=True, capture_output=True, text=True).stdout
    text, data, bss = map(int, said.splitlines()[1].split()[:3])
    free = range(chip.ram_begins + data + bss, chip.ram_begins + chip.ram)
    with emulator.Emulator(elf, chip.mcu) as board:
        for address in free:
            board.poke(address, PAINT)
        if target.cells:
            board.plug_in_load_cells([0.0] * target.cells).set_values(np.full((1, target.cells), 1000))
        if target.chip == "leonardo":
            board.plug_in_usb()
            board.open_usb()
        board.run_s(SECONDS)
        assert board.bytes_total
        written = next(address for address in free if board.peek(address) != PAINT)
    return Size(text + data, data + bss, free.stop - written)


def pico_size(target: Target, file: Path) -> Size:
    """Of a firmware for a Pico."""
    listed = subprocess.run(
        ["arm-none-eabi-nm", file.parent / "tripod.elf"], check=True, capture_output=True, text=True
    ).stdout
    at = {name: int(address, 16) for address, _, name in map(str.split, listed.splitlines())}
    usb = None if target.settings.get("serial") == "UART" else pico_board.PLUGGED_IN
    data, seen = pico_board.run(file, PICO_SECONDS, periods_us=[12_500] * target.cells, usb=usb)
    assert data
    return Size((file.parent / "tripod.bin").stat().st_size, at["bss_end"] - at["data_begin"], seen["stack"])


def row(target: Target, size: Size) -> str:
    """A line of the table."""
    chip = CHIPS[target.chip]

    def share(used: int, of: int) -> str:
        return f"{used} bytes ({100 * used / of:.2g} %)"

    return f"| {target.words} | {share(size.flash, chip.flash)} | {share(size.ram, chip.ram)} | {size.stack} bytes |"


def main() -> None:
    """Print the table."""
    print("| | flash | RAM | stack |\n|---|---|---|---|")
    for target in TARGETS:
        with tempfile.TemporaryDirectory() as folder:
            if target.chip == "pico":
                pico_board.build(Path(folder), **target.settings)
                size = pico_size(target, Path(folder) / "pico.uf2")
            else:
                defines = " ".join(f"'-D{name}={value}'" for name, value in target.settings.items())
                words = [f"BOARD={target.chip}", f"NAME={target.sketch}", f"OUT={folder}", f"DEFS={defines}"]
                made = ["make", "-s", "-C", FIRMWARE, *words, f"CORE_OUT=build/core/{target.chip}"]
                subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
                size = avr_size(target, Path(folder) / "tripod.elf")
        print(row(target, size))
        sys.stdout.flush()


if __name__ == "__main__":
    if missing := emulator.missing_tool() or pico_board.missing_tool():
        sys.exit(missing)
    main()
