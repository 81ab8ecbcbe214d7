"""What the History page shows of real diaries, notes and recordings."""

from threading import Event, get_ident, main_thread
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.own_hold import own_hold
from tests.views.history.made import Past, entry, keep, weeks
from tests.views.test_sizes import cut
from tripod.balance.judgement import Answer
from tripod.cli import main
from tripod.drills.score.judged import Judged, Untold
from tripod.history.found import Done
from tripod.record.session_facts import mean_feet
from tripod.storage.places import diary_path, history_index, sessions_folder
from tripod.training.diary import Entry, read_diary
from tripod.views.history.trend_work import trend_of
from tripod.views.history.words import mark_of
from tripod.views.kit import theme as themes

LOOKS = [
    ((1024, 600), themes.DARK, "de"),
    ((1024, 600), themes.LIGHT, "en"),
    ((1280, 800), themes.DARK, "en"),
    ((1280, 800), themes.LIGHT, "de"),
]


def test_what_the_program_did_weeks_ago_is_there(past: Past, capsys: pytest.CaptureFixture[str]) -> None:
    own_hold(say="hold_tripod", times=2)
    sessions_folder().mkdir(parents=True)
    source = "virtual:pupil,board=pads,seed=3"
    args = [
        "drill",
        "short",
        "--json",
        "--person",
        "P-07",
        "--source",
        source,
        "--record",
        str(sessions_folder() / "it"),
    ]
    assert main(args) == 0
    capsys.readouterr()
    (done,) = read_diary(diary_path("P-07")).entries
    keep("P-07", *(_again(done, week) for week in range(8)), done)
    past.key(Qt.Key.Key_H)
    page = past.page
    assert len(page.trend.plot.data()) == 9
    assert [of.drill for of in page.days.days.rows if isinstance(of, Done)] == ["short"] * 9
    assert page.trend.drill.currentText() == "Short hold"
    assert page.trend.change.text().startswith("Like your first 3; your own repeats differ by ")
    assert page.chosen.replay.isEnabled()


def _again(done: Entry, week: int) -> Entry:
    from dataclasses import replace

    return replace(done, made=f"2026-{9 + week // 4:02}-{1 + 7 * (week % 4):02}T10:00:00+02:00")


def test_scores_over_weeks_with_the_band_and_what_may_be_said(past: Past) -> None:
    weeks()
    past.key(Qt.Key.Key_H)
    panel = past.page.trend
    assert panel.drill.currentText() == "Tripod hold"
    assert [value for _, value in panel.plot.data()] == [62, 64, 63, 68, 72, 75, 79, 84, 88, 90]
    assert len(panel.plot.first.getData()[0]) == 3
    assert panel.plot.base.value() == pytest.approx(63)
    low, high = panel.plot.band.getRegion()
    assert (low + high) / 2 == pytest.approx(63)
    assert panel.change.text().startswith("Better than your first 3 by 27; your own repeats differ by ")
    assert "ICC(1,1)" in panel.repeats.text()
    panel.weeks.buttons["4"].click()
    assert [value for _, value in panel.plot.data()] == [75, 79, 84, 88, 90]
    assert panel.change.text().startswith("Better than your first 3 by 27")


def test_of_a_drill_with_holds_and_reps_each_has_its_own_way(past: Past) -> None:
    keep("P-07", *(entry(f"2026-11-0{n}", (50 + n, 52 + n, 88, 90), reps=2) for n in range(1, 7)))
    past.key(Qt.Key.Key_H)
    panel = past.page.trend
    assert panel.kind.isVisible()
    assert [value for _, value in panel.plot.data()] == [51 + n for n in range(1, 7)]
    panel.kind.buttons["reps"].click()
    assert {value for _, value in panel.plot.data()} == {89}
    assert panel.change.text().startswith("Like your first 3")


