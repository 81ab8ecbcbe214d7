"""What somebody noted of a try or of a recording: kept in the person's folder, beside the diary."""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from tripod.sentences import reason, sentence
from tripod.storage.bounded_read import FileError, NoFile
from tripod.storage.lock import PATIENCE_S, locked
from tripod.storage.schemas.notes import LONGEST, NOTES, NotesFile
from tripod.storage.versioned import read, write
from tripod.training.people import is_gone


class NoteError(ValueError):
    """A note cannot be read or kept: one plain sentence."""


def of_try(made: str, drill: str, nth: int) -> str:
    """Under which the note of a drill in the diary is kept. `made`: its ISO time. `nth`: which of those of this time
    and drill, from 1: a day files one drill more than once."""
    return f"{made} {drill} {nth}"


def of_recording(folder: str) -> str:
    """Under which the note of a recording is kept. `folder`: its name."""
    return f"recording {folder}"


def read_notes(path: Path) -> Mapping[str, str]:
    """All notes in a file; none where there is none.

    Raises:
        NoteError: there is one, and it cannot be used.
    """
    try:
        return read(NOTES, path).notes
    except NoFile:
        return {}
    except FileError as error:
        raise NoteError(sentence("notes.damaged_move_away", why=error, path=path)) from error


def keep_note(path: Path, key: str, text: str, wait_s: float = PATIENCE_S) -> None:
    """Keep this text in place of what was noted before; an empty one takes the note away. No other program changes
    the file meanwhile.

    Raises:
        NoteError: the file cannot be used or written, the person is gone, or the text is too long; nothing changed.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise NoteError(sentence("notes.too_long", letters=len(text), longest=LONGEST))
    if is_gone(path):
        raise NoteError(sentence("notes.person_gone", code=path.parent.name))
    try:
        with locked(path, wait_s):
            before = dict(read_notes(path))
            before.pop(key, None)
            write(replace(NotesFile(), notes={**before, key: text} if text else before), path)
    except OSError as error:
        raise NoteError(sentence("notes.cannot_be_kept", path=path, why=reason(error))) from error
