"""The tour of five minutes: each stop is noticed when it was done, by keys, on the board that is played."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt

from tripod.balance.judgement import Answer, Judgement
from tripod.live.snapshot import Phase, Snapshot
from tripod.storage.places import profile_path, settings_path
from tripod.storage.settings import read_settings
from tripod.views.play.tour import SOURCE, Stop, Tour

BASE = Snapshot(Phase.LIVE, SOURCE, calibration="factory, 2026-01-01")


def judged(answer: Answer) -> Snapshot:
    return replace(BASE, judgement=Judgement(answer))


def test_each_stop_is_over_when_it_was_done_and_not_before() -> None:
    tour = Tour()
    assert tour.follow(judged(Answer.GOOD), False).stop is Stop.LEAN, "who stands well has not leant yet"
    assert tour.follow(judged(Answer.OFF), False).stop is Stop.BACK
    assert tour.follow(judged(Answer.MOVING), False).stop is Stop.BACK
    view = tour.follow(judged(Answer.GOOD), False)
    assert (view.stop, view.number, view.of) == (Stop.HOLD, 3, 4)
    tour.skip()
    assert tour.follow(BASE, False).begun is False
    assert tour.follow(BASE, True).begun is True
    assert tour.follow(replace(BASE, calibration="user, 2026-11-30"), True).stop is Stop.OVER
    tour.skip()
    assert tour.stop is Stop.OVER


def test_it_is_offered_once(start_bench: Any) -> None:
    tour = start_bench.window.tour
    assert tour.strip.isHidden()
    tour.offer()
    assert tour.strip.isVisible()
    tour.strip.end.click()
    assert tour.strip.isHidden()
    assert read_settings(settings_path()).tour_answered
    tour.offer()
    assert tour.strip.isHidden(), "never again unasked"


def test_who_opens_a_board_instead_is_left_alone(start_bench: Any, vc: Any) -> None:
    window = start_bench.window
    window.tour.offer()
    window.open_source("/dev/ttyACM0")
    start_bench.show(vc.make_snapshot())
    assert window.tour.strip.isHidden()


def test_the_whole_tour_by_keys(game: Callable[..., Any]) -> None:
    of = game(SOURCE, (1024, 600))
    window = of.window
    window.tour.tour = Tour()
    of.show()
    assert "1 of 4" in window.tour.strip.number.text()
    for _ in range(12):
        of.key(Qt.Key.Key_Up)
    of.run(4)
    assert window.tour.tour.stop is Stop.BACK
    of.key(Qt.Key.Key_0)
    of.run(8)
    assert window.tour.tour.stop is Stop.HOLD
    of.key(Qt.Key.Key_D)
    window.drills.start("quiet-stance", "both")
    of.show()
    assert "G lets" in window.tour.strip.said.text()
    of.run(3)
    window.leave()
    of.run(1)
    assert window.tour.tour.stop is Stop.CALIBRATE
    assert not profile_path().exists()
