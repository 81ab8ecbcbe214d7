"""How new all that a picture shows has to be."""

from enum import StrEnum

HELD_S = 0.035
"""At most so old are the uncertainties in one of many pictures, and in a glance all that does not move: two more of
them at 62 a second."""


class Freshness(StrEnum):
    """Of one picture."""

    ALL_NEW = "all_new"
    """Everything is of the newest sampling."""
    ONE_OF_MANY = "one_of_many"
    """Pictures are asked for many times a second, and uncertainties may be `HELD_S` old."""
    GLANCE = "glance"
    """As one of many, for an eye that follows what moves: all but the times and the CoP may be `HELD_S` old."""
