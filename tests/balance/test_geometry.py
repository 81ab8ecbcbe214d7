"""Which feet a file may hold, and the outline that is drawn of one."""

import itertools
from math import dist

import pytest

from tripod.balance.geometry import LONGEST_MM, SHORTEST_MM, SOLE_FRACTIONS, FeetError, feet_from_file
from tripod.storage.schemas.feet import FeetFile


@pytest.mark.parametrize("named", [(), ("left",), ("left", "right")])
def test_a_length_may_be_of_one_foot_of_both_or_of_neither(named: tuple[str, ...]) -> None:
    feet = feet_from_file(FeetFile(260.0, dict.fromkeys(named, 255.0)))
    assert set(feet.lengths_mm) == set(named)


@pytest.mark.parametrize(
    "lengths", [{"third": 255.0}, {"left": SHORTEST_MM - 1}, {"left": 255.0, "right": LONGEST_MM + 1}]
)
def test_what_no_foot_has_is_refused(lengths: dict[str, float]) -> None:
    with pytest.raises(FeetError):
        feet_from_file(FeetFile(260.0, lengths))


def test_the_outline_of_the_sole_goes_round_in_short_steps() -> None:
    around = [*SOLE_FRACTIONS, SOLE_FRACTIONS[0]]
    assert max(dist(a, b) for a, b in itertools.pairwise(around)) < 0.14
    # Twice the area by the shoelace formula: feet cover somewhat less than length times width at the heads.
    twice = sum(ax * by - bx * ay for (ax, ay), (bx, by) in itertools.pairwise(around))
    width = max(x for x, _ in SOLE_FRACTIONS) - min(x for x, _ in SOLE_FRACTIONS)
    assert width == pytest.approx(0.374)
    assert abs(twice) / 2 == pytest.approx(0.21, abs=0.02)
