"""Files of a recording that something else takes away while it is written."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tripod.device.blocks import Block, concatenate
from tripod.device.items import Learned, Zeroed
from tripod.force.calibration import nominal
from tripod.live.session import Session
from tripod.record.event_lines import Marked
from tripod.record.journal import Journal, JournalError
from tripod.record.layout import EVENTS, SAMPLES, SESSION, SUMMARY, Start
from tripod.record.recorder import Recorder
from tripod.record.recording import open_recording
from tripod.sources import fast_clock, open_source
from tripod.storage.schemas.feet import FeetFile

LEARNED = Learned(80.0, None)


@pytest.fixture(scope="module")
def started() -> tuple[Start, list[Block]]:
    """What a recording begins with, and a few of its blocks."""
    session = Session(open_source("virtual:quiet,board=pads,seconds=1", clock=fast_clock()))
    blocks: list[Block] = []
    while session.step():
        pass
    setup = session.pipeline.setup
    assert setup
    n, cells = 60, len(setup.board.cells)
    seq = np.arange(n)
    whole = [seq, 12_500 * seq, np.ones((n, cells), np.int32), np.zeros((n, cells), np.uint8)]
    for k in range(0, n, 20):
        part = slice(k, k + 20)
        blocks.append(Block(*(column[part] for column in whole), np.zeros((20, cells), np.uint8)))
    start = Start(
        setup.board, setup.banner, nominal(setup.board), None, FeetFile(260.0), "x", True, "then", "tripod", LEARNED
    )
    return start, blocks


@pytest.fixture
def recorder(started: tuple[Start, list[Block]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """One that has two blocks and an event in its files."""
    monkeypatch.setattr("tripod.record.recorder.FLUSH_S", 0.002)
    start, blocks = started
    folder = tmp_path / "above" / "r"
    folder.parent.mkdir()
    made = Recorder(folder, start, lambda: "now")
    made.block(blocks[0])
    made.event(Zeroed(np.full(6, 5.0)))
    made.block(blocks[1])
    until(lambda: rows_in(folder) == 40 and (folder / EVENTS).stat().st_size > 0)
    # What stands in the file before this has been looked at; this itself may not have been.
    made.event(Marked("seen"))
    until(lambda: "seen" in (folder / EVENTS).read_text())
    return made


def until(there: Callable[[], bool]) -> None:
    """The recorder's thread flushes by a clock of its own."""
    while not there():
        threading.Event().wait(0.002)


def rows_in(folder: Path) -> int:
    return (folder / SAMPLES).read_text().count("\n") - 1 if (folder / SAMPLES).exists() else -1


def seqs(folder: Path) -> list[int]:
    return concatenate(list(open_recording(folder).blocks())).seq.tolist()


def replace(path: Path) -> None:
    text = path.read_text()
    path.unlink()
    path.write_text(text)


def delete_above(path: Path) -> None:
    # At once, or the recorder would go on in it while it is emptied.
    shutil.rmtree(path.parent.rename(path.parent.with_name("away")))


TAKEN = {
    "samples deleted": (lambda p: (p / SAMPLES).unlink(), (SAMPLES,)),
    "samples cut": (lambda p: (p / SAMPLES).write_text(""), (SAMPLES,)),
    "samples replaced": (lambda p: replace(p / SAMPLES), (SAMPLES,)),
    "folder deleted": (shutil.rmtree, (SESSION, SAMPLES, EVENTS)),
    "folder moved": (lambda p: p.rename(p.with_name("moved")), (SESSION, SAMPLES, EVENTS)),
    "folder above it deleted": (delete_above, (SESSION, SAMPLES, EVENTS)),
    "events deleted": (lambda p: (p / EVENTS).unlink(), (EVENTS,)),
    "description deleted": (lambda p: (p / SESSION).unlink(), (SESSION,)),
}


