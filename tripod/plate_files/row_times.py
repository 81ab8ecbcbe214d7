"""Makes seconds of what a file says of time: a column of stamps, a count of frames, or a rate alone."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tripod.plate_files.layout import Source
from tripod.plate_files.plate_file import Take, Taken
from tripod.plate_files.refusal import Hint, PlateFileError
from tripod.plate_files.table import Table
from tripod.plate_files.units import TIME
from tripod.sentences import sentence

Array = NDArray[np.float64]

_STEP_S = (1e-4, 0.5)
"""Least and greatest distance of rows."""
_GAP_STEPS = 5
"""A longer gap than so many rows is one, and no jitter."""
_MOST_ROWS = 6
"""So many gaps are said by the rows that follow them."""
_MS_STEPS, _US_STEPS = (2, 100), (1000, 100_000)
"""Steps that are no plausible seconds, and plausible milli- or microseconds. One a row may be a count, too."""


def seconds(path: Path, table: Table, stamps: Array, source: Source, clock: bool) -> tuple[Array, list[Taken]]:
    """Strictly rising seconds (n,) from the first row on, of the stamps (n,); `clock` if they are times of day.

    Raises:
        PlateFileError: a stamp is missing, time runs back, or is in no plausible unit.
    """
    file = path.name[-60:]
    missing = np.flatnonzero(~np.isfinite(stamps))
    if len(missing):
        row = table.numbers[int(missing[0])]
        raise PlateFileError(sentence("plate_file.value_missing", file=file, row=row, column=source.name))
    unit = "s" if clock else source.unit
    taken = [Taken(Take.TIME_UNIT, sentence(f"plate_unit.{unit}"))] if unit not in ("", "s") else []
    # From the first stamp on: seconds since 1970 leave too few digits for the rest.
    t = (stamps - stamps[0]) * TIME.get(unit, 1.0)
    step = np.diff(t)
    if (step < 0).any() or not step.any():
        row = table.numbers[int((step <= 0).argmax()) + 1]
        raise PlateFileError(sentence("plate_file.time_runs_back", file=file, row=row))
    if not step.all():
        taken.append(Taken(Take.STAMPS_REPEAT, number=float((step == 0).sum())))
        t = _spread(t)
        step = np.diff(t)
    median = float(np.median(step))
    for judged, (least, most) in (("ms", _MS_STEPS), ("us", _US_STEPS)):
        if unit in ("", "s") and not clock and least <= median <= most:
            taken.append(Taken(Take.TIME_UNIT_JUDGED, sentence(f"plate_unit.{judged}"), 1 / (median * TIME[judged])))
            t, step, median = t * TIME[judged], step * TIME[judged], median * TIME[judged]
    return t, [*taken, *_gaps(file, table, step, median)]


def _gaps(file: str, table: Table, step: Array, median: float) -> list[Taken]:
    """What is said of rows that are missing; time goes on over them, and nothing is drawn there."""
    if not _STEP_S[0] <= median <= _STEP_S[1]:
        raise PlateFileError(sentence("plate_file.wrong_rate", file=file, apart=median), Hint.TIME_UNIT)
    gaps = np.flatnonzero(step > _GAP_STEPS * median)
    if not len(gaps):
        return []
    rows = ", ".join(str(table.numbers[int(at) + 1]) for at in gaps[:_MOST_ROWS])
    said = f"{rows}, …" if len(gaps) > _MOST_ROWS else rows
    return [Taken(Take.GAPS, said, float((step[gaps] - median).sum()))]


def rated(path: Path, table: Table, frames: Array | None, rate_hz: float) -> tuple[Array, list[Taken]]:
    """Seconds (n,) from the first row on, of rows at a rate, by their numbers where the file counts them.

    Raises:
        PlateFileError: the rate is not that of a force plate, or the count runs back.
    """
    file = path.name[-60:]
    if not _STEP_S[0] <= 1 / rate_hz <= _STEP_S[1]:
        raise PlateFileError(sentence("plate_file.wrong_rate", file=file, apart=1 / rate_hz), Hint.TIME_UNIT)
    if frames is None or not np.isfinite(frames).all():
        return np.arange(len(table.lines)) / rate_hz, []
    step = np.diff(frames)
    if (step <= 0).any():
        row = table.numbers[int((step <= 0).argmax()) + 1]
        raise PlateFileError(sentence("plate_file.time_runs_back", file=file, row=row))
    taken = _gaps(file, table, step / rate_hz, float(np.median(step)) / rate_hz)
    return (frames - frames[0]) / rate_hz, taken


def _spread(t: Array) -> Array:
    """Rows that share a stamp, spread evenly up to the next one."""
    stamps, first, count = np.unique(t, return_index=True, return_counts=True)
    share = np.diff(stamps) / count[:-1]
    share = np.append(share, np.median(share))
    within = np.arange(len(t)) - np.repeat(first, count)
    return np.repeat(stamps, count) + within * np.repeat(share, count)
