"""What a person does in the window from end to end: a real session, real files, and Qt's own keys and item data."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from tests.views.true_sensors import Sensors
from tripod.boards import GRAVITY, Board, load_board
from tripod.calibration.store import calibration_store
from tripod.calibration.wizard.steps import Step
from tripod.cli.person import person
from tripod.device.blocks import Block
from tripod.device.items import Hello, Item, LineCount
from tripod.device.protocol import Banner, Group
from tripod.live.session import Session
from tripod.sentences import sentence
from tripod.sources import fast_clock, open_source
from tripod.storage.places import profile_path
from tripod.storage.schemas.calibration import CalibrationFile
from tripod.training.profile import Profile, Unit, read_profile
from tripod.views.live.person_form import PersonForm
from tripod.views.main_window import MainWindow
from tripod.virtual.sway import GRID_HZ

BOARD_ID = "ab" * 8


@dataclass
class BenchSource:
    """A source of the virtual sensors' blocks that a test puts into it."""

    of: Board
    waiting: list[Item] = field(default_factory=list)
    label: str = "bench"
    simulated: bool = False
    replayed: bool = False
    feet: None = None
    pupil: None = None

    def __post_init__(self) -> None:
        group = Group(0, 2, 252, GRID_HZ, (0,) * len(self.of.cells))
        self.waiting.append(Hello(Banner((1, 0, 0), self.of.name, BOARD_ID, 0, 0, 5000, 0, 0, 0, 0, (group,))))

    def board(self, name: str) -> Board:
        return self.of

    def calibration(self, board: Board, board_id: str) -> CalibrationFile | None:
        kept = calibration_store().load(board, board_id)
        return kept[1] if kept else None

    def read(self) -> list[Item]:
        items, self.waiting = self.waiting, []
        return items

    def line(self) -> LineCount:
        return LineCount()

    def close(self) -> None:
        pass


@dataclass
class Home:
    """The window on a real session; the profile is the one on disk, as it is for `tripod` alone."""

    window: MainWindow
    session: Session
    sleep: Callable[[float], None]
    qtbot: QtBot

    @property
    def form(self) -> PersonForm:
        return self.window.settings.page.person

    def step(self, times: int = 1) -> None:
        """Let the board send, and show it."""
        for _ in range(times):
            self.session.step()
        self.show()

    def show(self) -> None:
        for _ in range(2):
            self.sleep(0.3)
            self.window.tick()
        QApplication.processEvents()

    def key(self, key: Qt.Key) -> None:
        """Where the focus is."""
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key)
        self.show()

    def say(self, field: Any, text: str) -> None:
        """Write into a field of the form and leave it."""
        field.edit.setFocus()
        field.edit.selectAll()
        self.qtbot.keyClicks(field.edit, text)
        self.qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
        self.show()

    def choose(self, box: QComboBox, name: str) -> None:
        """Go through the choices by the keys up to the one of this name."""
        box.setFocus()
        for _ in range(box.count()):
            self.qtbot.keyClick(box, Qt.Key.Key_Up)
        while box.currentText() != name:
            before = box.currentIndex()
            self.qtbot.keyClick(box, Qt.Key.Key_Down)
            assert box.currentIndex() > before, f"there is no {name}"
        self.show()


@pytest.fixture
def home(qtbot: QtBot, tmp_path) -> Iterator[Callable[..., Home]]:
    made: list[MainWindow] = []

    def make(source: Any = "virtual:quiet,board=pads") -> Home:
        clock = fast_clock()
        opened = open_source(source, clock=clock, window=True) if isinstance(source, str) else source
        sessions: list[Session] = []

        def connect(_: str) -> Session:
            sessions.append(Session(opened, profile=person().profile, now=clock.now))
            return sessions[-1]

        window = MainWindow(connect, list, str, clock.now, pictures=tmp_path, documents=tmp_path)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        window.open_source(opened.label)
        made.append(window)
        of = Home(window, sessions[0], clock.sleep, qtbot)
        while of.session.pipeline.setup is None:
            of.step()
        return of

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    QApplication.processEvents()


def kept() -> Profile:
    return read_profile(profile_path())


