"""What a calibration has so far: the value that the wizard's steps hand on, and that is kept for another day."""

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.calibration.fit.fit import Fit
from tripod.calibration.fit.readings import Capture
from tripod.calibration.wizard.point_check import PointCheck
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wiring_check import Mapping
from tripod.storage.json_value import JsonObject

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Collected:
    """What the person said and what was taken from the board; a step gives back a changed copy."""

    answers: Answers
    mapping: Mapping
    """Which wire answered to the press on each cell."""
    presses: int = 0
    """How often a film was loaded, to settle it."""
    warm: bool = False
    """The person says that the board is warm."""
    warmed_up: bool = False
    """The warm-up came to its end."""
    zero_counts: Array | None = None
    """(cells,) mean counts of the empty board."""
    captures: tuple[Capture, ...] = ()
    """The loads that the fit is made from, in the order in which they were taken."""
    points: tuple[PointCheck, ...] = ()
    """The points that the person stood on, one by one."""
    fitted: Fit | None = None
    held_out: tuple[Capture, ...] = ()
    """Loads that the fit never saw: the first verifies it, others stand on marks of the other plates."""

    @property
    def verified(self) -> Capture | None:
        """The load that the fit never saw; None while there is none."""
        return self.held_out[0] if self.held_out else None

    @property
    def empty(self) -> tuple[Capture, ...]:
        """The empty board as a capture; none while the zero is not taken."""
        return () if self.zero_counts is None else (Capture("empty", 0.0, nan, nan, self.zero_counts),)


@dataclass(frozen=True, eq=False)
class Begun:
    """A calibration that was begun: enough to go on with it in another run of the program."""

    step: Step
    collected: Collected


def capture_dict(capture: Capture) -> JsonObject:
    """A capture as plain values."""
    place = [capture.x_mm, capture.y_mm] if capture.located else None
    return {"name": capture.name, "load_n": capture.load_n, "place_mm": place, "counts": capture.counts.tolist()}
