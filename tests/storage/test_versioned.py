"""Schema numbers: the own one is read, an older one brought up to date, a newer one refused by its number."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tripod.storage.bounded_read import FileError, NoFile
from tripod.storage.versioned import Kind, NewerSchema, WrongValue, encode, from_plain, read, write


class Shoe(msgspec.Struct):
    schema: int
    size_mm: float
    left: bool = True
    laces: tuple[str, ...] = ()


def in_millimetres(plain: dict[str, Any]) -> dict[str, Any]:
    return {**plain, "size_mm": plain["size_cm"] * 10}


SHOE = Kind(3, Shoe, {1: in_millimetres, 2: lambda plain: {**plain, "laces": ["red"]}})


def test_it_comes_back_as_it_was_written(tmp_path: Path) -> None:
    shoe = Shoe(3, float("nan"), False, ("a", "b"))
    assert '"size_mm": null' in encode(shoe)
    write(Shoe(3, 260.0), tmp_path / "shoe.json")
    assert read(SHOE, tmp_path / "shoe.json") == Shoe(3, 260.0)


def test_older_schemas_are_brought_up_to_date_step_by_step() -> None:
    assert from_plain(SHOE, {"schema": 1, "size_cm": 26.0}) == Shoe(3, 260.0, True, ("red",))
    assert from_plain(SHOE, {"schema": 2, "size_mm": 250}) == Shoe(3, 250.0, True, ("red",))


def test_a_newer_one_is_refused_by_its_number() -> None:
    with pytest.raises(NewerSchema, match="schema 4 and this tripod reads up to 3: update tripod"):
        from_plain(SHOE, {"schema": 4, "size_mm": 1})


def test_unknown_keys_are_passed_over() -> None:
    assert from_plain(SHOE, {"schema": 3, "size_mm": 1, "smell": "new"}).size_mm == 1


@pytest.mark.parametrize(
    ("plain", "says"),
    [
        ([], "no JSON object"),
        ({}, "says no schema"),
        ({"schema": True}, "there is no schema true"),
        ({"schema": 0}, "there is no schema 0"),
        ({"schema": 3}, "missing required field size_mm"),
        ({"schema": 3, "size_mm": "big"}, "Expected float, got str, at size_mm"),
        ({"schema": 3, "size_mm": True}, "Expected float, got bool, at size_mm"),
        ({"schema": 3, "size_mm": 1, "laces": ["a", 2]}, r"Expected str, got int, at laces\[1\]"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(plain: object, says: str) -> None:
    with pytest.raises(WrongValue, match=says):
        from_plain(SHOE, plain)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b'{\n"schema": 3,\n"size_mm": ,}', "line 3: is no JSON"),
        (b"", "is no JSON"),
        (b'{"schema": 3, "size_mm": NaN}', "is no JSON"),
        (b'{"schema": 3, "size_mm": 1e999}', "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b'{"schema": 3, "size_mm": ' + b"9" * 4000 + b"}", "Number out of range, at size_mm"),
        (b'{"schema": 9}', "cannot be used: it has schema 9"),
    ],
)
def test_a_file_that_is_none_is_named_with_its_line(tmp_path: Path, text: bytes, says: str) -> None:
    path = tmp_path / "shoe.json"
    path.write_bytes(text)
    with pytest.raises(FileError, match=says) as refused:
        read(SHOE, path)
    assert str(path) in str(refused.value)
    with pytest.raises(NoFile):
        read(SHOE, tmp_path / "none.json")
