"""Read a file that anybody may have written: only a plain file, never more than a bound, one kind of error."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

MOST_BYTES = 16 << 20
"""No description (everything but samples) is longer; what is, is something else."""


class FileError(ValueError):
    """A file cannot be used: its path, the line where one is known, and why."""

    def __init__(self, path: Path, why: str, line: int = 0) -> None:
        super().__init__(f"{path}, line {line}: {why}" if line else f"{path} {why}")
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
    """The whole of a plain file.

    Raises:
        NoFile: there is none.
        FileError: it is a folder, a pipe or a device, is larger than `most_bytes`, or cannot be read.
    """
    handle = _open(path)
    try:
        size = os.fstat(handle).st_size
        if size > most_bytes:
            raise FileError(path, f"has {size} bytes; such a file has at most {most_bytes}")
        with open(handle, "rb", closefd=False) as file:
            # One byte more than allowed tells a file that grew meanwhile.
            data = file.read(most_bytes + 1)
    except OSError as error:
        raise FileError(path, f"cannot be read ({_reason(error)})") from error
    finally:
        os.close(handle)
    if len(data) > most_bytes:
        raise FileError(path, f"has more than {most_bytes} bytes")
    return data


def read_text(path: Path, most_bytes: int = MOST_BYTES) -> str:
    """The whole of a plain file as text; a byte order mark is passed over.

    Raises:
        NoFile, FileError: as `read_bytes`, or it is not UTF-8.
    """
    try:
        return read_bytes(path, most_bytes).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(path, "cannot be read (it is not UTF-8 text)") from error


def _open(path: Path) -> int:
    """A descriptor of a plain file."""
    try:
        # Without O_NONBLOCK opening a pipe waits for somebody to write into it.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise NoFile(path, "is not there") from error
    except (OSError, ValueError) as error:
        raise FileError(path, f"cannot be read ({_reason(error)})") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise FileError(path, "cannot be read (it is no file)")
    return handle


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