def test_trends_are_reckoned_before_somebody_asks_for_them(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    weeks()
    past.key(Qt.Key.Key_H)
    past.step(8)
    panel = past.page.trend
    assert len(panel.drill.keys) == 3
    monkeypatch.setattr("tripod.views.history.reader.trend_of", lambda *_: pytest.fail("it was not known yet"))
    for drill in panel.drill.keys:
        panel.drill.offer({k: k for k in panel.drill.keys}, drill)
        panel.changed.emit()
    assert panel.plot.points


def test_a_date_that_cannot_be_true_is_said(past: Past) -> None:
    keep("P-07", entry("2099-01-01", (70,)), entry("2026-11-01", (72,)))
    past.key(Qt.Key.Key_H)
    assert "in the future (2099-01-01" in past.page.chosen.said.text()


def thousands(drill: str, n: int = 3000) -> list[Entry]:
    days = (f"{2018 + k // 1000}-{k % 1000 // 100 + 1:02}-{k % 100 // 4 + 1:02}T1{k % 4}:00:00+01:00" for k in range(n))
    return [entry(day, (50 + k % 37,), drill) for k, day in enumerate(days)]


def reckoned(past: Past) -> bool:
    past.step(1)
    return not past.page.trend.reckoning


def test_thousands_of_tries_are_drawn_as_what_is_seen_of_them(past: Past) -> None:
    keep("P-07", *thousands("tripod-hold"))
    past.key(Qt.Key.Key_H)
    past.qtbot.waitUntil(lambda: reckoned(past), timeout=60_000)
    plot = past.page.trend.plot
    shown = plot.data()
    values = [p.value for p in plot.points]
    assert len(plot.points) == 3000
    assert len(shown) < 900
    assert (min(y for _, y in shown), max(y for _, y in shown)) == (min(values), max(values))
    assert shown[-1][1] == values[-1]


def test_a_first_look_at_thousands_of_tries_waits_for_nothing(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    on, looked_at = list[bool](), Event()

    def trend_and_thread(*of: Any) -> Any:
        on.append(get_ident() == main_thread().ident)
        assert on[-1] or looked_at.wait(60)
        return trend_of(*of)

    monkeypatch.setattr("tripod.views.history.reader.trend_of", trend_and_thread)
    monkeypatch.setattr("tripod.views.history.trend_work.trend_of", trend_and_thread)
    keep("P-07", *thousands("tripod-hold"), *(entry(f"2026-11-0{n}", (60 + n,), "paced-hinge") for n in range(1, 6)))
    past.key(Qt.Key.Key_H)
    page, panel = past.page, past.page.trend
    assert (panel.drill.key, panel.reckoning, panel.plot.points) == ("tripod-hold", True, ())
    assert panel.change.text() == "So many tries take a moment to compare …"
    assert panel.plot._plot.getAxis("bottom")._tickLevels == [[]], "no days of no tries"
    assert page.days.choose(lambda of: isinstance(of, Done) and of.drill == "tripod-hold")
    looked_at.set()
    past.qtbot.waitUntil(lambda: reckoned(past), timeout=60_000)
    assert "your own repeats differ by" in panel.change.text()
    assert panel.plot.value.toPlainText() == f"{panel.plot.points[-1].value:.0f}"
    past.qtbot.waitUntil(lambda: past.step(1) or len(on) == 2, timeout=60_000)
    assert on == [False, True]


def test_what_only_the_window_can_read_is_reckoned_there(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("P-07", *thousands("tripod-hold", 1200))
    past.key(Qt.Key.Key_H)
    page = past.page
    page.close_index()
    history_index().unlink()
    history_index().mkdir()
    page.open("P-07")
    past.step()
    assert (page.trend.reckoning, len(page.trend.plot.points)) == (False, 1200)


def test_a_try_without_a_score_cannot_tell_and_is_no_nought(past: Past) -> None:
    weeks()
    past.key(Qt.Key.Key_H)
    said = "14:00, Tripod hold, cannot tell: The feet were not measured."
    assert said in past.rows()
    past.page.days.choose(lambda of: of.made.startswith("2026-11-26"))
    assert past.page.chosen.score.text() == ""
    assert past.page.chosen.came_to.text() == "cannot tell: The feet were not measured"
    assert 0 not in [value for _, value in past.page.trend.plot.data()]


def test_too_few_sessions_say_how_many_more(past: Past) -> None:
    keep("P-07", entry("2026-11-01", (70, 72)), entry("2026-11-08", (71, 70)))
    past.key(Qt.Key.Key_H)
    assert "after 2 more sessions" in past.page.trend.change.text()
    assert not past.page.trend.plot.band.isVisible()


def test_nothing_kept_is_one_sentence(open_past: Past) -> None:
    page = open_past.page
    assert page.nothing.said.isVisible()
    assert page.nothing.said.text() == "Nothing was kept of P-07 yet"
    assert not page.trend.isVisible()
    assert (page.nothing.go.isVisible(), page.nothing.choose.isVisible()) == (False, True), "without a board"
    open_past.key(Qt.Key.Key_Escape)
    assert open_past.window.pages.currentWidget() is open_past.window.start
    open_past.key(Qt.Key.Key_H)
    page.nothing.choose.click()
    assert open_past.window.pages.currentWidget() is open_past.window.start


def test_a_damaged_index_is_made_anew_with_a_word(past: Past) -> None:
    weeks()
    history_index().write_bytes(b"no index" * 2000)
    past.key(Qt.Key.Key_H)
    assert len(past.page.trend.plot.data()) == 10
    assert "made anew from the folders" in past.page.chosen.said.text()


def test_a_point_that_is_clicked_is_chosen(past: Past) -> None:
    weeks()
    past.key(Qt.Key.Key_H)
    past.page.trend.plot.chosen.emit(4)
    assert past.page.days.chosen is not None
    assert past.page.days.chosen.made.startswith("2026-10-26")
    assert past.page.trend.plot.ring.getData()[1].tolist() == [72]


@pytest.mark.parametrize(
    ("size", "theme", "spoken"), LOOKS, ids=lambda of: str(getattr(of, "name", of)), indirect=["spoken"]
)
def test_nothing_is_cut(past: Past, size: tuple[int, int], theme: themes.Theme) -> None:
    weeks()
    keep("P-03", entry("2026-11-20", (50,)))
    past.window.resize(*size)
    past.window.set_theme(theme)
    past.key(Qt.Key.Key_H)
    for of in past.page.days.days.rows:
        if not isinstance(of, tuple):
            past.page.days.choose(lambda other, of=of: other == of)
            QApplication.processEvents()
            assert cut(past.window.centralWidget()) == []
    past.key(Qt.Key.Key_O)
    assert cut(past.window.centralWidget()) == []
    assert (past.window.width(), past.window.height()) == size


def test_the_mark_is_the_answer_of_the_drill_and_no_score_makes_up_for_it(past: Past) -> None:
    vague = Judged(Answer.CANNOT_TELL, Untold.TOO_VAGUE, ("mt5",), 0.2)
    answers = (Judged(Answer.GOOD), vague, None)
    keep("P-07", *[entry(f"2026-11-2{n}", (100,), judged=of) for n, of in enumerate(answers, 1)])
    past.key(Qt.Key.Key_H)
    told = {}
    for of in past.page.days.days.rows:
        if not isinstance(of, tuple):
            past.page.days.choose(lambda other, of=of: other == of)
            mark = mark_of(of)
            told[of.made[8:10]] = (mark.answer if mark else None, "cannot tell" in past.page.chosen.came_to.text())
    assert told == {"21": (Answer.GOOD, False), "22": (Answer.CANNOT_TELL, True), "23": (None, False)}


def test_the_feet_of_the_recording_stand_where_there_is_room(past: Past) -> None:
    weeks()
    past.key(Qt.Key.Key_H)
    panel = past.page.chosen
    past.page.days.choose(lambda of: of.made.startswith("2026-11-29T14:00"))
    assert panel.feet.isVisible()
    assert panel.feet.accessibleName() == (
        "shares in %, mean of the recording left foot: heel 60 %, base of big toe 24 %, base of little toe 16 %. "
        "right foot: heel 58 %, base of big toe 18 %, base of little toe 24 %."
    )
    usual = panel.feet.size()
    past.window.resize(1920, 1080)
    past.step()
    assert panel.feet.height() > 1.4 * usual.height(), "the picture follows the space"
    assert panel.feet.width() > 1.3 * usual.width()
    past.window.resize(1024, 600)
    past.step()
    assert not panel.feet.isVisible()
    past.window.resize(1280, 800)
    past.page.days.choose(lambda of: of.made.startswith("2026-11-26"))
    past.step()
    assert not panel.feet.isVisible()
    assert mean_feet(sessions_folder()) is None
