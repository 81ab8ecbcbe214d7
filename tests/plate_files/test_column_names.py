"""Names of columns as programs write them, and what they mean."""

import pytest

from tripod.plate_files.column_names import Quantity, meaning

MEANINGS = {
    "time_s": ("time", "", "s"),
    "abs time (s)": ("time", "", "s"),
    "Zeit [s]": ("time", "", "s"),
    "timestamp_ms": ("time", "", "ms"),
    "Frame": ("frame", "", ""),
    "Sub Frame": ("sub_frame", "", ""),
    "left_force_n": ("force", "left", "N"),
    "Left Force [N]": ("force", "left", "N"),
    "Kraft links [N]": ("force", "left", "N"),
    "left_force_kN": ("force", "left", "kN"),
    "FzR": ("force", "right", ""),
    "LFz": ("force", "left", ""),
    "Force_Z": ("force", "", ""),
    "Force.Fz1": ("force", "1", ""),
    "vertical force (kg)": ("force", "", "kg"),
    "AMTI #2 - Force Fz": ("force", "2", ""),
    "AMTI OR6 Series Force Plate #1 - CoP Cx": ("ml", "1", ""),
    "right_ap_mm": ("ap", "right", "mm"),
    "COPx[cm]": ("ml", "", "cm"),
    "COPyL": ("ap", "left", ""),
    "Center of Pressure X (m)": ("ml", "", "m"),
    "Left y [mm]": ("ap", "left", "mm"),
    "Ax": ("ml", "", ""),
    "ground_force_r_vy": ("force", "right", ""),
    "1_ground_force_pz": ("ml", "1", ""),
    "ground_force_px": ("ap", "", ""),
    "TopLeft": ("front_left", "", ""),
    "BottomRight Kg": ("back_right", "", "kg"),
    "bl_kg": ("back_left", "", "kg"),
    "Fx[N]": ("other", "", ""),
    "Mx[N.m]": ("other", "", ""),
    "ground_force_vx": ("other", "", ""),
    "CenterOfGravityX": ("other", "", ""),
    "CoP velocity x": ("other", "", ""),
}


@pytest.mark.parametrize("name", MEANINGS)
def test_a_name_means(name: str) -> None:
    found = meaning(name)
    assert found is not None
    assert (found.quantity.value, found.plate, found.unit) == MEANINGS[name]


@pytest.mark.parametrize("name", ["Channel 0", "", "Unnamed: 0", "subject", "x" * 5000, "left", "[N]"])
def test_a_name_that_tells_nothing(name: str) -> None:
    assert meaning(name) is None


def test_a_row_of_units_tells_more_than_the_name() -> None:
    found = meaning("Fz", "kN")
    assert found is not None
    assert (found.quantity, found.unit) == (Quantity.FORCE, "kN")


@pytest.mark.parametrize("name", ["Fz (V)", "left_force[%BW]", "Fz_raw", "COPx [N]"])
def test_a_unit_that_is_of_no_use_is_kept_apart(name: str) -> None:
    found = meaning(name)
    assert found is not None
    assert (found.unit, bool(found.unusable)) == ("", True)
