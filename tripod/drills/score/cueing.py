"""How a try was cued: a test, a retention try and a faded one are compared with their like."""

from collections.abc import Iterable
from enum import StrEnum


class Cueing(StrEnum):
    """Of a try, or of a drill."""

    CUED = "cued"
    FADED = "faded"
    """Some faults were spoken to and others not, so that the person learns."""
    UNCUED = "uncued"
    """Nothing was said of faults: a test, a retention try, or a person who needs no words."""


SILENT = 2
"""The coach's fading from which on nothing is said."""


def cueing(*, feedback: bool, fading: int) -> Cueing:
    """`feedback`: whether anything may be said of faults; `fading` as the coach has it."""
    if not feedback or fading >= SILENT:
        return Cueing.UNCUED
    return Cueing.FADED if fading else Cueing.CUED


def of_all(tries: Iterable[Cueing]) -> Cueing:
    """Of a drill: what it was at its most cued."""
    there = set(tries)
    return next((one for one in Cueing if one in there), Cueing.UNCUED)
