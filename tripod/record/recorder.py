"""The recorder's own thread: an fsync may stall for a third of a second, and no frame may wait for it."""

import threading
from collections.abc import Mapping
from queue import Empty, SimpleQueue
from typing import Any

from tripod.device.frames import Block
from tripod.record.journal import Journal, JournalError

FLUSH_S = 0.5


class Recorder:
    """Takes blocks and events in their order. `error` holds one sentence once the disk refused."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._queue: SimpleQueue[Block | tuple[str, Mapping[str, Any]]] = SimpleQueue()
        self._closing = threading.Event()
        self._summary: Mapping[str, Any] = {}
        self.error = ""
        self.folder = journal.folder
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    def block(self, block: Block) -> None:
        """Record a block."""
        self._put(block)

    def event(self, event: str, **values: Any) -> None:
        """Record what happened after the blocks so far."""
        self._put((event, values))

    def close(self, summary: Mapping[str, Any]) -> str:
        """Write all that waits and the summary; returns the error, "" if there was none."""
        self._summary = summary
        self._closing.set()
        self._thread.join()
        return self.error

    def _put(self, item: Block | tuple[str, Mapping[str, Any]]) -> None:
        if not self.error:
            self._queue.put(item)

    def _run(self) -> None:
        try:
            while not self._closing.wait(FLUSH_S):
                self._write_waiting()
                self._journal.flush()
            self._write_waiting()
            self._journal.close(self._summary)
        except JournalError as error:
            self.error = str(error)
            self._journal.abandon()

    def _write_waiting(self) -> None:
        while True:
            try:
                item = self._queue.get_nowait()
            except Empty:
                return
            if isinstance(item, Block):
                self._journal.add(item)
            else:
                self._journal.event(*item)
