"""One rule says whether a mean share lies in its band."""

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripod.balance.in_band import SHOWN, InBand, beyond, in_band
from tripod.boards.stance_faults import Band

BAND = Band(0.5, 0.6)


@pytest.mark.parametrize(
    ("share", "pm", "lies"),
    [
        (0.55, 0.02, InBand.INSIDE),
        (0.60, 0.02, InBand.INSIDE),
        (0.61, 0.02, InBand.EDGE),
        (0.604, 0.001, InBand.EDGE),
        (0.63, 0.02, InBand.OUTSIDE),
        (0.47, 0.02, InBand.OUTSIDE),
        (0.9, nan, InBand.EDGE),
        (0.55, nan, InBand.INSIDE),
    ],
)
def test_a_share_lies_where_its_uncertainty_lets_it_be_told(share: float, pm: float, lies: InBand) -> None:
    # Where nobody knows how unsure it is, nan makes every comparison false.
    assert in_band(share, pm, BAND) is lies


@given(st.floats(-0.5, 1.5), st.floats(0, 1), st.floats(0, 1))
def test_who_is_less_sure_never_says_outside_where_who_is_surer_does_not(share: float, pm: float, more: float) -> None:
    unsurer = in_band(share, pm + more, BAND)
    assert unsurer is not InBand.OUTSIDE or in_band(share, pm, BAND) is InBand.OUTSIDE
    assert (unsurer is InBand.INSIDE) == (beyond(share, BAND) == 0)
    assert in_band(share, pm, BAND) is not InBand.OUTSIDE or beyond(share, BAND) > SHOWN
