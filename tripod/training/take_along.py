"""All that is kept of one person, copied to a place of theirs: their folder, and their recordings."""

import shutil
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tripod.record.layout import QUICK
from tripod.sentences import reason, sentence
from tripod.storage.new_folder import folder_of
from tripod.storage.places import person_folder
from tripod.training.elsewhere import Elsewhere, elsewhere_of
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
    elsewhere: Elsewhere
    """Those that are there were copied, too."""


def take_along(text: str, to: Path) -> TakenAlong:
    """Copy all of somebody into a new folder, or into a new archive where the name ends in .zip: `person` holds what
    their folder holds, `sessions` their recordings, also those that are known elsewhere. All of it or nothing; nothing
    is written over.

    Raises:
        PeopleError: nobody is called so.
        CodeError: it is no code.
        CannotTakeAlong: something is there already, or cannot be read or written.
    """
    code = find(text)
    if to.exists() or to.is_symlink():
        raise CannotTakeAlong(sentence("failed.file_is_there", file=to))
    try:
        with (
            folder_of(to.absolute()),
            tempfile.TemporaryDirectory(prefix=".tripod-", dir=to.absolute().parent) as beside,
        ):
            made = Path(beside) / "all"
            made.mkdir()
            if person_folder(code).is_dir():
                # Locks of files, and what is half written, are nobody's.
                others = shutil.ignore_patterns(".*")
                shutil.copytree(person_folder(code), made / "person", ignore=others, copy_function=_copy)
            elsewhere = elsewhere_of(code)
            recordings = [*recordings_of(code), *elsewhere.there]
            for folder in recordings:
                quick = shutil.ignore_patterns(f"*{QUICK}*")
                shutil.copytree(folder, _free(made / "sessions" / folder.name), ignore=quick, copy_function=_copy)
            files = sum(path.is_file() for path in made.rglob("*"))
            if to.suffix.lower() == ZIP:
                made = Path(shutil.make_archive(str(Path(beside) / "packed"), "zip", made))
            made.rename(to)
    except _CannotCopy as error:
        raise _cannot(code, to, error.why) from error
    except shutil.Error as error:
        # Of what is neither a file nor a folder.
        raise _cannot(code, to, OSError(str(error.args[0][0][2]))) from error
    except OSError as error:
        raise _cannot(code, to, error) from error
    return TakenAlong(code, to, files, len(recordings), elsewhere)


def _free(path: Path) -> Path:
    """Folders that stand in several places may be called the same."""
    named = (path.with_name(f"{path.name}-{n}") for n in count(2))
    return path if not path.exists() else next(each for each in named if not each.exists())


class _CannotCopy(Exception):
    """Of one file. No `OSError`: of those `copytree` keeps the text alone, and goes on copying onto a full disk."""

    def __init__(self, why: OSError) -> None:
        super().__init__(str(why))
        self.why = why


def _copy(source: str, to: str) -> None:
    try:
        shutil.copy2(source, to)
    except OSError as error:
        raise _CannotCopy(error) from error


def _cannot(code: str, to: Path, why: OSError) -> CannotTakeAlong:
    return CannotTakeAlong(sentence("people.cannot_take_along", code=code, to=to, why=reason(why)))
