"""Lists the serial ports: what each is, and which may be opened without asking."""

import json
import platform
import sys
from contextlib import suppress
from dataclasses import dataclass

from serial.tools import list_ports as serial_list

from tripod.sentences import sentence
from tripod.storage.places import known_boards_path

ARDUINO_VENDORS = {0x2341: "Arduino", 0x2A03: "Arduino"}
ADAPTER_VENDORS = {0x1A86: "CH340", 0x0403: "FTDI", 0x10C4: "CP210x"}
UDEV_RULE = (
    'SUBSYSTEM=="tty", ATTRS{idVendor}=="2341|2a03|1a86|0403|10c4", TAG+="uaccess", ENV{ID_MM_DEVICE_IGNORE}="1"'
)


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
        return PortInfo(
            device, name or sentence("port_list.usb_adapter"), sentence("port_list.was_here_before"), True, True
        )
    if vendor in ARDUINO_VENDORS:
        return PortInfo(device, name or ARDUINO_VENDORS[vendor], sentence("port_list.arduino"), True, True)
    if vendor in ADAPTER_VENDORS:
        chip = ADAPTER_VENDORS[vendor]
        what = name or sentence("port_list.adapter", chip=chip)
        return PortInfo(device, what, sentence("port_list.adapter_may_be_board", chip=chip), False, True)
    if vendor is None:
        return PortInfo(
            device, name or sentence("port_list.built_in_port"), sentence("port_list.no_usb_device"), False, False
        )
    return PortInfo(device, name or sentence("port_list.usb_device"), sentence("port_list.not_an_arduino"), False, True)


def permission_step() -> str:
    """What to do first on this system when a port may not be opened, in one line."""
    if sys.platform == "win32":
        return sentence("port_permission.close_other_programs")
    if sys.platform == "darwin":
        return sentence("port_permission.allow_accessory")
    try:
        system = platform.freedesktop_os_release().get("ID", "")
    except OSError:
        system = ""
    group = "uucp" if system == "arch" else "dialout"
    return sentence("port_permission.join_group", group=group)


def permission_help() -> str:
    """All that one can do on this system when a port may not be opened; the first line is `permission_step`."""
    if sys.platform in ("win32", "darwin"):
        return permission_step()
    return f"{permission_step()}\n{sentence('port_permission.udev_rule')}\n{UDEV_RULE}"


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
