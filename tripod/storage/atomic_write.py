"""Writes a file whole or not at all: first a temporary file beside it, then renamed into its place."""

import os
from contextlib import suppress
from itertools import count
from pathlib import Path

_numbers = count()


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 into `path`, whose folder is made if need be; an older file stays until then.

    Raises:
        OSError: it cannot be written; nothing changed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # A name of its own for each writer: two programs at once must not write into one another's half.
    part = path.with_name(f".{path.name}.{os.getpid()}-{next(_numbers)}.part")
    try:
        with open(part, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Flush the folder's entry to the disk; systems that cannot flush a folder do it a little later by themselves."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
