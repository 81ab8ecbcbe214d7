"""`monitor` and `record`: the pipeline without a window and without a thread."""

import argparse
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec import to_builtins

from tripod.calibration.store import calibration_store
from tripod.cli.failed import Failed
from tripod.cli.interrupts import Interrupts
from tripod.cli.notices import Notices
from tripod.cli.person import person, person_in_json
from tripod.cli.publishing import Publishing
from tripod.cli.recorded import check_recorded, folders_of, given_up
from tripod.cli.source_options import clock_of, feet, turned_deg
from tripod.force.calibration import CalibrationError
from tripod.live.session import Session
from tripod.live.snapshot import Phase
from tripod.live.stream_summary import stream_summary
from tripod.live.summary_page import summary_page
from tripod.record.recalibrated import recalibrated
from tripod.record.recording import RecordingError, open_recording
from tripod.record.replay import Replay
from tripod.sentences import sentence
from tripod.sources import Clock, open_source
from tripod.sources.source import Source
from tripod.sources.stream import Stream
from tripod.storage.json_value import JsonObject
from tripod.storage.schemas.summary import LineFile


def _listen(source: Source, args: argparse.Namespace, clock: Clock, record: Path | None, seconds: float) -> int:
    """Run the pipeline without a thread until the source ends, time is up, or Ctrl+C; then print the summary."""
    who = person(args, source)
    published = Publishing(args)
    session = Session(
        source,
        feet=feet(args),
        turned_deg=turned_deg(args),
        profile=who.profile,
        person=who.code,
        now=clock.now,
        listeners=published.sinks,
    )
    published.hear(session)
    # Of a recording in which nobody was trained the sums are all that is asked for here.
    only_sums = isinstance(source, Replay) and not (source.holds_drill or record or published.sinks)
    session.pipeline.shows = not only_sums
    if record:
        session.record_from_start(record)
    teller = _Teller(session, None if args.json else record)
    with Interrupts() as interrupts:
        try:
            try:
                _follow(session, teller, clock, seconds, interrupts)
            finally:
                result = stream_summary(session.pipeline, source, session.recording.part)
                session.close()
                teller.tell_notices()
        except KeyboardInterrupt:
            raise given_up(session) from None
    if session.recording.error:
        raise Failed(session.recording.error)
    if interrupts.asked and not session.pipeline.frames:
        raise KeyboardInterrupt
    if teller.lost:
        raise Failed(sentence("listen.did_not_come_back", frames=result.frames))
    if args.json:
        plain: JsonObject = to_builtins(result)
        print(json.dumps(plain | folders_of(session) | person_in_json(who, source), allow_nan=False))
    else:
        print(_page(result, folders_of(session).get("recorded_in", [])))
    check_recorded(session)
    return 0


def _follow(session: Session, teller: "_Teller", clock: Clock, seconds: float, interrupts: Interrupts) -> None:
    start = math.inf
    while not interrupts.asked and not session.recording.error and session.step():
        teller.tell()
        if session.pipeline.setup and math.isinf(start):
            start = clock.now()
        # By the board's clock, or a recording would not know; by ours where a board sends banners and no frames.
        if session.pipeline.t_s >= seconds or clock.now() - start >= seconds + 2:
            return


class _Teller:
    """Says on the standard error what happens meanwhile."""

    def __init__(self, session: Session, record: Path | None) -> None:
        """`record`: the folder to name once something is in it."""
        self.lost = False
        """Whether the board went away and has not come back."""
        self._session, self._record, self._notices = session, record, Notices(session.pipeline)

    def tell(self) -> None:
        """Say what is new."""
        pipeline = self._session.pipeline
        self.tell_notices()
        if isinstance(self._session.source, Stream) and self.lost != (pipeline.phase is Phase.LOST):
            self.lost = not self.lost
            what = sentence("listen.unplugged") if self.lost else sentence("listen.board_is_back")
            print(f"tripod: {what}", file=sys.stderr)
        if self._record and pipeline.frames:
            print(sentence("listen.recording_into", folder=self._record), file=sys.stderr)
            self._record = None

    def tell_notices(self) -> None:
        """Of what is new, say what the pipeline noticed."""
        self._notices.tell()


def _page(result: LineFile, folders: Sequence[str]) -> str:
    # A folder that was named needs no second mention, unless the recording went on in another.
    more = [sentence("listen.recorded_in", folders=sentence("listen.and_then").join(folders))] if folders[1:] else []
    return "\n".join([summary_page(result), *more])


def _source(args: argparse.Namespace, clock: Clock) -> Source:
    """What is listened to; a recording under the calibration that is named.

    Raises:
        Failed: it is no recording, or the calibration is not of its board.
    """
    if args.calibration is None:
        return open_source(args.source, clock=clock)
    try:
        recording = open_recording(Path(args.source))
        calibration, _ = calibration_store().read(args.calibration, recording.board, recording.banner.board_id)
    except (RecordingError, CalibrationError) as error:
        raise Failed(str(error)) from error
    return Replay(recalibrated(recording, calibration))


def monitor(args: argparse.Namespace) -> int:
    """`tripod monitor`."""
    clock = clock_of(args)
    source = _source(args, clock)
    default = math.inf if Path(args.source).is_dir() else 10.0
    return _listen(source, args, clock, args.record, args.seconds or default)


def record(args: argparse.Namespace) -> int:
    """`tripod record`."""
    clock = clock_of(args)
    source = _source(args, clock)
    return _listen(source, args, clock, args.output, args.seconds or math.inf)
