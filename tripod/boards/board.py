"""Types of a board's description. The rest of the program knows boards only by these values, never by name."""

from collections.abc import Mapping
from dataclasses import dataclass

from tripod.boards.names import FEET, POINTS, plain_point
from tripod.boards.stance_faults import Fault
from tripod.sentences import sentence


@dataclass(frozen=True)
class FrontEnd:
    """The circuit between sensor and counts, and its parameters.

    `conductance`: op-amp with the FSR to ground, V = reference * supply * (1 + ohm * G).
    `divider`: FSR to the supply, `ohm` to ground.
    `hx711`: bridge converter at gain 128, full scale +-0.5 * supply / 128.
    """

    kind: str
    ohm: float
    reference: float
    full_scale_counts: int
    group_delay_s: float
    """Seconds by which the stamp of a sample is late."""


@dataclass(frozen=True)
class Nominal:
    """The nominal sensor law, before anyone calibrated.

    `power`: force_n = gain * conductance_us ** exponent. `linear`: force_n = gain * counts.
    """

    law: str
    gain: float
    exponent: float


@dataclass(frozen=True)
class Cell:
    """One sensor, in the order of the wire."""

    name: str
    foot: str
    point: str
    """heel, mt1 or mt5; for a cell that sits under no point (a plate's corner) any other word."""
    x_mm: float
    y_mm: float
    range_n: float
    nominal: Nominal
    sees: Mapping[str, float]
    """The part of each region of the foot whose load reaches this cell (only the virtual board and the
    error model read it); empty under a rigid plate, where statics decides."""

    @property
    def plain(self) -> str:
        """Its place in the words of the screen."""
        if self.point in POINTS:
            return plain_point(self.point, self.foot)
        return sentence("board_point.plate_corner", corner=self.point.replace("_", " "), foot=self.foot)


@dataclass(frozen=True)
class Claims:
    """What the board's numbers may be called (design: three boards, and what each may claim)."""

    newtons: bool
    total: str
    share: str
    cop: str
    cop_needs_calibration: bool
    warm_up_s: float
    """Seconds until the numbers settle."""
    map_radius_mm: float
    """Radius around each point within which its load is drawn; 0 for a board that measures no distribution."""
    faults: tuple[Fault, ...] = ()
    """Faults of a stance that this board can see (`drills.faults`); the others read n/a."""


@dataclass(frozen=True)
class Errors:
    """Standard deviations of what makes this board's numbers wrong (hardware/: error budget)."""

    gain: float
    """Relative, of a cell that nobody calibrated."""
    hysteresis: float
    """Relative; a calibration does not lessen it."""
    zero_n: float
    """Drift of a zero since it was taken or calibrated."""
    raw_zero_n: float
    """Zero error of a cell that was neither calibrated nor zeroed."""
    noise_n: float
    position_mm: float
    placement_mm: float
    """Distance of a point from where a foot of that length has it, per axis; under a rigid plate it affects the shares.
    Where the foot stands is not in it (`stance_mm`)."""
    placement_heel: float
    """For boards with a cell under each point: error of the heel's share from a misplaced foot."""
    placement_forefoot: float
    """The same for MT1's share, which MT5's share loses."""
    unseen_ml_mm: float
    """Error of the whole foot's CoP from load that no sensor sees, medial-lateral; next, anterior-posterior."""
    unseen_ap_mm: float
    stance_mm: float = 7.0
    """On a rigid plate: distance of a foot from its drawn place, per axis, while nobody has measured where it is."""
    stance_turn_deg: float = 6.0
    """And the difference of its direction from the drawn one."""


@dataclass(frozen=True)
class Limits:
    """Loads in newtons (index newtons where the board earns none)."""

    min_foot_n: float
    """Below this a foot is not standing on the board: no share, no CoP."""
    empty_n: float
    """A foot's cells that sum to less than this may be zeroed."""
    steady_n: float
    """Standard deviation of a cell over a second below which the board is steady."""
    max_foot_n: float
    max_total_n: float
    map_full_scale_n: float
    """The load at a point that reaches the end of the map's scale."""


@dataclass(frozen=True)
class FootPlace:
    """Where a foot stands in the board's frame: the back of its heel, on the foot's axis."""

    x_mm: float
    y_mm: float
    turn_deg: float = 0.0
    """By how much its toes point outward, about the back of the heel."""


@dataclass(frozen=True)
class Board:
    """A board's file, checked."""

    name: str
    title: str
    cells: tuple[Cell, ...]
    front_end: FrontEnd
    claims: Claims
    errors: Errors
    limits: Limits
    places: Mapping[str, FootPlace]
    foot_length_mm: float
    """The foot that the positions are drawn for."""
    scales_with_foot: bool
    """Whether the cells sit under the foot's points (an insole of the foot's size, blocks set by a template)."""
    unsupported: tuple[str, ...]
    """Regions of the foot that nothing carries."""

    @property
    def rigid(self) -> bool:
        """Whether each foot stands on one plate that knows no distribution: its shares depend on where it stands."""
        return self.claims.map_radius_mm == 0

    @property
    def feet(self) -> tuple[str, ...]:
        return tuple(foot for foot in FEET if foot in self.places)

    def cells_of(self, foot: str) -> tuple[int, ...]:
        """Indices of the foot's cells, in the order of the wire."""
        return tuple(i for i, cell in enumerate(self.cells) if cell.foot == foot)
