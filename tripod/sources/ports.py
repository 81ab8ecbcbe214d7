"""Lists the serial ports: what each is, and which may be opened without asking."""

from dataclasses import dataclass

from serial.tools import list_ports as serial_list

from tripod.sentences import sentence
from tripod.sources.known_boards import KnownBoard, known_boards
from tripod.sources.port_identity import identity

ARDUINO_VENDORS = {0x2341: "Arduino", 0x2A03: "Arduino"}
OTHER_VENDORS = {0x2E8A: "Raspberry Pi Pico", 0x303A: "ESP32"}
"""Boards of their own USB that may run the portable sketch, and much else."""
ADAPTER_VENDORS = {0x1A86: "CH340", 0x0403: "FTDI", 0x10C4: "CP210x"}


@dataclass(frozen=True)
class PortInfo:
    """A port and why it was, or was not, taken for a board."""

    device: str
    description: str
    reason: str
    is_board: bool
    """Opened by itself: only genuine Arduinos and ports on which a board answered before, because opening may
    restart what hangs there."""
    may_listen: bool
    """May be a board: opened after a click."""
    asks_once: bool = False
    """Opened by itself, but not again after something else was met there, until it was unplugged."""
    usb: bool = True
    """False for built-in and Bluetooth ports: they stay listed when nothing is there, and may take long to open."""


def list_ports() -> list[PortInfo]:
    """The ports of this machine, boards first."""
    here = {port.device: port for port in serial_list.comports()}
    known = known_boards().recognised([identity(port) for port in here.values()])
    ports = [port_info(p.device, p.vid, p.product or p.description, known.get(p.device)) for p in here.values()]
    return sorted(ports, key=lambda p: (not p.is_board, not p.may_listen, p.device))


def port_info(device: str, vendor: int | None, product: str | None, known: KnownBoard | None = None) -> PortInfo:
    """What a port is, from its USB vendor id and product name, and the board that once answered there, if any."""
    name = product if product and product != "n/a" else ""
    usb = vendor is not None
    if known is not None:
        name = name or sentence("port_list.usb_adapter" if usb else "port_list.built_in_port")
        board = f"{known.board} {known.board_id[:4]}".strip()
        reason = (
            sentence("port_list.was_here_before_as", board=board) if board else sentence("port_list.was_here_before")
        )
        return PortInfo(device, name, reason, True, True, vendor not in ARDUINO_VENDORS, usb)
    if vendor in ARDUINO_VENDORS:
        return PortInfo(device, name or ARDUINO_VENDORS[vendor], sentence("port_list.arduino"), True, True)
    if vendor in ADAPTER_VENDORS:
        chip = ADAPTER_VENDORS[vendor]
        what = name or sentence("port_list.adapter", chip=chip)
        return PortInfo(device, what, sentence("port_list.adapter_may_be_board", chip=chip), False, True)
    if vendor in OTHER_VENDORS:
        what = OTHER_VENDORS[vendor]
        return PortInfo(device, name or what, sentence("port_list.other_may_be_board", what=what), False, True)
    if not usb:
        wireless = "rfcomm" in device or "bluetooth" in f"{device} {name}".lower()
        reason = sentence("port_list.bluetooth_may_be_board" if wireless else "port_list.no_usb_may_be_board")
        what = sentence("port_list.bluetooth_port" if wireless else "port_list.built_in_port")
        return PortInfo(device, name or what, reason, False, True, usb=False)
    return PortInfo(device, name or sentence("port_list.usb_device"), sentence("port_list.not_an_arduino"), False, True)
