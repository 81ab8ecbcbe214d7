"""What the strip can show of the last seconds: one foot's shares, the way of the CoP, or left against right."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, isfinite, nan

import numpy as np
from numpy.typing import NDArray

from tripod.balance.thresholds import too_heavy, too_light
from tripod.boards import FEET, POINTS, Board
from tripod.boards.stance_faults import CONVENTION, HEAVY_AT, LIGHT_AT, MOST_SHIFT, Fault
from tripod.live.recent_window import Window
from tripod.live.snapshot import Snapshot
from tripod.sentences import sentence
from tripod.views.kit.words import Words

Floats = NDArray[np.float32]


class Shown(StrEnum):
    """The choices."""

    LEFT = "left"
    RIGHT = "right"
    COP = "cop"
    BOTH = "both"


@dataclass(frozen=True)
class Lane:
    """One row of the strip: a quantity, its curves in the unit that is shown, and the band that it should lie in."""

    name: str
    unit: str
    values: Floats
    """(n, curves)."""
    curves: tuple[str, ...] = ("",)
    """What tells the curves apart, where there is more than one."""
    band: tuple[float, float] | None = None
    alert: tuple[float, float] = (nan, nan)
    """Beyond these the curve is that of a fault; nan where none is claimed."""
    whole: tuple[float, float] | None = None
    """The range of all that can be; None where there is no such."""

    def span(self, low: Floats, high: Floats, *, whole: bool) -> tuple[float, float]:
        """The least and the greatest value of the axis, in steps wide enough that it stands still while a person does.

        `low`, `high`: (buckets, curves) of what is on the screen."""
        if whole and self.whole is not None:
            return self.whole
        ends = [*(self.band or ())]
        if np.isfinite(low).any():
            ends += [float(np.nanmin(low)), float(np.nanmax(high))]
        if not ends:
            return self.whole or (0.0, 1.0)
        room = 0.15 * max(max(ends) - min(ends), 10.0)
        return floor((min(ends) - room) / 5) * 5.0, ceil((max(ends) + room) / 5) * 5.0


def lanes(shown: Shown, board: Board | None, window: Window, words: Words, snapshot: Snapshot) -> list[Lane]:
    """The rows of what is shown."""
    match shown:
        case Shown.LEFT | Shown.RIGHT:
            return _shares(shown.value, board, window, words, snapshot)
        case Shown.COP:
            return _cop(board, window, words)
        case Shown.BOTH:
            return [_both(board, window)]


def _shares(foot: str, board: Board | None, window: Window, words: Words, snapshot: Snapshot) -> list[Lane]:
    share = 100 * window.share[:, FEET.index(foot)]
    state = snapshot.feet.get(foot)
    placed = state is not None and (state.pose is None or state.pose.measured)
    out: list[Lane] = []
    for k, point in enumerate(POINTS):
        band, alert = CONVENTION[point], (nan, nan)
        if placed and board is not None and state is not None and isfinite(state.share_pm[k]):
            pm, faults = state.share_pm[k], board.claims.faults
            # The same as what the point's label and the judgement call light or heavy.
            low = 100 * too_light(band, point, pm) if LIGHT_AT[point] in faults else nan
            high = 100 * too_heavy(band, pm) if HEAVY_AT.get(point) in faults else nan
            alert = low, high
        whole = (0.0, 100.0) if board is None or board.claims.map_radius_mm > 0 else (-25.0, 125.0)
        out.append(
            Lane(words.point(point), "%", share[:, k : k + 1], ("",), (100 * band.low, 100 * band.high), alert, whole)
        )
    return out


def _cop(board: Board | None, window: Window, words: Words) -> list[Lane]:
    feet = board.feet if board is not None else FEET
    at = [FEET.index(foot) for foot in feet]
    names = tuple(words.foot(foot) for foot in feet)
    mm = sentence("view_feet_lanes.mm")
    return [
        Lane(sentence("view_feet_lanes.forward"), mm, window.cop_mm[:, at, 1], names),
        Lane(sentence("view_feet_lanes.to_the_right"), mm, window.cop_mm[:, at, 0], names),
    ]


def _both(board: Board | None, window: Window) -> Lane:
    left = np.full(len(window.t_s), np.nan)
    if len(window.load_n) == len(left):
        total = window.load_n.sum(1)
        np.divide(100 * window.load_n[:, 0], total, out=left, where=total > 0)
    band = None
    if board is not None and Fault.SHIFT_LEFT in board.claims.faults:
        band = 50 - 100 * MOST_SHIFT, 50 + 100 * MOST_SHIFT
    values = np.asarray(left, np.float32)[:, None]
    alert = band if band is not None else (nan, nan)
    return Lane(sentence("view_feet_lanes.left_part"), "%", values, ("",), band, alert, (0.0, 100.0))
