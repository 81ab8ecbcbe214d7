"""The command line. Everything that the window does to data can be done here without it.

Exit codes: 0 done, 1 the thing asked for failed (one plain sentence on stderr), 2 wrong usage.
"""

import argparse
import json
import math
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from tripod import __version__
from tripod.balance.geometry import Feet
from tripod.boards import BoardError, load_board
from tripod.calibrate import as_dict, as_page, fit_file
from tripod.calibrate_live import guide
from tripod.device.source import Source, SourceError
from tripod.doctor import examine, examine_machine
from tripod.force.calibration import CalibrationError
from tripod.force.fit import FitRefused, Precision
from tripod.force.readings import ReadingsError
from tripod.record.journal import JournalError, make_folder
from tripod.session import Refused, Session
from tripod.snapshot import Phase
from tripod.sources import Clock, calibration_store, fast_clock, list_ports, open_source, permission_help
from tripod.summary import summary, summary_page
from tripod.wizard.mass import MassError, parse_mass_kg
from tripod.wizard.plan import Route, routes
from tripod.wizard.view import Answers

DEMO = "virtual:shift,board=pads"
QT_PACKAGES = (
    "libglib2.0-0 libegl1 libgl1 libfontconfig1 libfreetype6 libdbus-1-3 libxkbcommon0 libxcb-cursor0 "
    "libxkbcommon-x11-0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 "
    "libxcb-xkb1 libx11-xcb1"
)


