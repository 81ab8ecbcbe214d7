"""The wire: golden packets, any cutting, noise, mutation, and packets of another day."""

import random
import re
from dataclasses import replace
from math import inf
from pathlib import Path

import numpy as np
import pytest
from cobs import cobs
from hypothesis import given
from hypothesis import strategies as st

from tripod.device.frames import Wrapped, pack, unpack
from tripod.device.protocol import (
    MAX_CELLS,
    MAX_ENCODED,
    Banner,
    Decoder,
    FrameRun,
    Group,
    ProtocolVersionError,
    Sampling,
    Status,
    encode_banner,
    encode_frame,
    seal,
)

pytestmark = pytest.mark.both_ways

GOLDEN = Path(__file__).parents[1] / "golden" / "packets.txt"
GOLDEN_LINES = [line for line in GOLDEN.read_text("ascii").splitlines() if not line.startswith("#")]


def golden_group(said: list[int], version: int) -> Group:
    group, converter, tested, rate_mhz, *rest = said
    if version == 1:
        return Group(group, converter, tested, rate_mhz / 1000, tuple(rest))
    full_scale, jitter, ratiometric, *status = rest
    sampling = Sampling(full_scale, jitter, bool(ratiometric))
    return Group(group, converter, tested, rate_mhz / 1000, tuple(status), sampling)


def golden_banner(fields: str, version: int = 1) -> Banner:
    head, *groups = fields.split(" | ")
    firmware, board, board_id, *numbers = head.split()
    uptime, t_us, supply, test, overruns, dropped, torn = map(int, numbers)
    made = tuple(golden_group([int(v) for v in group.split()], version) for group in groups)
    major, minor, patch = map(int, firmware.split("."))
    return Banner((major, minor, patch), board, board_id, uptime, t_us, supply, test, overruns, dropped, torn, made)


def frames_of(events: list[object]) -> list[bytes]:
    return [p for e in events if isinstance(e, FrameRun) for p in e.packets]


def fed(data: bytes, sizes: list[int]) -> tuple[list[object], Decoder]:
    """What a decoder says of the data cut into pieces of these sizes; runs are split so that cuts do not show."""
    decoder, said, at = Decoder(), [], 0
    for size in [*sizes, len(data)]:
        for event in decoder.feed(data[at : at + size]):
            said += [event] if isinstance(event, Banner) else list(event.packets)
        at += size
    return said, decoder


@pytest.fixture
def stream() -> bytes:
    banner = Banner((1, 0, 0), "insole", "00" * 8, 0, 0, 5000, 0, 0, 0, 0, (Group(0, 1, 28, 200.0, (0,) * 6),))
    frames = [encode_frame(0, k, 5000 * k, [k * 64] * 6, [0] * 6, [0] * 6) for k in range(40)]
    return encode_banner(banner) + b"".join(frames[:20]) + encode_banner(banner) + b"".join(frames[20:])


@pytest.mark.parametrize("line", GOLDEN_LINES)
def test_golden_packets(line: str) -> None:
    fields, data = line.split(" = ")
    wire = bytes.fromhex(data)
    kind, fields = fields.split(" ", 1)
    event = Decoder().feed(wire)[0]
    if kind.startswith("banner"):
        version = 2 if kind == "banner_2" else 1
        banner = golden_banner(fields, version)
        assert banner.protocol == version
        assert encode_banner(banner) == wire
        assert event == banner
        return
    group, seq, t_us, *cells = fields.split()
    counts, status, age = zip(*(map(int, cell.split(":")) for cell in cells), strict=True)
    assert encode_frame(int(group), int(seq), int(t_us), counts, status, age) == wire
    assert isinstance(event, FrameRun)
    run = unpack(event)
    assert (event.group, int(run.seq[0]), int(run.t_us[0])) == (int(group), int(seq), int(t_us))
    assert (tuple(run.counts[0]), tuple(run.status[0]), tuple(run.age[0])) == (counts, status, age)


