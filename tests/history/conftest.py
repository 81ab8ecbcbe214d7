"""Diaries and recordings as files, made without standing on a board."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tripod.history.index import Index
from tripod.storage.places import diary_path, sessions_folder
from tripod.training.diary import Entry, SwayEntry, change_diary

GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1" / "sessions" / "pads-drill"
BOARD = "3f9a00112233aabb"
Write = Callable[..., Entry]


@pytest.fixture
def entry() -> Callable[..., Entry]:
    def make(made: str, scores: Sequence[int] = (), drill: str = "tripod-hold", **more: object) -> Entry:
        score = round(sum(scores) / len(scores)) if scores else None
        made = made if "T" in made else f"{made}T10:00:00+01:00"
        known: dict[str, object] = {
            "faults": {},
            "board_id": BOARD,
            "score": score,
            "scores": tuple(scores),
            "reason": "" if scores else "Nobody stood still.",
            "calibration": "factory",
        }
        return Entry(made, drill, "pads", **{**known, **more})  # type: ignore[arg-type]

    return make


@pytest.fixture
def write(entry: Callable[..., Entry]) -> Write:
    """One more drill in somebody's diary."""

    def write(code: str, made: str, scores: Sequence[int] = (), drill: str = "tripod-hold", **more: object) -> Entry:
        diary_path(code).parent.mkdir(parents=True, exist_ok=True)
        new = entry(made, scores, drill, **more)
        return change_diary(diary_path(code), lambda d: (replace(d, entries=(*d.entries, new)), new))

    return write


@pytest.fixture
def swayed(write: Write) -> Write:
    def swayed(code: str, made: str, mm_s: float) -> Entry:
        return write(code, made, (), "quiet-stance", sway=SwayEntry(mm_s, None, None), reason="")

    return swayed


@pytest.fixture
def recorded() -> Callable[..., Path]:
    """A recording of somebody in the folder of sessions."""

    def recorded(name: str, person: str, created: str, **more: object) -> Path:
        folder = sessions_folder() / name
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(GOLDEN, folder)
        head = json.loads((folder / "session.json").read_text())
        said = {
            "subject": person,
            "created": created,
            "board_id": BOARD,
            **more,
        }
        (folder / "session.json").write_text(json.dumps(head | said))
        return folder

    return recorded


@pytest.fixture
def index() -> "Callable[[], Index]":
    return lambda: Index().up_to_date()
