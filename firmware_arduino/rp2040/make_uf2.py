"""Makes the file that a Pico takes from its drive: `python make_uf2.py tripod.bin pico.uf2`.

`tripod.bin` is the flash from its first byte on. The checksum of its first 256 bytes, which the boot ROM asks for, is
filled in here.
"""

import struct
import sys
from pathlib import Path

FLASH = 0x10000000
BOOT2_BYTES = 256
PAYLOAD_BYTES = 256
FAMILY = 0xE48BFF56
"""RP2040, of the families that Microsoft's uf2 repository lists."""


def crc32(data: bytes) -> int:
    """CRC-32 as the boot ROM reckons it (RP2040 data sheet, 2.8.1.3.1): polynomial 04C11DB7, start FFFFFFFF, not
    reflected, no final xor."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ (0x04C11DB7 if crc & 0x80000000 else 0)) & 0xFFFFFFFF
    return crc


def with_checksum(image: bytes) -> bytes:
    """The image whose second boot stage the boot ROM accepts.

    Raises:
        ValueError: there is something where the checksum belongs.
    """
    code, place = image[: BOOT2_BYTES - 4], image[BOOT2_BYTES - 4 : BOOT2_BYTES]
    if place != bytes(4):
        raise ValueError("The second boot stage leaves no room for its checksum.")
    return code + struct.pack("<I", crc32(code)) + image[BOOT2_BYTES:]


def uf2(image: bytes) -> bytes:
    """The image as blocks of 512 bytes, 256 of them payload, by Microsoft's UF2 specification."""
    count = -(-len(image) // PAYLOAD_BYTES)
    blocks: list[bytes] = []
    for number in range(count):
        at = number * PAYLOAD_BYTES
        payload = image[at : at + PAYLOAD_BYTES].ljust(PAYLOAD_BYTES, b"\xff")
        family_is_present = 0x2000
        head = struct.pack(
            "<8I", 0x0A324655, 0x9E5D5157, family_is_present, FLASH + at, PAYLOAD_BYTES, number, count, FAMILY
        )
        blocks.append(head + payload.ljust(476, b"\0") + struct.pack("<I", 0x0AB16F30))
    return b"".join(blocks)


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    target.write_bytes(uf2(with_checksum(source.read_bytes())))
