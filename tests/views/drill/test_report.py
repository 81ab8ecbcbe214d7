"""The report of a drill from its summary: by key and by button, of what was recorded, without the window waiting."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tripod.sentences import sentence
from tripod.views.drill.report_action import ReportAction

GOLDEN = Path(__file__).parents[2] / "golden" / "schema-1" / "sessions" / "pads-drill"


def test_ctrl_p_writes_the_report_of_the_recording_whose_drill_is_shown(
    gym: Callable[..., object], tmp_path: Path
) -> None:
    g = gym(str(GOLDEN))
    while g.session.step():
        pass
    g.window.show_drills()
    g.window.tick()
    assert g.page.stack.currentWidget() is g.page.summary
    action = g.page.findChild(ReportAction)
    g.qtbot.keyClick(g.page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    action.pool.waitForDone()
    QApplication.processEvents()
    path = tmp_path / "tripod-pads-drill.pdf"
    assert path.read_bytes().startswith(b"%PDF")
    assert g.page.message.text() == sentence("report.written", file=path)
    action.button.click()
    action.pool.waitForDone()
    assert (tmp_path / "tripod-pads-drill-2.pdf").read_bytes() == path.read_bytes()


def test_a_drill_that_was_not_recorded_says_how_the_next_one_is(gym: Callable[..., object], tmp_path: Path) -> None:
    g = gym()
    g.go(2)
    g.session.start_drill("posterior-shift")
    g.go(1)
    g.window.show_drills()
    g.key(Qt.Key.Key_Escape)
    g.go(1)
    g.page.findChild(ReportAction).write()
    assert g.page.stack.currentWidget() is g.page.summary
    assert g.page.message.text() == sentence("view_report.not_recorded")
    assert not list(tmp_path.glob("*.pdf"))
