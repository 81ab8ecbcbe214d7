"""The recordings of one person among all in the folder of sessions: found, called after a new code, taken away."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import msgspec

from tripod.record.layout import SESSION
from tripod.record.session_facts import facts_of, session_folders
from tripod.storage.atomic_write import write_text
from tripod.storage.bounded_read import read_bytes
from tripod.storage.places import history_index, sessions_folder
from tripod.storage.versioned import decode_json

DELETED = ".deleted-"
"""How a folder is called until all of it is gone."""


def recordings_of(code: str) -> list[Path]:
    """Folders of the recordings on which this person stands, by name. One whose description cannot be read is of
    nobody who is known."""
    return sorted(folder for folder in session_folders(sessions_folder()) if facts_of(folder).subject == code)


def rename_recordings(old: str, new: str, elsewhere: Iterable[Path] = ()) -> None:
    """Let the description of each name the new code; the rest of it, and the samples, stay as they are. One that is
    `elsewhere` and cannot be written keeps the old one: it may lie on a disk that nobody writes any more.

    Raises:
        OSError: one cannot be written; done again, this goes on with the others.
    """
    for folder in recordings_of(old):
        _rename(folder, new)
    for folder in elsewhere:
        with suppress(OSError):
            _rename(folder, new)


def _rename(folder: Path, code: str) -> None:
    path = folder / SESSION
    plain = decode_json(read_bytes(path), path)
    assert isinstance(plain, dict)
    plain["subject"] = code
    write_text(path, msgspec.json.format(msgspec.json.encode(plain), indent=1).decode() + "\n")


def take_away_recordings(code: str) -> None:
    """Take away all of them, for good; and the index of the history, which knows of them and is made anew.

    Raises:
        OSError: one cannot be taken away; done again, this goes on with the others.
    """
    for folder in recordings_of(code):
        # At once, so that no half of one is found.
        away = next(path for path in _names(folder) if not path.exists())
        folder.rename(away)
        shutil.rmtree(away)
    history_index().unlink(missing_ok=True)


def _names(folder: Path) -> Iterator[Path]:
    return (folder.with_name(f"{DELETED}{n}") for n in count(1))


def sweep_recordings() -> None:
    """Take away what is left of recordings that a program was killed over."""
    with suppress(OSError):
        for folder in sessions_folder().glob(f"{DELETED}*"):
            shutil.rmtree(folder, ignore_errors=True)
