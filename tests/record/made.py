"""Recordings of a virtual board, and what is read from them."""

from pathlib import Path

from tripod.device.blocks import Block, concatenate
from tripod.live.session import Session
from tripod.live.stream_summary import summary
from tripod.record.recording import open_recording
from tripod.sources import fast_clock, open_source


def record(folder: Path, source: str) -> dict[str, object]:
    clock = fast_clock()
    opened = open_source(source, clock=clock)
    session = Session(opened, now=clock.now)
    session.record_from_start(folder)
    while session.step():
        pass
    result = summary(session.pipeline, opened)
    session.close()
    return result


def blocks_of(folder: Path) -> Block:
    return concatenate(list(open_recording(folder).blocks()))


def replayed(folder: Path) -> Session:
    session = Session(open_source(str(folder)))
    while session.step():
        pass
    return session