def test_the_page_shows_a_golden_packet() -> None:
    page = (Path(__file__).parents[2] / "firmware_arduino" / "PROTOCOL.md").read_text("utf-8")
    shown = page.rsplit("\n    ", 1)[1].strip()
    assert any(line.endswith(f"= {shown}") for line in GOLDEN_LINES)


def test_the_page_names_every_status() -> None:
    page = (Path(__file__).parents[2] / "firmware_arduino" / "PROTOCOL.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| (\d) \| (\w+) \|", page, re.M))
    assert {int(k): v for k, v in rows.items() if v != "u8"} == {s.value: s.name.lower() for s in Status}


@given(st.lists(st.integers(1, 90)))
def test_any_cutting_gives_the_same(sizes: list[int]) -> None:
    frames = b"".join(encode_frame(0, k, k, [k, -k, 0], [0, 3, 0], [0, 1, 255]) for k in range(30))
    whole, _ = fed(frames, [])
    cut, decoder = fed(frames, sizes)
    assert cut == whole
    assert len(cut) == 30
    assert decoder.skipped_bytes == 0


def test_byte_by_byte(stream: bytes) -> None:
    whole, _ = fed(stream, [])
    cut, decoder = fed(stream, [1] * len(stream))
    assert cut == whole
    assert len(cut) == 42
    assert decoder.skipped_bytes == 0


@given(st.integers(1, 60))
def test_noise_that_looks_like_half_a_packet_costs_no_frame(kept: int) -> None:
    frame = encode_frame(0, 7, 7, [1, 2, 3, 4, 5, 6], [0] * 6, [0] * 6)
    half = frame[:kept].rstrip(b"\0")
    said, _ = fed(frame + half + frame + frame, [])
    assert said.count(said[0]) >= 3


@given(st.binary(max_size=300), st.integers(0, 41))
def test_noise_between_two_packets_costs_neither(noise: bytes, at: int) -> None:
    frames = [encode_frame(0, k, k, [1, 2, 3], [0] * 3, [0] * 3) for k in range(42)]
    clean = fed(b"".join(frames), [])[0]
    said, decoder = fed(b"".join(frames[:at]) + noise + b"".join(frames[at:]), [])
    assert [p for p in said if p in clean] == clean
    assert decoder.skipped_bytes <= len(noise)


@given(
    st.lists(st.integers(-(2**23), 2**23 - 1), min_size=1, max_size=8),
    st.integers(0, 2**16 - 1),
    st.integers(0, 2**32 - 1),
)
def test_what_is_encoded_is_decoded(counts: list[int], seq: int, t_us: int) -> None:
    n = len(counts)
    (run,) = Decoder().feed(encode_frame(3, seq, t_us, counts, [0] * n, [9] * n))
    assert isinstance(run, FrameRun)
    frames = unpack(run)
    assert (frames.counts[0].tolist(), int(frames.seq[0]), int(frames.t_us[0])) == (counts, seq, t_us)


SAID = Group(0, 1, 28, 100.0, (0, 0, 0), Sampling(65_520, 2, ratiometric=True))
PORTABLE = Banner((0, 1, 0), "insole-tonight", "ab" * 8, 7, 7, 0, 0, 0, 0, 0, (SAID,))


def test_frames_packed_together_are_the_bytes_of_each_packed_alone() -> None:
    counts = np.array([[-(1 << 23), (1 << 23) - 1, -1], [0, 65_472, 7]], np.int32)
    status, age = np.array([[0, 3, 7], [9, 0, 255]], np.uint8), np.array([[0, 255, 1], [2, 3, 4]], np.uint8)
    seq, t_us = np.array([0xFFFF, 0], np.uint16), np.array([0xFFFFFFFF, 0x80000000], np.uint32)
    alone = [encode_frame(3, *of) for of in zip(*(a.tolist() for a in (seq, t_us, counts, status, age)), strict=True)]
    assert pack(3, Wrapped(seq, t_us, counts, status, age)) == alone


