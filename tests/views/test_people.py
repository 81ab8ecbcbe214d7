"""Who trains, from end to end: the window, Qt's own keys and item data, a real session and real files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tripod.cli.person import known_person
from tripod.live.person_choice import PersonChoice
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.storage.places import diary_path, person_folder, profile_path
from tripod.storage.schemas.diary import MemoryFile
from tripod.training.diary import Diary, Entry, write_diary
from tripod.training.people import add, codes, last_used
from tripod.training.profile import Profile, Unit, read_profile, write_profile
from tripod.views.main_window import MainWindow
from tripod.views.people.chooser import PersonChooser

SOURCE = "virtual:quiet,board=pads"


@dataclass
class Room:
    """The window, on its start page until a board is opened."""

    window: MainWindow
    choice: PersonChoice
    clock: Any
    qtbot: QtBot
    opened: list[Session] = field(default_factory=list)

    @property
    def chooser(self) -> PersonChooser:
        return self.window.people.chooser

    @property
    def session(self) -> Session:
        assert self.window.session
        return self.window.session

    def board(self) -> None:
        """Stand on the virtual board."""
        self.window.open_source(SOURCE)
        while self.session.pipeline.frames == 0:
            self.session.step()
        self.show()

    def show(self) -> None:
        for _ in range(2):
            self.clock.sleep(0.3)
            self.window.tick()
        QApplication.processEvents()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Where the focus is."""
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)
        self.show()

    def write(self, text: str) -> None:
        """Letter by letter, each where the focus is by then."""
        for letter in text:
            self.qtbot.keyClicks(self.window.focusWidget() or self.window, letter)
        QApplication.processEvents()

    def rows(self) -> list[list[str]]:
        table = self.chooser.table
        items = [table.topLevelItem(n) for n in range(table.topLevelItemCount())]
        return [[item.text(column) for column in range(5)] for item in items if item]

    def names(self) -> list[str]:
        return [row[0] for row in self.rows()]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """P-07, anna and P-12 train here; P-07 is here."""
    for code, profile in (
        ("P-07", Profile(75.0, unit=Unit.KILOGRAMS)),
        ("anna", Profile(58.0, unit=Unit.BODY_WEIGHT, language="de")),
        ("P-12", Profile(90.0)),
    ):
        add(code)
        write_profile(profile_path(code), profile)
    clock, choice = fast_clock(), PersonChoice("P-07", lambda: "2026-11-29")
    opened: list[Session] = []

    def connect(text: str) -> Session:
        known, _ = known_person(choice.code)
        source = open_source(text, clock=clock, window=True)
        opened.append(Session(source, profile=known.profile, person=known.code, now=clock.now))
        return opened[-1]

    window = MainWindow(connect, list, str, clock.now, people=choice, pictures=tmp_path, documents=tmp_path)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    yield Room(window, choice, clock, qtbot, opened)
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def header(room: Room) -> str:
    return room.window.header.person.text()


def test_on_the_start_page_one_key_a_few_letters_and_enter(room: Room) -> None:
    assert header(room) == "P-07"
    room.key(Qt.Key.Key_P)
    assert room.chooser.isVisible()
    assert room.names() == ["anna", "P-07 (here)", "P-12", "New person…"]
    room.write("an")
    assert room.names() == ["anna", "New person: an"]
    room.key(Qt.Key.Key_Return)
    assert not room.chooser.isVisible()
    assert (header(room), room.choice.code, last_used()) == ("anna", "anna", "anna")
    assert room.window.focusWidget() is room.window.start.virtual
    room.board()
    assert (room.session.who.code, room.session.profile.weight_kg) == ("anna", 58.0)
    assert header(room) == "anna"


def test_on_the_live_page_all_follows_at_once(room: Room) -> None:
    room.board()
    room.window.toggle_freeze()
    room.key(Qt.Key.Key_P)
    room.key(Qt.Key.Key_Up)
    room.key(Qt.Key.Key_Return)
    assert room.session.who.code == "anna"
    assert header(room) == "anna"
    assert room.window.live.frozen is None, "that picture is of another"
    assert room.window.words.profile.unit is Unit.BODY_WEIGHT
    assert room.window.message == "anna trains now."
    room.window.settings.toggle()
    form = room.window.settings.page.person
    assert form.weight.edit.text() == "58 kg"
    assert form.language.currentText() == "Deutsch"
    assert form.other.text().startswith("anna")


