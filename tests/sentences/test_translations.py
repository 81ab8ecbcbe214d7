"""Every language says what English says: the same ids with the same parameters, and no English left in it.

What a language lacks is printed as lines for its file, with the English text to translate.
"""

import argparse
import errno
import os
import re
import string
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from tripod.boards import board_names
from tripod.cli.parser import make_parser
from tripod.drills.format.loader import library
from tripod.sentences import languages, use_language
from tripod.sentences.catalogue import tables
from tripod.sentences.filling import filled

OTHERS = languages()[1:]
SHIPPED = "shipped_text"
CALIBRATIONS = {"factory (simulated)", "nominal", "user"}
"""Kinds of calibrations that the program makes."""
ENGLISH_WORD = re.compile(
    r"\b(the|and|of|is|are|with|you|your|that|there|which|when|until|while|cannot|nothing|it|its|this|from|does)\b",
    re.IGNORECASE,
)
A_NAME = re.compile(r"\{[^}]*\}|`[^`]*`|--[\w-]+|\S*[_=/]\S*|pip install \S+")
"""What stands in every language as it is: parameters, options, names in files."""
OF_THE_SYSTEM = {
    os.strerror(code)
    for code in (
        errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOSPC, errno.EROFS, errno.EEXIST, errno.EISDIR, errno.ENOTDIR,
        errno.EIO, errno.EBUSY, errno.EDQUOT, errno.ENAMETOOLONG, errno.EMFILE, errno.ECONNREFUSED, errno.ENOTEMPTY,
    )
}  # fmt: skip
Texts = dict[str, str]


def texts_of(code: str) -> Texts:
    """table.id -> text, of what a language has itself."""
    own = {table: tomllib.loads(lines) for table, lines in tables(code).items() if table != SHIPPED}
    return {f"{table}.{key}": text for table, of in own.items() for key, text in of.items()}


def shipped(code: str) -> Texts:
    """Text in English -> text, of drills and boards."""
    return tomllib.loads(tables(code).get(SHIPPED, ""))


def of_program() -> set[str]:
    """The texts of drills, boards and the help of commands."""
    files = [_toml("tripod.drills", f"library/{name}.toml") for name in library()[0] if _is_file(name)]
    said = {text for drill in files for text in _of_drill(drill)}
    for name in board_names():
        said |= set(_of_board(_toml("tripod.boards", f"{name}.toml")))
    return said | CALIBRATIONS | OF_THE_SYSTEM | set(_of_help(make_parser()))


def _of_help(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield from filter(None, (parser.description, parser.epilog))
    for action in parser._actions:
        if action.help and action.help != argparse.SUPPRESS:
            yield action.help
        if isinstance(action, argparse._SubParsersAction):
            for of in action.choices.values():
                yield from _of_help(of)


def _is_file(name: str) -> bool:
    return (resources.files("tripod.drills") / "library" / f"{name}.toml").is_file()


def _toml(package: str, path: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(package).joinpath(path).read_text("utf-8"))


def _of_board(board: dict[str, Any]) -> Iterator[str]:
    yield board["title"]
    yield from (board["claims"][key] for key in ("total", "share", "cop") if "claims" in board)


def _of_drill(drill: dict[str, Any]) -> Iterator[str]:
    yield from (drill["title"], drill["trains"])
    for step in drill["step"]:
        yield from (step[key] for key in ("text", "part", "about", "otherwise") if key in step)


def parameters(text: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def as_lines(lacking: Texts) -> str:
    """What is to be translated, as it would stand in the language's file."""
    lines: list[str] = []
    table = ""
    for key, text in lacking.items():
        of, _, name = key.partition(".")
        if of != table:
            lines.append(f"[{of}]")
        table = of
        lines.append(f"{name} = {text!r}")
    return "\n".join(lines)


@pytest.mark.parametrize("code", OTHERS)
def test_no_sentence_is_missing_and_none_is_left_over(code: str) -> None:
    own, english = texts_of(code), texts_of("en")
    lacking = {key: text for key, text in english.items() if key not in own}
    assert not lacking, f"\ntripod/sentences/{code} lacks {len(lacking)}:\n{as_lines(lacking)}"
    assert [key for key in own if key not in english] == []


@pytest.mark.parametrize("code", OTHERS)
def test_no_text_of_a_drill_or_board_is_missing_and_none_is_left_over(code: str) -> None:
    lacking = sorted(of_program() - set(shipped(code)))
    assert not lacking, f"\ntripod/sentences/{code}, [{SHIPPED}] lacks:\n" + "\n".join(f'"{t}" = ""' for t in lacking)
    assert set(shipped(code)) - of_program() == set()


@pytest.mark.parametrize("code", OTHERS)
def test_a_sentence_has_the_parameters_that_it_has_in_english(code: str) -> None:
    english = texts_of("en")
    wrong = {
        key: text for key, text in texts_of(code).items() if parameters(text) != parameters(english.get(key, text))
    }
    assert wrong == {}


@pytest.mark.parametrize("code", OTHERS)
def test_every_choice_can_be_filled_in(code: str) -> None:
    """A choice names what may come, or what stands for the rest; else the word of the program would be read."""
    unsure = [
        f"{key}: {form}"
        for key, text in texts_of(code).items()
        for _, name, form, _ in string.Formatter().parse(text)
        if name and form and "=" in form and "*=" not in form and not {"left", "right"} <= keys_of(form)
    ]
    assert [one for one in unsure if "good=" not in one] == []
    assert filled("{n:1=x|*=# y}", {"n": 3}, ".") == "3 y"


def keys_of(form: str) -> set[str]:
    return {choice.partition("=")[0].rpartition(" ")[2] for choice in form.split("|")}


@pytest.mark.parametrize("code", OTHERS)
def test_no_english_is_left(code: str) -> None:
    said = texts_of(code) | shipped(code)
    assert {key: text for key, text in said.items() if ENGLISH_WORD.search(A_NAME.sub("", text))} == {}


@pytest.mark.parametrize("code", OTHERS)
def test_the_drills_stay_within_the_bounds_of_a_file(code: str) -> None:
    """So that a recording of one can be read again, in whichever language it was made."""
    use_language(code)
    for drill in library()[0].values():
        assert len(drill.title) <= 60
        assert len(drill.trains) <= 300
        assert max(len(step.text) for step in drill.steps) <= 400
        assert max(len(step.otherwise) for step in drill.steps) <= 200
        assert max(len(step.part) for step in drill.steps) <= 40