@given(st.integers(1, 0x7FFFFF), st.integers(0, 255), st.booleans())
def test_what_protocol_2_says_of_sampling_is_read(full_scale: int, jitter: int, ratiometric: bool) -> None:
    group = replace(SAID, sampling=Sampling(full_scale, jitter, ratiometric))
    banner = replace(PORTABLE, groups=(group, replace(group, group=1, converter=2)))
    assert Decoder().feed(encode_banner(banner)) == [banner]


@pytest.mark.parametrize("full_scale", [0, 0x800000, 2**32 - 1])
def test_a_full_scale_that_no_frame_can_hold_is_no_banner(full_scale: int) -> None:
    decoder = Decoder()
    banner = replace(PORTABLE, groups=(replace(SAID, sampling=Sampling(full_scale, 0, ratiometric=True)),))
    assert decoder.feed(encode_banner(banner)) == []
    assert decoder.unknown_packets == 1


def test_a_banner_of_protocol_2_cut_anywhere_is_none() -> None:
    packet = cobs.decode(encode_banner(PORTABLE)[1:-1])[:-2]
    for length in range(3, len(packet)):
        assert Decoder().feed(seal(packet[:length])) == []


def test_no_version_can_say_sampling_of_one_group_and_not_of_another() -> None:
    with pytest.raises(ValueError, match="every group"):
        encode_banner(replace(PORTABLE, groups=(SAID, replace(SAID, group=1, sampling=None))))


def test_jitter_has_a_bound_but_for_the_worst() -> None:
    bounds = [Sampling(65_520, k, ratiometric=True).late_us for k in range(7)]
    assert bounds == [20, 100, 500, 2500, 12_500, inf, inf]


def test_unknown_packet_types_are_skipped_and_counted() -> None:
    decoder = Decoder()
    frame = encode_frame(0, 1, 1, [1, 2, 3], [0] * 3, [0] * 3)
    events = decoder.feed(seal(b"\x7fhello") + frame + seal(b"\x02short"))
    assert len(frames_of(events)) == 1
    assert (decoder.unknown_packets, decoder.skipped_bytes) == (2, 0)


def test_an_unknown_version_names_both() -> None:
    with pytest.raises(ProtocolVersionError, match=r"protocol 9 .* protocol 2.*update tripod"):
        Decoder().feed(seal(bytes([1, 9]) + bytes(60)))
    with pytest.raises(ProtocolVersionError, match="flash the firmware"):
        Decoder().feed(seal(bytes([1, 0]) + bytes(60)))


def test_ten_million_bytes_of_noise_raise_nothing_and_keep_nothing() -> None:
    """Of random chunks CRC-16 lets one in 65 536 pass; of those only the right types and lengths are frames."""
    rng, decoder, events, chunks = random.Random(1), Decoder(), 0, 0
    for _ in range(50):
        data = rng.randbytes(100_000)
        chunks += data.count(0)
        events += len(decoder.feed(data))
        assert len(decoder._rest) <= MAX_ENCODED
    frames = [encode_frame(0, k, k * 5000, [k % 65536] * 6, [0] * 6, [0] * 6) for k in range(2000)]
    sound = {p for e in Decoder().feed(b"".join(frames)) if isinstance(e, FrameRun) for p in e.packets}
    false = mutated = 0
    for _ in range(60):
        data = bytearray(b"".join(frames))
        for _ in range(4000):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        mutated += len(data)
        try:
            false += sum(p not in sound for p in frames_of(decoder.feed(bytes(data))))
        except ProtocolVersionError:
            pytest.fail("a mutated frame passed as a banner")
        chunks += 2000
    assert mutated + 5_000_000 > 10_000_000
    assert events + false <= 5 + 3 * chunks / 65536


def test_a_stream_without_delimiters_is_dropped_once_and_recovers() -> None:
    decoder = Decoder()
    for _ in range(100):
        assert decoder.feed(b"\x55" * 1000) == []
    frame = encode_frame(0, 1, 1, [1, 2, 3], [0] * 3, [0] * 3)
    assert len(frames_of(decoder.feed(frame))) == 1
    assert decoder.skipped_bytes == 100_000


