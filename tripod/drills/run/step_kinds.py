"""The class that runs each kind of step. A new kind also needs its fields in `storage/schemas/drill.py`."""

from collections.abc import Callable

from tripod.drills.format.part import Part
from tripod.drills.run.away_step import AwayStep
from tripod.drills.run.check_step import CheckStep
from tripod.drills.run.given import Given, Log
from tripod.drills.run.hold_step import HoldStep
from tripod.drills.run.points_step import PointsStep
from tripod.drills.run.rack_step import RackStep
from tripod.drills.run.ready_step import ReadyStep
from tripod.drills.run.reps_step import RepsStep
from tripod.drills.run.roll_step import RollStep
from tripod.drills.run.say_step import say_step
from tripod.drills.run.scored_step import ScoredStep
from tripod.drills.run.step import Step
from tripod.drills.run.timed_step import TimedStep


def _placing_step(part: Part, given: Given, log: Log) -> Step:
    return PointsStep(part, given, log) if part.step.move == "points" else RollStep(part, given, log)


SCORED: dict[str, type[ScoredStep]] = {"hold": HoldStep, "reps": RepsStep}
NOT_SCORED: dict[str, Callable[[Part, Given, Log], Step]] = {
    "say": say_step,
    "rest": TimedStep,
    "away": AwayStep,
    "check": CheckStep,
    "ready": ReadyStep,
    "rack": RackStep,
    "roll": _placing_step,
}