@pytest.mark.parametrize(("take", "files"), TAKEN.values(), ids=TAKEN.keys())
def test_it_goes_on_beside_and_loses_no_more_than_what_was_taken(
    recorder: Recorder,
    started: tuple[Start, list[Block]],
    tmp_path: Path,
    take: Callable[[Path], object],
    files: tuple[str, ...],
) -> None:
    folder, beside = recorder.folder, recorder.folder.with_name("r-2")
    take(folder)
    until(lambda: bool(recorder.taken_away) or bool(recorder.error))
    recorder.block(started[1][2])
    recorder.event(Marked("after"))
    recorder.finish({"frames": 60})
    recorder.join()
    assert recorder.error == ""
    (taken,) = recorder.taken_away
    assert (taken.folder, set(taken.files), taken.goes_on_in) == (folder, set(files), beside)
    assert recorder.folders == (folder, beside)
    assert taken.rows_lost == (40 if SAMPLES in files else 0)
    assert taken.events_lost in ((1, 2) if EVENTS in files else (0,))
    assert str(folder) in taken.said()
    assert str(beside) in taken.said()
    assert ("40 rows" in taken.said()) == (SAMPLES in files)
    kept = seqs(folder) if SAMPLES not in files else []
    assert sorted({*kept, *seqs(beside)}) == list(range(0 if kept else 40, 60))
    again = open_recording(beside)
    assert again.tare_counts is not None
    assert again.tare_counts.tolist() == [5.0] * 6
    assert (beside / SUMMARY).exists()
    assert not (folder / SUMMARY).exists()


def test_what_was_not_on_the_disk_yet_is_lost_with_nothing(
    started: tuple[Start, list[Block]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that came since the last look went into a file that nobody sees any more."""
    look = Journal.taken_away

    def late(journal: Journal) -> tuple[str, ...]:
        if journal.folder == tmp_path / "r" and journal.rows:
            shutil.rmtree(journal.folder, ignore_errors=True)
        return look(journal)

    monkeypatch.setattr("tripod.record.recorder.FLUSH_S", 0.002)
    monkeypatch.setattr(Journal, "taken_away", late)
    recorder = Recorder(tmp_path / "r", started[0], lambda: "now")
    for block in started[1]:
        recorder.block(block)
    recorder.finish({})
    recorder.join()
    (taken,) = recorder.taken_away
    assert not taken.lost
    assert seqs(tmp_path / "r-2") == list(range(60))


def test_where_there_is_no_place_beside_it_says_what_it_lost(
    recorder: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> Path:
        raise JournalError("No space left.")

    monkeypatch.setattr("tripod.record.recorder.make_folder_beside", full)
    (recorder.folder / SAMPLES).unlink()
    recorder.join()
    assert "The recording stopped: something else deleted, moved or changed samples.csv in" in recorder.error
    assert "No space left." in recorder.error


def test_two_programs_do_not_write_into_one_folder(started: tuple[Start, list[Block]], tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    first = Journal(tmp_path / "r", started[0])
    with pytest.raises(JournalError, match="File exists"):
        Journal(tmp_path / "r", started[0])
    first.add(started[1][0])
    first.close({})
    assert seqs(tmp_path / "r") == list(range(20))


@pytest.mark.parametrize("gone", [False, True])
def test_what_is_said_of_rows_before_was_looked_up(
    started: tuple[Start, list[Block]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    (tmp_path / "r").mkdir()
    journal = Journal(tmp_path / "r", started[0])
    journal.add(started[1][0])
    journal.flush()
    journal.add(started[1][1])

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    if gone:
        (tmp_path / "r" / SAMPLES).unlink()
    says = (
        "not there either: something else deleted, moved or changed samples.csv"
        if gone
        else "At least its first 20 rows are in its files"
    )
    with pytest.raises(JournalError, match=says):
        journal.flush()
    journal.abandon()


def test_a_recorder_that_fails_otherwise_does_not_fall_silent(
    started: tuple[Start, list[Block]], tmp_path: Path
) -> None:
    recorder = Recorder(tmp_path / "r", started[0], lambda: "now")
    recorder.event(Marked(object()))
    recorder.finish({})
    recorder.join()
    assert "stopped" in recorder.error
    assert "not JSON serializable" in recorder.error
