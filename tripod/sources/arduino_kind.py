"""Which Arduino hangs on a port, where its USB ids tell (hardware/arduino/avr/boards.txt of Arduino's core)."""

from tripod.firmware.images import Kind
from tripod.sources.port_identity import PortIdentity, identity_of, ports_here

_GENUINE = (0x2341, 0x2A03)
_UNO = (0x0001, 0x0043, 0x0243)
_MEGA = (0x0010, 0x0042, 0x0044, 0x003F, 0x0242)
_OWN_USB = (0x0036, 0x0037, 0x8036, 0x8037)
"""Leonardo and Micro."""
_PICO = 0x2E8A


def kind_of(port: PortIdentity) -> Kind | None:
    """By vendor and product; None where an adapter or an unknown board answers."""
    if port.vendor in _GENUINE:
        return Kind.UNO if port.product in _UNO else Kind.MEGA if port.product in _MEGA else None
    return Kind.PICO if port.vendor == _PICO else None


def kind_at(device: str) -> Kind | None:
    """That of the board on a port."""
    return kind_of(identity_of(device, ports_here()))


def has_own_usb(device: str) -> bool:
    """Whether it is a Leonardo or Micro, whose port goes away while it is written to."""
    port = identity_of(device, ports_here())
    return port.vendor in _GENUINE and port.product in _OWN_USB
