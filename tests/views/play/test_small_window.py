"""A board that is played in a window of 1024x600, its panel open: no page is cut or lies over itself."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.pictures.walk import cut, over
from tests.views.play.conftest import Game
from tripod.drills.run.state import State
from tripod.sentences import use_language

SMALL = 1024, 600


@pytest.fixture
def of(request: pytest.FixtureRequest, game: Callable[..., Any]) -> Any:
    """Its panel was opened with the mouse."""
    use_language(request.param)
    try:
        made: Game = game(size=SMALL)
        assert made.panel.unfold.isVisible()
        at = made.panel.unfold.mapTo(made.window, made.panel.unfold.rect().center())
        assert made.window.childAt(at) is made.panel.unfold, "the handle lies over the page"
        QTest.mouseClick(made.panel.unfold, Qt.MouseButton.LeftButton)
        made.run(2.0)
        yield made
    finally:
        use_language("en")


def whole(of: Game) -> None:
    of.show()
    QApplication.processEvents()
    assert (of.window.width(), of.window.height()) == SMALL
    assert list(cut(of.window)) == []
    assert list(over(of.window)) == []


def labels_whole(labels: list[QRectF], within: QRectF) -> None:
    for label in labels:
        assert within.contains(label)
    for a, b in combinations(labels, 2):
        assert not a.intersects(b)


@pytest.mark.parametrize("of", ["en", "de"], indirect=True)
def test_live(of: Game) -> None:
    whole(of)
    live = of.window.live
    labels_whole(live.feet.label_rects(), QRectF(live.feet.rect()))
    assert live.advice.isVisible()
    assert not live.strips.isVisible()
    # A large window brings back what was left out.
    of.panel.fold.click()
    of.show()
    QApplication.processEvents()
    assert live.strips.isVisible()
    assert live.totals.isVisible()


@pytest.mark.parametrize("of", ["en", "de"], indirect=True)
def test_library_and_a_hold(of: Game) -> None:
    of.key(Qt.Key.Key_D)
    whole(of)
    drills = of.window.drills
    drills.start("tripod-hold", "both")
    for _ in range(60):
        of.run(1.0)
        if of.session.drilling.run.engine.state is State.WORKING:
            break
    of.run(2.0)
    whole(of)
    feet = drills.running.feet
    labels_whole(feet.label_rects(), QRectF(feet.rect()))
    assert min(art.rect().height() for art in feet.arts.values()) > 0.6 * feet.height()


@pytest.mark.parametrize("of", ["en", "de"], indirect=True)
def test_calibration(of: Game) -> None:
    of.key(Qt.Key.Key_K)
    whole(of)
    of.key(Qt.Key.Key_Return)
    whole(of)
    assert of.wizard.feet.isHidden(), "the panel shows them"
