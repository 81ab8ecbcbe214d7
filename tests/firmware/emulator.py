"""The real firmware in simavr, with injected ADC codes.

with Emulator(elf, "atmega328p") as board:
    board.set_codes(codes, rate_hz=1000)      # (n, channels), wraps round at its end
    board.run_s(10)                           # deterministic, no wall clock
    data = board.read()

with Emulator(elf, "atmega328p") as board:
    port = board.open_pty(pace=1.0)           # 1 = real time, 0 = as fast as the reader takes it
    ...                                       # any program may open `port`; opening it restarts the board
"""

import ctypes
import functools
import re
import shutil
import subprocess
import tempfile
import threading
import weakref
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

NOT_A_PIN = 255
"""The channel of a conversion of the chip's own reference."""

CONVERSION = np.dtype([("cycle", "<u8"), ("channel", "<u2"), ("code", "<u2"), ("reserved", "<u4")])

MISSING = "is missing: apt-get install -y"


def missing_tool() -> str | None:
    """Why the emulator cannot be built here, as a reason to skip; None if it can."""
    if shutil.which("gcc") is None:
        return f"gcc {MISSING} gcc libc6-dev"
    if not Path("/usr/include/simavr/sim_avr.h").exists():
        return f"libsimavr {MISSING} libsimavr-dev libelf-dev"
    return None


@functools.cache
def _library() -> ctypes.CDLL:
    folder = Path(tempfile.mkdtemp(prefix="tripod-simavr-"))
    weakref.finalize(_library, shutil.rmtree, folder, ignore_errors=True)
    library = folder / "simavr_harness.so"
    source = Path(__file__).with_name("simavr_harness.c")
    flags = ["-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-I/usr/include/simavr"]
    subprocess.run(["gcc", *flags, source, "-o", library, "-lsimavr"], check=True)
    lib = ctypes.CDLL(str(library))
    void, size, u64, u32, u16, u8, f64, i32 = (
        ctypes.c_void_p,
        ctypes.c_size_t,
        ctypes.c_uint64,
        ctypes.c_uint32,
        ctypes.c_uint16,
        ctypes.c_uint8,
        ctypes.c_double,
        ctypes.c_int,
    )
    for name, result, arguments in [
        ("sim_new", void, [ctypes.c_char_p, ctypes.c_char_p, u32]),
        ("sim_free", None, [void]),
        ("sim_run", i32, [void, u64]),
        ("sim_watch_idle", None, [void, u32, u32]),
        ("sim_idle_cycles", u64, [void]),
        ("sim_cycle", u64, [void]),
        ("sim_bytes_total", u64, [void]),
        ("sim_reset", None, [void]),
        ("sim_set_codes", None, [void, void, size, size, f64]),
        ("sim_set_supply", None, [void, u32]),
        ("sim_set_line_slowness", None, [void, f64]),
        ("sim_poke", None, [void, u16, u8]),
        ("sim_take_bytes", size, [void, void, size]),
        ("sim_take_log", size, [void, void, size]),
        ("sim_eeprom", None, [void, void, u32, u32, i32]),
        ("sim_usb_plug_in", i32, [void]),
        ("sim_usb_dtr", None, [void, i32]),
        ("sim_usb_reading", None, [void, i32]),
        ("sim_pty_open", i32, [void, ctypes.c_char_p, size]),
        ("sim_set_pace", None, [void, f64]),
        ("sim_stop", None, [void]),
        ("sim_run_pty", i32, [void]),
    ]:
        function = getattr(lib, name)
        function.restype, function.argtypes = result, arguments
    return lib


