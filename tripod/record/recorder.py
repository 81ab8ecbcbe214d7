"""The recorder's own thread: an fsync may stall for a third of a second, and no frame may wait for it."""

import threading
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from tripod.device.blocks import Block
from tripod.record.journal import Journal, JournalError, make_folder
from tripod.record.layout import Start

FLUSH_S = 0.25


class Recorder:
    """Takes blocks and events in their order. `error` holds one sentence once the disk refused."""

    def __init__(self, folder: Path, start: Start) -> None:
        """Make the folder at once and the files on the recorder's thread.

        Raises:
            JournalError: the folder cannot be made.
        """
        make_folder(folder)
        self.folder = folder
        self.error = ""
        self._start = start
        self._queue: SimpleQueue[Block | tuple[str, Mapping[str, Any]]] = SimpleQueue()
        self._closing = threading.Event()
        self._summary: Mapping[str, Any] = {}
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

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

    def _put(self, item: Block | tuple[str, Mapping[str, Any]]) -> None:
        if not self.error:
            self._queue.put(item)

    def _run(self) -> None:
        try:
            journal = Journal(self.folder, self._start)
            self._write(journal)
        except JournalError as error:
            self.error = str(error)

    def _write(self, journal: Journal) -> None:
        try:
            while not self._closing.wait(FLUSH_S):
                self._write_waiting(journal)
                journal.flush()
            self._write_waiting(journal)
            journal.close(self._summary)
        finally:
            journal.abandon()

    def _write_waiting(self, journal: Journal) -> None:
        while True:
            try:
                item = self._queue.get_nowait()
            except Empty:
                return
            if isinstance(item, Block):
                journal.add(item)
            else:
                journal.event(*item)
