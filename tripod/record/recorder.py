"""The recorder's own thread: an fsync may stall for a third of a second, and no frame may wait for it."""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue

from tripod.device.blocks import Block
from tripod.device.items import StanceSet, Zeroed
from tripod.record.event_lines import Occurrence
from tripod.record.journal import Journal, JournalError, make_folder, make_folder_beside
from tripod.record.layout import EVENTS, SAMPLES, SESSION, Start
from tripod.record.taken_away import TakenAway
from tripod.sentences import sentence
from tripod.storage.json_value import Json

FLUSH_S = 0.25
TRIES = 3
"""Who deletes the folder above may just be at the new one, too."""
Taken = Block | Occurrence


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
        self._summary: Mapping[str, Json] = {}
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    @property
    def folders(self) -> tuple[Path, ...]:
        """Into which was recorded, in this order."""
        return (self._begun_in, *(each.goes_on_in for each in self.taken_away))

    def block(self, block: Block) -> None:
        """Record a block."""
        self._put(block)

    def event(self, of: Occurrence) -> None:
        """Record what happened after the blocks so far."""
        self._put(of)

    def finish(self, summary: Mapping[str, Json]) -> None:
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
        except Exception as error:
            # A thread that ends with a traceback would leave somebody who believes that it records.
            why = f"{type(error).__name__}: {error}"[:200]
            self.error = sentence("journal.not_foreseen", folder=self.folder, why=why)

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
                self._start = _as_it_is(self._start, items)
                rows, events = journal.rows, journal.events
            folders = {"folders": [str(folder) for folder in self.folders]} if self.taken_away else {}
            journal.close({**self._summary, **folders})
        finally:
            journal.abandon()

    def _go_on(self, journal: Journal, files: tuple[str, ...], rows: int, events: int, items: list[Taken]) -> Journal:
        """A new recording beside, with what came since the last look."""
        journal.abandon()
        try:
            new = self._begin_beside()
        except JournalError as error:
            gone = sentence("taken_away.and").join(files)
            said = sentence("journal.taken_away_and_no_other", files=gone, folder=journal.folder, why=error)
            raise JournalError(said) from error
        # A folder is deleted file by file; by now all of them are gone.
        files = tuple(dict.fromkeys([*files, *journal.taken_away()]))
        opens = SAMPLES not in files
        if opens and SESSION in files:
            try:
                journal.describe_again()
            except OSError:
                opens = False
        lost = 0 if opens else rows, events if EVENTS in files else 0
        self.taken_away += (TakenAway(journal.folder, files, *lost, new.folder),)
        self.folder = new.folder
        _append(new, items)
        new.flush()
        return new

    def _begin_beside(self) -> Journal:
        """
        Raises:
            JournalError: nothing can be written there.
        """
        start = replace(self._start, created=self._wall())
        for _ in range(TRIES - 1):
            with suppress(JournalError):
                return Journal(make_folder_beside(self._begun_in), start)
        return Journal(make_folder_beside(self._begun_in), start)

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
            journal.event(item)


def _as_it_is(start: Start, items: list[Taken]) -> Start:
    """What a recording that began now would begin with."""
    for item in items:
        match item:
            case Zeroed(tare):
                start = replace(start, tare_counts=None if tare is None else tuple(tare.tolist()))
            case StanceSet(stance):
                start = replace(start, stance=stance)
            case _:
                pass
    return start
