"""What a board said, as arrays: the program's own decoder, then one table of all frames."""

from dataclasses import dataclass

import numpy as np

from tripod.device.protocol import Banner, Decoder, FrameRun

PASSES = {100: 4, 200: 4, 500: 2, 1000: 1}
"""How often each cell is read for one frame, by rate."""

BOOT_REFERENCE_CONVERSIONS = 20
NOT_A_PIN = 255


@dataclass(frozen=True)
class Recording:
    banners: list[Banner]
    seq: np.ndarray
    """(n,)"""
    t_us: np.ndarray
    """(n,), 32 bits as sent"""
    counts: np.ndarray
    """(n, cells), signed"""
    status: np.ndarray
    """(n, cells)"""
    age: np.ndarray
    """(n, cells)"""
    skipped_bytes: int
    unknown_packets: int


def decode(data: bytes, cells: int = 6, group: int = 0) -> Recording:
    """Frames of one group; banners of all."""
    decoder = Decoder()
    events = decoder.feed(data)
    runs = [event for event in events if isinstance(event, FrameRun) and event.group == group]
    packets = [packet for run in runs for packet in run.packets]
    frame = np.dtype(
        [
            ("type", "u1"),
            ("group", "u1"),
            ("seq", "<u2"),
            ("t_us", "<u4"),
            ("word", "<u4", (cells,)),
            ("age", "u1", (cells,)),
            ("crc", "<u2"),
        ]
    )
    table = np.frombuffer(b"".join(packets), frame)
    return Recording(
        banners=[event for event in events if isinstance(event, Banner)],
        seq=table["seq"],
        t_us=table["t_us"],
        counts=((table["word"] << 8).view(np.int32) >> 8).astype(int),
        status=table["word"] >> 24,
        age=table["age"],
        skipped_bytes=decoder.skipped_bytes,
        unknown_packets=decoder.unknown_packets,
    )


def bursts(conversions: np.ndarray, passes: int, cells: int = 6) -> np.ndarray:
    """The conversions of each sampling, shape (n, passes, cells): without those of boot and of the supply."""
    reference = np.flatnonzero(conversions["channel"] == NOT_A_PIN)
    after_boot = conversions[reference[BOOT_REFERENCE_CONVERSIONS - 1] + 1 :]
    pins = after_boot[after_boot["channel"] != NOT_A_PIN]
    whole = len(pins) // (passes * cells)
    return pins[: whole * passes * cells].reshape(whole, passes, cells)


def reads_of(frames: Recording, reads: np.ndarray) -> np.ndarray:
    """The common read behind each frame, (n, cells): every frame is one read, but not every read of boot is a frame.

    For boards whose values tremble so much that a frame's are found in one read only.
    """
    same = [np.sum(row["value"] == frames.counts[0]) for row in reads]
    first = int(np.argmax(same))
    assert same[first] > 2, "no read has what the first frame says"
    return reads[first : first + len(frames.seq)]
