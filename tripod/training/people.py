"""Who trains here: a person is a code, with a folder of their own. Found, made, renamed and deleted."""

import os
import re
import shutil
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from itertools import count
from pathlib import Path

from tripod.sentences import reason, sentence
from tripod.storage.bounded_read import FileError
from tripod.storage.lock import PATIENCE_S, locked
from tripod.storage.person_code import FIRST, CodeError, person_code
from tripod.storage.places import (
    DIARY,
    ELSEWHERE,
    NOTES,
    PROFILE,
    STANCES,
    last_person_path,
    people_folder,
    person_folder,
    sessions_folder,
)
from tripod.storage.schemas.last_person import LAST_PERSON, LastPersonFile
from tripod.storage.versioned import read, write
from tripod.training.elsewhere import elsewhere_of
from tripod.training.own_recordings import recordings_of, rename_recordings, sweep_recordings, take_away_recordings

FILES = (PROFILE, DIARY, STANCES, NOTES, ELSEWHERE)
DELETED = ".deleted-"
"""How the folder of a deleted person is called until all of it is gone: no code begins so."""


class PeopleError(ValueError):
    """What was asked of people cannot be: one plain sentence."""


class PersonUnknown(PeopleError):
    """Nobody here is called so."""


def codes() -> tuple[str, ...]:
    """Everybody here, P-2 before P-10; where nobody was made yet, the first person."""
    return on_disk(people_folder()) or (FIRST,)


def on_disk(folder: Path) -> tuple[str, ...]:
    """Codes of the people whose folders are in this one."""
    found: list[str] = []
    with suppress(OSError):
        for path in folder.iterdir():
            with suppress(CodeError):
                if path.is_dir():
                    found.append(person_code(path.name))
    return tuple(sorted(found, key=_by_number))


def _by_number(code: str) -> tuple[list[tuple[bool, int, str]], str]:
    parts = re.findall(r"\d+|\D+", code)
    return [(not part.isdecimal(), int(part) if part.isdecimal() else 0, part.lower()) for part in parts], code


def is_gone(path: Path) -> bool:
    """Whether the person whose file this would be was renamed or deleted by another program: their folder is not there,
    and others' are. To write there would bring half of them back."""
    folder = path.parent
    return folder.parent == people_folder() and not folder.is_dir() and bool(on_disk(folder.parent))


def find(text: str) -> str:
    """The code of somebody here; upper and lower case are the same.

    Raises:
        PersonUnknown: nobody is called so; the sentence names who is called alike, and how to make one.
        CodeError: it is no code.
    """
    wanted, here = person_code(text), codes()
    if wanted in here:
        return wanted
    same = _same(wanted, here)
    if same:
        return same
    near = get_close_matches(wanted.lower(), [code.lower() for code in here], 3, 0.5)
    if near:
        named = sentence("people.or").join(code for code in here if code.lower() in near)
        raise PersonUnknown(sentence("people.unknown_but_near", code=wanted, near=named))
    raise PersonUnknown(sentence("people.unknown", code=wanted))


def _same(code: str, others: Iterable[str]) -> str:
    """Who of the others is called so but for upper and lower case, which some disks do not tell apart; "" if nobody."""
    return next((other for other in others if other.lower() == code.lower()), "")


def add(text: str) -> str:
    """Make a person of this code.

    Raises:
        PeopleError: there is one, or they cannot be kept.
        CodeError: it is no code.
    """
    code = person_code(text)
    with _alone("make", code):
        _refuse_if_taken(code, on_disk(people_folder()))
        person_folder(code).mkdir(parents=True)
    return code


def rename(text: str, to: str) -> str:
    """Call somebody otherwise from now on; all that is kept of them goes along.

    Raises:
        PeopleError: nobody is called so, another one is, or it cannot be done.
        CodeError: one of them is no code.
    """
    new = person_code(to)
    with _alone("rename", text):
        code = find(text)
        _refuse_if_taken(new, [other for other in codes() if other != code])
        if new == code:
            return code
        was_last = last_used() == code
        # First: where it ends half-way, the same once more goes on with the others.
        rename_recordings(code, new, elsewhere_of(code).there)
        if person_folder(code).is_dir():
            _wait_for_writers(code)
            os.rename(person_folder(code), person_folder(new))
        else:
            person_folder(new).mkdir(parents=True)
        if was_last:
            write(LastPersonFile(code=new), last_person_path())
    return new


def delete(text: str) -> str:
    """Take away all that is kept of somebody, for good, with their recordings in the folder of sessions; returns their
    code.

    Raises:
        PeopleError: nobody is called so, or not all of it could be taken away.
        CodeError: it is no code.
    """
    with _alone("delete", text):
        code = find(text)
        folder = person_folder(code)
        # First: while they are there, the rest is found by their code.
        take_away_recordings(code)
        if folder.is_dir():
            _wait_for_writers(code)
            # At once, so that nobody is ever there by half; what is left of the folder goes at the next start.
            numbered = (folder.with_name(f"{DELETED}{n}") for n in count(1))
            away = next(path for path in numbered if not path.exists())
            os.rename(folder, away)
            if _noted() == code:
                last_person_path().unlink()
            shutil.rmtree(away)
    return code


def what_goes(code: str, most: int = 2) -> str:
    """What `delete` takes away, and which recordings stay elsewhere, no more than `most` by their folders."""
    goes = sentence(
        "people.goes",
        code=code,
        folder=people_folder() / code,
        recordings=len(recordings_of(code)),
        sessions=sessions_folder(),
    )
    elsewhere = elsewhere_of(code)
    return f"{goes} {elsewhere.said(most)}" if elsewhere else goes


def sweep() -> None:
    """Take away what is left of people who were deleted by a program that was killed meanwhile."""
    sweep_recordings()
    left = list(people_folder().glob(f"{DELETED}*"))
    if not left:
        return
    with suppress(OSError), locked(people_folder()):
        for folder in left:
            shutil.rmtree(folder, ignore_errors=True)


def last_used() -> str:
    """Who is meant where nobody is named: who was here last, if they still are."""
    here, code = codes(), _noted()
    if code in here:
        return code
    return FIRST if FIRST in here else here[0]


def _noted() -> str:
    """Who was noted as here last, "" where nobody was."""
    with suppress(FileError):
        return read(LAST_PERSON, last_person_path()).code
    return ""


def use(code: str) -> None:
    """This person is here now, and is meant next time where nobody is named."""
    # Where the disk takes nothing, one must be named next time; nothing else depends on it.
    with suppress(OSError):
        person_folder(code).mkdir(parents=True, exist_ok=True)
        if _noted() != code:
            write(LastPersonFile(code=code), last_person_path())


def _refuse_if_taken(code: str, others: Iterable[str]) -> None:
    same = _same(code, others)
    if same == code:
        raise PeopleError(sentence("people.is_here", code=code))
    if same:
        raise PeopleError(sentence("people.differs_by_case_only", code=code, other=same))


def _wait_for_writers(code: str) -> None:
    """Let another program end what it writes of this person just now."""
    for name in FILES:
        # Not held: a folder with an open file in it cannot be renamed everywhere.
        with locked(person_folder(code) / name):
            pass


@contextmanager
def _alone(what: str, code: str) -> Generator[None]:
    """While no other program makes, renames or deletes people; `what` is said to be impossible where it is."""
    try:
        with locked(people_folder(), PATIENCE_S):
            yield
    except OSError as error:
        shown = code if len(code) <= 100 else f"{code[:100]}…"
        raise PeopleError(sentence(f"people.cannot_{what}", code=shown, why=reason(error))) from error
