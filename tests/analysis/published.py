"""Values of published implementations on real recordings that stand beside the checkout, where they do."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from tripod.analysis.trace import CopTrace

DATA = Path(__file__).parents[3] / "shared" / "data"
FILES = ("BDS00001.csv", "BDS00010.csv", "PDS13CR2_net.csv", "jythen_test.csv", "liddy_ttb.csv")

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


@cache
def values() -> dict[tuple[str, str, str], float]:
    """(file, implementation, its name of the measure) -> value."""
    held = json.loads((DATA / "reference_metrics.json").read_text("utf-8"))["metrics"]
    return {(m["input_file"], m["implementation_key"], m["metric"]): m["value"] for m in held}


def trace(name: str) -> CopTrace:
    """A recording as it is stored."""
    table = np.genfromtxt(DATA / name, delimiter=",", skip_header=1)
    return CopTrace(table[:, 0], table[:, 1:3])


def off(name: str, ours: Mapping[str, float]) -> dict[str, float]:
    """By which part each of our measures of a recording differs from the published value."""
    return {m: ours[m] / values()[name, *theirs] - 1 for m, theirs in SAME.items()}
