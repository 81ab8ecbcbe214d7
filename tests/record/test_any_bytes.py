"""Any byte stream, cut anyhow, gives a recording that opens again with the same result as live."""

import itertools
import json
import struct
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tripod.device.blocks import Block, concatenate
from tripod.device.items import Back, Hello, Item, LineCount, SourceError
from tripod.device.protocol import BANNER, FRAME, Banner, Decoder, FrameRun, ProtocolVersionError, encode_banner, seal
from tripod.device.receiver import Receiver
from tripod.live.session import Session
from tripod.live.sink import Heard
from tripod.live.stream_summary import summary
from tripod.record.layout import SUMMARY
from tripod.record.recording import RecordingError, open_recording
from tripod.sentences import sentence
from tripod.sources import fast_clock, open_source
from tripod.sources.stream import Stream
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import parse_scenario


@cache
def sent_by(scenario: str) -> tuple[bytes, ...]:
    """What a virtual board sends, packet by packet."""
    board = VirtualBoard(parse_scenario(scenario))
    packets: list[bytes] = []
    while not board.finished():
        packets += [packet for _, packet in board.packets()]
    return tuple(packets)


def shifted(packet: bytes, seq: int, us: int) -> bytes:
    """A sound frame with its two counters moved on; anything else as it is."""
    if packet[2:3] != bytes([FRAME]):
        return packet
    events = Decoder().feed(packet)
    if not events or not isinstance(events[0], FrameRun):
        return packet
    payload = bytearray(events[0].packets[0][:-2])
    number, stamp = struct.unpack_from("<HI", payload, 2)
    struct.pack_into("<HI", payload, 2, (number + seq) % (1 << 16), (stamp + us) % (1 << 32))
    return seal(bytes(payload))


def other_banner(packets: tuple[bytes, ...], how: str) -> bytes:
    """A banner that does not belong into the stream."""
    banner = Decoder().feed(packets[0])[0]
    assert isinstance(banner, Banner)
    group = banner.groups[0]
    if how == "version":
        return seal(bytes([BANNER, 9]) + bytes(60))
    changes = {
        "id": {"board_id": "12" * 8},
        "board": {"board": "plate"},
        "rate": {"groups": (replace(group, rate_hz=group.rate_hz + 1),)},
        "converter": {"groups": (replace(group, converter=3 - group.converter),)},
        "cells": {"groups": (replace(group, status=(0,) * 4),)},
        "groups": {"groups": (replace(group, group=1), group)},
        "none": {"groups": ()},
        "uptime": {"uptime_s": 0},
    }
    return encode_banner(replace(banner, **changes[how]))


BANNERS = ("version", "id", "board", "rate", "converter", "cells", "groups", "none", "uptime")
HARMS = ("flip", "lose", "double", "swap", "turn", "late", "jump", "jumps", "restart", "banner", "cut", "noise")
STEPS_US = (-3_000_000, -12_500, 700_000, 1_900_000, 30_000_000, 3_600_000_000)


@dataclass(frozen=True)
class Sent:
    """A board's packets with harm done to them."""

    scenario: str
    harms: tuple[object, ...]
    data: bytes = field(repr=False)


