"""The History page in the real window: real diaries, notes and recordings, Qt's own keys and item data."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.views.test_sizes import cut
from tripod.cli import main
from tripod.history.found import Done, Recorded
from tripod.live.session import Session
from tripod.record.session_facts import mean_feet
from tripod.sentences import use_language
from tripod.sources import open_source
from tripod.storage.places import diary_path, history_index, notes_path, own_drills, sessions_folder
from tripod.training.diary import Diary, Entry, SwayEntry, read_diary, write_diary
from tripod.training.notes import read_notes
from tripod.training.people import use
from tripod.views.history.page import HistoryPage
from tripod.views.kit import theme as themes
from tripod.views.main_window import MainWindow

GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1" / "sessions" / "pads-drill"
BOARD = "3f9a00112233aabb"
TODAY = "2026-11-30"
LOOKS = [
    ((1024, 600), themes.DARK, "de"),
    ((1024, 600), themes.LIGHT, "en"),
    ((1280, 800), themes.DARK, "en"),
    ((1280, 800), themes.LIGHT, "de"),
]


def entry(made: str, scores: tuple[int, ...] = (), drill: str = "tripod-hold", **more: Any) -> Entry:
    score = round(sum(scores) / len(scores)) if scores else None
    why = "" if scores else "The feet were not measured."
    known = {"score": score, "scores": scores, "faults": {}, "reason": why, "calibration": "2026-11-03T09:00:00+01:00"}
    return Entry(made if "T" in made else f"{made}T14:00:00+01:00", drill, "pads", BOARD, **{**known, **more})


def keep(code: str, *entries: Entry) -> None:
    diary_path(code).parent.mkdir(parents=True, exist_ok=True)
    write_diary(diary_path(code), Diary(entries))


def recording(name: str, person: str, created: str) -> Path:
    folder = sessions_folder() / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(GOLDEN, folder)
    head = json.loads((folder / "session.json").read_text())
    said = {"subject": person, "created": created, "board_id": BOARD}
    (folder / "session.json").write_text(json.dumps(head | said))
    return folder


def weeks(code: str = "P-07") -> None:
    """Eight weeks of holds that get better, with what else happens."""
    days = ("10-05", "10-08", "10-12", "10-19", "10-26", "11-02", "11-09", "11-16", "11-23", "11-29")
    means = (62, 64, 63, 68, 72, 75, 79, 84, 88, 90)
    holds = [entry(f"2026-{d}", (m - 2, m, m + 2)) for d, m in zip(days, means, strict=True)]
    fault = entry(
        "2026-11-29T14:20:00+01:00", (70, 74), "paced-hinge", reps=2, faults={"mt1_light": 2}, worst="right mt1"
    )
    swayed = entry("2026-11-29T14:30:00+01:00", (), "quiet-stance", sway=SwayEntry(8.1, 11.2, 1.38), reason="")
    keep(code, *holds, entry("2026-11-26"), fault, swayed)
    recording("with-the-hold", code, "2026-11-29T13:59:30+01:00")
    recording("by-itself", code, "2026-11-24T09:00:00+01:00")


class Past:
    """The window, and what one does in it."""

    def __init__(self, window: MainWindow, qtbot: QtBot, opened: list[str]) -> None:
        self.window, self.qtbot, self.opened = window, qtbot, opened

    @property
    def page(self) -> HistoryPage:
        page = self.window.history.page
        assert page is not None
        return page

    def step(self, times: int = 4) -> None:
        for _ in range(times):
            self.window.tick()
            QApplication.processEvents()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)
        self.step()

    def say(self, text: str) -> None:
        self.qtbot.keyClicks(self.window.focusWidget(), text)
        self.step()

    def rows(self) -> list[str]:
        model = self.page.days.days
        return [str(model.data(model.index(n, 0))) for n in range(model.rowCount())]


@pytest.fixture
def spoken(request: pytest.FixtureRequest) -> Iterator[None]:
    """The language, before the window is made."""
    use_language(getattr(request, "param", "en"))
    yield
    use_language("en")


@pytest.fixture
def past(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoken: None) -> Iterator[Past]:
    monkeypatch.setattr("tripod.views.window.history.today", lambda: TODAY)
    opened: list[str] = []
    now = [0.0]

    def connect(text: str) -> Session:
        opened.append(text)
        return Session(open_source(text, window=True), now=lambda: now[0], person="P-07")

    def clock() -> float:
        now[0] += 0.3
        return now[0]

    use("P-07")
    window = MainWindow(connect, list, str, clock, pictures=tmp_path, documents=tmp_path)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    yield Past(window, qtbot, opened)
    window.close()
    window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def open_past(past: Past) -> Past:
    past.key(Qt.Key.Key_H)
    return past


def test_by_keys_from_the_start_page_to_a_note_and_a_replay(past: Past) -> None:
    weeks()
    past.key(Qt.Key.Key_H)
    page = past.page
    assert past.window.header.history.present
    assert past.rows()[:3] == [
        "Sunday, 29 November",
        "14:30, Quiet stance, sway 8.1 mm/s.",
        "14:20, Paced hinge, 72, base of the right big toe.",
    ]
    assert isinstance(page.days.chosen, Done)
    assert page.days.chosen.drill == "quiet-stance"
    assert not page.chosen.replay.isEnabled()
    assert "not recorded" in page.chosen.said.text()
    past.key(Qt.Key.Key_Down)
    past.key(Qt.Key.Key_Down)
    assert (page.chosen.title.text(), page.chosen.score.text()) == ("Tripod hold", "90")
    assert page.chosen.replay.isEnabled()
    past.key(Qt.Key.Key_N)
    past.say("new shoes off, hl")
    assert not notes_path("P-07").exists()
    past.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert list(read_notes(notes_path("P-07")).values()) == ["new shoes off, hl"]
    assert "The note is kept." in page.chosen.said.text()
    assert past.rows()[3] == "14:00, Tripod hold, 90, no fault, new shoes off, hl."
    assert past.window.focusWidget() is page.days
    past.key(Qt.Key.Key_Return)
    assert past.opened == [str(sessions_folder() / "with-the-hold")]
    assert past.window.session is not None
    assert past.window.session.source.replayed
    assert past.window.pages.currentWidget() is past.window.live
    past.key(Qt.Key.Key_H)
    assert past.window.history.shown
    assert page.chosen.note.toPlainText() == "new shoes off, hl"


def test_what_the_program_did_weeks_ago_is_there(past: Past, capsys: pytest.CaptureFixture[str]) -> None:
    own_drills().mkdir(parents=True, exist_ok=True)
    (own_drills() / "short.toml").write_text(
        'schema = 1\ntitle = "Short hold"\ntrains = "Short."\n\n[[step]]\nkind = "hold"\ntext = "Stand."\n'
        'say = "hold_tripod"\nduration_s = 5\ntimes = 2\n'
    )
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
    assert page.empty.isVisible()
    assert page.empty.text() == (
        "Nothing was kept of P-07 yet. A drill that is done, or a recording (R), stands here afterwards."
    )
    assert not page.trend.isVisible()
    open_past.key(Qt.Key.Key_Escape)
    assert open_past.window.pages.currentWidget() is open_past.window.start


def test_others_are_shown_only_once_they_are_asked_for(past: Past) -> None:
    weeks()
    keep("P-03", entry("2026-11-20", (50,), faults={"heel_light": 2}, worst="left heel"))
    past.key(Qt.Key.Key_H)
    page = past.page
    assert [row.code for row in page.people.rows] == ["P-07"]
    past.key(Qt.Key.Key_O)
    assert [row.code for row in page.people.rows] == ["P-03", "P-07"]
    assert "left heel" in page.people.rows[0].accessibleName()
    page.people.rows[0].click()
    past.step()
    assert past.rows()[1:] == ["14:00, Tripod hold, 50, left heel."]
    assert past.window.people.here == "P-07", "to look is not to train"
    past.key(Qt.Key.Key_Escape)
    assert [row.code for row in page.people.rows] == ["P-07"]
    assert len(past.rows()) > 5


def test_found_by_its_note_and_by_its_drill(past: Past) -> None:
    weeks()
    past.key(Qt.Key.Key_H)
    page = past.page
    page.days.choose(lambda of: of.made.startswith("2026-11-09"))
    page.chosen.note.setPlainText("Cold floor")
    page.chosen.keep()
    past.key(Qt.Key.Key_Slash)
    past.say("cold")
    assert past.rows() == ["Monday, 9 November", "14:00, Tripod hold, 79, no fault, Cold floor."]
    past.say("er")
    assert past.rows() == []
    assert page.chosen.title.text() == "Nothing is found."
    past.key(Qt.Key.Key_Escape)
    assert len(past.rows()) > 10
    page.which.buttons["this"].click()
    assert {of.drill for of in page.days.days.rows if isinstance(of, Done)} == {"tripod-hold"}
    assert not [of for of in page.days.days.rows if isinstance(of, Recorded)]


def test_a_note_that_cannot_be_kept_says_so_and_stays_in_its_field(past: Past) -> None:
    weeks()
    past.key(Qt.Key.Key_H)
    notes_path("P-07").write_text("{")
    past.key(Qt.Key.Key_N)
    past.say("important")
    past.key(Qt.Key.Key_Escape)
    assert "Move" in past.page.chosen.said.text()
    assert past.page.chosen.note.toPlainText() == "important"
    assert notes_path("P-07").read_text() == "{"


def test_a_note_goes_to_what_it_was_written_of(past: Past) -> None:
    weeks()
    past.key(Qt.Key.Key_H)
    past.key(Qt.Key.Key_N)
    past.say("of the quiet stance")
    past.page.days.setFocus()
    past.key(Qt.Key.Key_Down)
    assert [key.split()[1] for key in read_notes(notes_path("P-07"))] == ["quiet-stance"]
    assert past.page.chosen.note.toPlainText() == ""


def test_while_one_looks_back_the_keys_of_the_live_page_rest_and_the_board_goes_on(past: Past) -> None:
    weeks()
    past.window.open_source("virtual:quiet,board=pads")
    session = past.window.session
    assert session is not None
    while session.pipeline.setup is None:
        session.step()
        past.step(1)
    past.key(Qt.Key.Key_H)
    for key in (Qt.Key.Key_R, Qt.Key.Key_Z, Qt.Key.Key_M, Qt.Key.Key_Space):
        past.key(key)
    snapshot = session.snapshot()
    assert snapshot.recording is None
    assert not snapshot.can_undo_zero
    assert past.window.live.frozen is None
    session.start_recording()
    past.page.days.choose(lambda of: of.made.startswith("2026-11-29T14:00"))
    past.key(Qt.Key.Key_Return)
    assert past.window.session is session, "what is under way is not ended by a look back"
    assert "finish it first" in past.page.chosen.said.text()
    past.key(Qt.Key.Key_Escape)
    assert past.window.pages.currentWidget() is past.window.live
    past.key(Qt.Key.Key_H)
    past.key(Qt.Key.Key_L)
    assert past.window.pages.currentWidget() is past.window.live


def test_a_damaged_recording_says_why_and_the_page_stays(past: Past) -> None:
    weeks()
    past.key(Qt.Key.Key_H)
    past.page.days.choose(lambda of: of.made.startswith("2026-11-29T14:00"))
    (sessions_folder() / "with-the-hold" / "samples.csv").write_text("nothing")
    past.key(Qt.Key.Key_Return)
    assert past.opened == []
    assert "samples.csv" in past.page.chosen.said.text()
    assert past.window.history.shown


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
    past.window.resize(1024, 600)
    past.step()
    assert not panel.feet.isVisible()
    past.window.resize(1280, 800)
    past.page.days.choose(lambda of: of.made.startswith("2026-11-26"))
    past.step()
    assert not panel.feet.isVisible()
    assert mean_feet(sessions_folder()) is None


def test_somebody_else_who_comes_sees_their_own(past: Past) -> None:
    weeks()
    keep("P-03", entry("2026-11-20", (50,)))
    past.key(Qt.Key.Key_H)
    assert len(past.rows()) > 5
    past.window.people._choose("P-03")
    past.step()
    assert past.window.history.shown
    assert past.rows()[1:] == ["14:00, Tripod hold, 50, no fault."]
    assert [row.code for row in past.page.people.rows] == ["P-03"]
    past.window.people._rename("P-03", "anna")
    past.step()
    assert [row.code for row in past.page.people.rows] == ["anna"]
    past.window.people._delete("P-07")
    past.step()
    assert [one.code for one in past.page._reader.people()] == ["anna"]
    assert b"P-07" not in history_index().read_bytes()


def test_tab_goes_through_all_of_it(past: Past) -> None:
    weeks()
    keep("P-03", entry("2026-11-20", (50,)))
    past.key(Qt.Key.Key_H)
    past.page.days.choose(lambda of: of.made.startswith("2026-11-29T14:00"))
    past.page.people.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[Any] = []
    for _ in range(20):
        widget = past.window.focusWidget()
        if widget in seen:
            break
        seen.append(widget)
        past.qtbot.keyClick(widget, Qt.Key.Key_Tab)
    page = past.page
    wanted = (page.people.others, page.trend.drill, page.trend.board, page.find_edit, page.days, page.chosen.note,
              page.chosen.replay)  # fmt: skip
    assert [seen.index(w) for w in wanted] == sorted(seen.index(w) for w in wanted)
    assert [type(w).__name__ for w in seen if not (w.accessibleName() or getattr(w, "text", str)())] == []
