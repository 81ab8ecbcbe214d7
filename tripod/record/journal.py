"""Appends a recording to its folder. Rows are whole lines, so a cut file loses its last line and nothing else."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from tripod.device.blocks import Block
from tripod.record.layout import EVENTS, SAMPLES, SESSION, SUMMARY, Start, columns, event_line, has_ages, session_file
from tripod.record.sample_rows import format_rows
from tripod.sentences import sentence
from tripod.storage.atomic_write import write_text
from tripod.storage.versioned import write


class JournalError(Exception):
    """The folder cannot be written: one plain sentence."""


class Journal:
    """An open recording in a folder that `make_folder` made."""

    def __init__(self, folder: Path, start: Start) -> None:
        self.folder = folder
        self._ages = has_ages(start.banner)
        self._seq, self._tick = -1, 0
        self.rows = 0
        try:
            write(session_file(start), folder / SESSION)
            self._samples = _append(folder / SAMPLES)
            self._events = _append(folder / EVENTS)
            self._samples.write(",".join(columns(start.board, self._ages)) + "\n")
            self.flush()
        except (OSError, JournalError) as error:
            # What was begun must not stand in the way of a second try; a read-only disk has nothing to take away.
            with suppress(OSError):
                for name in (SESSION, SAMPLES, EVENTS):
                    (folder / name).unlink(missing_ok=True)
            raise error if isinstance(error, JournalError) else JournalError(_sentence(folder, error)) from error

    def add(self, block: Block) -> None:
        """Append all rows of a block.

        Raises:
            JournalError: the disk is full or gone; what was written before stays whole.
        """
        try:
            self._samples.write(format_rows(block, self._ages))
        except OSError as error:
            raise JournalError(_sentence(self.folder, error)) from error
        self.rows += len(block)
        self._seq, self._tick = int(block.seq[-1]), int(block.tick_us[-1])

    def event(self, event: str, values: Mapping[str, Any]) -> None:
        """Append what happened after the last row.

        Raises:
            JournalError: the disk is full or gone.
        """
        try:
            self._events.write(json.dumps(event_line(self._tick, self._seq, event, values)) + "\n")
        except OSError as error:
            raise JournalError(_sentence(self.folder, error)) from error

    def flush(self) -> None:
        """Put on the disk what was added.

        Raises:
            JournalError: the disk is full or gone.
        """
        try:
            for file in (self._samples, self._events):
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise JournalError(_sentence(self.folder, error)) from error

    def close(self, summary: Mapping[str, Any]) -> None:
        """Flush, write summary.json, close.

        Raises:
            JournalError: the disk is full or gone.
        """
        try:
            self.flush()
            write_text(self.folder / SUMMARY, json.dumps({"rows": self.rows, **summary}, indent=1) + "\n")
        except OSError as error:
            raise JournalError(_sentence(self.folder, error)) from error
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Close the files as they are."""
        for file in (self._samples, self._events):
            try:
                file.close()
            except OSError:
                # Nothing can be done for a buffer that a full disk does not take.
                continue


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


def _append(path: Path) -> TextIO:
    return open(path, "a", encoding="utf-8", newline="\n", buffering=1 << 20)


def _sentence(folder: Path, error: OSError) -> str:
    return sentence("journal.cannot_be_written", folder=folder, why=error.strerror or error)


def _no_place(folder: Path, error: OSError) -> str:
    return sentence("journal.folder_cannot_be_made", folder=folder, why=error.strerror or error)
