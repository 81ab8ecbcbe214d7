"""The command line after a drill, the summary, the history and the report say the same of the same diary."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.own_hold import own_hold
from tripod.cli import main
from tripod.history.ask import kept, tries_of
from tripod.history.found import Done, Wanted
from tripod.history.index import Index
from tripod.history.trend import trend
from tripod.history.words import change_said, last_said
from tripod.report.write_report import report_page
from tripod.sentences import use_language
from tripod.storage.places import diary_path, sessions_folder
from tripod.training.compared import compared_entry
from tripod.training.compared_words import entry_said
from tripod.training.diary import Diary, Entry, read_diary, write_diary
from tripod.training.people import add
from tripod.views.drill.score_line import verdicts

BY = "P-07"


@dataclass(frozen=True)
class Held:
    """A drill that the program did and recorded."""

    folder: Path
    entry: Entry


def hold(name: str) -> Held:
    """A short hold by the program, recorded, the newest of the diary."""
    sessions_folder().mkdir(parents=True, exist_ok=True)
    folder = sessions_folder() / name
    source = ["--source", "virtual:pupil,board=pads,seed=3", "--record", str(folder)]
    assert main(["drill", "short", "--json", "--person", BY, *source]) == 0
    return Held(folder, read_diary(diary_path(BY)).entries[-1])


def drill_and_person() -> None:
    own_hold(say="hold_tripod", times=2)
    add(BY)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    with pytest.MonkeyPatch.context() as here:
        here.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("held")))
        drill_and_person()
        return hold("mine")


def weeks(like: Entry, means: Sequence[int], **other: object) -> list[Entry]:
    """So many days of October, each with three tries round its mean."""
    of_day = enumerate(((mean - 3, mean, min(mean + 3, 100)) for mean in means), 1)
    return [
        replace(like, made=f"2020-10-{n:02}T10:00:00+00:00", score=scores[1], scores=scores, recording="", **other)
        for n, scores in of_day
    ]


def said_everywhere(held: Held) -> tuple[list[str], str, str, list[str]]:
    """By the summary, the history of the last one and of the first, and the report."""
    *before, new = read_diary(diary_path(BY)).entries
    on_summary = verdicts(new.score, compared_entry(new, Diary(tuple(before))))[:-1]
    index = Index().up_to_date()
    done = [of for of in kept(index.tables, Wanted(BY, "short")) if isinstance(of, Done)]
    found = trend(done, tries_of(index.tables, BY, "short"))
    index.close()
    page = report_page([held.folder])
    assert page.score is not None
    return on_summary, last_said(found), change_said(found), page.score.lines


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("improved", "better"), ("same", "too close"), ("days differ", "too close"),
        ("new calibration", "first of its kind"), ("other leg", "first of its kind"), ("few", "better"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "de"])
def test_all_say_the_same(case: str, told: str, language: str, held: Held) -> None:
    now = held.entry.score
    assert now is not None
    means = {
        "improved": [now - 50, now - 48, now - 52, now - 51, now - 49, now - 50], "same": [now, now - 1, now - 2] * 3,
        "days differ": [now, now - 20, now - 18, now, now - 1, now - 20, now - 19],
        "few": [now - 55, now - 50],
    }  # fmt: skip
    other = {"new calibration": {"calibration": "2020-01-01"}, "other leg": {"foot": "left"}}.get(case, {})
    new = held.entry
    before = weeks(new, means.get(case, means["improved"]), **other)
    add(BY)
    write_diary(diary_path(BY), Diary((*before, new)))
    here = replace(held, folder=sessions_folder() / "mine")
    shutil.copytree(held.folder, here.folder)
    use_language(language)
    on_summary, of_last, of_first, on_paper = said_everywhere(here)
    after_drill = entry_said(new, Diary(tuple(before)))
    if "first" in told:
        assert (on_summary, of_last) == ([], "")
        assert len(on_paper) == 1
        return
    assert on_summary == on_paper
    assert on_summary[0] == of_last
    assert len(on_summary) == (1 if case == "few" else 2)
    assert case == "few" or on_summary[1] == of_first
    assert after_drill.endswith(" ".join(on_summary))
    assert language != "en" or told in of_last.lower()


def test_the_program_says_it_after_a_drill(capsys: pytest.CaptureFixture[str]) -> None:
    drill_and_person()
    # On another day: what is done faster than a clock's second cannot be put in order by its time.
    first = replace(hold("once").entry, made="2020-11-01T10:00:00+00:00", recording="")
    write_diary(diary_path(BY), Diary((*weeks(first, [30, 31, 29, 30]), first)))
    again = hold("again")
    assert again.entry.recording == "again"
    capsys.readouterr()
    on_summary, of_last, of_first, on_paper = said_everywhere(again)
    assert on_summary == on_paper == [of_last, of_first]
    assert main(["history", "--person", BY, "--drill", "short"]) == 0
    out = capsys.readouterr().out
    assert f"{of_first} {of_last}" in out