class Emulator:
    """One board. Not thread-safe: with a pty open, only `set_pace` and `close` may be called.

    `elf` is loaded into an erased chip whose inputs all read 0 until `set_codes`; columns are the converter's channels,
    which on Uno, Nano and Mega are A0, A1 ... Leaving the `with` block stops the board.
    """

    def __init__(self, elf: Path, mcu: str = "atmega328p", frequency: float = 16e6) -> None:
        self.frequency = int(frequency)
        self._lib = _library()
        self._elf = elf
        self._sim = self._lib.sim_new(str(elf).encode(), mcu.encode(), self.frequency)
        if not self._sim:
            raise ValueError(f"simavr cannot run {elf} on {mcu}")
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        if self._thread:
            self._lib.sim_stop(self._sim)
            self._thread.join()
            self._thread = None
        if self._sim:
            self._lib.sim_free(self._sim)
            self._sim = None

    @property
    def cycle(self) -> int:
        return self._lib.sim_cycle(self._sim)

    @property
    def bytes_total(self) -> int:
        return self._lib.sim_bytes_total(self._sim)

    def run_cycles(self, cycles: int) -> None:
        if not self._lib.sim_run(self._sim, cycles):
            raise RuntimeError("the firmware crashed")

    def run_s(self, seconds: float) -> None:
        self.run_cycles(round(seconds * self.frequency))

    def set_codes(self, codes: np.ndarray, rate_hz: float = 1000.0) -> None:
        """ADC codes, shape (n, channels), one row each 1/rate_hz from now on, and again from the first row."""
        table = np.ascontiguousarray(np.atleast_2d(codes), dtype=np.uint16)
        self._lib.sim_set_codes(self._sim, table.ctypes.data, *table.shape, rate_hz)

    def set_supply_mv(self, supply_mv: int) -> None:
        self._lib.sim_set_supply(self._sim, supply_mv)

    def set_line_slowness(self, times: float) -> None:
        """How many times longer each byte takes from the next one on; 1 is the baud that the firmware set."""
        self._lib.sim_set_line_slowness(self._sim, times)

    def poke(self, address: int, value: int) -> None:
        """Write a register or RAM behind the firmware's back."""
        self._lib.sim_poke(self._sim, address, value)

    def set_variable(self, name: str, value: int) -> None:
        """Overwrite a static variable of the firmware."""
        data_space = 0x800000
        address, size = self._symbol(name, "bBdD")
        for offset, byte in enumerate(value.to_bytes(size, "little")):
            self.poke(address - data_space + offset, byte)

    def reset(self) -> None:
        self._lib.sim_reset(self._sim)

    def plug_in_usb(self) -> None:
        """On a board with USB: enumerate, and be a host that reads; the port stays closed."""
        if not self._lib.sim_usb_plug_in(self._sim):
            raise RuntimeError("the board did not attach to USB")
        self._lib.sim_usb_reading(self._sim, 1)

    def open_usb(self, is_open: bool = True) -> None:
        """What a program does that opens or closes the port: DTR."""
        self._lib.sim_usb_dtr(self._sim, is_open)

    def read_usb(self, reading: bool) -> None:
        """Whether the host takes what the board offers."""
        self._lib.sim_usb_reading(self._sim, reading)

    def read(self) -> bytes:
        """The bytes that have left the UART, or that the USB host has read, since the last call."""
        room = self._lib.sim_take_bytes(self._sim, None, 0)
        buffer = ctypes.create_string_buffer(room)
        taken = self._lib.sim_take_bytes(self._sim, buffer, room)
        return buffer.raw[:taken]

    def conversions(self) -> np.ndarray:
        """Every conversion that has begun since the last call: its first cycle, channel and injected code."""
        log = np.empty(self._lib.sim_take_log(self._sim, None, 0), CONVERSION)
        self._lib.sim_take_log(self._sim, log.ctypes.data, len(log))
        return log

    def eeprom(self, offset: int, size: int) -> bytes:
        buffer = ctypes.create_string_buffer(size)
        self._lib.sim_eeprom(self._sim, buffer, offset, size, 0)
        return buffer.raw

    def write_eeprom(self, offset: int, data: bytes) -> None:
        self._lib.sim_eeprom(self._sim, ctypes.create_string_buffer(data, len(data)), offset, len(data), 1)

    def cpu_load(self, seconds: float, idle_function: str = "wait_for_sampling") -> float:
        """The share of the next `seconds` that the processor spends outside `idle_function`.

        The emulator runs at half its speed from then on, because it looks at every instruction.
        """
        first, size = self._symbol(idle_function, "tT")
        self._lib.sim_watch_idle(self._sim, first, first + size)
        start = self.cycle
        self.run_s(seconds)
        return 1 - self._lib.sim_idle_cycles(self._sim) / (self.cycle - start)

    def _symbol(self, name: str, kinds: str) -> tuple[int, int]:
        """Address and size."""
        symbols = subprocess.run(["avr-nm", "-S", "-C", self._elf], check=True, capture_output=True, text=True).stdout
        for line in symbols.splitlines():
            match = re.match(rf"(\w+) (\w+) [{kinds}] .*\b{name}\b", line)
            if match:
                return int(match[1], 16), int(match[2], 16)
        raise ValueError(f"{self._elf} has no symbol {name}")

    def open_pty(self, pace: float = 1.0) -> str:
        """Run in the background as a serial port, and return its path."""
        path = ctypes.create_string_buffer(256)
        if self._lib.sim_pty_open(self._sim, path, len(path)):
            raise OSError("no pty can be opened here")
        self.set_pace(pace)
        self._thread = threading.Thread(target=self._lib.sim_run_pty, args=(self._sim,), name="emulator", daemon=True)
        self._thread.start()
        return path.value.decode()

    def set_pace(self, pace: float) -> None:
        self._lib.sim_set_pace(self._sim, pace)
