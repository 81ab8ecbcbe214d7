"""How new all that a picture shows has to be."""

from enum import StrEnum

HELD_S, LOADS_HELD_S, AWAY_HELD_S = 0.035, 0.085, 1.0
"""At most so old are the uncertainties in one of many pictures, and in a glance all that does not move: two more of
them at 62 a second. What is shown as a number or judged may be as old as numbers are, ten times a second; where nobody
sees a picture, still older."""


class Freshness(StrEnum):
    """Of one picture."""

    ALL_NEW = "all_new"
    """Everything is of the newest sampling."""
    ONE_OF_MANY = "one_of_many"
    """Pictures are asked for many times a second, and uncertainties may be `HELD_S` old."""
    GLANCE = "glance"
    """As one of many, for an eye that follows what moves: all but the times and the CoP may be `HELD_S` old."""
    LOADS = "loads"
    """As a glance, but loads, shares and totals are of now: for a map between two of the numbers. How unsure they are,
    and what is judged, may be `LOADS_HELD_S` old."""
    UNSEEN = "unseen"
    """As a glance, where nobody sees the window or the picture on it stands still: `AWAY_HELD_S`."""

    @property
    def held_s(self) -> float:
        """How old all but the times and the CoP may be; what changes at once is never old."""
        return {Freshness.GLANCE: HELD_S, Freshness.LOADS: LOADS_HELD_S, Freshness.UNSEEN: AWAY_HELD_S}.get(self, 0.0)