def test_a_weight_is_kept_and_comes_back(home: Callable[..., Home]) -> None:
    of = home()
    of.window.settings.toggle()
    of.say(of.form.weight, "75 kg")
    of.say(of.form.bar, "132 lb")
    assert kept().weight_kg == of.session.profile.weight_kg == 75.0
    assert kept().bar_kg == of.session.profile.bar_kg == pytest.approx(59.9, abs=0.1)
    assert of.window.settings.page.said.text() == "Kept."
    of.window.close()
    again = home()
    assert again.session.profile.weight_kg == 75.0
    again.window.settings.toggle()
    assert again.form.weight.edit.text() == "75 kg"


@pytest.mark.parametrize(
    ("name", "unit", "reads"),
    [
        ("newtons", Unit.NEWTONS, " N"),
        ("kilograms", Unit.KILOGRAMS, " kg"),
        ("% of body weight", Unit.BODY_WEIGHT, " % of body weight"),
        ("N at the points, kg in all", Unit.USUAL, " kg"),
    ],
)
def test_units_are_kept_read_in_and_come_back(home: Callable[..., Home], name: str, unit: Unit, reads: str) -> None:
    of = home()
    of.window.settings.toggle()
    of.say(of.form.weight, "75")
    # Away and back, so that each of them is a choice.
    of.choose(of.form.unit, "newtons" if unit is not Unit.NEWTONS else "kilograms")
    of.choose(of.form.unit, name)
    assert kept().unit is unit
    assert of.session.profile.unit is unit
    assert of.window.words.profile.unit is unit
    of.step(100)
    snapshot = of.session.snapshot()
    assert of.window.words.total(snapshot.board, snapshot)[1].endswith(reads)
    of.window.close()
    again = home()
    again.window.settings.toggle()
    assert again.form.unit.currentText() == name
    assert again.session.profile.unit is unit


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("voice and tone", (True, True, 0.8)),
        ("voice", (True, False, 0.8)),
        ("tone", (False, True, 0.8)),
        ("signals and metronome only", (False, False, 0.8)),
        # Silence keeps what was heard last: the keys come past the signals.
        ("nothing: I read", (False, False, 0.0)),
    ],
)
def test_voice_and_language_are_kept_and_come_back(
    home: Callable[..., Home], name: str, heard: tuple[bool, bool, float]
) -> None:
    of = home()
    of.window.settings.toggle()
    of.choose(of.form.language, "Deutsch")
    of.choose(of.form.heard, name)
    for profile in (kept(), of.session.profile):
        assert profile.language == "de"
        assert (profile.speech, profile.tone, profile.volume) == heard
    of.window.close()
    again = home()
    again.window.settings.toggle()
    assert again.form.language.currentText() == "Deutsch"
    assert again.form.heard.currentText() == name


def wizard_at_save(of: Home, vc: Any) -> Any:
    """Go through the wizard's pages by Enter, while virtual sensors are pressed and stood on."""
    source = of.session.source
    assert isinstance(source, BenchSource)

    def take(block: Block) -> None:
        source.waiting.append(block)
        of.session.step()

    board = load_board("pads")
    sensors = Sensors(SimpleNamespace(now=SimpleNamespace(board=board), wizard=SimpleNamespace(take=take)))
    of.key(Qt.Key.Key_K)
    page = of.window.wizard_shown
    assert page is not None
    of.key(Qt.Key.Key_Return)
    sensors.empty()
    for cell in range(len(board.cells)):
        sensors.press(cell)
    of.show()
    of.key(Qt.Key.Key_Return)
    page.bodies[Step.WARM_UP].skip.click()
    of.show()
    of.key(Qt.Key.Key_Return)
    sensors.empty(2)
    of.show()
    of.key(Qt.Key.Key_Return)
    for field_, text in ((page.load.form.weight, "75"), (page.load.form.masses[0], "20 kg")):
        field_.edit.selectAll()
        of.qtbot.keyClicks(field_.edit, text)
    of.key(Qt.Key.Key_Return)
    sensors.shift(75 * GRAVITY, 60)
    of.show()
    for _ in range(3):
        of.key(Qt.Key.Key_Return)
    assert page.view is not None
    assert page.view.step is Step.VERIFY
    sensors.mass(20 * GRAVITY, -100, 76)
    of.show()
    of.key(Qt.Key.Key_Return)
    assert page.view.step is Step.SAVE
    return page