def test_what_is_entered_is_kept_for_who_is_here_with_its_type(room: Room) -> None:
    """What Qt keeps as an item's data comes back as a mere text, which no profile takes."""
    room.board()
    for code, name, unit in (("anna", "newtons", Unit.NEWTONS), ("P-07", "% of body weight", Unit.BODY_WEIGHT)):
        room.key(Qt.Key.Key_P)
        room.write(code)
        room.key(Qt.Key.Key_Return)
        room.window.settings.toggle()
        box = room.window.settings.page.person.unit
        box.setFocus()
        for _ in range(box.count()):
            room.qtbot.keyClick(box, Qt.Key.Key_Up)
        while box.currentText() != name:
            room.qtbot.keyClick(box, Qt.Key.Key_Down)
        room.show()
        room.window.settings.toggle()
        assert type(room.session.profile.unit) is Unit
        assert type(room.session.who.code) is str
        assert read_profile(profile_path(code)).unit is unit
    assert [read_profile(profile_path(code)).unit for code in ("anna", "P-07")] == [Unit.NEWTONS, Unit.BODY_WEIGHT]
    assert [read_profile(profile_path(code)).weight_kg for code in ("anna", "P-07")] == [58.0, 75.0]


def test_on_the_drill_page_it_says_who_trains_and_what_helps_them(room: Room) -> None:
    told = MemoryFile({"mt1_light": {"mt1_light_1": (12, 10)}}, {})
    write_diary(diary_path("anna"), Diary(rehearsed=told))
    room.board()
    room.key(Qt.Key.Key_D)
    library = room.window.drills.library
    assert library.who.text() == "P-07 trains"
    nothing = library.known.rows()
    room.qtbot.mouseClick(library.who, Qt.MouseButton.LeftButton)
    assert room.chooser.isVisible()
    room.write("anna")
    room.key(Qt.Key.Key_Return)
    assert library.who.text() == "anna trains"
    assert library.known.rows() != nothing
    assert room.window.drills_shown
    assert room.window.focusWidget() is room.window.drills


@pytest.mark.parametrize("busy", ["recording", "drill", "calibration"])
def test_while_something_is_under_way_that_is_one_persons_it_says_so(room: Room, busy: str) -> None:
    room.board()
    if busy == "recording":
        room.key(Qt.Key.Key_R)
    elif busy == "drill":
        room.session.start_drill("tripod-hold", asks=False)
    else:
        room.session.calibration.begin()
    room.show()
    room.key(Qt.Key.Key_P)
    assert not room.chooser.isVisible()
    assert room.window.message.endswith(".")
    assert busy in room.window.message
    room.chooser.chosen.emit("anna")
    assert room.session.who.code == "P-07"
    assert header(room) == "P-07"


def test_a_refusal_stands_in_the_panel(room: Room) -> None:
    profile_path("anna").write_text("damaged")
    room.board()
    room.key(Qt.Key.Key_P)
    room.write("anna")
    room.key(Qt.Key.Key_Return)
    assert room.chooser.isVisible()
    assert "damaged" in room.chooser.said.text()
    assert room.chooser.edit.accessibleDescription() == room.chooser.said.text()
    assert room.session.who.code == "P-07"


def test_somebody_new(room: Room) -> None:
    room.key(Qt.Key.Key_P)
    room.write("P-1")
    assert room.names() == ["P-12", "New person: P-1"]
    room.key(Qt.Key.Key_Down)
    assert room.window.focusWidget() is room.chooser.table
    room.write("9")
    assert room.names() == ["New person: P-19"]
    assert room.chooser.ok.text() == "Make"
    room.key(Qt.Key.Key_Return)
    assert "P-19" in codes()
    assert (header(room), room.choice.code) == ("P-19", "P-19")


def test_somebody_new_before_a_code_was_written(room: Room) -> None:
    room.key(Qt.Key.Key_P)
    for _ in range(3):
        room.key(Qt.Key.Key_Down)
    room.key(Qt.Key.Key_Return)
    assert "Write a code" in room.chooser.said.text()
    assert room.window.focusWidget() is room.chooser.edit
    assert len(codes()) == 3


@pytest.mark.parametrize("text", ["../x", "a b", "ANNA ", "x" * 25, "con"])
def test_what_is_no_code_makes_nobody(room: Room, text: str) -> None:
    room.key(Qt.Key.Key_P)
    room.write(text)
    room.key(Qt.Key.Key_Return)
    assert codes() == ("anna", "P-07", "P-12")
    if text.strip() == "ANNA":
        assert room.choice.code == "anna"
    else:
        assert room.chooser.isVisible()
        assert room.chooser.said.text()
        assert room.choice.code == "P-07"


