"""A step onto the empty board and off it again: how somebody beside it says "ready"."""

from math import isfinite, nan

from tripod.boards import FEET
from tripod.drills.seen.look import Look

EMPTY_S, ON_S, OFF_S = 0.5, 0.15, 0.25
"""The board is empty for so long, then stood on for so long, and left for so long."""


class OnAndOff:
    """Who was on the board all the while, or only leaves it, says nothing."""

    def __init__(self) -> None:
        self._empty = self._on = False
        self._stands: bool | None = None
        self._since_s = nan

    def __call__(self, look: Look) -> bool:
        """Take the next look; whether somebody has stepped on and off."""
        if not any(isfinite(load) for load in look.load):
            return False
        stands = any(look.stands(k) for k in range(len(FEET)))
        if stands is not self._stands:
            self._stands, self._since_s = stands, look.t_s
        for_s = look.t_s - self._since_s
        if stands:
            self._on = self._on or (self._empty and for_s >= ON_S)
        elif self._on:
            return for_s >= OFF_S
        else:
            self._empty = self._empty or for_s >= EMPTY_S
        return False
