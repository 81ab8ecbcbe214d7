"""A recording of two feet, and ways to write it down."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tripod.plate_files.plate_file import PlateFile
from tripod.plate_files.reader import read_plate_file
from tripod.plate_files.refusal import COLUMNS

Array = NDArray[np.float64]
Write = Callable[..., Path]
Read = Callable[..., PlateFile]


def stance(rows: int = 300, rate_hz: float = 100.0) -> Array:
    """Rows of `COLUMNS`: somebody stands on two plates."""
    t = np.arange(rows) / rate_hz
    sway = np.sin(t)
    columns = [t, 370 + 8 * sway, -120 + 3 * np.sin(0.9 * t), 110 + 6 * np.sin(0.7 * t)]
    columns += [365 - 8 * sway, 118 + 3 * np.sin(0.8 * t), 108 + 6 * np.sin(0.6 * t)]
    return np.round(np.stack(columns, 1), 4)


def as_text(rows: Array, header: Sequence[str] = COLUMNS, separator: str = ",", decimal: str = ".") -> str:
    """A table as text; nan is an empty cell."""
    lines = [separator.join("" if np.isnan(v) else f"{v:.4f}".replace(".", decimal) for v in row) for row in rows]
    return separator.join(header) + "\n" + "\n".join(lines) + "\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a text as a file; `mapping` is the text of a mapping file."""

    def read_text(text: str | bytes, mapping: str = "", rate_hz: float = 0.0) -> PlateFile:
        path = tmp_path / "trial.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        columns = tmp_path / "columns.toml"
        columns.write_text(mapping)
        return read_plate_file(path, mapping=columns if mapping else None, rate_hz=rate_hz)

    return read_text
