"""The report of a drill from its summary: a new file each time, and of a drill that was not recorded what to do."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from tripod.sentences import sentence
from tripod.views.drill.report_action import ReportAction
from tripod.views.hand_out.report_work import written

GOLDEN = Path(__file__).parents[2] / "golden" / "schema-1" / "sessions" / "pads-drill"


def test_each_report_is_a_new_file_and_the_page_says_where(tmp_path: Path) -> None:
    assert written(GOLDEN, tmp_path) == sentence("report.written", file=tmp_path / "tripod-pads-drill.pdf")
    assert written(GOLDEN, tmp_path) == sentence("report.written", file=tmp_path / "tripod-pads-drill-2.pdf")
    first, second = ((tmp_path / f"tripod-pads-drill{n}.pdf").read_bytes() for n in ("", "-2"))
    assert first == second
    assert written(tmp_path / "nothing", tmp_path).count("\n") == 0
    assert len(list(tmp_path.iterdir())) == 2


def test_closing_the_window_stops_the_report_of_a_drill(gym: Callable[..., object], tmp_path: Path) -> None:
    g = gym()
    work = g.page.findChild(ReportAction).work
    work.begin(GOLDEN)
    g.window.close()
    assert not work.under_way


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
