"""How new all that a picture shows has to be."""

from enum import StrEnum

HELD_S, AWAY_HELD_S = 0.035, 1.0
"""At most so old are the uncertainties in one of many pictures, and in a glance all that does not move: two more of
them at 62 a second. In a picture that nobody sees it may be older."""


class Freshness(StrEnum):
    """Of one picture."""

    ALL_NEW = "all_new"
    """Everything is of the newest sampling."""
    ONE_OF_MANY = "one_of_many"
    """Pictures are asked for many times a second, and uncertainties may be `HELD_S` old."""
    GLANCE = "glance"
    """As one of many, for an eye that follows what moves: all but the times and the CoP may be `HELD_S` old."""
    UNSEEN = "unseen"
    """As a glance, where nobody sees the window or the picture on it stands still: `AWAY_HELD_S`."""

    @property
    def held_s(self) -> float:
        """How old all but the times and the CoP may be; what changes at once is never old."""
        return {Freshness.GLANCE: HELD_S, Freshness.UNSEEN: AWAY_HELD_S}.get(self, 0.0)
