"""What a drill under way is given and what is collected of it: the narrow context that its steps share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, nan

from tripod.balance.judgement import LEFT_PM, Judgement
from tripod.balance.pose import Pose
from tripod.balance.pose_fit import NotFound
from tripod.balance.sway_speed import SwayLaw
from tripod.boards import Board
from tripod.drills.format.drill import Drill
from tripod.drills.format.part import Options
from tripod.drills.not_scored import NotScored
from tripod.drills.run.event_types import Event
from tripod.drills.score.bands import Baseline, Reference
from tripod.drills.score.cop_target import PhaseTarget
from tripod.drills.score.hold import UNKNOWN_LAW
from tripod.drills.score.tries import Try
from tripod.drills.seen.fault_watch import FaultEvent
from tripod.drills.seen.look import Three
from tripod.drills.seen.quiet_stance import Quiet
from tripod.drills.seen.ready_check import Ready


@dataclass(frozen=True)
class Given:
    """What a drill is given; while it runs only `period_s`, `sway` and what is known of the stance change."""

    drill: Drill
    board: Board
    options: Options
    period_s: float
    """Between two looks."""
    baseline: Baseline | None = None
    target: PhaseTarget | None = None
    unsure: Mapping[str, Three] = field(default_factory=dict[str, Three])
    """Half width of each share's 95 % interval by foot, as the board stands now."""
    stance_pm: Mapping[str, Three] = field(default_factory=dict[str, Three])
    """What of it comes from where the foot stands, and is the same as long as it stands there."""
    poses: Mapping[str, Pose] = field(default_factory=dict[str, Pose])
    """Where each foot stands, as far as is known."""
    drawn: Mapping[str, Pose] = field(default_factory=dict[str, Pose])
    """Where each foot stands as the board is drawn: what a roll starts from, for two rolls of one person err alike."""
    filter_delay_s: float = 0.0
    cop_earned: bool = True
    """Whether the board may tell the CoP in millimetres."""
    warm: bool = True
    """Whether the sensors were read for as long as they need to settle."""
    zero_known: bool = True
    """Whether it is known what the empty board reads."""
    sway: SwayLaw = UNKNOWN_LAW
    """What the board can tell of sway."""
    left_pm: float = LEFT_PM
    """Half width of the 95 % interval of the left foot's part of the load, 0 to 1."""
    fading: int = 0
    """How much less than every fault the coach speaks to, as it is set at the start."""

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Feet of which nobody knows where they stand."""
        return tuple(foot for foot, pose in self.poses.items() if not pose.measured)

    def measured(self, feet: Sequence[str]) -> bool:
        """Whether it was measured where these feet stand, or the cells go with them."""
        return not any(foot in self.unplaced for foot in feet)


@dataclass
class Log:
    """What happened in a drill so far."""

    now_s: float = nan
    voice_until_s: float = -inf
    """Until when the coach's voice speaks, as far as was told: -inf where nobody speaks."""
    events: list[Event] = field(default_factory=list[Event])
    """Since the engine was last asked."""
    tries: list[Try] = field(default_factory=list[Try])
    faults: list[FaultEvent] = field(default_factory=list[FaultEvent])
    answers: dict[str, bool | None] = field(default_factory=dict[str, bool | None])
    unanswered: set[str] = field(default_factory=set[str])
    """Questions that nobody answered, although `answers` has None for them."""
    ready: Ready | None = None
    begun: set[int] = field(default_factory=set[int])
    """Parts that were told to the person,"""
    left_out: set[int] = field(default_factory=set[int])
    """and those that somebody left out."""
    rack: Judgement | None = None
    """What a rack check found."""
    placed: Mapping[str, Pose] = field(default_factory=dict[str, Pose])
    """Where it was seen that the feet stand."""
    not_placed: tuple[str, NotFound] | None = None
    """The foot of which that could not be seen, and why."""
    reason: NotScored | None = None
    """Why the last try was not scored."""
    reference: Reference | None = None
    quiet: Quiet | None = None
    poses: Mapping[str, Pose] = field(default_factory=dict[str, Pose])
    """Where each foot stood in the last try, as far as was known."""
    unsure: dict[str, Three] = field(default_factory=dict[str, Three])
    """Half width of each share's 95 % interval then, by foot."""
    start_share: dict[str, Three] = field(default_factory=dict[str, Three])
    """Each foot's shares in the first quiet stance, for boards whose shares are a trend only."""
