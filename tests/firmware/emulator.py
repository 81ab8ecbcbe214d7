"""The real firmware in simavr, with injected ADC codes.

with Emulator(elf, "atmega328p") as board:
    board.set_codes(codes, rate_hz=1000)      # (n, channels), wraps round at its end
    board.run_s(10)                           # deterministic, no wall clock
    data = board.read()

with Emulator(elf, "atmega328p") as board:
    port = board.open_pty(pace=1.0)           # 1 = real time, 0 = as fast as a reader takes it
    ...                                       # any program may open `port`; opening it restarts the board

with Emulator(pads_elf, "atmega328p") as board:
    cells = board.plug_in_load_cells([0.02, -0.01, 0, 0, 0, 0])
    cells.set_values(counts, rate_hz=1000)
    board.run_s(10)
    cells.reads()                             # what each chip had, and what became of it
"""

import ctypes
import functools
import hashlib
import re
import shutil
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from filelock import FileLock

NOT_A_PIN = 255
"""The channel of a conversion of the chip's own reference."""

CONVERSION = np.dtype([("cycle", "<u8"), ("channel", "<u2"), ("code", "<u2"), ("reserved", "<u4")])
READ = np.dtype(
    [
        ("read_cycle", "<u8"),
        ("conversion_cycle", "<u8"),
        ("value", "<i4"),
        ("chip", "u1"),
        ("ready", "u1"),
        ("cut", "u1"),
        ("reserved", "u1"),
    ]
)
"""One chip's part in one common read of load cells, as `hx711_model.h` has it."""

FOLDER = Path(__file__).parent
KEPT = FOLDER.parents[1] / ".pytest_cache" / "simavr"
INCLUDES = Path("/usr/include/simavr")
MISSING = "is missing: apt-get install -y"


def missing_tool() -> str | None:
    """Why the emulator cannot be built here, as a reason to skip; None if it can."""
    if shutil.which("gcc") is None:
        return f"gcc {MISSING} gcc libc6-dev"
    if not (INCLUDES / "sim_avr.h").exists():
        return f"libsimavr {MISSING} libsimavr-dev libelf-dev"
    return None


def _compiled() -> Path:
    """The library, made once for each state of what it is made of, however many processes ask for it."""
    made_of = [FOLDER / name for name in ("simavr_harness.c", "hx711_model.c", "hx711_model.h")]
    flags = ["-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", f"-I{INCLUDES}"]
    compiler = subprocess.run(["gcc", "--version"], check=True, capture_output=True).stdout
    state = hashlib.sha256(compiler + str(flags).encode())
    for path in (*made_of, *sorted(INCLUDES.glob("*.h"))):
        state.update(path.read_bytes())
    library = KEPT / f"{state.hexdigest()[:16]}.so"
    library.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(KEPT / "lock"):
        if not library.exists():
            unfinished = library.with_suffix(".new")
            sources = [path for path in made_of if path.suffix == ".c"]
            subprocess.run(["gcc", *flags, *sources, "-o", unfinished, "-lsimavr"], check=True)
            unfinished.rename(library)
    return library


@functools.cache
def _library() -> ctypes.CDLL:
    lib = ctypes.CDLL(str(_compiled()))
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
        ("sim_new_with_bootloader", void, [ctypes.c_char_p, ctypes.c_char_p, u32]),
        ("sim_read_flash", None, [void, void, u32, u32]),
        ("sim_free", None, [void]),
        ("sim_run", i32, [void, u64]),
        ("sim_watch_idle", None, [void, u32, u32]),
        ("sim_skip_idle", None, [void, u32, u32, u32]),
        ("sim_idle_cycles", u64, [void]),
        ("sim_cycle", u64, [void]),
        ("sim_bytes_total", u64, [void]),
        ("sim_reset", None, [void]),
        ("sim_set_codes", None, [void, void, size, size, f64]),
        ("sim_set_supply", None, [void, u32]),
        ("sim_set_line_slowness", None, [void, f64]),
        ("sim_poke", None, [void, u16, u8]),
        ("sim_peek", u8, [void, u16]),
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
        ("sim_load_cells", void, [void, ctypes.c_char, i32]),
        ("hx711_add", None, [void, ctypes.c_char, i32, f64]),
        ("hx711_set_period", None, [void, i32, f64]),
        ("hx711_set_tremble", None, [void, f64]),
        ("hx711_set_cut", None, [void, i32]),
        ("hx711_set_values", None, [void, void, size, f64, ctypes.c_int32]),
        ("hx711_freeze", None, [void, i32, i32]),
        ("hx711_set_line", None, [void, i32, i32]),
        ("hx711_end_at_pulse", None, [void, i32, i32]),
        ("hx711_take_log", size, [void, void, size]),
        ("hx711_conversions", u64, [void, i32]),
        ("hx711_overwritten", u64, [void, i32]),
        ("hx711_longest_pulse", u64, [void]),
        ("hx711_odd_reads", u64, [void]),
    ]:
        function = getattr(lib, name)
        function.restype, function.argtypes = result, arguments
    return lib


