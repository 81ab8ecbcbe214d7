"""ICC, SEM and MDC95 are those of published worked examples, and mean what they say on simulated people."""

from math import inf, isnan, sqrt

import numpy as np
import pytest

from tripod.analysis.repeatability import Form, OwnRepeats, Squares, icc, mdc95, sem
from tripod.analysis.student_t import t_975

SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float)
"""Shrout & Fleiss 1979, table 2: six targets, four judges."""


def test_the_table_of_shrout_and_fleiss() -> None:
    squares = Squares.of(SHROUT_FLEISS)
    assert (squares.rows, squares.columns, squares.error, squares.within) == pytest.approx(
        (11.24, 32.49, 1.02, 6.26), abs=0.006
    )
    found = {form: round(icc(squares, form), 2) for form in Form}
    assert found == {
        Form.ONE_WAY: 0.17, Form.AGREEMENT: 0.29, Form.CONSISTENCY: 0.71,
        Form.ONE_WAY_MEAN: 0.44, Form.AGREEMENT_MEAN: 0.62, Form.CONSISTENCY_MEAN: 0.91,
    }  # fmt: skip


def test_sem_and_mdc_of_weir() -> None:
    """Weir 2005, data set A: two trials of eight subjects; SEM from its mean square of the error, 57."""
    trial_a1 = [146, 148, 170, 90, 157, 156, 176, 205]
    trial_a2 = [140, 152, 152, 99, 145, 153, 167, 218]
    squares = Squares.of(np.array([trial_a1, trial_a2], float).T)
    assert squares.error == pytest.approx(57, abs=1)
    assert sem(squares) == pytest.approx(7.6, abs=0.1)
    assert icc(squares, Form.CONSISTENCY) == pytest.approx(0.95, abs=0.01)
    assert mdc95(sem(squares)) == pytest.approx(1.96 * sqrt(2) * 7.6, abs=0.3)


def test_of_people_who_do_not_change_one_in_twenty_is_called_changed() -> None:
    rng = np.random.default_rng(3)
    called = people = 0
    for _ in range(3000):
        own = rng.uniform(2, 10)
        sessions = [rng.normal(70, own, 3).tolist() for _ in range(4)]
        last, new = sessions[-2], sessions[-1]
        least = OwnRepeats.of(sessions).least_difference(3, 3)
        called += abs(np.mean(new) - np.mean(last)) > least
        people += 1
    assert called / people == pytest.approx(0.05, abs=0.012)


def test_of_nothing_repeated_nothing_is_called_a_change() -> None:
    assert OwnRepeats.of([[70.0], [90.0]]).least_difference(1, 1) == inf
    assert OwnRepeats.of([[70.0, 72.0]]).least_difference(1, 1) == pytest.approx(12.706 * sqrt(2) * sqrt(2), rel=1e-3)


def test_of_values_that_are_all_alike_there_is_no_icc() -> None:
    assert isnan(icc(Squares.of(np.ones((3, 2))), Form.CONSISTENCY))


@pytest.mark.parametrize("table", [np.ones((1, 3)), np.ones((3, 1)), np.array([[1, np.nan], [2, 3]])])
def test_a_table_with_gaps_is_refused(table: np.ndarray) -> None:
    with pytest.raises(ValueError, match="two rows"):
        Squares.of(table)


def test_t() -> None:
    assert [round(t_975(n), 3) for n in (1, 5, 30)] == [12.706, 2.571, 2.042]
