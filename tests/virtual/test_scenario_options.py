"""A path may hold commas, equals signs and quotation marks."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripod.virtual.scenario import OPTIONS, ScenarioError, parse_scenario
from tripod.virtual.scenario_options import split_options


@pytest.mark.parametrize(
    "name", ["Session 3, trial=2.csv", "a,seed=7,b.csv", "a=b.csv", 'say "so", then.csv', "1,5.csv"]
)
def test_a_quoted_path_is_taken_as_it_stands(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    quoted = str(path).replace('"', '""')
    scenario = parse_scenario(f'csv,seed=3,path="{quoted}",board=plate')
    assert (scenario.path, scenario.board.name, scenario.seed) == (path, "plate", 3)
    assert parse_scenario(f'csv,path="{quoted}"').path == path


@pytest.mark.parametrize("name", ["Session 3, trial=2.csv", "a,seed=7,b.csv", "a=b.csv", "1,5.csv", "a,,b.csv", "a,"])
def test_a_path_that_is_a_file_needs_no_quotation_marks(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("")
    scenario = parse_scenario(f"csv,path={tmp_path / name},board=plate,seed=3")
    assert (scenario.path, scenario.board.name, scenario.seed) == (tmp_path / name, "plate", 3)


def test_the_shorter_of_two_files_is_meant(tmp_path: Path) -> None:
    for name in ("a", "a,seed=7"):
        (tmp_path / name).write_text("")
    scenario = parse_scenario(f"csv,path={tmp_path / 'a'},seed=7")
    assert (scenario.path, scenario.seed) == (tmp_path / "a", 7)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("csv,path=none, b=c.csv", "write the path in double quotes"),
        ("csv,path=none,7.csv", "write the path in double quotes"),
        ("csv,path=none,bord=plate", "Did you mean board"),
        ('csv,path="none.csv', "must be closed"),
        ('csv,path="none"x,board=plate', "must be closed"),
        ('csv,path=""', "needs a value"),
        ("quiet,map=x.toml", "map= belongs to virtual:csv"),
        ("quiet,rate=100", "rate= belongs to virtual:csv"),
        ("quiet,answers=yes", "answers= belongs to virtual:pupil"),
        ("pupil,answers=maybe", "There is no answer 'maybe'"),
        ("csv,path=x,rate=1e9", "must lie between"),
    ],
)
def test_a_path_that_cannot_be_told_is_answered(text: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        parse_scenario(text)


@given(st.text(max_size=60))
def test_any_text_is_a_scenario_or_an_answer(text: str) -> None:
    with suppress(ScenarioError):
        assert parse_scenario(f"csv,{text}").name == "csv"


@given(st.text(min_size=1, max_size=40), st.text("0123456789", min_size=1, max_size=5))
def test_what_is_quoted_comes_back(value: str, seed: str) -> None:
    quoted = value.replace('"', '""')
    name, pieces = split_options(f'csv,path="{quoted}",seed={seed}', OPTIONS)
    assert name == "csv"
    assert [(p.key, p.value) for p in pieces] == [("path", value), ("seed", seed)]
