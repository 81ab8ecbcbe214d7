"""The wording of a sentence changes no behaviour.

With every text of the catalogue replaced by its id and its parameters, commands give the same JSON and the same exit
codes, except where a value is a sentence.
"""

import json
import re
import string
from collections.abc import Sequence
from pathlib import Path

import pytest

from tripod.cli import main
from tripod.sentences import catalogue, sentence
from tripod.storage.settings import own_drills

Words = dict[str, dict[str, str]]
"""Table -> id -> text."""
ROOT = Path(__file__).parents[2]
READINGS = ROOT / "calibration" / "examples" / "plate" / "readings.csv"
SESSION = ROOT / "tests" / "golden" / "schema-1" / "sessions" / "pads-drill"
IDENTIFIER = re.compile(r"[\w.:,;=/+*-]*")
"""What code may compare: names, dates, paths; nothing with a space or a quotation mark."""
DRILL = """
schema = 1
title = "Short"
trains = "A ready check, a hold and two reps."

[[step]]
kind = "ready"
text = "Step off, then on."
feedback = false

[[step]]
kind = "hold"
text = "Stand."
duration_s = 8

[[step]]
kind = "reps"
text = "Hips back."
reps = 2
depth_mm = 40
"""
COMMANDS = {
    "drill": ("drill", "short", "--source", "virtual:pupil,board=pads,seed=5,habit=mt1_light:right", "--json"),
    "monitor": ("monitor", "virtual:quiet,board=plate,fault=open,seed=3", "--seconds", "3", "--fast", "--json"),
    "readings": ("calibrate", "--from", str(READINGS), "--board", "plate", "--json"),
    "golden session": ("monitor", str(SESSION), "--json"),
    "golden drill": ("drill", "--source", str(SESSION), "--json"),
}


@pytest.fixture
def other_words() -> Words:
    """The catalogue with ids for texts; a test puts it in force."""
    return {
        table: {key: f"‹{table}.{key}{''.join(fields(text))}›" for key, text in catalogue.texts(table).items()}
        for table in catalogue.tables()
    }


def put_in_force(words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the language."""
    monkeypatch.setattr(catalogue, "texts", lambda table, _code="": words[table])


def fields(text: str) -> list[str]:
    """Each parameter of a text as it stands there, with a space before it."""
    found: list[str] = []
    for _, name, form, conversion in string.Formatter().parse(text):
        if name:
            found.append(f" {{{name}{f'!{conversion}' if conversion else ''}{f':{form}' if form else ''}}}")
    return found


def result(capsys: pytest.CaptureFixture[str], args: Sequence[str]) -> tuple[int, object]:
    """Exit code, and the JSON with one sign for every sentence."""
    code = main(args)
    return code, without_sentences(json.loads(capsys.readouterr().out))


def without_sentences(value: object) -> object:
    match value:
        case dict():
            return {key: without_sentences(of) for key, of in value.items()}
        case list():
            return [without_sentences(of) for of in value]
        case str():
            return value if IDENTIFIER.fullmatch(value) else "‹›"
        case _:
            return value


@pytest.mark.parametrize("command", COMMANDS)
def test_other_words_change_no_result(
    command: str, other_words: Words, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    results: list[tuple[int, object]] = []
    for words in ({table: catalogue.texts(table) for table in catalogue.tables()}, other_words):
        # A home for each run: what a drill leaves in the diary changes the next.
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / str(len(results))))
        own_drills().mkdir(parents=True, exist_ok=True)
        (own_drills() / "short.toml").write_text(DRILL, "utf-8")
        put_in_force(words, monkeypatch)
        results.append(result(capsys, COMMANDS[command]))
    assert results[0][0] == 0
    assert results[1] == results[0]


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "drill"])
def test_another_language_changes_no_result(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """But for a drill without a profile: there the coach speaks it, and each language takes its own time."""
    english, german = (result(capsys, ("--language", code, *COMMANDS[command])) for code in ("en", "de"))
    assert english[0] == 0
    assert german == english


def test_what_is_wrong_with_a_drill_of_that_name_is_said_in_any_words(
    other_words: Words, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own_drills().mkdir(parents=True)
    (own_drills() / "short.toml").write_text(DRILL.replace("8", "-8"), "utf-8")
    put_in_force(other_words, monkeypatch)
    assert main(["live", "virtual:quiet", "--drill", "short"]) == 1
    assert "‹drill_file.wrong_at_line short.toml 14" in capsys.readouterr().err


def test_the_other_words_are_other_and_keep_their_parameters(
    other_words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_force(other_words, monkeypatch)
    assert sentence("ready_check.empty_board_reads", load=1.6, unit="N") == "‹ready_check.empty_board_reads +2 N›"
    assert not [text for table in other_words.values() for text in table.values() if IDENTIFIER.fullmatch(text)]
