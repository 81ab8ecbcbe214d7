"""A file that grows at its end, and knows whether it still is where it was made."""

import os
from pathlib import Path
from typing import TextIO


class Appended:
    """A new text file, open for appending ASCII text."""

    def __init__(self, path: Path) -> None:
        """
        Raises:
            FileExistsError: there is one.
            OSError: it cannot be made.
        """
        self.path = path
        # Appended to, not written at a place: one that something else cut must not grow again over a hole.
        self._file = _open_new(path)
        self._written = self._flushed = 0
        self._made = _identity(os.fstat(self._file.fileno()))

    def write(self, text: str) -> None:
        """Append; it is on the disk after `flush`.

        Raises:
            OSError: the disk is full or gone.
        """
        self._file.write(text)
        self._written += len(text)

    def flush(self) -> None:
        """Put on the disk what was written.

        Raises:
            OSError: the disk is full or gone.
        """
        self._file.flush()
        os.fsync(self._file.fileno())
        self._flushed = self._written

    def is_there(self) -> bool:
        """Whether the file at its path is this one, and holds all that was flushed."""
        try:
            found = os.stat(self.path)
        except OSError:
            return False
        return _identity(found) == self._made and found.st_size >= self._flushed

    def close(self) -> None:
        """Close it as it is.

        Raises:
            OSError: the disk did not take what was not flushed.
        """
        self._file.close()


def _open_new(path: Path) -> TextIO:
    def exclusive(name: str, flags: int) -> int:
        return os.open(name, flags | os.O_EXCL, 0o666)

    return open(path, "a", encoding="ascii", newline="\n", buffering=1 << 20, opener=exclusive)


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino
