"""What a port is recognised by, also under another name: USB ids, serial number, place on the USB."""

import os
from collections.abc import Iterable
from dataclasses import dataclass

from serial.tools import list_ports as serial_list
from serial.tools.list_ports_common import ListPortInfo

Place = tuple[int | None, int | None, str, str]


@dataclass(frozen=True)
class PortIdentity:
    """One port as the system lists it; empty and None where it does not tell."""

    device: str
    vendor: int | None = None
    product: int | None = None
    serial_number: str = ""
    location: str = ""
    """Which socket of which hub, for example "1-3.2"."""

    @property
    def place(self) -> Place:
        """Stays the same while a device stays plugged in, and is no other's at the same time."""
        return self.vendor, self.product, self.serial_number, self.location or self.device

    def same_kind(self, other: "PortIdentity") -> bool:
        """Whether both are USB devices of the same ids."""
        return self.vendor is not None and (self.vendor, self.product) == (other.vendor, other.product)

    def same_serial_number(self, other: "PortIdentity") -> bool:
        """Whether both have the same serial number; ids must not differ where both are known."""
        kind = self.same_kind(other) or self.vendor is None or other.vendor is None
        return bool(self.serial_number) and self.serial_number == other.serial_number and kind

    def same_socket(self, other: "PortIdentity") -> bool:
        """Whether both are of one kind and in the same socket."""
        return bool(self.location) and self.location == other.location and self.same_kind(other)

    def differs(self, other: "PortIdentity") -> bool:
        """Whether their serial numbers prove them two devices."""
        return bool(self.serial_number and other.serial_number) and self.serial_number != other.serial_number


def identity(port: ListPortInfo) -> PortIdentity:
    """What a listed port is recognised by."""
    return PortIdentity(port.device, port.vid, port.pid, port.serial_number or "", port.location or "")


def ports_here() -> list[PortIdentity]:
    """The ports that the system lists now."""
    return [identity(port) for port in serial_list.comports()]


def identity_of(device: str, here: Iterable[PortIdentity]) -> PortIdentity:
    """The identity of the port that `device` names, itself or as a link; its name alone where it is not listed."""
    here = list(here)
    by_name = [port for port in here if port.device == device]
    by_link = [port for port in here if _target(port.device) == _target(device)]
    return next(iter(by_name + by_link), PortIdentity(device))


def _target(device: str) -> str:
    return os.path.normcase(os.path.realpath(device))
