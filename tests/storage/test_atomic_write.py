"""Whole or not at all."""

import os
import threading
from pathlib import Path

import pytest

from tripod.storage.atomic_write import write_new_text, write_text


def test_it_is_written_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.json"
    write_text(path, "grüß\n")
    assert path.read_bytes() == "grüß\n".encode()
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_what_stood_there_stays_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    path = tmp_path / "a.json"
    write_text(path, "old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space"):
        write_text(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_it_is_on_the_disk_before_it_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda f: (done.append("fsync"), fsync(f)))
    monkeypatch.setattr(os, "replace", lambda a, b: (done.append("replace"), replace(a, b)))
    write_text(tmp_path / "a", "x")
    assert done[:2] == ["fsync", "replace"]


def test_many_writers_at_once_leave_one_whole_text(tmp_path: Path) -> None:
    path, texts = tmp_path / "a", [str(k) * 50_000 for k in range(8)]
    writers = [threading.Thread(target=write_text, args=(path, text)) for text in texts]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert path.read_text() in texts
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "none"])
def test_a_new_file_takes_nobodys_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    def none(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", none)
    path = tmp_path / "a.json"
    write_new_text(path, "first")
    with pytest.raises(FileExistsError):
        write_new_text(path, "second")
    assert path.read_text() == "first"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_program_left_is_taken_away_and_what_another_writes_now_is_not(tmp_path: Path) -> None:
    left, now, other = (tmp_path / name for name in (".a.json.7-1.part", ".a.json.8-1.part", ".ab.json.7-1.part"))
    for path in (left, now, other):
        path.write_text("half")
    for path in (left, other):
        os.utime(path, (1e9, 1e9))
    write_text(tmp_path / "a.json", "whole")
    assert (left.exists(), now.exists(), other.exists()) == (False, True, True)
