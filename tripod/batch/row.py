"""What is told of one stretch of standing in a file, as plain values: a row of JSON, and of a table."""

from collections.abc import Mapping
from typing import NotRequired, TypeAlias, TypedDict

from tripod.analysis.measures import AnalysedRow
from tripod.storage.schemas.drill_result import SwaySpeedFile


class Part(TypedDict):
    """Which part of a drill the stretch is."""

    drill: str
    step: int
    number: int
    says: str
    eyes: str | None
    """`open` or `closed`; None where nobody said."""


class OfPart(TypedDict):
    """Of a stretch that may be one of a drill."""

    part: NotRequired[Part]


class Unmeasured(OfPart):
    """Of what cannot be read or analysed."""

    file: str
    error: str
    """One plain sentence."""
    not_analysed: NotRequired[str]
    """Why, where the file could be read."""


class PmRow(TypedDict):
    """How unsure measures are."""

    pm: dict[str, float]
    """Name -> half the width of its 95 % interval, in the same unit."""
    pm_not_known: dict[str, str]
    """Name -> why it is not known; of all others."""


class FootRow(PmRow):
    """Of one foot."""

    metrics: Mapping[str, float | str | None]
    """Name -> value, or `error` alone with its sentence."""
    tripod: dict[str, float]


class Measured(AnalysedRow, PmRow, OfPart):
    """Of what was measured."""

    file: str
    measured: NotRequired[dict[str, float]]
    """From when to when, where not all of it was."""
    without_hold: NotRequired[bool]
    """It is of a drill in which nobody was to stand still."""
    boundary: NotRequired[dict[str, float | None]]
    left_part: NotRequired[float | None]
    romberg_quotient: NotRequired[float]
    """Of the whole drill that it is part of."""
    cop: NotRequired[str]
    """What a board's CoP may be called."""
    simulated: NotRequired[bool]
    read: NotRequired[str]
    """What was taken for granted in reading the file."""
    sway_speed: NotRequired[SwaySpeedFile]
    feet: NotRequired[dict[str, FootRow]]


Row: TypeAlias = Measured | Unmeasured
FlatRow: TypeAlias = dict[str, str | int | float | None]
"""One value a name, for tables."""
