"""The recordings of one person that somebody put elsewhere than into the folder of sessions: noted when they are begun,
and told where it matters that they are theirs."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tripod.record.layout import SESSION
from tripod.record.session_facts import facts_of
from tripod.sentences import sentence
from tripod.storage.bounded_read import FileError
from tripod.storage.lock import BRIEFLY_S, locked
from tripod.storage.places import elsewhere_path, sessions_folder
from tripod.storage.schemas.recordings_elsewhere import RECORDINGS_ELSEWHERE, RecordingsElsewhereFile
from tripod.storage.versioned import read, write

MOST = 2000
"""So many are known, the newest."""


@dataclass(frozen=True)
class Elsewhere:
    """Folders of recordings outside of the folder of sessions, as far as they are known."""

    there: tuple[Path, ...] = ()
    not_there: tuple[Path, ...] = ()
    """Moved, deleted, or on a disk that is not connected."""

    def __bool__(self) -> bool:
        return bool(self.there or self.not_there)

    def said(self, most: int = MOST) -> str:
        """Which stay where, and of which nobody knows; of each no more than `most` by their names."""
        said = [
            sentence(f"people.{which}", folders=_listed(folders, most))
            for which, folders in (("elsewhere", self.there), ("not_there", self.not_there))
            if folders
        ]
        return " ".join(said) or sentence("people.none_elsewhere")

    def to_dict(self) -> dict[str, list[str]]:
        """As JSON has it."""
        return {"there": [str(path) for path in self.there], "not_there": [str(path) for path in self.not_there]}


def _listed(folders: Sequence[Path], most: int) -> str:
    named = ", ".join(map(str, folders[:most]))
    more = len(folders) - most
    return sentence("people.and_more", folders=named, more=more) if more > 0 else named


def note_elsewhere(code: str, folder: Path) -> None:
    """Keep where this recording is, if that is not the folder of sessions. One that cannot be kept is told nowhere; the
    recording does not depend on it."""
    # A path that is no text cannot be kept.
    with suppress(OSError, ValueError):
        whole = folder.resolve()
        if whole.parent == sessions_folder().resolve():
            return
        path = elsewhere_path(code)
        with locked(path, BRIEFLY_S):
            before = [known for known in _noted(code) if known != str(whole)]
            write(RecordingsElsewhereFile(folders=[*before[1 - MOST :], str(whole)]), path)


def elsewhere_of(code: str) -> Elsewhere:
    """What is known of them. A folder in which somebody else's recording is by now is left out."""
    known = [Path(folder) for folder in _noted(code)]
    there = [path for path in known if (path / SESSION).is_file()]
    return Elsewhere(
        tuple(path for path in there if facts_of(path).subject == code),
        tuple(path for path in known if path not in there),
    )


def _noted(code: str) -> list[str]:
    with suppress(FileError):
        return read(RECORDINGS_ELSEWHERE, elsewhere_path(code)).folders
    return []
