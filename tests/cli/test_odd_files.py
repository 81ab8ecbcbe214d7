"""Whatever lies where a file is looked for, a command ends with one bounded sentence, or says it and does its work."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tripod.cli import main
from tripod.storage.places import boards_folder, diary_path, profile_path
from tripod.storage.settings import own_drills


def sparse(path: Path) -> None:
    with open(path, "wb") as file:
        file.truncate(1 << 30)


def text(content: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(content)


ODD: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "folder": lambda path: path.mkdir(),
    "link to itself": lambda path: path.symlink_to(path),
    "sparse gigabyte": sparse,
    "digits": text('{"schema": 1, "volume": ' + "9" * 401 + "}"),
    "deep": text('{"a":' * 100_000),
    "deep table": text("a" + ".a" * 20_000 + " = 1"),
    "word": text('{"schema": "' + "x" * 1_000_000 + '"}'),
}
QUICK = ["monitor", "virtual:quiet,seconds=0.1", "--fast"]
PLACES: dict[str, tuple[Callable[[Path], Path], list[str], int]] = {
    "profile": (lambda _: profile_path(), QUICK, 0),
    "diary": (lambda _: diary_path(), ["drill", "--cues"], 1),
    "own drill": (lambda _: own_drills() / "mine.toml", ["drill", "--list"], 0),
    "drill": (lambda p: p / "a.toml", ["drill", "--check", "{path}"], 1),
    "own boards": (lambda _: boards_folder() / "mine.toml", ["boards"], 0),
    "own board": (lambda _: boards_folder() / "pads.toml", QUICK, 1),
    "board": (
        lambda p: p / "b.toml",
        ["calibrate", "--from", "/dev/null", "--board-file", "{path}"],
        1,
    ),
    "calibration": (lambda p: p / "c.json", ["calibrate", "--import", "{path}"], 1),
    "readings": (lambda p: p / "r.csv", ["calibrate", "--from", "{path}", "--board", "pads"], 1),
    "recording": (lambda p: p / "r" / "session.json", ["monitor", "{folder}"], 1),
}


@pytest.mark.parametrize("make", ODD.values(), ids=ODD)
@pytest.mark.parametrize(("place", "command", "code"), PLACES.values(), ids=PLACES)
def test_it_is_one_bounded_sentence(
    make: Callable[[Path], object],
    place: Callable[[Path], Path],
    command: list[str],
    code: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = place(tmp_path)
    path.parent.mkdir(parents=True, exist_ok=True)
    make(path)
    assert main([arg.format(path=path, folder=path.parent) for arg in command]) == code
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith("tripod: ")
    assert "not foreseen" not in said
    assert len(said) < 800
