"""kill -9 at random moments: while recording, and while a calibration, a profile or a diary is being saved.

Each victim is a fork of a process that has loaded the program already, so that many can be tried.
"""

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from table import Effort, Row, Tally, require

from tripod.boards import load_board
from tripod.calibration.store import Store
from tripod.device.blocks import concatenate
from tripod.force.calibration import nominal
from tripod.live.session import Session
from tripod.live.sink import Heard
from tripod.record.layout import SAMPLES, SUMMARY
from tripod.record.recording import open_recording
from tripod.sources import open_source
from tripod.training.diary import Diary, Entry, read_diary, write_diary
from tripod.training.profile import Profile, read_profile, write_profile

AT_ONCE = 5
RATE_HZ = 200
BOARD_ID = "ab" * 8
HEAD_BYTES = 200
"""Of a recording that has samples."""


def rows(effort: Effort, scale: float) -> list[Row]:
    """Of ten kills four meet a recording, and two each kind of file that is saved."""
    kills = int(effort.pick(20, 60, 500) * scale)
    saves = [("profile", _profiles), ("diary", _diaries), ("calibration", _calibrations)]
    return [_recording(kills * 4 // 10), *[_saving(name, make, kills // 5) for name, make in saves]]


def _fork(victim: Callable[[int], None]) -> tuple[int, int]:
    """Process id, and the pipe on which it tells what it has done."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write_end)
        return pid, read_end
    with suppress(BaseException):
        os.close(read_end)
        victim(write_end)
    os._exit(1)


def _kill(pid: int, pipe: int) -> list[int]:
    """What the victim told before it was killed.

    Raises:
        NotBorne: it had ended by itself.
    """
    os.kill(pid, signal.SIGKILL)
    told = b""
    while piece := os.read(pipe, 1 << 16):
        told += piece
    os.close(pipe)
    _, status = os.waitpid(pid, 0)
    require(os.WIFSIGNALED(status), "it ended by itself before it was killed")
    return [int(line) for line in told.split(b"\n")[:-1]]


# -- recording --------------------------------------------------------------------------------------------------------


class _Tell:
    """Tells which frame came last."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def take(self, heard: Heard) -> None:
        if heard.measured is not None:
            os.write(self._pipe, b"%d\n" % heard.measured.block.seq[-1])

    def finish(self) -> None:
        pass


def _recording(kills: int) -> Row:
    tally = Tally("kill -9 while recording", unit="kills", amount=kills)
    rng, worst = random.Random(1), 0.0
    for batch in range(0, kills, AT_ONCE):
        with TemporaryDirectory() as parent:
            folders = [Path(parent) / str(k) for k in range(batch, min(batch + AT_ONCE, kills))]
            running = [_fork(_recorder(folder)) for folder in folders]
            for folder in folders:
                while not (folder / SAMPLES).exists() or (folder / SAMPLES).stat().st_size < HEAD_BYTES:
                    time.sleep(0.01)
            for folder, victim in zip(folders, running, strict=True):
                time.sleep(0.3 * rng.random())
                taken = _kill(*victim)
                with tally.case(f"kill {folder.name}"):
                    worst = max(worst, _lost_s(folder, taken))
    tally.lost = f"{worst:.2f} s at most"
    tally.said("The recording was cut, where a row was; else nothing")
    return tally.row()


def _recorder(folder: Path) -> Callable[[int], None]:
    def record(pipe: int) -> None:
        session = Session(open_source(f"virtual:quiet,board=insole,seed={folder.name}"), listeners=(_Tell(pipe),))
        session.record_from_start(folder)
        while session.step():
            pass

    return record


def _lost_s(folder: Path, taken: list[int]) -> float:
    block = concatenate(list(open_recording(folder).blocks()))
    require(bool((np.diff(block.seq) == 1).all()), "rows are missing in the middle")
    require(not (folder / SUMMARY).exists(), "a killed recording has a summary")
    lost_s = (taken[-1] - int(block.seq[-1])) / RATE_HZ
    require(lost_s < 1, f"{lost_s:.2f} s are missing")
    return lost_s


# -- saving -----------------------------------------------------------------------------------------------------------

Saves = tuple[Callable[[int], object], Callable[[], int]]
"""Saves number n; tells which number the file holds, 0 for none."""


def _profiles(folder: Path) -> Saves:
    path = folder / "profile.json"

    def kept() -> int:
        weight_kg = read_profile(path).weight_kg
        return round((weight_kg - 50) * 100) if isfinite(weight_kg) else 0

    return lambda n: write_profile(path, replace(Profile(), weight_kg=50 + n / 100)), kept


def _diaries(folder: Path) -> Saves:
    path = folder / "diary.json"
    entry = Entry("2026-11-25T10:00:00+01:00", "tripod-hold", "pads", BOARD_ID, 50, (50,), {})

    def kept() -> int:
        diary = read_diary(path)
        require(not diary.left_out, " ".join(diary.left_out))
        return len(diary.entries)

    return lambda n: write_diary(path, Diary(entries=(entry,) * n)), kept


def _calibrations(folder: Path) -> Saves:
    store, board = Store(folder), load_board("pads")

    def save(n: int) -> object:
        calibration = replace(
            nominal(board), board=board.name, board_id=BOARD_ID, kind="user", made=f"2026-11-25T{n:06}"
        )
        return store.save(calibration, BOARD_ID, {})

    def kept() -> int:
        for version in store.versions(BOARD_ID):
            require(store.load(board, BOARD_ID, version) is not None, f"version {version} cannot be loaded")
        found = store.load(board, BOARD_ID)
        return int(found[0].made[11:]) if found else 0

    return save, kept


def _saving(name: str, make: Callable[[Path], Saves], kills: int) -> Row:
    tally = Tally(f"kill -9 while a {name} is saved", unit="kills", amount=kills)
    rng, left, saved = random.Random(name), 0, 0
    for k in range(kills):
        with TemporaryDirectory() as parent, tally.case(f"kill {k}"):
            save, kept = make(Path(parent))
            pid, pipe = _fork(_saver(save))
            time.sleep(0.01 + 0.1 * rng.random())
            told = _kill(pid, pipe)
            acknowledged, found = max(told, default=0), kept()
            saved += acknowledged
            require(found in (acknowledged, acknowledged + 1), f"{acknowledged} were saved, the file has {found}")
            left += sum(1 for _ in Path(parent).rglob("*.part"))
            save(found + 1)
            require(kept() == found + 1, "nothing can be saved any more")
    tally.lost = f"nothing of {saved:,} saves; {left} unfinished files left behind"
    return tally.row()


def _saver(save: Callable[[int], object]) -> Callable[[int], None]:
    def run(pipe: int) -> None:
        n = 0
        while True:
            n += 1
            save(n)
            os.write(pipe, b"%d\n" % n)

    return run