IDLE_FUNCTION = "wait_for_sampling"
"""Where `tripod.ino` waits, and nothing but an interrupt ends it."""


@functools.cache
def _symbols(elf: Path) -> dict[str, tuple[int, int]]:
    """Address and size of each function and static variable, by its name without namespaces and arguments."""
    if elf.suffix != ".elf":
        return {}
    said = subprocess.run(["avr-nm", "-S", "-C", elf], check=True, capture_output=True, text=True).stdout
    found = re.findall(r"^(\w+) (\w+) [tTbBdD] (?:.*::)?(\w+)(?:\(.*)?$", said, re.MULTILINE)
    return {name: (int(address, 16), int(size, 16)) for address, size, name in found}


PINS = {
    "atmega328p": {**{pin: ("D", pin) for pin in range(8)}, **{pin: ("B", pin - 8) for pin in range(8, 14)}},
    "atmega2560": dict(zip(range(2, 11), ["E4", "E5", "G5", "E3", "H3", "H4", "H5", "H6", "B4"], strict=True)),
    "atmega32u4": dict(zip(range(2, 11), ["D1", "D0", "D4", "C6", "D7", "E6", "B4", "B5", "B6"], strict=True)),
}
"""Arduino's digital pins as port and bit."""


class LoadCells:
    """HX711 converters on an emulated board's pins."""

    NOMINAL_US = 12_500
    RESTARTS, SWAPS, KEEPS = range(3)
    """What a chip sends of which a conversion ends within a read (`hx711_model.h`)."""
    PLUGGED, LOOSE, GROUNDED, UNPOWERED = range(4)

    def __init__(self, lib: ctypes.CDLL, model: int, frequency: int, chips: int) -> None:
        self._lib, self._model, self._frequency, self.chips = lib, model, frequency, chips

    def set_period(self, chip: int, period_us: float) -> None:
        self._lib.hx711_set_period(self._model, chip, period_us)

    def set_tremble(self, share: float) -> None:
        """Each conversion takes up to this share longer or shorter than the chip's period."""
        self._lib.hx711_set_tremble(self._model, share)

    def set_cut(self, cut: int) -> None:
        self._lib.hx711_set_cut(self._model, cut)

    def set_values(self, values: np.ndarray, rate_hz: float = 1000.0, noise: int = 60) -> None:
        """Values to convert, shape (n, chips), one row each 1/rate_hz from now on, and again from the first row."""
        table = np.ascontiguousarray(np.broadcast_to(np.atleast_2d(values), (len(np.atleast_2d(values)), self.chips)))
        table = table.astype(np.int32)
        self._lib.hx711_set_values(self._model, table.ctypes.data, len(table), rate_hz, noise)

    def freeze(self, chip: int, frozen: bool = True) -> None:
        """Always the same value from the next conversion on."""
        self._lib.hx711_freeze(self._model, chip, frozen)

    def set_line(self, chip: int, line: int) -> None:
        self._lib.hx711_set_line(self._model, chip, line)

    def end_at_pulse(self, chip: int, pulse: int) -> None:
        """Once: a conversion of this chip ends after so many pulses of the next read."""
        self._lib.hx711_end_at_pulse(self._model, chip, pulse)

    def reads(self) -> np.ndarray:
        """Common reads since the last call, shape (n, chips)."""
        log = np.empty(self._lib.hx711_take_log(self._model, None, 0), READ)
        self._lib.hx711_take_log(self._model, log.ctypes.data, len(log))
        return log.reshape(-1, self.chips)

    def conversions(self, chip: int) -> int:
        return self._lib.hx711_conversions(self._model, chip)

    def overwritten(self, chip: int) -> int:
        """Conversions that were never read."""
        return self._lib.hx711_overwritten(self._model, chip)

    def longest_pulse_us(self) -> float:
        """The longest time for which the clock line was high, since the last call."""
        return self._lib.hx711_longest_pulse(self._model) / self._frequency * 1e6

    def odd_reads(self) -> int:
        """Reads of other than 25 pulses."""
        return self._lib.hx711_odd_reads(self._model)


