"""From the start page to a scored hold and a replay, by key events of a real X server, in the program as it is started.

What is waited for is what the program leaves on the disk; nothing is taken for granted of how fast it is.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle
from pathlib import Path

import pytest

from tripod.cli.can_open_window import QT_PACKAGES
from tripod.storage.places import diary_path, sessions_folder, settings_path, usual_own_drills
from tripod.views.unforeseen import log_file

WITHIN_S = 90.0
"""Of a machine that does much else; alone it takes some 25 s in all."""
BACK_FROM_PAGE = 9
"""Shift+Tab so often leads from the drill page to the last drill of its library."""
FROM_BACK_TO_LANGUAGE = 11
"""Shift+Tab so often leads on the page Settings from the button that it begins with to the language."""
SHORT = """schema = 1
title = "Short hold"
trains = "What real keys do."

[[step]]
kind = "hold"
text = "Hold."
duration_s = 3
least_s = 3
most_s = 3
"""


class Screen:
    """An X server of its own, the program on it, and a keyboard."""

    def __init__(self, xvfb: subprocess.Popen[bytes], display: str) -> None:
        self._xvfb, self.env = xvfb, {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self.program: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """`tripod`, and its window has the keys."""
        self.program = subprocess.Popen(
            [sys.executable, "-m", "tripod"], env=self.env, stderr=subprocess.PIPE, text=True
        )
        self.until(lambda: bool(self.windows()))
        self.take_keys()

    def take_keys(self) -> None:
        """No window manager is there to give them to the newest window."""
        self._do("windowfocus", "--sync", self.windows()[-1])

    def windows(self) -> list[str]:
        assert self.program
        if self.program.poll() is not None:
            said = self.program.stderr.read() if self.program.stderr else ""
            if "xcb" in said and "could not connect to display" not in said:
                pytest.skip(f"what Qt needs on X is missing: apt-get install -y {QT_PACKAGES}")
            raise AssertionError(said)
        return self._do("search", "--onlyvisible", "--name", "^tripod$").split()

    def _do(self, *command: str) -> str:
        return subprocess.run(
            ["xdotool", *command], env=self.env, capture_output=True, text=True, timeout=WITHIN_S, check=False
        ).stdout

    def press(self, *keys: str) -> None:
        """One after another, on the keyboard of the screen."""
        self._do("key", "--delay", "40", *keys)

    def until(self, there: Callable[[], bool], *press: tuple[str, ...], each_s: float = 1.0) -> None:
        """Wait until it is so, and press these groups of keys in turn, one each second, until it is."""
        end, due, groups = time.monotonic() + WITHIN_S, -1.0, cycle(press)
        while not there():
            now = time.monotonic()
            assert now < end, "it did not come"
            assert self.program is None or self.program.poll() is None, "the program has ended"
            if press and now >= due:
                self.press(*next(groups))
                due = time.monotonic() + each_s
            time.sleep(0.05)

    def close(self) -> None:
        for process in filter(None, (self.program, self._xvfb)):
            if process.poll() is None:
                process.kill()
            process.wait()
            if process.stderr:
                process.stderr.close()


@pytest.fixture
def screen() -> Iterator[Screen]:
    for tool in ("Xvfb", "xdotool"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is missing: apt-get install -y xvfb xdotool")
    read, write = os.pipe()
    xvfb = subprocess.Popen(
        # Without -noreset it begins anew when a program that takes its own place has gone, and refuses who comes then.
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        # It chooses a display that is free, and says so once it listens.
        of = Screen(xvfb, f":{told.readline().strip()}")
    yield of
    of.close()


def recordings() -> list[Path]:
    with suppress(FileNotFoundError):
        return sorted(sessions_folder().iterdir())
    return []


def scored() -> bool:
    with suppress(FileNotFoundError, json.JSONDecodeError):
        return bool(json.loads(diary_path().read_text("utf-8"))["entries"])
    return False


def kept(what: str) -> str:
    return json.loads(settings_path().read_text("utf-8"))[what]


@pytest.mark.slow
def test_from_the_start_page_to_a_scored_hold_and_its_replay(screen: Screen) -> None:
    usual_own_drills().mkdir(parents=True)
    (usual_own_drills() / "short-hold.toml").write_text(SHORT, "utf-8")
    screen.start()
    # The virtual board that stands there already; then a theme, which tells that the window has the keys.
    screen.until(settings_path().exists, ("t",))
    screen.press("Return")
    # From the Live page the drill page has the keys itself, however often one comes there.
    screen.until(lambda: bool(recordings()), ("l", "d", *["shift+Tab"] * BACK_FROM_PAGE, "Return"), each_s=8.0)
    screen.until(scored)
    folder = recordings()[0]
    screen.until((folder / "summary.json").exists)
    entry = json.loads(diary_path().read_text("utf-8"))["entries"][0]
    assert entry["drill"] == "short-hold"
    assert entry["score"] is not None
    # Past the summary to the history, whose newest is played, and marked while it plays.
    screen.until((folder / "marks.json").exists, ("h", "Return"), *[("m",)] * 5)
    assert screen.program
    screen.program.send_signal(signal.SIGTERM)
    assert screen.program.wait(WITHIN_S) == 0
    assert not log_file().exists(), log_file().read_text("utf-8")


@pytest.mark.slow
def test_another_language_holds_after_one_key(screen: Screen) -> None:
    """The process takes its own place, and comes back to the page on which one was."""
    screen.start()
    screen.until(settings_path().exists, ("t",))
    screen.press("Return")
    screen.until(
        lambda: kept("language") == "de",
        ("l", "comma", *["shift+Tab"] * FROM_BACK_TO_LANGUAGE, "Down", "Down"),
        each_s=8.0,
    )
    assert screen.program
    words = Path(f"/proc/{screen.program.pid}/cmdline")
    screen.press("ctrl+r")
    screen.until(lambda: b"--on-settings" in words.read_bytes())
    theme = kept("theme")

    def answers() -> bool:
        # The X server may give the new window the number of the old one: that it has the keys tells.
        if screen.windows():
            screen.take_keys()
        return kept("theme") != theme

    screen.until(answers, ("t",))
    said = words.read_bytes().decode().split("\0")
    assert "live" in said
    assert any(word.startswith("virtual:pupil,") for word in said), "on the board that was open"
    screen.program.send_signal(signal.SIGTERM)
    assert screen.program.wait(WITHIN_S) == 0
    assert not log_file().exists(), log_file().read_text("utf-8")