class Failed(Exception):
    """The thing asked for failed: one plain sentence."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A console that knows no "±" shall get a "?" for it, not a traceback.
        with suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    args = _parser().parse_args(argv)
    _end_like_ctrl_c()
    try:
        return args.run(args)
    except (Failed, SourceError, Refused) as error:
        print(f"tripod: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output left; a traceback about it would help nobody.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get("TRIPOD_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        print(
            f"tripod: something went wrong that was not foreseen ({what}). TRIPOD_DEBUG=1 shows where.", file=sys.stderr
        )
        return 1


def _end_like_ctrl_c() -> None:
    """Being terminated ends a recording as Ctrl+C does, with its summary."""

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    with suppress(ValueError):
        # Only the main thread may; in a test that calls `main` from another there is nobody to terminate.
        signal.signal(signal.SIGTERM, stop)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. Try: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="tripod", description="See and hear how your feet load. Without a command: the window.")
    parser.add_argument("--version", action="version", version=f"tripod {__version__}")
    parser.set_defaults(run=_window, source=None)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        return sub

    demo = command("demo", _demo, "the main job on the virtual board")
    demo.add_argument("--source", default=DEMO, help=f"virtual:SCENARIO,option=value,… (default {DEMO})")
    demo.add_argument("--seconds", type=_seconds, default=None, help="end after so long (without a display: 10)")
    demo.add_argument("--output", type=Path, default=None, help="folder for screenshot and recording")

    ports = command("ports", _ports, "ports, what each is, and why it was or was not taken for a board")
    ports.add_argument("--json", action="store_true")

    live = command("live", _live, "the window on a source")
    _source(live)
    live.add_argument("--record", type=Path, metavar="DIR", help="record into this new folder")
    live.add_argument("--screenshot", type=Path, metavar="PNG", help="save a picture of the window and leave")
    live.add_argument("--seconds", type=_seconds, default=None, help="leave after so long")

    monitor = command("monitor", _monitor, "the same pipeline without a window")
    _source(monitor)
    monitor.add_argument(
        "--seconds", type=_seconds, default=None, help="stop after so long (default 10; recordings: all)"
    )
    monitor.add_argument("--record", type=Path, metavar="DIR", help="record into this new folder")
    monitor.add_argument("--json", action="store_true", help="one JSON object on stdout and nothing else")
    monitor.add_argument("--fast", action="store_true", help="virtual boards: on a virtual clock")

    record = command("record", _record, "record a source into a new folder until Ctrl+C, or for --seconds")
    _source(record)
    record.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    record.add_argument("--seconds", type=_seconds, default=None)
    record.add_argument("--json", action="store_true")
    record.add_argument("--fast", action="store_true", help="virtual boards: on a virtual clock")

    calibrate = command("calibrate", _calibrate, "lead through the calibration of a board, or fit readings from a file")
    calibrate.add_argument("source", nargs="?", metavar="SOURCE", help="the board's port")
    calibrate.add_argument("--route", choices=[r.value for r in Route], help="how the cells are loaded")
    calibrate.add_argument("--weight", metavar="MASS", help="what you weigh: 75 kg, 165 lb")
    calibrate.add_argument("--mass", action="append", default=[], metavar="MASS", help="a known mass; may be repeated")
    calibrate.add_argument("--operator", default="", help="who does it, for the certificate")
    calibrate.add_argument("--skip-warm-up", action="store_true")
    calibrate.add_argument("--skip-presses", action="store_true", help="trust the wiring")
    calibrate.add_argument("--foot-mm", type=_foot_mm, default=None, help="foot length in mm (default 260)")
    calibrate.add_argument(
        "--from",
        dest="readings",
        type=Path,
        metavar="READINGS.csv",
        help="capture,load_n,x_mm,y_mm and a column of mean counts for each cell; empty board = load 0",
    )
    calibrate.add_argument("--board", metavar="NAME", help="with --from: the board's name, or its file")
    calibrate.add_argument("--tolerance", type=_percent, default=0.0, metavar="PERCENT", help="of the masses")
    calibrate.add_argument("--placement-mm", type=_placement, default=1.0, help="how exactly loads were put (SD)")
    calibrate.add_argument("--save", metavar="BOARD_ID", help="keep it for this board and use it from now on")
    calibrate.add_argument("--json", action="store_true")

    doctor = command("doctor", _doctor, "one page on the state of the machine, the port and each sensor")
    doctor.add_argument("source", nargs="?", metavar="SOURCE")
    doctor.add_argument("--seconds", type=_seconds, default=5.0)
    doctor.add_argument("--fast", action="store_true", help="virtual boards: on a virtual clock")
    return parser


def _source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="a port, virtual:SCENARIO, or a recording's folder")
    parser.add_argument("--foot-mm", type=_foot_mm, default=None, help="foot length in mm (default 260)")


def _positive(text: str, low: float, high: float, what: str) -> float:
    try:
        value = float(text)
    except ValueError:
        hint = " (decimals with a point)" if "," in text else ""
        raise argparse.ArgumentTypeError(f"{text!r} is not {what}{hint}") from None
    if not math.isfinite(value) or not low <= value <= high:
        raise argparse.ArgumentTypeError(f"{text} is not {what} between {low:g} and {high:.0f}")
    return value


def _seconds(text: str) -> float:
    return _positive(text, 0.1, 1e6, "a number of seconds")


def _percent(text: str) -> float:
    return _positive(text, 0, 20, "a tolerance in per cent") / 100


def _placement(text: str) -> float:
    return _positive(text, 0.1, 50, "a distance in mm")


def _foot_mm(text: str) -> float:
    return _positive(text, 180, 340, "a foot length in mm")


def _clock(args: argparse.Namespace) -> Clock:
    if not getattr(args, "fast", False):
        return Clock()
    if not args.source.startswith("virtual"):
        raise Failed("--fast works on virtual boards only; a recording is read as fast as it can be anyway.")
    return fast_clock()


def _feet(args: argparse.Namespace) -> Feet | None:
    return Feet(args.foot_mm) if args.foot_mm else None


def _listen(
    source: Source, args: argparse.Namespace, clock: Clock, record: Path | None, seconds: float
) -> dict[str, Any]:
    """Run the pipeline without a thread until the source ends, time is up, or Ctrl+C."""
    session = Session(source, feet=_feet(args), now=clock.now)
    if record:
        session.record_from_start(record)
    lost = False
    said, start, began = 0, math.inf, False
    error = ""
    try:
        while session.step():
            for sentence in session.pipeline.notices[said:]:
                print(f"tripod: {sentence}", file=sys.stderr)
            said = len(session.pipeline.notices)
            if lost != (session.pipeline.phase is Phase.LOST):
                lost = not lost
                what = "The board is unplugged; waiting for it to come back." if lost else "The board is back."
                print(f"tripod: {what}", file=sys.stderr)
            error = error or session.recording_error
            if error:
                break
            if session.pipeline.setup and math.isinf(start):
                start = clock.now()
            if session.pipeline.frames and not began:
                began = True
                if record and not args.json:
                    print(f"Recording into {record}. Ctrl+C ends it.", file=sys.stderr)
            # By the board's clock, or a recording would not know; by ours where a board sends banners and no frames.
            if session.pipeline.t_s >= seconds or clock.now() - start >= seconds + 2:
                break
    except KeyboardInterrupt:
        if not session.pipeline.frames:
            raise
    finally:
        result = summary(session.pipeline, source)
        session.close()
    error = error or session.recording_error
    if error:
        raise Failed(error)
    if lost:
        raise Failed(f"The board was unplugged and did not come back; {result['frames']} frames came before.")
    return result


def _monitor(args: argparse.Namespace) -> int:
    clock = _clock(args)
    source = open_source(args.source, clock=clock)
    default = math.inf if Path(args.source).is_dir() else 10.0
    result = _listen(source, args, clock, args.record, args.seconds or default)
    print(json.dumps(result, allow_nan=False) if args.json else summary_page(result))
    return 0


def _record(args: argparse.Namespace) -> int:
    clock = _clock(args)
    source = open_source(args.source, clock=clock)
    result = _listen(source, args, clock, args.output, args.seconds or math.inf)
    print(json.dumps(result, allow_nan=False) if args.json else summary_page(result))
    return 0


def _ports(args: argparse.Namespace) -> int:
    ports = list_ports()
    if args.json:
        print(json.dumps([vars(p) for p in ports]))
        return 0
    if not ports:
        print("No serial port here. Plug the board in, or stand on a virtual one: tripod demo")
    for port in ports:
        print(f"{port.device:20} {port.description:28} {port.reason}")
    return 0


def _calibrate(args: argparse.Namespace) -> int:
    if bool(args.source) == bool(args.readings) or bool(args.readings) != bool(args.board):
        print("tripod calibrate: name a SOURCE, or --from READINGS.csv with --board NAME.", file=sys.stderr)
        return 2
    return _calibrate_from(args) if args.readings else _calibrate_live(args)


def _calibrate_live(args: argparse.Namespace) -> int:
    try:
        weight = parse_mass_kg(args.weight, least_kg=20) if args.weight else math.nan
        masses = tuple(parse_mass_kg(mass) for mass in args.mass)
    except MassError as error:
        raise Failed(str(error)) from error

    def answers(session: Session) -> Answers:
        assert session.pipeline.setup
        offered = routes(session.pipeline.setup.board)
        route = Route(args.route) if args.route else offered[0]
        if route not in offered:
            raise Failed(f"This board has the routes {', '.join(offered)}.")
        if route is Route.BODY_WEIGHT and math.isnan(weight):
            raise Failed('Say what you weigh, as in --weight "75 kg".')
        if route is not Route.BODY_WEIGHT and (not masses or math.isnan(weight)):
            raise Failed('This route needs masses and, to verify, your weight: --mass "20 kg" --weight "75 kg".')
        return Answers(route, weight, masses, args.tolerance or 0.02, args.foot_mm or Feet().length_mm)

    session = Session(open_source(args.source), feet=_feet(args))
    try:
        path = guide(
            session,
            answers,
            lambda line: print(line, flush=True),
            skip_presses=args.skip_presses,
            skip_warm_up=args.skip_warm_up,
            operator=args.operator,
        )
    except KeyboardInterrupt:
        raise Failed("Cancelled; the calibration before stays.") from None
    finally:
        session.close()
    print(f"Saved as {path}. It is used from now on.")
    return 0


def _calibrate_from(args: argparse.Namespace) -> int:
    try:
        board = load_board(args.board)
        precision = Precision(mass_tolerance=args.tolerance, placement_mm=args.placement_mm)
        result, verdict = fit_file(args.readings, board, precision, date.today().isoformat())
        data = as_dict(board, result, verdict)
        if args.save and verdict.word == "refuse":
            raise Failed(f"Not saved: {verdict.reason}")
        if args.save:
            proof = {k: data[k] for k in ("verdict", "reason", "residuals", "held_out_error")}
            path = calibration_store().save(result.calibration, args.save, proof)
            print(f"tripod: saved as {path}", file=sys.stderr)
    except (BoardError, ReadingsError, FitRefused, CalibrationError) as error:
        raise Failed(str(error)) from error
    print(json.dumps(data, allow_nan=False) if args.json else as_page(data))
    return 0


def _doctor(args: argparse.Namespace) -> int:
    for line in examine_machine(_display(), _qt_missing(), list_ports(), permission_help()):
        print(line)
    if not args.source:
        return 0
    clock = _clock(args)
    source = open_source(args.source, clock=clock)
    print("\n".join(examine(source, clock, args.seconds)))
    return 0


def _live(args: argparse.Namespace) -> int:
    _need_window()
    from tripod.views.app import run_window

    def connect(text: str) -> Session:
        session = Session(open_source(text, window=True), feet=_feet(args))
        if args.record and text == args.source:
            session.record_from_start(args.record)
        return session.start()

    # What is wrong with source or places is said here, not in a window that opens and complains.
    if args.screenshot:
        _check_picture(args.screenshot)
    if args.record:
        try:
            make_folder(args.record)
        except JournalError as error:
            raise Failed(str(error)) from error
    first = connect(args.source)
    try:
        code = run_window(
            _once(first, args.source, connect),
            args.source,
            list_ports=list_ports,
            permission_help=permission_help,
            clock=time.monotonic,
            screenshot=args.screenshot,
            after_s=args.seconds if args.seconds else 3.0 if args.screenshot else None,
        )
    finally:
        # Also where Ctrl+C comes before there is a window: the recording gets its summary.
        first.close()
    if first.snapshot().phase is Phase.FAILED:
        raise Failed(first.snapshot().message)
    if first.recording_error:
        raise Failed(first.recording_error)
    if code:
        raise Failed(f"The picture {args.screenshot} could not be written.")
    return code


def _check_picture(path: Path) -> None:
    if path.exists():
        raise Failed(f"{path} is there already; name another file, so that nothing is written over.")
    if path.suffix.lower() != ".png" or not os.access(path.parent, os.W_OK):
        raise Failed(f"The picture {path} cannot be written; name a .png in a folder that is there.")


def _window(args: argparse.Namespace) -> int:
    _need_window()
    from tripod.views.app import run_window

    return run_window(
        lambda text: Session(open_source(text, window=True)).start(),
        None,
        list_ports=list_ports,
        permission_help=permission_help,
        clock=time.monotonic,
    )


def _once(session: Session, source: str, connect: Callable[[str], Session]) -> Callable[[str], Session]:
    """`connect`, giving the session that is open already the first time."""
    waiting = [session]

    def give(text: str) -> Session:
        return waiting.pop() if waiting and text == source else connect(text)

    return give


def _demo(args: argparse.Namespace) -> int:
    _need_qt()
    open_source(args.source).close()
    if _display():
        args.record = args.screenshot = args.foot_mm = None
        if args.output:
            folder = _new_folder(args.output)
            args.record, args.screenshot = folder / "recording", folder / "live.png"
        return _live(args)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    seconds = args.seconds or 10.0
    folder = _new_folder(args.output or Path("demo"))
    print(f"There is no display here, so the demo runs without one for {seconds:g} s.", file=sys.stderr)
    from tripod.views.app import run_window

    sessions: list[Session] = []

    def connect(text: str) -> Session:
        session = Session(open_source(text, window=True))
        session.record_from_start(folder / "recording")
        sessions.append(session)
        return session.start()

    code = run_window(
        connect,
        args.source,
        list_ports=list_ports,
        permission_help=permission_help,
        clock=time.monotonic,
        screenshot=folder / "live.png",
        after_s=seconds,
    )
    session = sessions[0]
    if session.recording_error:
        raise Failed(session.recording_error)
    if session.snapshot().message and not session.pipeline.frames:
        raise Failed(session.snapshot().message)
    print(summary_page(summary(session.pipeline, session.source)))
    print(f"\nScreenshot: {folder / 'live.png'}\nRecording:  {folder / 'recording'}")
    return code


def _new_folder(wanted: Path) -> Path:
    """`wanted`, or the first of wanted-2, wanted-3 … that is not there: nothing is written over."""
    if not wanted.name:
        raise Failed("The demo needs a folder of its own; name one with --output.")
    folder, k = wanted, 1
    while folder.exists():
        k += 1
        folder = wanted.with_name(f"{wanted.name}-{k}")
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise Failed(f"The folder {folder} cannot be made ({error.strerror}). Name another with --output.") from error
    return folder


def _display() -> bool:
    if sys.platform != "linux":
        return True
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    runtime, wayland = os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get("WAYLAND_DISPLAY", "")
    if wayland and _listens(os.path.join(runtime, wayland)):
        return True
    host, _, number = os.environ.get("DISPLAY", "").rpartition(":")
    screen = number.partition(".")[0]
    # Qt aborts where nobody listens; a display of another machine is believed.
    return bool(screen) and (bool(host) or any(_listens(f"{at}/tmp/.X11-unix/X{screen}") for at in ("", "\0")))


def _listens(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(path)
        except OSError:
            return False
    return True


def _qt_missing() -> str:
    """Why Qt cannot be loaded, "" if it can."""
    try:
        import PySide6.QtGui
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        return str(error).split(":")[0]
    return ""


def _need_qt() -> None:
    missing = _qt_missing()
    if missing:
        raise Failed(f"Qt cannot be loaded: {missing} is missing. Install it with: apt-get install -y {QT_PACKAGES}")


def _need_window() -> None:
    _need_qt()
    if not _display():
        raise Failed(
            "There is no display here. Run it on a desktop, or without a window: tripod demo, tripod monitor SOURCE."
        )
