"""Masses and weights as people write them."""

import math
import re

from tripod.boards import GRAVITY

_POUND_KG = 0.45359237
_TEXT = re.compile(r"^\s*([-+]?[0-9.eE]+|nan|[-+]?inf)\s*(kg|lb|lbs|g)?\s*$", re.IGNORECASE)


class MassError(ValueError):
    """What was written is no mass: one plain sentence."""


def parse_mass_kg(text: str, least_kg: float = 0.05, most_kg: float = 400.0) -> float:
    """A mass in kilograms from `20`, `20 kg`, `44 lb` or `500 g`; without a unit it is kilograms.

    Raises:
        MassError: no number, decimal comma, not above 0, or out of range.
    """
    if re.search(r"\d,\d", text):
        raise MassError(f"Write {text.replace(',', '.').strip()}: decimals with a point.")
    found = _TEXT.match(text)
    try:
        number = float(found[1]) if found else math.nan
    except ValueError:
        number = math.nan
    if not found or not math.isfinite(number):
        raise MassError(f"{text.strip() or 'Nothing'!r} is not a mass. Write it like 20 kg or 44 lb.")
    unit = (found[2] or "kg").lower()
    kg = number * {"kg": 1.0, "g": 0.001}.get(unit, _POUND_KG)
    if kg <= 0:
        raise MassError("A mass is more than 0.")
    if not least_kg <= kg <= most_kg:
        raise MassError(f"{kg:g} kg is out of range: {least_kg:g} to {most_kg:g} kg.")
    return kg


def doubt_about_unit(stated_kg: float, felt_n: float) -> str:
    """One sentence if what the board feels says that pounds were meant; "" if not.

    Nominal gains are good to some per cent on load cells, so a factor of 2.2 shows before any calibration.
    """
    if felt_n <= 0:
        return ""
    felt_kg = felt_n / GRAVITY
    if abs(stated_kg * _POUND_KG / felt_kg - 1) < 0.15:
        return f"The board feels about {felt_kg:.0f} kg, not {stated_kg:g}: if that was pounds, write {stated_kg:g} lb."
    return ""
