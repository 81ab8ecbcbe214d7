"""A code of a person is the name of a folder, so nothing but a code passes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripod.storage.person_code import LONGEST, CodeError, person_code
from tripod.storage.places import diary_path, elsewhere_path, people_folder, person_folder, profile_path, stances_path


@pytest.mark.parametrize("text", ["P-07", "anna", "7", "a_b-c", "x" * LONGEST, "Con7", "communist"])
def test_codes_pass(text: str) -> None:
    assert person_code(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "", " ", ".", "..", "../P-01", "a/b", "a\\b", "/etc/passwd", "C:", "a.json", "-rf", "--help", "_x", "~", "a b",
        "P-07\n", "\x00", "P-07\x00", "\x1b[2J", "Jörg", "１２", "P‑07", "x" * (LONGEST + 1), "x" * 10_000, "con",
        "NUL", "com1", "LPT9", "%s", "{text}", "a:b", "*", "P-07 ",
    ],
)  # fmt: skip
def test_what_is_none_is_one_plain_sentence(text: str) -> None:
    with pytest.raises(CodeError) as refused:
        person_code(text)
    said = str(refused.value)
    assert said.isprintable()
    assert len(said) < 250
    for path in (person_folder, profile_path, diary_path, stances_path, elsewhere_path):
        with pytest.raises(CodeError):
            path(text)


@given(st.text(max_size=30))
def test_whatever_passes_is_one_folder_among_the_people(text: str) -> None:
    try:
        folder = person_folder(text)
    except CodeError:
        return
    assert folder.parent == people_folder()
    assert folder.resolve().parent == people_folder().resolve()
    assert folder.name == text
    assert Path(text).name == text
