"""Two or more programs at once on the same port, folder, calibration, diary and profile."""

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from forked import tripod_forked
from line import line, tripod, wait_for
from numbered import RATE_HZ, banner, frame
from table import Effort, Row, Tally, require

from tripod.boards import load_board
from tripod.calibration.store import Store
from tripod.device.blocks import concatenate
from tripod.device.items import SourceError
from tripod.force.calibration import nominal
from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.record.layout import SAMPLES
from tripod.record.recording import open_recording
from tripod.sources import fast_clock, open_source
from tripod.storage.places import diary_path, profile_path
from tripod.training.diary import read_diary
from tripod.training.profile import NOBODY, read_profile

BOARD_ID = "ab" * 8
DRILL = ["drill", "tripod-hold", "--source", "virtual:empty,board=pads", "--json"]


def rows(effort: Effort, scale: float) -> list[Row]:
    """One row for each thing that two may want."""
    each = max(2, int(effort.pick(4, 12, 40) * scale))
    out = [_calibrations(each), _profiles(each), _one_folder(each), _read_while_recorded()]
    if effort is not Effort.QUICK:
        out += [_diaries(max(2, each // 4)), _one_port()]
    return out


def _both(*work: Callable[[], object]) -> list[int]:
    """Each in a process of its own, at once; their exit codes."""
    pids = []
    for each in work:
        pid = os.fork()
        if not pid:
            with suppress(BaseException):
                each()
                os._exit(0)
            os._exit(1)
        pids.append(pid)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]


def _calibrations(each: int) -> Row:
    tally = Tally("two save calibrations of one board", unit="saves", amount=2 * each)
    with tally.case("both"), TemporaryDirectory() as parent:
        store, board = Store(Path(parent)), load_board("pads")

        def save(who: str) -> None:
            for n in range(each):
                made = replace(nominal(board), board=board.name, board_id=BOARD_ID, kind="user", made=f"{who} {n:04}")
                store.save(made, BOARD_ID, {})

        codes = _both(lambda: save("one"), lambda: save("two"))
        require(codes == [0, 0], "one of them could not save")
        found = [store.load(board, BOARD_ID, version) for version in store.versions(BOARD_ID)]
        made = {one[0].made for one in found if one}
        tally.lost = f"{2 * each - len(made)} of {2 * each} saves"
        require(len(made) == 2 * each, f"{tally.lost} are gone without a word")
    return tally.row()


def _profiles(each: int) -> Row:
    tally = Tally("two change different things in the profile", unit="changes", amount=2 * each)

    def change(**values: list[float]) -> None:
        clock = fast_clock()
        session = Session(open_source("virtual:quiet,board=pads,seconds=1", clock=clock), profile=NOBODY, now=clock.now)
        for at in range(each):
            while True:
                try:
                    session.set_profile(replace(session.profile, **{key: of[at] for key, of in values.items()}))
                    break
                except Refused:
                    time.sleep(0.01)
        session.close()

    with tally.case("both"):
        weights, bars = [60 + n / 10 for n in range(each)], [20 + n / 10 for n in range(each)]
        codes = _both(lambda: change(weight_kg=weights), lambda: change(bar_kg=bars))
        require(codes == [0, 0], "one of them could not keep its change")
        kept = read_profile(profile_path())
        wrong = (kept.weight_kg != weights[-1]) + (kept.bar_kg != bars[-1])
        tally.lost = f"{wrong} of 2 last changes"
        require(not wrong, f"{tally.lost}: weight {kept.weight_kg}, bar {kept.bar_kg}")
    return tally.row()


def _diaries(each: int) -> Row:
    tally = Tally("two keep drills in the diary", unit="drills", amount=2 * each)

    def train() -> None:
        for _ in range(each):
            ran = tripod_forked(*DRILL)
            assert ran.code in (0, 1)

    with tally.case("both"):
        before = len(read_diary(diary_path()).entries)
        codes = _both(train, train)
        require(codes == [0, 0], "one of them ended with a traceback, or not at all")
        kept = len(read_diary(diary_path()).entries) - before
        tally.lost = f"{2 * each - kept} of {2 * each} drills"
        require(kept == 2 * each, f"{tally.lost} are gone without a word")
    return tally.row()


def _one_folder(each: int) -> Row:
    tally = Tally("two record into one folder", unit="times")
    for k in range(max(1, each // 4)):
        with tally.case(f"time {k + 1}"), TemporaryDirectory() as parent:
            folder = Path(parent) / "r"

            def record(seed: int, to: Path = folder) -> None:
                ran = tripod_forked(
                    "record", f"virtual:quiet,board=pads,seconds=2,seed={seed}", "--fast", "-o", str(to)
                )
                (to.with_name(f"{seed}.json")).write_text(json.dumps([ran.code, ran.err]))

            _both(lambda: record(1), lambda: record(2))
            ended = [json.loads((Path(parent) / f"{seed}.json").read_text()) for seed in (1, 2)]
            tally.said(*(err.splitlines()[-1] for code, err in ended if code))
            require(sorted(code for code, _ in ended) == [0, 1], f"exit codes {[code for code, _ in ended]}")
            block = concatenate(list(open_recording(folder).blocks()))
            require(len(block) == 160 and bool((np.diff(block.seq) == 1).all()), f"{len(block)} of 160 rows")
        tally.amount += 1
    return tally.row()


def _read_while_recorded() -> Row:
    """A recording that goes on is read from its start to where it was, or refused in a sentence."""
    tally = Tally("a recording is read while it goes on", unit="reads")
    with TemporaryDirectory() as parent:
        folder = Path(parent) / "r"
        with tripod("record", "virtual:quiet,board=insole,rate_hz=1000", "-o", str(folder)) as process:
            wait_for(folder / SAMPLES, 20_000, process)
            for n in range(10):
                with tally.case(f"read {n}"):
                    tally.amount += 1
                    try:
                        block = concatenate(list(open_recording(folder).blocks()))
                    except ValueError as error:
                        tally.said(str(error))
                    else:
                        require(bool((np.diff(block.seq) == 1).all()), "rows are missing in the middle")
                        tally.said("Everything up to the last flush")
                time.sleep(0.1)
    return tally.row()


def _one_port() -> Row:
    tally = Tally("two programs open one port")
    with tally.case("the second"), TemporaryDirectory() as parent, line() as wire:
        folder = Path(parent) / "r"
        with tripod("record", wire.path, "-o", str(folder)) as process:
            k = 0
            until = time.monotonic() + 60
            while not (folder / SAMPLES).exists() or (folder / SAMPLES).stat().st_size < 5000:
                require(time.monotonic() < until, "the first records nothing")
                wire.send(_talk(k), process)
                k += RATE_HZ
            try:
                open_source(wire.path).close()
                tally.said("nothing")
                require(False, "the second opened it, too")
            except SourceError as error:
                tally.said(str(error))
            for _ in range(3):
                wire.send(_talk(k), process)
                k += RATE_HZ
            wire.drained()
            process.send_signal(2)
            process.wait(10)
        block = concatenate(list(open_recording(folder).blocks()))
        require(bool((np.diff(block.seq) == 1).all()), "frames of the first are missing")
        tally.lost = f"{k - 1 - int(block.seq[-1])} frames"
        require(int(block.seq[-1]) == k - 1, f"the last {tally.lost} are missing")
    return tally.row()


def _talk(k: int) -> bytes:
    return banner(k // RATE_HZ) + b"".join(frame(n) for n in range(k, k + RATE_HZ))
