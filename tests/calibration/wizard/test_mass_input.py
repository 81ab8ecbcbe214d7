"""Masses as people write them."""

import pytest

from tripod.boards import GRAVITY
from tripod.calibration.wizard.mass_input import MassError, doubt_about_unit, parse_mass_kg


@pytest.mark.parametrize(
    ("text", "kg"), [("20", 20), ("20 kg", 20), (" 44 lb", 19.958), ("500 g", 0.5), ("1e1", 10), ("45LBS", 20.412)]
)
def test_masses_as_people_write_them(text: str, kg: float) -> None:
    assert parse_mass_kg(text) == pytest.approx(kg, rel=1e-4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("72,5", "72.5: decimals with a point"),
        ("0", "more than 0"),
        ("-3 kg", "more than 0"),
        ("nan", "is not a mass"),
        ("inf", "is not a mass"),
        ("", "is not a mass"),
        ("twenty", "is not a mass"),
        ("900", "out of range"),
        ("1.2.3", "is not a mass"),
    ],
)
def test_masses_that_are_none(text: str, says: str) -> None:
    with pytest.raises(MassError, match=says):
        parse_mass_kg(text)


def test_a_doubt_needs_a_factor_of_pounds() -> None:
    assert doubt_about_unit(75, 75 * GRAVITY) == ""
    assert doubt_about_unit(75, 60 * GRAVITY) == ""
    assert "165 lb" in doubt_about_unit(165, 75 * GRAVITY)
    assert doubt_about_unit(75, -1) == ""
