"""How late what is seen is: every sample of a picture counts, as it waited."""

from math import isnan, nan

import numpy as np
import pytest

from tripod.views.kit.screen_delay import ScreenDelay


def test_all_samples_of_a_picture_count_not_its_newest_alone():
    latency = ScreenDelay()
    sample_s, every = 0.001, 14
    waited: list[float] = []
    for picture in range(1, 300):
        # The newest is 4 ms old, the one before it 5 ms, and so on to the first that the picture before did not show.
        latency.add(picture * every * sample_s, 0.004, every * sample_s)
        waited += [0.004 + k * sample_s for k in range(every)]
    assert latency.percentiles() == pytest.approx(np.percentile(waited, [50, 95]), abs=0.0015)
    assert latency.percentiles()[0] > 0.010


def test_pictures_count_by_how_many_samples_they_show():
    latency = ScreenDelay()
    for k in range(50):
        latency.add(k / 100, 0.005, 0.001)
    latency.add(0.51, 0.005, 0.2)
    p50, p95 = latency.percentiles()
    assert p50 > 0.05, "four fifths of all samples came with the one late picture"
    assert p95 == pytest.approx(0.005 + 0.2 * 15 / 16, abs=0.02)


def test_the_first_picture_after_a_page_was_away_shows_its_newest_sample_only():
    latency = ScreenDelay()
    latency.add(0.0, 0.006, nan)
    latency.add(60.0, 0.006, 60.0)
    assert latency.percentiles() == pytest.approx((0.006, 0.006))


def test_a_board_whose_clock_began_anew_counts_no_time_before_it():
    latency = ScreenDelay()
    latency.add(1.0, 0.006, -30.0)
    assert latency.percentiles() == pytest.approx((0.006, 0.006))


def test_before_a_paint_and_long_after_the_last_nothing_is_known():
    latency = ScreenDelay()
    assert all(map(isnan, latency.percentiles()))
    latency.add(1.0, 0.006)
    latency.add(20.0, nan)
    assert all(map(isnan, latency.percentiles()))