def test_frames_of_one_group_are_one_run_and_another_group_begins_another() -> None:
    def frame(group: int, seq: int) -> bytes:
        return encode_frame(group, seq, seq, [1, 2, 3], [0] * 3, [0] * 3)

    events = Decoder().feed(frame(0, 256) + frame(0, 1) + frame(0, 2) + frame(1, 2) + frame(1, 3) + frame(0, 4))
    assert [(e.group, len(e.packets)) for e in events if isinstance(e, FrameRun)] == [(0, 3), (1, 2), (0, 1)]


def test_frames_of_other_length_begin_another_run_and_so_does_another_group() -> None:
    """The rows of a run become one array: all of one group, with as many cells."""

    def frame(group: int, cells: int) -> bytes:
        return encode_frame(group, 1, 1, [1] * cells, [0] * cells, [0] * cells)

    events = Decoder().feed(frame(0, 3) + frame(0, 4) + frame(1, 4) + frame(1, 4) + frame(0, 3))
    runs = [(e.group, e.cells, len(e.packets)) for e in events if isinstance(e, FrameRun)]
    assert runs == [(0, 3, 1), (0, 4, 1), (1, 4, 2), (0, 3, 1)]


@pytest.mark.parametrize(("cells", "heard"), [(0, False), (1, True), (8, True), (9, False)])
def test_a_group_has_one_to_eight_cells(cells: int, heard: bool) -> None:
    """As the page on the wire says, whatever a board sends."""
    decoder = Decoder()
    events = decoder.feed(encode_frame(0, 1, 1, [1] * cells, [0] * cells, [0] * cells))
    assert [e.cells for e in events if isinstance(e, FrameRun)] == ([cells] if heard else [])
    assert decoder.unknown_packets == (0 if heard else 1)
    banner = Banner((1, 0, 0), "mine", "00" * 8, 0, 0, 5000, 0, 0, 0, 0, (Group(0, 1, 0, 80.0, (0,) * cells),))
    assert Decoder().feed(encode_banner(banner)) == ([banner] if heard else [])


@pytest.mark.parametrize(("counts", "heard"), [(0, False), (1, True), (8_388_607, True), (8_388_608, False)])
def test_a_full_scale_is_1_to_8_388_607_counts(counts: int, heard: bool) -> None:
    group = Group(0, 1, 0, 80.0, (0,) * 8, Sampling(counts, 0, ratiometric=True))
    banner = Banner((1, 0, 0), "mine", "00" * 8, 0, 0, 5000, 0, 0, 0, 0, (group,))
    assert Decoder().feed(encode_banner(banner)) == ([banner] if heard else [])


@pytest.mark.parametrize(("length", "sound"), [(254, True), (255, False)])
def test_between_delimiters_stand_at_most_254_bytes(length: int, sound: bool) -> None:
    decoder = Decoder()
    sealed = seal(bytes([0x7F] * (length - 3)))
    assert len(sealed) == length + 2
    assert decoder.feed(sealed) == []
    assert (decoder.unknown_packets, decoder.skipped_bytes) == ((1, 0) if sound else (0, length))


def test_a_board_of_as_many_cells_as_there_may_be_is_heard() -> None:
    banner = Banner((1, 0, 0), "mine", "00" * 8, 0, 0, 5000, 0, 0, 0, 0, (Group(0, 1, 0, 80.0, (0,) * MAX_CELLS),))
    assert Decoder().feed(encode_banner(banner)) == [banner]
    assert len(frames_of(Decoder().feed(encode_frame(0, 1, 1, [1] * MAX_CELLS, [0] * MAX_CELLS, [0] * MAX_CELLS)))) == 1
    decoder = Decoder()
    too_many = replace(banner, groups=(Group(0, 1, 0, 80.0, (0,) * (MAX_CELLS + 1)),))
    assert decoder.feed(encode_banner(too_many)) == []
    assert decoder.unknown_packets == 1


def test_the_shortest_packet_is_a_packet() -> None:
    decoder = Decoder()
    assert decoder.feed(seal(b"\x7f")) == []
    assert (decoder.unknown_packets, decoder.skipped_bytes) == (1, 0)
