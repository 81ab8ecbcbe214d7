"""Sway and tripod measures of one file: a row of plain values for each stretch of standing in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import isfinite, nan
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from tripod.analysis.all_uncertain import (
    base_measures,
    base_unsure,
    foot_unsure,
    left_part_unsure,
    sway_unsure,
    tripod_unsure,
)
from tripod.analysis.formulas import PM, PM_NOT_KNOWN
from tripod.analysis.limits import NAMES as LIMITS
from tripod.analysis.limits import limits, of_base
from tripod.analysis.measures import Analysed, Extent, analysed, analysed_dict
from tripod.analysis.plate_trial import trial_of
from tripod.analysis.prepared import NotAnalysed, WhyNot, prepared
from tripod.analysis.trial import FootTrial, Trial, left_part, tripod_measures
from tripod.analysis.uncertainty import Unsure
from tripod.analysis.whole_stretch import whole_stretch
from tripod.balance.foot_states import cop_earned
from tripod.balance.sway_speed import sway_file
from tripod.device.items import SourceError
from tripod.live.recorded_trials import RecordedTrials
from tripod.live.session import Session
from tripod.plate_files.reader import read_plate_file
from tripod.plate_files.refusal import Asks, PlateFileError
from tripod.sentences import sentence
from tripod.sources import open_folder
from tripod.storage.schemas.columns import ColumnsFile

Row = dict[str, Any]


class CopNotEarned(ValueError):
    """The board of a session may tell no CoP: one plain sentence."""


@dataclass(frozen=True)
class How:
    """How files are analysed."""

    raw: bool = False
    """As recorded: no resampling, no filter."""
    extent: Extent = Extent.FULL
    rate_hz: float = 0.0
    """Of files without a time column; 0 where nobody said."""
    columns: ColumnsFile | None = None
    """Which column is what in force-plate files whose names do not tell."""
    language: str = "en"
    """Of what is said where a data set cannot be written."""


def analysed_rows(file: Path, how: How, name: str = "") -> Iterator[Row]:
    """A row for each stretch of standing; of what cannot be read or analysed one with its `error`. `name`: what the
    file is called in them, by default its path."""
    name = name or str(file)
    try:
        trials = _session(file) if file.is_dir() else [_plate_trial(file, how)]
    except PlateFileError as error:
        yield {"file": name, "error": error.said(Asks.ANALYZE)}
        return
    except (SourceError, CopNotEarned) as error:
        yield {"file": name, "error": str(error)}
        return
    if not trials:
        yield {"file": name, "error": sentence("analyze.nobody_stood")}
    for trial in trials:
        yield {**_row(trial, how), "file": name}


def _plate_trial(file: Path, how: How) -> Trial:
    """
    Raises:
        PlateFileError: it cannot be read.
    """
    return trial_of(read_plate_file(file, mapping=how.columns, rate_hz=how.rate_hz))


def is_short_hold(row: Row) -> bool:
    """A drill has short holds on purpose: that they tell no sway is no fault of the file."""
    return "part" in row and row.get("not_analysed") == WhyNot.TOO_SHORT


def is_wrong(row: Row) -> bool:
    """Whether something could not be measured that should have been."""
    return "error" in row and not is_short_hold(row)


def all_measured(rows: Sequence[Row]) -> bool:
    """Whether of a file with these rows something was measured, and nothing is wrong."""
    return any("error" not in row for row in rows) and not any(map(is_wrong, rows))


def flat(row: Mapping[str, Any]) -> Row:
    """The same with one value a name, for tables."""
    out: Row = {"file": row["file"]}
    for key in ("part", "drop_outs", "measured"):
        out |= {f"{key}_{name}": value for name, value in row.get(key, {}).items()}
    out |= {
        k: row.get(k)
        for k in ("error", "rate_hz", "n", "duration_s", "filter", "missing", "cop", "left_part")
        if k in row
    }
    if "simulated" in row:
        out["simulated"] = int(row["simulated"])
    out |= row.get("metrics", {})
    out |= row.get("boundary", {})
    out |= _pm_columns(row)
    for foot, of in row.get("feet", {}).items():
        out |= {f"{foot}_{name}": value for name, value in {**of["metrics"], **of["tripod"], **_pm_columns(of)}.items()}
    return out


def _pm_columns(of: Mapping[str, Any]) -> Row:
    """± of each measure that has one, and in one text why others have none."""
    out: Row = {f"{PM}{name}": value for name, value in of.get("pm", {}).items()}
    names: dict[str, list[str]] = {}
    for name, why in of.get(PM_NOT_KNOWN, {}).items():
        names.setdefault(why, []).append(name)
    if names:
        out[PM_NOT_KNOWN] = "; ".join(f"{why}: {' '.join(of)}" for why, of in names.items())
    return out


def _pm(unsure: Unsure) -> Row:
    return {"pm": dict(unsure.pm), PM_NOT_KNOWN: {name: why.value for name, why in unsure.why.items()}}


def _row(trial: Trial, how: How) -> Row:
    row: Row = {"file": trial.file}
    trial, left_out = whole_stretch(trial)
    if trial.part is not None:
        part = trial.part
        row["part"] = {"drill": part.drill, "step": part.step, "number": part.number, "says": part.says}
    try:
        of = _leant(trial, how) if trial.leans else analysed(trial.cop, raw=how.raw, extent=how.extent)
    except NotAnalysed as error:
        said = sentence(f"not_analysed.{error.why.value}", value=error.value)
        return row | {"error": said, "not_analysed": error.why.value}
    row |= analysed_dict(of)
    if trial.without_hold:
        row["without_hold"] = True
    if left_out is not None:
        row["measured"] = {name: round(value, 6) for name, value in asdict(left_out).items()}
    unsure = sway_unsure(trial, of, how.extent)
    if trial.base is not None:
        told = base_measures(of.prepared.cop_mm, of.prepared.rate_hz, trial.base)
        row["boundary"] = {name: value if isfinite(value) else None for name, value in told.items()}
        unsure = unsure.and_of(base_unsure(trial, of.prepared, trial.base))
    left = nan if trial.leans else left_part(trial.feet)
    row |= _pm(unsure.and_of(left_part_unsure(trial, left)))
    if trial.quality:
        row |= {"cop": trial.quality, "simulated": trial.simulated}
    if trial.taken:
        row["read"] = trial.taken
    if trial.leans:
        return row
    if trial.sway is not None:
        row["sway_speed"] = to_builtins(sway_file(trial.sway))
    row["feet"] = {name: _foot(name, foot, how) for name, foot in trial.feet.items()}
    row["left_part"] = left if isfinite(left) else None
    return row


def _leant(trial: Trial, how: How) -> Analysed:
    """Of a stretch in which somebody leaned as far as they could it is measured how far, and no sway.

    Raises:
        NotAnalysed: it cannot be.
    """
    ready = prepared(trial.cop, raw=how.raw)
    found = {**dict.fromkeys(LIMITS, nan), **limits(ready.cop_mm, ready.time_s, trial.leans)}
    if trial.base is not None:
        found |= of_base(ready.cop_mm, ready.time_s, trial.leans, trial.base, {})[0]
    return Analysed(ready, found)


def _foot(name: str, foot: FootTrial, how: How) -> Row:
    tripod, unsure = tripod_measures(foot), Unsure()
    try:
        of = analysed(foot.cop, raw=how.raw, extent=Extent.CORE)
        measured, unsure = analysed_dict(of)["metrics"], foot_unsure(name, foot, of)
    except NotAnalysed as error:
        measured = {"error": sentence(f"not_analysed.{error.why.value}", value=error.value)}
    return {"metrics": measured, "tripod": tripod, **_pm(unsure.and_of(tripod_unsure(foot, tripod)))}


def _session(folder: Path) -> list[Trial]:
    """
    Raises:
        SourceError: it cannot be read.
        CopNotEarned: its CoP is not to be told.
    """
    trials = RecordedTrials()
    session = Session(open_folder(folder), listeners=(trials,))
    trials.follow(session)
    try:
        while session.step():
            pass
        setup, simulated = session.pipeline.setup, session.source.simulated
        unsure = session.pipeline.measuring.unsure() if setup is not None else {}
    finally:
        session.close()
    if setup is None:
        return []
    if not cop_earned(setup):
        raise CopNotEarned(sentence("analyze.cop_not_earned"))
    return [
        replace(
            trial,
            simulated=simulated,
            feet={name: replace(foot, share_pm=unsure.get(name)) for name, foot in trial.feet.items()},
        )
        for trial in trials.trials(str(folder), setup)
    ]
