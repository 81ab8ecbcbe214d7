"""The ready check before a session: the board was empty and read nothing, then somebody stands on it as they should."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

from tripod.boards import FEET, GRAVITY, PLAIN, POINTS, Board
from tripod.drills.moment import Moment
from tripod.drills.stance import Quiet

EMPTY_S = 0.3
"""So long nobody stands there before the empty board is believed."""
WEIGHT_OFF = 0.02
ZERO_SIGMAS = 4.0
"""An empty board that reads more than so many standard deviations of its zeros is not zeroed."""
LEAST_SHARE = 0.05
"""A point that carries less than this in quiet stance does not stand on its mark."""


@dataclass(frozen=True)
class Ready:
    """What the check found. nan where it could not be told."""

    empty_n: float
    """What the empty board read."""
    weight_off: float
    """How much more, relatively, the board reads than the person weighs; nan where it earns no newtons."""
    off_marks: tuple[tuple[str, str], ...]
    """Foot and point that carry next to nothing."""
    zero_wrong: bool
    reason: str = ""
    """Why nothing was found out."""

    @property
    def weight_wrong(self) -> bool:
        return abs(self.weight_off) > WEIGHT_OFF

    @property
    def fine(self) -> bool:
        return not (self.reason or self.zero_wrong or self.weight_wrong or self.off_marks)

    def problems(self) -> tuple[str, ...]:
        """A sentence on each thing that is not as it should be, with its cure."""
        said = [f"The ready check was not done: {self.reason}."] if self.reason else []
        if self.zero_wrong:
            said.append(f"The empty board read {self.empty_n:+.0f}: step off, and zero it.")
        if self.weight_wrong:
            way = "more" if self.weight_off > 0 else "less"
            said.append(
                f"The board reads {100 * abs(self.weight_off):.0f} % {way} than you said you weigh: both feet whole on "
                "it, nothing in your hands; else zero it, or calibrate it anew."
            )
        if self.off_marks:
            names = " and the ".join(PLAIN[point].format(foot) for foot, point in self.off_marks)
            carry = "carries" if len(self.off_marks) == 1 else "carry"
            said.append(f"The {names} {carry} next to nothing: put the feet on their marks.")
        return tuple(said)


class EmptyBoard:
    """Waits until nobody stands there, and keeps what the board reads then."""

    def __init__(self, board: Board) -> None:
        self._least_n = board.limits.min_foot_n
        self._since_s = nan
        self._sum, self._n = 0.0, 0
        self.occupied_s = 0.0
        """For how long somebody has been standing there."""
        self._first_s = nan

    def __call__(self, moment: Moment) -> bool:
        """Take the next look; whether the board has been empty for long enough."""
        self._first_s = self._first_s if isfinite(self._first_s) else moment.t_s
        if not all(abs(load) < self._least_n or not isfinite(load) for load in moment.load):
            self._since_s, self._sum, self._n = nan, 0.0, 0
            self.occupied_s = moment.t_s - self._first_s
            return False
        self._since_s = self._since_s if isfinite(self._since_s) else moment.t_s
        if isfinite(moment.total):
            self._sum, self._n = self._sum + moment.total, self._n + 1
        return moment.t_s - self._since_s >= EMPTY_S and self._n > 0

    @property
    def reads_n(self) -> float:
        return self._sum / self._n if self._n else nan


def judge(board: Board, quiet: Quiet, empty_n: float, weight_kg: float) -> Ready:
    """The check, once somebody stands still on the board."""
    zero = ZERO_SIGMAS * max(board.errors.zero_n, board.errors.noise_n) * len(board.cells) ** 0.5
    weighs = board.claims.newtons and isfinite(weight_kg) and weight_kg > 0
    light = tuple(
        (foot, point)
        for foot, share in quiet.share.items()
        for point, part in zip(POINTS, share, strict=True)
        if part < LEAST_SHARE
    )
    return Ready(
        empty_n,
        quiet.total / (weight_kg * GRAVITY) - 1 if weighs else nan,
        tuple(sorted(light, key=lambda at: (FEET.index(at[0]), POINTS.index(at[1])))),
        abs(empty_n) > zero,
    )


def ready_dict(ready: Ready) -> dict[str, Any]:
    """As plain values."""
    values: Mapping[str, Any] = {
        "fine": ready.fine,
        "empty_wrong": ready.zero_wrong,
        "weight_wrong": ready.weight_wrong,
        "empty": round(ready.empty_n, 2) if isfinite(ready.empty_n) else None,
        "weight_off": round(ready.weight_off, 4) if isfinite(ready.weight_off) else None,
        "off_marks": [{"foot": f, "point": p} for f, p in ready.off_marks],
        "problems": list(ready.problems()),
    }
    return dict(values)
