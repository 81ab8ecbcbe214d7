"""The index of all that was kept: one SQLite file that is made from the folders, and made anew where it is damaged."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tripod.history.tables import STATEMENTS, VERSION
from tripod.history.write import forget_person, forget_session, write_person, write_session
from tripod.record.layout import SESSION, SUMMARY
from tripod.sentences import sentence
from tripod.storage.places import DIARY, NOTES, history_index, people_folder, sessions_folder
from tripod.training.people import on_disk

PATIENCE_S = 2.0
"""How long to wait for another program that writes the index."""
COMMIT_EACH = 500
"""Folders; what was read stays where the program ends meanwhile."""


class Notice(StrEnum):
    """What became of the index when it was opened; each has its sentence in the table `history_index`."""

    DAMAGED = "damaged"
    OTHER_VERSION = "other_version"
    NOT_KEPT = "not_kept"

    def said(self) -> str:
        """In one sentence."""
        return sentence(f"history_index.{self.value}")


@dataclass(frozen=True)
class Reading:
    """How far the folders are read."""

    done: int
    of: int


class Index:
    """Of the user's data folder, or of another one with folders of people and sessions.

    Used from one thread. What cannot be kept on disk is kept in memory, and read again next time.
    """

    def __init__(self, path: Path | None = None, people: Path | None = None, sessions: Path | None = None) -> None:
        self.path = path or history_index()
        self._people, self._sessions = people or people_folder(), sessions or sessions_folder()
        self.notices: list[Notice] = []
        self.in_memory = False
        """It is in no file, where another connection could read it."""
        self.tables = self._open()

    def close(self) -> None:
        """Close the file."""
        self.tables.close()

    def refresh(self) -> Iterator[Reading]:
        """Read what has changed since; each step reads one folder. The tables are right when it is over.

        Where the file turns out to be damaged, or takes nothing any more, all is read into another one.
        """
        try:
            yield from self._refresh()
        except sqlite3.DatabaseError as error:
            self._begin_anew(error)
            yield from self._refresh()

    def rebuild(self) -> Iterator[Reading]:
        """Forget all of it, and read everything again."""
        self.tables.close()
        self._take_away()
        self.tables = self._open()
        yield from self.refresh()

    def up_to_date(self) -> "Index":
        """The same, after a whole `refresh`."""
        for _ in self.refresh():
            pass
        return self

    # -- reading the folders ------------------------------------------------------------------------------------

    def _refresh(self) -> Iterator[Reading]:
        before = dict(self.tables.execute("SELECT path, stamp FROM stamps"))
        now = self._stamps()
        gone = [path for path in before if path not in now]
        new = [path for path, stamp in now.items() if before.get(path) != stamp]
        for path in gone:
            (forget_person if path.startswith("people/") else forget_session)(self.tables, path.partition("/")[2])
            self.tables.execute("DELETE FROM stamps WHERE path = ?", (path,))
        for done, path in enumerate(new, 1):
            kind, _, name = path.partition("/")
            if kind == "people":
                write_person(self.tables, name, self._people / name)
            else:
                write_session(self.tables, self._sessions / name)
            self.tables.execute("INSERT OR REPLACE INTO stamps VALUES (?, ?)", (path, now[path]))
            if done % COMMIT_EACH == 0:
                self.tables.commit()
            yield Reading(done, len(new))
        if gone or new:
            self.tables.execute(_DRILLED)
            self.tables.commit()

    def _stamps(self) -> dict[str, str]:
        """people/CODE or sessions/NAME -> size, time and number of the files that matter there."""
        found: dict[str, str] = {}
        for code in on_disk(self._people):
            found[f"people/{code}"] = _stamp(f"{self._people}/{code}", (DIARY, NOTES))
        with suppress(OSError):
            place = str(self._sessions)
            for name in sorted(_names(self._sessions)):
                # A folder is a recording by its description; what was begun and never described is none.
                stamp = _stamp(f"{place}/{name}", (SESSION, SUMMARY))
                if not stamp.startswith("-"):
                    found[f"sessions/{name}"] = stamp
        return found

    # -- the file -----------------------------------------------------------------------------------------------

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return self._connect(str(self.path))
        except sqlite3.OperationalError:
            # No place, no permission, or another program at it all the time.
            return self._in_memory()
        except sqlite3.DatabaseError:
            self.notices.append(Notice.DAMAGED)
        except OSError:
            return self._in_memory()
        self._take_away()
        try:
            return self._connect(str(self.path))
        except (sqlite3.Error, OSError):
            return self._in_memory()

    def _connect(self, where: str) -> sqlite3.Connection:
        tables = sqlite3.connect(where, timeout=PATIENCE_S)
        try:
            # What a power cut harms is made anew.
            tables.execute("PRAGMA synchronous = OFF")
            version = tables.execute("PRAGMA user_version").fetchone()[0]
            if version != VERSION:
                if version:
                    self.notices.append(Notice.OTHER_VERSION)
                _make_tables(tables)
            elif tables.execute("PRAGMA quick_check(1)").fetchone() != ("ok",) or _statements(tables) != {*STATEMENTS}:
                raise sqlite3.DatabaseError("quick_check")
        except BaseException:
            tables.close()
            raise
        self.in_memory = False
        return tables

    def _in_memory(self) -> sqlite3.Connection:
        self.notices.append(Notice.NOT_KEPT)
        self.in_memory = True
        tables = sqlite3.connect(":memory:")
        _make_tables(tables)
        return tables

    def _begin_anew(self, error: sqlite3.DatabaseError) -> None:
        self.tables.close()
        if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_ERROR:
            # Full, read-only, or another program at it for long: nothing is wrong with what is in it.
            self.tables = self._in_memory()
            return
        self.notices.append(Notice.DAMAGED)
        self._take_away()
        self.tables = self._open()

    def _take_away(self) -> None:
        for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            with suppress(OSError):
                path.unlink()


_DRILLED = """
UPDATE sessions SET drilled = EXISTS (
    SELECT 1 FROM drills WHERE drills.person = sessions.person AND drills.board_id = sessions.board_id
    AND drills.made_s BETWEEN sessions.created_s AND sessions.created_s + COALESCE(sessions.duration_s, 0) + 120
) OR EXISTS (
    SELECT 1 FROM drills WHERE drills.person = sessions.person AND drills.recording = sessions.folder
)"""
"""Whether drills name it, or were done while it recorded: two minutes later they are filed at the latest."""


def _make_tables(tables: sqlite3.Connection) -> None:
    with tables:
        for kind, name in tables.execute(
            "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
        ).fetchall():
            tables.execute(f'DROP {kind} "{name}"')
        for statement in STATEMENTS:
            tables.execute(statement)
        tables.execute(f"PRAGMA user_version = {VERSION}")


def _statements(tables: sqlite3.Connection) -> set[str]:
    return {sql for (sql,) in tables.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


def _names(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            # A name that is no text was given by no tripod.
            if entry.is_dir(follow_symlinks=False) and entry.name.isprintable():
                yield entry.name


def _stamp(folder: str, names: tuple[str, ...]) -> str:
    """Of each file its time, size and number on the disk; "-" where there is none."""
    parts: list[str] = []
    for name in names:
        try:
            of = os.stat(f"{folder}/{name}")
            parts.append(f"{of.st_mtime_ns}/{of.st_size}/{of.st_ino}")
        except OSError:
            parts.append("-")
    return " ".join(parts)
