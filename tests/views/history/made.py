"""Weeks of a diary as files, and the window in which one looks back at them."""

import json
import shutil
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tripod.storage.places import diary_path, sessions_folder
from tripod.training.diary import Diary, Entry, SwayEntry, write_diary
from tripod.views.history.page import HistoryPage
from tripod.views.main_window import MainWindow

GOLDEN = Path(__file__).parents[2] / "golden" / "schema-1" / "sessions" / "pads-drill"
BOARD = "3f9a00112233aabb"
TODAY = "2026-11-30"


def entry(made: str, scores: tuple[int, ...] = (), drill: str = "tripod-hold", **more: Any) -> Entry:
    score = round(sum(scores) / len(scores)) if scores else None
    why = "" if scores else "The feet were not measured."
    known = {"score": score, "scores": scores, "faults": {}, "reason": why, "calibration": "2026-11-03T09:00:00+01:00"}
    return Entry(made if "T" in made else f"{made}T14:00:00+01:00", drill, "pads", BOARD, **{**known, **more})


def keep(code: str, *entries: Entry) -> None:
    diary_path(code).parent.mkdir(parents=True, exist_ok=True)
    write_diary(diary_path(code), Diary(entries))


def recording(name: str, person: str, created: str) -> Path:
    folder = sessions_folder() / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(GOLDEN, folder)
    head = json.loads((folder / "session.json").read_text())
    said = {"subject": person, "created": created, "board_id": BOARD}
    (folder / "session.json").write_text(json.dumps(head | said))
    return folder


def weeks(code: str = "P-07") -> None:
    """Eight weeks of holds that get better, with what else happens."""
    days = ("10-05", "10-08", "10-12", "10-19", "10-26", "11-02", "11-09", "11-16", "11-23", "11-29")
    means = (62, 64, 63, 68, 72, 75, 79, 84, 88, 90)
    holds = [entry(f"2026-{d}", (m - 2, m, m + 2)) for d, m in zip(days, means, strict=True)]
    fault = entry(
        "2026-11-29T14:20:00+01:00", (70, 74), "paced-hinge", reps=2, faults={"mt1_light": 2}, worst="right mt1"
    )
    swayed = entry("2026-11-29T14:30:00+01:00", (), "quiet-stance", sway=SwayEntry(8.1, 11.2, 1.38), reason="")
    keep(code, *holds, entry("2026-11-26"), fault, swayed)
    recording("with-the-hold", code, "2026-11-29T13:59:30+01:00")
    recording("by-itself", code, "2026-11-24T09:00:00+01:00")


class Past:
    """The window, and what one does in it."""

    def __init__(self, window: MainWindow, qtbot: QtBot, opened: list[str]) -> None:
        self.window, self.qtbot, self.opened = window, qtbot, opened

    @property
    def page(self) -> HistoryPage:
        page = self.window.history.page
        assert page is not None
        return page

    def step(self, times: int = 4) -> None:
        for _ in range(times):
            self.window.tick()
            QApplication.processEvents()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)
        self.step()

    def say(self, text: str) -> None:
        self.qtbot.keyClicks(self.window.focusWidget(), text)
        self.step()

    def rows(self) -> list[str]:
        model = self.page.days.days
        return [str(model.data(model.index(n, 0))) for n in range(model.rowCount())]