@st.composite
def streams(draw: st.DrawFn) -> Sent:
    """A board's packets with up to six harms done to them."""
    scenario = draw(st.sampled_from(["quiet,board=pads,seconds=2", "hinge,board=insole,seconds=1,rate_hz=120"]))
    packets = sent_by(scenario)
    sent, harms = list(packets), list[object]()
    for harm in draw(st.lists(st.sampled_from(HARMS), max_size=6)):
        at, n = draw(st.integers(0, len(sent) - 1)), draw(st.integers(1, 30))
        harms.append((harm, at, n))
        match harm:
            case "flip" if sent[at]:
                bit = draw(st.integers(0, 8 * len(sent[at]) - 1))
                packet = bytearray(sent[at])
                packet[bit // 8] ^= 1 << bit % 8
                sent[at] = bytes(packet)
            case "lose":
                del sent[at : at + n]
            case "double":
                sent[at:at] = sent[at : at + n]
            case "swap":
                sent[at : at + 2] = sent[at : at + 2][::-1]
            case "turn":
                sent[at : at + n] = sent[at : at + n][::-1]
            case "late":
                sent.insert(min(at + n, len(sent)), sent[at])
            case "jump" | "jumps":
                seq, us = draw(st.sampled_from([0, 1, -5, 300, 40_000])), draw(st.sampled_from((0, *STEPS_US)))
                harms.append((seq, us))
                upto = at + n if harm == "jump" else len(sent)
                sent[at:upto] = [shifted(packet, seq, us) for packet in sent[at:upto]]
            case "restart":
                sent[at:] = packets[draw(st.integers(0, 1)) :]
            case "banner":
                harms.append(draw(st.sampled_from(BANNERS)))
                sent.insert(at, other_banner(packets, str(harms[-1])))
            case "cut":
                sent[at] = sent[at][: draw(st.integers(0, len(sent[at])))]
            case "noise":
                sent.insert(at, draw(st.binary(max_size=300)))
        if not sent:
            break
    return Sent(scenario, tuple(harms), b"".join(sent))


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    edges = [0, *sorted(c for c in cuts if 0 < c < len(data)), len(data)]
    return [data[a:b] for a, b in itertools.pairwise(edges)]


CUTS = st.lists(st.integers(1, 8000), max_size=12)


class Port:
    """Gives a stream in pieces; unplugged before those whose number is named."""

    def __init__(self, left: list[bytes], unplugged: set[int]) -> None:
        self._left, self._unplugged = left, unplugged

    def read(self) -> bytes:
        if len(self._left) in self._unplugged:
            self._unplugged.discard(len(self._left))
            raise OSError
        if not self._left:
            raise EOFError
        return self._left.pop(0)

    def close(self) -> None:
        pass


class Ear:
    """Hears all samples, and after which of them a board came back."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.backs: list[int] = []

    def take(self, heard: Heard) -> None:
        if isinstance(heard.item, Block):
            self.blocks.append(heard.item)
        if isinstance(heard.item, Back):
            self.backs.append(int(self.blocks[-1].seq[-1]) if self.blocks else -1)

    def finish(self) -> None:
        pass


@dataclass(frozen=True)
class Result:
    ear: Ear
    summary: dict[str, object]
    refused: str
    notices: tuple[str, ...]


def run(make: Callable[[], Session], ear: Ear) -> Result:
    session = make()
    refused = ""
    try:
        while session.step():
            pass
    except SourceError as error:
        refused = str(error)
    result = summary(session.pipeline, session.source, session.recording.part)
    session.close()
    assert session.recording.error == ""
    return Result(ear, result, refused, tuple(session.pipeline.notices))


def live(data: list[bytes], unplugged: set[int], place: Path) -> Result:
    clock, port, ear = fast_clock(), Port(data, unplugged), Ear()

    def make() -> Session:
        session = Session(Stream("pieces", port, lambda: port, clock), now=clock.now, listeners=(ear,))
        session.record_from_start(place)
        return session

    return run(make, ear)


def again(place: Path) -> Result:
    ear = Ear()
    return run(lambda: Session(open_source(str(place)), listeners=(ear,)), ear)


SAME = (
    *("frames", "lost_frames", "gaps", "duration_s", "rate_hz", "total_n", "total_index"),
    *("load", "share", "cop_mm", "cop_in_foot_mm", "board", "board_id", "calibration", "quality"),
)


@given(streams(), CUTS, st.sets(st.integers(0, 6), max_size=2))
@settings(deadline=None, max_examples=40)
def test_any_bytes_cut_anyhow_are_recorded_as_they_were_live(
    tmp_path_factory: pytest.TempPathFactory, sent: Sent, cuts: list[int], unplugged: set[int]
) -> None:
    place = tmp_path_factory.mktemp("any") / "r"
    then = live(pieces(sent.data, cuts), unplugged, place)
    if not then.ear.blocks:
        assert then.summary["frames"] == 0
        if place.exists():
            with pytest.raises(RecordingError, match="holds no samples"):
                open_recording(place)
        return
    now = again(place)
    assert now.refused == ""
    # Of what is wrong with the board both say the same; nothing may be said of a recording that is whole.
    of_board = {sentence(f"pipeline.{what}") for what in ("restarts", "clock_stands", "untimed")}
    assert now.summary["notices"] == [said for said in then.notices if said in of_board]
    kept = json.loads((place / SUMMARY).read_text("utf-8"))
    assert kept["rows"] == now.summary["frames"]
    for each in (kept, then.summary):
        assert {k: each.get(k) for k in SAME} == {k: now.summary.get(k) for k in SAME}
    first, second = concatenate(then.ear.blocks), concatenate(now.ear.blocks)
    for column in ("seq", "tick_us", "counts", "status", "age"):
        assert np.array_equal(getattr(first, column), getattr(second, column)), column
    assert then.ear.backs == now.ear.backs
    assert now.summary["lost_frames"] == first.seq[-1] - first.seq[0] + 1 - len(first)


def received(parts: list[bytes]) -> tuple[list[Item], LineCount, str]:
    """All items up to the first banner that cannot be, with blocks that follow each other joined."""
    receiver, items, why = Receiver(), list[Item](), ""
    try:
        for part in [*parts, b""]:
            items += receiver.feed(part, 5.0)
    except ProtocolVersionError as error:
        why = str(error)
    joined: list[Item] = []
    for item in items:
        if joined and isinstance(joined[-1], Block) and isinstance(item, Block):
            joined[-1] = concatenate([joined[-1], item])
        else:
            joined.append(item)
    return joined, receiver.line(), why


@given(streams(), CUTS)
@settings(deadline=None, max_examples=30)
def test_how_the_bytes_are_cut_changes_no_item_and_no_counter(sent: Sent, cuts: list[int]) -> None:
    data = sent.data
    whole, cut, single = (
        received(p) for p in ([data], pieces(data, cuts), [data[k : k + 1] for k in range(len(data))])
    )
    for other in (cut, single):
        assert other[1:] == whole[1:]
        assert [type(item) for item in other[0]] == [type(item) for item in whole[0]]
        for a, b in zip(other[0], whole[0], strict=True):
            if isinstance(a, Block) and isinstance(b, Block):
                assert all(np.array_equal(getattr(a, c), getattr(b, c)) for c in ("seq", "tick_us", "counts", "status"))
            else:
                assert a == b
    assert not whole[0] or isinstance(whole[0][0], Hello)
