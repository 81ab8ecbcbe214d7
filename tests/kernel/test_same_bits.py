"""With the kernel and without it, whatever comes: the same items to the bit, the same counters, the same errors."""

import os
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.built import built
from tripod import kernel
from tripod.device.blocks import Block
from tripod.device.items import Hello, Item
from tripod.device.protocol import Banner, Decoder, Group, ProtocolVersionError, encode_banner, encode_frame
from tripod.device.receiver import Receiver
from tripod.live.doctor import examine_machine

KNOWN = [0, 1, 2, 7, 8, 9, 255]


def banner(cells: int, **more: int) -> bytes:
    said = {"uptime_s": 0, "t_us": 0, "supply_mv": 0, "self_test": 0, "overruns": 0, "dropped": 0, "torn": 0} | more
    return encode_banner(Banner((1, 0, 0), "mine", "ab" * 8, groups=(Group(0, 1, 0, 200.0, (0,) * cells),), **said))


def said_of(pieces: Sequence[bytes], with_kernel: bool) -> list[object]:
    """All that a receiver makes of the pieces, arrays with their types and bytes."""
    before, kernel.compiled = kernel.compiled, built() if with_kernel else None
    try:
        receiver, said = Receiver(), []
        for number, data in enumerate(pieces):
            try:
                said += [plain(item) for item in receiver.feed(data, number / 10)]
            except ProtocolVersionError as error:
                said.append(str(error))
            said.append(receiver.line())
        return said
    finally:
        kernel.compiled = before


def plain(item: Item) -> object:
    if not isinstance(item, Block):
        return item
    arrays = item.seq, item.tick_us, item.counts, item.status, item.age
    return [(a.dtype.str, a.shape, a.tobytes()) for a in arrays], item.arrived_s


def cut(stream: bytes, sizes: Sequence[int]) -> list[bytes]:
    edges = np.cumsum([0, *sizes]).tolist()
    return [stream[a:b] for a, b in zip(edges, [*edges[1:], len(stream)], strict=True)]


@st.composite
def streams(draw: st.DrawFn) -> bytes:
    """Frames as a board sends them, of which some are lost, repeated, late, of another group or length, from a clock
    that stands or wraps, with banners between them; then some bytes changed, left out or put in."""
    cells = draw(st.integers(1, 8))
    seq, us = draw(st.sampled_from([0, 100, 65_530])), draw(st.sampled_from([0, 5000, (1 << 32) - 20_000]))
    out = [banner(cells)] if draw(st.integers(0, 9)) else []
    for _ in range(draw(st.integers(0, 40))):
        what = draw(st.integers(0, 30))
        n = draw(st.integers(1, 8)) if what == 0 else cells
        counts = draw(st.lists(st.integers(-(1 << 23), (1 << 23) - 1), min_size=n, max_size=n))
        status = [draw(st.sampled_from(KNOWN))] * n
        out.append(encode_frame(int(what == 1), seq, us, counts, status, [what] * n))
        if what == 2:
            out.append(banner(cells, uptime_s=draw(st.integers(0, 3)), self_test=draw(st.sampled_from([0, 4]))))
        if what == 3:
            out.append(out[-1])
        seq += draw(st.sampled_from([0, 2, 70, -1, 1000])) if what == 4 else 1
        us += draw(st.sampled_from([0, -5000, 1_999_999, 2_000_000, 70_000_000])) if what == 5 else 5000
    stream = bytearray(b"".join(out))
    for _ in range(draw(st.sampled_from([0, 0, 1, 4]))):
        at = draw(st.integers(0, len(stream)))
        stream[at : at + draw(st.integers(0, 2))] = draw(st.binary(max_size=3))
    return bytes(stream)


@settings(max_examples=100)
@given(streams(), st.lists(st.integers(0, 200), max_size=20))
def test_a_receiver_says_the_same(stream: bytes, sizes: list[int]) -> None:
    pieces = cut(stream, sizes)
    assert said_of(pieces, True) == said_of(pieces, False)


@settings(max_examples=100)
@given(st.lists(st.one_of(st.binary(max_size=300), st.lists(st.sampled_from([0, 1, 2, 255]), max_size=300).map(bytes))))
def test_of_any_bytes_too(pieces: list[bytes]) -> None:
    pieces = [banner(3), *pieces, encode_frame(0, 1, 1, [1, 2, 3], [0] * 3, [0] * 3)]
    assert said_of(pieces, True) == said_of(pieces, False)


def test_plain_frames_take_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the tests above would compare numpy with itself."""
    monkeypatch.setattr(kernel, "compiled", built())
    frames = [encode_frame(0, k, 5000 * k, [k] * 6, [0] * 6, [0] * 6) for k in range(41)]
    receiver = Receiver()
    receiver.feed(banner(6) + frames[0], 0.0)
    monkeypatch.setattr("tripod.device.frame_judge.unpack", lambda run: pytest.fail("unpacked by numpy"))
    for k in range(1, 41, 2):
        (block,) = receiver.feed(frames[k] + frames[k + 1], 0.0)
        assert isinstance(block, Block)
        assert block.counts[:, 0].tolist() == [k, k + 1]


def test_packets_are_those_of_the_decoder() -> None:
    frames = [encode_frame(0, k, k, [k, -k, 0], [0, 3, 0], [0, 1, 255]) for k in range(5)]
    found = built().frames_alone(b"\0\0" + b"".join(frames) + b"\0rest")
    kernel.compiled, before = None, kernel.compiled
    try:
        (run,) = Decoder().feed(b"".join(frames))
    finally:
        kernel.compiled = before
    assert found == (run.packets, b"rest")


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"\0\0", b"rest", banner(3), b"\x05abc\0", bytes(1) + b"\1" * 255 + bytes(1)]
)
def test_what_is_no_frame_alone_is_left_to_python(data: bytes) -> None:
    assert built().frames_alone(data) is None


def test_a_banner_is_heard_with_it() -> None:
    said = said_of([banner(3)], True)
    assert isinstance(said[0], Hello)


def test_doctor_says_which_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "compiled", built())
    assert "compiled kernel: in use" in list(examine_machine(False, "", [], ""))
    monkeypatch.setattr(kernel, "compiled", None)
    assert [line for line in examine_machine(False, "", [], "") if line.startswith("compiled kernel: not there")]


def test_it_can_be_left_out() -> None:
    code = "from tripod import kernel; raise SystemExit(kernel.compiled is not None)"
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "TRIPOD_PURE": "1"}, check=True)
