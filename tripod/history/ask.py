"""Asks the index: who there is, what they did, one try in detail, the tries of a drill."""

import json
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from tripod.balance.judgement import Answer
from tripod.drills.score.judged import Judged, Untold
from tripod.history.found import Done, InDetail, Kept, PersonKept, Recorded, Wanted
from tripod.training.alike import Group, Tries
from tripod.training.dates import FIRST_DAY

_DONE = (
    "SELECT d.id, d.person, d.made, d.made_s, d.drill, d.nth, d.board, d.board_id, d.calibration, d.foot, d.level,"
    " d.cueing, d.simulated, d.score, d.reason, d.fault, d.fault_foot, d.kind, d.sways, d.open_mm_s, d.closed_mm_s,"
    " d.romberg_quotient, d.romberg_pm, d.recording, COALESCE(n.text, ''), d.answer, d.untold, d.untold_points,"
    " d.untold_pm, d.open_at_most_mm_s, d.closed_at_most_mm_s, d.answers FROM drills d"
    " LEFT JOIN notes n ON n.person = d.person AND n.key = d.made || ' ' || d.drill || ' ' || d.nth"
)
_RECORDED = (
    "SELECT s.folder, s.person, s.created, s.created_s, s.board, s.board_id, s.simulated, s.duration_s, s.size_bytes,"
    " s.damaged, COALESCE(n.text, '') FROM sessions s"
    " LEFT JOIN notes n ON n.person = s.person AND n.key = 'recording ' || s.folder"
)


def people(tables: sqlite3.Connection) -> list[PersonKept]:
    """All people with kept data, by code; recordings without a person come last."""
    damaged: dict[str, str] = dict(tables.execute("SELECT code, damaged FROM people"))
    done = _counts(tables, "drills", "made")
    recorded = _counts(tables, "sessions", "created")
    return [
        PersonKept(code, drills, recordings, max(one, other), damaged.get(code, ""))
        for code in sorted({*damaged, *done, *recorded}, key=lambda code: (not code, code))
        for drills, one in [done.get(code, (0, ""))]
        for recordings, other in [recorded.get(code, (0, ""))]
    ]


def _counts(tables: sqlite3.Connection, table: str, made: str) -> dict[str, tuple[int, str]]:
    """How many of somebody's there are, and when the last was made."""
    rows = tables.execute(f"SELECT person, COUNT(*), MAX({made}) FROM {table} GROUP BY person")
    return {person: (n, last) for person, n, last in rows}


def kept(tables: sqlite3.Connection, wanted: Wanted, most: int = -1) -> list[Kept]:
    """Drills and recordings, the newest first, at most so many (-1: all); a recording in which drills were done is
    found with these (`in_detail`)."""
    found: list[Kept] = list(_done(tables, wanted, most))
    if not wanted.drill:
        where, values = _where(wanted, "s", "created_s")
        rows = tables.execute(
            f"{_RECORDED} WHERE NOT s.drilled{where} ORDER BY s.created_s DESC LIMIT ?", [*values, most]
        )
        recorded = [_recorded(row) for row in rows]
        if recorded:
            found += recorded
            found.sort(key=lambda of: of.made_s or 0, reverse=True)
    return found if most < 0 else found[:most]


def times(tables: sqlite3.Connection, wanted: Wanted) -> int:
    """How often a drill was done."""
    where, values = _where(wanted, "d", "made_s")
    (n,) = tables.execute(f"SELECT COUNT(*) FROM drills d WHERE d.drill = ?{where}", [wanted.drill, *values]).fetchone()
    return n


def _done(tables: sqlite3.Connection, wanted: Wanted, most: int) -> Iterator[Done]:
    where, values = _where(wanted, "d", "made_s")
    if wanted.drill:
        where, values = f"{where} AND d.drill = ?", [*values, wanted.drill]
    for row in tables.execute(
        f"{_DONE} WHERE TRUE{where} ORDER BY d.made_s DESC, d.number DESC LIMIT ?", [*values, most]
    ):
        yield _of_row(row)


def _where(wanted: Wanted, of: str, made: str) -> tuple[str, list[object]]:
    parts: list[tuple[str, object]] = []
    if wanted.person is not None:
        parts.append((f"{of}.person = ?", wanted.person))
    if wanted.board_id:
        parts.append((f"{of}.board_id = ?", wanted.board_id))
    if wanted.since_s is not None:
        parts.append((f"{of}.{made} >= ?", wanted.since_s))
    if wanted.text:
        escaped = wanted.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        parts.append(("n.text LIKE ? ESCAPE '\\'", f"%{escaped}%"))
    return "".join(f" AND {part}" for part, _ in parts), [value for _, value in parts]


