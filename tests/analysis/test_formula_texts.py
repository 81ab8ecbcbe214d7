"""Each value that goes out has a unit and a formula, and these are of what is computed."""

import re

import pytest
from scipy.special import chdtri, ndtri

from tripod.analysis.formula_texts import measure, measures_dict
from tripod.analysis.measures import Extent
from tripod.batch.parquet_columns import TEXTS, columns, measured

BARE = {
    "part_step", "part_number", "rate_hz", "n", "duration_s", "missing", "drop_outs_spikes", "drop_outs_frozen_s",
    "measured_from_s", "measured_to_s", "measured_left_out_s", "simulated",
}  # fmt: skip
"""Numbers of a row that are no measures."""


@pytest.mark.parametrize("extent", Extent)
def test_every_number_of_a_table_has_a_unit_and_a_formula(extent: Extent) -> None:
    without = {name for name in columns(extent) if measured(name) is None}
    assert without - set(TEXTS) == BARE


def test_a_unit_is_the_one_that_the_name_ends_in() -> None:
    assert measure("sway_area_rate_mm2_s").unit == "mm^2/s"
    assert measure("mean_velocity_ml_mm_s").unit == "mm/s"
    assert measure("rms_ap_mm").unit == "mm"
    assert measure("f_peak_ml_hz").unit == "Hz"
    assert measure("diffusion_critical_r_s").unit == "s"
    assert measure("sample_entropy_ml").unit == measure("share_mean_heel").unit == "1"
    with pytest.raises(KeyError):
        measure("confidence_ellipse_mm2")


def test_numbers_in_formulas_are_those_of_the_distributions() -> None:
    said = measure("ellipse95_prediction_mm2").says
    assert float(re.findall(r"k = ([\d.]+)", said)[0]) == pytest.approx(chdtri(2, 0.05), rel=1e-5)
    assert float(re.findall(r"\+ ([\d.]+) s", measure("area_cc_mm2").says)[0]) == pytest.approx(ndtri(0.95), rel=1e-5)


def test_estimator_band_and_detrend_of_a_spectrum_are_named() -> None:
    for name in ("f50_ml_hz", "f95_ap_hz", "f_peak_ml_hz", "centroid_frequency_ap_hz", "power_ml_mm2"):
        assert {"welch", "linear detrend", "0.15-5 Hz"} <= set(re.split(r", | over |; ", measure(name).says))


def test_measures_of_shares_and_of_the_base_go_along() -> None:
    found = measures_dict(["rms_ml_mm"])
    assert found.keys() >= {"rms_ml_mm", "arch_medial_heel", "stability_margin_least_mm", "share_sd_mt1", "left_part"}
    assert found["rms_ml_mm"] == {"unit": "mm", "formula": "rms.n", "is": measure("rms_ml_mm").says}
