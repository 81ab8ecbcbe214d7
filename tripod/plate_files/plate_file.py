"""A force-plate recording as it was read, and what was taken for granted in reading it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tripod.sentences import sentence

Array = NDArray[np.float64]

UNLOADED_N = 10.0
"""Below this force a plate has no CoP, whatever its file says: its noise would be divided by next to nothing."""
MAY_LACK_COP_N = 50.0
"""Programs leave the CoP out below thresholds up to this one."""


class Side(StrEnum):
    """Who stands on a plate; each has its name in the catalogue, in the table `plate_side`."""

    LEFT = "left"
    RIGHT = "right"
    WHOLE = "whole"
    """The file has one plate, under both feet or under one: it does not say."""
    UNKNOWN = "unknown"
    """One of several plates, and the file does not say whose foot is on which."""


class Take(StrEnum):
    """One thing that was taken for granted; each has its phrase in the catalogue, in the table `plate_taken`."""

    ENCODING = "encoding"
    SEPARATOR = "separator"
    DECIMAL_COMMA = "decimal_comma"
    THOUSANDS = "thousands"
    COLUMNS_BY_MAP = "columns_by_map"
    ROW_NAMES = "row_names"
    OTHER_PART = "other_part"
    LAST_ROW_CUT = "last_row_cut"
    TIME_UNIT = "time_unit"
    TIME_UNIT_JUDGED = "time_unit_judged"
    CLOCK_TIME = "clock_time"
    RATE_GIVEN = "rate_given"
    RATE_IN_FILE = "rate_in_file"
    STAMPS_REPEAT = "stamps_repeat"
    GAPS = "gaps"
    """Rows are missing; `word` names the rows that follow, `number` is how many seconds in all."""
    FORCE_UNIT = "force_unit"
    FORCE_UNIT_JUDGED = "force_unit_judged"
    FORCE_NEGATED = "force_negated"
    LIGHT = "light"
    LENGTH_UNIT = "length_unit"
    LENGTH_UNIT_JUDGED = "length_unit_judged"
    LENGTH_UNIT_AGAINST_HEADER = "length_unit_against_header"
    X_IS_RIGHT = "x_is_right"
    OPENSIM_AXES = "opensim_axes"
    SIDES_BY_PLACE = "sides_by_place"
    EMPTY_PLATES = "empty_plates"
    CORNERS = "corners"
    NO_FORCE = "no_force"
    PLACE_LEFT_OUT = "place_left_out"
    COP_ZERO = "cop_zero"
    COP_MISSING = "cop_missing"
    FORCE_DROPS = "force_drops"
    FEET_BEHIND = "feet_behind"
    FEET_SWAPPED = "feet_swapped"
    FEET_CLOSE = "feet_close"


@dataclass(frozen=True)
class Taken:
    """What was taken for granted, with the word and number that belong to it."""

    what: Take
    word: str = ""
    number: float = 0.0

    def said(self) -> str:
        """It as a phrase."""
        return sentence(f"plate_taken.{self.what.value}", word=self.word, number=self.number)


@dataclass(frozen=True)
class Plate:
    """One plate, or the part of a recording that belongs to one foot."""

    side: Side
    force_n: Array
    """(n,) vertical force, positive where somebody stands; nan throughout where the file has none."""
    cop_mm: Array
    """(n, 2) CoP to the person's right and forward, in the file's own origin; nan where there is none."""
    columns: tuple[str, ...]
    """The names of the columns that it was made of."""


@dataclass(frozen=True)
class FootStood:
    """Where a foot stood that somebody measured, in the origin of the CoP."""

    heel_ml_mm: float
    """Back of the heel, on the foot's axis, to the person's right."""
    heel_ap_mm: float
    turn_deg: float
    """By how much its toes pointed outward, on either foot."""


@dataclass(frozen=True)
class PlateFile:
    """A force-plate recording of n rows."""

    path: Path
    time_s: Array
    """(n,) strictly rising, from the first row on."""
    plates: tuple[Plate, ...]
    taken: tuple[Taken, ...]
    stood: Mapping[Side, FootStood] = field(default_factory=dict[Side, FootStood])
    """Of the feet whose place the file says."""

    def plate(self, side: Side) -> Plate | None:
        """The plate of this side, None if the file has none."""
        return next((p for p in self.plates if p.side is side), None)

    def said(self) -> str:
        """How the file was read, in one sentence; "" where it is exactly as the contract has it."""
        return said(self.path.name, self.taken)


def said(file: str, taken: tuple[Taken, ...]) -> str:
    """What was taken for granted, in one sentence; "" where it was nothing."""
    if not taken:
        return ""
    return sentence("plate_file.read_so", file=file[-60:], taken="; ".join(t.said() for t in taken))
