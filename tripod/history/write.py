"""Writes what the folders of a person and of a recording say into the index, in place of what it said before."""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tripod.record.session_facts import facts_of
from tripod.storage.places import DIARY, NOTES
from tripod.training.diary import Diary, DiaryError, Entry, read_diary
from tripod.training.notes import NoteError, read_notes

_SECONDS = "CAST(strftime('%s', ?) AS INTEGER)"
"""Of an ISO time with its offset; null where it is none."""
_DRILL = (
    "INSERT INTO drills (person, number, made, made_s, drill, nth, board, board_id, calibration, foot, level, cueing,"
    " simulated, score, reason, fault, fault_foot, kind, day, sways, open_mm_s, closed_mm_s, open_at_most_mm_s,"
    " closed_at_most_mm_s, romberg_quotient, romberg_pm, recording, answer, untold, untold_points, untold_pm,"
    " answers)"
    f" VALUES (?, ?, ?, {_SECONDS}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def write_person(tables: sqlite3.Connection, code: str, folder: Path) -> None:
    """The diary and the notes in this folder."""
    forget_person(tables, code)
    damaged: list[str] = []
    notes: Mapping[str, str] = {}
    try:
        diary = read_diary(folder / DIARY)
        damaged += diary.left_out
    except DiaryError as error:
        diary = Diary()
        damaged.append(str(error))
    try:
        notes = read_notes(folder / NOTES)
    except NoteError as error:
        damaged.append(str(error))
    tables.execute("INSERT INTO people VALUES (?, ?)", (code, " ".join(damaged)))
    tables.executemany("INSERT INTO notes VALUES (?, ?, ?)", [(code, key, text) for key, text in notes.items()])
    seen = Counter[tuple[str, str]]()
    for number, entry in enumerate(diary.entries):
        seen[entry.made, entry.drill] += 1
        _write_drill(tables, code, number, entry, seen[entry.made, entry.drill])


def _write_drill(tables: sqlite3.Connection, code: str, number: int, entry: Entry, nth: int) -> None:
    sway = entry.sway
    row = tables.execute(
        _DRILL,
        (
            code, number, entry.made, entry.made, entry.drill, nth, entry.board, entry.board_id, entry.calibration,
            entry.foot, entry.level, entry.like.value, entry.simulated, entry.score, entry.reason, *worst_of(entry),
            entry.kind, entry.day, sway is not None, sway.open_mm_s if sway else None,
            sway.closed_mm_s if sway else None, sway.open_at_most_mm_s if sway else None,
            sway.closed_at_most_mm_s if sway else None, sway.romberg_quotient if sway else None,
            sway.romberg_pm if sway else None, entry.recording,
            *_answer_of(entry), json.dumps(dict(entry.answers)) if entry.answers else "",
        ),
    ).lastrowid  # fmt: skip
    holds = len(entry.scores) - entry.reps
    tables.executemany(
        "INSERT INTO tries VALUES (?, ?, ?, ?)",
        [(row, n, score, n > holds) for n, score in enumerate(entry.scores, 1)],
    )
    tables.executemany("INSERT INTO faults VALUES (?, ?, ?)", [(row, f, n) for f, n in entry.faults.items()])


def _answer_of(entry: Entry) -> tuple[str, str, str, float]:
    """Answer, why it cannot be told, of which points, and how vague these are; "" of what was not kept."""
    of = entry.judged
    return (of.answer.value, of.why.value if of.why else "", " ".join(of.points), of.pm) if of else ("", "", "", 0.0)


def worst_of(entry: Entry) -> tuple[str, str]:
    """The fault that came most often, and the foot that it is about; "" where there was none, or no one foot."""
    if not any(entry.faults.values()):
        return "", ""
    fault = max(entry.faults, key=lambda name: entry.faults[name])
    return fault, entry.foot_of(fault)


def forget_person(tables: sqlite3.Connection, code: str) -> None:
    """Nothing of this person's folder stays."""
    for table in ("tries", "faults"):
        tables.execute(f"DELETE FROM {table} WHERE drill_id IN (SELECT id FROM drills WHERE person = ?)", (code,))
    for table in ("drills", "notes"):
        tables.execute(f"DELETE FROM {table} WHERE person = ?", (code,))
    tables.execute("DELETE FROM people WHERE code = ?", (code,))


def write_session(tables: sqlite3.Connection, folder: Path) -> None:
    """The recording in this folder."""
    of = facts_of(folder)
    forget_session(tables, folder.name)
    tables.execute(
        f"INSERT INTO sessions VALUES (?, ?, ?, {_SECONDS}, ?, ?, ?, ?, ?, ?, 0)",
        (
            folder.name, of.subject, of.created, of.created, of.board, of.board_id, of.simulated, of.duration_s,
            of.size_bytes, of.damaged,
        ),
    )  # fmt: skip


def forget_session(tables: sqlite3.Connection, name: str) -> None:
    """Nothing of this recording stays."""
    tables.execute("DELETE FROM sessions WHERE folder = ?", (name,))
