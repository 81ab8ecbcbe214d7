"""Journeys of a newcomer by mouse alone in a window of 1024x600: each click lands on what is seen there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.pictures.keys_and_seconds import Fingers
from tripod.calibration.wizard.steps import Step
from tripod.drills.run.event_types import TryScored
from tripod.views.kit.scrolling import Scrolling
from tripod.views.play.next_thing import What
from tripod.views.unforeseen import unforeseen_said

SMALL = 1024, 600


class Mouse(Fingers):
    """Has no keys."""

    def click(self, widget: QWidget) -> None:
        """Where it is seen; what is scrolled away is brought there with the wheel's help."""
        window = self.window
        area = widget.parentWidget()
        while area is not None and not isinstance(area, Scrolling):
            area = area.parentWidget()
        if isinstance(area, Scrolling):
            area.ensureWidgetVisible(widget)
        assert widget.isEnabled(), widget
        seen = widget.visibleRegion().boundingRect()
        assert not seen.isEmpty(), f"{widget} is not seen"
        at = widget.mapTo(window, seen.center())
        there = window.childAt(at)
        assert there is widget or (there is not None and widget.isAncestorOf(there)), f"{there} lies over {widget}"
        self.at(at)

    def at(self, place: QPoint) -> None:
        """A place of the window."""
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(self.window.windowHandle(), left, none, place)
        self.clock.sleep(0.3)
        self.show()


@pytest.fixture
def mouse(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mouse]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = Mouse(tmp_path)
    made.window.resize(*SMALL)
    made.show()
    said: list[str] = []
    with unforeseen_said(said.append):
        yield made
    made.close()
    QApplication.processEvents()
    assert said == []


def test_from_the_first_map_over_a_scored_hold_to_its_replay(mouse: Mouse) -> None:
    window = mouse.window
    mouse.click(window.start.choice.stand)
    mouse.until(lambda: mouse.live)
    scores: list[int] = []
    mouse.session.drill_listeners.append(
        lambda events: scores.extend(e.score for e in events if isinstance(e, TryScored) and e.score is not None)
    )
    mouse.click(window.header.drills)
    mouse.click(window.drills.library.buttons["tripod-hold", "both"])
    mouse.until(lambda: bool(scores))
    mouse.click(window.drills.running.end)
    assert window.drills.stack.currentWidget() is window.drills.summary
    mouse.click(window.drills.summary.library)
    mouse.click(window.header.history)
    mouse.wait(lambda: window.history.page is not None and window.history.page.folder is not None)
    page = window.history.page
    assert page is not None
    mouse.click(page.chosen.replay)
    replay = window.pages.replay_shown
    assert replay is not None
    replay.playbacks[0]._thread.join()  # pyright: ignore[reportPrivateUsage]
    mouse.wait(lambda: replay.playing.under_way and replay.playing.t_s > 0)
    mouse.click(window.header.live)
    assert window.pages.currentWidget() is window.live


@pytest.mark.slow
@pytest.mark.usefixtures("at_once")
def test_a_calibration_from_play_to_saved(mouse: Mouse) -> None:
    window = mouse.window
    mouse.click(window.start.choice.calibrate)
    page = window.wizard_shown
    mouse.until(lambda: mouse.live)
    panel = window.play.panel
    assert panel is not None
    mouse.click(panel.unfold)
    assert page is not None
    mouse.click(page.next)
    mouse.until(lambda: panel.thing is not None)
    mouse.click(panel.each_time)
    for step in Step:
        mouse.until(lambda step=step: page.view is not None and page.view.step is step and page.next.isEnabled())
        if step not in (Step.FEET, Step.SAVE):
            mouse.until(lambda: page.view.step is not Step.VERIFY or page.view.verified)
            mouse.until(lambda: panel.thing.what is What.GO_ON and not panel.player.played.now().under_way)
        mouse.click(page.next)
    mouse.until(lambda: mouse.session.snapshot().calibration.startswith("user"))


def test_settings_people_and_help_are_entered_and_left(mouse: Mouse) -> None:
    window = mouse.window
    mouse.click(window.header.settings)
    look = window.settings.page.look
    mouse.click(look.theme_choice.buttons["light"])
    assert not window.theme.dark
    mouse.click(window.settings.page.back)
    assert window.pages.currentWidget() is window.start
    mouse.click(window.header.person)
    assert window.people.shown
    mouse.at(QPoint(20, 580))
    assert not window.people.shown, "a click beside it closes it"
    mouse.click(window.header.help)
    keys = window.help.keys
    assert keys is not None
    mouse.click(keys.close_)
    assert not window.help.shown
    mouse.click(window.start.new_board)
    assert window.new_board.shown
    mouse.click(window.new_board.page.back)
    assert window.pages.currentWidget() is window.start
