"""A real force-plate recording that stands on the virtual board."""

import csv
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

COLUMNS = ("time_s", "left_force_n", "left_ml_mm", "left_ap_mm", "right_force_n", "right_ml_mm", "right_ap_mm")


class StanceFileError(ValueError):
    """The file is not such a recording: one plain sentence."""


def read_stance(path: Path) -> Array:
    """Rows of `COLUMNS`, shape (n, 7).

    Raises:
        StanceFileError: columns missing, not a number, time running back, a gap, or not readable.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror or str(error)) if isinstance(error, OSError) else "it is not UTF-8 text"
        raise StanceFileError(f"The recording {path} cannot be read ({why}).") from error
    lines = text.splitlines()
    header = lines[0].split(",") if lines else []
    missing = [c for c in COLUMNS if c not in [h.strip() for h in header]]
    if missing:
        semicolons = (
            " It is separated by semicolons; write it with commas and decimal points." if ";" in text[:500] else ""
        )
        raise StanceFileError(f"{path.name} lacks the column {missing[0]}.{semicolons}")
    rows = [_row(path, number, row) for number, row in enumerate(csv.DictReader(lines), 2)]
    if len(rows) < 3:
        raise StanceFileError(f"{path.name} has {len(rows)} rows; at least 3 are needed.")
    data = np.array(rows)
    step = np.diff(data[:, 0])
    if (step <= 0).any():
        raise StanceFileError(f"{path.name}, row {int((step <= 0).argmax()) + 3}: time does not run forward.")
    if step.max() > 5 * np.median(step):
        at = int(step.argmax())
        raise StanceFileError(f"{path.name}, row {at + 3}: {step[at]:.2f} s are missing before it.")
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
            raise StanceFileError(f"{path.name}, row {number}: {column} is {text or 'empty'!r}, which is not a number.")
        values.append(value)
    return values
