"""The picture of the start page lives for some seconds on the virtual board that is chosen, and then costs nothing."""

from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tripod.views.kit.line_breaks import no_word_alone
from tripod.views.live import living_feet
from tripod.views.live.living_feet import LIVES_S, LivingFeet


@pytest.fixture
def feet(start_bench: Any) -> LivingFeet:
    start_bench.window.activateWindow()
    QApplication.processEvents()
    return start_bench.window.start.feet


def begun(feet: LivingFeet) -> LivingFeet:
    """What the page waits for is over."""
    feet._begins.timeout.emit()
    feet._begins.stop()
    feet._frames.stop()
    return feet


def step(feet: LivingFeet, times: int) -> None:
    for _ in range(times):
        feet.step()


def test_it_waits_for_the_first_picture_then_somebody_stands_there(feet: LivingFeet) -> None:
    assert feet.lives
    assert feet.snapshot.board is None
    begun(feet)
    step(feet, 20)
    assert feet.snapshot.board.name == "pads"
    assert feet.snapshot.total_n > 600
    before = feet.snapshot.left_fraction
    step(feet, 20)
    assert feet.snapshot.left_fraction != before


def test_it_ends_and_its_last_picture_stays(feet: LivingFeet) -> None:
    begun(feet)
    step(feet, round(10 * LIVES_S) + 10)
    assert not feet.lives
    assert feet._session is None
    assert feet.snapshot.total_n > 600
    assert not [timer for timer in feet.findChildren(QTimer) if timer.isActive()]


def test_a_board_that_ends_before_its_time_does_not_hold_the_window(
    feet: LivingFeet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(living_feet, "SHIFTS", living_feet.SHIFTS + ",seconds=1")
    begun(feet)
    step(feet, 30)
    assert feet._session is None
    assert not feet.lives


def test_the_board_that_is_chosen_is_the_one_that_is_shown(feet: LivingFeet, start_bench: Any) -> None:
    begun(feet)
    step(feet, 5)
    start_bench.window.start.choice.choose("plate")
    assert feet.lives
    begun(feet)
    step(feet, 20)
    assert feet.snapshot.board.name == "plate"


def test_it_rests_while_another_window_has_the_keys_and_ends_with_its_page(feet: LivingFeet, start_bench: Any) -> None:
    begun(feet)
    step(feet, 5)
    t_s = feet.snapshot.t_s
    feet.window().isActiveWindow = lambda: False
    step(feet, 5)
    assert feet.snapshot.t_s == t_s
    start_bench.window.open_source("/dev/ttyACM0")
    assert not feet.lives
    assert feet._session is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Plug in a board, or stand on a virtual one", "Plug in a board, or stand on a~virtual~one"), ("a b c", "a b c")],
)
def test_no_word_of_a_heading_is_alone(text: str, kept: str) -> None:
    assert no_word_alone(text).replace("\u00a0", "~") == kept
