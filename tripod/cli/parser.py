"""The words of the command line (a contract)."""

import argparse
from collections.abc import Callable
from typing import NoReturn

from tripod import __version__
from tripod.calibration.wizard.load_route import Route
from tripod.cli import commands
from tripod.cli.argparse_words import in_words
from tripod.cli.commands import Command
from tripod.cli.language import OPTION
from tripod.cli.numbers import (
    built,
    foot_mm,
    percent,
    person,
    placement,
    rate_hz,
    seconds,
    step,
    turns,
    udp_to,
    workers,
)
from tripod.cli.paths import named, path, pdf
from tripod.cli.start_again import ON_SETTINGS
from tripod.cli.usual_sources import DEMO, PUPIL
from tripod.plate_files.page import PAGE
from tripod.sentences import languages, sentence, shipped_text
from tripod.training.days_a_week import DAYS_A_WEEK

ARDUINOS = ("uno", "mega", "pico")
PERSON = "who it is about (tripod people); default: who was here last"
RECORD_INTO = "record into this new folder; the history does not look into it, and it stays when its person is deleted"
LANGUAGE = "what is written, and what the coach says in a drill; default: of the system, and of the person"
PLATE_FILES = (
    "virtual:csv,path=FILE,board=plate lets a force-plate recording stand on the virtual board (CSV, tab files, "
    "OpenSim .mot, corner forces with rate=HZ); which files, and a mapping file for others (map=columns.toml): "
    f"{PAGE}. It stands where it stood, its origin at the board's or at=RIGHT:FORWARD (mm), its axes turned clockwise "
    "by rotate=DEG; centred=yes moves it to the board's middle instead. A path with commas stands in double quotes: "
    "'virtual:csv,path=\"a, b.csv\",board=plate'."
)
ANALYZED = (
    "Force-plate recordings may be CSV, tab files, OpenSim .mot, and corner forces with --rate HZ; which files, and "
    f"how a mapping file for others is written: {PAGE}. Exits with 1 where a file, or a part of one, was not measured; "
    "the others are measured all the same."
)


