"""Open a source by what the user wrote: a port, `virtual:…` or a recording's folder. Ports are opened here only."""

import errno
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Protocol

import serial
from platformdirs import user_data_path
from serial.tools import list_ports as serial_list

from tripod.boards import Board, load_board
from tripod.device.frames import Block
from tripod.device.protocol import BAUD, Banner, ProtocolVersionError
from tripod.device.receiver import Receiver
from tripod.device.source import End, Gone, Item, LineCount, Noticed, Source, SourceError
from tripod.force.calibration import CalibrationError
from tripod.record.calibrations import Store
from tripod.record.recording import RecordingError, open_recording
from tripod.record.replay import Replay
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import ScenarioError, parse_scenario
from tripod.virtual.stance_file import StanceFileError

__all__ = ["PortInfo", "SourceError", "calibration_store", "list_ports", "open_source", "permission_help"]

WAIT_S = 3.0
"""A board sends a banner each second, and at the latest two seconds after a restart."""
RETRY_S = 0.5
READ_S = 0.05
GATHER_S = 0.003

ARDUINO_VENDORS = {0x2341: "Arduino", 0x2A03: "Arduino"}
ADAPTER_VENDORS = {0x1A86: "CH340 adapter", 0x0403: "FTDI adapter", 0x10C4: "CP210x adapter"}


@dataclass(frozen=True)
class Clock:
    """The host's monotonic clock and its sleep; a virtual source with `--fast` runs on one that never waits."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def fast_clock() -> Clock:
    """A clock on which sleeping takes no time."""
    at = [0.0]

    def sleep(seconds: float) -> None:
        at[0] += seconds

    return Clock(lambda: at[0], sleep)


class Port(Protocol):
    """What a stream of bytes must be able to do."""

    def read(self) -> bytes:
        """What is waiting; waits up to `READ_S` for a first byte. Raises OSError when the port is gone."""
        ...

    def close(self) -> None: ...


class SerialPort:
    """pyserial, reading what is waiting: a read of more with a timeout would add up to the timeout."""

    def __init__(self, device: str) -> None:
        with _only_oserror():
            self._serial = serial.Serial(device, BAUD, timeout=READ_S, exclusive=True if os.name == "posix" else None)
        # Only FTDI-like drivers on Linux have it; others have nothing to switch.
        with suppress(AttributeError, OSError, ValueError, NotImplementedError):
            self._serial.set_low_latency_mode(True)

    def read(self) -> bytes:
        with _only_oserror():
            return self._serial.read(self._serial.in_waiting or 1)

    def close(self) -> None:
        with suppress(OSError), _only_oserror():
            self._serial.close()


@contextmanager
def _only_oserror() -> Iterator[None]:
    """pyserial lets `termios.error` and even TypeError through when a device goes away in its hands."""
    try:
        yield
    except (OSError, ValueError):
        raise
    except Exception as error:
        raise OSError(errno.EIO, str(error)) from error


class VirtualPort:
    """The virtual board's bytes when they are due on the clock."""

    def __init__(self, board: VirtualBoard, clock: Clock, unplug: bool) -> None:
        self._board, self._clock = board, clock
        self._start_s = clock.now()
        self._waiting: list[tuple[float, bytes]] = []
        self._away_s = (4.0, 6.0) if unplug else (float("inf"), float("inf"))

    def reopen(self) -> "VirtualPort":
        now = self._clock.now() - self._start_s
        self._take(now)
        if now < self._away_s[1]:
            raise FileNotFoundError(errno.ENOENT, "unplugged")
        self._away_s = (float("inf"), float("inf"))
        return self

    def read(self) -> bytes:
        while True:
            now = self._clock.now() - self._start_s
            if now >= self._away_s[0]:
                self._take(now)
                raise OSError(errno.EIO, "unplugged")
            data = self._take(now)
            if data:
                return data
            if self._board.finished() and not self._waiting:
                raise EOFError
            self._clock.sleep(min(max(self._waiting[0][0] - now, 0.001), READ_S) if self._waiting else 0.001)

    def close(self) -> None:
        pass

    def _take(self, now: float) -> bytes:
        while not self._board.finished() and (not self._waiting or self._waiting[-1][0] <= now):
            self._waiting += self._board.packets()
        due = 0
        while due < len(self._waiting) and self._waiting[due][0] <= now:
            due += 1
        data = b"".join(packet for _, packet in self._waiting[:due])
        del self._waiting[:due]
        return data


