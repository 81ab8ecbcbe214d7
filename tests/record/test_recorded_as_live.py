"""Whatever a line does to packets, a recording holds what was measured live."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.record.made import blocks_of, replayed
from tripod.device.blocks import Block, concatenate
from tripod.device.receiver import Receiver
from tripod.live.session import Session
from tripod.live.stream_summary import summary
from tripod.sources import fast_clock
from tripod.sources.stream import Stream
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import parse_scenario


class _Pieces:
    """A port that gives a stream in pieces."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces

    def read(self) -> bytes:
        if not self._pieces:
            raise EOFError
        return self._pieces.pop(0)

    def close(self) -> None:
        pass


@given(
    again=st.lists(st.tuples(st.integers(5, 150), st.integers(0, 9)), max_size=4),
    swapped=st.lists(st.integers(5, 150), max_size=4),
    lost=st.lists(st.integers(5, 150), max_size=4),
    cuts=st.lists(st.integers(1, 7000), max_size=12),
)
@settings(deadline=None, max_examples=25)
def test_packets_that_come_again_late_or_not_at_all_are_recorded_as_they_were_live_however_cut(
    tmp_path_factory: pytest.TempPathFactory,
    again: list[tuple[int, int]],
    swapped: list[int],
    lost: list[int],
    cuts: list[int],
) -> None:
    board = VirtualBoard(parse_scenario("quiet,board=pads,seconds=2"))
    packets: list[bytes] = []
    while not board.finished():
        packets += [packet for _, packet in board.packets()]
    sent = [packet for k, packet in enumerate(packets) if k not in lost]
    for k in swapped:
        sent[k : k + 2] = sent[k : k + 2][::-1]
    for k, later in again:
        sent.insert(min(k + later, len(sent)), sent[k])
    stream = b"".join(sent)
    edges = [0, *sorted(c for c in cuts if c < len(stream)), len(stream)]
    pieces = [stream[a:b] for a, b in itertools.pairwise(edges)]
    place, clock = tmp_path_factory.mktemp("cut") / "r", fast_clock()

    def gone() -> _Pieces:
        raise OSError

    session = Session(Stream("pieces", _Pieces(pieces), gone, clock), now=clock.now)
    session.record_from_start(place)
    while session.step():
        pass
    live = summary(session.pipeline, session.source, session.recording.part)
    session.close()
    again_session = replayed(place)
    kept = summary(again_session.pipeline, again_session.source)
    same = ("frames", "lost_frames", "duration_s", "rate_hz", "load", "share", "cop_mm")
    assert {k: kept[k] for k in same if k in live} == {k: live[k] for k in same if k in live}
    assert live["lost_frames"] >= 0
    assert not again_session.pipeline.notices
    whole = concatenate([item for item in Receiver().feed(stream, 0.0) if isinstance(item, Block)])
    assert blocks_of(place).seq.tolist() == whole.seq.tolist()