class Emulator:
    """One board. Not thread-safe: with a pty open, only `set_pace` and `close` may be called.

    `elf` is loaded into an erased chip whose inputs all read 0 until `set_codes`; columns are the converter's channels,
    which on Uno, Nano and Mega are A0, A1 ... Leaving the `with` block stops the board. A .hex is a bootloader instead,
    which waits for what is written to the pty after each opening of it.

    Of the loop in which the firmware waits for an interrupt only some rounds are gone, and the others' time passes at
    once, which changes no cycle of what follows; with `every_round` all are gone.
    """

    def __init__(self, elf: Path, mcu: str = "atmega328p", frequency: float = 16e6, every_round: bool = False) -> None:
        self.frequency = int(frequency)
        self._lib = _library()
        self._elf, self._mcu = elf, mcu
        make = self._lib.sim_new_with_bootloader if elf.suffix == ".hex" else self._lib.sim_new
        self._sim = make(str(elf).encode(), mcu.encode(), self.frequency)
        if not self._sim:
            raise ValueError(f"simavr cannot run {elf} on {mcu}")
        self._thread: threading.Thread | None = None
        if not every_round:
            self._skip_idle()

    def _skip_idle(self) -> None:
        idle = _symbols(self._elf).get(IDLE_FUNCTION)
        if idle:
            self._lib.sim_skip_idle(self._sim, idle[0], sum(idle), 0)
        elif self._elf.suffix == ".hex":
            everywhere, a_quarter_millisecond = 1 << 20, self.frequency // 4000
            self._lib.sim_skip_idle(self._sim, 0, everywhere, a_quarter_millisecond)

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

    def peek(self, address: int) -> int:
        """A byte of RAM."""
        return self._lib.sim_peek(self._sim, address)

    def set_variable(self, name: str, value: int) -> None:
        """Overwrite a static variable of the firmware."""
        data_space = 0x800000
        address, size = _symbols(self._elf)[name]
        for offset, byte in enumerate(value.to_bytes(size, "little")):
            self.poke(address - data_space + offset, byte)

    def plug_in_load_cells(
        self, clock_off: list[float], data_pins: list[int] | None = None, clock_pin: int = 10
    ) -> LoadCells:
        """One HX711 for each of `clock_off`, by which its own clock runs slow (0.02: 2 % slow)."""
        pins = {pin: (place[0].encode(), int(place[1])) for pin, place in PINS[self._mcu].items()}
        model = self._lib.sim_load_cells(self._sim, *pins[clock_pin])
        for pin, off in zip(data_pins or range(2, 2 + len(clock_off)), clock_off, strict=True):
            self._lib.hx711_add(model, *pins[pin], LoadCells.NOMINAL_US * (1 + off))
        return LoadCells(self._lib, model, self.frequency, len(clock_off))

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

    def flash(self, offset: int, size: int) -> bytes:
        """What the chip's program memory holds."""
        buffer = ctypes.create_string_buffer(size)
        self._lib.sim_read_flash(self._sim, buffer, offset, size)
        return buffer.raw

    def cpu_load(self, seconds: float) -> float:
        """The share of the next `seconds` that the processor spends outside the loop in which it waits.

        The emulator runs at a fraction of its speed from then on, because it looks at every instruction.
        """
        first, size = _symbols(self._elf)[IDLE_FUNCTION]
        self._lib.sim_watch_idle(self._sim, first, first + size)
        start = self.cycle
        self.run_s(seconds)
        return 1 - self._lib.sim_idle_cycles(self._sim) / (self.cycle - start)

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
