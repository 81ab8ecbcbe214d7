"""`tripod export`: what it writes where, what it says is not in it, and what it refuses."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tripod.exports.formats import FORMATS

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def session(run: Run, tmp_path: Path) -> Path:
    assert run("record", "virtual:quiet,board=pads,seconds=2", "-o", str(tmp_path / "s"), "--fast")[0] == 0
    return tmp_path / "s"


def test_one_session_in_several_formats(run: Run, session: Path, tmp_path: Path) -> None:
    code, out, err = run(
        "export", str(session), "--to", "csv,parquet,c3d,xdf,bids", "-o", str(tmp_path / "out"), "--json"
    )
    told = json.loads(out)
    assert (code, err, told["wrong"]) == (0, "", [])
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "s.csv",
        "s.json",
        "s.parquet",
        "s.c3d",
        "s.xdf",
        "s-bids",
    }
    assert all(w["not_in_it"] for w in told["written"])
    assert any("force platform" in said for w in told["written"] for said in w["not_in_it"] if w["format"] == "c3d")


def test_one_session_in_one_format_is_the_file_that_was_named(run: Run, session: Path, tmp_path: Path) -> None:
    assert run("export", str(session), "--to", "csv", "-o", str(tmp_path / "a b.csv"))[0] == 0
    code, _, err = run("export", str(session), "--to", "csv", "-o", str(tmp_path / "a b.csv"))
    assert (code, err.count("\n")) == (1, 1)
    assert "there already" in err


def test_several_files_go_into_no_folder_that_is_named_as_one_of_them(run: Run, session: Path, tmp_path: Path) -> None:
    out = tmp_path / "one.csv"
    code, _, err = run("export", str(session), "--to", "csv,parquet", "-o", str(out))
    assert (code, err) == (1, f"tripod: {out} is named as one file, and several are to be written; name a folder.\n")
    assert not out.exists()


def test_what_a_board_does_not_measure_is_refused_with_a_way_out(run: Run, session: Path, tmp_path: Path) -> None:
    code, _, err = run("export", str(session), "--to", "mot", "-o", str(tmp_path / "s.mot"))
    assert code == 1
    assert "csv" in err
    assert not (tmp_path / "s.mot").exists()


@pytest.mark.parametrize(("args", "said"), [(("--to", "xls"), "parquet"), (("--to", "csv"), "no recording")])
def test_wrong_input_gives_one_sentence(
    run: Run, session: Path, tmp_path: Path, args: tuple[str, ...], said: str
) -> None:
    of = session if "xls" in args else tmp_path / "nothing"
    code, _, err = run("export", str(of), *args, "-o", str(tmp_path / "out.csv"))
    assert (code, err.count("\n")) == (1, 1)
    assert said in err


def test_what_is_not_in_a_file_is_said_in_ones_language_and_stands_in_it_in_english(
    run: Run, session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [name for name in FORMATS if name != "mot"]
    made: dict[str, list[tuple[str, bytes]]] = {}
    for place, words in (("C", "Not in it:"), ("de_DE.UTF-8", "Nicht dabei:"), ("tr_TR.UTF-8", "Not in it:")):
        monkeypatch.setenv("LC_ALL", place)
        out = tmp_path / place
        code, said, _ = run("export", str(session), "--to", ",".join(names), "-o", str(out))
        assert (code, said.count(words) >= len(names)) == (0, True), said
        files = sorted(path for path in out.rglob("*") if path.is_file())
        made[place] = [(path.name, path.read_bytes()) for path in files]
    assert made["C"] == made["de_DE.UTF-8"] == made["tr_TR.UTF-8"]
    beside = json.loads((tmp_path / "de_DE.UTF-8" / f"{session.name}.json").read_text("utf-8"))
    assert beside["not_in_this_file"][0].startswith("Not in it: how sure each number is")


def test_a_disk_that_is_full_leaves_no_half_file(
    run: Run, session: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from tripod.exports import csv_table

    def full(*_: object) -> dict[str, object]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(csv_table, "described", full)
    code, _, err = run("export", str(session), "--to", "csv", "-o", str(tmp_path / "a.csv"))
    assert (code, err.count("\n")) == (1, 1)
    assert "No space" in err
    assert not list(tmp_path.glob("a.*"))


NO_MORE = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
from tripod.exports.formats import FORMATS
from tripod.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of a file's size is one of POSIX")
@pytest.mark.parametrize("name", ["csv", "parquet", "c3d", "xdf", "bids"])
def test_a_file_that_takes_no_more_than_4_kb_is_not_left_in_half(session: Path, tmp_path: Path, name: str) -> None:
    into = tmp_path / f"out.{name}"
    # -B: bytecode that is cut off by the limit would be what the next program loads.
    done = subprocess.run(
        [sys.executable, "-B", "-c", NO_MORE, "export", str(session), "--to", name, "-o", str(into)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "cannot be written" in done.stderr
    assert not list(tmp_path.glob("out*"))


def test_of_a_refused_export_no_folder_stays(run: Run, session: Path, tmp_path: Path) -> None:
    code, _, _ = run("export", str(session), "--to", "mot", "-o", str(tmp_path / "new" / "deep" / "s.mot"))
    assert code == 1
    assert not (tmp_path / "new").exists()
    assert run("export", str(session), "--to", "csv,mot", "-o", str(tmp_path / "new" / "deep"))[0] == 1
    assert {path.name for path in (tmp_path / "new" / "deep").iterdir()} == {"s.csv", "s.json"}