class _Parser(argparse.ArgumentParser):
    """Its help stands in the language in force: argparse's own words, and the texts of this file (`shipped_text`)."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, sentence("help_page.try_help", prog=self.prog, message=in_words(message).removesuffix(".")) + "\n")

    def format_help(self) -> str:
        self.description, self.epilog = (shipped_text(text or "") for text in (self.description, self.epilog))
        for action in self._actions:
            inner: list[argparse.Action] = getattr(action, "_choices_actions", [])
            for one in (action, *inner):
                if one.help and one.help != argparse.SUPPRESS:
                    one.help = shipped_text(one.help)
        lines = super().format_help().splitlines()
        headings = {"positional arguments:": "arguments", "options:": "options"}
        lines = [sentence(f"help_page.{headings[line]}") if line in headings else line for line in lines]
        return sentence("help_page.usage") + "\n".join(lines).removeprefix("usage: ") + "\n"


def make_parser() -> argparse.ArgumentParser:
    """The parser; `args.load()` gives the function that does what was asked for and returns the exit code."""
    parser = _Parser(
        prog="tripod",
        description="See and hear how your feet load. Without a command: the window.",
        epilog=PLATE_FILES,
    )
    parser.add_argument("--version", action="version", version=f"tripod {__version__}")
    parser.add_argument("--person", type=person, metavar="CODE", help=PERSON)
    parser.add_argument(OPTION, choices=languages(), help=LANGUAGE)
    parser.add_argument(ON_SETTINGS, action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(load=commands.window, source=None)
    subparsers = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)

    def command(name: str, load: Callable[[], Command], text: str) -> argparse.ArgumentParser:
        sub = subparsers.add_parser(name, help=text, description=text)
        sub.set_defaults(load=load)
        # Not said, it leaves what was said before the command as it is.
        sub.add_argument("--person", type=person, default=argparse.SUPPRESS, metavar="CODE", help=PERSON)
        sub.add_argument(OPTION, choices=languages(), default=argparse.SUPPRESS, help=LANGUAGE)
        return sub

    demo = command("demo", commands.demo, "both feet of a virtual person: nothing to plug in")
    demo.add_argument("--source", type=named, default=DEMO, help=f"virtual:SCENARIO,option=value,… (default {DEMO})")
    demo.add_argument("--seconds", type=seconds, default=None, help="end after so long (without a display: 10)")
    demo.add_argument("--output", type=path, default=None, help="folder for screenshot and recording")

    ports_ = command("ports", commands.ports, "ports, what each is, and why it was or was not taken for a board")
    ports_.add_argument("--json", action="store_true", help="one JSON object on stdout and nothing else")

    live = command("live", commands.live, "the window on a source")
    _source(live)
    live.add_argument("--record", type=path, metavar="DIR", help=RECORD_INTO)
    live.add_argument(
        "--drill", metavar="NAME", help="begin this drill as soon as the board is known; tripod drill --list"
    )
    live.add_argument("--screenshot", type=path, metavar="PNG", help="save a picture of the window and leave")
    live.add_argument("--seconds", type=seconds, default=None, help="leave after so long")
    live.add_argument(ON_SETTINGS, action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)

    monitor = command("monitor", commands.monitor, "the same pipeline without a window")
    _source(monitor)
    monitor.add_argument(
        "--seconds", type=seconds, default=None, help="stop after so long (default 10; recordings: all)"
    )
    monitor.add_argument("--record", type=path, metavar="DIR", help=RECORD_INTO)
    monitor.add_argument("--json", action="store_true", help="one JSON object on stdout and nothing else")
    monitor.add_argument("--fast", action="store_true", help="virtual boards: on a virtual clock")
    _calibration(monitor)

    record = command("record", commands.record, "record a source into a new folder until Ctrl+C, or for --seconds")
    _source(record)
    record.add_argument("-o", "--output", type=path, required=True, metavar="DIR", help="new folder for the recording")
    record.add_argument("--seconds", type=seconds, default=None, help="stop after so long (default: at Ctrl+C)")
    record.add_argument("--json", action="store_true", help="one JSON object on stdout and nothing else")
    record.add_argument("--fast", action="store_true", help="virtual boards: on a virtual clock")
    _calibration(record)

    calibrate_ = command(
        "calibrate", commands.calibrate, "lead through the calibration of a board, or fit readings from a file"
    )
    calibrate_.add_argument("source", nargs="?", type=named, metavar="SOURCE", help="the board's port")
    calibrate_.add_argument("--route", choices=[r.value for r in Route], help="how the cells are loaded")
    calibrate_.add_argument("--weight", metavar="MASS", help="what you weigh: 75 kg, 165 lb")
    calibrate_.add_argument("--mass", action="append", default=[], metavar="MASS", help="a known mass; may be repeated")
    calibrate_.add_argument(
        "--marks", type=int, choices=(3, 5), default=3, help="marks a side for --route grid: 3 (9 marks) or 5 (25)"
    )
    calibrate_.add_argument("--operator", default="", help="who does it, for the certificate")
    calibrate_.add_argument("--skip-warm-up", action="store_true", help="of films that are warm already")
    calibrate_.add_argument("--skip-presses", action="store_true", help="trust the wiring")
    calibrate_.add_argument("--foot-mm", type=foot_mm, default=None, help="foot length in mm (default 260)")
    calibrate_.add_argument(
        "--from",
        dest="readings",
        type=path,
        metavar="READINGS.csv",
        help="capture,load_n,x_mm,y_mm and a column of mean counts for each cell; empty board = load 0",
    )
    calibrate_.add_argument("--board", metavar="NAME", help="with --from: the board's name; tripod boards lists them")
    calibrate_.add_argument(
        "--board-file", type=path, metavar="PATH", help="with --from: the file of a board that has no name here yet"
    )
    calibrate_.add_argument("--tolerance", type=percent, default=None, metavar="PERCENT", help="of the masses")
    calibrate_.add_argument("--placement-mm", type=placement, default=1.0, help="how exactly loads were put (SD)")
    calibrate_.add_argument(
        "--build-mm",
        type=built,
        default=None,
        help="how exactly the cells were placed (SD along each axis; default 3, as by hand)",
    )
    calibrate_.add_argument("--save", metavar="BOARD_ID", help="keep it for this board and use it from now on")
    calibrate_.add_argument("--import", dest="take_in", type=path, metavar="FILE", help="keep an exported calibration")
    calibrate_.add_argument(
        "--export", metavar="BOARD_ID[:N]", help="write the calibration in use (or number N) to -o FILE"
    )
    calibrate_.add_argument(
        "-o", "--output", type=path, metavar="FILE", help="with --export: .json itself, .txt or .pdf its certificate"
    )
    calibrate_.add_argument("--json", action="store_true", help="one JSON object on stdout and nothing else")

    drill_ = command("drill", commands.drill, "a guided drill without a window, or one that was recorded")
    drill_.add_argument("name", nargs="?", metavar="NAME", help="of a drill; tripod drill --list")
    drill_.add_argument(
        "--today", action="store_true", help="the plan's day: test hold, drills, hinges, the same hold again"
    )
    drill_.add_argument("--plan", action="store_true", help="your four weeks: what was done, what comes now and why")
    drill_.add_argument(
        "--days", type=int, choices=range(DAYS_A_WEEK[0], DAYS_A_WEEK[1] + 1), help="with --plan: train so often a week"
    )
    drill_.add_argument("--list", action="store_true", help="the library, and what each drill trains")
    drill_.add_argument("--cues", action="store_true", help="what the coach knows of its words: which helped you")
    drill_.add_argument(
        "--accept",
        action="store_true",
        help="hold later reps of this drill against where these went, or later holds against these",
    )
    drill_.add_argument("--check", type=path, metavar="FILE", help="whether a file is a drill")
    drill_.add_argument("--source", type=named, default=PUPIL, metavar="SOURCE", help=f"default {PUPIL}")
    drill_.add_argument("--foot", choices=("left", "right", "both"), default="both", help="for drills on one leg")
    drill_.add_argument(
        "--answer", action="append", default=[], choices=("yes", "no"), help="to the drill's checks, in their order"
    )
    drill_.add_argument("--weight", metavar="MASS", help="what you weigh: 75 kg, 165 lb")
    drill_.add_argument("--bar", metavar="MASS", help="bar and plates, for drills with a bar")
    drill_.add_argument("--record", type=path, metavar="DIR", help=RECORD_INTO)
    drill_.add_argument("--wav", type=path, metavar="FILE", help="write what is to be heard into this new file")
    drill_.add_argument("--mute", action="store_true", help="nothing is to be heard; all is written")
    drill_.add_argument("--foot-mm", type=foot_mm, default=None, help="foot length in mm (default 260)")
    _stance(drill_)
    _publishing(drill_)
    drill_.add_argument("--fast", action="store_true", help="virtual boards: on a virtual clock")
    drill_.add_argument(
        "--json", action="store_true", help="one JSON object on stdout and nothing else; implies --fast"
    )

    analyze_ = command("analyze", commands.analyze, "recordings and force-plate files to measures of sway")
    analyze_.add_argument(
        "paths",
        nargs="+",
        type=named,
        metavar="PATH",
        help="a session, a file, or a folder of them; also of a bucket: s3://…",
    )
    analyze_.add_argument("--raw", action="store_true", help="as recorded: no resampling, no filter")
    analyze_.add_argument("--core", action="store_true", help="only what most studies report; faster")
    analyze_.add_argument("--rate", type=rate_hz, default=None, metavar="HZ", help="of files without a time column")
    analyze_.add_argument(
        "--map",
        dest="mapping",
        type=path,
        metavar="FILE",
        help="of force-plate files: this mapping file says which column is what",
    )
    analyze_.add_argument(
        "--csv", type=path, metavar="FILE", help="one row a trial into this new file; units and formulas beside it"
    )
    analyze_.add_argument(
        "--parquet",
        type=named,
        metavar="DIR",
        help="one row a trial into a data set of this folder; an interrupted one goes on",
    )
    analyze_.add_argument(
        "--engine",
        choices=("here", "dask"),
        default="here",
        help="dask: on the cores of a cluster (foot-tripod[cluster])",
    )
    analyze_.add_argument("--scheduler", default="", metavar="ADDRESS", help="of a Dask cluster; default: this machine")
    analyze_.add_argument(
        "--workers", type=workers, default=0, metavar="N", help="on this machine; default: one a core"
    )
    analyze_.add_argument("--json", action="store_true", help="one JSON object on stdout and nothing else")
    analyze_.epilog = ANALYZED

    export_ = command("export", commands.export, "sessions in the formats of other programs")
    export_.add_argument("sessions", nargs="+", type=path, metavar="SESSION", help="folders of recordings")
    export_.add_argument(
        "--to",
        required=True,
        type=lambda text: text.split(","),
        help="csv, parquet, c3d, xdf, mot, bids; or several: csv,c3d",
    )
    export_.add_argument(
        "-o",
        "--output",
        type=path,
        required=True,
        metavar="PATH",
        help="new file; of several sessions or formats a folder",
    )
    export_.add_argument("--json", action="store_true", help="one JSON object on stdout and nothing else")

    report_ = command("report", commands.report, "a session as a PDF of two pages; of several the newest, with trends")
    report_.add_argument("sessions", nargs="+", type=path, metavar="SESSION", help="folders of recordings")
    report_.add_argument("-o", "--output", type=pdf, required=True, metavar="FILE.pdf", help="new file")
    report_.add_argument("--json", action="store_true", help="one JSON object on stdout and nothing else")

    people_ = command("people", commands.people, "who trains here: last session, worst fault, and what is next")
    people_.add_argument(
        "--add", type=person, metavar="CODE", help="make somebody: letters, digits, - and _, as in P-07"
    )
    people_.add_argument("--rename", nargs=2, type=person, metavar=("OLD", "NEW"), help="all that is kept goes along")
    people_.add_argument(
        "--delete", type=person, metavar="CODE", help="take away all that is kept of somebody, recordings too; asks"
    )
    people_.add_argument(
        "--export", type=person, metavar="CODE", help="copy all that is kept of somebody, recordings too, to -o"
    )
    people_.add_argument("-o", "--output", type=path, metavar="PATH", help="with --export: a new folder, or FILE.zip")
    people_.add_argument("--yes", action="store_true", help="with --delete: do not ask")
    people_.add_argument("--json", action="store_true", help="one JSON object on stdout and nothing else")

    history_ = command("history", commands.history, "what was kept: drills, scores, recordings, and what changed")
    history_.add_argument("--drill", metavar="NAME", help="only this drill, and whether one's score changed")
    history_.add_argument("--find", metavar="TEXT", default="", help="only what has this in its note")
    history_.add_argument("--rebuild", action="store_true", help="make the index anew from the folders")
    history_.add_argument("--json", action="store_true", help="one JSON object on stdout and nothing else")

    boards_ = command("boards", commands.boards, "which board files there are, and where your own go")
    boards_.add_argument("--json", action="store_true", help="one JSON object on stdout and nothing else")

    flash_ = command("flash", commands.flash, "write the firmware onto an Arduino, without its IDE")
    flash_.add_argument(
        "port", nargs="?", type=named, metavar="PORT", help="the Arduino's port; of a Pico its drive, or nothing"
    )
    flash_.add_argument("--board", metavar="NAME", help="what you built; --list names them")
    flash_.add_argument(
        "--arduino", choices=ARDUINOS, default=None, help="uno: or a Nano; default: what the port says, else uno"
    )
    flash_.add_argument("--list", action="store_true", help="which firmware ships, and for which Arduino")
    flash_.add_argument("--dry-run", action="store_true", help="say what would be written, and touch nothing")
    flash_.add_argument("--seconds", type=seconds, default=5.0, help="listen for so long afterwards (default 5)")

    doctor_ = command("doctor", commands.doctor, "one page on the state of the machine, the port and each sensor")
    doctor_.add_argument(
        "source",
        nargs="?",
        type=named,
        metavar="SOURCE",
        help="the board's port, or virtual:SCENARIO; without: the machine",
    )
    doctor_.add_argument("--seconds", type=seconds, default=5.0, help="listen for so long (default 5)")
    doctor_.add_argument("--step", type=step, default=None, metavar="N", help="examine this step of building the board")
    doctor_.add_argument(
        "--build",
        default="",
        metavar="NAME",
        help="with --step: what you built, or your own board is built like",
    )
    doctor_.add_argument(
        "--mass", default="", metavar="MASS", help="with --step: each press is this mass, which tells a wrong gain"
    )
    doctor_.add_argument("--wait", type=seconds, default=30.0, metavar="SECONDS", help="with --step: for each press")
    doctor_.add_argument("--fast", action="store_true", help="virtual boards: on a virtual clock")
    doctor_.epilog = "Exits with 1 where something is wrong with the board, or where the step is not done."
    return parser


def _publishing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lsl", action="store_true", help="publish in the Lab Streaming Layer (foot-tripod[lsl])")
    parser.add_argument(
        "--udp",
        type=udp_to,
        default=None,
        metavar="[HOST:]PORT[@HZ]",
        help="send JSON lines (default host: this machine)",
    )


def _source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source", type=named, metavar="SOURCE", help="a port, virtual:SCENARIO, or a recording's folder"
    )
    parser.epilog = PLATE_FILES
    parser.add_argument("--foot-mm", type=foot_mm, default=None, help="foot length in mm (default 260)")
    _stance(parser)
    _publishing(parser)


def _calibration(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--calibration",
        type=path,
        default=None,
        metavar="FILE",
        help="recordings: read them under this calibration of the same board; the recording stays as it is",
    )


def _stance(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--turned",
        type=turns,
        default=None,
        metavar="DEGREES",
        help="plates: you stand along lines, toes turned outward by so much: 7, or LEFT,RIGHT",
    )
