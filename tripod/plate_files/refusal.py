"""Why a force-plate file is refused: what is wrong, the contract, what the file has instead, where to read on."""

from collections.abc import Iterable
from enum import StrEnum

from tripod.plate_files.page import PAGE
from tripod.plate_files.plate_file import Taken, said
from tripod.sentences import sentence
from tripod.storage.problem import shown

COLUMNS = ("time_s", "left_force_n", "left_ml_mm", "left_ap_mm", "right_force_n", "right_ml_mm", "right_ap_mm")
"""The columns of a file that needs nothing taken for granted."""
_MOST_NAMES = 14


class Hint(StrEnum):
    """What whoever reads the file may say of it. Each has its sentence in the catalogue, in the table `plate_hint`."""

    RATE = "rate"
    TIME_UNIT = "time_unit"
    MAP = "map"


class Asks(StrEnum):
    """What the file was named in, which has words of its own for what may be said of it."""

    SOURCE = "source"
    """The options of a virtual board."""
    ANALYZE = "analyze"
    """The command that measures sway."""


_WORDS = {
    Asks.SOURCE: {"rate": "rate=100", "map": "map=columns.toml"},
    Asks.ANALYZE: {"rate": "--rate 100", "map": "--map columns.toml"},
}


class PlateFileError(ValueError):
    """The file is no usable force-plate recording: a few plain sentences, of bounded length."""

    def __init__(self, *parts: str | Hint) -> None:
        super().__init__(*parts)
        self.parts = parts

    def said(self, asks: Asks) -> str:
        """The sentences, in the words of what the file was named in."""
        return " ".join(
            sentence(f"plate_hint.{part.value}", page=PAGE, **_WORDS[asks]) if isinstance(part, Hint) else part
            for part in self.parts
        )

    def __str__(self) -> str:
        return self.said(Asks.SOURCE)


def broken_contract(why: str, names: Iterable[str], *hints: Hint) -> PlateFileError:
    """An error about the columns: what is wrong, all columns that are needed, and those that the file has."""
    names = [shown(name) for name in names if name.strip()]
    has = ", ".join(names[:_MOST_NAMES])
    if len(names) > _MOST_NAMES:
        has = sentence("plate_file.and_more", names=has, more=len(names) - _MOST_NAMES)
    return PlateFileError(
        why,
        *hints,
        sentence("plate_file.contract", columns=",".join(COLUMNS)),
        sentence("plate_file.has", names=has) if names else sentence("plate_file.has_no_names"),
        Hint.MAP,
    )


def with_taken(error: PlateFileError, file: str, taken: Iterable[Taken]) -> PlateFileError:
    """The same error, with how the file was read so far."""
    how = said(file, tuple(taken))
    return PlateFileError(*error.parts, how) if how else error
