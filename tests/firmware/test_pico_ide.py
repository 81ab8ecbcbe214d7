"""The portable sketch as the Arduino IDE makes it for a Pico: by the interface of that board's core (arduino-pico),
whose types and macros are others than an Uno's. The core cannot be had here; below lies our own start-up."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tripod.device.blocks import Block, concatenate
from tripod.device.protocol import Status
from tripod.device.receiver import Receiver

HERE = Path(__file__).parent
FIRMWARE = HERE.parents[1] / "firmware_arduino"
BARE, CORE = FIRMWARE / "rp2040", HERE / "host" / "arduino_pico"
PERIODS_US = [12_750, 12_300, 12_500, 12_600, 12_400, 12_550]
CPU = ["-mcpu=cortex-m0plus", "-mthumb", "-Os", "-ffreestanding", "-fno-exceptions", "-fno-rtti"]
PLAIN = [*CPU, "-fno-threadsafe-statics", "-ffunction-sections", "-fdata-sections", "-Wall", "-Wextra"]
# As platform.txt and boards.txt of the core have them.
OF_THE_CORE = [
    "-std=gnu++17", "-march=armv6-m", "-DARDUINO=10607", "-DARDUINO_ARCH_RP2040", "-DARDUINO_RASPBERRY_PI_PICO",
    "-DTARGET_RP2040", "-DF_CPU=200000000L", "-DBOARD_NAME=RASPBERRY_PI_PICO", "-DUSBD_VID=0x2e8a", "-DUSBD_PID=0x000a",
    "-DARDUINO_VARIANT=rpipico", "-DLWIP_IPV6=0", "-DPICO_RP2040=1",
]  # fmt: skip


def as_the_ide_does(sketch: Path, into: Path) -> list[Path]:
    """The sketch's folder copied, its .ino with the include and the prototypes that the IDE adds; all that is compiled,
    each by itself and without another include path than the core's."""
    for file in sketch.rglob("*"):
        if file.suffix in (".h", ".cpp"):
            target = into / file.relative_to(sketch)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    ino = into / f"{sketch.name}.ino.cpp"
    text = (sketch / f"{sketch.name}.ino").read_text("utf-8")
    ino.write_text(f'#include <Arduino.h>\n#line 1 "{sketch.name}.ino"\nvoid setup();\nvoid loop();\n{text}', "utf-8")
    return [ino, *sorted(into.glob("src/**/*.cpp"))]


def compiled(sources: list[Path], out: Path, *flags: str) -> str:
    """Object files of the sources in that folder; what the compiler said."""
    out.mkdir()
    made = subprocess.run(
        ["arm-none-eabi-g++", *PLAIN, *flags, "-c", *sources], cwd=out, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    return made.stderr


def image(folder: Path, *defines: str) -> tuple[Path, str]:
    """The sketch as a UF2 file, and what the compiler said of it."""
    sketch = folder / "tripod_any"
    said = compiled(as_the_ide_does(FIRMWARE / "tripod_any", sketch), folder / "a", *OF_THE_CORE, f"-I{CORE}", *defines)
    start = [BARE / f"{name}.cpp" for name in ("boot2", "start", "arduino", "flash_id", "usb_serial")]
    compiled([*start, CORE / "bare.cpp"], folder / "b", "-std=gnu++17", f"-I{BARE}", "-DSERIAL_IS_USB")
    compiled([CORE / "core.cpp"], folder / "c", "-std=gnu++17", f"-I{CORE}")
    objects = [file for part in "abc" for file in sorted((folder / part).glob("*.o"))]
    elf, plain, uf2 = (folder / f"pico.{end}" for end in ("elf", "bin", "uf2"))
    link = ["-nostdlib", "-Wl,--gc-sections", "-Wl,--no-warn-rwx-segments", "-T", str(BARE / "flash.ld")]
    subprocess.run(["arm-none-eabi-g++", *CPU, *link, *objects, "-lgcc", "-o", elf], check=True)
    subprocess.run(["arm-none-eabi-objcopy", "-O", "binary", elf, plain], check=True)
    subprocess.run([sys.executable, BARE / "make_uf2.py", plain, uf2], check=True)
    return uf2, said


def received(data: bytes) -> tuple[Receiver, Block]:
    receiver = Receiver()
    return receiver, concatenate([item for item in receiver.feed(data, 0.0) if isinstance(item, Block)])


def test_films_read_what_was_injected_and_the_id_is_the_one_that_was_written(pico, tmp_path):
    file, said = image(tmp_path, "-DBOARD=INSOLE_TONIGHT", '-DBOARD_ID="3f9a00112233aabb"')
    assert said == "", "no warning"
    data, _ = pico.run(file, 0.4, codes=[1000, 2000, 3000])
    receiver, frames = received(data)
    banner, line = receiver.banner, receiver.line()
    assert (banner.board, banner.board_id) == ("insole-tonight", "3f9a00112233aabb")
    assert (line.lost_frames, line.skipped_bytes, banner.overruns) == (0, 0, 0)
    assert len(frames) > 25
    assert np.all(frames.counts == 16 * np.array([1000, 2000, 3000]))
    assert np.all(np.abs(np.diff(frames.tick_us) - 10_000) <= 20)


def test_load_cells_read_what_was_converted(pico, tmp_path):
    file, said = image(tmp_path, "-DBOARD=PADS", '-DBOARD_ID="3f9a00112233aabb"')
    assert said == "", "no warning"
    counts = [-400_000 + 150_000 * k for k in range(6)]
    data, _ = pico.run(file, 0.6, periods_us=PERIODS_US, counts=counts)
    receiver, frames = received(data)
    whole = frames.status == Status.OK
    assert receiver.banner.board == "pads"
    assert len(frames) > 25
    assert whole[10:].mean() > 0.95
    assert np.all((frames.counts == counts) | ~whole)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("digitalWrite(HX711_CLOCK_PIN, HIGH);", "digitalWrite(HX711_CLOCK_PIN, 1);"),
        ("pinMode(HX711_CLOCK_PIN, OUTPUT);", "pinMode(HX711_CLOCK_PIN, 1);"),
    ],
)
def test_what_the_core_does_not_take_is_seen(tools, tmp_path, right, wrong):
    tools("gcc-arm-none-eabi", "arm-none-eabi-g++")
    sources = as_the_ide_does(FIRMWARE / "tripod_any", tmp_path / "tripod_any")
    (hx711,) = [file for file in sources if file.name == "hx711.cpp"]
    text = hx711.read_text("utf-8")
    assert right in text
    hx711.write_text(text.replace(right, wrong), "utf-8")
    with pytest.raises(AssertionError, match="invalid conversion"):
        compiled([hx711], tmp_path / "a", *OF_THE_CORE, f"-I{CORE}", "-DBOARD=PADS")
