"""A change is called one only where a person's own repeats and days do not explain it."""

from math import inf, isnan, sqrt

import numpy as np
import pytest

from tripod.analysis.own_change import LEAST_FREEDOM, Spread, Told, change, reliability
from tripod.analysis.repeatability import Form, Squares, icc
from tripod.analysis.student_t import t_975

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
"""Shrout & Fleiss 1979, table 2, read as six sessions of four tries."""
WEIR = list(zip([146, 148, 170, 90, 157, 156, 176, 205], [140, 152, 152, 99, 145, 153, 167, 218], strict=True))
"""Weir 2005, table 1, data set A."""


def test_icc_is_that_of_shrout_and_fleiss() -> None:
    found = reliability(SHROUT_FLEISS)
    assert found.form is Form.ONE_WAY
    assert round(found.icc, 2) == 0.17
    assert found.sem == pytest.approx(sqrt(6.26 + 1 / 12), abs=0.01)
    assert (found.sessions, found.tries, found.freedom, found.more_tries) == (6, 24, 18, 0)


def test_of_sessions_with_unlike_numbers_of_tries_it_is_the_same_formula() -> None:
    full = np.array(SHROUT_FLEISS, float)
    assert reliability(full.tolist()).icc == pytest.approx(icc(Squares.of(full), Form.ONE_WAY))
    unlike = [row[: 4 - (n % 2)] for n, row in enumerate(full.tolist())]
    assert 0 < reliability(unlike).icc < 0.4


def test_weirs_subjects_as_sessions() -> None:
    """Trials and error of his table pooled: (57 x 7 + 30 x 1) / 8, and so SEM 7.3 and MDC with t of 8 degrees."""
    found = reliability(WEIR)
    assert found.sem == pytest.approx(7.33, abs=0.02)
    assert found.mdc95 == pytest.approx(t_975(8) * sqrt(2) * found.sem)
    assert found.icc == pytest.approx(0.95, abs=0.01)


def test_too_few_repeats_cannot_tell_and_say_how_many_more() -> None:
    found = change([[70], [72], [80]], 2)
    assert (found.told, found.more_tries) == (Told.CANNOT_TELL, 4)
    assert isnan(found.least)
    assert change([[70, 72], [71, 73], [90, 92]], 2).more_tries == 1
    told = change([[70, 72], [71, 73], [90, 92, 91]], 2)
    assert told.told is Told.MORE
    assert Spread.of([[70, 71]]).least([1], 1) == inf
    alone = reliability([[70, 71]])
    assert isnan(alone.sem)
    assert alone.more_tries == LEAST_FREEDOM - 1


@pytest.mark.parametrize("extra", range(1, 9))
def test_so_many_more_are_enough_and_one_less_is_not(extra: int) -> None:
    sessions: list[list[float]] = [[70], [74], [71]]
    needs = Spread.of(sessions).more_tries()
    now = [*sessions, *([[72.0 + n % 2] for n in range(extra)])]
    assert (Spread.of(now).least([1], 1) < inf) == (extra >= needs)


def test_sentence_numbers() -> None:
    sessions = [[50, 52, 48], [51, 49, 50], [44, 45, 43]]
    found = change(sessions, 2)
    assert found.told is Told.LESS
    assert found.percent(found.difference) == pytest.approx(-12)


def test_days_that_differ_more_than_tries_are_no_change() -> None:
    """Tries of one day are alike, days are not: within each session the person repeats to a point."""
    days = [60, 72, 58, 70, 61, 73, 59, 71]
    sessions = [[d, d + 1, d - 1] for d in days]
    assert change(sessions, 3).told is Told.TOO_CLOSE


def test_a_slow_trend_is_no_spread_of_days() -> None:
    sessions = [[d, d + 2, d - 2] for d in range(50, 90, 4)]
    assert change(sessions, 3).told is Told.MORE


@pytest.mark.parametrize("day_sd", [0.0, 3.0, 8.0])
def test_of_people_who_stay_the_same_few_are_called_changed(day_sd: float) -> None:
    rng = np.random.default_rng(11)
    called = 0
    people = 600
    for _ in range(people):
        own = rng.uniform(2, 8)
        sessions = [rng.normal(rng.normal(70, day_sd), own, 3).tolist() for _ in range(10)]
        called += change(sessions, 3).told in (Told.MORE, Told.LESS)
    assert called / people <= 0.07


def test_what_changed_by_much_is_mostly_seen() -> None:
    rng = np.random.default_rng(12)
    seen = [
        change([*(rng.normal(60, 4, 3).tolist() for _ in range(9)), rng.normal(80, 4, 3).tolist()], 3).told
        for _ in range(300)
    ]
    assert seen.count(Told.MORE) > 270


def test_earlier_is_held_against_later_only() -> None:
    for first, at in ((0, 1), (2, 1), (3, 2)):
        with pytest.raises(ValueError, match="earlier"):
            change([[1], [2], [3]], first, at)
    with pytest.raises(ValueError, match="without tries"):
        change([[1], [], [3]], 1)
