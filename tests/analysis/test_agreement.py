"""The measures are those of published implementations, on recordings of people, to nine digits."""

from math import log

import pytest

from tests.analysis.published import FILES, trace, values
from tripod.analysis.measures import analysed
from tripod.analysis.prieto import f_95

pytestmark = pytest.mark.shared_data

JYTHEN, R, ENTROPY, BMC = "jythen_raw", "r_stabilo_vredeveld", "entropy_20hz", "bmc"
SAME = {
    "rms_ml_mm": (JYTHEN, "rms_ML"),
    "rms_ap_mm": (JYTHEN, "rms_AP"),
    "rms_distance_mm": (JYTHEN, "rms_Radius"),
    "sd_ml_mm": (R, "sttksdx"),
    "sd_ap_mm": (R, "sttksdy"),
    "range_ml_mm": (JYTHEN, "range_ML"),
    "range_ap_mm": (JYTHEN, "range_AP"),
    "max_distance_mm": (JYTHEN, "maximal_distance_Radius"),
    "path_length_mm": (JYTHEN, "sway_length_ML_AND_AP"),
    "path_length_ml_mm": (JYTHEN, "sway_length_ML"),
    "path_length_ap_mm": (JYTHEN, "sway_length_AP"),
    "mean_velocity_mm_s": (R, "sttkveloc"),
    "mean_velocity_ml_mm_s": (R, "sttkxveloc"),
    "mean_velocity_ap_mm_s": (R, "sttkyveloc"),
    "mean_distance_mm": (JYTHEN, "mean_distance_Radius"),
    "mean_distance_ml_mm": (JYTHEN, "mean_distance_ML"),
    "mean_distance_ap_mm": (JYTHEN, "mean_distance_AP"),
    "mean_frequency_hz": (JYTHEN, "mean_frequency_ML_AND_AP"),
    "mean_frequency_ml_hz": (JYTHEN, "mean_frequency_ML"),
    "mean_frequency_ap_hz": (JYTHEN, "mean_frequency_AP"),
    "sway_area_rate_mm2_s": (JYTHEN, "sway_area_per_second_ML_AND_AP"),
    "planar_diameter_mm": (JYTHEN, "range_ML_AND_AP"),
    "ellipse95_prediction_mm2": (R, "vredeveld_pea_area"),
    "sample_entropy_ml": (ENTROPY, "EntropyHub_SampEn_m2_ml"),
    "sample_entropy_ap": (ENTROPY, "EntropyHub_SampEn_m2_ap"),
    "f50_ml_hz": (JYTHEN, "power_frequency_50_Power_Spectrum_Density_ML"),
    "f95_ap_hz": (JYTHEN, "power_frequency_95_Power_Spectrum_Density_AP"),
    "f_peak_ap_hz": (JYTHEN, "frequency_mode_Power_Spectrum_Density_AP"),
    "centroid_frequency_ml_hz": (JYTHEN, "centroid_frequency_Power_Spectrum_Density_ML"),
    "centroid_frequency_ap_hz": (JYTHEN, "centroid_frequency_Power_Spectrum_Density_AP"),
    "frequency_dispersion_ml": (JYTHEN, "frequency_dispersion_Power_Spectrum_Density_ML"),
    "frequency_dispersion_ap": (JYTHEN, "frequency_dispersion_Power_Spectrum_Density_AP"),
}
"""Ours -> whose, and its name there; R gives twelve digits."""


@pytest.fixture(scope="module", params=FILES)
def measured(request: pytest.FixtureRequest) -> tuple[str, dict[str, float]]:
    return request.param, dict(analysed(trace(request.param), raw=True).metrics)


def test_nine_digits_are_the_same(measured: tuple[str, dict[str, float]]) -> None:
    name, ours = measured
    off = {m: ours[m] / values()[name, *theirs] - 1 for m, theirs in SAME.items()}
    assert {m: by for m, by in off.items() if abs(by) > 1e-9} == {}


def test_a_speed_over_n_periods_is_less_by_the_stated_factor(measured: tuple[str, dict[str, float]]) -> None:
    name, ours = measured
    n = len(trace(name).time_s)
    theirs = values()[name, JYTHEN, "mean_velocity_ML_AND_AP"]
    assert ours["mean_velocity_mm_s"] * (n - 1) / n == pytest.approx(theirs, rel=1e-9)


def test_the_exact_prediction_ellipse_is_the_stated_factor_away(measured: tuple[str, dict[str, float]]) -> None:
    name, ours = measured
    n = len(trace(name).time_s)
    exact = f_95(n) * 2 * (n - 1) * (n + 1) / (n * (n - 2))
    assert ours["ellipse95_prediction_mm2"] * exact / (-2 * log(0.05)) == pytest.approx(
        values()[name, BMC, "ellipse95_area"], rel=1e-9
    )


def test_sway_density_is_theirs_within_its_smoothing(measured: tuple[str, dict[str, float]]) -> None:
    name, ours = measured
    for mine, theirs in (
        ("sway_density_peak_s", "mean_peak_Sway_Density"),
        ("sway_density_peak_way_mm", "mean_distance_peak_Sway_Density"),
    ):
        assert ours[mine] == pytest.approx(values()[name, JYTHEN, theirs], rel=2e-3)
