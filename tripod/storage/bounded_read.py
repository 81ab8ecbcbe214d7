"""Reads files that anybody may have written: only plain files, up to a size limit, with one kind of error."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from tripod.sentences import reason, sentence

MOST_BYTES = 16 << 20
"""Size limit of files other than samples, in bytes; a larger file is something else."""


LONGEST = 300
"""Characters of a sentence on what is wrong in a file; the file may hold a word of a megabyte."""


def cut(said: str) -> str:
    """A sentence, or the beginning of one that is far too long; on one line."""
    said = " ".join(said.split()) if "\n" in said or "\r" in said else said
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"


class FileError(ValueError):
    """A file cannot be used: its path, the line where one is known, and why."""

    def __init__(self, path: Path, why: str, line: int = 0) -> None:
        why = cut(why)
        said = sentence("file_read.at_line", path=path, line=line, why=why) if line else None
        super().__init__(said or sentence("file_read.at_path", path=path, why=why))
        self.path, self.why, self.line = path, why, line


class NoFile(FileError):
    """There is no such file."""


def open_plain(path: Path) -> BinaryIO:
    """A plain file, open for reading, of any size.

    Raises:
        NoFile: there is none.
        FileError: it is a folder, a pipe or a device, or cannot be opened.
    """
    handle = _open(path)
    return open(handle, "rb")


def read_bytes(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """All bytes of a plain file, at most `most_bytes`.

    Raises:
        NoFile: there is none.
        FileError: it is a folder, a pipe or a device, is larger than `most_bytes`, or cannot be read.
    """
    handle = _open(path)
    try:
        size = os.fstat(handle).st_size
        if size > most_bytes:
            raise FileError(path, sentence("file_read.too_many_bytes", size=size, most_bytes=most_bytes))
        with open(handle, "rb", closefd=False) as file:
            # One byte more than allowed tells a file that grew meanwhile.
            data = file.read(most_bytes + 1)
    except OSError as error:
        raise FileError(path, sentence("file_read.cannot_read", reason=_reason(error))) from error
    finally:
        os.close(handle)
    if len(data) > most_bytes:
        raise FileError(path, sentence("file_read.more_than_most_bytes", most_bytes=most_bytes))
    return data


def read_text(path: Path, most_bytes: int = MOST_BYTES) -> str:
    """The text of a plain file of at most `most_bytes`; a byte order mark at its start is left out.

    Raises:
        NoFile, FileError: as `read_bytes`, or it is not UTF-8.
    """
    try:
        return read_bytes(path, most_bytes).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(path, sentence("file_read.not_utf8")) from error


def _open(path: Path) -> int:
    """A descriptor of a plain file."""
    try:
        # Even to open a serial port does something: it restarts the board behind it.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise FileError(path, sentence("file_read.not_plain_file"))
        # What is there may have become a pipe since; without O_NONBLOCK one waits for somebody to write into it.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise NoFile(path, sentence("file_read.not_there")) from error
    except FileError:
        raise
    except (OSError, ValueError) as error:
        raise FileError(path, sentence("file_read.cannot_read", reason=_reason(error))) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise FileError(path, sentence("file_read.not_plain_file"))
    return handle


def _reason(error: Exception) -> str:
    return reason(error) if isinstance(error, OSError) else str(error)
