"""The summary of a drill: each rep, what cost most, a target."""

from collections.abc import Callable
from dataclasses import replace
from math import nan
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tripod.drills.score.rep import RepResult
from tripod.drills.seen.faults import FaultEvent
from tripod.drills.seen.reps import Rep
from tripod.live.commands import Refused
from tripod.views.drill.facts import costliest
from tripod.views.drill.parts import Tries


def busy(*_: object) -> None:
    raise Refused("The program is busy and has not done it; try again.")


def test_a_summary_that_cannot_be_left_says_why(gym: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    of = gym()
    of.page.start("quiet-stance", "both")
    of.go(2)
    of.key(Qt.Key.Key_Escape)
    of.go(0.5)
    assert of.page.stack.currentWidget() is of.page.summary
    monkeypatch.setattr(of.session, "leave_drill", busy)
    of.key(Qt.Key.Key_Escape)
    assert "busy" in of.page.message.text()


def test_reps_are_taken_as_the_target_by_a_key(gym: Callable[..., Any], tmp_path: Path) -> None:
    of = gym("virtual:pupil,board=plate,seed=3")
    of.page.start("posterior-shift", "both")
    of.finish()
    assert of.page.stack.currentWidget() is of.page.summary
    assert of.page.summary.accept.isVisible()
    of.fits(of.page)
    of.key(Qt.Key.Key_A)
    of.go(0.5)
    assert of.page.summary.said.text().startswith("Kept: your own reps of")
    of.page.commands.once_more()
    of.go(3)
    assert of.session.drilling.run.engine.given.target is not None


def test_a_hold_offers_no_target(gym: Callable[..., Any]) -> None:
    of = gym("virtual:pupil,board=plate,seed=3")
    of.page.start("quiet-stance", "both")
    of.go(2)
    of.key(Qt.Key.Key_Escape)
    of.go(0.5)
    assert of.page.summary.accept.isHidden()
    of.key(Qt.Key.Key_A)
    of.go(0.5)
    assert of.page.stack.currentWidget() is of.page.summary


def rep_of(number: int, score: int = 90) -> RepResult:
    """The rep that began `10 * number` seconds after the board did, and lasted 8."""
    at = 10.0 * number
    phases = ("descent", "bottom", "ascent", "lockout")
    rep = Rep(at, at + 3, at + 4, at + 6, at + 8, 20.0)
    return RepResult(
        rep, dict.fromkeys(phases, score), score, "", dict.fromkeys(phases, ()), dict.fromkeys(phases, nan)
    )


def rows_seen(tries: Tries) -> int:
    """How many scores are painted, counted on the picture: lines of ink in their column below the heading."""
    image = tries.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ground = tries.theme.panel.name()
    column = range(image.width() - 52, image.width() - 18)
    inked = [any(image.pixelColor(x, y).name() != ground for x in column) for y in range(42, image.height() - 3)]
    return sum(now and not before for before, now in zip([False, *inked], inked, strict=False))


@pytest.fixture
def done(gym: Callable[..., Any]) -> Callable[..., Any]:
    """A summary of so many reps, with as many facts as there may be at the most."""

    def make(reps: int, size: tuple[int, int] = (1280, 800)) -> Any:
        of = gym("virtual:pupil,board=pads,seed=3")
        of.window.resize(*size)
        of.page.start("paced-hinge", "both")
        of.go(0.5)
        of.key(Qt.Key.Key_Y)
        of.key(Qt.Key.Key_Y)
        of.go(9)
        of.key(Qt.Key.Key_Escape)
        of.go(0.5)
        view = of.session.snapshot().drill
        assert view is not None
        assert view.result is not None
        rep = [replace(rep_of(n, 60 + n), worst="bottom") for n in range(1, reps + 1)]
        tried = replace(view.result.tries[0], reason="", reps=tuple(rep), between=(reps - 1, reps + 1))
        wrong = ("mt1_light", "mt5_light", "heel_heavy")
        faults = [FaultEvent(f, "right", 11.0 + k, 0.5, 0.1, "bottom", "over") for k, f in enumerate(wrong)]
        result = replace(view.result, tries=(tried,), faults=tuple(faults), stopped="")
        of.window._timer.stop()
        of.page.summary.show_result("Paced hinge", result, "67. Once more: two scores of 85 lead on.", "convention")
        QApplication.processEvents()
        return of

    return make


@pytest.mark.parametrize("size", [(1280, 800), (1000, 700)])
@pytest.mark.parametrize("reps", [6, 10])
@pytest.mark.parametrize("dark", [True, False])
def test_the_summary_shows_each_rep(done: Callable[..., Any], reps: int, size: tuple[int, int], dark: bool) -> None:
    of = done(reps, size)
    if not dark:
        of.window.toggle_theme()
    summary = of.page.summary
    assert [n for n, _ in summary.tries.shown()] == [str(n) for n in range(1, reps + 1)]
    assert summary.tries.before() == 0
    assert rows_seen(summary.tries) == reps
    of.fits(summary)
    summary.why.click()
    QApplication.processEvents()
    assert rows_seen(summary.tries) == reps
    of.fits(summary)


def test_of_more_reps_than_fit_the_last_are_shown_and_the_rest_is_counted(done: Callable[..., Any]) -> None:
    of = done(30)
    tries = of.page.summary.tries
    assert tries.row_height() == tries.LEAST_ROW
    numbers = [int(n) for n, _ in tries.shown()]
    assert numbers[-1] == 30
    assert numbers[0] == tries.before() + 1 > 1
    assert rows_seen(tries) == len(numbers) >= tries.ALWAYS
    assert tries.TOP + (len(numbers) + 1) * tries.row_height() <= tries.height()
    image = tries.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    line = range(tries.TOP + 4, tries.TOP + tries.LEAST_ROW - 4)

    def ink(left: int, right: int) -> bool:
        return any(image.pixelColor(x, y).name() != tries.theme.panel.name() for x in range(left, right) for y in line)

    assert ink(20, 140), "the line that tells of the rest is painted"
    assert not ink(image.width() - 52, image.width() - 18)


def test_a_set_under_way_keeps_room_for_its_reps(gym: Callable[..., Any]) -> None:
    of = gym()
    of.window.resize(1000, 700)
    of.page.start("paced-hinge", "both")
    of.go(0.5)
    of.key(Qt.Key.Key_Y)
    of.key(Qt.Key.Key_Y)
    of.go(24)
    view = of.session.snapshot().drill
    assert view is not None
    of.page.running.score_said.set_text(
        "baseline of 2026-11-23: " + "left heel 55 (50–60), base of big toe 27 (22–32); " * 4
    )
    QApplication.processEvents()
    tries = of.page.running.tries
    of.window._timer.stop()
    tries.show_view(replace(view, reps=tuple(rep_of(n) for n in range(1, 10)), reps_wanted=10))
    assert [n for n, _ in tries.shown()] == [str(n) for n in range(1, 11)]
    assert tries.shown()[-1][1] is None
    assert rows_seen(tries) == 9
    of.fits(of.page)


def test_what_cost_most_is_the_fault_that_lasted_longest_within_the_reps() -> None:
    reps = [rep_of(1), rep_of(2)]
    faults = [
        FaultEvent("mt5_light", "left", 0.0, 10.5, 0.1, "", "over"),
        FaultEvent("mt1_light", "right", 12.0, 1.0, 0.1, "bottom", "over"),
        FaultEvent("heel_heavy", "right", 17.0, 6.0, 0.1, "lockout", "over"),
        FaultEvent("shift_left", "", 10.0, 18.0, 0.1, "descent", "over"),
    ]
    assert costliest(faults, reps) == ("heel_heavy", "right", 4.0)
    assert costliest(faults[:2], reps) == ("mt1_light", "right", 1.0)
    assert costliest(faults[3:], reps) is None
    assert costliest(faults, []) is None


def test_the_summary_of_reps_names_foot_and_point_that_cost_most(gym: Callable[..., Any]) -> None:
    of = gym()
    of.page.start("hinge-reps", "both")
    of.finish()
    facts = {r.name: r.value for r in of.page.summary.facts.rows()}
    assert facts["what cost most"].startswith("right, base of big toe too light, ")
    of.fits(of.page)
