"""The wire protocol: encodes and decodes packets, with no I/O and no clock.

Rule 1: everything that knows a byte offset of `firmware_arduino/PROTOCOL.md` lives in this file,
that of many frames at once in `frames.py`, and both once more in `kernel/frames.c`.
Rule 2: bytes go in, values come out. Anything else than `ProtocolVersionError` raised by
`Decoder.feed` is a bug, whatever the bytes were.

A stray byte between two packets costs neither: every packet has a delimiter on both sides.
"""

import struct
from binascii import crc_hqx
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import inf
from typing import NamedTuple

from cobs import cobs

from tripod import kernel
from tripod.sentences import sentence

PROTOCOL_VERSIONS = 1, 2
"""Those that are read; in 2 a group of the banner says how it is sampled, and all else is as in 1."""
BAUD = 500_000
BANNER, FRAME = 0x01, 0x02
MAX_CELLS = 8
MAX_ENCODED = 254
"""No packet is longer than this between its delimiters, so a decoder needs no more memory."""

FRAME_HEADER = struct.Struct("<BBHI")
BYTES_PER_CELL, CRC_BYTES = 5, 2
BANNER_HEADER = struct.Struct("<BB3B16s8sIIHBIIIB")
GROUP_HEADER = struct.Struct("<BBBBI")
SAMPLING = struct.Struct("<IBB")
RATIOMETRIC = 1
MOST_COUNTS = 0x7FFFFF
LATE_US = 20.0, 100.0, 500.0, 2500.0, 12500.0
"""The most that each class of jitter stands for; what is beyond them has none."""


class Status(IntEnum):
    """Status of one cell's reading; with any value but `OK` its counts are no measurement."""

    OK = 0
    OPEN = 1
    SHORTED = 2
    SATURATED = 3
    STUCK = 4
    TORN = 5
    LATE = 6
    MISSING = 7


class Converter(IntEnum):
    """Kind of converter that a group's counts come from."""

    ADC = 1
    """ADC code x 64, ratiometric to the supply; a mean where oversampled."""
    BRIDGE = 2
    """Signed 24-bit reading of a bridge converter (HX711)."""


SUPPLY_OUT_OF_RANGE, ID_NOT_KEPT, FIRST_AFTER_BOOT = 1, 2, 4
SUPPLY_DIPPED, WATCHDOG_RESTART = 8, 16
"""Why the board began anew, where it knows; firmware before them leaves them 0."""


@dataclass(frozen=True)
class Sampling:
    """How a group is sampled, which a board of protocol 2 says."""

    full_scale: int
    """Counts of the converter's last code: 65 472 of ten bits, 65 520 of twelve, 65 532 of fourteen."""
    jitter: int
    """Class; `late_us` has its meaning."""
    ratiometric: bool
    """Whether the supply is the converter's full scale, so that a change of it changes no reading."""

    @property
    def late_us(self) -> float:
        """How far a sampling came off its even beat at most since the banner before, in us; inf where that has no
        bound. With a bridge converter, how far a stamp may be off."""
        return LATE_US[self.jitter] if self.jitter < len(LATE_US) else inf


@dataclass(frozen=True)
class Group:
    """Cells that are sampled together, as the banner describes them."""

    group: int
    converter: int
    tested: int
    """Bit k is set where the firmware can find status k; others are *not tested*."""
    rate_hz: float
    status: tuple[int, ...]
    """The worst status of each cell since the banner before."""
    sampling: Sampling | None = None
    """None of a board of protocol 1, which samples by a timer, to 20 us."""

    @property
    def cells(self) -> int:
        """Number of cells in the group."""
        return len(self.status)

    def can_find(self, status: Status) -> bool:
        """Whether the firmware tests for this status."""
        return bool(self.tested >> status & 1)


