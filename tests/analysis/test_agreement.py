"""The measures are those of published implementations, on recordings of people, to nine digits."""

from math import log

import pytest

from tests.analysis.published import BMC, FILES, JYTHEN, off, trace, values
from tripod.analysis.measures import analysed
from tripod.analysis.prieto import f_95

pytestmark = pytest.mark.shared_data


@pytest.fixture(scope="module", params=FILES)
def measured(request: pytest.FixtureRequest) -> tuple[str, dict[str, float]]:
    return request.param, dict(analysed(trace(request.param), raw=True).metrics)


def test_nine_digits_are_the_same(measured: tuple[str, dict[str, float]]) -> None:
    name, ours = measured
    assert {m: by for m, by in off(name, ours).items() if abs(by) > 1e-9} == {}


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
