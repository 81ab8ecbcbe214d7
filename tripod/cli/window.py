"""`live`, `demo`, and no command at all: the window. Loaded where Qt is known to load."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tripod.balance.geometry import Feet
from tripod.cli.can_open_window import display
from tripod.cli.failed import Failed
from tripod.cli.people import today
from tripod.cli.person import known_person, person, settle, whose
from tripod.cli.publishing import Publishing
from tripod.cli.recorded import check_recorded
from tripod.cli.source_options import feet, turned_deg
from tripod.cli.start_again import start_again, words_again
from tripod.drills.format.loader import RESERVED, DrillError, find, library
from tripod.live.person_choice import PersonChoice
from tripod.live.session import Session
from tripod.live.settings_control import SettingsControl
from tripod.live.snapshot import Phase
from tripod.live.stream_summary import stream_summary
from tripod.live.summary_page import summary_page
from tripod.record.journal import JournalError, make_folder
from tripod.record.recording import RecordingError, is_recording, open_recording
from tripod.sentences import reason, sentence
from tripod.sound.output import device_names, open_device
from tripod.sound.speaker import OpenOutput
from tripod.sources import list_ports, open_source, permission_help
from tripod.storage.person_code import FIRST
from tripod.storage.places import settings_path
from tripod.storage.settings import own_drills
from tripod.training.people import codes
from tripod.views.app import run_window

_run = partial(run_window, list_ports=list_ports, permission_help=permission_help, clock=time.monotonic)
"""`run_window` on this machine."""


def live(args: argparse.Namespace) -> int:
    """`tripod live`."""
    who = _WhoOfWindow(args)
    to_record = [args.record] if args.record else []
    published = Publishing(args)

    def connect(text: str) -> Session:
        session = who.heard(text, feet(args), turned_deg(args), published)
        if to_record and text == args.source:
            # Only the first time: opened anew, the folder has its recording.
            session.record_from_start(to_record.pop())
        return session.start()

    said_of_feet = args.foot_mm or args.turned
    if is_recording(args.source) and not (args.drill or args.record or published.sinks or said_of_feet):
        return _look_at(args, who)
    # What is wrong with drill, source or places is said here, not in a window that opens and complains.
    if args.drill is not None:
        _check_drill(args.drill)
    if args.screenshot:
        _check_picture(args.screenshot)
    if args.record:
        try:
            make_folder(args.record)
        except JournalError as error:
            raise Failed(str(error)) from error
    first = connect(args.source)
    try:
        code = who.run(
            _once(first, args.source, connect),
            args.source,
            screenshot=args.screenshot,
            after_s=_closes_after_s(args),
            drill=args.drill or "",
            streamed=True,
        )
    finally:
        # Also where Ctrl+C comes before there is a window: the recording gets its summary.
        first.close()
    if who.again is not None:
        return who.start_again()
    if first.snapshot().phase is Phase.FAILED:
        raise Failed(first.snapshot().message)
    check_recorded(first)
    if first.drilling.not_kept:
        raise Failed(first.drilling.not_kept)
    if code:
        raise Failed(sentence("window.picture_not_written", path=args.screenshot))
    return code


def _look_at(args: argparse.Namespace, who: "_WhoOfWindow") -> int:
    """The window on a recording: any moment of it."""
    try:
        open_recording(Path(args.source))
    except RecordingError as error:
        raise Failed(str(error)) from error
    if args.screenshot:
        _check_picture(args.screenshot)
    code = who.run(
        lambda text: who.heard(text).start(),
        args.source,
        screenshot=args.screenshot,
        after_s=_closes_after_s(args),
    )
    if who.again is not None:
        return who.start_again()
    if code:
        raise Failed(sentence("window.picture_not_written", path=args.screenshot))
    return code


def _check_drill(name: str) -> None:
    drills, wrong = library(own_drills())
    try:
        if name not in RESERVED:
            find(name, drills)
    except DrillError as error:
        # A file of that name that is no drill says more than that there is none.
        why = next((problem.said for problem in wrong if problem.drill == name), str(error))
        raise Failed(why) from error


def _closes_after_s(args: argparse.Namespace) -> float | None:
    return args.seconds if args.seconds else 3.0 if args.screenshot else None


def _check_picture(path: Path) -> None:
    if path.exists():
        raise Failed(sentence("failed.file_is_there", file=path))
    if path.suffix.lower() != ".png" or not os.access(path.parent, os.W_OK):
        raise Failed(sentence("window.picture_cannot_be_written", path=path))


def window(args: argparse.Namespace) -> int:
    """`tripod` alone."""
    who = _WhoOfWindow(args)
    code = who.run(lambda text: who.heard(text).start(), None)
    return code if who.again is None else who.start_again()


class _WhoOfWindow:
    """Opens boards for whoever is at the window then."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._to_say, self._on_settings = settle(), args.on_settings
        self.again: str | None = None
        """What was open when somebody asked for the program to be started anew; None: nobody did."""
        self.choice = PersonChoice(whose(args), today)
        self.settings = SettingsControl(
            settings_path(), lambda render, device: open_device(render, device=device), device_names
        )

    def run(
        self,
        connect: Callable[[str], Session],
        source: str | None,
        *,
        screenshot: Path | None = None,
        after_s: float | None = None,
        drill: str = "",
        streamed: bool = False,
    ) -> int:
        """As `run_window`, for who is here."""
        return _run(
            connect,
            source,
            screenshot=screenshot,
            after_s=after_s,
            drill=drill,
            people=self.choice,
            streamed=streamed,
            settings=self.settings,
            on_settings=self._on_settings,
            restart=self.restart,
        )

    def restart(self, source: str) -> None:
        """The window closes to be opened anew on this."""
        self.again = source

    def start_again(self) -> int:
        """Take one's own place; see the function of that name."""
        return start_again(words_again(sys.argv[1:], self.again or "", self.choice.code))

    def heard(
        self,
        text: str,
        own_feet: Feet | None = None,
        turned_deg: Mapping[str, float] | None = None,
        published: Publishing | None = None,
    ) -> Session:
        """As the function of that name, for who is here now; said once: what became of files of an older tripod."""
        session = heard(
            text, own_feet, turned_deg, published, code=self.choice.code, open_sound=self.settings.open_sound
        )
        said, self._to_say = self._to_say, ""
        if said:
            session.pipeline.notice(said)
        return session


