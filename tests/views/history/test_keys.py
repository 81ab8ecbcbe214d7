"""The History page by keys: real diaries, notes and recordings, Qt's own keys and item data."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt

from tests.views.history.made import Past, entry, keep, weeks
from tripod.history.found import Done, Recorded
from tripod.storage.places import history_index, notes_path, sessions_folder
from tripod.training.notes import read_notes
from tripod.views.history.words import beside


def test_by_keys_from_the_start_page_to_a_note_and_a_replay(past: Past) -> None:
    weeks()
    past.key(Qt.Key.Key_H)
    page = past.page
    assert past.window.header.history.present
    assert past.rows()[:3] == [
        "Sunday, 29 November",
        "14:30, Quiet stance, sway 8.1 mm/s.",
        "14:20, Paced hinge, 72, rolling outward, right foot.",
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
    assert past.rows()[3] == "14:00, Tripod hold, 90, no fault told, new shoes off, hl."
    assert past.window.focusWidget() is page.days
    past.key(Qt.Key.Key_Return)
    shown = past.window.pages.replay_shown
    assert shown is not None
    assert shown.playbacks[0].about.folder == sessions_folder() / "with-the-hold"
    # It is no board that is open, and Esc leads back to where one was.
    assert past.opened == []
    assert past.window.session is None
    past.key(Qt.Key.Key_Escape)
    assert past.window.history.shown
    assert page.chosen.note.toPlainText() == "new shoes off, hl"


def test_others_are_shown_only_once_they_are_asked_for(past: Past) -> None:
    weeks()
    keep("P-03", entry("2026-11-20", (50,), faults={"heel_light": 2}, worst="left heel"))
    past.key(Qt.Key.Key_H)
    page = past.page
    assert [row.code for row in page.people.rows] == ["P-07"]
    past.key(Qt.Key.Key_O)
    assert [row.code for row in page.people.rows] == ["P-03", "P-07"]
    assert "being too far forward, left foot" in page.people.rows[0].accessibleName()
    page.people.rows[0].click()
    past.step()
    assert past.rows()[1:] == ["14:00, Tripod hold, 50, being too far forward, left foot."]
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
    assert past.rows() == ["Monday, 9 November", "14:00, Tripod hold, 79, no fault told, Cold floor."]
    past.say("er")
    assert past.rows() == []
    assert page.chosen.title.text() == "Nothing is found."
    past.key(Qt.Key.Key_Escape)
    assert len(past.rows()) > 10
    page.sessions.which.buttons["this"].click()
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


def test_somebody_else_who_comes_sees_their_own(past: Past) -> None:
    weeks()
    keep("P-03", entry("2026-11-20", (50,)))
    past.key(Qt.Key.Key_H)
    assert len(past.rows()) > 5
    past.window.people._choose("P-03")
    past.step()
    assert past.window.history.shown
    assert past.rows()[1:] == ["14:00, Tripod hold, 50, no fault told."]
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
    wanted = (
        page.people.others, page.trend.drill, page.trend.board, page.sessions.find_edit, page.days, page.chosen.note,
        page.chosen.replay,
    )  # fmt: skip
    assert [seen.index(w) for w in wanted] == sorted(seen.index(w) for w in wanted)
    assert [type(w).__name__ for w in seen if not (w.accessibleName() or getattr(w, "text", str)())] == []


def test_of_many_years_the_older_come_when_one_goes_there(past: Past) -> None:
    days = [f"20{year}-{month:02}-{day:02}" for year in (24, 25) for month in range(1, 13) for day in range(1, 29, 2)]
    keep("P-07", *(entry(day, (60, 62)) for day in days))
    past.key(Qt.Key.Key_H)
    page = past.page
    assert len(page.trend.plot.data()) == len(days) == 336
    assert len([of for of in page.days.days.rows if isinstance(of, Done)]) == 300
    past.key(Qt.Key.Key_End)
    assert len([of for of in page.days.days.rows if isinstance(of, Done)]) == 336
    assert page.days.chosen is not None
    assert page.days.chosen.made.startswith(days[36])
    past.key(Qt.Key.Key_End)
    assert page.days.chosen.made.startswith(days[0])
    page.sessions.which.buttons["this"].click()
    page.trend.plot.chosen.emit(2)
    assert page.days.chosen.made.startswith(days[2])


def test_a_note_does_not_hide_that_a_try_was_on_a_virtual_board(past: Past) -> None:
    keep("P-07", entry("2026-11-28", (60, 62), simulated=True), entry("2026-11-29", (70, 72)))
    past.key(Qt.Key.Key_H)
    rows = [of for of in past.page.days.days.rows if isinstance(of, Done)]
    noted = {of.group.simulated: beside(replace(of, note="Cold  floor")) for of in rows}
    assert noted == {True: "virtual board: Cold floor", False: "Cold floor"}
