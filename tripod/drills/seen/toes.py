"""What the toes do where no cell is under them: body weight less the total is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

WANTED = 3
"""So often the toes work in a hold that loses nothing for them."""
_HIGH, _LOW = 0.6, 0.4
_LEAST_PART = 0.02
"""Of body weight: what moves less is no work of the toes."""


@dataclass(frozen=True)
class ToeWork:
    """In newtons."""

    mean_n: float
    most_n: float
    times: int
    """How often they were loaded and let go."""

    @property
    def part(self) -> float:
        """Of what was wanted, 0 to 1."""
        return min(self.times, WANTED) / WANTED


def toe_work(toe_n: Sequence[float], body_n: float) -> ToeWork | None:
    """From the load of the toes look by look; None without looks."""
    if not toe_n:
        return None
    ordered = sorted(toe_n)
    low, high = ordered[len(ordered) // 20], ordered[-1 - len(ordered) // 20]
    times, loaded = 0, False
    if high - low > _LEAST_PART * body_n:
        for load in toe_n:
            if not loaded and load > low + _HIGH * (high - low):
                loaded, times = True, times + 1
            elif loaded and load < low + _LOW * (high - low):
                loaded = False
    return ToeWork(sum(toe_n) / len(toe_n), ordered[-1], times)
