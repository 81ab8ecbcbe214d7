"""Reads masses and weights as people write them, and notices pounds that were written as kilograms."""

import math
import re

from tripod.boards import GRAVITY
from tripod.sentences import sentence, with_decimal_point

_POUND_KG = 0.45359237
_TEXT = re.compile(r"^\s*([-+]?[0-9.eE]+|nan|[-+]?inf)\s*(kg|lb|lbs|g)?\s*$", re.IGNORECASE)


class MassError(ValueError):
    """What was written is no mass: one plain sentence."""


def parse_mass_kg(text: str, least_kg: float = 0.05, most_kg: float = 400.0) -> float:
    """A mass in kilograms from `20`, `20 kg`, `44 lb` or `500 g`; without a unit it is kilograms.

    Raises:
        MassError: no number, decimal comma, not above 0, or out of range.
    """
    text = with_decimal_point(text)
    if re.search(r"\d,\d", text):
        raise MassError(sentence("mass.decimal_comma", text=text.replace(",", ".").strip()))
    found = _TEXT.match(text)
    try:
        number = float(found[1]) if found else math.nan
    except ValueError:
        number = math.nan
    if not found or not math.isfinite(number):
        written = text.strip() or sentence("mass.nothing_written")
        raise MassError(sentence("mass.no_mass", text=written))
    unit = (found[2] or "kg").lower()
    kg = number * {"kg": 1.0, "g": 0.001}.get(unit, _POUND_KG)
    if kg <= 0:
        raise MassError(sentence("mass.not_above_zero"))
    if not least_kg <= kg <= most_kg:
        raise MassError(sentence("mass.out_of_range", mass=kg, least=least_kg, most=most_kg))
    return kg


def doubt_about_unit(stated_kg: float, felt_n: float) -> str:
    """One sentence if what the board feels says that pounds were meant; "" if not.

    Nominal gains are good to some per cent on load cells, so a factor of 2.2 shows before any calibration.
    """
    if felt_n <= 0:
        return ""
    felt_kg = felt_n / GRAVITY
    if abs(stated_kg * _POUND_KG / felt_kg - 1) < 0.15:
        return sentence("mass.pounds_meant", felt=felt_kg, stated=stated_kg)
    return ""