class Stream:
    """A source of bytes: real and virtual boards are the same from here on."""

    def __init__(
        self,
        label: str,
        port: Port,
        reopen: Callable[[], Port],
        clock: Clock,
        *,
        virtual: VirtualBoard | None = None,
        notice: str = "",
        found: Callable[[], None] = lambda: None,
    ) -> None:
        """`found` is called at the first banner."""
        self.label = label
        self.foot_length_mm = virtual.foot_mm if virtual else None
        self.simulated = virtual is not None
        self._virtual = virtual
        self._port: Port | None = port
        self._reopen, self._clock = reopen, clock
        self._receiver = Receiver()
        self._opened_s = clock.now()
        self._heard = b""
        self._retry_s = 0.0
        self._notice = notice
        self._found = found
        self._read_s = float("-inf")
        self._came = False
        """Whether a sample ever came."""

    def board(self, name: str) -> Board:
        if self._virtual:
            return self._virtual.board
        # A board of one's own describes itself in a file of its name in the user's folder.
        own = user_data_path("tripod", appauthor=False) / "boards" / f"{name}.toml"
        return load_board(str(own) if name.replace("-", "").isalnum() and own.is_file() else name)

    def calibration(self, board: Board, board_id: str) -> dict[str, Any] | None:
        if self._virtual and self._virtual.calibration:
            return self._virtual.calibration.to_dict()
        try:
            kept = calibration_store().load(board, board_id)
        except CalibrationError as error:
            raise SourceError(str(error)) from error
        return kept[0].to_dict() if kept else None

    def line(self) -> LineCount:
        return self._receiver.line()

    def close(self) -> None:
        if self._port:
            self._port.close()

    def read(self) -> list[Item]:
        items: list[Item] = []
        if self._notice:
            items.append(Noticed(self._notice))
            self._notice = ""
        if self._port is None:
            return items + self._look_for_it()
        # A block costs much the same with one frame as with four; this bounds what a fast board costs.
        early = self._read_s + GATHER_S - self._clock.now()
        if early > 0:
            self._clock.sleep(early)
        self._read_s = self._clock.now()
        try:
            data = self._port.read()
        except EOFError:
            return [*items, End()]
        except OSError as error:
            self._port.close()
            self._port = None
            if self._receiver.banner is None:
                raise SourceError(f"{self.label} went away while it was opened. Plug the board in again.") from error
            return [*items, Gone("the board is unplugged")]
        before = self._receiver.banner
        try:
            items += self._receiver.feed(data, self._clock.now())
        except ProtocolVersionError as error:
            raise SourceError(str(error)) from error
        self._check_same(before, self._receiver.banner)
        if before is None and self._receiver.banner is not None:
            self._found()
        self._came = self._came or any(isinstance(i, Block) for i in items)
        if not self._came:
            self._check_talks(data)
        return items

    def _look_for_it(self) -> list[Item]:
        self._clock.sleep(READ_S)
        if self._clock.now() < self._retry_s:
            return []
        self._retry_s = self._clock.now() + RETRY_S
        try:
            self._port = self._reopen()
        except (OSError, ValueError):
            return []
        self._receiver.reconnected()
        return []

    def _check_same(self, before: Banner | None, now: Banner | None) -> None:
        if before is None or now is None or before is now:
            return
        if (before.board, before.board_id) != (now.board, now.board_id):
            raise SourceError(
                f"Another board came back on {self.label}: {now.board} {now.board_id[:4]} instead of {before.board} "
                f"{before.board_id[:4]}. Open it anew."
            )
        if [(g.group, g.cells, g.rate_hz) for g in before.groups] != [
            (g.group, g.cells, g.rate_hz) for g in now.groups
        ]:
            raise SourceError(f"The board on {self.label} came back with another rate or other cells. Open it anew.")

    def _check_talks(self, data: bytes) -> None:
        self._heard = (self._heard + data)[-400:]
        if self._clock.now() - self._opened_s < WAIT_S:
            return
        if self._receiver.banner is not None:
            raise SourceError(
                f"The board on {self.label} says what it is ({self._receiver.banner.board}) but sends no readings. "
                "Flash its firmware anew."
            )
        if not self._heard:
            raise SourceError(
                f"{self.label} is silent: nothing came in {WAIT_S:g} s. Check that the board has power, that the cable "
                "carries data and that the tripod firmware is on it."
            )
        text = sum(32 <= b < 127 or b in b"\r\n\t" for b in self._heard) / len(self._heard)
        if text > 0.9:
            words = " ".join(self._heard.decode("ascii", "replace").split())[-40:]
            raise SourceError(f"{self.label} is not a tripod board: another device talks there (“{words}”).")
        raise SourceError(
            f"{self.label} talks, but not as a tripod board does: it may run at another speed than {BAUD} baud, or be "
            "another device. Flash the firmware that came with this tripod."
        )


