"""All that is kept of one person, copied to a place of theirs: their folder, and their recordings."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tripod.record.layout import QUICK
from tripod.sentences import sentence
from tripod.storage.places import person_folder
from tripod.training.own_recordings import recordings_of
from tripod.training.people import find

ZIP = ".zip"


class CannotTakeAlong(ValueError):
    """It cannot be copied there: one plain sentence; nothing was."""


@dataclass(frozen=True)
class TakenAlong:
    """What was copied."""

    code: str
    to: Path
    files: int
    recordings: int


def take_along(text: str, to: Path) -> TakenAlong:
    """Copy all of somebody into a new folder, or into a new archive where the name ends in .zip: `person` holds what
    their folder holds, `sessions` their recordings. All of it or nothing; nothing is written over.

    Raises:
        PeopleError: nobody is called so.
        CodeError: it is no code.
        CannotTakeAlong: something is there already, or cannot be read or written.
    """
    code = find(text)
    if to.exists() or to.is_symlink():
        raise CannotTakeAlong(sentence("failed.file_is_there", file=to))
    try:
        with tempfile.TemporaryDirectory(prefix=".tripod-", dir=to.absolute().parent) as beside:
            made = Path(beside) / "all"
            made.mkdir()
            if person_folder(code).is_dir():
                # Locks of files, and what is half written, are nobody's.
                shutil.copytree(person_folder(code), made / "person", ignore=shutil.ignore_patterns(".*"))
            recordings = recordings_of(code)
            for folder in recordings:
                shutil.copytree(folder, made / "sessions" / folder.name, ignore=shutil.ignore_patterns(f"*{QUICK}*"))
            files = sum(path.is_file() for path in made.rglob("*"))
            if to.suffix.lower() == ZIP:
                made = Path(shutil.make_archive(str(Path(beside) / "packed"), "zip", made))
            made.rename(to)
    except shutil.Error as error:
        raise CannotTakeAlong(
            sentence("people.cannot_take_along", code=code, to=to, why=error.args[0][0][2])
        ) from error
    except OSError as error:
        why = error.strerror or error
        raise CannotTakeAlong(sentence("people.cannot_take_along", code=code, to=to, why=why)) from error
    return TakenAlong(code, to, files, len(recordings))
