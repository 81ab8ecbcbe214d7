"""A file that says which column of a force-plate file is what."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

Column = Annotated[str, Meta(min_length=1, max_length=200)] | Annotated[int, Meta(ge=1, le=10_000)]
"""A name as the header has it, or a number from 1."""
Sign = Literal[1, -1]


class StoodTable(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a foot stood: the back of its heel, to the right and forward as the CoP, and by how much its toes pointed
    outward."""

    heel_ml_mm: Annotated[float, Meta(ge=-20_000, le=20_000)]
    heel_ap_mm: Annotated[float, Meta(ge=-20_000, le=20_000)]
    turn_deg: Annotated[float, Meta(ge=-90, le=90)]


class PlateTable(Struct, frozen=True, forbid_unknown_fields=True):
    """[left], [right] or [whole]: the columns of one plate."""

    ml: Column
    ap: Column
    force: Column | UnsetType = UNSET
    stood: StoodTable | UnsetType = UNSET


class CornersTable(Struct, frozen=True, forbid_unknown_fields=True):
    """[corners]: the columns of the forces at the corners of one plate, and how far apart its sensors are."""

    front_left: Column
    front_right: Column
    back_left: Column
    back_right: Column
    width_mm: Annotated[float, Meta(ge=50, le=3000)] = 433.0
    depth_mm: Annotated[float, Meta(ge=50, le=3000)] = 238.0


class UnitsTable(Struct, frozen=True, forbid_unknown_fields=True):
    """[units]: of the file; what is not said is taken from the header."""

    time: Literal["s", "ms", "us", "min"] | UnsetType = UNSET
    force: Literal["N", "kN", "kg", "g", "lb"] | UnsetType = UNSET
    cop: Literal["mm", "cm", "m", "in"] | UnsetType = UNSET


class SignsTable(Struct, frozen=True, forbid_unknown_fields=True):
    """[sign]: -1 where the file's direction is the other one."""

    force: Sign | UnsetType = UNSET
    ml: Sign = 1
    ap: Sign = 1


class ColumnsFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    schema: Literal[1]
    time: Column | UnsetType = UNSET
    rate_hz: Annotated[float, Meta(ge=2, le=10_000)] | UnsetType = UNSET
    left: PlateTable | UnsetType = UNSET
    right: PlateTable | UnsetType = UNSET
    whole: PlateTable | UnsetType = UNSET
    corners: CornersTable | UnsetType = UNSET
    units: UnitsTable = UnitsTable()
    sign: SignsTable = SignsTable()
