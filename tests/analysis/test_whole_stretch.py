"""Of a recording with holes the longest stretch without one is measured, and what is left out is said."""

from dataclasses import replace

import numpy as np
import pytest

from tripod.analysis.measures import analysed
from tripod.analysis.trace import CopTrace
from tripod.analysis.trial import FootTrial, Trial
from tripod.analysis.whole_stretch import LeftOut, whole_stretch

N = 6000
T = np.arange(N) / 100
COP = np.cumsum(np.random.default_rng(3).normal(0, 0.1, (N, 2)), 0) + np.sin(3 * T)[:, None]


def trial(rows: np.ndarray, gone: np.ndarray | None = None) -> Trial:
    cop = COP.copy()
    if gone is not None:
        cop[gone] = np.nan
    trace = CopTrace(T[rows], cop[rows])
    foot = FootTrial(trace, np.arange(N)[rows] + 1.0, np.tile([0.5, 0.3, 0.2], (len(cop[rows]), 1)))
    return Trial("a.csv", trace, "", {"left": foot})


def measured(of: Trial) -> tuple[float, float]:
    cut, _ = whole_stretch(of)
    found = analysed(cut.cop).metrics
    return found["mean_velocity_mm_s"], found["ellipse95_prediction_mm2"]


def test_a_recording_without_a_hole_is_left_as_it_is() -> None:
    whole = trial(T >= 0)
    assert whole_stretch(whole) == (whole, None)
    short = trial((T < 30) | (T > 30.8))
    assert whole_stretch(short) == (short, None)


@pytest.mark.parametrize("as_nan", [True, False])
def test_after_a_long_hole_the_longer_side_is_measured_as_if_it_were_alone(as_nan: bool) -> None:
    gone = (T > 12) & (T < 14.5)
    cut, left_out = whole_stretch(trial(T >= 0, gone) if as_nan else trial(~gone))
    assert left_out is not None
    assert left_out == LeftOut(pytest.approx(14.5), pytest.approx(59.99), pytest.approx(14.5))
    assert measured(trial(~gone)) == measured(trial(T > 14.499))
    assert len(cut.feet["left"].cop.time_s) == len(cut.feet["left"].load_n) == len(cut.feet["left"].share) == 4550


def test_where_it_lies_is_told_by_the_recordings_time_also_where_the_trial_begins_later() -> None:
    later = (T > 8) & ~((T > 12) & (T < 14.5))
    _, left_out = whole_stretch(trial(later))
    assert left_out == LeftOut(pytest.approx(14.5), pytest.approx(59.99), pytest.approx(6.49))


def test_where_many_samples_are_missing_the_longest_stretch_with_all_of_them_is_measured() -> None:
    often = (np.arange(N) % 11 == 0) & (T < 35)
    _, left_out = whole_stretch(trial(~often))
    assert left_out is not None
    assert left_out.left_out_s == pytest.approx(35, abs=0.2)


def test_what_nobody_stood_on_at_either_end_is_not_drawn_over() -> None:
    _, left_out = whole_stretch(trial(T >= 0, (T < 2) | (T > 58.5)))
    assert left_out == LeftOut(pytest.approx(2), pytest.approx(58.5), pytest.approx(3.49))


def test_where_no_stretch_is_long_enough_nothing_is_cut() -> None:
    cut, left_out = whole_stretch(trial(T >= 0, np.asarray((T % 15) > 13)))
    assert left_out is None
    assert len(cut.cop.time_s) == N
    nowhere = trial(T >= 0, T >= 0)
    assert whole_stretch(nowhere) == (nowhere, None)


def test_what_a_trial_is_the_longest_stretch_of_is_told_too() -> None:
    later = replace(trial(T >= 20), of_s=(3.0, 59.99))
    cut, left_out = whole_stretch(later)
    assert cut is later
    assert left_out == LeftOut(pytest.approx(20), pytest.approx(59.99), pytest.approx(17))
    _, a_moment = whole_stretch(replace(later, of_s=(19.5, 59.99)))
    assert a_moment is None
