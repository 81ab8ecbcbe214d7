"""Our median is numpy's to the bit, and loads nothing for it."""

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from tripod.force.median import median

NUMBERS = st.floats(allow_infinity=False, width=64, min_value=-1e150, max_value=1e150) | st.just(float("nan"))


@given(arrays(np.float64, array_shapes(min_dims=1, max_dims=2, min_side=1, max_side=9), elements=NUMBERS))
def test_the_same_bits(values) -> None:
    ours, theirs = median(values), np.asarray(np.median(values, 0))
    assert np.array_equal(ours, theirs, equal_nan=True)
    # A nan has no sign, and neither has nothing.
    there = np.isfinite(theirs) & (theirs != 0)
    assert ours[there].tobytes() == theirs[there].tobytes()


def test_of_nothing_there_is_none() -> None:
    assert np.isnan(median(np.empty(0)))
    assert np.isnan(median(np.empty((0, 3)))).tolist() == [True] * 3


def test_nothing_more_is_loaded() -> None:
    code = "import sys, numpy; from tripod.force.median import median; median(numpy.ones(4)); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "numpy.ma" not in done.stdout.split()
