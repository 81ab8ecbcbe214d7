"""Where the CoP goes in each phase of a drill's reps, from reps that the person accepted.

Millimetres back of the quiet stance: `tall_mm` while standing, `depth_mm` at the bottom, and in between the soft way
from the one to the other, (1 - cos(pi u)) / 2 of it at the part u of the phase. A look is on target within `band_mm`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, isfinite, pi
from statistics import mean, stdev

import msgspec

from tripod.sentences import sentence
from tripod.storage.schemas.diary import TargetFile
from tripod.storage.versioned import as_file

LEAST_REPS = 3
LEAST_BAND_MM, BAND_SDS = 8.0, 2.0
"""Quiet sway and a follow-through that is a third of a second late cost some 5 mm; a person who varies more has a wider
band."""


class TargetError(ValueError):
    """These reps make no target: one plain sentence."""


@dataclass(frozen=True)
class PhaseTarget:
    """Of one drill on one board as it was calibrated."""

    board_id: str
    calibration: str
    drill: str
    made: str
    """ISO date."""
    depth_mm: float
    tall_mm: float
    band_mm: float
    reps: int

    def back_mm(self, phase: str, part: float) -> float:
        """How far back of quiet stance the CoP belongs at this part (0 to 1) of a phase."""
        softly = (1 - cos(pi * min(max(part, 0.0), 1.0))) / 2
        way = {"descent": softly, "bottom": 1.0, "ascent": 1 - softly, "lockout": 0.0}[phase]
        return self.tall_mm + way * (self.depth_mm - self.tall_mm)

    def words(self) -> str:
        """The target in one phrase, for people."""
        return sentence("cop_target.own_reps", made=self.made, depth=self.depth_mm, band=self.band_mm)


def make_target(
    bottoms_mm: Sequence[float], tall_mm: Sequence[float], board_id: str, calibration: str, drill: str, made: str
) -> PhaseTarget:
    """From how far back the CoP was, on average, at the bottom and in the lockout of reps that were as they should be.

    Raises:
        TargetError: there are too few, or they went nowhere.
    """
    bottoms, tall = ([v for v in values if isfinite(v)] for values in (bottoms_mm, tall_mm))
    if len(bottoms) < LEAST_REPS or not tall:
        raise TargetError(sentence("cop_target.too_few_reps", least=LEAST_REPS))
    depth, rest = mean(bottoms), mean(tall)
    if depth - rest < LEAST_BAND_MM:
        raise TargetError(sentence("cop_target.reps_too_shallow", depth=depth - rest))
    band = max(LEAST_BAND_MM, BAND_SDS * stdev(bottoms))
    return PhaseTarget(
        board_id, calibration, drill, made, round(depth, 1), round(rest, 1), round(band, 1), len(bottoms)
    )


def target_to_file(target: PhaseTarget) -> TargetFile:
    """As files hold it."""
    return as_file(target, TargetFile)


def target_from_file(file: TargetFile) -> PhaseTarget:
    """The target that a file holds."""
    return msgspec.convert(file, PhaseTarget, from_attributes=True)
