"""A board as its TOML file has it."""

from typing import Annotated

from msgspec import Meta, Struct

from tripod.storage.schemas.bounds import MOST, Number
from tripod.storage.schemas.words import Foot, Region, StanceFault

SCHEMA = 1
NotNegative = Annotated[float, Meta(ge=0, le=MOST)]
Positive = Annotated[float, Meta(ge=1e-3, le=MOST)]
AtLeastOne = Annotated[float, Meta(ge=1, le=MOST)]
Text = Annotated[str, Meta(min_length=1)]
Name = Annotated[str, Meta(min_length=1, max_length=16, pattern="^[\\x00-\\x7f]*$", description="board_name")]
"""The board sends its name in a field of 16 bytes."""


class ConductanceTable(Struct, frozen=True, tag_field="kind", tag="conductance"):
    """[front_end] of an op-amp with the FSR to ground."""

    ohm: AtLeastOne
    reference: Positive
    full_scale_counts: AtLeastOne
    group_delay_ms: NotNegative


class DividerTable(Struct, frozen=True, tag_field="kind", tag="divider"):
    """[front_end] of an FSR to the supply."""

    ohm: AtLeastOne
    full_scale_counts: AtLeastOne
    group_delay_ms: NotNegative


class Hx711Table(Struct, frozen=True, tag_field="kind", tag="hx711"):
    """[front_end] of a bridge converter."""

    full_scale_counts: AtLeastOne
    group_delay_ms: NotNegative


class PowerTable(Struct, frozen=True, tag_field="law", tag="power"):
    """[nominal] of an FSR."""

    gain: Annotated[float, Meta(ge=1e-12, le=MOST)]
    exponent: Annotated[float, Meta(ge=0.1, le=MOST)]


class LinearTable(Struct, frozen=True, tag_field="law", tag="linear"):
    """[nominal] of a load cell."""

    gain: Annotated[float, Meta(ge=1e-12, le=MOST)]


FrontEndTable = ConductanceTable | DividerTable | Hx711Table
NominalTable = PowerTable | LinearTable


class CellTable(Struct, frozen=True):
    """One [[cell]]."""

    name: Text
    foot: Foot
    point: Text
    x_mm: Number
    y_mm: Number
    range_n: Positive
    nominal: NominalTable | None = None
    """None where the board's holds."""
    sees: dict[Region, NotNegative] = {}


class ClaimsTable(Struct, frozen=True):
    """[claims]"""

    total: Text
    share: Text
    cop: Text
    warm_up_s: NotNegative
    map_radius_mm: NotNegative
    newtons: bool = False
    cop_needs_calibration: bool = False
    faults: tuple[StanceFault, ...] = ()


class ErrorsTable(Struct, frozen=True):
    """[errors]"""

    gain: NotNegative
    hysteresis: NotNegative
    zero_n: NotNegative
    raw_zero_n: NotNegative
    noise_n: NotNegative
    position_mm: NotNegative
    placement_mm: NotNegative
    placement_heel: NotNegative
    placement_forefoot: NotNegative
    unseen_ml_mm: NotNegative
    unseen_ap_mm: NotNegative
    stance_mm: Annotated[float, Meta(ge=0, le=100)] = 7.0
    stance_turn_deg: Annotated[float, Meta(ge=0, le=45)] = 6.0


class LimitsTable(Struct, frozen=True):
    """[limits]"""

    min_foot_n: Positive
    empty_n: Positive
    steady_n: Positive
    max_foot_n: Positive
    max_total_n: Positive
    map_full_scale_n: Positive


class SpotTable(Struct, frozen=True):
    """A foot in [place]."""

    x_mm: Number
    y_mm: Number
    turn_deg: Annotated[float, Meta(ge=-45, le=45)] = 0.0


class PlaceTable(Struct, frozen=True):
    """[place]"""

    left: SpotTable | None = None
    right: SpotTable | None = None


class BoardFile(Struct, frozen=True):
    """The file of a whole board."""

    name: Name
    title: Text
    foot_length_mm: Annotated[float, Meta(ge=100, le=MOST)]
    claims: ClaimsTable
    front_end: FrontEndTable
    errors: ErrorsTable
    limits: LimitsTable
    place: PlaceTable
    nominal: dict[str, object]
    """As `NominalTable`, where a cell has none of its own; else it is not read."""
    cell: tuple[CellTable, ...] = ()
    scales_with_foot: bool = False
    unsupported: Annotated[tuple[Region, ...], Meta(max_length=4, description="few_regions")] = ()


class NominalHeld(Struct, frozen=True):
    """The [nominal] of a `BoardFile`, once a cell needs it."""

    nominal: NominalTable


class HalfBoardFile(Struct, frozen=True):
    """The file of one foot's half of a board that comes with the program."""

    name: Name
    title: Text
    half_of: Text
    foot: Foot
