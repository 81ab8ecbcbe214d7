"""What a virtual board sends, made beforehand so that making it is not measured."""

from functools import cache

from tripod.device.blocks import Block
from tripod.device.receiver import Receiver
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import parse_scenario

BANNER, FRAME = 0x01, 0x02
TYPE_AT = 2
"""Of a packet on the wire: after the delimiter and COBS' first byte, because no type byte is zero."""


def timed_packets(scenario: str) -> list[tuple[float, bytes]]:
    """All that the board sends, each packet with the time at which it is due. The scenario must have an end."""
    board = VirtualBoard(parse_scenario(scenario))
    out: list[tuple[float, bytes]] = []
    while not board.finished():
        out += board.packets()
    return out


@cache
def banner_and_frames(scenario: str) -> tuple[bytes, list[bytes]]:
    """The boot banner, and every frame's packet; of each scenario made once, for making it is what costs."""
    packets = [packet for _, packet in timed_packets(scenario)]
    banners = [packet for packet in packets if packet[TYPE_AT] == BANNER]
    return banners[0], [packet for packet in packets if packet[TYPE_AT] == FRAME]


def blocks(banner: bytes, frames: list[bytes], frames_a_block: int) -> list[Block]:
    """The frames as blocks of one length, come in at one frame a millisecond; the last may be shorter."""
    receiver = Receiver()
    receiver.feed(banner, 0.0)
    out: list[Block] = []
    for i in range(0, len(frames), frames_a_block):
        items = receiver.feed(b"".join(frames[i : i + frames_a_block]), i / 1000)
        out += [item for item in items if isinstance(item, Block)]
    return out