def heard(
    text: str,
    own_feet: Feet | None = None,
    turned_deg: Mapping[str, float] | None = None,
    published: Publishing | None = None,
    *,
    code: str = FIRST,
    open_sound: OpenOutput | None = None,
) -> Session:
    """A session of a window, whose drills are heard through the machine's own sound device. With a recording that is of
    somebody here, theirs; else of the person of this code."""
    source = open_source(text, window=True)
    known, why = known_person(source.person if source.replayed and source.person in codes() else code)
    session = Session(
        source,
        feet=own_feet,
        turned_deg=turned_deg,
        profile=known.profile,
        person=known.code,
        open_sound=open_sound or open_device,
        listeners=published.sinks if published else (),
        records_drills=True,
    )
    if published:
        published.hear(session)
    if why:
        session.pipeline.notice(why)
    return session


def _once(session: Session, source: str, connect: Callable[[str], Session]) -> Callable[[str], Session]:
    """`connect`, giving the session that is open already the first time."""
    waiting = [session]

    def give(text: str) -> Session:
        return waiting.pop() if waiting and text == source else connect(text)

    return give


def demo(args: argparse.Namespace) -> int:
    """`tripod demo`: in a window, or without one where there is no display."""
    open_source(args.source).close()
    if display():
        args.record = args.screenshot = args.foot_mm = args.turned = args.drill = args.lsl = args.udp = None
        if args.output:
            folder = _new_folder(args.output)
            args.record, args.screenshot = folder / "recording", folder / "live.png"
            code = live(args)
            _say_where(folder / "live.png", folder / "recording")
            return code
        return live(args)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    seconds = args.seconds or 10.0
    folder = _new_folder(args.output or Path("demo"))
    print(sentence("window.demo_without_display", seconds=seconds), file=sys.stderr)
    sessions: list[Session] = []
    known = person(args)

    def connect(text: str) -> Session:
        session = Session(open_source(text, window=True), profile=known.profile, person=known.code)
        session.record_from_start(folder / "recording")
        sessions.append(session)
        return session.start()

    code = _run(
        connect,
        args.source,
        screenshot=folder / "live.png",
        after_s=seconds,
        people=PersonChoice(known.code, today),
    )
    if not sessions:
        # A recording is looked at, and lies in its own folder already.
        _say_where(folder / "live.png", Path(args.source))
        return code
    session = sessions[0]
    check_recorded(session)
    if session.snapshot().message and not session.pipeline.frames:
        raise Failed(session.snapshot().message)
    print(summary_page(stream_summary(session.pipeline, session.source)))
    print()
    _say_where(folder / "live.png", folder / "recording")
    return code


def _say_where(picture: Path, recording: Path) -> None:
    print(sentence("window.screenshot", path=picture))
    print(sentence("window.recording", path=recording))


def _new_folder(wanted: Path) -> Path:
    """`wanted`, or the first of wanted-2, wanted-3 … that is not there: nothing is written over."""
    if not wanted.name:
        raise Failed(sentence("window.demo_needs_a_folder"))
    folder, k = wanted, 1
    while folder.exists():
        k += 1
        folder = wanted.with_name(f"{wanted.name}-{k}")
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise Failed(sentence("window.folder_cannot_be_made", folder=folder, why=reason(error))) from error
    return folder
