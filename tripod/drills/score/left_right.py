"""How the load was divided between the feet in a hold, where both stand on cells that weigh."""

from dataclasses import dataclass
from math import isfinite

from tripod.balance.judgement import LEFT_PM
from tripod.drills.seen.look import Look
from tripod.storage.schemas.drill_result import LeftRightFile


@dataclass(frozen=True)
class LeftRight:
    """The left foot's part of both, 0 to 1: its mean over the hold, with the half width of its 95 % interval."""

    left: float
    pm: float = LEFT_PM


class SidesMeter:
    """Adds up looks. `weighs`: whether both sides of the board are on one scale; else nothing can be told."""

    def __init__(self, *, weighs: bool, pm: float = LEFT_PM) -> None:
        """`pm`: half width of the 95 % interval of a part."""
        self._weighs, self._pm, self._sum, self._looks = weighs, pm, 0.0, 0

    def __call__(self, look: Look) -> None:
        """Take the next look; one at which only one foot stands tells nothing."""
        left = look.left_fraction
        if isfinite(left):
            self._sum += left
            self._looks += 1

    def result(self) -> LeftRight | None:
        """None where the board cannot tell, or both feet never stood."""
        return LeftRight(self._sum / self._looks, self._pm) if self._weighs and self._looks else None


def left_right_file(of: LeftRight) -> LeftRightFile:
    """In percent and points."""
    return LeftRightFile(left_percent=round(100 * of.left, 2), pm=round(100 * of.pm, 2))
