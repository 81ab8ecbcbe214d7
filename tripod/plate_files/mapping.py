"""Reads the file that says which column is what, for force-plate files whose names do not tell."""

import tomllib
from pathlib import Path

from msgspec import UNSET

from tripod.plate_files.page import PAGE
from tripod.plate_files.refusal import PlateFileError
from tripod.sentences import sentence
from tripod.storage.bounded_read import FileError, read_text
from tripod.storage.problem import Misfit, typed
from tripod.storage.schemas.columns import ColumnsFile
from tripod.storage.toml_lines import line_of

_MOST_BYTES = 100_000


def read_mapping(path: Path) -> ColumnsFile:
    """Which column is what.

    Raises:
        PlateFileError: file, line, and what was expected there.
    """
    try:
        text = read_text(path, _MOST_BYTES)
    except FileError as error:
        raise PlateFileError(sentence("plate_map.unreadable", path=path, why=error.why, page=PAGE)) from error
    try:
        mapping = typed(tomllib.loads(text), ColumnsFile)
        _sense(mapping)
    except Misfit as wrong:
        line = line_of(text, wrong.path)
        raise PlateFileError(sentence("plate_map.wrong", file=path.name, line=line, why=wrong, page=PAGE)) from wrong
    except (ValueError, RecursionError) as error:
        why = str(error)[:120]
        raise PlateFileError(sentence("plate_map.not_toml", file=path.name, why=why, page=PAGE)) from error
    return mapping


def _sense(mapping: ColumnsFile) -> None:
    """What the keys must be together.

    Raises:
        Misfit: they contradict one another, or name no plate.
    """
    feet = mapping.left is not UNSET or mapping.right is not UNSET
    if feet + (mapping.whole is not UNSET) + (mapping.corners is not UNSET) != 1:
        raise Misfit((), sentence("plate_map.which_plates"))
    if mapping.time is not UNSET and mapping.rate_hz is not UNSET:
        raise Misfit(("rate_hz",), sentence("plate_map.time_or_rate"))
    for side in ("left", "right"):
        plate = getattr(mapping, side)
        if plate is not UNSET and plate.force is UNSET:
            raise Misfit((side,), sentence("plate_map.foot_without_force", side=side))
