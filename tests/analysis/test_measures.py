"""What must hold of every measure, whoever stands there; formulas written out again, plainly."""

import tracemalloc
from math import cos, inf, log, nan, pi, radians, sin, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import welch

from tripod.analysis.core_measures import core, planar_diameter
from tripod.analysis.density import RADIUS_MM, stays_s
from tripod.analysis.diffusion import diffusion, mean_square_way
from tripod.analysis.drop_outs import drop_outs
from tripod.analysis.entropy import at_20_hz, sample_entropy
from tripod.analysis.measures import Extent, analysed, analysed_dict, measures
from tripod.analysis.near_pairs import Reach, counted, near_pairs
from tripod.analysis.prepared import NotAnalysed, WhyNot, prepared
from tripod.analysis.spectrum import spectrum
from tripod.analysis.trace import CopTrace
from tripod.analysis.trial import FootTrial, left_part


def sway(seed: int, n: int = 3000, rate: float = 100.0) -> np.ndarray:
    """(n, 2) a slow walk with a tremor, in mm."""
    rng = np.random.default_rng(seed)
    t = np.arange(n) / rate
    walk = np.cumsum(rng.normal(0, 0.25, (n, 2)), 0)
    walk -= np.linspace(0, 1, n)[:, None] * walk[-1]
    tremor = np.column_stack([np.sin(2 * pi * 0.7 * t), 1.5 * np.sin(2 * pi * 0.4 * t + 1)])
    return walk * 0.3 + tremor


def even(cop: np.ndarray, rate: float = 100.0) -> CopTrace:
    return CopTrace(np.arange(len(cop)) / rate, cop)


def why_not(trace: CopTrace, **more: bool) -> WhyNot:
    with pytest.raises(NotAnalysed) as caught:
        prepared(trace, **more)
    return caught.value.why


def test_a_circle_has_the_values_that_geometry_gives() -> None:
    n, r, hz = 4000, 7.0, 0.25
    angle = 2 * pi * hz * np.arange(n) / 100
    found = core(r * np.column_stack([np.cos(angle), np.sin(angle)]), 100.0)
    assert found["rms_ml_mm"] == pytest.approx(r / sqrt(2))
    assert found["planar_diameter_mm"] == pytest.approx(2 * r)
    assert found["mean_velocity_mm_s"] == pytest.approx(2 * pi * r * hz, rel=1e-4)
    assert found["mean_frequency_hz"] == pytest.approx(hz, rel=1e-4)
    assert found["sway_area_rate_mm2_s"] == pytest.approx(pi * r * r * hz, rel=1e-3)
    assert found["ellipse95_prediction_mm2"] == pytest.approx(pi * -2 * log(0.05) * r * r / 2, rel=1e-3)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(-170, 170), st.floats(0.1, 20), st.floats(-500, 500))
def test_a_turn_a_scale_and_a_place_change_what_they_must(seed: int, deg: float, scale: float, far: float) -> None:
    cop = sway(seed, 400)
    c, s = cos(radians(deg)), sin(radians(deg))
    other = scale * (cop @ np.array([[c, s], [-s, c]])) + far
    a, b = core(cop, 50.0), core(other, 50.0)
    for name in ("rms_distance_mm", "path_length_mm", "mean_velocity_mm_s", "planar_diameter_mm", "mean_distance_mm"):
        assert b[name] == pytest.approx(scale * a[name], rel=1e-6)
    assert b["ellipse95_prediction_mm2"] == pytest.approx(scale**2 * a["ellipse95_prediction_mm2"], rel=1e-6)
    assert b["sway_area_rate_mm2_s"] == pytest.approx(scale**2 * a["sway_area_rate_mm2_s"], rel=1e-6)
    assert b["mean_frequency_hz"] == pytest.approx(a["mean_frequency_hz"], rel=1e-6)
    turned = (b["ellipse95_angle_deg"] - a["ellipse95_angle_deg"] - deg + 90) % 180 - 90
    if a["ellipse95_semi_major_mm"] > 1.05 * a["ellipse95_semi_minor_mm"]:
        assert turned == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("seed", range(5))
