"""The check that a window's test leaves nothing behind: tests that do so, run on their own, must fail."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CLEAN = """
def test_leaves_nothing(qapp, start_bench):
    start_bench.window.tick()
"""
LEFT = {
    "a timer": """
from PySide6.QtCore import QTimer
def test_leaves_it(qapp):
    timer = QTimer(qapp)
    timer.start(60_000)
""",
    "a Qt thread": """
from PySide6.QtCore import QThread
kept = QThread()
def test_leaves_it(qapp):
    kept.start()
""",
    "a Python thread": """
import threading
go_on = threading.Event()
def test_leaves_it():
    threading.Thread(target=go_on.wait, daemon=True).start()
""",
    "an exception in a thread": """
import threading
def test_leaves_it():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
""",
    "an exception in a slot": """
from PySide6.QtCore import QObject, Signal
class Thing(QObject):
    happened = Signal()
def test_leaves_it(qapp):
    thing = Thing()
    thing.happened.connect(lambda: 1 / 0)
    thing.happened.emit()
""",
    "an exception that the event loop meets only after the test": """
from PySide6.QtCore import QTimer
def test_leaves_it(qapp):
    QTimer.singleShot(0, lambda: 1 / 0)
""",
}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """For each of the tests above what pytest says of it, all run at once with this folder's conftest."""
    folder = tmp_path_factory.mktemp("left")
    here = Path(__file__)
    shutil.copy(here.with_name("conftest.py"), folder)
    shutil.copy(here.parents[2] / "pyproject.toml", folder)
    files = {f"test_{what.replace(' ', '_')}.py": (what, text) for what, text in {"nothing": CLEAN, **LEFT}.items()}
    for name, (_, text) in files.items():
        (folder / name).write_text(text, "utf-8")
    command = [sys.executable, "-m", "pytest", "-rA", "-q", "-p", "no:cacheprovider", folder]
    ran = subprocess.run(command, cwd=here.parents[2], capture_output=True, text=True, check=False)
    said = re.findall(r"^([A-Z]+) (?:.*/)?(test_\w+\.py)::", ran.stdout, re.M)
    out = {what: {verdict for verdict, name in said if files[name][0] == what} for what, _ in files.values()}
    assert all(out.values()), ran.stdout + ran.stderr
    return out


def test_who_leaves_nothing_passes(verdicts: dict[str, set[str]]) -> None:
    assert verdicts["nothing"] == {"PASSED"}


@pytest.mark.parametrize("what", LEFT)
def test_who_leaves_something_fails(verdicts: dict[str, set[str]], what: str) -> None:
    assert {"FAILED", "ERROR"} & verdicts[what]
