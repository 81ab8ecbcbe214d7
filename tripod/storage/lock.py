"""One program at a time changes a file that is read, changed and written again."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import filelock

from tripod.sentences import sentence

PATIENCE_S = 3.0
"""How long to wait for another program; it holds the lock for as long as one file takes to be written."""
BRIEFLY_S = 0.4
"""The same on the thread that reads the board, which may not wait longer."""


class LockTaken(OSError):
    """Another program holds the lock."""


@contextmanager
def locked(path: Path, wait_s: float = PATIENCE_S) -> Generator[None]:
    """Whoever else locks `path` (a file, or a folder for all that is in it) waits until this is left. What is locked
    need not be there yet; the folder that holds it is made.

    Raises:
        LockTaken: another program held it all the time.
        OSError: the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(path.with_name(f".{path.name}.lock"), timeout=wait_s)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise LockTaken(sentence("lock.taken")) from error
    except NotImplementedError as error:
        raise OSError(sentence("lock.not_possible")) from error
    try:
        yield
    finally:
        lock.release()
