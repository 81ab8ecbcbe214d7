"""Which Arduino hangs on a port, where its USB ids tell (hardware/arduino/avr/boards.txt of Arduino's core)."""

from tripod.firmware.images import Kind
from tripod.sources.port_identity import PortIdentity, identity_of, ports_here

_GENUINE = (0x2341, 0x2A03)
_UNO = (0x0001, 0x0043, 0x0243, 0x006A, 0x0062)
_MEGA = (0x0010, 0x0042, 0x0210, 0x0242, 0x0044, 0x003F)
_OWN_USB = (0x36, 0x37, 0x237, 0x38, 0x39, 0x3C, 0x40, 0x41, 0x50, 0x56)
"""Leonardo, Micro and the others whose ATmega32U4 is the USB device itself; with 0x8000 while a sketch runs, without it
while the bootloader does."""
_OWN_USB_COPIES = {
    0x1B4F: (0x9203, 0x9204, 0x9205, 0x9206, 0x9207, 0x9208),
    0x239A: (0x000C, 0x800C, 0x000E, 0x800E, 0x0011, 0x8011),
}
"""Of other makers: SparkFun (Pro Micro, LilyPad USB), Adafruit (Feather, ItsyBitsy, Circuit Playground 32U4)."""
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
    """Whether it is a Leonardo, Micro or Pro Micro, whose port goes away while it is written to."""
    return is_own_usb(identity_of(device, ports_here()))


def is_own_usb(port: PortIdentity) -> bool:
    """The same of what hangs there."""
    if port.vendor in _GENUINE and port.product is not None:
        return port.product & ~0x8000 in _OWN_USB
    return port.vendor is not None and port.product in _OWN_USB_COPIES.get(port.vendor, ())
