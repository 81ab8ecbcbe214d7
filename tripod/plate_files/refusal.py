"""Why a force-plate file is refused: what is wrong, the contract, what the file has instead, where to read on."""

from collections.abc import Iterable

from tripod.plate_files.page import PAGE
from tripod.plate_files.plate_file import Taken, said
from tripod.sentences import sentence
from tripod.storage.problem import shown

COLUMNS = ("time_s", "left_force_n", "left_ml_mm", "left_ap_mm", "right_force_n", "right_ml_mm", "right_ap_mm")
"""The columns of a file that needs nothing taken for granted."""
_MOST_NAMES = 14


class PlateFileError(ValueError):
    """The file is no usable force-plate recording: a few plain sentences, of bounded length."""


def broken_contract(why: str, names: Iterable[str]) -> PlateFileError:
    """An error about the columns: what is wrong, all columns that are needed, and those that the file has."""
    names = [shown(name) for name in names if name.strip()]
    has = ", ".join(names[:_MOST_NAMES])
    if len(names) > _MOST_NAMES:
        has = sentence("plate_file.and_more", names=has, more=len(names) - _MOST_NAMES)
    return PlateFileError(
        " ".join(
            [
                why,
                sentence("plate_file.contract", columns=",".join(COLUMNS)),
                sentence("plate_file.has", names=has) if names else sentence("plate_file.has_no_names"),
                sentence("plate_file.read_on", page=PAGE),
            ]
        )
    )


def with_taken(error: PlateFileError, file: str, taken: Iterable[Taken]) -> PlateFileError:
    """The same error, with how the file was read so far."""
    how = said(file, tuple(taken))
    return PlateFileError(f"{error} {how}") if how else error
