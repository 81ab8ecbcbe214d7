"""Ten ways in which a serial line harms what a board sends; each tells which frames it touched."""

import random
from binascii import crc_hqx
from collections.abc import Callable

from cobs import cobs
from numbered import CELLS, banner, counts_of, frame

FRAME = 0x02
BOOT_TEXT = b"\r\nOptiboot 4.4\r\nwaiting\r\n"


Harm = Callable[[random.Random, list[tuple[int, bytes]]], tuple[bytes, set[int]]]
"""Harms some packets (frame or -1, bytes) in their order: what arrives, and the frames that were touched."""


def sent(first: int, count: int, booted: int, uptime_s: int) -> list[tuple[int, bytes]]:
    """A banner and `count` frames from frame `first` on, of a board that has sent frames since frame `booted`."""
    return [(-1, banner(uptime_s)), *((k, frame(k, k - booted)) for k in range(first, first + count))]


def _joined(packets: list[tuple[int, bytes]]) -> tuple[bytearray, list[tuple[int, int, int]]]:
    data, places = bytearray(), []
    for k, packet in packets:
        places.append((len(data), len(data) + len(packet), k))
        data += packet
    return data, places


def _touched(places: list[tuple[int, int, int]], spans: list[tuple[int, int]]) -> set[int]:
    return {k for a, b, k in places for start, stop in spans if k >= 0 and start <= b and stop >= a}


def _spans(change: Callable[[random.Random, bytearray, int, int], bytearray], longest: int, times: int) -> Harm:
    """A harm that changes a few spans of bytes; from the last to the first, so that places hold."""

    def harm(rng: random.Random, packets: list[tuple[int, bytes]]) -> tuple[bytes, set[int]]:
        data, places = _joined(packets)
        spans: list[tuple[int, int]] = []
        for at in sorted((rng.randrange(len(data)) for _ in range(times)), reverse=True):
            stop = min(at + rng.randint(1, longest), len(data))
            data[at:stop] = change(rng, data, at, stop)
            spans.append((at, stop))
        return bytes(data), _touched(places, spans)

    return harm


def _flip(rng: random.Random, data: bytearray, at: int, stop: int) -> bytearray:
    return bytearray([data[at] ^ 1 << rng.randrange(8), *data[at + 1 : stop]])


def _insert(rng: random.Random, data: bytearray, at: int, stop: int) -> bytearray:
    return bytearray(rng.randbytes(rng.randint(1, 20))) + data[at:stop]


def _repeat(rng: random.Random, packets: list[tuple[int, bytes]]) -> tuple[bytes, set[int]]:
    out = list(packets)
    for _ in range(8):
        at, n = rng.randrange(1, len(out)), rng.randint(1, 40)
        out[at:at] = out[max(at - n, 1) : at]
    return b"".join(packet for _, packet in out), set()


def _swap(rng: random.Random, packets: list[tuple[int, bytes]]) -> tuple[bytes, set[int]]:
    out, late = list(packets), set()
    for _ in range(8):
        at = rng.randrange(1, len(out) - 1)
        out[at], out[at + 1] = out[at + 1], out[at]
        # Whatever came after a later one is left out, and counted.
        late |= {out[at][0], out[at + 1][0]}
    return b"".join(packet for _, packet in out), late


def _hole(rng: random.Random, packets: list[tuple[int, bytes]]) -> tuple[bytes, set[int]]:
    at, n = rng.randrange(1, len(packets) - 1), rng.randint(20, 900)
    gone = packets[at : at + n]
    return b"".join(p for _, p in packets[:at] + packets[at + n :]), {k for k, _ in gone}


def _old(rng: random.Random, packets: list[tuple[int, bytes]]) -> tuple[bytes, set[int]]:
    """A driver gives a buffer a second time."""
    out = list(packets)
    at = rng.randrange(200, len(out))
    n = rng.randint(2, 90)
    out[at:at] = out[at - n : at - n // 2]
    return b"".join(packet for _, packet in out), set()


def _chatter(rng: random.Random, packets: list[tuple[int, bytes]]) -> tuple[bytes, set[int]]:
    """Text between packets, as a bootloader or another program's echo leaves it."""
    out = list(packets)
    for _ in range(4):
        out.insert(rng.randrange(1, len(out)), (-1, BOOT_TEXT))
    return b"".join(packet for _, packet in out), set()


HARMS: dict[str, Harm] = {
    "bits flipped": _spans(_flip, 1, 12),
    "bytes lost": _spans(lambda _rng, _data, _at, _stop: bytearray(), 20, 6),
    "bytes put in": _spans(_insert, 1, 6),
    "runs of zero bytes": _spans(lambda _rng, _data, at, stop: bytearray(stop - at), 60, 6),
    "runs of noise": _spans(lambda rng, _data, at, stop: bytearray(rng.randbytes(stop - at)), 200, 4),
    "packets twice": _repeat,
    "packets in another order": _swap,
    "holes up to 0.9 s": _hole,
    "old buffers again": _old,
    "foreign text between packets": _chatter,
}


def forged(data: bytes) -> int:
    """Packets that no board sent and whose CRC-16 is right all the same: one in 65 536 of the harmed ones is."""
    found = 0
    for chunk in data.split(b"\0"):
        try:
            packet = cobs.decode(chunk)
        except cobs.DecodeError:
            continue
        whole = len(packet) == 10 + 5 * CELLS and packet[0] == FRAME
        if not whole or crc_hqx(packet[:-2], 0xFFFF) != int.from_bytes(packet[-2:], "little"):
            continue
        words = [int.from_bytes(packet[8 + 4 * c : 12 + 4 * c], "little") for c in range(CELLS)]
        found += words not in _known(words[0])
    return found


def _known(first: int) -> list[list[int]]:
    return [counts_of(first - counts_of(0)[0])]
