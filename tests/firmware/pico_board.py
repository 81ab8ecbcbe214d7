"""The firmware of a Raspberry Pi Pico, and a Pico to run it in (rp2040js).

file = build(BOARD="PADS")                              # a UF2 file
data, seen = run(file, 1.2, codes=[1000, 2000, 3000])   # what it sends by USB, deterministic, no wall clock
with serial_port(file, 4, codes=[...]) as port: ...     # the same as a port that a program may open
"""

import json
import os
import select
import shutil
import subprocess
import sys
import threading
import time
import tty
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = HERE.parents[1] / "firmware_arduino" / "rp2040"
VERSION = "1.4.1"
EMULATOR = Path(sys.prefix) / "rp2040js"
PACKAGE = EMULATOR / "node_modules" / "rp2040js"
ROM = Path(os.environ.get("RP2040_BOOTROM", EMULATOR / "bootrom.ts"))
"""The boot ROM, which npm does not have: the file demo/bootrom.ts of rp2040js' own repository."""
ID = "e660583883724b2f"
PLUGGED_IN: dict[str, object] = {}
"""A computer that opens the port, and asks nothing more."""


def missing_tool() -> str | None:
    """Why a Pico cannot be run here, as a reason to skip; None if it can."""
    for command, package in (("arm-none-eabi-g++", "gcc-arm-none-eabi"), ("make", "make"), ("node", "nodejs npm")):
        if shutil.which(command) is None:
            return f"{command} is missing: apt-get install -y {package}"
    if not PACKAGE.exists():
        return f"rp2040js is missing: npm install --prefix {EMULATOR} rp2040js@{VERSION}"
    return None


def build(out: Path, board: str = "INSOLE_TONIGHT", serial: str = "USB", **settings: object) -> str:
    """Make `pico.uf2` in that folder; what the compiler said. Raises AssertionError where it does not compile."""
    defines = " ".join(f"'-D{name}={value}'" for name, value in settings.items())
    words = [f"OUT={out}", f"BOARD={board}", f"SERIAL={serial}", f"DEFS={defines}", f"PYTHON={sys.executable}"]
    made = subprocess.run(["make", "-C", SOURCES, "pico.uf2", *words], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return made.stderr


def run(file: Path, seconds: float, **world: object) -> tuple[bytes, dict]:
    """What the Pico sends, and what the emulator saw. Raises CalledProcessError where it does not start."""
    words = json.dumps({"seconds": seconds, "id": ID, "usb": PLUGGED_IN, **world}, default=str)
    ran = subprocess.run(["node", HERE / "pico" / "run.mjs", PACKAGE, file, words], capture_output=True, check=True)
    return ran.stdout, json.loads(ran.stderr)


@contextmanager
def serial_port(file: Path, seconds: float, **world: object) -> Generator[str]:
    """A pseudo terminal; the Pico is plugged in when a program opens it, and what it sends comes when it is due.

    It was run before: on a busy machine the emulator is slower than the board, which never listens and does not notice.
    """
    data, seen = run(file, seconds, **world)
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    name = os.ttyname(theirs)
    os.close(theirs)
    over = threading.Event()

    def play() -> None:
        waiting = select.poll()
        waiting.register(ours, 0)
        while any(event & select.POLLHUP for _, event in waiting.poll(0)):
            if over.wait(0.01):
                return
        began, at = time.monotonic(), 0
        for millisecond, count in seen["lumps"]:
            if over.wait(max(0.0, began + millisecond / 1000 - time.monotonic())):
                return
            os.write(ours, data[at : at + count])
            at += count
        over.wait()

    playing = threading.Thread(target=play)
    playing.start()
    try:
        yield name
    finally:
        over.set()
        playing.join()
        os.close(ours)
