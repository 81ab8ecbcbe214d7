"""The window and the recording are two things: a frozen window loses no frame and delays no snapshot."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from tripod.device.blocks import concatenate
from tripod.live.session import Session
from tripod.record.recording import open_recording
from tripod.sources import list_ports, open_source, permission_help
from tripod.views.main_window import MainWindow


def test_a_window_blocked_for_two_seconds_loses_no_frame(qtbot: QtBot, tmp_path: Path) -> None:
    sessions: list[Session] = []

    def connect(text: str) -> Session:
        session = Session(open_source(text, window=True))
        session.record_from_start(tmp_path / "r")
        sessions.append(session)
        return session.start()

    window = MainWindow(connect, list_ports, permission_help, time.monotonic)
    qtbot.addWidget(window)
    window.show()
    window.open_source("virtual:quiet,board=insole,rate_hz=1000")
    qtbot.waitUntil(lambda: sessions[0].snapshot().counters.frames > 300, timeout=10_000)
    before = sessions[0].snapshot().counters.frames
    time.sleep(2)
    after = sessions[0].snapshot().counters.frames
    qtbot.wait(100)
    window.close()
    block = concatenate(list(open_recording(tmp_path / "r").blocks()))
    assert (np.diff(block.seq) == 1).all()
    assert block.seq[0] == 0
    assert after - before > 1000
    assert len(block) >= after


def test_ctrl_c_closes_the_window_and_finishes_the_recording(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tripod", "live", "virtual:quiet", "--record", str(tmp_path / "r"), "--seconds", "90"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            samples = tmp_path / "r" / "samples.csv"
            while not samples.exists() or samples.stat().st_size < 3000:
                time.sleep(0.05)
                assert process.poll() is None
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    # 130 where it came before there was a window to close.
    assert process.returncode in (0, 130)
    assert "Traceback" not in said
    assert (tmp_path / "r" / "summary.json").exists()


INTERRUPTED = """
import os, signal, time
from tripod.views import app, main_window

resized = main_window.MainWindow.resizeEvent

def resize(self, event):
    os.kill(os.getpid(), signal.SIGINT)
    resized(self, event)

main_window.MainWindow.resizeEvent = resize
app.run_window(None, None, list_ports=list, permission_help=str, clock=time.monotonic)
"""


def test_ctrl_c_while_the_window_is_being_made_closes_it() -> None:
    """Inside one of Qt's calls Python would print the interrupt and forget it, and the window would stay for good."""
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
