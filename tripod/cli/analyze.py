"""`analyze`: sway and tripod measures of recordings and force-plate files, one or thousands."""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from tripod.analysis.measures import Extent, analysed, analysed_dict
from tripod.analysis.plate_trial import trial_of
from tripod.analysis.prepared import LEAST_S, NotAnalysed, WhyNot
from tripod.analysis.trial import Trial, left_part, tripod_measures
from tripod.balance.foot_states import cop_earned
from tripod.balance.sway_speed import sway_dict
from tripod.cli.failed import Failed
from tripod.device.items import SourceError
from tripod.drills.run.event_types import Event
from tripod.live.recorded_trials import RecordedTrials
from tripod.live.session import Session
from tripod.plate_files.reader import read_plate_file
from tripod.plate_files.refusal import PlateFileError
from tripod.record.layout import SESSION
from tripod.sentences import figure, sentence
from tripod.sources import Clock, open_source

Row = dict[str, Any]

TABLES = (".csv", ".tsv", ".txt", ".mot", ".sto")
"""Endings of files that are looked at in a folder; a file that is named is looked at whatever its ending."""
SHOWN = (
    "ellipse95_prediction_mm2", "rms_ml_mm", "rms_ap_mm", "range_ml_mm", "range_ap_mm", "path_length_mm",
    "mean_velocity_mm_s", "mean_frequency_hz", "planar_diameter_mm", "sample_entropy_ml", "sample_entropy_ap",
)  # fmt: skip
"""What is printed for people; JSON and CSV have all."""


def analyze(args: argparse.Namespace) -> int:
    """`tripod analyze`."""
    files = [file for path in args.paths for file in _files(path)]
    if not files:
        raise Failed(sentence("analyze.nothing_there", path=args.paths[0]))
    if args.csv and args.csv.exists():
        raise Failed(sentence("failed.file_is_there", file=args.csv))
    extent = Extent.CORE if args.core else Extent.FULL
    rows: list[Row] = []
    for number, file in enumerate(files, 1):
        found = list(_rows(file, args, extent))
        rows += found
        if not args.json and not args.csv and len(files) == 1:
            print("\n\n".join(_pages(found)))
        elif len(files) > 1:
            print(f"\r{number}/{len(files)}", end="", file=sys.stderr, flush=True)
    if len(files) > 1:
        print(file=sys.stderr)
    if args.csv:
        _write(args.csv, rows)
    if args.json:
        print(json.dumps(rows[0] if len(rows) == 1 and len(files) == 1 else {"files": rows}, allow_nan=False))
    elif len(files) > 1 and not args.csv:
        print("\n\n".join(_pages(rows)))
    wrong = [row for row in rows if "error" in row]
    if args.json or args.csv or len(files) > 1:
        for line in _wrong_said(rows):
            print(f"tripod: {line}", file=sys.stderr)
    if len(wrong) == len(rows):
        # What is on the page need not be said again.
        return 1
    return 0


def _files(path: Path) -> Iterator[Path]:
    """Sessions and force-plate files in a path; what is named and is nothing of it is looked at, too, and refused."""
    if not path.is_dir() or (path / SESSION).exists():
        yield path
        return
    for inside in sorted(path.iterdir()):
        if inside.is_dir() or inside.suffix.lower() in TABLES:
            yield from _files(inside)


def _rows(file: Path, args: argparse.Namespace, extent: Extent) -> Iterator[Row]:
    try:
        trials = _session(file) if file.is_dir() else [trial_of(read_plate_file(file, rate_hz=args.rate or 0.0))]
    except (PlateFileError, SourceError, Failed) as error:
        yield {"file": str(file), "error": str(error)}
        return
    if not trials:
        yield {"file": str(file), "error": sentence("analyze.nobody_stood")}
    for trial in trials:
        yield _row(trial, raw=args.raw, extent=extent)


def _row(trial: Trial, *, raw: bool, extent: Extent) -> Row:
    row: Row = {"file": trial.file}
    if trial.part is not None:
        part = trial.part
        row["part"] = {"drill": part.drill, "step": part.step, "number": part.number, "says": part.says}
    try:
        row |= analysed_dict(analysed(trial.cop, raw=raw, extent=extent))
    except NotAnalysed as error:
        said = sentence(f"not_analysed.{error.why.value}", value=error.value)
        return row | {"error": said, "not_analysed": error.why.value}
    if trial.quality:
        row["cop"] = trial.quality
    if trial.taken:
        row["read"] = trial.taken
    if trial.sway is not None:
        row["sway_speed"] = sway_dict(trial.sway)
    row["feet"] = {name: _foot(foot, raw=raw) for name, foot in trial.feet.items()}
    left = left_part(trial.feet)
    row["left_part"] = left if isfinite(left) else None
    return row


