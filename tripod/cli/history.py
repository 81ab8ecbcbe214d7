"""`history`: what was kept of people, the newest first, and what may be said of a drill over weeks."""

import argparse
import json
import sys
from collections.abc import Sequence
from itertools import groupby
from math import isfinite

from tripod.boards.names import fault_at
from tripod.cli.failed import Failed
from tripod.cli.people import today
from tripod.cli.person import settle
from tripod.drills.format.loader import library
from tripod.drills.score.sway_report import speed_said
from tripod.history.ask import drills, in_detail, kept, odd_dates, people, tries_of
from tripod.history.found import Done, InDetail, Kept, PersonKept, Wanted
from tripod.history.index import Index
from tripod.history.trend import Trend, trend
from tripod.history.words import change_said, last_said, odd_dates_said, repeats_said, since_said
from tripod.sentences import sentence
from tripod.storage.json_value import JsonObject
from tripod.storage.settings import own_drills
from tripod.training.answers import answers_said
from tripod.training.drill_title import drill_title


def history(args: argparse.Namespace) -> int:
    """`tripod history`."""
    said = settle()
    if said:
        print(f"tripod: {said}", file=sys.stderr)
    index = Index()
    try:
        _read(index, rebuild=args.rebuild)
        for notice in index.notices:
            print(f"tripod: {notice.said()}", file=sys.stderr)
        return _tell(index, args)
    finally:
        index.close()


def _read(index: Index, *, rebuild: bool) -> None:
    """Read what has changed; where that takes long, and somebody looks on, say how far it is."""
    shows = sys.stderr.isatty()
    for step in index.rebuild() if rebuild else index.refresh():
        if shows and step.done % 200 == 0:
            print(sentence("history_list.reading", done=step.done, of=step.of), end="\r", file=sys.stderr)


def _tell(index: Index, args: argparse.Namespace) -> int:
    tables, person = index.tables, args.person
    if args.drill and args.drill not in [name for name, _, _ in drills(tables, None)]:
        known = ", ".join(name for name, _, _ in drills(tables, None)) or "–"
        raise Failed(sentence("history_list.drill_unknown", drill=args.drill, known=known))
    found = kept(tables, Wanted(person, args.drill or "", text=args.find))
    here = [of for of in people(tables) if person is None or of.code == person]
    odd = odd_dates(tables, person, today())
    if odd:
        print(f"tripod: {odd_dates_said(odd)}", file=sys.stderr)
    trends = [of for one in here for of in _trends_of(index, one.code, args.drill)] if args.drill else []
    if args.json:
        each = [{**_plain(of), **_detail(in_detail(tables, of) if isinstance(of, Done) else None)} for of in found]
        whole = {
            "people": [_person(of) for of in here],
            "kept": each,
            "trends": [_trend(code, of) for code, of in trends],
            "odd_dates": odd,
            "notices": [notice.value for notice in index.notices],
        }
        print(json.dumps(whole))
        return 0
    damaged = [one.damaged for one in here if one.damaged]
    for said in damaged:
        print(f"tripod: {said}", file=sys.stderr)
    if damaged and not found:
        return 1
    if args.find and not found:
        print(sentence("history_list.nothing_with", text=args.find))
        return 0
    _print(found, trends, several=person is None and len(here) > 1)
    return 0


def _trends_of(index: Index, code: str, drill: str) -> list[tuple[str, Trend]]:
    """One; of a drill of holds and reps one of each."""
    done = [of for of in kept(index.tables, Wanted(code, drill)) if isinstance(of, Done)]
    tries = tries_of(index.tables, code, drill)
    whole = trend(done, tries)
    return [(code, whole if kind is whole.kind else trend(done, tries, kind)) for kind in whole.kinds]


def _print(found: Sequence[Kept], trends: Sequence[tuple[str, Trend]], *, several: bool) -> None:
    if not found:
        print(sentence("history_list.nothing"))
        return
    drills, _ = library(own_drills())
    recording = sentence("history_list.recording")
    titles = [drill_title(of.drill, drills) if isinstance(of, Done) else recording for of in found]
    wide = max(map(len, titles))
    rows = zip(found, titles, strict=True)
    for day, of_day in groupby(rows, key=lambda row: row[0].made[:10]):
        print(day)
        for of, what in of_day:
            who = f"{of.person:10} " if several else ""
            note = f"  [{of.note}]" if of.note else ""
            print(f"  {of.made[11:16]}  {who}{what:{wide}}  {_came_to(of)}{note}")
    for code, of in trends:
        said = " ".join(
            filter(None, (change_said(of), last_said(of), since_said(of, lambda made: made[:10]), repeats_said(of)))
        )
        named = sentence(f"history_list.of_{of.kind.value}", said=said)
        print(f"{code}: {named}" if several else named)