class Paced:
    """A recording in the window: its blocks come when they are due on the clock."""

    def __init__(self, replay: Replay, clock: Clock) -> None:
        self.label, self.simulated = replay.label, replay.simulated
        self.board, self.calibration, self.line, self.close = (
            replay.board,
            replay.calibration,
            replay.line,
            replay.close,
        )
        self.foot_length_mm = replay.foot_length_mm
        self._replay, self._clock = replay, clock
        self._next: list[Item] | None = None
        self._offset_s: float | None = None

    def read(self) -> list[Item]:
        items = self._next if self._next is not None else self._replay.read()
        self._next = None
        for item in items:
            tick = getattr(item, "tick_us", None)
            if tick is None:
                continue
            now = self._clock.now()
            if self._offset_s is None:
                self._offset_s = now - tick[0] / 1e6
            early = tick[-1] / 1e6 + self._offset_s - now
            if early > 0:
                self._next = items
                self._clock.sleep(min(early, READ_S))
                return []
        return items


def open_source(text: str, *, clock: Clock | None = None, window: bool = False) -> Source:
    """The source that `text` names. With `window` a recording comes at its own pace.

    Raises:
        SourceError: one plain sentence that says what is wrong and what to do.
    """
    clock = clock or Clock()
    if text.startswith("virtual:") or text == "virtual":
        return _virtual(text, clock)
    if os.path.isdir(text):
        try:
            recording = open_recording(Path(text))
        except RecordingError as error:
            raise SourceError(str(error)) from error
        rate = recording.banner.groups[0].rate_hz
        return Paced(Replay(recording, rows=max(1, int(rate * 0.02))), clock) if window else Replay(recording)
    if "/" in text and not os.path.exists(text) and not text.startswith("/dev/"):
        raise SourceError(f"There is no recording {text}, and no port of that name.")
    if os.path.isfile(text):
        raise SourceError(f"{text} is a file; a recording is a folder, a board is a port, and there is virtual:quiet.")
    if text.startswith("virtual"):
        raise SourceError(f"{text} is no source. Write virtual:SCENARIO, for example virtual:quiet.")
    return _serial(text, clock)


def _virtual(text: str, clock: Clock) -> Stream:
    try:
        scenario = parse_scenario(text.removeprefix("virtual").removeprefix(":") or "quiet")
        board = VirtualBoard(scenario)
    except (ScenarioError, StanceFileError) as error:
        raise SourceError(str(error)) from error
    port = VirtualPort(board, clock, scenario.unplug)
    return Stream(text, port, port.reopen, clock, virtual=board, notice=board.notice())


def _serial(device: str, clock: Clock) -> Stream:
    known = {p.device: p.serial_number for p in serial_list.comports()}
    serial_number = known.get(device)

    def reopen() -> Port:
        # A board that comes back may come back under another name; its serial number stays.
        now = {p.serial_number: p.device for p in serial_list.comports() if p.serial_number}
        return SerialPort(now.get(serial_number, device) if serial_number else device)

    try:
        port = SerialPort(device)
    except (OSError, ValueError) as error:
        raise SourceError(_why_not(device, error, list(known))) from error
    return Stream(device, port, reopen, clock, found=lambda: _remember(serial_number))


def _known_boards() -> Path:
    return user_data_path("tripod", appauthor=False) / "known_boards.json"


