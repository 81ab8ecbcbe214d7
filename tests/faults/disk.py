"""A disk that is full, read-only, or taken away; small file systems of our own stand in for it."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from forked import Ran, tripod_forked
from table import Effort, Row, Tally, require

from tripod.device.blocks import concatenate
from tripod.record.layout import SAMPLES
from tripod.record.recording import RecordingError, open_recording
from tripod.storage.places import user_data

OWN_MOUNTS = "TRIPOD_FAULTS_OWN_MOUNTS"
GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1"
FAST = "virtual:quiet,board=insole,rate_hz=1000,seconds=4"
SLOW = "virtual:quiet,board=insole,rate_hz=500,seconds=4"


def rows(effort: Effort, scale: float) -> list[Row]:
    """In a mount namespace of its own, where one may mount; else one row that says so."""
    if not os.environ.get(OWN_MOUNTS):
        return _in_own_namespace(effort, scale)
    sizes = range(8, 200, max(1, int(effort.pick(192, 12, 4) / scale)))
    out = [_full_recording(sizes), _home("read-only", _read_only, effort), _read_only_target()]
    if effort is not Effort.QUICK:
        out += [_home("full", _fill, effort)]
        out += [_taken("deleted", shutil.rmtree), _taken("renamed", _rename), _taken("unmounted", _unmount)]
    return out


def _in_own_namespace(effort: Effort, scale: float) -> list[Row]:
    enter = [[], ["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]][1 if os.geteuid() == 0 else 2]
    with TemporaryDirectory() as parent:
        may = (
            shutil.which("unshare")
            and not subprocess.run(
                [*enter, "mount", "-t", "tmpfs", "tmpfs", parent], check=False, capture_output=True
            ).returncode
        )
    if not may:
        return [Row("disk: full, read-only, gone", "0", 0, 0, "-", "not tried: no file system can be mounted here")]
    command = [*enter, sys.executable, str(Path(__file__).parent), "--only", "disk", "--scale", str(scale), "--child"]
    if effort is not Effort.NORMAL:
        command.append(f"--{effort}")
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, check=True, env={**os.environ, OWN_MOUNTS: "1"})
    return [Row.from_dict(data) for data in json.loads(done.stdout)]


@contextmanager
def _mounted(options: str = "size=64m", at: Path | None = None) -> Iterator[Path]:
    with TemporaryDirectory() as parent:
        where = at or Path(parent)
        where.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(where)], check=True)
        try:
            yield where
        finally:
            subprocess.run(["umount", "--lazy", str(where)], check=False, capture_output=True)


def _refused(tally: Tally, ran: Ran, code: int = 1) -> None:
    """It ended as it should, and said why in one sentence."""
    require(ran.code == code, f"exit code {ran.code}: {ran.err[-200:]!r}")
    require(
        ran.code == 0 or ran.err.startswith("tripod: ") or "\ntripod: " in ran.err, f"no sentence: {ran.err[-200:]!r}"
    )
    tally.said(*ran.err.splitlines()[-1:])


def _full_recording(sizes: range) -> Row:
    tally = Tally("disk full while recording")
    kept = 0
    for kilobytes in sizes:
        with tally.case(f"{kilobytes} kB"), _mounted(f"size={kilobytes}k") as disk:
            ran = tripod_forked("record", FAST, "--fast", "-o", str(disk / "r"))
            _refused(tally, ran)
            kept += len(_seqs(disk / "r"))
    tally.lost = f"what no longer fitted; {kept:,} rows written before all open"
    return tally.row()


def _seqs(folder: Path) -> set[int]:
    """The rows of a recording that ended by force, all of them in order; none where it holds none."""
    try:
        block = concatenate(list(open_recording(folder).blocks()))
    except RecordingError as error:
        has = (folder / SAMPLES).exists() and (folder / SAMPLES).read_bytes().count(b"\n") > 1
        require(not has, f"there are samples, and it does not open: {error}")
        return set()
    require(bool((np.diff(block.seq) == 1).all()), "rows are missing in the middle")
    return set(block.seq.tolist())


def _fill(home: Path) -> None:
    with suppress(OSError), open(home / "ballast", "wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def _read_only(home: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(home)], check=True)


def _home(how: str, spoil: Callable[[Path], object], effort: Effort) -> Row:
    """What every command does where the user's data cannot be written."""
    tally = Tally(f"user's data on a {how} disk")
    home = user_data()
    with _mounted("size=256k", home):
        shutil.copy(GOLDEN / "profile" / "profile.json", home / "profile.json")
        shutil.copy(GOLDEN / "diary" / "diary.json", home / "diary.json")
        before = {path.name: path.read_bytes() for path in home.glob("*.json")}
        spoil(home)
        readings = GOLDEN / "calibrations" / "pads-wizard.json"
        board_id = json.loads(readings.read_text("utf-8"))["board_id"]
        commands: list[tuple[list[str], int]] = [
            (["monitor", "virtual:quiet,board=pads", "--fast", "--seconds", "2", "--json"], 0),
            (["calibrate", "--import", str(readings)], 1),
            (["calibrate", "--export", board_id, "-o", str(home / "out.json")], 1),
        ]
        if effort is not Effort.QUICK:
            # A drill takes seconds, whatever becomes of it.
            commands.append((["drill", "tripod-hold", "--json"], 1))
        for args, code in commands:
            with tally.case(" ".join(args[:2])):
                ran = tripod_forked(*args)
                _refused(tally, ran, code)
                after = {path.name: path.read_bytes() for path in home.glob("*.json") if path.name in before}
                require(after == before, "a file that was there is another one now")
                left = [path.name for path in home.rglob("*.part")]
                require(not left, f"unfinished files are left: {left}")
    tally.lost = "what was to be kept; all that was there stays"
    return tally.row()


def _read_only_target() -> Row:
    tally = Tally("recording onto a read-only disk")
    with _mounted() as disk:
        (disk / "empty").mkdir()
        _read_only(disk)
        for name in ("r", "empty"):
            for args in (["record", FAST, "--fast", "-o"], ["monitor", FAST, "--fast", "--record"]):
                with tally.case(f"{args[0]} {name}"):
                    _refused(tally, tripod_forked(*args, str(disk / name)))
    tally.lost = "the recording, before its first sample"
    return tally.row()


def _rename(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", "--lazy", str(folder.parent)], check=True)


def _taken(how: str, take: Callable[[Path], object]) -> Row:
    """The folder is taken away while the board is being recorded: it must be said, and little may be lost."""
    tally = Tally(f"folder {how} while it is recorded")
    with _mounted() as disk:
        folder = disk / "r"

        def meanwhile() -> None:
            until = time.monotonic() + 60
            while not (folder / SAMPLES).exists() or (folder / SAMPLES).stat().st_size < 5000:
                require(time.monotonic() < until, "no samples came")
                time.sleep(0.02)
            take(folder)

        with tally.case(how):
            ran = tripod_forked("record", SLOW, "-o", str(folder), meanwhile=meanwhile)
            tally.said(*ran.err.splitlines()[-1:])
            require(ran.code != 0 or str(folder) in ran.err.partition("Ctrl+C")[2], "nobody was told")
            seqs = [_seqs(path.parent) for path in disk.glob(f"*/{SAMPLES}")]
            lost = 2000 - len(set().union(*seqs))
            tally.lost = f"{lost:,} of 2,000 frames"
            # What went into files that somebody deleted is gone with them, up to when they were.
            require(lost < 500, f"{tally.lost} are lost, more than a second of them")
    return tally.row()
