"""Units of time, force and length, as headers write them."""

from tripod.boards import GRAVITY

TIME = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "min": 60.0}
FORCE = {"N": 1.0, "kN": 1e3, "kg": GRAVITY, "g": GRAVITY / 1e3, "lb": 0.45359237 * GRAVITY}
LENGTH = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4}
"""Unit -> how many seconds, newtons or millimetres it is."""

_SPELLINGS = {
    "s": ("s", "sec", "secs", "second", "seconds", "sek", "sekunden"),
    "ms": ("ms", "msec", "msecs", "millisecond", "milliseconds"),
    "us": ("us", "µs", "μs", "usec", "microseconds"),
    "min": ("min", "minutes"),
    "N": ("n", "newton", "newtons"),
    "kN": ("kn", "kilonewton", "kilonewtons"),
    "kg": ("kg", "kgs", "kgf", "kilogram", "kilograms", "kilo", "kilos"),
    "g": ("g", "gram", "grams", "gf"),
    "lb": ("lb", "lbs", "lbf", "pound", "pounds"),
    "mm": ("mm", "millimeter", "millimeters", "millimetre", "millimetres"),
    "cm": ("cm", "centimeter", "centimeters", "centimetre", "centimetres"),
    "m": ("m", "meter", "meters", "metre", "metres"),
    "in": ("in", "inch", "inches"),
}
_UNITS = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings}
_UNUSABLE = (
    "v mv volt volts % %bw bw xbw n/bw n/kg raw counts count adc bit bits a.u. au psi kpa pa px pixel norm normalized "
    "percent digits"
)
UNUSABLE = frozenset(_UNUSABLE.split())
"""Units from which no newtons or millimetres can be made without more than the file says."""
NOT_NEEDED = frozenset(
    ("nm", "n.m", "n·m", "n*m", "nmm", "n.mm", "n·mm", "n-m", "hz", "deg", "°", "rad", "m/s", "mm/s", "-")
)
"""Units of columns that are not read."""


def unit_of(text: str) -> str:
    """The unit that a header writes so, "" if it is none that can be used."""
    return _UNITS.get(text.strip().strip("[](){}").strip().lower(), "")


def is_unit(text: str) -> bool:
    """Whether this is any unit, also of what is not read."""
    plain = text.strip().strip("[](){}").strip().lower()
    return plain in _UNITS or plain in UNUSABLE or plain in NOT_NEEDED