def _foot(foot: Any, *, raw: bool) -> Row:
    try:
        measured = analysed_dict(analysed(foot.cop, raw=raw, extent=Extent.CORE))["metrics"]
    except NotAnalysed as error:
        measured = {"error": sentence(f"not_analysed.{error.why.value}", value=error.value)}
    return {"metrics": measured, "tripod": tripod_measures(foot)}


def _session(folder: Path) -> list[Trial]:
    """
    Raises:
        SourceError, Failed: it cannot be read, or its CoP is not to be told.
    """
    trials = RecordedTrials()
    session = Session(open_source(str(folder), clock=Clock()), listeners=(trials,))

    def hear(events: Sequence[Event], _written: str) -> None:
        if session.drilling.run is not None:
            trials.hear(session.drilling.run.place, events)

    session.on_drill = hear
    try:
        while session.step():
            pass
        setup = session.pipeline.setup
    finally:
        session.close()
    if setup is None:
        return []
    if not cop_earned(setup):
        raise Failed(sentence("analyze.cop_not_earned"))
    return trials.trials(str(folder), setup)


def _is_short_hold(row: Row) -> bool:
    """A drill has short holds on purpose: that they tell no sway is no fault of the file."""
    return "part" in row and row.get("not_analysed") == WhyNot.TOO_SHORT


def _too_short_said(rows: Sequence[Row]) -> Iterator[str]:
    """One line for each file that has short holds."""
    of = Counter(row["file"] for row in rows if _is_short_hold(row))
    all_holds = Counter(row["file"] for row in rows if "part" in row)
    for file, short in of.items():
        yield sentence("analyze.too_short", file=file, short=short, holds=all_holds[file], least=LEAST_S)


def _pages(rows: Sequence[Row]) -> list[str]:
    return [*(_page(row) for row in rows if not _is_short_hold(row)), *_too_short_said(rows)]


def _wrong_said(rows: Sequence[Row]) -> Iterator[str]:
    yield from (f"{row['file']}: {row['error']}" for row in rows if "error" in row and not _is_short_hold(row))
    yield from _too_short_said(rows)


def _page(row: Row) -> str:
    part = row.get("part")
    title = sentence("analyze.part", file=row["file"], **part) if part else row["file"]
    if "error" in row:
        return f"{title}\n  {row['error']}"
    lines = [
        title,
        "  " + sentence("analyze.how", **{k: row[k] for k in ("n", "rate_hz", "duration_s", "filter", "missing")}),
    ]
    if row.get("read"):
        lines.append(f"  {row['read']}")
    if row["drop_outs"]["spikes"] or row["drop_outs"]["frozen_s"]:
        lines.append("  " + sentence("analyze.drop_outs", **row["drop_outs"]))
    for name in SHOWN:
        value = row["metrics"][name]
        shown = "–" if value is None else figure(value, ".4g")
        lines.append(f"  {name:28}{shown:>10}")
    return "\n".join(lines)


def _write(path: Path, rows: list[Row]) -> None:
    """One line a trial; numbers with a decimal point, as all programs read them."""
    flat = [_flat(row) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, restval="")
            writer.writeheader()
            writer.writerows(flat)
    except OSError as error:
        raise Failed(sentence("failed.file_cannot_be_written", file=path, why=error.strerror)) from error


def _flat(row: Row) -> Row:
    out: Row = {"file": row["file"]}
    for key in ("part", "drop_outs"):
        out |= {f"{key}_{name}": value for name, value in row.get(key, {}).items()}
    out |= {
        k: row.get(k)
        for k in ("error", "rate_hz", "n", "duration_s", "filter", "missing", "cop", "left_part")
        if k in row
    }
    out |= row.get("metrics", {})
    for foot, of in row.get("feet", {}).items():
        out |= {f"{foot}_{name}": value for name, value in {**of["metrics"], **of["tripod"]}.items()}
    return out
