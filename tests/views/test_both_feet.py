"""Left and right on the live page: each with its ±, and no more digits than are known."""

from math import nan

import pytest
from PySide6.QtCore import QRectF

from tests.views import conftest as vc
from tripod.views.feet.both_feet import both_feet
from tripod.views.kit.theme import DARK


@pytest.mark.parametrize(
    ("left", "pm", "said"),
    [
        (0.4837, 0.0024, ("48.4 ± 0.2 % left", "51.6 ± 0.2 % right")),
        (0.4837, 0.02, ("48 ± 2 % left", "52 ± 2 % right")),
        (0.4837, nan, ("48 % left", "52 % right")),
        (nan, nan, ("– % left", "– % right")),
    ],
)
def test_left_and_right_have_their_uncertainty(left: float, pm: float, said: tuple[str, str]) -> None:
    seen = vc.make_snapshot(left_fraction=left, left_pm=pm)
    made = both_feet(QRectF(0, 0, 300, 4), seen, DARK, False, 1.0)
    assert tuple("".join(run.text for run in runs) for runs in (made.left, made.right)) == said