@dataclass(frozen=True)
class Banner:
    """State and description of the board, which it sends at boot and each second."""

    firmware: tuple[int, int, int]
    board: str
    board_id: str
    """Sixteen hexadecimal digits, made once and kept by the board."""
    uptime_s: int
    t_us: int
    supply_mv: int
    """0 where it is not measured."""
    self_test: int
    overruns: int
    dropped: int
    torn: int
    groups: tuple[Group, ...]

    @property
    def protocol(self) -> int:
        """Of the two versions the one that can say it."""
        return 2 if any(group.sampling for group in self.groups) else 1


class FrameRun(NamedTuple):
    """Frames of one cell group that followed each other, still as the wire's bytes.

    Converting them to numbers together (`frames.unpack`) costs a fifth of converting them one by one.
    """

    group: int
    cells: int
    packets: tuple[bytes, ...]


Event = Banner | FrameRun


class ProtocolVersionError(Exception):
    """The board speaks a protocol version that this program does not: one plain sentence."""

    def __init__(self, theirs: int) -> None:
        ours = PROTOCOL_VERSIONS[-1]
        super().__init__(
            sentence(
                "protocol.program_too_old" if theirs > ours else "protocol.firmware_too_old",
                theirs=theirs,
                ours=ours,
            )
        )
        self.theirs = theirs


def seal(payload: bytes) -> bytes:
    """Put CRC-16/IBM-3740, COBS and the two delimiters round `payload`."""
    crc = crc_hqx(payload, 0xFFFF)
    return b"\0" + cobs.encode(payload + crc.to_bytes(2, "little")) + b"\0"


def encode_frame(
    group: int, seq: int, t_us: int, counts: Sequence[int], status: Sequence[int], age: Sequence[int]
) -> bytes:
    """One frame on the wire. `counts` signed 24 bit, `age` in units of 100 us; all of length cells."""
    words = [(c & 0xFFFFFF) | s << 24 for c, s in zip(counts, status, strict=True)]
    body = struct.pack(f"<{len(words)}I{len(words)}B", *words, *age)
    return seal(FRAME_HEADER.pack(FRAME, group, seq & 0xFFFF, t_us & 0xFFFFFFFF) + body)


def encode_banner(banner: Banner) -> bytes:
    """One banner on the wire.

    Raises:
        ValueError: of its groups one says how it is sampled and another does not, which no version can say.
    """
    if len({group.sampling is None for group in banner.groups}) > 1:
        raise ValueError("either every group says how it is sampled, or none does")
    head = BANNER_HEADER.pack(
        BANNER,
        banner.protocol,
        *banner.firmware,
        banner.board.encode("ascii"),
        bytes.fromhex(banner.board_id),
        banner.uptime_s,
        banner.t_us & 0xFFFFFFFF,
        banner.supply_mv,
        banner.self_test,
        banner.overruns,
        banner.dropped,
        banner.torn,
        len(banner.groups),
    )
    groups = b"".join(
        GROUP_HEADER.pack(g.group, g.converter, g.cells, g.tested, round(g.rate_hz * 1000))
        + (_sampling_bytes(g.sampling) if g.sampling else b"")
        + bytes(g.status)
        for g in banner.groups
    )
    return seal(head + groups)


def _sampling_bytes(sampling: Sampling) -> bytes:
    return SAMPLING.pack(sampling.full_scale, sampling.jitter, RATIOMETRIC if sampling.ratiometric else 0)


