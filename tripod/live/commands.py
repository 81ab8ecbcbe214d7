"""Asking the pipeline's thread to do something between two blocks, and waiting until it has."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import TypeVar

from tripod.sentences import sentence

T = TypeVar("T")

PATIENCE_S = 5.0


class Refused(Exception):
    """What was asked for cannot be done now: one plain sentence."""


class Commands:
    """What was asked for and not yet done."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        """Held while a block is taken and while a picture is made, each some tenths of a millisecond."""
        self._thread: threading.Thread | None = None
        """That obeys; while there is none, or it has ended, what is asked for is done at once."""
        self._asked: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def begin(self, thread: threading.Thread) -> None:
        """From now on this thread obeys; it is started."""
        self._thread = thread
        thread.start()

    def join(self) -> None:
        """Wait until that thread has ended."""
        if self._thread is not None:
            self._thread.join()

    def ask(self, what: Callable[[], T]) -> T:
        """Do it between two blocks, on the pipeline's thread; what it returns or raises comes back.

        Raises:
            Refused: it was not done in time.
        """
        if self._thread is None or not self._thread.is_alive():
            return what()
        future: Future[T] = Future()
        self._asked.put(lambda: self._do(what, future))
        try:
            return future.result(timeout=PATIENCE_S)
        except TimeoutError:
            if not future.cancel():
                # It is being done already.
                return future.result()
            raise Refused(sentence("refused.busy")) from None

    def obey(self) -> None:
        """Do all that was asked for."""
        while True:
            try:
                asked = self._asked.get_nowait()
            except Empty:
                return
            asked()

    def _do(self, what: Callable[[], T], future: Future[T]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            with self.lock:
                future.set_result(what())
        except Exception as error:
            future.set_exception(error)
