"""Finds what can be analysed in a path of this machine or of a bucket, and brings it here."""

import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tripod.batch.cannot_run import CannotRun
from tripod.record.layout import SESSION
from tripod.sentences import sentence

if TYPE_CHECKING:
    from fsspec.spec import AbstractFileSystem

TABLES = (".csv", ".tsv", ".txt", ".mot", ".sto")
"""Endings of files that are looked at in a folder; a file that is named is looked at whatever its ending."""


def is_url(path: str) -> bool:
    """Whether a path is of something that fsspec opens: `s3://bucket/folder`."""
    return "://" in path


def files_in(path: str) -> Iterator[str]:
    """Sessions and force-plate files in a path, in the order of their names; what is named and is nothing of it is
    given, too, and refused when it is read.

    Raises:
        CannotRun: it is of a bucket, and fsspec is missing or cannot list it.
    """
    if is_url(path):
        yield from _in_bucket(path)
        return
    yield from map(str, _here(Path(path)))


def _here(path: Path) -> Iterator[Path]:
    if not path.is_dir() or (path / SESSION).exists():
        yield path
        return
    for inside in sorted(path.iterdir()):
        if inside.is_dir() or inside.suffix.lower() in TABLES:
            yield from _here(inside)


def _in_bucket(url: str) -> Iterator[str]:
    system, root = opened(url)
    try:
        if not system.isdir(root):
            yield system.unstrip_protocol(root)
            return
        yield from _walk(system, root)
    except (OSError, ValueError) as error:
        raise CannotRun(sentence("batch.bucket_unreadable", url=url, why=error)) from error


def _walk(system: "AbstractFileSystem", folder: str) -> Iterator[str]:
    inside = sorted(system.ls(folder, detail=True), key=lambda of: of["name"])
    if any(of["name"].rsplit("/", 1)[-1] == SESSION for of in inside):
        yield system.unstrip_protocol(folder)
        return
    for of in inside:
        name = of["name"]
        if of["type"] == "directory":
            yield from _walk(system, name)
        elif name.lower().endswith(TABLES):
            yield system.unstrip_protocol(name)


@contextmanager
def here(name: str) -> Generator[Path]:
    """The file or folder on this machine; what is of a bucket is copied, and the copy taken away afterwards.

    Raises:
        CannotRun: it cannot be copied.
    """
    if not is_url(name):
        yield Path(name)
        return
    system, root = opened(name)
    with TemporaryDirectory(prefix="tripod-") as folder:
        path = Path(folder) / (root.rstrip("/").rsplit("/", 1)[-1] or "session")
        try:
            _copy(system, root, path)
        except (OSError, ValueError) as error:
            raise CannotRun(sentence("batch.bucket_unreadable", url=name, why=error)) from error
        yield path


def _copy(system: "AbstractFileSystem", root: str, path: Path) -> None:
    if not system.isdir(root):
        with system.open(root, "rb") as source, path.open("wb") as file:
            shutil.copyfileobj(source, file)
        return
    path.mkdir()
    for of in system.ls(root, detail=True):
        if of["type"] == "file":
            with (
                system.open(of["name"], "rb") as source,
                (path / of["name"].rsplit("/", 1)[-1]).open("wb") as file,
            ):
                shutil.copyfileobj(source, file)


def opened(url: str) -> tuple["AbstractFileSystem", str]:
    """fsspec's file system of a URL, and the path in it.

    Raises:
        CannotRun: fsspec, or what it needs for such a URL, is missing.
    """
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415, an extra

        system, root = url_to_fs(url)
    except ImportError as error:
        raise CannotRun(sentence("batch.extra_missing", library=error.name or "fsspec")) from None
    except (ValueError, OSError) as error:
        raise CannotRun(sentence("batch.bucket_unreadable", url=url, why=error)) from error
    return system, root
