"""`tripod monitor FOLDER` sums a recording up without the live filter: the same numbers, unless a drill is in it."""

import json
from pathlib import Path

import pytest

from tripod.balance.lowpass import LowPass
from tripod.cli import main
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source


def recorded(folder: Path, scenario: str, drill: str = "") -> Path:
    clock = fast_clock()
    session = Session(open_source(f"virtual:{scenario}", clock=clock), now=clock.now)
    session.record_from_start(folder)
    while session.step():
        if drill and session.pipeline.frames:
            session.start_drill(drill, asks=False)
            drill = ""
    session.close()
    return folder


def monitored(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, object]:
    capsys.readouterr()
    assert main(["monitor", str(folder), "--json", *more]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def filtered_rows(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows the live filter has had, call by call."""
    seen: list[int] = []
    real = LowPass.__call__

    def counted(lowpass: LowPass, values: object) -> object:
        seen.append(len(values))  # type: ignore[arg-type]
        return real(lowpass, values)  # type: ignore[arg-type]

    monkeypatch.setattr(LowPass, "__call__", counted)
    return seen


@pytest.mark.parametrize(
    "scenario",
    [
        "shift,board=plate,seconds=9,fault=unplug",
        "hinge,board=pads,seconds=9,fault=wild:left_mt1",
        "step,board=insole,seconds=9,rate_hz=400,fault=noise:right_mt5",
        "quiet,board=pads,seconds=9,fault=torn:left_mt1",
        "quiet,board=insole-left,seconds=9,cal=nominal",
    ],
)
def test_sums_need_no_filter(
    scenario: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], filtered_rows: list[int]
) -> None:
    folder = recorded(tmp_path / "r", scenario)
    filtered_rows.clear()
    sums = monitored(folder, capsys)
    assert filtered_rows == []
    whole = monitored(folder, capsys, "--record", str(tmp_path / "again"))
    assert sum(filtered_rows) == sums["frames"]
    assert sums == {key: value for key, value in whole.items() if key in sums}


def test_a_drill_hears_what_was_filtered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], filtered_rows: list[int]
) -> None:
    folder = recorded(tmp_path / "r", "pupil,board=pads,seconds=4", "tripod-hold")
    filtered_rows.clear()
    assert sum(filtered_rows) == 0
    assert monitored(folder, capsys)["frames"] == sum(filtered_rows)
