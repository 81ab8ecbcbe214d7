"""Appends a recording to its folder. Rows are whole lines, so a cut file loses its last line and nothing else."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tripod.device.blocks import Block
from tripod.record.event_lines import Occurrence, event_line
from tripod.record.layout import EVENTS, SAMPLES, SESSION, SUMMARY, Start, columns, has_ages, session_file
from tripod.record.sample_rows import format_rows
from tripod.sentences import reason, sentence
from tripod.storage.append import Appended
from tripod.storage.atomic_write import write_text
from tripod.storage.json_value import Json
from tripod.storage.versioned import write_new


class JournalError(Exception):
    """The folder cannot be written: one plain sentence."""


class Journal:
    """An open recording in a folder that `make_folder` made."""

    def __init__(self, folder: Path, start: Start) -> None:
        """
        Raises:
            JournalError: the folder cannot be written, or another program records there.
        """
        self.folder = folder
        self._start, self._ages = start, has_ages(start.banner)
        self._seq, self._tick = -1, 0
        self.rows = self.events = 0
        self._flushed_rows = 0
        made: list[Path] = []
        try:
            self._describe()
            made.append(folder / SESSION)
            self._samples = Appended(folder / SAMPLES)
            made.append(folder / SAMPLES)
            self._events = Appended(folder / EVENTS)
            made.append(folder / EVENTS)
            self._samples.write(",".join(columns(start.board, self._ages)) + "\n")
            for file in (self._samples, self._events):
                file.flush()
        except OSError as error:
            # What was begun must not stand in the way of a second try; a read-only disk has nothing to take away.
            for path in made:
                with suppress(OSError):
                    path.unlink()
            raise JournalError(_no_place(folder, error)) from error

    def add(self, block: Block) -> None:
        """Append all rows of a block.

        Raises:
            JournalError: the disk is full or gone.
        """
        try:
            self._samples.write(format_rows(block, self._ages))
        except OSError as error:
            raise self._failed(error) from error
        self.rows += len(block)
        self._seq, self._tick = int(block.seq[-1]), int(block.tick_us[-1])

    def event(self, of: Occurrence) -> None:
        """Append what happened after the last row.

        Raises:
            JournalError: the disk is full or gone.
        """
        try:
            self._events.write(json.dumps(event_line(self._tick, self._seq, of)) + "\n")
        except OSError as error:
            raise self._failed(error) from error
        self.events += 1

    def flush(self) -> None:
        """Put on the disk what was added.

        Raises:
            JournalError: the disk is full or gone.
        """
        try:
            for file in (self._samples, self._events):
                file.flush()
        except OSError as error:
            raise self._failed(error) from error
        self._flushed_rows = self.rows

    def taken_away(self) -> tuple[str, ...]:
        """Names of the files that are not there as they were written: something else deleted, replaced or cut them."""
        there = {
            SESSION: (self.folder / SESSION).is_file(),
            SAMPLES: self._samples.is_there(),
            EVENTS: self._events.is_there(),
        }
        return tuple(name for name, is_there in there.items() if not is_there)

    def describe_again(self) -> None:
        """Put the description back, which was taken away.

        Raises:
            OSError: it cannot be written.
        """
        self._describe()

    def close(self, summary: Mapping[str, Json]) -> None:
        """Flush, write summary.json, close.

        Raises:
            JournalError: the disk is full or gone.
        """
        try:
            self.flush()
            write_text(self.folder / SUMMARY, json.dumps({"rows": self.rows, **summary}, indent=1) + "\n")
        except OSError as error:
            raise self._failed(error) from error
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Close the files as they are."""
        for file in (self._samples, self._events):
            # Nothing can be done for a buffer that a full disk does not take.
            with suppress(OSError):
                file.close()

    def _describe(self) -> None:
        write_new(session_file(self._start), self.folder / SESSION)

    def _failed(self, error: OSError) -> JournalError:
        """What cannot be written, and what is on the disk of what was."""
        why, taken = reason(error), self.taken_away()
        if taken:
            files = sentence("taken_away.and").join(taken)
            return JournalError(
                sentence("journal.cannot_be_written_nor_found", folder=self.folder, why=why, files=files)
            )
        said = sentence("journal.cannot_be_written", folder=self.folder, why=why)
        if self._flushed_rows:
            said = f"{said} {sentence('journal.rows_are_there', rows=self._flushed_rows)}"
        return JournalError(said)


def make_folder(folder: Path) -> None:
    """Make the folder of a recording. Nothing is written over: it must be new or empty.

    Raises:
        JournalError: it is neither, or the place cannot be written.
    """
    try:
        if not folder.parent.is_dir():
            raise JournalError(sentence("journal.no_parent_folder", folder=folder.parent))
        if folder.exists():
            if not folder.is_dir():
                raise JournalError(sentence("journal.folder_is_a_file", folder=folder))
            if any(folder.iterdir()):
                raise JournalError(sentence("journal.folder_not_empty", folder=folder))
            if not os.access(folder, os.W_OK):
                raise JournalError(sentence("journal.no_permission", folder=folder))
            return
        folder.mkdir()
    except OSError as error:
        raise JournalError(_no_place(folder, error)) from error


def make_folder_beside(folder: Path) -> Path:
    """Make the first folder that is not there yet of NAME-2, NAME-3 … beside `folder`, with the folders above it.

    Raises:
        JournalError: the place cannot be written.
    """
    try:
        named = folder if folder.name not in ("", "..") else Path(os.path.abspath(folder))
        named.parent.mkdir(parents=True, exist_ok=True)
        number = 2
        while True:
            beside = named.with_name(f"{named.name}-{number}")
            with suppress(FileExistsError):
                beside.mkdir()
                return beside
            number += 1
    except OSError as error:
        raise JournalError(_no_place(folder.parent, error)) from error


def _no_place(folder: Path, error: OSError) -> str:
    return sentence("journal.folder_cannot_be_made", folder=folder, why=reason(error))
