"""Writes a file whole or not at all: first a temporary file beside it, then renamed into its place."""

import errno
import glob
import os
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

from tripod.storage.new_folder import folder_of

LEFT_S = 3600.0
"""A half-written file that is older than this by the clock of its disk belongs to nobody any more."""
_numbers = count()


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 into `path`, whose folder is made if need be; an older file stays until then.

    Raises:
        OSError: it cannot be written; nothing changed.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """The same of bytes.

    Raises:
        OSError: it cannot be written; nothing changed.
    """
    _write(path, content, os.replace)


def write_new_text(path: Path, text: str) -> None:
    """The same into a file that must not be there yet.

    Raises:
        FileExistsError: there is one; nothing changed.
        OSError: it cannot be written; nothing changed.
    """
    write_new_bytes(path, text.encode("utf-8"))


def write_new_bytes(path: Path, content: bytes) -> None:
    """The same of bytes.

    Raises:
        FileExistsError: there is one; nothing changed.
        OSError: it cannot be written; nothing changed.
    """
    _write(path, content, move_to_new)


def _write(path: Path, content: bytes, into_place: Callable[[Path, Path], None]) -> None:
    with folder_of(path):
        _write_there(path, content, into_place)
    with suppress(OSError):
        _sweep(path)


def _write_there(path: Path, content: bytes, into_place: Callable[[Path, Path], None]) -> None:
    # A name of its own for each writer: two programs at once must not write into one another's half.
    part = path.with_name(f".{path.name}.{os.getpid()}-{next(_numbers)}.part")
    try:
        with open(part, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        into_place(part, path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _sweep(path: Path) -> None:
    """Take away what programs left that were killed while they wrote this file."""
    written_s = path.stat().st_mtime
    for part in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        if part.stat().st_mtime < written_s - LEFT_S:
            part.unlink()
    _sync_folder(path.parent)


def move_to_new(part: Path, path: Path) -> None:
    """Give a file that is written the name of one that must not be there yet, in the same folder or beside it.

    Raises:
        FileExistsError: there is one; nothing changed.
        OSError: it cannot be moved; nothing changed.
    """
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links, as on memory sticks.
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        os.replace(part, path)
    else:
        part.unlink()


def _sync_folder(folder: Path) -> None:
    """Flush the folder's entry to the disk; systems that cannot flush a folder do it a little later by themselves."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
