"""In German, whose words are longer, nothing of a page is cut or printed over either."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from tests.views.test_sizes import cut, printed_over, snapshots
from tripod.live.session import Session
from tripod.sentences import use_language
from tripod.sources import fast_clock, open_source
from tripod.views.app import qt_speaks
from tripod.views.main_window import MainWindow

SIZES = pytest.mark.parametrize("size", [(1024, 600), (1280, 800)], ids=lambda s: f"{s[0]}x{s[1]}")
BOARDS = ("insole", "pads", "plate")


def cut_off(root: QWidget) -> list[str]:
    """Texts that are cut below `root`; what lies over what is the same in every language."""
    return [wrong for wrong in cut(root) if " needs " in wrong]


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """Before the window is made: what stands on a button already keeps its language."""
    use_language("de")
    yield
    use_language("en")


def test_qt_itself_writes_german(german, qapp):
    try:
        qt_speaks(qapp)
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    finally:
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
            translator.deleteLater()


@SIZES
def test_nothing_of_the_live_page_is_cut(german, bench, vc, size):
    window = bench.window
    window.resize(*size)
    for name, snapshot in snapshots(vc):
        for k in range(2):
            bench.show(replace(snapshot, t_s=12 + 0.3 * k))
        assert cut(window.centralWidget()) == [], name
        assert printed_over(window.live.feet.label_rects(), window.live.feet.rect()) == [], name
    assert window.live.zero.text() == "Nullen (herunter)"


@SIZES
def test_nothing_of_what_lies_over_the_page_is_cut(german, bench, vc, size):
    window = bench.window
    window.resize(*size)
    for toggle, panel in ((window.toggle_details, window.details), (window.people.toggle, window.people.chooser)):
        bench.show(vc.make_snapshot())
        toggle()
        bench.show(vc.make_snapshot())
        assert cut_off(panel) == []
        toggle()


@SIZES
def test_nothing_of_the_start_page_is_cut(german, start_bench, size):
    window = start_bench.window
    window.resize(*size)
    window.tick()
    assert cut(window.start.choice) == []


@SIZES
@pytest.mark.parametrize("board", BOARDS)
def test_nothing_of_the_drills_and_the_wizards_first_page_is_cut(german, qtbot, tmp_path, size, board):
    clock = fast_clock()
    sessions: list[Session] = []

    def connect(source: str) -> Session:
        sessions.append(Session(open_source(source, clock=clock, window=True), now=clock.now))
        return sessions[-1]

    window = MainWindow(connect, list, str, clock.now, pictures=tmp_path, documents=tmp_path)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.open_source(f"virtual:quiet,board={board}")
    while sessions[0].pipeline.setup is None:
        sessions[0].step()
    for show in (window.show_drills, window.show_wizard):
        show()
        for _ in range(2):
            clock.sleep(0.3)
            window.tick()
        QApplication.processEvents()
        assert cut_off(window.centralWidget()) == [], show.__name__
    window.close()