def _came_to(of: Kept) -> str:
    """Score and fault, sway, length, or why it cannot be told."""
    if not isinstance(of, Done):
        long = sentence("history_list.seconds", s=of.duration_s) if of.duration_s is not None else ""
        return of.damaged or long or sentence("history_list.cut")
    virtual = sentence("history_list.virtual") if of.group.simulated else ""
    if of.sways and of.open_mm_s is not None:
        return sentence("history_list.sway", speed=speed_said(of.open_mm_s, of.open_at_most_mm_s)) + virtual
    if of.score is None:
        return (of.unscored or sentence("history_list.cannot_tell", why=of.reason)) + virtual
    fault = fault_at(of.fault, of.fault_foot) if of.fault else of.no_fault_told
    untold = of.judged.said() if of.judged is not None and not of.fault else ""
    if untold:
        fault = sentence("view_history.told_but", came_to=fault, why=untold)
    return f"{of.score:3}  {fault}{virtual}"


def _person(of: PersonKept) -> JsonObject:
    last = of.last or None
    return {"person": of.code or None, "drills": of.drills, "recordings": of.recordings, "last": last,
            "damaged": of.damaged or None}  # fmt: skip


def _plain(of: Kept) -> JsonObject:
    """A drill or a recording; what there is not is null."""
    if not isinstance(of, Done):
        return {
            "kind": "recording", "person": of.person or None, "made": of.made, "folder": of.folder, "board": of.board,
            "board_id": of.board_id, "simulated": of.simulated, "duration_s": of.duration_s,
            "samples_bytes": of.size_bytes, "note": of.note or None, "damaged": of.damaged or None,
        }  # fmt: skip
    return {
        "kind": "drill", "person": of.person, "made": of.made, "drill": of.drill, "board": of.board,
        "board_id": of.group.board_id, "calibration": of.group.calibration or None, "foot": of.group.foot,
        "level": of.group.level, "cueing": of.group.cueing, "simulated": of.group.simulated, "score": of.score,
        "reason": of.reason or None, "sway_open_mm_s": of.open_mm_s, "sway_closed_mm_s": of.closed_mm_s,
        "sway_open_at_most_mm_s": of.open_at_most_mm_s, "sway_closed_at_most_mm_s": of.closed_at_most_mm_s,
        "romberg_quotient": of.romberg_quotient, "romberg_pm": of.romberg_pm, "note": of.note or None,
        "answer": of.judged.answer.value if of.judged else None,
        "answer_why": of.judged.why.value if of.judged and of.judged.why else None,
        "answer_said": of.judged.said() or None if of.judged else None,
        "answers": dict(of.answers), "answers_said": answers_said(dict(of.answers)) or None,
    }  # fmt: skip


def _detail(of: InDetail | None) -> JsonObject:
    if of is None:
        return {}
    holds = len(of.scores) - of.reps
    return {"holds": of.scores[:holds], "reps": of.scores[holds:], "faults": of.faults,
            "recording": of.recording.folder if of.recording else None}  # fmt: skip


def _trend(code: str, of: Trend) -> JsonObject:
    repeats, change = of.repeats, of.change
    return {
        "person": code or None,
        "of": of.kind.value,
        "unit": "mm/s" if of.speed else "points",
        "values": [
            {"made": p.done.made, "value": p.value, "alike": p.alike, "first": p.first,
             "answer": p.done.judged.answer.value if p.done.judged else None}
            for p in of.points
        ],
        "not_told": of.untold,
        "told": of.told.value,
        "base": _number(of.base),
        "now": _number(change.now) if change else None,
        "least_difference": _number(of.least),
        "more_sessions": of.more_sessions,
        "more_tries": change.more_tries if change else None,
        "since": of.since.made if of.since else None,
        "repeats": {
            "icc": _number(repeats.icc), "form": repeats.form.value, "sem": _number(repeats.sem),
            "mdc95": _number(repeats.mdc95), "sessions": repeats.sessions, "tries": repeats.tries,
        } if repeats else None,
        "said": change_said(of),
        "said_of_last": last_said(of) or None,
    }  # fmt: skip


def _number(value: float) -> float | None:
    return round(value, 3) if isfinite(value) else None
