"""The summary of a drill: each rep, what cost most, a target."""

import re
from collections.abc import Callable
from dataclasses import replace
from math import nan
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.views.test_sizes import cut
from tripod.analysis.own_change import Change, Told
from tripod.boards import FEET, POINTS, load_board
from tripod.drills.format.loader import library
from tripod.drills.score.bands import Baseline
from tripod.drills.score.cop_target import PhaseTarget
from tripod.drills.score.rep import RepResult
from tripod.drills.score.result import DrillResult
from tripod.drills.score.trace import PointState, Run, Trace
from tripod.drills.score.tries import Try
from tripod.drills.seen.fault_watch import FaultEvent
from tripod.drills.seen.reps import Rep
from tripod.live.commands import Refused
from tripod.sentences import sentence, use_language
from tripod.storage.places import diary_path
from tripod.training.after_drill import AfterDrill
from tripod.training.compared import Against, Compared
from tripod.training.diary import read_diary
from tripod.training.next_thing import NextThing
from tripod.training.target_offer import TargetOffer
from tripod.views.drill.facts import costliest
from tripod.views.drill.score_line import verdicts
from tripod.views.drill.summary import DrillSummary
from tripod.views.drill.words import DrillWords
from tripod.views.kit.theme import DARK, LIGHT, Theme
from tripod.views.kit.words import Words


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
    assert re.match(r"From now on your hips would go \d+ mm back", of.page.summary.target.said.text())
    of.fits(of.page)
    of.key(Qt.Key.Key_A)
    of.go(0.5)
    assert of.page.summary.target.said.text().startswith("Kept: ")
    assert of.page.summary.accept.text() == "Take it back"
    key = next(iter(read_diary(diary_path()).targets))
    assert "posterior-shift" in key
    of.key(Qt.Key.Key_A)
    of.go(0.5)
    assert read_diary(diary_path()).targets == {}
    assert of.page.summary.accept.text() == "Make these my target"
    of.fits(of.page)
    of.key(Qt.Key.Key_A)
    of.qtbot.keyClick(of.window, Qt.Key.Key_R)
    of.go(3)
    assert of.session.drilling.run.engine.given.target is not None


def test_a_hold_offers_no_target(gym: Callable[..., Any]) -> None:
    of = gym("virtual:pupil,board=plate,seed=3")
    of.page.start("quiet-stance", "both")
    of.go(2)
    of.key(Qt.Key.Key_Escape)
    of.go(0.5)
    assert of.page.summary.target.isHidden()
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


@pytest.fixture
def done(qtbot: QtBot) -> Callable[..., DrillSummary]:
    """A summary of so many reps, with as many facts as there may be at the most."""
    pages: list[QWidget] = []

    def make(reps: int = 6, size: tuple[int, int] = (1280, 748), theme: Theme = DARK) -> DrillSummary:
        words = Words()
        # Within a page, as in the window: by itself a widget is never smaller than it would like to be.
        page = QWidget()
        qtbot.addWidget(page)
        pages.append(page)
        summary = DrillSummary(theme, words, DrillWords(words), page)
        page.resize(*size)
        summary.setGeometry(page.rect())
        page.show()
        rep = [replace(rep_of(n, 60 + n), worst="bottom") for n in range(1, reps + 1)]
        runs = {(foot, point): (Run(0.0, 400.0, PointState.IN_BAND),) for foot in FEET for point in POINTS}
        path = dict.fromkeys(FEET, tuple((k % 7, 90 + k % 11) for k in range(400)))
        points = dict.fromkeys(FEET, ((0.0, 36.0), (-26.0, 190.0), (36.0, 161.0)))
        tried = Try(reps=tuple(rep), between=(reps - 1, reps + 1), trace=Trace(runs, path, points, 1.0, 0.0))
        wrong = ("mt1_light", "mt5_light", "heel_heavy")
        faults = [FaultEvent(f, "right", 11.0 + k, 0.5, 0.1, "bottom", "over") for k, f in enumerate(wrong)]
        answers = {"broomstick_kept": True, "shins_vertical": True, "back_rounded": None, "knees_turned": None}
        result = DrillResult.of(
            library()[0]["paced-hinge"], load_board("pads"), None, [tried], faults, answers, None,
            unanswered=("back_rounded", "knees_turned"),
        )  # fmt: skip
        less, close = Change(Told.LESS, 76, 64, 9), Change(Told.TOO_CLOSE, 68, 64, 9)
        first = Change(Told.TOO_CLOSE, 66, 64, 8)
        before = Compared(Against(76, "2026-11-20", less), first, Against(68, "2026-11-02", close))
        next_one = NextThing("posterior-shift", "Posterior shift", "both", "Words do not mend it: this works on it.")
        summary.show_result("Paced hinge", result, "67. Once more.", "against it", AfterDrill(before, next_one))
        summary.show_target(TargetOffer(why_not=sentence("target_refused.faults_one", reps="3")))
        QApplication.processEvents()
        return summary

    return make


