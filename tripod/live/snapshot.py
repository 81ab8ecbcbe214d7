"""One picture of the stream, as the window polls it. Frozen values only; nothing here computes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from tripod.balance.foot_states import FootState
from tripod.balance.geometry import USUAL_FEET, Feet
from tripod.balance.judgement import Judgement
from tripod.balance.stance_advice import Advice
from tripod.balance.support import Margin
from tripod.boards import Board
from tripod.device.protocol import Banner
from tripod.force.plausibility import Cause, Implausible
from tripod.training.drill_view import DrillView
from tripod.training.profile import SOMEBODY, Person, Profile


class Phase(StrEnum):
    """Where the stream is."""

    WAITING = "waiting"
    """The source is open and no banner has come yet."""
    LIVE = "live"
    LOST = "lost"
    """The source went away; tripod goes on trying to reconnect."""
    ENDED = "ended"
    """A recording or a virtual board is at its end."""
    FAILED = "failed"
    """It cannot go on; `message` says why and what to do."""


@dataclass(frozen=True)
class Counters:
    """What came over the wire since the source was opened."""

    frames: int = 0
    lost_frames: int = 0
    skipped_bytes: int = 0
    rate_hz: float = float("nan")
    """Measured from the board's clock."""
    gaps: int = 0
    """How often the source went away and came back."""


@dataclass(frozen=True)
class RecordingState:
    """A recording under way, or the reason why it stopped."""

    folder: Path
    elapsed_s: float
    error: str = ""
    by_itself: bool = False
    """It was begun by a drill, and ends with it."""


@dataclass(frozen=True)
class Snapshot:
    """All that a page needs for one picture."""

    phase: Phase
    source: str
    message: str = ""
    simulated: bool = False
    """Nobody stands there: a virtual board, or a recording of one. What is done is practice."""
    replayed: bool = False
    """It is a recording: what can only be done to a board is not offered."""
    board: Board | None = None
    banner: Banner | None = None
    calibration: str = ""
    """`nominal` (nobody calibrated it), or the calibration's kind and date."""
    calibrated: bool = False
    own_feet: Feet = USUAL_FEET
    t_s: float = float("nan")
    """Time of the newest sample on the board's clock, from the first sample on."""
    arrived_s: float = float("nan")
    """When the newest sample reached this program, on the host's monotonic clock."""
    host_delay_s: float = float("nan")
    """Newest sample's own time to arrival, less the sensor's own delay; nan where it cannot be known."""
    filter_delay_s: float = float("nan")
    """What the live filter adds; it is in every number shown, and in none recorded."""
    ear_delay_s: float = float("nan")
    """From a cue that is given to its first sample in the sound device; nan while nothing sounds."""
    feet: Mapping[str, FootState] = field(default_factory=dict[str, FootState])
    total_n: float = float("nan")
    total_pm_n: float = float("nan")
    left_fraction: float = float("nan")
    left_pm: float = float("nan")
    """Half width of its 95 % interval; nan where the sides do not weigh on one scale."""
    cop_mm: tuple[float, float] = (float("nan"), float("nan"))
    """Of both feet, in the board's frame."""
    margin: Margin | None = None
    """From the CoP to the nearest edge of the base of support; None where this board knows none."""
    judgement: Judgement | None = None
    """The one thing to say of the feet; None before the first sample."""
    implausible: tuple[Implausible, ...] = ()
    """What cannot be true of the newest readings; those cells have no numbers."""
    sensor_delay_s: float = float("nan")
    """By how much the stamp of a sample is late."""
    sensor_delay_pm_s: float = 0.0
    """Half width of its 95 % interval; 0 where it is known."""
    counters: Counters = Counters()
    may_roll: bool = False
    """Shares depend on where the feet stand, nobody measured that, and somebody on the board could roll round them."""
    zeroed: bool = False
    can_undo_zero: bool = False
    recording: RecordingState | None = None
    standing: Person = SOMEBODY
    """Who stands there."""
    drill: DrillView | None = None
    """A drill under way, or the last one."""
    notices: tuple[str, ...] = ()
    """What the user was told so far, a sentence each."""
    caution: str = ""
    """One sentence on why the numbers are less sure than they look."""
    overload: str = ""
    """One sentence while the load is above what the board may carry."""

    @property
    def profile(self) -> Profile:
        """What is known of who stands there."""
        return self.standing.profile

    @property
    def turnable(self) -> bool:
        """Whether cells read backwards, and may be turned round here."""
        return any(found.cause is Cause.BACKWARDS for found in self.implausible)

    @property
    def advice(self) -> Advice | None:
        """The fault that the judgement names, if it does."""
        return self.judgement.advice if self.judgement is not None else None
