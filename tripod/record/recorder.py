"""The recorder's own thread: an fsync may stall for a third of a second, and no frame may wait for it."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from tripod.device.blocks import Block
from tripod.record.journal import Journal, JournalError, make_folder, make_folder_beside
from tripod.record.layout import EVENTS, SAMPLES, SESSION, Start
from tripod.record.taken_away import TakenAway
from tripod.sentences import sentence

FLUSH_S = 0.25
Taken = Block | tuple[str, Mapping[str, Any]]


class Recorder:
    """Takes blocks and events in their order. `error` holds one sentence once the disk refused."""

    def __init__(self, folder: Path, start: Start, wall: Callable[[], str]) -> None:
        """Make the folder at once and the files on the recorder's thread. `wall`: date and time in ISO 8601.

        Raises:
            JournalError: the folder cannot be made.
        """
        make_folder(folder)
        self.folder = folder
        """Into which is recorded now."""
        self.error = ""
        self.taken_away: tuple[TakenAway, ...] = ()
        """Each time that files were taken away and the recording went on in another folder."""
        self._begun_in, self._start, self._wall = folder, start, wall
        self._queue: SimpleQueue[Taken] = SimpleQueue()
        self._closing = threading.Event()
        self._summary: Mapping[str, Any] = {}
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    @property
    def folders(self) -> tuple[Path, ...]:
        """Into which was recorded, in this order."""
        return (self._begun_in, *(each.goes_on_in for each in self.taken_away))

    def block(self, block: Block) -> None:
        """Record a block."""
        self._put(block)

    def event(self, event: str, **values: Any) -> None:
        """Record what happened after the blocks so far."""
        self._put((event, values))

    def finish(self, summary: Mapping[str, Any]) -> None:
        """Let all that waits, and the summary, be written; does not wait for it."""
        self._summary = summary
        self._closing.set()

    def join(self) -> None:
        """Wait until all is on the disk, or the disk refused."""
        self._thread.join()

    def _put(self, item: Taken) -> None:
        if not self.error:
            self._queue.put(item)

    def _run(self) -> None:
        try:
            self._write(Journal(self.folder, self._start))
        except JournalError as error:
            self.error = str(error)

    def _write(self, journal: Journal) -> None:
        rows = events = 0
        try:
            ending = False
            while not ending:
                ending = self._closing.wait(FLUSH_S)
                items = self._waiting()
                _append(journal, items)
                journal.flush()
                if files := journal.taken_away():
                    # What came since the last look may have gone into a file that nobody sees: it is written again.
                    journal = self._go_on(journal, files, rows, events, items)
                self._start = _with_zero(self._start, items)
                rows, events = journal.rows, journal.events
            folders = {"folders": [str(folder) for folder in self.folders]} if self.taken_away else {}
            journal.close({**self._summary, **folders})
        finally:
            journal.abandon()

    def _go_on(self, journal: Journal, files: tuple[str, ...], rows: int, events: int, items: list[Taken]) -> Journal:
        """A new recording beside, with what came since the last look."""
        journal.abandon()
        opens = SAMPLES not in files
        if opens and SESSION in files:
            try:
                journal.describe_again()
            except OSError:
                opens = False
        try:
            folder = make_folder_beside(self._begun_in)
            new = Journal(folder, replace(self._start, created=self._wall()))
        except JournalError as error:
            gone = sentence("taken_away.and").join(files)
            said = sentence("journal.taken_away_and_no_other", files=gone, folder=journal.folder, why=error)
            raise JournalError(said) from error
        lost = 0 if opens else rows, events if EVENTS in files else 0
        self.taken_away += (TakenAway(journal.folder, files, *lost, folder),)
        self.folder = folder
        _append(new, items)
        new.flush()
        return new

    def _waiting(self) -> list[Taken]:
        items: list[Taken] = []
        while True:
            try:
                items.append(self._queue.get_nowait())
            except Empty:
                return items


def _append(journal: Journal, items: list[Taken]) -> None:
    for item in items:
        if isinstance(item, Block):
            journal.add(item)
        else:
            journal.event(*item)


def _with_zero(start: Start, items: list[Taken]) -> Start:
    """What a recording that began now would begin with."""
    for item in items:
        if not isinstance(item, Block) and item[0] == "zero":
            tare = item[1]["tare_counts"]
            start = replace(start, tare_counts=None if tare is None else tuple(tare))
    return start
