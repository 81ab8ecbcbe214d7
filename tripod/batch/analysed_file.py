"""Sway and tripod measures of one file: a row of plain values for each stretch of standing in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import isfinite, nan
from pathlib import Path

from tripod.analysis.all_uncertain import (
    base_measures,
    base_unsure,
    foot_unsure,
    left_part_unsure,
    sway_unsure,
    tripod_unsure,
)
from tripod.analysis.formula_texts import PM, PM_NOT_KNOWN
from tripod.analysis.limits import NAMES as LIMITS
from tripod.analysis.limits import limits, of_base
from tripod.analysis.measures import Analysed, Extent, analysed, analysed_dict
from tripod.analysis.plate_trial import trial_of
from tripod.analysis.prepared import NotAnalysed, WhyNot, prepared
from tripod.analysis.trial import FootTrial, Romberg, Trial, left_part, tripod_measures
from tripod.analysis.uncertainty import NotKnown, Unsure, not_known
from tripod.analysis.whole_stretch import whole_stretch
from tripod.balance.foot_states import cop_earned
from tripod.balance.sway_speed import sway_file
from tripod.batch.row import FlatRow, FootRow, Measured, OfPart, PmRow, Row
from tripod.device.items import SourceError
from tripod.live.recorded_trials import RecordedTrials
from tripod.live.session import Session
from tripod.plate_files.reader import read_plate_file
from tripod.plate_files.refusal import Asks, PlateFileError
from tripod.sentences import sentence
from tripod.sources import open_folder
from tripod.storage.schemas.columns import ColumnsFile


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
        yield _row(trial, how, name)


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


def flat(row: Row) -> FlatRow:
    """The same with one value a name, for tables."""
    out: FlatRow = {"file": row["file"]}
    if "part" in row:
        part = row["part"]
        out |= {"part_drill": part["drill"], "part_step": part["step"]}
        out |= {"part_number": part["number"], "part_says": part["says"], "part_eyes": part["eyes"]}
    if "error" in row:
        return out | {"error": row["error"]}
    out |= {"drop_outs_spikes": row["drop_outs"]["spikes"], "drop_outs_frozen_s": row["drop_outs"]["frozen_s"]}
    out |= {f"measured_{name}": value for name, value in row.get("measured", {}).items()}
    out |= {"rate_hz": row["rate_hz"], "n": row["n"], "duration_s": row["duration_s"]}
    out |= {"filter": row["filter"], "missing": row["missing"]}
    if "cop" in row:
        out["cop"] = row["cop"]
    if "left_part" in row:
        out["left_part"] = row["left_part"]
    if "romberg_quotient" in row:
        out["romberg_quotient"] = row["romberg_quotient"]
    if "simulated" in row:
        out["simulated"] = int(row["simulated"])
    out |= row["metrics"]
    out |= row.get("boundary", {})
    out |= _pm_columns(row)
    for foot, of in row.get("feet", {}).items():
        out |= {f"{foot}_{name}": value for name, value in {**of["metrics"], **of["tripod"], **_pm_columns(of)}.items()}
    return out


def _pm_columns(of: PmRow) -> FlatRow:
    """± of each measure that has one, and in one text why others have none."""
    out: FlatRow = {f"{PM}{name}": value for name, value in of["pm"].items()}
    names: dict[str, list[str]] = {}
    for name, why in of["pm_not_known"].items():
        names.setdefault(why, []).append(name)
    if names:
        out[PM_NOT_KNOWN] = "; ".join(f"{why}: {' '.join(of)}" for why, of in names.items())
    return out


def _pm(unsure: Unsure) -> PmRow:
    return {"pm": dict(unsure.pm), "pm_not_known": {name: why.value for name, why in unsure.why.items()}}


def _row(trial: Trial, how: How, file: str) -> Row:
    trial, left_out = whole_stretch(trial)
    of_part: OfPart = {}
    if trial.part is not None:
        part = trial.part
        of_part = {
            "part": {
                "drill": part.drill,
                "step": part.step,
                "number": part.number,
                "says": part.says,
                "eyes": part.eyes or None,
            }
        }
    try:
        of = _leant(trial, how) if trial.leans else analysed(trial.cop, raw=how.raw, extent=how.extent)
    except NotAnalysed as error:
        said = sentence(f"not_analysed.{error.why.value}", value=error.value)
        return {"file": file, **of_part, "error": said, "not_analysed": error.why.value}
    left = nan if trial.leans else left_part(trial.feet)
    unsure = sway_unsure(trial, of, how.extent)
    if trial.base is not None:
        unsure = unsure.and_of(base_unsure(trial, of.prepared, trial.base))
    unsure = unsure.and_of(left_part_unsure(trial, left))
    unsure = unsure.and_of(_romberg_unsure(trial.romberg))
    row: Measured = {"file": file, **of_part, **analysed_dict(of), **_pm(unsure)}
    if trial.without_hold:
        row["without_hold"] = True
    if left_out is not None:
        row["measured"] = {name: round(value, 6) for name, value in asdict(left_out).items()}
    if trial.base is not None:
        told = base_measures(of.prepared.cop_mm, of.prepared.rate_hz, trial.base)
        row["boundary"] = {name: value if isfinite(value) else None for name, value in told.items()}
    if trial.quality:
        row["cop"], row["simulated"] = trial.quality, trial.simulated
    if trial.taken:
        row["read"] = trial.taken
    if trial.romberg is not None:
        row["romberg_quotient"] = trial.romberg.quotient
    if trial.leans:
        return row
    if trial.sway is not None:
        row["sway_speed"] = sway_file(trial.sway)
    row["feet"] = {name: _foot(name, foot, how) for name, foot in trial.feet.items()}
    row["left_part"] = left if isfinite(left) else None
    return row


def _romberg_unsure(of: Romberg | None) -> Unsure:
    if of is None:
        return Unsure()
    name = "romberg_quotient"
    return Unsure({name: of.pm}) if isfinite(of.pm) else not_known([name], NotKnown.HIDDEN)


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


def _foot(name: str, foot: FootTrial, how: How) -> FootRow:
    tripod, unsure = tripod_measures(foot), Unsure()
    measured: Mapping[str, float | str | None]
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
