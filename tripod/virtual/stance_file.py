"""Reads a force-plate recording (CSV) that is replayed on the virtual board."""

import csv
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tripod.sentences import sentence

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
        raise StanceFileError(sentence("stance_file.not_a_file", path=path))
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, OSError):
            said = sentence("stance_file.cannot_be_read", path=path, why=error.strerror or error)
        else:
            said = sentence("stance_file.not_utf8", path=path)
        raise StanceFileError(said) from error
    lines = text.splitlines()
    try:
        header = [name.strip() for row in csv.reader(lines[:1]) for name in row]
        table = list(csv.DictReader(lines[1:], header))
    except csv.Error as error:
        raise StanceFileError(sentence("stance_file.not_csv", file=path.name, why=error)) from error
    missing = [c for c in COLUMNS if c not in header]
    if missing:
        raise StanceFileError(
            sentence("stance_file.column_missing_semicolons", file=path.name, column=missing[0])
            if ";" in text[:500]
            else sentence("stance_file.column_missing", file=path.name, column=missing[0])
        )
    rows = [_row(path, number, row) for number, row in enumerate(table, 2)]
    if len(rows) < 3:
        raise StanceFileError(sentence("stance_file.too_few_rows", file=path.name, rows=len(rows)))
    data = np.array(rows)
    step = np.diff(data[:, 0])
    if (step <= 0).any():
        raise StanceFileError(sentence("stance_file.time_runs_back", file=path.name, row=int((step <= 0).argmax()) + 3))
    if not _STEP_S[0] <= np.median(step) <= _STEP_S[1]:
        raise StanceFileError(sentence("stance_file.wrong_rate", file=path.name, apart=np.median(step)))
    if step.max() > 5 * np.median(step):
        at = int(step.argmax())
        raise StanceFileError(sentence("stance_file.gap", file=path.name, row=at + 3, missing=step[at]))
    if not (data[:, [1, 4]].sum(1) > STANDS_N).any():
        raise StanceFileError(sentence("stance_file.nobody_stands", file=path.name, least=STANDS_N))
    return data


def _row(path: Path, number: int, row: dict[str, str]) -> list[float]:
    values: list[float] = []
    for column in COLUMNS:
        text = (row.get(column) or "").strip()
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        at = {"file": path.name, "row": number, "column": column}
        if not math.isfinite(value):
            raise StanceFileError(
                sentence("stance_file.not_a_number", value=text[:40], **at)
                if text
                else sentence("stance_file.value_missing", **at)
            )
        if column.endswith(("_n", "_mm")) and abs(value) > _MOST:
            raise StanceFileError(sentence("stance_file.impossible_value", value=value, **at))
        values.append(value)
    return values
