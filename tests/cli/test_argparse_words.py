"""What argparse itself finds wrong is said in the language in force, and none of its own words is left."""

import re

import pytest

from tripod.cli.parser import make_parser
from tripod.sentences import use_language

WRONG = (
    (["monitr"], "did you mean monitor?", "meinst du monitor?"),
    (["nope"], "there is no 'nope'; there are demo", "'nope' gibt es nicht; es gibt demo"),
    (["drill", "--plan", "--days", "x"], "--days: 'x' is not a whole number", "--days: 'x' ist keine ganze Zahl"),
    (["drill", "--plan", "--days", "9"], "there is no '9'; there are 2, 3", "'9' gibt es nicht; es gibt 2, 3"),
    (["report"], "this is missing: SESSION, -o/--output", "Es fehlt: SESSION, -o/--output"),
    (["boards", "x"], "this is not known here: x", "Das kennt dieser Befehl nicht: x"),
    (["people", "--add"], "--add: its value is missing", "--add: Der Wert dazu fehlt"),
    (["people", "--rename", "a"], "--rename: it needs 2 values", "--rename: Dazu gehören 2 Werte"),
    (["people", "--json=3"], "it takes no value, and was given '3'", "Dazu gehört kein Wert, und da steht '3'"),
)

COMMANDS = ("demo", "live", "monitor", "record", "drill", "history", "report", "analyze", "export", "calibrate",
            "doctor", "flash", "people", "ports", "boards")  # fmt: skip


@pytest.mark.parametrize(("args", "english", "german"), WRONG)
def test_what_argparse_finds_is_said_in_both_languages(
    args: list[str], english: str, german: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, says in (("en", english), ("de", german)):
        use_language(language)
        try:
            with pytest.raises(SystemExit) as left:
                make_parser().parse_args(args)
        finally:
            use_language("en")
        err = capsys.readouterr().err
        assert left.value.code == 2
        assert says in err
        assert len(err.splitlines()) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_does(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        make_parser().parse_args([command, "--help"])
    page = capsys.readouterr().out
    entries = re.findall(r"^  (-\S.*|[A-Z]+)((?:\n {10,}\S.*)*)$", page, re.MULTILINE)
    assert entries
    assert [head for head, more in entries if not more and not re.search(r"\S {2,}\S", head)] == []
