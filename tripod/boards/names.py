"""Names of feet, points, regions and faults: the terms of files and code, and the plain words of the screen."""

from tripod.boards.stance_faults import STANCE_FAULTS
from tripod.sentences import sentence

GRAVITY = 9.80665
"""Standard gravity: newtons that a kilogram weighs."""
FEET = ("left", "right")
POINTS = ("heel", "mt1", "mt5")
"""Order of the three points in every array of shape (..., 3)."""
REGIONS = ("heel", "midfoot", "mt1", "mt2", "mt3", "mt4", "mt5", "hallux", "toes")
"""Regions of a foot whose loads are told apart."""


def plain_point(point: str, foot: str) -> str:
    """A point of a foot in the words of the screen: `base of the left big toe`."""
    return sentence(f"board_point.{point}", foot=foot)


def plain_fault(fault: str) -> str:
    """A fault of a stance in plain words, as a thing that one does; any other name as it stands."""
    return sentence(f"stance_fault.{fault}") if fault in STANCE_FAULTS else fault


def fault_at(fault: str, foot: str) -> str:
    """A fault in plain words, and whose foot it is, where that is known: a point alone would not say what is wrong
    with it."""
    return sentence("fault_of_foot.said", fault=plain_fault(fault), foot=foot) if foot else plain_fault(fault)