def test_renamed_with_the_board_open(room: Room) -> None:
    room.board()
    room.key(Qt.Key.Key_P)
    room.key(Qt.Key.Key_F2)
    assert room.chooser.edit.selectedText() == "P-07"
    room.write("p-12")
    room.key(Qt.Key.Key_Return)
    assert "upper and lower case" in room.chooser.said.text()
    room.chooser.edit.selectAll()
    room.write("bert")
    room.key(Qt.Key.Key_Return)
    assert codes() == ("anna", "bert", "P-12")
    assert (room.session.who.code, header(room)) == ("bert", "bert")
    assert room.names() == ["anna", "bert (here)", "P-12", "New person…"]
    room.key(Qt.Key.Key_F2)
    room.key(Qt.Key.Key_Escape)
    assert room.chooser.isVisible(), "Esc gives the renaming up first"
    room.key(Qt.Key.Key_Escape)
    assert not room.chooser.isVisible()


def test_deleted_only_when_it_was_said_twice(room: Room) -> None:
    room.key(Qt.Key.Key_P)
    room.key(Qt.Key.Key_Down)
    room.key(Qt.Key.Key_Delete)
    assert str(person_folder("P-12")) in room.chooser.said.text()
    room.key(Qt.Key.Key_Return)
    assert codes() == ("anna", "P-07", "P-12"), "Enter alone deletes nobody"
    room.chooser.table.choose("P-12")
    room.chooser.table.setFocus()
    room.key(Qt.Key.Key_Delete)
    room.key(Qt.Key.Key_Backtab)
    assert room.window.focusWidget() is room.chooser.ok
    room.key(Qt.Key.Key_Return)
    assert codes() == ("anna", "P-07")
    assert not person_folder("P-12").exists()
    assert room.chooser.said.text() == "P-12 is deleted."


def test_who_is_here_is_deleted_and_somebody_is_left(room: Room) -> None:
    room.board()
    room.key(Qt.Key.Key_P)
    room.chooser.deleted.emit("P-07")
    assert codes() == ("anna", "P-12")
    assert room.session.who.code == header(room) == room.choice.code
    assert room.session.who.code in codes()


def test_tab_goes_through_all_of_it_and_a_reader_hears_what_it_is(room: Room) -> None:
    write_diary(
        diary_path("anna"),
        Diary(
            (
                Entry(
                    "2026-11-29T10:00:00+01:00",
                    "tripod-hold",
                    "pads",
                    "ab" * 8,
                    60,
                    (60,),
                    {"mt1_light": 2},
                    "left mt1",
                ),
            )
        ),
    )
    room.key(Qt.Key.Key_P)
    chooser, seen = room.chooser, list[QWidget]()
    for _ in range(6):
        focus = room.window.focusWidget()
        assert focus
        assert focus.accessibleName()
        seen.append(focus)
        room.key(Qt.Key.Key_Tab)
    assert seen == [chooser.edit, chooser.table, chooser.ok, chooser.rename, chooser.delete, chooser.close_]
    item = chooser.table.topLevelItem(0)
    assert item
    said = item.data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("anna, last session 2026-11-29, drills in 7 days: 1, rolling outward, left foot, next: ")
    assert room.rows()[0][1:4] == ["2026-11-29", "1", "rolling outward, left foot"]
    assert room.window.header.person.accessibleName() == "Who trains: P-07"
    assert room.window.header.person.accessibleDescription() == "key P"


@pytest.mark.parametrize("size", [(1000, 700), (1280, 800), (2560, 1440)])
def test_it_lies_inside_the_window_and_shows_all_rows_or_scrolls(room: Room, size: tuple[int, int]) -> None:
    for n in range(30):
        add(f"many-{n}")
    room.window.resize(*size)
    room.key(Qt.Key.Key_P)
    chooser, table = room.chooser, room.chooser.table
    assert room.window.rect().contains(chooser.geometry().translated(0, 0))
    assert table.height() >= 200
    assert table.topLevelItemCount() == 34
    bottom = table.visualItemRect(table.topLevelItem(33)).bottom()
    assert bottom <= table.viewport().height() or table.verticalScrollBar().maximum() > 0
    assert len(room.window.header.person.text()) <= 14


def test_a_long_code_is_cut_in_the_header_and_whole_to_a_reader(room: Room) -> None:
    code = "a-very-long-code-of-24-c"
    room.choice.add(code, None)
    room.window.people.show_here()
    assert header(room) == "a-very-long-c…"
    assert code in room.window.header.person.accessibleName()
    assert code in room.window.header.person.toolTip()


def test_in_the_coach_view_nobody_is_exchanged(room: Room) -> None:
    room.board()
    room.key(Qt.Key.Key_F11)
    room.key(Qt.Key.Key_P)
    assert not room.chooser.isVisible()


def test_another_windows_choice_is_not_ours(room: Room, make_other: Callable[[], None]) -> None:
    make_other()
    assert last_used() == "anna"
    room.board()
    assert room.session.who.code == header(room) == "P-07"


@pytest.fixture
def make_other() -> Callable[[], None]:
    """Another program, in which anna is chosen."""
    return lambda: PersonChoice("P-12", lambda: "2026-11-29").choose("anna", None)
