"""Every key that ? shows and every button of a page does something that can be seen, or says why it does not."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from tests.pictures.keys_and_seconds import first_map
from tests.views.history.made import weeks
from tests.views.wrong.conftest import Hands
from tripod.drills.run.state import State
from tripod.live.snapshot import Phase
from tripod.storage.person_code import FIRST
from tripod.views.kit.key_table import KEYS, Does

Key = Qt.Key
PUPIL = "virtual:pupil,board=pads,habit=mt1_light:right,seed=3"
NOTHING_TO_DO = {Does.LEAVE, Does.SCROLL, Does.TEN_SECONDS, Does.ENDS}
"""Out of what is not there, and beyond the end of what is shown whole: as everywhere, nothing."""


def start(of: Hands) -> None:
    """The first page."""


def live(of: Hands) -> None:
    first_map(of)
    of.go(1)


def plate(of: Hands) -> None:
    of.window.open_source("virtual:quiet,board=plate")
    of.until(lambda: of.live)
    of.go(1)


def lost(of: Hands) -> None:
    live(of)
    of.pull(900.0)
    of.until(lambda: of.session.snapshot().phase is Phase.LOST)


def then(before: Callable[[Hands], None], *keys: Qt.Key) -> Callable[[Hands], None]:
    """These keys after that."""

    def lead(of: Hands) -> None:
        before(of)
        of.press(*keys)
        if of.sessions:
            of.go(0.4)

    return lead


def drill(name: str, state: State, *keys: Qt.Key) -> Callable[[Hands], None]:
    """As far as that state of the drill."""

    def lead(of: Hands) -> None:
        of.window.open_source(PUPIL)
        of.until(lambda: of.live)
        of.press(Key.Key_D)
        of.window.drills.start(name, "both")
        run = of.session.drilling.run
        of.until(lambda: run.engine.state is state)
        of.go(1)
        for key in keys:
            of.press(key)
            of.go(0.4)

    return lead


def history(of: Hands) -> None:
    weeks(FIRST)
    of.press(Key.Key_H)
    page = of.window.history.page
    assert page is not None
    of.wait(lambda: page.days.days.rowCount() > 1)


def replay(of: Hands) -> None:
    history(of)
    of.press(Key.Key_Down, Key.Key_Down)
    of.wait(lambda: of.window.history.page.folder is not None)
    of.press(Key.Key_Return)
    page = of.window.pages.replay_shown
    assert page is not None
    page.playbacks[0]._thread.join()  # pyright: ignore[reportPrivateUsage]
    of.show()
    of.press(Key.Key_Space)


PAGES: dict[str, Callable[[Hands], None]] = {
    "start": start,
    "settings": then(start, Key.Key_Comma),
    "new board": then(start, Key.Key_N),
    "live": live,
    "plate": plate,
    "unplugged": lost,
    "settings of a board": then(live, Key.Key_Comma),
    "drills": then(live, Key.Key_D),
    "calibrate": then(live, Key.Key_K),
    "calibration begun, unplugged": then(lost, Key.Key_K, Key.Key_Return),
    "hold": drill("tripod-hold", State.WORKING),
    "hold paused": drill("tripod-hold", State.WORKING, Key.Key_Space),
    "question": drill("paced-hinge", State.ASKING),
    "summary": drill("tripod-hold", State.WORKING, Key.Key_Escape),
    "coach view": then(live, Key.Key_F11),
    "coach view of a hold": drill("tripod-hold", State.WORKING, Key.Key_F11),
    "history": history,
    "empty history": then(live, Key.Key_H),
    "replay": replay,
}


def some(*names: str) -> list[Any]:
    """All pages, of which each run of the suite takes these: a walk costs ten seconds of a processor."""
    return [pytest.param(name, marks=() if name in names else pytest.mark.whole) for name in PAGES]


@dataclass
class Outside:
    """What leaves the window: a dialog, a folder that is shown, the clipboard."""

    asked: list[str] = field(default_factory=list)

    def getOpenFileName(self, *_: object) -> tuple[str, str]:
        self.asked.append("file")
        return "", ""

    def getExistingDirectory(self, *_: object) -> str:
        self.asked.append("folder")
        return ""

    def openUrl(self, _: object) -> bool:
        self.asked.append("shown")
        return True

    def take(self) -> list[str]:
        clipboard = QGuiApplication.clipboard()
        asked, self.asked = [*self.asked, *filter(None, [clipboard.text()])], []
        clipboard.clear()
        return asked


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    made = Outside()
    for module in ("window.recordings", "calibrate.saved", "settings.keeping"):
        monkeypatch.setattr(f"tripod.views.{module}.QFileDialog", made)
    monkeypatch.setattr("tripod.views.window.settings.QDesktopServices", made)
    return made


@pytest.fixture
def page(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Callable[[Hands], None]], Hands]]:
    """Leads a new window to a page; nothing is left of the one before it."""
    opened: list[Hands] = []

    def close() -> None:
        while opened:
            opened.pop().close()
            QApplication.processEvents()

    def lead(to: Callable[[Hands], None]) -> Hands:
        close()
        home = tmp_path / f"home{len(list(tmp_path.iterdir()))}"
        (home / "papers").mkdir(parents=True)
        monkeypatch.setenv("XDG_DATA_HOME", str(home))
        of = Hands(home / "papers")
        opened.append(of)
        of.window.resize(1280, 800)
        of.show()
        to(of)
        of.show()
        return of

    flash = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield lead
    qapp.setCursorFlashTime(flash)
    close()


def looks(of: Hands) -> list[Any]:
    """What the page is made of, without its numbers, which go on by themselves."""
    window = of.window
    drill = of.sessions[-1].snapshot().drill if of.sessions else None
    out: list[Any] = [type(window.pages.currentWidget()), window.message, QApplication.focusWidget()]
    # The coach view is painted.
    out.append((drill.state, drill.part) if drill is not None and window.pages.coach_shown else None)
    out += [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            text = widget.text() if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)) else ""
            on = widget.isChecked() if isinstance(widget, QAbstractButton) else None
            chosen = widget.currentIndex() if isinstance(widget, QComboBox) else None
            out.append((type(widget), re.sub(r"[\d.,]+", "", text), widget.isEnabled(), on, chosen))
    return out


def painted(of: Hands) -> bytes:
    image = of.window.grab().toImage()
    return bytes(image.constBits())


def does_something(of: Hands, outside: Outside, press: Callable[[], None]) -> bool:
    """Whether anything of it can be seen: at once, or in what the page is made of soon after."""
    of.window.messages.say("")
    of.show()
    outside.take()
    before, there = painted(of), looks(of)
    press()
    QApplication.processEvents()
    for _ in range(2):
        of.show()
        if outside.take() or painted(of) != before:
            return True
    if of.sessions:
        of.go(0.4)
    for _ in range(3):
        of.show()
    return looks(of) != there


def where(of: Hands) -> tuple[object, ...]:
    """What must be as it was before the next press."""
    window, drill = of.window, of.sessions[-1].snapshot().drill if of.sessions else None
    over = window.help.shown, window.people.shown, window.hand_out.shown, window.details.isVisible()
    pages = window.pages.currentWidget(), drill.state if drill else None, window.wizard_shown
    seen = [b.isVisible() for b in window.findChildren(QAbstractButton)]
    return *over, *pages, window.session, window.theme, QApplication.focusWidget(), len(seen), sum(seen)


@pytest.mark.slow
@pytest.mark.parametrize("name", some("start", "unplugged", "coach view"))
def test_each_key_of_the_table_does_something_or_says_why_not(
    page: Callable[[Callable[[Hands], None]], Hands], outside: Outside, name: str
) -> None:
    of, dead = page(PAGES[name]), []
    there = where(of)
    rows = [row for row in KEYS if row.where in of.window.help.where() and row.does not in NOTHING_TO_DO]
    for row in rows:
        for key in row.keys:
            if where(of) != there:
                of = page(PAGES[name])
                there = where(of)
            if row.does is Does.CURSOR:
                of.window.live.strips.strip.setFocus()
            stroke = QKeySequence(key)[0]
            if row.does in here(of) or does_something(
                of,
                outside,
                lambda of=of, stroke=stroke: QTest.keyClick(
                    of.window.focusWidget() or of.window, stroke.key(), stroke.keyboardModifiers()
                ),
            ):
                continue
            dead.append(f"{key}: {row.does}")
    assert dead == []


def here(of: Hands) -> set[Does]:
    """Pages that are shown, and curves that are chosen: turning to them changes nothing, and need not."""
    pages = of.window.pages
    shown = (
        (Does.LIVE, pages.currentWidget() is of.window.live), (Does.DRILLS, pages.drills_shown),
        (Does.CALIBRATE, pages.wizard_shown is not None), (Does.HISTORY, pages.history_shown),
        (Does.STRIP, True),
    )  # fmt: skip
    return {does for does, is_here in shown if is_here}


def buttons(of: Hands) -> list[QAbstractButton]:
    """That can be seen and pressed, but for what is chosen already."""
    found = of.window.findChildren(QAbstractButton)
    return [b for b in found if b.isEnabled() and not b.isChecked() and not b.visibleRegion().isEmpty()]


@pytest.mark.slow
@pytest.mark.parametrize("name", some("settings", "live", "summary"))
def test_each_button_does_something_or_says_why_not(
    page: Callable[[Callable[[Hands], None]], Hands], outside: Outside, name: str
) -> None:
    of, dead, n = page(PAGES[name]), [], 0
    there = where(of)
    while n < len(found := buttons(of)):
        button = found[n]
        said, header = button.text() or button.accessibleName(), of.window.header
        is_here = header.isAncestorOf(button) and said == header.page
        click = partial(QTest.mouseClick, button, Qt.MouseButton.LeftButton)
        if not is_here and not does_something(of, outside, click):
            dead.append(said)
        if where(of) != there:
            of = page(PAGES[name])
            there = where(of)
        n += 1
    assert dead == []