@pytest.mark.parametrize("size", [(1280, 748), (1024, 548), (1093, 562), (1920, 1028)])
@pytest.mark.parametrize(("theme", "language"), [(DARK, "en"), (LIGHT, "en"), (DARK, "de")])
def test_the_summary_has_room_for_all_that_it_says(
    done: Callable[..., DrillSummary],
    size: tuple[int, int],
    theme: Theme,
    language: str,
    request: pytest.FixtureRequest,
) -> None:
    use_language(language)
    request.addfinalizer(lambda: use_language("en"))
    for reps in (6, 10):
        summary = done(reps, size, theme)
        assert (summary.width(), summary.height()) == size
        shown = [column.name for column in summary.tries.shown()]
        assert shown[-1] == str(reps)
        assert len(shown) >= 6
        assert cut(summary) == [], reps
        assert summary.tries.height() > 120
        assert summary.ways.height() > 240
        summary.why.click()
        QApplication.processEvents()
        assert summary.arithmetic.isVisible()
        assert f"{reps} reps" in summary.arithmetic.text() or language != "en"
        area = summary.middle.currentWidget()
        assert isinstance(area, QScrollArea)
        assert cut(area.widget()) == []
        summary.why.click()
        assert not summary.arithmetic.isVisible()


def test_the_summary_says_what_may_be_said_of_the_score(done: Callable[..., DrillSummary]) -> None:
    summary = done()
    assert summary.score.text() == "64"
    assert summary.said.text().splitlines() == [
        "Last time 76: less by 12.", "Baseline 68: too close to call.",
        "2 less than your first 3; your own repeats differ by 8: too close to call.",
    ]  # fmt: skip
    assert summary.scores.note.text() == "shaded: your own repeats differ by up to 9 points"
    assert "Last time 76: less by 12" in summary.scores.line.accessibleDescription()
    assert "knees turned: not answered" in summary.told.text()
    assert "broomstick stayed on: yes" in summary.told.text()


def test_the_one_next_thing_is_begun(done: Callable[..., DrillSummary]) -> None:
    summary = done()
    assert summary.next.title.text() == "Posterior shift"
    asked: list[tuple[str, str]] = []
    summary.begin_asked.connect(lambda name, foot: asked.append((name, foot)))
    summary.next.begin.click()
    summary.go_on()
    assert asked == [("posterior-shift", "both")] * 2
    assert summary.again.isVisible(), "it is another drill, so the same is offered, too"


def test_a_target_that_is_refused_is_dashed_and_says_why(done: Callable[..., DrillSummary]) -> None:
    summary = done()
    assert summary.accept.refused
    assert summary.target.said.text().startswith("Not a target: rep 3 had a fault")
    assert summary.accept.accessibleDescription() == summary.target.said.text()
    refused = summary.accept.grab().toImage()
    summary.show_target(TargetOffer(PhaseTarget("b", "c", "d", "2026-11-30", 22.0, 1.0, 8.0, 6)))
    assert not summary.accept.refused
    assert summary.target.said.text().startswith("From now on your hips would go 22 mm back, within 8 mm")
    assert summary.accept.grab().toImage() != refused
    share = dict.fromkeys(("left", "right"), (0.55, 0.27, 0.18))
    bands = Baseline("b", "c", "2026-11-30", share, share, share)
    summary.show_target(TargetOffer(bands))
    assert (
        "left 55, 27, 18 %, right 55, 27, 18 % (heel, base of big toe, base of little toe; each ± 5)"
        in summary.target.said.text()
    )
    summary.show_target(TargetOffer(bands, made=True))
    assert summary.target.said.text().startswith("Kept: left 55, 27, 18 %")
    assert summary.accept.text() == "Take it back"
    summary.show_target(None)
    assert summary.target.isHidden()


def test_the_line_of_scores_is_all_of_their_range_whatever_they_are(done: Callable[..., DrillSummary]) -> None:
    line = done().scores.line
    few = Compared(Against(22, "", Change(Told.CANNOT_TELL, 22, 3, nan, 2)))

    def ground(score: int) -> bytes:
        line.show_score(score, few)
        numbers = line.grab(QRect(0, line.height() - 22, line.width(), 22))
        return bytes(numbers.toImage().constBits())

    assert ground(3) == ground(60) == ground(97), "the numbers below it stay where they are"
    assert verdicts(3, few) == [
        "Last time 22: cannot tell yet whether it differs.",
        "Cannot tell yet whether it changes: that takes 2 more repeated tries.",
    ]
    assert verdicts(3, Compared()) == ["The first of its kind: nothing to compare it with yet."]


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


def test_why_nothing_was_heard_does_not_stand_on_the_card_of_what_comes_next(done: Callable[..., DrillSummary]) -> None:
    summary = done()
    result = DrillResult.of(library()[0]["paced-hinge"], load_board("pads"), None, [], [], {}, None)
    summary.show_result("Today", result, "Well done.", "", None, day=True, silent="There is no sound here.")
    assert summary.next.why.text() == "Well done."
    assert "There is no sound here." in summary.arithmetic.text()
