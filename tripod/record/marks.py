"""Marks that are made when a recording is looked at: kept beside what was recorded, which stays as it is."""

from collections.abc import Callable, Sequence
from pathlib import Path

from tripod.record.time_line import Mark
from tripod.sentences import reason, sentence
from tripod.storage.bounded_read import FileError, NoFile
from tripod.storage.lock import BRIEFLY_S, locked
from tripod.storage.schemas.marks import LONGEST, MARKS, MOST, MarkFile, MarksFile
from tripod.storage.versioned import read, write

FILE = "marks.json"
NEAR_S = 0.25
"""A mark that is no further away is meant."""


class MarkError(ValueError):
    """Marks cannot be read or kept: one plain sentence."""


def read_marks(folder: Path) -> tuple[Mark, ...]:
    """The marks that were made later, in their order; none where there is no such file.

    Raises:
        MarkError: there is one, and it cannot be used.
    """
    path = folder / FILE
    try:
        kept = read(MARKS, path).marks
    except NoFile:
        return ()
    except FileError as error:
        raise MarkError(sentence("marks.damaged_move_away", why=error, path=path)) from error
    return tuple(Mark(m.t_s, m.text, later=True) for m in sorted(kept, key=lambda m: m.t_s))


def mark(folder: Path, t_s: float, text: str = "") -> tuple[Mark, ...]:
    """Mark this moment, in place of a mark that is near it; all marks there are then.

    Raises:
        MarkError: the text is too long, there are too many marks, or they cannot be read or written; nothing changed.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise MarkError(sentence("marks.too_long", letters=len(text), longest=LONGEST))

    def with_it(marks: Sequence[Mark]) -> list[Mark]:
        return [*(m for m in marks if abs(m.t_s - t_s) > NEAR_S), Mark(t_s, text, later=True)]

    return _change(folder, with_it)


def unmark(folder: Path, t_s: float) -> tuple[Mark, ...]:
    """Take away the mark that is near this moment; all marks there are then.

    Raises:
        MarkError: they cannot be read or written; nothing changed.
    """
    return _change(folder, lambda marks: [m for m in marks if abs(m.t_s - t_s) > NEAR_S])


def _change(folder: Path, change: Callable[[Sequence[Mark]], list[Mark]]) -> tuple[Mark, ...]:
    path = folder / FILE
    try:
        with locked(path, BRIEFLY_S):
            marks = sorted(change(read_marks(folder)), key=lambda m: m.t_s)
            if len(marks) > MOST:
                raise MarkError(sentence("marks.too_many", most=MOST))
            write(MarksFile(marks=tuple(MarkFile(t_s=m.t_s, text=m.text) for m in marks)), path)
    except OSError as error:
        raise MarkError(sentence("marks.cannot_be_kept", path=path, why=reason(error))) from error
    return tuple(marks)
