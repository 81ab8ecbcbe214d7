"""What may lie where a file is expected: a pipe, a device, a folder, links, and gigabytes of nothing.

Whatever it is, it is refused, or left alone, at once: nobody may wait for a pipe, read a device, or fill the memory.
"""

import json
import os
import resource
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from forked import tripod_forked
from table import Effort, Row, Tally, require

from tripod.calibration.store import calibration_store
from tripod.record.layout import EVENTS, SAMPLES, SESSION
from tripod.storage.places import (
    boards_folder,
    diary_path,
    known_boards_path,
    last_person_path,
    profile_path,
    user_data,
)
from tripod.storage.settings import own_drills

GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1"
WITHIN_S = 20.0
"""For a command that otherwise takes one; a wait for a pipe has no end."""
GIGABYTES = 8 << 30
MOST_BYTES = 3 << 30
"""Of address space: who reads the gigabytes has no room for them."""
CALIBRATION = GOLDEN / "calibrations" / "pads-wizard.json"
MONITOR = ["monitor", "virtual:quiet,board=pads", "--fast", "--seconds", "0.5", "--json"]
DRILLS = ["drill", "--list", "--json"]


def _sparse(path: Path) -> None:
    with open(path, "wb") as file:
        file.truncate(GIGABYTES)


def _long_line(path: Path) -> None:
    """Text, so that no zero byte gives it away; 64 MB of one line."""
    with open(path, "wb") as file:
        for _ in range(64):
            file.write(b"[" * (1 << 20))


ODD: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a folder": lambda path: (path.mkdir(), (path / "inside").write_text("x")),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nothing-there"),
    "a link to /dev/zero": lambda path: path.symlink_to("/dev/zero"),
    "a link to /dev/full": lambda path: path.symlink_to("/dev/full"),
    "a link to a terminal": lambda path: path.symlink_to("/dev/tty"),
    "8 GB of zeros, sparse": _sparse,
    "64 MB in one line": _long_line,
    "an empty file": Path.touch,
}


def _board_id() -> str:
    return json.loads(CALIBRATION.read_text("utf-8"))["board_id"]


def _recording(parent: Path) -> Path:
    return Path(shutil.copytree(GOLDEN / "sessions" / "pads-drill", parent / "r"))


Place = tuple[str, Callable[[Path], Path], Callable[[Path], list[str]]]
"""Name, where it is in a scratch folder (or the user's data), and a command that meets it there."""


def _places() -> list[Place]:
    def of_recording(name: str) -> Place:
        return name, lambda parent: _recording(parent) / name, lambda path: ["monitor", str(path.parent), "--json"]

    def in_store(name: str) -> Callable[[Path], Path]:
        return lambda _: calibration_store().root / _board_id() / name

    export = ["calibrate", "--export", _board_id(), "-o"]
    return [
        ("profile.json", lambda _: profile_path(), lambda _: ["monitor", *MONITOR[1:]]),
        ("diary.json", lambda _: diary_path(), lambda _: ["drill", "--cues", "--json"]),
        ("last_person.json", lambda _: last_person_path(), lambda _: ["monitor", *MONITOR[1:]]),
        ("known_boards.json", lambda _: known_boards_path(), lambda _: ["ports", "--json"]),
        ("a calibration", in_store("0001.json"), lambda path: [*export, str(user_data() / "out.json")]),
        ("in_use.json", in_store("in_use.json"), lambda path: [*export, str(user_data() / "out.json")]),
        ("a drill of one's own", lambda _: own_drills() / "mine.toml", lambda _: DRILLS),
        ("a board of one's own", lambda _: boards_folder() / "mine.toml",
         lambda _: ["monitor", "virtual:quiet,board=mine", *MONITOR[2:]]),
        of_recording(SESSION),
        of_recording(SAMPLES),
        of_recording(EVENTS),
        ("drill --check FILE", lambda parent: parent / "drill.toml", lambda path: ["drill", "--check", str(path)]),
        ("calibrate --import FILE", lambda parent: parent / "c.json",
         lambda path: ["calibrate", "--import", str(path)]),
        ("calibrate --from FILE", lambda parent: parent / "readings.csv",
         lambda path: ["calibrate", "--from", str(path), "--board", "pads"]),
        ("calibrate --board-file FILE", lambda parent: parent / "board.toml",
         lambda path: ["calibrate", "--from", str(GOLDEN / "README.md"), "--board-file", str(path)]),
        ("virtual:csv,path=FILE", lambda parent: parent / "trial.csv",
         lambda path: ["monitor", f"virtual:csv,path={path},board=plate", *MONITOR[2:]]),
        ("virtual:csv,map=FILE", lambda parent: parent / "map.toml",
         lambda path: ["monitor", f"virtual:csv,path={GOLDEN / 'README.md'},map={path},board=plate", *MONITOR[2:]]),
        ("SOURCE", lambda parent: parent / "port", lambda path: ["monitor", str(path), "--seconds", "1"]),
        ("record -o DIR", lambda parent: parent / "r", lambda path: ["record", *MONITOR[1:], "-o", str(path)]),
    ]  # fmt: skip


def rows(effort: Effort, scale: float) -> list[Row]:
    """One row a place; the quick form takes two odd files each, in turn."""
    odd = list(ODD.items())
    out: list[Row] = []
    for n, place in enumerate(_places()):
        some = [odd[n % len(odd)]] if effort is Effort.QUICK else odd
        out.append(_row(place, some))
    return out


def _row(place: Place, odd: list[tuple[str, Callable[[Path], object]]]) -> Row:
    name, where, command = place
    tally = Tally(f"odd file for {name}")
    for kind, make in odd:
        with TemporaryDirectory() as parent, tally.case(kind):
            shutil.rmtree(user_data(), ignore_errors=True)
            path = where(Path(parent))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            make(path)
            ran = tripod_forked(*command(path), within_s=WITHIN_S, before=_with_little_room)
            require(ran.code in (0, 1), f"exit code {ran.code}: {ran.err[-200:]!r}")
            lines = [line for line in ran.err.splitlines() if line.startswith("tripod: ")]
            require(ran.code == 0 or bool(lines), f"no sentence: {ran.err[-200:]!r}")
            require(all(len(line) < 1000 for line in lines), "no sentence of a length to read")
            tally.said(*lines[-1:])
    shutil.rmtree(user_data(), ignore_errors=True)
    return tally.row()


def _with_little_room() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (round(WITHIN_S), round(WITHIN_S)))