def _of_row(row: tuple[Any, ...]) -> Done:
    ident, person, made, made_s, drill, nth, board, board_id, calibration, foot, level, cueing, simulated = row[:13]
    group = _group(board_id, calibration, foot, level, cueing, bool(simulated))
    score, reason, fault, fault_foot, kind, sways, open_mm_s, closed_mm_s, romberg, romberg_pm, recording, note = row[
        13:25
    ]
    return Done(
        ident, person, made, made_s, drill, nth, board, group, score, reason, fault, fault_foot, kind, bool(sways),
        open_mm_s, closed_mm_s, romberg, romberg_pm, note, recording, _judged(*row[25:29]),
        row[29], row[30], _answers(row[31]),
    )  # fmt: skip


@lru_cache(maxsize=256)
def _group(board_id: str, calibration: str, foot: str, level: int, cueing: str, simulated: bool) -> Group:
    """The same for all that is alike: thousands are compared by which it is."""
    return Group(board_id, calibration, foot, level, cueing, simulated)


@lru_cache(maxsize=256)
def _judged(answer: str, why: str, points: str, pm: float) -> Judged | None:
    return Judged(Answer(answer), Untold(why) if why else None, tuple(points.split()), pm) if answer else None


@lru_cache(maxsize=256)
def _answers(kept: str) -> tuple[tuple[str, bool | None], ...]:
    return tuple(json.loads(kept).items()) if kept else ()


def _recorded(row: tuple[Any, ...]) -> Recorded:
    folder, person, made, made_s, board, board_id, simulated, duration_s, size_bytes, damaged, note = row
    return Recorded(
        folder, person, made, made_s, board, board_id, bool(simulated), duration_s, size_bytes, damaged, note
    )


def in_detail(tables: sqlite3.Connection, done: Done) -> InDetail:
    """Tries, faults and recording of a drill."""
    tries = tables.execute("SELECT score, of_rep FROM tries WHERE drill_id = ? ORDER BY number", (done.id,)).fetchall()
    faults = tables.execute("SELECT fault, times FROM faults WHERE drill_id = ? ORDER BY times DESC", (done.id,))
    recorded = tables.execute(
        f"{_RECORDED} WHERE s.person = ? AND s.board_id = ? AND (s.folder = ?"
        " OR ? BETWEEN s.created_s AND s.created_s + COALESCE(s.duration_s, 0) + 120)"
        # By its name; by its time what was kept before names were, or was renamed.
        " ORDER BY s.folder = ? DESC, s.created_s DESC, s.folder DESC",
        (done.person, done.group.board_id, done.recording, done.made_s, done.recording),
    ).fetchone()
    return InDetail(
        tuple(score for score, _ in tries),
        sum(of_rep for _, of_rep in tries),
        dict(faults),
        _recorded(recorded) if recorded else None,
    )


def drills(tables: sqlite3.Connection, person: str | None) -> list[tuple[str, int, int]]:
    """Names of the drills that somebody (None: anybody) did, how often, and how often it was scored; the newest
    first."""
    where, values = ("WHERE person = ?", [person]) if person is not None else ("", [])
    rows = tables.execute(
        f"SELECT drill, COUNT(*), COUNT(score) FROM drills {where} GROUP BY drill ORDER BY MAX(made_s) DESC", values
    )
    return rows.fetchall()


def boards(tables: sqlite3.Connection, person: str | None) -> list[tuple[str, str]]:
    """(id, kind) of the boards that somebody stood on, the newest first."""
    where, values = ("WHERE person = ?", [person]) if person is not None else ("", [])
    rows = tables.execute(
        f"SELECT board_id, MAX(board) FROM drills {where} GROUP BY board_id ORDER BY MAX(made_s) DESC", values
    )
    return rows.fetchall()


def tries_of(tables: sqlite3.Connection, person: str, drill: str) -> dict[int, Tries]:
    """Tries of a drill, by the id of each time that it was done."""
    rows = tables.execute(
        "SELECT t.drill_id, t.score, t.of_rep FROM drills d JOIN tries t ON t.drill_id = d.id"
        " WHERE d.person = ? AND d.drill = ? ORDER BY t.drill_id, t.number",
        (person, drill),
    )
    return {
        ident: Tries(tuple([score for _, score, _ in of]), sum([of_rep for _, _, of_rep in of]))
        for ident, each in groupby(rows, key=itemgetter(0))
        for of in [list(each)]
    }


def odd_dates(tables: sqlite3.Connection, person: str | None, today: str) -> list[str]:
    """ISO times, oldest first, of what somebody (None: anybody) did before there was such a program, or will do: a
    clock was wrong then, or is now. `today`: ISO date."""
    where, values = ("AND person = ?", [person]) if person is not None else ("", [])
    odd = "(at < strftime('%s', ?) + 0 OR at > strftime('%s', ?, '+2 days') + 0)"
    rows = tables.execute(
        f"SELECT made FROM (SELECT made, made_s AS at, person FROM drills UNION ALL"
        f" SELECT created, created_s, person FROM sessions WHERE NOT drilled) WHERE {odd} {where} ORDER BY at",
        [FIRST_DAY, today, *values],
    )
    return [made for (made,) in rows]
