"""What is read: plain files within a bound, and nothing that could make a reader wait for ever."""

import os
from pathlib import Path

import pytest

from tripod.storage.bounded_read import FileError, NoFile, read_bytes, read_text


def test_a_plain_file_is_read_whole_and_its_mark_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes("\ufeffgrüß".encode())
    assert read_text(path) == "grüß"
    assert read_bytes(path, 9) == path.read_bytes()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda p: p.mkdir(), "is no file"),
        (os.mkfifo, "is no file"),
        (lambda p: p.symlink_to("/dev/zero"), "is no file"),
        (lambda p: p.write_bytes(b"x" * 11), "has 11 bytes; such a file has at most 10"),
        (lambda p: p.symlink_to(p), "cannot be read"),
    ],
)
def test_anything_else_is_one_sentence_at_once(tmp_path: Path, make: object, says: str) -> None:
    path = tmp_path / "odd"
    make(path)  # type: ignore[operator]
    with pytest.raises(FileError, match=says) as refused:
        read_bytes(path, 10)
    assert str(path) in str(refused.value)
    assert refused.value.path == path


def test_a_sparse_gigabyte_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with open(path, "wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(FileError, match="at most"):
        read_bytes(path)


def test_what_is_not_there_is_told_from_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(NoFile):
        read_bytes(tmp_path / "none")
    (tmp_path / "latin").write_bytes(b"\xe4")
    with pytest.raises(FileError, match="not UTF-8"):
        read_text(tmp_path / "latin")
    with pytest.raises(FileError, match="cannot be read"):
        read_bytes(Path("a\0b"))


def test_a_sentence_on_a_file_is_one_line_of_bounded_length() -> None:
    assert len(str(FileError(Path("a"), "x" * 10_000))) < 400
    assert str(FileError(Path("a"), "one\ntwo\r\nthree")) == "a one two three"
