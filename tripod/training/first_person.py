"""What was kept while a tripod knew one person alone becomes the first person's."""

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path

from tripod.sentences import reason, sentence
from tripod.storage.lock import locked
from tripod.storage.person_code import FIRST
from tripod.storage.places import people_folder, person_folder, user_data
from tripod.training.people import FILES


def move_in() -> str:
    """Move files of that time into the first person's folder, each whole; one sentence on what was moved or why it
    cannot be, "" where there is none.

    Each file is renamed, so at any moment it is at its old place or its new one; a program that is killed meanwhile
    leaves the rest to the next start. What an older tripod wrote anew since is kept beside, and not read.
    """
    if not any(_old()):
        return ""
    folder, moved, beside = person_folder(FIRST), list[str](), list[str]()
    try:
        with ExitStack() as alone:
            # The older program locks the files themselves.
            for path in (people_folder(), *(user_data() / name for name in FILES)):
                alone.enter_context(locked(path))
            for old in _old():
                new = folder / old.name
                folder.mkdir(parents=True, exist_ok=True)
                if new.exists():
                    new = _free(new)
                    beside.append(new.name)
                else:
                    moved.append(new.name)
                os.rename(old, new)
    except OSError as error:
        return sentence("first_person.cannot_be_moved", folder=folder, why=reason(error))
    said: list[str] = []
    if moved:
        said.append(sentence("first_person.moved", code=FIRST, folder=folder))
    if beside:
        said.append(sentence("first_person.older_program", files=", ".join(beside), folder=folder))
    return " ".join(said)


def _old() -> Iterator[Path]:
    """Files of that time; links, and whatever else is called so, are somebody's own business."""
    data = user_data()
    with suppress(OSError):
        for path in (*(data / name for name in FILES), *sorted(data.glob("diary-damaged-*.json"))):
            with suppress(OSError):
                if stat.S_ISREG(path.lstat().st_mode):
                    yield path


def _free(path: Path) -> Path:
    named = (path.with_name(f"{path.stem}-older-{n}{path.suffix}") for n in count(1))
    return next(each for each in named if not each.exists())
