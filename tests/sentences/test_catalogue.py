"""Every sentence that is asked for is there with its parameters, and none is there that nobody asks for."""

import ast
import string
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

import tripod
from tripod.sentences import SentenceError, languages, sentence
from tripod.sentences.catalogue import tables, texts

HOME = Path(tripod.__file__).parent


def asked() -> Iterator[tuple[str, str, set[str] | None]]:
    """Where a sentence is asked for, its id (or table and dot), and its parameters (None where they are passed on)."""
    for path in HOME.rglob("*.py"):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if "from tripod.sentences import" in text else ():
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sentence"):
                continue
            where, key = f"{path.relative_to(HOME)}:{node.lineno}", node.args[0]
            given = {k.arg for k in node.keywords if k.arg}
            names = None if any(k.arg is None for k in node.keywords) else given
            for part in (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,):
                if isinstance(part, ast.Constant):
                    yield where, str(part.value), names
                elif isinstance(part, ast.JoinedStr) and isinstance(part.values[0], ast.Constant):
                    yield where, str(part.values[0].value), None
                else:
                    raise AssertionError(f"{where}: write the id, or at least its table, where it is asked for.")


@pytest.fixture(scope="module")
def catalogue() -> dict[str, str]:
    """table.id -> text."""
    return {f"{table}.{key}": text for table in tables() for key, text in texts(table).items()}


def wanted(text: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def test_what_is_asked_for_is_there(catalogue: dict[str, str]) -> None:
    wrong: list[str] = []
    for where, key, names in asked():
        found = [k for k in catalogue if k == key or (key.endswith((".", "_")) and k.startswith(key))]
        if not found:
            wrong.append(f"{where}: no sentence {key}")
        elif names is not None and len(found) == 1 and wanted(catalogue[found[0]]) != names:
            wrong.append(f"{where}: {key} wants {sorted(wanted(catalogue[found[0]]))} and is given {sorted(names)}")
    assert wrong == []


def test_what_is_there_is_asked_for(catalogue: dict[str, str]) -> None:
    keys = {key for _, key, _ in asked()}
    prefixes = tuple(key for key in keys if key.endswith((".", "_")))
    apart = ("language.", *prefixes)
    assert [key for key in catalogue if key not in keys and not key.startswith(apart)] == []


@pytest.mark.parametrize("code", languages())
def test_no_table_stands_twice_and_each_reads_by_itself_as_in_its_file(code: str) -> None:
    files = [tomllib.loads(f.read_text("utf-8")) for f in (resources.files("tripod.sentences") / code).iterdir()]
    count = Counter(table for file in files for table in file)
    assert [table for table, n in count.items() if n > 1] == []
    of_files = {table: of for file in files for table, of in file.items()}
    assert {table: tomllib.loads(lines) for table, lines in tables(code).items()} == of_files


def test_a_sentence_that_is_not_there_or_lacks_a_parameter_is_a_fault_of_the_program() -> None:
    with pytest.raises(SentenceError, match="nothing.at_all"):
        sentence("nothing.at_all")
    with pytest.raises(SentenceError, match="otherwise"):
        sentence("not_scored.check_unanswered")
    assert sentence("not_scored.check_unanswered", otherwise="rest") == "nobody answered the check: rest"
