"""What can be wrong with a stance, in one table: names, order, the point that each is about, and the thresholds.

Live advice, drills, coach, pages and virtual pupils read it from here. A board's file says which faults it may claim;
the plain words of each stand in the catalogue of sentences (`stance_fault`). Files hold a fault's value, as text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What a stance is told to be wrong in."""

    STEP_ON = "step_on"
    """Nobody stands there. Only live advice tells it; it has no row in the table, and no board claims it."""
    HEEL_HEAVY = "heel_heavy"
    CONTACT_LOST = "contact_lost"
    MT1_LIGHT = "mt1_light"
    MT5_LIGHT = "mt5_light"
    HEEL_LIGHT = "heel_light"
    SHIFT_LEFT = "shift_left"
    SHIFT_RIGHT = "shift_right"
    SWAY = "sway"


@dataclass(frozen=True)
class StanceFault:
    """A row of the table: what one fault is about."""

    name: Fault
    point: str = ""
    """The point of the foot that it is about; "" where it is about no one point."""
    of_both: bool = False
    """It is about both feet together."""
    light: bool = False
    """Its point carries too little."""


@dataclass(frozen=True)
class Band:
    """Where the share of a point should lie, in fractions of its foot."""

    low: float
    high: float


FAULTS = (
    StanceFault(Fault.HEEL_HEAVY, "heel"),
    StanceFault(Fault.CONTACT_LOST),
    StanceFault(Fault.MT1_LIGHT, "mt1", light=True),
    StanceFault(Fault.MT5_LIGHT, "mt5", light=True),
    StanceFault(Fault.HEEL_LIGHT, "heel", light=True),
    StanceFault(Fault.SHIFT_LEFT, of_both=True),
    StanceFault(Fault.SHIFT_RIGHT, of_both=True),
    StanceFault(Fault.SWAY, of_both=True),
)
"""In order of precedence: the first that holds hides those after it."""
STANCE_FAULTS = tuple(fault.name for fault in FAULTS)
POINT_OF: Mapping[Fault, str] = {fault.name: fault.point for fault in FAULTS if fault.point}
"""Fault -> its point, of those that are about one."""
LIGHT_FAULTS: Mapping[Fault, str] = {fault.name: fault.point for fault in FAULTS if fault.light}
"""Fault -> the point that carries too little."""
LIGHT_AT: Mapping[str, Fault] = {point: fault for fault, point in LIGHT_FAULTS.items()}
"""Point -> the fault that it carries too little."""
HEAVY_AT: Mapping[str, Fault] = {point: fault for fault, point in POINT_OF.items() if fault not in LIGHT_FAULTS}
"""Point -> the fault that it carries too much."""
OF_BOTH = tuple(fault.name for fault in FAULTS if fault.of_both)

CONVENTION: Mapping[str, Band] = {"heel": Band(0.50, 0.60), "mt1": Band(0.22, 0.32), "mt5": Band(0.13, 0.23)}
"""Bands of a quiet active foot, a coaching convention. Heel 50-60 % is the same as a CoP at 36-41 % of foot length; the
others follow from it."""
LIGHT_BY: Mapping[str, float] = {"heel": 0.10, "mt1": 0.10, "mt5": 0.05}
"""A share this far below its band is a fault; between them only the picture shows it."""
HEAVY_BY = 0.15
"""And a heel this far above its band."""
ALERT: Mapping[str, Band] = {
    point: Band(band.low - LIGHT_BY[point], band.high + HEAVY_BY if point == "heel" else 1.0)
    for point, band in CONVENTION.items()
}
"""Outside of these limits live advice speaks."""
MOST_SHIFT = 0.12
"""The left foot's part of both may differ by so much from a half."""
FLOORS: Mapping[str, float] = {"heel": 0.30, "mt1": 0.06, "mt5": 0.04}
"""Least shares of a foot that moves: there bands of a quiet stance do not hold."""


def fault_named(name: str) -> Fault | None:
    """The fault that a file names so; None where this version of the program tells none of that name."""
    return Fault(name) if name in STANCE_FAULTS else None


def point_of(name: str) -> str:
    """The point that the fault of this name is about; "" where it is about no one point, or is not known here."""
    fault = fault_named(name)
    return POINT_OF.get(fault, "") if fault else ""
