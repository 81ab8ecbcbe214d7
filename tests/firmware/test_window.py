"""The load-cell firmware, a serial port, and the window: what presses the cells is read on the screen."""

import re
import time

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tripod.boards import load_board
from tripod.force.calibration import nominal
from tripod.live.session import Session
from tripod.sources import list_ports, open_source, permission_help
from tripod.views.feet.point_labels import point_labels
from tripod.views.main_window import MainWindow

FORCE_N = np.array([220.0, 110, 70, 150, 90, 60])


@pytest.mark.usefixtures("typeface")
def test_both_feet_of_the_emulated_pads_are_in_the_window(firmware, emulate, qtbot: QtBot) -> None:
    laws = nominal(load_board("pads")).cells
    counts = [force / law.gain + law.zero_counts for force, law in zip(FORCE_N, laws, strict=True)]
    sessions: list[Session] = []

    def connect(text: str) -> Session:
        sessions.append(Session(open_source(text, window=True)))
        return sessions[-1].start()

    with emulate(firmware(BOARD="PADS")) as board:
        board.plug_in_load_cells([0.01, -0.01, 0.004, 0.0, -0.004, 0.007]).set_values(np.array([counts]))
        window = MainWindow(connect, list_ports, permission_help, time.monotonic)
        qtbot.addWidget(window)
        window.show()
        assert window.open_source(board.open_pty(pace=1.0))
        qtbot.waitUntil(lambda: sessions[0].snapshot().counters.frames > 120, timeout=30_000)
        qtbot.wait(300)
        labels = {(label.foot, label.point): label for label in point_labels(window.words, window.live.feet)}
        totals = " ".join(window.live.totals.total_lines())
        bar = window.header.source_bar
        lost = sessions[0].snapshot().counters.lost_frames
        window.close()

    assert bar.said.startswith("pads · ")
    assert (lost, bar.muted_said) == (0, "")
    assert all(label.flag == "" for label in labels.values())
    loads = [float(re.search(r"(\d+) N", label.load)[1]) for label in labels.values()]
    assert loads == pytest.approx(FORCE_N, abs=1.5)
    feet = [FORCE_N[:3], FORCE_N[3:]]
    shares = [100 * force / foot.sum() for foot in feet for force in foot]
    assert [float(label.number) for label in labels.values()] == pytest.approx(shares, abs=0.6)
    assert f"{FORCE_N.sum() / 9.80665:.0f}" in totals


@pytest.mark.usefixtures("typeface")
def test_a_new_board_is_written_and_its_first_step_examined_in_the_window(
    emulator, optiboot, tools, qtbot: QtBot
) -> None:
    tools("avrdude", "avrdude")
    with emulator.Emulator(optiboot()) as board:
        board.set_codes(np.array([[82, 81, 82, 83, 82, 82], [82, 82, 81, 82, 83, 82], [81, 82, 82, 82, 82, 83]]), 331)
        window = MainWindow(lambda text: Session(open_source(text)), list, permission_help, time.monotonic)
        qtbot.addWidget(window)
        window.show()
        window.new_board.show_new()
        page, ended = window.new_board.page, []
        page.work.ended.connect(ended.append)
        page.firmware.choose("insole", board.open_pty(pace=1.0))
        page.firmware.write.click()
        qtbot.waitUntil(lambda: len(ended) == 2, timeout=60_000)
        window.close()
    assert ended == ["", ""]
    assert page.firmware.said.text() == "Written. Now its first step is examined."
    assert page.check.rows.said[0] == "pass, name and id: it says that it is the board insole, and keeps its id"
    assert "Step 6 (Flash)" in page.check.ask.text()
