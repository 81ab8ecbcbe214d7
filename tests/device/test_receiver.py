"""Decoder and frame judge together: what is heard before a banner, of another group, and after a cut."""

from math import nan

import pytest

from tripod.device.blocks import Block
from tripod.device.items import Back, Hello, LineCount
from tripod.device.protocol import Banner, Group, encode_banner, encode_frame
from tripod.device.receiver import Receiver

pytestmark = pytest.mark.both_ways

BANNER = Banner((1, 0, 0), "pads", "ab" * 8, 0, 0, 5000, 0, 0, 0, 0, (Group(0, 2, 0, 80.0, (0,) * 6),))


def frame(seq: int, cells: int = 6, group: int = 0) -> bytes:
    return encode_frame(group, seq, 12_500 * seq, [seq] * cells, [0] * cells, [0] * cells)


def heard() -> Receiver:
    receiver = Receiver()
    assert receiver.feed(encode_banner(BANNER), 0.0) == [Hello(BANNER)]
    return receiver


def test_nothing_is_wrong_before_anything_came() -> None:
    assert Receiver().line() == LineCount() == LineCount(0, 0, 0, 0)


def test_frames_before_the_first_banner_are_left_out() -> None:
    receiver = Receiver()
    assert receiver.feed(frame(0) + frame(1), 0.0) == []
    hello, block = receiver.feed(encode_banner(BANNER) + frame(2) + frame(3), 0.1)
    assert hello == Hello(BANNER)
    assert isinstance(block, Block)
    assert block.counts[:, 0].tolist() == [2, 3]
    assert receiver.line() == LineCount(0, 0, 0, 0)


def test_frames_of_another_group_or_with_other_cells_are_left_out() -> None:
    receiver = heard()
    items = receiver.feed(frame(0) + frame(7, group=1) + frame(8, cells=5) + frame(1), 0.0)
    assert [b.counts[:, 0].tolist() for b in items if isinstance(b, Block)] == [[0], [1]]
    assert len(items) == 2


def test_after_a_cut_nothing_is_understood_until_a_banner() -> None:
    receiver = heard()
    receiver.feed(frame(0), nan)
    receiver.reconnected()
    assert receiver.feed(frame(1), nan) == []
    back, hello, block = receiver.feed(encode_banner(BANNER) + frame(2), nan)
    assert back == Back(False)
    assert hello == Hello(BANNER)
    assert isinstance(block, Block)