def _remembered() -> set[str]:
    """Serial numbers of adapters that a board once answered on."""
    try:
        return set(json.loads(_known_boards().read_text("utf-8"))["serial_numbers"])
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _remember(serial_number: str | None) -> None:
    known = _remembered()
    if not serial_number or serial_number in known:
        return
    # A board that cannot be remembered is asked for again next time; nothing else depends on it.
    with suppress(OSError):
        _known_boards().parent.mkdir(parents=True, exist_ok=True)
        _known_boards().write_text(json.dumps({"serial_numbers": sorted(known | {serial_number})}) + "\n", "utf-8")


def _why_not(device: str, error: Exception, known: list[str]) -> str:
    code = getattr(error, "errno", None)
    text = str(error).lower()
    if code == errno.ENOENT or "no such file" in text or "filenotfound" in text:
        near = get_close_matches(device, known, 1, 0.8)
        seen = f"Did you mean {near[0]}?" if near else f"Ports here: {', '.join(known) or 'none'}."
        return f"There is no port {device}. {seen}"
    if code in (errno.EACCES, errno.EPERM) or "permission" in text or "access is denied" in text:
        return f"You may not open {device}. {permission_help().splitlines()[0]}"
    if code in (errno.EBUSY, errno.EAGAIN, errno.EWOULDBLOCK) or "lock" in text or "busy" in text:
        return f"{device} is in use by another program (the Arduino IDE's monitor?). Close it there first."
    if code in (errno.ENOTTY, errno.EINVAL, errno.EISDIR) or "could not configure" in text:
        return f"{device} is not a serial port."
    if code in (errno.EIO, errno.ENXIO, errno.ENODEV):
        return f"{device} went away while it was opened. Plug the board in again."
    return f"{device} cannot be opened ({getattr(error, 'strerror', None) or error})."


def calibration_store() -> Store:
    """The user's calibrations."""
    return Store(user_data_path("tripod", appauthor=False) / "calibrations")


@dataclass(frozen=True)
class PortInfo:
    """A port and why it was, or was not, taken for a board."""

    device: str
    description: str
    reason: str
    is_board: bool
    """Opened by itself: only genuine Arduinos and adapters on which a board answered before, because opening may
    restart what hangs there."""
    may_listen: bool
    """A generic adapter that may be a board: opened after a click."""


def list_ports() -> list[PortInfo]:
    """The ports of this machine, boards first."""
    known = _remembered()
    ports = [
        _port_info(p.device, p.vid, p.product or p.description, p.serial_number in known)
        for p in serial_list.comports()
    ]
    return sorted(ports, key=lambda p: (not p.is_board, not p.may_listen, p.device))


def _port_info(device: str, vendor: int | None, product: str | None, remembered: bool = False) -> PortInfo:
    name = product if product and product != "n/a" else ""
    if remembered:
        return PortInfo(device, name or "USB adapter", "your board was here before: opened by itself", True, True)
    if vendor in ARDUINO_VENDORS:
        return PortInfo(device, name or "Arduino", "an Arduino: opened by itself", True, True)
    if vendor in ADAPTER_VENDORS:
        what = ADAPTER_VENDORS[vendor]
        return PortInfo(device, name or what, f"{what}, maybe your board. Listening may restart it.", False, True)
    if vendor is None:
        return PortInfo(device, name or "built-in serial port", "no USB device: not tried", False, False)
    return PortInfo(device, name or "USB device", "not an Arduino: not tried", False, True)


def permission_help() -> str:
    """What to do when a port may not be opened, for the system it runs on. The first line stands alone."""
    if sys.platform == "win32":
        return "Close every other program that may use the port, and unplug the board and plug it in again."
    if sys.platform == "darwin":
        return "Allow the accessory in System Settings, Privacy & Security, and plug the board in again."
    try:
        system = platform.freedesktop_os_release().get("ID", "")
    except OSError:
        system = ""
    group = "uucp" if system == "arch" else "dialout"
    return (
        f"Run: sudo usermod -aG {group} $USER, then log out and in again.\n"
        "Or, for every user at the machine, write this line into /etc/udev/rules.d/70-tripod.rules and plug the board "
        "in again:\n"
        'SUBSYSTEM=="tty", ATTRS{idVendor}=="2341|2a03|1a86|0403|10c4", TAG+="uaccess", ENV{ID_MM_DEVICE_IGNORE}="1"'
    )
