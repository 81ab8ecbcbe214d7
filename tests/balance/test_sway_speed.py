"""Sway speed agrees with the usual formula on the truth where the board can do that, and says so where it cannot."""

from collections.abc import Callable
from math import isnan, nan

import numpy as np
import pytest
from msgspec import to_builtins
from scipy.signal import butter, lfilter, sosfiltfilt

from tripod.balance.lowpass import LowPass
from tripod.balance.sway_speed import AGREES, CopResponse, NotComparable, SwayLaw, sway_file, sway_speed

FINE_HZ, BOTH = 1000.0, ("left", "right")
Person = Callable[[np.random.Generator, np.ndarray], np.ndarray]


def sines(rng: np.random.Generator, t: np.ndarray) -> np.ndarray:
    """Twelve sines an axis, from 0.05 to 6 Hz, the quicker the smaller."""
    hz = np.geomspace(0.05, 6, 12) * rng.uniform(0.9, 1.1, 12)
    phase = rng.uniform(0, 2 * np.pi, (2, 12, 1))
    return np.stack([(np.sin(2 * np.pi * hz[:, None] * t + p) * (1.2 / hz**0.8)[:, None]).sum(0) for p in phase], 1)


def wandering(rng: np.random.Generator, t: np.ndarray) -> np.ndarray:
    """Low-passed noise about a place that wanders: no line in its spectrum."""
    noise = rng.normal(0, 1, (len(t), 2))
    quick = lfilter(*butter(2, 2.5, fs=FINE_HZ), noise, axis=0) * 12
    slow = sosfiltfilt(butter(1, 0.2, fs=FINE_HZ, output="sos"), noise[::-1], axis=0) * 100
    return quick + slow


def usual(cop: np.ndarray) -> float:
    """The formula on the truth, by other code."""
    at = cop[:: int(FINE_HZ / 100)]
    low = sosfiltfilt(butter(2, 10, fs=100, output="sos"), at, axis=0)
    return float(np.hypot(*np.diff(low, axis=0).T).sum() / ((len(at) - 1) / 100))


