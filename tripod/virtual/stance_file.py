"""Reads a force-plate recording (CSV) that is replayed on the virtual board."""

import csv
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

STANDS_N = 100.0
_STEP_S = (1e-4, 0.5)
_MOST = 20_000
"""Largest believable value, in newtons or millimetres."""
COLUMNS = ("time_s", "left_force_n", "left_ml_mm", "left_ap_mm", "right_force_n", "right_ml_mm", "right_ap_mm")


class StanceFileError(ValueError):
    """The file is no usable force-plate recording: one plain sentence."""


def read_stance(path: Path) -> Array:
    """Rows of `COLUMNS`, shape (n, 7).

    Raises:
        StanceFileError: columns missing, not a number, time running back, a gap, or not readable.
    """
    if path.exists() and not path.is_file():
        raise StanceFileError(f"The recording {path} is not a file.")
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror or str(error)) if isinstance(error, OSError) else "it is not UTF-8 text"
        raise StanceFileError(f"The recording {path} cannot be read ({why}).") from error
    lines = text.splitlines()
    try:
        header = [name.strip() for row in csv.reader(lines[:1]) for name in row]
        table = list(csv.DictReader(lines[1:], header))
    except csv.Error as error:
        raise StanceFileError(f"{path.name} is not a table of comma-separated values ({error}).") from error
    missing = [c for c in COLUMNS if c not in header]
    if missing:
        semicolons = (
            " It is separated by semicolons; write it with commas and decimal points." if ";" in text[:500] else ""
        )
        raise StanceFileError(f"{path.name} lacks the column {missing[0]}.{semicolons}")
    rows = [_row(path, number, row) for number, row in enumerate(table, 2)]
    if len(rows) < 3:
        raise StanceFileError(f"{path.name} has too few rows ({len(rows)}); at least 3 are needed.")
    data = np.array(rows)
    step = np.diff(data[:, 0])
    if (step <= 0).any():
        raise StanceFileError(f"{path.name}, row {int((step <= 0).argmax()) + 3}: time does not run forward.")
    if not _STEP_S[0] <= np.median(step) <= _STEP_S[1]:
        raise StanceFileError(f"{path.name}: rows are {np.median(step):g} s apart; that is no force-plate recording.")
    if step.max() > 5 * np.median(step):
        at = int(step.argmax())
        raise StanceFileError(f"{path.name}, row {at + 3}: {step[at]:.2f} s are missing before it.")
    if not (data[:, [1, 4]].sum(1) > STANDS_N).any():
        raise StanceFileError(f"Nobody stands in {path.name}: its forces never reach {STANDS_N:g} N.")
    return data


def _row(path: Path, number: int, row: dict[str, str]) -> list[float]:
    values: list[float] = []
    for column in COLUMNS:
        text = (row.get(column) or "").strip()
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            said = f"is {text[:40]!r}, which is not a finite number" if text else "is missing"
            raise StanceFileError(f"{path.name}, row {number}: {column} {said}.")
        if column.endswith(("_n", "_mm")) and abs(value) > _MOST:
            raise StanceFileError(f"{path.name}, row {number}: {column} is {value:g}; nobody stands like that.")
        values.append(value)
    return values