def test_the_ellipse_holds_95_percent_of_a_normal_cloud(seed: int) -> None:
    rng = np.random.default_rng(seed)
    cloud = rng.normal(0, 1, (20_000, 2)) @ np.array([[6.0, 0.0], [2.0, 1.5]])
    found = core(cloud, 100.0)
    a, b, angle = (found[f"ellipse95_{k}"] for k in ("semi_major_mm", "semi_minor_mm", "angle_deg"))
    c, s = cos(radians(angle)), sin(radians(angle))
    along, across = ((cloud - cloud.mean(0)) @ np.array([[c, -s], [s, c]])).T
    assert np.mean((along / a) ** 2 + (across / b) ** 2 <= 1) == pytest.approx(0.95, abs=0.005)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=2, max_size=30))
def test_the_diameter_is_the_largest_distance_of_any_two(places: list[tuple[int, int]]) -> None:
    at = np.array(places, float)
    apart = at[:, None] - at[None]
    assert planar_diameter(at) == pytest.approx(sqrt((apart**2).sum(2).max()))


@pytest.mark.parametrize("seed", range(4))
def test_entropy_counts_each_pair(seed: int) -> None:
    values = np.random.default_rng(seed).normal(0, 1, 150).round(1)
    r = 0.2 * values.std()
    pairs = dict.fromkeys((2, 3), 0)
    for m in pairs:
        for i in range(148):
            for j in range(i + 1, 148):
                pairs[m] += bool(np.abs(values[i : i + m] - values[j : j + m]).max() <= r)
    assert sample_entropy(values) == pytest.approx(-log(pairs[3] / pairs[2]))


@pytest.mark.parametrize("seed", range(6))
def test_pairs_that_are_counted_are_those_that_are_compared(seed: int) -> None:
    rng = np.random.default_rng(seed)
    # Also of values that are alike, and of such as differ by r but for its last bit.
    values = (rng.normal(0, 1, 400), rng.normal(0, 1, 333).round(1), np.cumsum(rng.integers(-1, 2, 257)) * 0.1)[
        seed % 3
    ]
    r = 0.2 * values.std() if seed < 3 else 0.3
    apart = np.abs(values[:, None] - values[None]) <= r
    two = np.triu(apart[:-2, :-2] & apart[1:-1, 1:-1], 1)
    expected = int(two.sum()), int((two & apart[2:, 2:]).sum())
    assert near_pairs(values, 2, r) == expected
    of = Reach.of(values, r)
    assert (counted(of, 2), counted(of, 2, 1)) == expected


def test_entropy_of_what_never_comes_again_is_infinite_and_of_nothing_unknown() -> None:
    assert sample_entropy(2.0 ** np.arange(30)) in (inf, pytest.approx(0, abs=3))
    assert np.isnan(sample_entropy(np.ones(100)))


def test_at_20_hz_of_any_rate() -> None:
    slow = at_20_hz(np.arange(600.0), 120.0)
    assert slow[:3].tolist() == [0, 6, 12]
    assert at_20_hz(np.arange(500.0), 50.0)[:4].tolist() == [0, 2.5, 5, 7.5]


@pytest.mark.parametrize("seed", range(3))
def test_the_mean_square_way_is_that_of_all_pairs(seed: int) -> None:
    x = sway(seed, 300)[:, 0]
    way = mean_square_way(x, 50)
    plain = [0.0] + [float(((x[m:] - x[:-m]) ** 2).mean()) for m in range(1, 51)]
    assert way == pytest.approx(plain, rel=1e-9, abs=1e-9)


def test_diffusion_of_a_random_walk_is_that_of_a_random_walk() -> None:
    rng = np.random.default_rng(1)
    found = diffusion(np.cumsum(rng.normal(0, 0.2, (60_000, 2)), 0), 100.0)
    # Half the slope of a variance that grows by 0.04 a sample.
    assert found["diffusion_short_ml_mm2_s"] == pytest.approx(0.04 * 100 / 2, rel=0.1)
    assert found["hurst_short_r"] == pytest.approx(0.5, abs=0.03)
    assert np.isnan(diffusion(sway(1, 1500), 100.0)["diffusion_short_r_mm2_s"])