def test_the_details_stay_as_large_as_it_opened(home: Callable[..., Home]) -> None:
    of = home()
    of.window.toggle_details()
    opened = of.window.details.height()
    assert opened > 300
    of.step(100)
    assert of.window.details.height() >= opened


def test_save_writes_one_calibration_a_press_and_says_so(home: Callable[..., Home], vc: Any) -> None:
    of = home(BenchSource(load_board("pads")))
    of.window.settings.toggle()
    of.choose(of.form.unit, "kilograms")
    of.window.settings.toggle()
    page = wizard_at_save(of, vc)
    store = calibration_store()
    assert store.versions(BOARD_ID) == []
    # Twice before the next picture, as a double click would.
    for _ in range(2):
        of.qtbot.keyClick(page, Qt.Key.Key_Return)
    assert store.versions(BOARD_ID) == [1]
    of.show()
    assert page.title.text() == "Saved, and in use"
    assert "0001.json" in page.rest.said.text()
    assert page.message.text() == ""
    assert of.session.calibration.view() is None
    assert of.session.pipeline.setup is not None
    assert of.session.pipeline.setup.calibration.kind == "user"
    assert kept().weight_kg == pytest.approx(75)
    assert kept().unit is Unit.KILOGRAMS


def test_what_fails_after_a_calibration_is_on_disk_does_not_let_it_be_saved_again(
    home: Callable[..., Home], vc: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = home(BenchSource(load_board("pads")))
    page = wizard_at_save(of, vc)

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(of.session.calibration, "_on_saved", fails)
    with pytest.raises(ZeroDivisionError):
        of.qtbot.keyClick(page, Qt.Key.Key_Return)
    of.show()
    assert of.session.calibration.view() is None
    of.qtbot.keyClick(page, Qt.Key.Key_Return)
    assert calibration_store().versions(BOARD_ID) == [1]
    assert of.session.pipeline.setup is not None
    assert of.session.pipeline.setup.calibration.kind == "user"


def test_deadlift_begins_after_the_form_was_used(home: Callable[..., Home]) -> None:
    of = home("virtual:pupil,board=pads,seed=3")
    of.window.settings.toggle()
    of.choose(of.form.unit, "kilograms")
    of.say(of.form.weight, "75")
    of.window.settings.toggle()
    of.step(100)
    of.window.show_drills()
    of.show()
    of.window.drills.library.buttons["deadlift-reps", "both"].click()
    ask = of.window.drills.masses
    assert ask.isVisible()
    assert ask.weight.edit.isHidden()
    ask.begin.click()
    assert ask.isVisible()
    assert ask.bar.error.text()
    assert not of.window.drills.under_way
    of.qtbot.keyClicks(ask.bar.edit, "60 kg")
    ask.begin.click()
    of.step(5)
    assert ask.isHidden()
    assert of.window.drills.under_way, of.window.drills.message.text()
    assert (kept().weight_kg, kept().bar_kg, kept().unit) == (75.0, 60.0, Unit.KILOGRAMS)


def test_a_wire_that_reads_backwards_is_turned_round_by_one_key_and_stays_so(home: Callable[..., Home]) -> None:
    at_home = home("virtual:quiet,board=pads,fault=reversed:left_mt1,seconds=60")
    panel = at_home.window.live.advice

    def read_until(t_s: float) -> None:
        while not at_home.session.pipeline.t_s >= t_s:
            at_home.session.step()
        at_home.window.tick()

    read_until(5)
    assert panel.title.text() == sentence("wire_title.backwards")
    assert not panel.turn.isHidden()
    assert panel.answer.text() == "cannot tell"
    at_home.key(Qt.Key.Key_W)
    read_until(9)
    assert panel.turn.isHidden()
    assert at_home.session.snapshot().implausible == ()
    assert at_home.session.snapshot().feet["left"].loaded
    assert [v.kind for v in at_home.session.calibration.versions()]
