"""Many files into one data set: each a row, the same bytes wherever it is done, and an interrupted run goes on."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from math import nan
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.test_analyze import sway_file
from tripod.analysis.measures import Extent
from tripod.analysis.plate_trial import trial_of
from tripod.analysis.trial import Romberg
from tripod.batch.analysed_file import How, _row, analysed_rows, flat
from tripod.batch.cannot_run import CannotRun
from tripod.batch.data_set import MEASURES, PLAN, analyse_into
from tripod.batch.engines import OnDask, in_this_process
from tripod.batch.files import files_in
from tripod.batch.parquet_columns import columns, measured, without_foot
from tripod.batch.part import Done, Job
from tripod.cli import main
from tripod.plate_files.reader import read_plate_file

GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1" / "sessions"
CORE = How(extent=Extent.CORE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four good files, one too short, and one that is something else."""
    (tmp_path / "in" / "deeper").mkdir(parents=True)
    for k in range(4):
        sway_file(tmp_path / "in" / "deeper" / f"{k}.csv", seed=k, n=2100)
    sway_file(tmp_path / "in" / "short.csv", n=900)
    (tmp_path / "in" / "other.csv").write_text("name,price\nfish,3\n", "utf-8")
    return tmp_path / "in"


def made(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def analyse(folder: Path, to: Path, run: object = in_this_process, how: How = CORE) -> None:
    analyse_into(str(to), list(files_in(str(folder))), how, run, lambda _: None, a_part=2)


@pytest.mark.parametrize("extent", Extent)
def test_every_value_of_a_row_has_its_column(tmp_path: Path, extent: Extent) -> None:
    assert (
        main(["record", "virtual:quiet,board=pads,seed=2", "-o", str(tmp_path / "s"), "--seconds", "22", "--fast"]) == 0
    )
    for path in (tmp_path / "s", GOLDEN / "pads-drill", sway_file(tmp_path / "a.csv", n=2100)):
        for row in analysed_rows(path, How(extent=extent)):
            values, wanted = flat(row), columns(extent)
            assert values.keys() <= wanted.keys()
            assert all(v is None or isinstance(v, wanted[k]) or wanted[k] is float for k, v in values.items())


@pytest.mark.parametrize(("pm", "known"), [(0.06, True), (nan, False)])
def test_a_romberg_quotient_has_its_columns_and_a_pm_or_a_reason(tmp_path: Path, pm: float, known: bool) -> None:
    trial = trial_of(read_plate_file(sway_file(tmp_path / "a.csv", n=2100), mapping=None, rate_hz=0.0))
    values = flat(_row(replace(trial, romberg=Romberg(1.2, pm)), CORE, "a"))
    assert values["romberg_quotient"] == 1.2
    assert values.get("pm_romberg_quotient") == (pm if known else None)
    assert ("romberg_quotient" in str(values["pm_not_known"])) is not known
    assert {"romberg_quotient", "pm_romberg_quotient"} <= columns(Extent.CORE).keys()
    assert measured("romberg_quotient") is not None


@pytest.mark.parametrize("turned", [("--turned", "7"), ()])
def test_time_to_boundary_is_told_where_somebody_said_how_the_feet_stand(
    tmp_path: Path, turned: tuple[str, ...]
) -> None:
    source = "virtual:quiet,board=plate,seed=2"
    assert main(["record", source, "-o", str(tmp_path / "s"), "--seconds", "21", "--fast", *turned]) == 0
    row = flat(next(analysed_rows(tmp_path / "s", CORE)))
    told = {name: value for name, value in row.items() if name.startswith("time_to_boundary")}
    assert len(told) == (3 if turned else 0)
    assert ("stability_margin_least_mm" in row) == bool(turned)
    assert not turned or 0 < row["stability_margin_least_mm"] < row["stability_margin_mean_mm"] < 200
    assert row.keys() <= columns(Extent.CORE).keys()
    assert not told or 0 < told["time_to_boundary_least_s"] < told["time_to_boundary_mean_of_minima_s"] < 60


def test_a_column_carries_its_unit_and_formula(folder: Path, tmp_path: Path) -> None:
    analyse(folder, tmp_path / "out")
    schema = pq.read_schema(tmp_path / "out" / "part-000000.parquet")
    assert schema.field("left_mean_velocity_mm_s").metadata[b"unit"] == b"mm/s"
    assert schema.field("ellipse95_prediction_mm2").metadata[b"formula"] == b"ellipse95.prediction_chi2"
    assert not schema.field("file").metadata
    beside = json.loads((tmp_path / "out" / MEASURES).read_text("utf-8"))
    assert {without_foot(name) for name in columns(Extent.CORE) if measured(name)} == beside.keys()
    assert beside["mean_velocity_mm_s"]["is"].startswith("path_length / T")


def test_a_data_set_has_a_row_for_each_and_says_why_some_could_not_be(folder: Path, tmp_path: Path) -> None:
    analyse(folder, tmp_path / "out")
    table = pq.read_table(tmp_path / "out").to_pylist()
    assert [Path(row["file"]).name for row in table] == ["0.csv", "1.csv", "2.csv", "3.csv", "other.csv", "short.csv"]
    assert [row["error"] is None for row in table] == [True] * 4 + [False] * 2
    wanted = flat(next(analysed_rows(folder / "deeper" / "2.csv", CORE)))
    assert {k: table[2][k] for k in wanted} == wanted


def test_an_interrupted_run_goes_on_where_it_was(folder: Path, tmp_path: Path) -> None:
    analyse(folder, tmp_path / "whole")
    analyse_into(
        str(tmp_path / "out"), list(files_in(str(folder))), CORE, lambda jobs: in_this_process(islice(jobs, 1)),
        lambda _: None, a_part=2,
    )  # fmt: skip
    assert made(tmp_path / "out").keys() == {PLAN, MEASURES, "part-000000.parquet"}
    done: list[str] = []

    def counted(jobs: Iterator[Job]) -> Iterator[Done]:
        for job in jobs:
            done.append(Path(job.target).name)
            yield from in_this_process(iter([job]))

    end = analyse_into(str(tmp_path / "out"), list(files_in(str(folder))), CORE, counted, lambda _: None, a_part=2)
    assert (end.files, end.of, end.already, end.errors) == (6, 6, 2, 2)
    assert done == ["part-000001.parquet", "part-000002.parquet"]
    assert made(tmp_path / "out") == made(tmp_path / "whole")


def test_a_folder_that_holds_something_else_is_left_as_it_is(folder: Path, tmp_path: Path) -> None:
    analyse(folder, tmp_path / "out")
    before = made(tmp_path / "out")
    with pytest.raises(CannotRun, match="another folder"):
        analyse(folder, tmp_path / "out", how=How(extent=Extent.CORE, raw=True))
    (folder / "new.csv").write_text("1,2\n", "utf-8")
    with pytest.raises(CannotRun, match="another folder"):
        analyse(folder, tmp_path / "out")
    assert made(tmp_path / "out") == before
    with pytest.raises(CannotRun, match="another folder"):
        analyse(folder, folder)
    assert PLAN not in made(folder / "deeper")


def test_what_lies_in_a_bucket_is_found_read_and_written_there(folder: Path, tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for path in folder.rglob("*.csv"):
        memory.pipe_file(f"/trials/{path.relative_to(folder)}", path.read_bytes())
    for path in (GOLDEN / "pads-drill").iterdir():
        memory.pipe_file(f"/trials/session/{path.name}", path.read_bytes())
    files = list(files_in("memory://trials"))
    assert len(files) == 7
    assert all(file.startswith("memory://") for file in files)
    assert sum(file.endswith("/session") for file in files) == 1
    analyse_into("memory://out", files, CORE, in_this_process, lambda _: None, a_part=4)
    with memory.open("/out/part-000000.parquet") as file:
        there = pq.read_table(file).to_pylist()
    local = flat(next(analysed_rows(folder / "deeper" / "0.csv", CORE)))
    assert {k: v for k, v in there[0].items() if k in local and k != "file"} == {
        k: v for k, v in local.items() if k != "file"
    }
    memory.rm("/trials", recursive=True)
    memory.rm("/out", recursive=True)


@pytest.mark.slow
def test_workers_of_a_cluster_give_the_same_bytes(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    analyse(folder, tmp_path / "here")
    analyse(folder, tmp_path / "there", OnDask(workers=2))
    assert made(tmp_path / "there") == made(tmp_path / "here")


def test_the_command_writes_a_data_set_and_a_cluster_needs_one(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["analyze", str(folder), "--core", "--parquet", str(tmp_path / "out"), "--json"]) == 1
    out, err = capsys.readouterr()
    assert '"files": 6, "already": 0, "errors": 2, "refused": 2' in out
    assert err == "tripod: 2 of 6 files were not measured, or not as a whole: the column error says why.\n"
    assert main(["analyze", str(folder), "--engine", "dask"]) == 1
    assert "--parquet DIR" in capsys.readouterr().err


def test_a_run_that_goes_on_says_what_was_there_already(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = ["analyze", str(folder), "--core", "--parquet", str(tmp_path / "out")]
    assert main(again) == 1
    assert "6 files analysed" in capsys.readouterr().out
    assert main(again) == 0
    out = capsys.readouterr().out
    assert "where 6 were already" in out
    assert "6 files analysed" not in out
