"""Nothing of the drill pages is cut or printed over, at any size and in both themes."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from tests.views.drill.conftest import Gym
from tests.views.test_sizes import cut, printed_over
from tripod.sentences import use_language

SIZES = [(1024, 600), (1280, 800), (1920, 1080)]


def at_each_size(of: Gym) -> Iterator[tuple[int, int]]:
    for size in SIZES:
        of.window.resize(*size)
        QApplication.processEvents()
        of.page._map.reset()
        of.page._text.reset()
        of.window.tick()
        QApplication.processEvents()
        assert (of.window.width(), of.window.height()) == size
        yield size


def walk(of: Gym) -> None:
    """Every size, dark and light."""
    for _ in range(2):
        of.window.toggle_theme()
        for size in at_each_size(of):
            root = of.page.stack.currentWidget()
            found = cut(root)
            inside = [area.widget() for area in root.findChildren(QScrollArea) if area.isVisible()]
            scrolled = [w for part in inside for w in part.findChildren(type(part)) if w.isVisible()]
            # What scrolls may be larger than what is seen of it.
            found = [one for one in found if not any(str(part.geometry()) in one for part in [*inside, *scrolled])]
            assert found == [], size
            if root is of.page.running and of.page.running.stage.isVisible():
                feet = of.page.running.feet
                between = [w.geometry().toRectF() for w in (feet.parent().ring, feet.parent().word) if w.isVisible()]
                assert printed_over([*feet.label_rects(), *between], feet.rect()) == [], size


@pytest.fixture(params=["en", "de"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """In force before the window is made; German words are longer."""
    use_language(request.param)
    yield request.param
    use_language("en")


def test_the_library(gym: Callable[..., Gym]) -> None:
    walk(gym())


@pytest.mark.parametrize("board", ["pads", "plate", "insole-left"])
def test_a_hold(gym: Callable[..., Gym], board: str) -> None:
    of = gym(f"virtual:pupil,board={board},seed=5" + (",habit=mt1_light:right" if board == "pads" else ""))
    of.page.start("tripod-hold", "both")
    of.go(20)
    walk(of)


def test_a_question_a_hinge_and_what_is_off_the_board(language: str, gym: Callable[..., Gym]) -> None:
    of = gym()
    of.page.start("paced-hinge", "both")
    of.go(0.5)
    walk(of)
    of.key(Qt.Key.Key_Y)
    of.go(0.5)
    walk(of)
    of.key(Qt.Key.Key_0)
    of.go(20)
    walk(of)
    of.page.start("half-split", "both")
    of.go(2)
    walk(of)


def test_a_check_and_a_summary_without_a_score(language: str, gym: Callable[..., Gym]) -> None:
    of = gym()
    of.page.start("rack-check", "both")
    of.finish()
    walk(of)
    of.page.start("quiet-stance", "both")
    of.go(20)
    walk(of)
    of.key(Qt.Key.Key_Escape)
    of.go(0.5)
    walk(of)
