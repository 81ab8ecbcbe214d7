"""CSV at full rate with decimal points, and a JSON beside it that says what each column is."""

import json
from math import isfinite
from pathlib import Path

from tripod.exports.session_table import SessionTable, described

DIGITS = 10


def write_csv(table: SessionTable, path: Path, lost: list[str]) -> None:
    """Into a new file; an empty field is no value.

    Raises:
        OSError: it cannot be written, or is there already.
    """
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(",".join(c.name for c in table.columns) + "\n")
        columns = [c.values.tolist() for c in table.columns]
        for row in zip(*columns, strict=True):
            file.write(",".join(f"{v:.{DIGITS}g}" if isfinite(v) else "" for v in row) + "\n")
    with path.with_suffix(".json").open("x", encoding="utf-8", newline="\n") as file:
        json.dump(described(table, lost), file, indent=1, allow_nan=False)
        file.write("\n")