def seen(cop: np.ndarray, rate_hz: float, settling_s: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The truth as a board shows it: a mean over the settling time, two readings interpolated, the live filter."""
    box = round(settling_s * FINE_HZ)
    mean = np.stack([np.convolve(axis, np.ones(box) / box, "valid") for axis in cop.T], 1) if box > 1 else cop
    t = np.arange(0, (len(mean) - 1) / FINE_HZ, 1 / rate_hz)
    fine = np.arange(len(mean)) / FINE_HZ
    sampled = np.stack([np.interp(t, fine, axis) for axis in mean.T], 1)
    parts = rng.uniform(0, 1, 8).mean() if settling_s else 0.0
    between = (1 - parts) * sampled[1:] + parts * sampled[:-1]
    return t[1:], LowPass(rate_hz)(between)


@pytest.mark.parametrize("person", [sines, wandering])
@pytest.mark.parametrize(("rate_hz", "settling_s"), [(80.0, 0.05), (144.0, 0.028), (100.0, 0.0)])
def test_what_filters_took_off_is_put_back(person: Person, rate_hz: float, settling_s: float) -> None:
    for seed in range(4):
        rng = np.random.default_rng(seed)
        cop = person(rng, np.arange(0, 31, 1 / FINE_HZ))
        t, shown = seen(cop, rate_hz, settling_s, rng)
        law = SwayLaw(CopResponse(rate_hz, settling_s, settling_s > 0), {BOTH: (0.0, 0.0)}, True)
        found = sway_speed(t.tolist(), [tuple(p) for p in shown.tolist()], law, BOTH)
        assert found.mm_s == pytest.approx(usual(cop), rel=AGREES)
        assert found.why_not is None
        assert found.most_mm_s == found.mm_s
        assert found.up_to_hz == 10


def test_a_dead_band_is_told_with_what_it_may_have_hidden() -> None:
    for seed in range(6):
        rng = np.random.default_rng(seed)
        t = np.arange(0, 31, 1 / FINE_HZ)
        cop = sines(rng, t) / 2
        held, through, half = cop[0].copy(), np.empty_like(cop), np.array([0.15, 0.2])
        for k, place in enumerate(cop):
            held = np.clip(held, place - half, place + half)
            through[k] = held
        law = SwayLaw(CopResponse(100.0), {BOTH: (0.15, 0.2)}, True)
        at, shown = seen(through, 100.0, 0.0, rng)
        found = sway_speed(at.tolist(), [tuple(p) for p in shown.tolist()], law, BOTH)
        assert found.why_not is NotComparable.HYSTERESIS
        assert found.mm_s < usual(cop) < 1.03 * found.most_mm_s
        assert to_builtins(sway_file(found))["compares_with_norms"] is False


@pytest.mark.parametrize("response", [None, CopResponse(100.0)])
@pytest.mark.parametrize(("ml_mm_s", "ap_mm_s"), [(0.3, 0.4), (-3.0, 4.0)])
def test_a_straight_way_is_as_long_as_it_is_from_its_first_to_its_last_sample(
    response: CopResponse | None, ml_mm_s: float, ap_mm_s: float
) -> None:
    """No filter rings at its ends, wherever on the board it lies."""
    t = np.arange(3000) / 100
    way = [(40 + ml_mm_s * s, 120 + ap_mm_s * s) for s in t.tolist()]
    found = sway_speed(t.tolist(), way, SwayLaw(response), BOTH)
    assert found.mm_s == pytest.approx(np.hypot(ml_mm_s, ap_mm_s), rel=1e-9)


def test_sway_is_the_same_wherever_the_feet_stand_and_backwards() -> None:
    cop = sines(np.random.default_rng(3), np.arange(0, 31, 0.01))
    t = (np.arange(len(cop)) / 100).tolist()
    law, elsewhere = SwayLaw(CopResponse(100.0)), cop + np.array([-35.0, 140.0])
    here, there, back = (
        sway_speed(t, [tuple(p) for p in of.tolist()], law, BOTH).mm_s for of in (cop, elsewhere, cop[::-1])
    )
    assert there == pytest.approx(here, rel=1e-9)
    assert back == pytest.approx(here, rel=1e-9)


STANDS = [(k / 80, (0.1 * np.sin(k / 5), 0.1 * np.cos(k / 7))) for k in range(2400)]
WHOLE = SwayLaw(CopResponse(80.0, 0.05, True), {BOTH: (0.0, 0.0)}, True)


@pytest.mark.parametrize(
    ("law", "every", "seconds", "why"),
    [
        (WHOLE, 1, 30, None),
        (SwayLaw(CopResponse(80.0, 0.05, True), {BOTH: (0.0, 0.0)}, False), 1, 30, NotComparable.NOT_WHOLE_FOOT),
        (SwayLaw(), 1, 30, NotComparable.NOT_WHOLE_FOOT),
        (WHOLE, 4, 30, NotComparable.TOO_SLOW),
        (WHOLE, 1, 20, NotComparable.TOO_SHORT),
        (SwayLaw(CopResponse(80.0), {}, True), 1, 30, NotComparable.HYSTERESIS),
    ],
)
def test_why_it_may_not_be_held_against_norms(
    law: SwayLaw, every: int, seconds: int, why: NotComparable | None
) -> None:
    rows = STANDS[: 80 * seconds : every]
    assert sway_speed([t for t, _ in rows], [p for _, p in rows], law, BOTH).why_not is why


def test_readings_that_are_missing_are_bridged_and_said() -> None:
    places = [(nan, nan) if 300 < k < 400 else p for k, (_, p) in enumerate(STANDS)]
    found = sway_speed([t for t, _ in STANDS], places, WHOLE, BOTH)
    assert found.why_not is NotComparable.GAPS
    assert found.mm_s < sway_speed([t for t, _ in STANDS], [p for _, p in STANDS], WHOLE, BOTH).mm_s
    nothing = sway_speed([0.0, 1.0], [(nan, nan)] * 2, WHOLE, BOTH)
    assert isnan(nothing.mm_s)
    assert to_builtins(sway_file(nothing))["mm_s"] is None
