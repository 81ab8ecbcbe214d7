"""Where the feet stood while a force plate recorded: three columns a foot, or constants of a mapping file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from msgspec import UNSET
from numpy.typing import NDArray

from tripod.plate_files.plate_file import FootStood, Side
from tripod.plate_files.refusal import PlateFileError
from tripod.plate_files.table import Table
from tripod.sentences import sentence
from tripod.storage.schemas.columns import ColumnsFile

Array = NDArray[np.float64]

_NAMES = ("{side}_heel_ml_mm", "{side}_heel_ap_mm", "{side}_turn_deg")
_OF_A_PLACE = re.compile(r"(left|right)_(heel|turn)(_|$)")
_MOST_APART_MM, _MOST_APART_DEG = 10.0, 5.0
"""A foot whose place changes by more than this from row to row did not stand in one place."""


@dataclass(frozen=True)
class PlaceColumns:
    """The columns that say where one foot stood, by their places in the header."""

    side: Side
    indices: tuple[int, int, int]


def place_columns(table: Table) -> tuple[PlaceColumns, ...]:
    """Of each foot whose place stands in the table: all three columns, under exactly these names."""
    names = [name.strip().lower() for name in table.names]
    found: list[PlaceColumns] = []
    for side in (Side.LEFT, Side.RIGHT):
        own = [name.format(side=side.value) for name in _NAMES]
        if all(name in names for name in own):
            ml, ap, turn = (names.index(name) for name in own)
            found.append(PlaceColumns(side, (ml, ap, turn)))
    return tuple(found)


def left_out(table: Table, columns: tuple[PlaceColumns, ...]) -> tuple[str, ...]:
    """Columns that speak of a foot's place without being all three of it, under exactly their names."""
    used = {index for of in columns for index in of.indices}
    return tuple(
        name for k, name in enumerate(table.names) if k not in used and _OF_A_PLACE.match(name.strip().lower())
    )


def places(path: Path, columns: tuple[PlaceColumns, ...], values: Mapping[int, Array]) -> dict[Side, FootStood]:
    """Where each foot stood: the mean of its columns (n,).

    Raises:
        PlateFileError: the columns are empty, or it did not stand in one place.
    """
    found: dict[Side, FootStood] = {}
    for of in columns:
        rows = np.stack([values[k] for k in of.indices], 1)
        rows = rows[np.isfinite(rows).all(1)]
        spread = np.ptp(rows, axis=0) if len(rows) else np.full(3, np.inf)
        if (spread > (_MOST_APART_MM, _MOST_APART_MM, _MOST_APART_DEG)).any():
            raise PlateFileError(sentence("plate_file.foot_moves", file=path.name[-60:], foot=of.side.value))
        found[of.side] = FootStood(*rows.mean(0).tolist())
    return found


def mapped_places(mapping: ColumnsFile) -> dict[Side, FootStood]:
    """What a mapping file says of where the feet stood."""
    of = {Side.LEFT: mapping.left, Side.RIGHT: mapping.right}
    tables = {side: t.stood for side, t in of.items() if t is not UNSET and t.stood is not UNSET}
    return {side: FootStood(s.heel_ml_mm, s.heel_ap_mm, s.turn_deg) for side, s in tables.items()}