@pytest.mark.parametrize("seed", range(3))
def test_how_long_the_cop_stays_is_counted_sample_by_sample(seed: int) -> None:
    cop = 2 * sway(seed, 200)
    plain: list[float] = []
    for i in range(200):
        near = np.hypot(*(cop - cop[i]).T) <= RADIUS_MM
        up = next((k for k in range(1, 200 - i) if not near[i + k]), 200 - i) - 1
        down = next((k for k in range(1, i + 1) if not near[i - k]), i + 1) - 1
        plain.append((up + down) / 100)
    assert stays_s(cop, 100.0).tolist() == pytest.approx(plain)


def test_a_filter_at_another_rate_gives_the_same_person() -> None:
    """One sway, seen at 1000, 200, 80 and 50 Hz: measured at 100 Hz each time, within half a per cent."""
    t = np.arange(60_000) / 1000
    tones = [(0.2, 3.0, 0.1), (0.45, 2.0, 1.0), (1.1, 0.8, 2.0), (2.7, 0.2, 0.5), (5.0, 0.05, 0.0)]
    cop = np.column_stack([sum(a * np.sin(2 * pi * f * t + p + k) for f, a, p in tones) for k in range(2)])
    seen = [analysed(CopTrace(t[::step], cop[::step]), extent=Extent.CORE).metrics for step in (1, 5, 20)]
    seen.append(analysed(even(np.column_stack([np.interp(np.arange(4800) / 80, t, c) for c in cop.T]), 80.0)).metrics)
    for other in seen[1:]:
        for name in ("mean_velocity_mm_s", "rms_ap_mm", "ellipse95_prediction_mm2", "sample_entropy_ap"):
            assert other[name] == pytest.approx(seen[0][name], rel=5e-3), name


def test_what_cannot_be_measured_is_refused_with_its_reason() -> None:
    good = sway(3)
    assert why_not(even(good[:1900])) is WhyNot.TOO_SHORT
    assert why_not(even(good[:0])) is WhyNot.TOO_SHORT
    assert why_not(even(good[:600], 20.0)) is WhyNot.TOO_SLOW
    assert prepared(even(good[:600], 20.0), raw=True).rate_hz == 20.0
    holes = good.copy()
    holes[::15] = nan
    assert why_not(even(holes)) is WhyNot.MISSING
    gone = good.copy()
    gone[500:620] = nan
    assert why_not(even(gone)) is WhyNot.GAP
    gone[1400:1520] = nan
    # However many of them are missing, one piece would do if it were longer.
    assert why_not(even(gone)) is WhyNot.IN_PIECES
    gone[1300:1620] = nan
    assert why_not(even(gone)) is WhyNot.IN_PIECES
    assert why_not(even(np.ones((3000, 2)))) is WhyNot.STILL
    assert why_not(even(np.column_stack([np.sin(np.arange(3000) / 9), np.ones(3000)]))) is WhyNot.ONE_AXIS
    assert why_not(even(np.full((3000, 2), nan))) is WhyNot.MISSING


def test_what_is_missing_or_jumps_is_counted_and_changes_little() -> None:
    cop = sway(4, 6000)
    whole = analysed(even(cop))
    hurt = cop.copy()
    hurt[[700, 701, 2500]] += 250
    hurt[4000:4020] = nan
    found = analysed(even(hurt))
    assert (found.prepared.missing, found.prepared.drop_outs.spikes) == (23, 3)
    assert found.prepared.filter.evened
    assert "linear" in analysed_dict(found)["filter"]
    for name in ("mean_velocity_mm_s", "ellipse95_prediction_mm2"):
        assert found.metrics[name] == pytest.approx(whole.metrics[name], rel=0.01)
    # What is measured as it is has the spikes in it, and says that they are there.
    raw = analysed(even(hurt), raw=True)
    assert raw.prepared.drop_outs.spikes == 3
    assert raw.metrics["range_ml_mm"] > 200


