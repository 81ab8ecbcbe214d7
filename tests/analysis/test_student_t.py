"""The t distribution's point without scipy is scipy's."""

from math import inf, isnan

import pytest
from scipy.special import stdtrit

from tripod.analysis.student_t import t_975


@pytest.mark.parametrize("freedom", [0.5, 0.9, 1, 1.5, 2, 2.7, 3, 4, 5.5, 8, 13, 21, 34.25, 55, 89, 144, 233, 999])
def test_it_is_scipys(freedom: float) -> None:
    assert t_975(freedom) == pytest.approx(float(stdtrit(freedom, 0.975)), rel=1e-12)


def test_without_end_it_is_the_normal_one_and_for_none_there_is_none() -> None:
    assert t_975(inf) == pytest.approx(t_975(1e7), rel=1e-6)
    assert isnan(t_975(0))
