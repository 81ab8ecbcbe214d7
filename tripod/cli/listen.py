"""`monitor` and `record`: the pipeline without a window and without a thread."""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from tripod.cli.failed import Failed
from tripod.cli.person import person
from tripod.cli.source_options import clock_of, feet
from tripod.live.session import Session
from tripod.live.snapshot import Phase
from tripod.live.stream_summary import summary, summary_page
from tripod.sentences import sentence
from tripod.sources import Clock, open_source
from tripod.sources.source import Source
from tripod.sources.stream import Stream


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
    clock = clock_of(args)
    source = open_source(args.source, clock=clock)
    default = math.inf if Path(args.source).is_dir() else 10.0
    result = _listen(source, args, clock, args.record, args.seconds or default)
    print(json.dumps(result, allow_nan=False) if args.json else summary_page(result))
    return 0


def record(args: argparse.Namespace) -> int:
    """`tripod record`."""
    clock = clock_of(args)
    source = open_source(args.source, clock=clock)
    result = _listen(source, args, clock, args.output, args.seconds or math.inf)
    print(json.dumps(result, allow_nan=False) if args.json else summary_page(result))
    return 0
