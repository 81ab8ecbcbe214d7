"""Beside the open panel of a played board the feet have little room, and their points a name all the same."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import pytest

from tripod.sentences import use_language

NAMES = {"en": ["heel", "big toe", "little toe"], "de": ["Ferse", "Großzehe", "Kleinzehe"]}


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
    bases = {"en": "big toe, little toe: their bases", "de": "Großzehe, Kleinzehe: ihre Ballen"}[language]
    assert feet.captions()[1] == bases, "whose bases they are stands once, below"
    laid = feet._laid()
    said = [[run.text for runs, *_ in one.lines for run in runs] for one in laid]
    assert [texts[-1] for texts in said] == 2 * NAMES[language]
    for one, other in combinations(laid, 2):
        assert not one.rect().intersects(other.rect())
