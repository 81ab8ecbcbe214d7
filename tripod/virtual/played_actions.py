"""What somebody who plays the virtual board can do, one frozen value each, and how things are when it is done."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import isfinite

from tripod.boards import FEET

MOST_KG = 400.0
MOST_PRESS_N = 2000.0


class Trouble(StrEnum):
    """What can be caused on a board that is played; all but `slow` are kinds of `sensor_faults.Fault`."""

    OPEN = "open"
    SWAPPED = "swapped"
    REVERSED = "reversed"
    STUCK = "stuck"
    DRIFT = "drift"
    SLOW = "slow"


@dataclass(frozen=True)
class StandOn:
    """Step onto these feet and off all others; none: step off."""

    feet: tuple[str, ...]


@dataclass(frozen=True)
class Weigh:
    """Put this part of the weight on the left foot, 0 to 1, as long as both stand."""

    left: float


@dataclass(frozen=True)
class LeanTo:
    """Bring the CoP of a foot so far from where it lies in quiet stance, in the foot's own frame."""

    foot: str
    right_mm: float
    forward_mm: float


@dataclass(frozen=True)
class Toes:
    """What the toes take, in multiples of quiet stance: 0 lifted, 1 resting, more pressed."""

    times: float


@dataclass(frozen=True)
class HoldOn:
    """Hold on to something, which leaves little of the sway; or let go."""

    held: bool


@dataclass(frozen=True)
class TakeInHands:
    """Hold a mass; 0 puts it down beside the board."""

    kg: float


@dataclass(frozen=True)
class Press:
    """Press on one cell with a hand; 0 lets go."""

    cell: int
    force_n: float


@dataclass(frozen=True)
class PutMass:
    """Put a mass down at a place of the board's frame, in place of one that stood there."""

    kg: float
    x_mm: float
    y_mm: float


@dataclass(frozen=True)
class TakeMassesOff:
    """Take every mass off the board."""


@dataclass(frozen=True)
class Cause:
    """Cause a trouble, in place of the one before; None takes it back. `other`: the second cell of a swapped pair."""

    trouble: Trouble | None
    cell: int = 0
    other: int = 1


@dataclass(frozen=True)
class Plug:
    """Pull the cable, or put it in again."""

    plugged: bool


@dataclass(frozen=True)
class LetDo:
    """Let the virtual pupil do what a drill asks, or take over again."""

    by_itself: bool


Action = (
    StandOn | Weigh | LeanTo | Toes | HoldOn | TakeInHands | Press | PutMass | TakeMassesOff | Cause | Plug | LetDo
)  # fmt: skip
Script = tuple[tuple[float, Action], ...]
"""Actions, each with the seconds from now at which it is done."""


@dataclass(frozen=True)
class Posture:
    """Where everything is meant to be; what really stands on the board follows softly."""

    feet: tuple[str, ...] = ()
    left: float = 0.5
    lean_mm: tuple[tuple[float, float], tuple[float, float]] = ((0.0, 0.0), (0.0, 0.0))
    """Of the left and the right foot, right and forward of quiet stance."""
    toes: float = 1.0
    holds_on: bool = False
    in_hands_kg: float = 0.0
    pressed_n: tuple[tuple[int, float], ...] = ()
    """Cell and force."""
    masses: tuple[PutMass, ...] = ()
    trouble: Cause = field(default_factory=lambda: Cause(None))
    plugged: bool = True
    by_itself: bool = False

    @property
    def empty(self) -> bool:
        """Whether nobody and nothing is meant to be on the board."""
        return not (self.feet or self.pressed_n or self.masses)


def done(posture: Posture, action: Action) -> Posture:
    """The posture once this is done; a value that is no number changes nothing."""
    match action:
        case StandOn(feet=feet):
            return replace(posture, feet=tuple(f for f in FEET if f in feet))
        case Weigh(left=left) if isfinite(left):
            return replace(posture, left=min(max(left, 0.0), 1.0))
        case LeanTo() if isfinite(action.right_mm) and isfinite(action.forward_mm) and action.foot in FEET:
            lean = list(posture.lean_mm)
            lean[FEET.index(action.foot)] = action.right_mm, action.forward_mm
            return replace(posture, lean_mm=(lean[0], lean[1]))
        case Toes(times=times) if isfinite(times):
            return replace(posture, toes=min(max(times, 0.0), 6.0))
        case HoldOn(held=held):
            return replace(posture, holds_on=held)
        case TakeInHands(kg=kg) if isfinite(kg):
            return replace(posture, in_hands_kg=min(max(kg, 0.0), MOST_KG))
        case Press(cell=cell, force_n=force) if isfinite(force):
            others = tuple(p for p in posture.pressed_n if p[0] != cell)
            pressed = ((cell, min(force, MOST_PRESS_N)),) if force > 0 else ()
            return replace(posture, pressed_n=others + pressed)
        case PutMass() if 0 < action.kg <= MOST_KG and isfinite(action.x_mm) and isfinite(action.y_mm):
            at = action.x_mm, action.y_mm
            others = tuple(m for m in posture.masses if (m.x_mm, m.y_mm) != at)
            return replace(posture, masses=(*others, action))
        case TakeMassesOff():
            return replace(posture, masses=())
        case Cause():
            return replace(posture, trouble=action)
        case Plug(plugged=plugged):
            return replace(posture, plugged=plugged)
        case LetDo(by_itself=by_itself):
            return replace(posture, by_itself=by_itself)
        case _:
            return posture