class Decoder:
    """Decodes bytes to `Banner` and `FrameRun`; how the bytes are cut into calls does not matter."""

    def __init__(self) -> None:
        self._rest = b""
        self._overlong = False
        self.skipped_bytes = 0
        """Bytes that belonged to no sound packet."""
        self.unknown_packets = 0
        """Sound packets of a type that this version does not know."""
        self._other_version: ProtocolVersionError | None = None

    def feed(self, data: bytes) -> list[Event]:
        """Take the next bytes of the stream and return what they completed.

        Raises:
            ProtocolVersionError: a sound banner of another protocol version arrived. What came before it is returned
                first, and then the next call raises; nothing after it is decoded.
        """
        if self._other_version is not None:
            raise self._other_version
        data = self._rest + data
        if kernel.compiled is not None and not self._overlong and (found := kernel.compiled.frames_alone(data)):
            packets, self._rest = found
            return [_run(packets)]
        chunks = data.split(b"\0")
        self._rest = chunks.pop()
        if self._overlong and chunks:
            self.skipped_bytes += len(chunks[0])
            chunks[0] = b""
            self._overlong = False
        events: list[Event] = []
        run: list[bytes] = []
        for chunk in chunks:
            if not chunk:
                continue
            # However the bytes were cut: what is too long is no packet.
            packet = _unseal(chunk) if len(chunk) <= MAX_ENCODED else None
            if packet is None:
                self.skipped_bytes += len(chunk)
            elif packet[0] == FRAME and (len(packet) - 8) % BYTES_PER_CELL == 2 and 10 < len(packet) <= 50:
                if run and (len(run[0]) != len(packet) or run[0][1] != packet[1]):
                    events.append(_run(run))
                    run = []
                run.append(packet)
            else:
                if run:
                    events.append(_run(run))
                    run = []
                try:
                    banner = _banner(packet) if packet[0] == BANNER and len(packet) > 3 else None
                except ProtocolVersionError as error:
                    self._other_version = error
                    if not events:
                        raise
                    return events
                if banner:
                    events.append(banner)
                else:
                    self.unknown_packets += 1
        if run:
            events.append(_run(run))
        if self._overlong or len(self._rest) > MAX_ENCODED:
            self.skipped_bytes += len(self._rest)
            self._rest = b""
            self._overlong = True
        return events


def _unseal(chunk: bytes) -> bytes | None:
    """The packet with its CRC still on, or None if the chunk is not a whole sound packet."""
    try:
        packet = cobs.decode(chunk)
    except cobs.DecodeError:
        return None
    if len(packet) < 3 or crc_hqx(packet[:-2], 0xFFFF) != packet[-2] | packet[-1] << 8:
        return None
    return packet


def _run(packets: Sequence[bytes]) -> FrameRun:
    return FrameRun(packets[0][1], (len(packets[0]) - 10) // BYTES_PER_CELL, tuple(packets))


def _banner(packet: bytes) -> Banner | None:
    if packet[1] not in PROTOCOL_VERSIONS:
        raise ProtocolVersionError(packet[1])
    body = packet[:-2]
    if len(body) < BANNER_HEADER.size:
        return None
    _, _, major, minor, patch, name, board_id, uptime, t_us, supply, test, overruns, dropped, torn, n = (
        BANNER_HEADER.unpack_from(body)
    )
    groups: list[Group] = []
    at = BANNER_HEADER.size
    told = SAMPLING.size if packet[1] > 1 else 0
    for _ in range(n):
        if len(body) < at + GROUP_HEADER.size + told:
            return None
        group, converter, cells, tested, rate_mhz = GROUP_HEADER.unpack_from(body, at)
        at += GROUP_HEADER.size
        sampling = _sampling(body, at) if told else None
        at += told
        status = body[at : at + cells]
        at += cells
        if not 1 <= cells == len(status) <= MAX_CELLS or not rate_mhz:
            return None
        if sampling and not 1 <= sampling.full_scale <= MOST_COUNTS:
            return None
        groups.append(Group(group, converter, tested, rate_mhz / 1000, tuple(status), sampling))
    if at != len(body):
        return None
    board = name.rstrip(b"\0").decode("ascii", "replace")
    return Banner(
        (major, minor, patch), board, board_id.hex(), uptime, t_us, supply, test, overruns, dropped, torn, tuple(groups)
    )


def _sampling(body: bytes, at: int) -> Sampling:
    full_scale, jitter, flags = SAMPLING.unpack_from(body, at)
    return Sampling(full_scale, jitter, bool(flags & RATIOMETRIC))
