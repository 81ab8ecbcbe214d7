"""Beside the open panel of a played board the feet have little room, and their points a name all the same."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import pytest

from tripod.sentences import use_language

NAMES = {
    "en": ["heel", "base of big toe", "base of little toe"],
    "de": ["Ferse", "Ballen der Großzehe", "Ballen der Kleinzehe"],
}


@pytest.fixture(params=NAMES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    use_language(request.param)
    yield request.param
    use_language("en")


def test_each_point_has_a_name_beside_the_open_panel(game: Callable[..., Any], language: str) -> None:
    of = game()
    feet = of.window.live.feet
    assert of.panel.isVisible()
    assert feet.short
    laid = feet._laid()
    # Below the number and its uncertainty: never "big toe", which makes people press the toe.
    said = [" ".join(runs[0].text for runs, at, _ in one.lines if at.y() > one.gauge.bottom()) for one in laid]
    assert said == 2 * NAMES[language]
    for one, other in combinations(laid, 2):
        assert not one.rect().intersects(other.rect())
