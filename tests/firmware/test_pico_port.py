"""End to end: a Pico with its USB, a serial port, pyserial, and the program's own `tripod monitor` and window."""

import json
import subprocess
import sys
import time

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.boards import POINTS, load_board
from tripod.device.blocks import Block
from tripod.force.calibration import nominal
from tripod.force.counts_to_newtons import ForceLaw
from tripod.live.session import Session
from tripod.sources import list_ports, open_source, permission_help
from tripod.views.feet.point_labels import point_labels
from tripod.views.main_window import MainWindow

FORCE_N = np.array([220.0, 110, 70, 150, 90, 60])
CODES = [3600, 3300, 3000]
"""Of twelve bits; the fourth channel is a Pico's own supply."""
SECONDS = 4


def test_monitor_reads_a_pico(pico, tmp_path):
    with pico.board.serial_port(pico.file(), SECONDS, codes=CODES) as port:
        command = [sys.executable, "-m", "tripod", "monitor", port, "--seconds", "3", "--json"]
        command += ["--record", str(tmp_path / "r")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert (seen["board"], seen["simulated"], seen["calibration"]) == ("insole-tonight", False, "nominal")
    assert (seen["lost_frames"], seen["skipped_bytes"], seen["gaps"]) == (0, 0, 0)
    assert seen["rate_hz"] == pytest.approx(100, rel=1e-3)
    assert seen["frames"] > 250

    tonight = load_board("insole-tonight")
    counts = np.array(CODES, np.int32)[None] * 16
    nothing = np.zeros(counts.shape, np.uint8)
    block = Block(np.arange(1), np.arange(1), counts, nothing, nothing)
    truth = BalanceLaw(tonight, Feet())(ForceLaw(tonight, nominal(tonight))(block))
    assert [seen["share"]["right"][point] for point in POINTS] == pytest.approx(truth.share[0, 1], abs=1e-3)


@pytest.mark.usefixtures("typeface")
def test_load_cells_on_a_pico_are_in_the_window(pico, qtbot: QtBot) -> None:
    laws = nominal(load_board("pads")).cells
    counts = [round(force / law.gain + law.zero_counts) for force, law in zip(FORCE_N, laws, strict=True)]
    periods = [12_750, 12_300, 12_500, 12_600, 12_400, 12_550]
    sessions: list[Session] = []

    def connect(text: str) -> Session:
        sessions.append(Session(open_source(text, window=True)))
        return sessions[-1].start()

    world = {"periods_us": periods, "counts": counts}
    with pico.board.serial_port(pico.file(board="PADS"), SECONDS, **world) as port:
        window = MainWindow(connect, list_ports, permission_help, time.monotonic)
        qtbot.addWidget(window)
        window.show()
        assert window.open_source(port)
        qtbot.waitUntil(lambda: sessions[0].snapshot().counters.frames > 60, timeout=30_000)
        qtbot.wait(300)
        labels = point_labels(window.words, window.live.feet)
        counters = sessions[0].snapshot().counters
        said = window.header.source_bar.said
        window.close()

    assert said.startswith("pads · ")
    assert (counters.lost_frames, counters.skipped_bytes) == (0, 0)
    feet = [FORCE_N[:3], FORCE_N[3:]]
    shares = [100 * force / foot.sum() for foot in feet for force in foot]
    assert [float(label.number) for label in labels] == pytest.approx(shares, abs=0.6)
