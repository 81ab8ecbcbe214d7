"""`monitor`, `record` and `doctor`: the pipeline without a window and without a thread."""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from tripod.balance.geometry import Feet
from tripod.cli.display import display, qt_missing
from tripod.cli.failed import Failed
from tripod.cli.person import person
from tripod.live.doctor import examine, examine_machine
from tripod.live.session import Session
from tripod.live.snapshot import Phase
from tripod.live.stream_summary import summary, summary_page
from tripod.sentences import sentence
from tripod.sources import Clock, fast_clock, list_ports, open_source, permission_step
from tripod.sources.source import Source
from tripod.sources.stream import Stream


def _clock(args: argparse.Namespace) -> Clock:
    if not getattr(args, "fast", False):
        return Clock()
    if not args.source.startswith("virtual"):
        raise Failed(sentence("listen.fast_is_for_virtual_boards"))
    return fast_clock()


def feet(args: argparse.Namespace) -> Feet | None:
    """The feet that the user named, None to take what the source knows."""
    return Feet(args.foot_mm) if args.foot_mm else None


def _listen(
    source: Source, args: argparse.Namespace, clock: Clock, record: Path | None, seconds: float
) -> dict[str, Any]:
    """Run the pipeline without a thread until the source ends, time is up, or Ctrl+C."""
    session = Session(source, feet=feet(args), profile=person(), now=clock.now)
    if record:
        session.record_from_start(record)
    lost = False
    said, start, began = 0, math.inf, False
    error = ""
    try:
        while session.step():
            for notice in session.pipeline.notices[said:]:
                print(f"tripod: {notice}", file=sys.stderr)
            said = len(session.pipeline.notices)
            if isinstance(source, Stream) and lost != (session.pipeline.phase is Phase.LOST):
                lost = not lost
                what = sentence("listen.unplugged") if lost else sentence("listen.board_is_back")
                print(f"tripod: {what}", file=sys.stderr)
            error = error or session.recording_error
            if error:
                break
            if session.pipeline.setup and math.isinf(start):
                start = clock.now()
            if session.pipeline.frames and not began:
                began = True
                if record and not args.json:
                    print(sentence("listen.recording_into", folder=record), file=sys.stderr)
            # By the board's clock, or a recording would not know; by ours where a board sends banners and no frames.
            if session.pipeline.t_s >= seconds or clock.now() - start >= seconds + 2:
                break
    except KeyboardInterrupt:
        if not session.pipeline.frames:
            raise
    finally:
        result = summary(session.pipeline, source, session.recording.part)
        session.close()
    error = error or session.recording_error
    if error:
        raise Failed(error)
    if lost:
        raise Failed(sentence("listen.did_not_come_back", frames=result["frames"]))
    return result


def monitor(args: argparse.Namespace) -> int:
    """`tripod monitor`."""
    clock = _clock(args)
    source = open_source(args.source, clock=clock)
    default = math.inf if Path(args.source).is_dir() else 10.0
    result = _listen(source, args, clock, args.record, args.seconds or default)
    print(json.dumps(result, allow_nan=False) if args.json else summary_page(result))
    return 0


def record(args: argparse.Namespace) -> int:
    """`tripod record`."""
    clock = _clock(args)
    source = open_source(args.source, clock=clock)
    result = _listen(source, args, clock, args.output, args.seconds or math.inf)
    print(json.dumps(result, allow_nan=False) if args.json else summary_page(result))
    return 0


def ports(args: argparse.Namespace) -> int:
    """`tripod ports`."""
    ports = list_ports()
    if args.json:
        print(json.dumps([vars(p) for p in ports]))
        return 0
    if not ports:
        print(sentence("listen.no_port"))
    for port in ports:
        print(f"{port.device:20} {port.description:28} {port.reason}")
    return 0


def doctor(args: argparse.Namespace) -> int:
    """`tripod doctor`."""
    for line in examine_machine(display(), qt_missing(), list_ports(), permission_step()):
        print(line)
    if not args.source:
        return 0
    clock = _clock(args)
    source = open_source(args.source, clock=clock)
    for line in examine(source, clock, args.seconds):
        print(line)
    return 0
