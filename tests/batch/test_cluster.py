"""A cluster that was there already: its scheduler and workers are processes, begun by commands of Dask's."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.cli.test_analyze import sway_file
from tripod.batch.data_set import MEASURES, PLAN
from tripod.cli import main

Begun = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def begun() -> Iterator[Begun]:
    """Begins one of Dask's commands; it is ended afterwards."""
    pytest.importorskip("distributed", reason="pip install 'foot-tripod[cluster]'")
    with ExitStack() as stack:

        def begin(*args: str) -> "subprocess.Popen[str]":
            command = [sys.executable, "-m", "dask", *args]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            stack.callback(process.communicate)
            stack.callback(process.terminate)
            return process

        yield begin


def read_until(process: "subprocess.Popen[str]", wanted: str) -> str:
    """What stands at the wanted place of a line that it prints."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(wanted, line):
            return found[1]
    raise AssertionError(f"it ended without {wanted}")


@pytest.mark.slow
def test_workers_that_are_there_already_give_the_same_bytes_as_one_process(
    begun: Begun, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    for k in range(3):
        sway_file(tmp_path / "in" / f"{k}.csv", seed=k, n=2100)
    sway_file(tmp_path / "in" / "short.csv", n=900)
    scheduler = begun("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    address = read_until(scheduler, r"Scheduler at:\s+(tcp://\S+)")
    for worker in [begun("worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny") for _ in range(2)]:
        read_until(worker, r"(Registered to):")
    asked = ["analyze", str(tmp_path / "in"), "--core", "--json"]
    there = ["--engine", "dask", "--scheduler", address]
    assert main([*asked, "--parquet", str(tmp_path / "here")]) == 1
    assert main([*asked, "--parquet", str(tmp_path / "there"), *there]) == 1
    parts = [{p.name: p.read_bytes() for p in (tmp_path / which).iterdir()} for which in ("here", "there")]
    assert parts[0] == parts[1]
    assert parts[0].keys() == {PLAN, MEASURES, "part-000000.parquet"}


def test_a_scheduler_that_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dask = pytest.importorskip("dask", reason="pip install 'foot-tripod[cluster]'")
    sway_file(tmp_path / "a.csv", n=2100)
    asked = ["analyze", str(tmp_path / "a.csv"), "--core", "--parquet", str(tmp_path / "out")]
    with dask.config.set({"distributed.comm.timeouts.connect": "0.3s"}):
        assert main([*asked, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"]) == 1
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("tripod:")]
    assert len(said) == 1
    assert "tcp://127.0.0.1:9" in said[0]