@pytest.mark.parametrize("seed", range(20))
def test_nobody_is_taken_for_a_spike(seed: int) -> None:
    quick = sway(seed) * 6
    assert drop_outs(even(quick)).spikes == 0


def test_a_cop_that_stands_still_is_said() -> None:
    cop = sway(5)
    cop[1000:1200] = cop[1000]
    assert drop_outs(even(cop)).frozen_s == pytest.approx(1.99)


@pytest.mark.parametrize(("rate", "digits"), [(120.0, 4), (100.0, 2), (1000.0, 3), (80.0, 4), (50.0, 9)])
def test_stamps_that_are_rounded_are_an_even_grid(rate: float, digits: int) -> None:
    stamps = (np.arange(1, 4001) / rate).round(digits)
    assert CopTrace(stamps, np.zeros((4000, 2))).rate_hz() == rate


def test_a_clock_that_is_off_keeps_its_own_rate() -> None:
    stamps = np.arange(4000) * 0.01003
    trace = CopTrace(stamps, np.zeros((4000, 2)))
    assert trace.rate_hz() == pytest.approx(1 / 0.01003)
    assert trace.missing() == 0
    assert CopTrace(np.delete(stamps, range(100, 130)), np.zeros((3970, 2))).missing() == 30


def test_names_end_in_their_unit_and_every_value_is_a_number() -> None:
    found = measures(prepared(even(sway(6, 6000))))
    units = ("_mm", "_mm2", "_mm_s", "_mm2_s", "_hz", "_deg", "_s")
    bare = {name for name in found if not name.endswith(units)}
    assert {name.rsplit("_", 1)[0] for name in bare} <= {
        "sample_entropy",
        "frequency_dispersion",
        "fd",
        "hurst_short",
        "hurst_long",
    }
    assert [name for name, value in found.items() if not np.isfinite(value)] == []


@pytest.mark.parametrize(("n", "rate"), [(900, 100.0), (2000, 100.0), (2001, 100.0), (6000, 100.0), (7777, 93.7)])
def test_a_spectrum_is_that_of_windows_which_are_all_filled_up(n: int, rate: float) -> None:
    values, length = sway(3, n, rate)[:, 0], min(n, round(10 * rate))
    hz, plain = welch(values, rate, "hann", nperseg=length, noverlap=length // 2, nfft=n, detrend="linear")
    found_hz, found = spectrum(values, rate)
    assert found_hz == pytest.approx(hz, rel=1e-15)
    band = (hz >= 0.15) & (hz <= 5)
    assert found[band] == pytest.approx(plain[band], rel=1e-11)


def test_a_spectrum_of_a_long_trace_takes_no_more_memory_than_it_has_samples() -> None:
    values = sway(3, 60_000)[:, 0]
    spectrum(values[:6000], 100.0)
    tracemalloc.start()
    spectrum(values, 100.0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # All windows filled up to the trace's length have 60 MB.
    assert peak < 15 * values.nbytes


def test_along_one_line_there_is_no_area_and_what_follows_from_one_is_not_told() -> None:
    along = 10 * np.sin(np.arange(3000) / 90)
    found = analysed_dict(analysed(even(np.column_stack([along, along])), raw=True))["metrics"]
    assert found["ellipse95_prediction_mm2"] == pytest.approx(0, abs=1e-9)
    assert found["fd_ce"] is None
    assert found["fd_cc"] > 1
    assert found["planar_diameter_mm"] == pytest.approx(20 * sqrt(2), rel=1e-3)


@pytest.mark.filterwarnings("error")
def test_rows_in_which_nobody_stands_are_no_part_of_the_left() -> None:
    t, nowhere = np.arange(6) / 100, np.zeros((0, 3))
    left, right = np.array([1.0, 3.0, 0.0, nan, 3.0, 3.0]), np.array([1.0, 1.0, 0.0, 5.0, nan, 1.0])
    feet = {
        side: FootTrial(CopTrace(t, np.zeros((6, 2))), load, nowhere)
        for side, load in (("left", left), ("right", right))
    }
    assert left_part(feet) == pytest.approx((0.5 + 0.75 + 0.75) / 3)
