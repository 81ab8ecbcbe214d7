"""Paths that name nothing, or something else than is asked for, end in one sentence; no port is opened for them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tripod.cli.paths import path, pdf
from tripod.sources import SourceError, open_folder

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    "words",
    [
        ["analyze", ""],
        ["analyze", "x", "--csv", ""],
        ["monitor", ""],
        ["record", "virtual:quiet", "-o", ""],
        ["report", "", "-o", "x.pdf"],
        ["export", "x", "--to", "csv", "-o", " "],
        ["drill", "tripod-hold", "--record", ""],
        ["doctor", ""],
        ["demo", "--output", ""],
    ],
)
def test_an_empty_name_is_not_the_folder_one_is_in(run: Run, words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "the name is empty" in err


@pytest.mark.parametrize("words", [["report", "-o", "x.pdf"], ["export", "--to", "csv", "-o", "x.csv"]])
@pytest.mark.parametrize("name", ["virtual:quiet", "COM5", "/dev/ttyS0", "nowhere"])
def test_a_port_or_a_virtual_board_is_no_session(run: Run, words: list[str], name: str) -> None:
    code, out, err = run(words[0], name, *words[1:])
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "folder" in err


def test_a_file_is_no_session(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a")
    with pytest.raises(SourceError, match="is a file; a recording is a folder"):
        open_folder(tmp_path / "a.csv")


def test_a_report_ends_in_pdf(run: Run) -> None:
    assert pdf("a.PDF") == path("a.PDF")
    code, _, err = run("report", "x", "-o", "x.txt")
    assert (code, err.count("\n")) == (2, 1)
    assert "x.txt does not end in .pdf" in err


def test_an_export_does_not_take_the_ending_of_another_format(run: Run, tmp_path: Path) -> None:
    code, _, err = run("export", str(tmp_path), "--to", "csv", "-o", "x.xlsx")
    assert (code, err) == (1, "tripod: x.xlsx does not end in .csv, by which other programs know it.\n")


@pytest.mark.parametrize("step", ["x", "0", "1.5"])
def test_a_step_is_a_whole_number(run: Run, step: str) -> None:
    code, _, err = run("doctor", "virtual:empty", "--step", step)
    assert (code, err.count("\n")) == (2, 1)
    assert "the whole number of a step" in err


@pytest.mark.parametrize(("words", "said"), [(["--workers", "2"], "belong to"), (["--workers", "-2"], "processes")])
def test_workers_without_a_cluster_are_refused(run: Run, tmp_path: Path, words: list[str], said: str) -> None:
    (tmp_path / "a.csv").write_text("time_s,ml_mm,ap_mm\n")
    code, _, err = run("analyze", str(tmp_path), *words)
    assert code in (1, 2)
    assert said in err
