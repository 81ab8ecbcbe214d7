"""Lists the serial ports: what each is, and which may be opened without asking."""

import json
import platform
import sys
from contextlib import suppress
from dataclasses import dataclass

from serial.tools import list_ports as serial_list

from tripod.storage.places import known_boards_path

ARDUINO_VENDORS = {0x2341: "Arduino", 0x2A03: "Arduino"}
ADAPTER_VENDORS = {0x1A86: "CH340 adapter", 0x0403: "FTDI adapter", 0x10C4: "CP210x adapter"}


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
    known = remembered()
    ports = [
        port_info(p.device, p.vid, p.product or p.description, p.serial_number in known) for p in serial_list.comports()
    ]
    return sorted(ports, key=lambda p: (not p.is_board, not p.may_listen, p.device))


def port_info(device: str, vendor: int | None, product: str | None, remembered: bool = False) -> PortInfo:
    """What a port is, from its USB vendor id and product name; `remembered` if a board once answered on its adapter."""
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
    """What to do on this system when a port may not be opened; the first line is complete by itself."""
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


def remembered() -> set[str]:
    """Serial numbers of adapters that a board once answered on."""
    try:
        return set(json.loads(known_boards_path().read_text("utf-8"))["serial_numbers"])
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def remember(serial_number: str | None) -> None:
    """Keep an adapter's serial number, so that its port is opened without asking next time."""
    known = remembered()
    if not serial_number or serial_number in known:
        return
    # A board that cannot be remembered is asked for again next time; nothing else depends on it.
    with suppress(OSError):
        known_boards_path().parent.mkdir(parents=True, exist_ok=True)
        known_boards_path().write_text(json.dumps({"serial_numbers": sorted(known | {serial_number})}) + "\n", "utf-8")
