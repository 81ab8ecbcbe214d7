"""A board as a recording's `session.json` keeps it."""

from typing import Annotated

from msgspec import Meta, Struct

from tripod.storage.schemas.bounds import MOST
from tripod.storage.schemas.bounds import Number as Finite


class RecordedNominal(Struct, frozen=True, forbid_unknown_fields=True):
    """A sensor's law in `session.json`."""

    law: str
    gain: Finite
    exponent: Finite


class RecordedCell(Struct, frozen=True, forbid_unknown_fields=True):
    """A cell in `session.json`."""

    name: str
    foot: str
    point: str
    x_mm: Finite
    y_mm: Finite
    range_n: Finite
    nominal: RecordedNominal
    sees: dict[str, Finite]


class RecordedFrontEnd(Struct, frozen=True, forbid_unknown_fields=True):
    """The circuit in `session.json`; what its kind has no use for is 0."""

    kind: str
    ohm: Finite
    reference: Finite
    full_scale_counts: Annotated[int, Meta(ge=1, le=int(MOST))]
    group_delay_s: Finite


class RecordedClaims(Struct, frozen=True, forbid_unknown_fields=True):
    """Claims in `session.json`."""

    newtons: bool
    total: str
    share: str
    cop: str
    cop_needs_calibration: bool
    warm_up_s: Finite
    map_radius_mm: Finite
    faults: tuple[str, ...] = ()


class RecordedErrors(Struct, frozen=True, forbid_unknown_fields=True):
    """Error terms in `session.json`."""

    gain: Finite
    hysteresis: Finite
    zero_n: Finite
    raw_zero_n: Finite
    noise_n: Finite
    position_mm: Finite
    placement_mm: Finite
    placement_heel: Finite
    placement_forefoot: Finite
    unseen_ml_mm: Finite
    unseen_ap_mm: Finite
    stance_mm: Finite = 7.0
    stance_turn_deg: Finite = 6.0


class RecordedLimits(Struct, frozen=True, forbid_unknown_fields=True):
    """Loads in `session.json`."""

    min_foot_n: Finite
    empty_n: Finite
    steady_n: Finite
    max_foot_n: Finite
    max_total_n: Finite
    map_full_scale_n: Finite


class RecordedSpot(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a foot stands, in `session.json`."""

    x_mm: Finite
    y_mm: Finite
    turn_deg: Finite = 0.0


class RecordedBoard(Struct, frozen=True, forbid_unknown_fields=True):
    """The board in `session.json`: whole, so that it outlives this version's board files."""

    name: str
    title: str
    cells: tuple[RecordedCell, ...]
    front_end: RecordedFrontEnd
    claims: RecordedClaims
    errors: RecordedErrors
    limits: RecordedLimits
    places: dict[str, RecordedSpot]
    foot_length_mm: Finite
    scales_with_foot: bool
    unsupported: tuple[str, ...]
