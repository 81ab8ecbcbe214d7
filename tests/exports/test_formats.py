"""What a session has comes out of each format again, read by a program that did not write it."""

import csv
import json
import logging
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tripod.cli import main
from tripod.exports.bids import write_bids
from tripod.exports.c3d import write_c3d
from tripod.exports.cannot_export import CannotExport
from tripod.exports.csv_table import write_csv
from tripod.exports.formats import FORMATS
from tripod.exports.mot import write_mot
from tripod.exports.parquet import write_parquet
from tripod.exports.read_session import read_session
from tripod.exports.session_table import Happened, SessionTable
from tripod.exports.write_file import write_file
from tripod.exports.xdf import write_xdf
from tripod.plate_files.plate_file import Side
from tripod.plate_files.reader import read_plate_file

Recorded = Callable[[str], SessionTable]

SHIFT = "virtual:shift,board={},seconds=4,seed=3"
BOARDS = ("pads", "plate", "insole", "insole-left")


@pytest.fixture(params=BOARDS)
def table(request: pytest.FixtureRequest, recorded: Recorded) -> SessionTable:
    found = recorded(SHIFT.format(request.param))
    return replace(found, events=(Happened(0.5, "mark", "here"), Happened(2.25, "drill_cue", "Ferse schwer, größer")))


def holes(table: SessionTable) -> SessionTable:
    """With some samplings lost, and a foot away for a while."""
    keep = np.ones(len(table), bool)
    keep[[10, 11, 12, 40]] = False
    columns = []
    for c in table.columns:
        values = c.values.copy()
        if c.name not in ("time_s", "seq") and "left" in c.name:
            values[100:120] = np.nan
        columns.append(replace(c, values=values[keep]))
    return replace(table, columns=tuple(columns), lost_frames=4)


def test_csv_in_a_spreadsheet(table: SessionTable, tmp_path: Path) -> None:
    hurt = holes(table)
    write_csv(hurt, tmp_path / "s.csv", ["nothing"])
    rows = list(csv.DictReader((tmp_path / "s.csv").read_text("utf-8").splitlines()))
    assert len(rows) == len(hurt)
    for column in hurt.columns:
        back = [float(row[column.name]) if row[column.name] else np.nan for row in rows]
        assert back == pytest.approx(column.values.tolist(), rel=1e-9, nan_ok=True)
    beside = json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert beside["columns"].keys() == {c.name for c in hurt.columns}
    assert all(c["Units"] for c in beside["columns"].values())
    assert beside["not_in_this_file"] == ["nothing"]
    assert beside["events"][1]["text"] == "Ferse schwer, größer"


def test_parquet_by_its_own_reader(table: SessionTable, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    hurt = holes(table)
    write_parquet(hurt, tmp_path / "s.parquet", ["nothing"])
    back = pq.read_table(tmp_path / "s.parquet")
    for column in hurt.columns:
        values = np.array(back[column.name].to_pylist(), dtype=float)
        np.testing.assert_array_equal(values, column.values)
        assert back.schema.field(column.name).metadata[b"unit"].decode() == column.unit
    assert json.loads(back.schema.metadata[b"tripod"])["session"]["board"] == table.session.board


def test_c3d_by_another_library(table: SessionTable, tmp_path: Path) -> None:
    c3d = pytest.importorskip("c3d")
    hurt = holes(table)
    write_c3d(hurt, tmp_path / "s.c3d", [])
    even = hurt.even()
    with (tmp_path / "s.c3d").open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = c3d.Reader(file)
        frames = list(reader.read_frames(copy=True))
        labels = [label.strip() for label in reader.analog_labels]
        assert reader.analog_rate == pytest.approx(even.session.rate_hz)
    assert len(frames) == len(even) == len(hurt) + 4
    analog = np.array([frame[2][:, 0] for frame in frames])
    for column in even.columns:
        if column.name not in ("time_s", "seq"):
            np.testing.assert_allclose(analog[:, labels.index(column.name)], column.values, rtol=3e-7)
    both = np.array([frame[1][0, :2] for frame in frames])
    there = np.isfinite(even.column("cop_ml_mm"))
    np.testing.assert_allclose(both[there, 1], even.column("cop_ap_mm")[there], rtol=3e-7)


def test_a_plates_platform_gives_the_cop_back(recorded: Recorded, tmp_path: Path) -> None:
    ezc3d = pytest.importorskip("ezc3d")
    table = recorded(SHIFT.format("plate"))
    write_c3d(table, tmp_path / "s.c3d", [])
    platforms = ezc3d.c3d(str(tmp_path / "s.c3d"), extract_forceplat_data=True)["data"]["platform"]
    assert len(platforms) == 2
    for foot, platform in zip(("left", "right"), platforms, strict=True):
        stands = np.isfinite(table.column(f"{foot}_cop_ml_mm"))
        for axis, name in enumerate(("ml", "ap")):
            found = platform["center_of_pressure"][axis, stands]
            np.testing.assert_allclose(found, table.column(f"{foot}_cop_{name}_mm")[stands], atol=2e-3)
        # Drawn upward: the ground's force on the person.
        np.testing.assert_allclose(platform["force"][2, stands], table.column(f"{foot}_n")[stands], rtol=1e-5)


def test_of_a_plate_no_share_is_told_before_it_is_known_where_the_feet_stand(
    recorded: Recorded, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = recorded(SHIFT.format("plate"))
    assert not np.isfinite(unknown.column("left_mt1_share")).any()
    assert np.isfinite(unknown.column("left_cop_ml_mm")).any()
    told = ["record", SHIFT.format("plate"), "--turned", "7", "-o", str(tmp_path / "s"), "--fast", "--json"]
    assert main(told) == 0
    assert np.isfinite(read_session(tmp_path / "s").column("left_mt1_share")).any()


@pytest.mark.parametrize("board", ["pads", "insole"])
def test_no_platform_where_the_board_earns_none(recorded: Recorded, tmp_path: Path, board: str) -> None:
    ezc3d = pytest.importorskip("ezc3d")
    write_c3d(recorded(SHIFT.format(board)), tmp_path / "s.c3d", [])
    assert ezc3d.c3d(str(tmp_path / "s.c3d"))["parameters"]["FORCE_PLATFORM"]["USED"]["value"][0] == 0
    with pytest.raises(CannotExport, match="ground reaction"):
        write_mot(recorded(SHIFT.format(board)), tmp_path / "s.mot", [])
    assert not (tmp_path / "s.mot").exists()


def test_xdf_by_pyxdf(table: SessionTable, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    pyxdf = pytest.importorskip("pyxdf")
    hurt = holes(table)
    write_xdf(hurt, tmp_path / "s.xdf", ["a < b"])
    with caplog.at_level(logging.WARNING):
        streams, _ = pyxdf.load_xdf(str(tmp_path / "s.xdf"), dejitter_timestamps=False)
    assert caplog.records == []
    numbers = next(s for s in streams if s["info"]["type"] == ["Force"])
    markers = next(s for s in streams if s["info"]["type"] == ["Markers"])
    labels = [c["label"][0] for c in numbers["info"]["desc"][0]["channels"][0]["channel"]]
    np.testing.assert_array_equal(numbers["time_stamps"], hurt.column("time_s"))
    for k, name in enumerate(labels):
        np.testing.assert_array_equal(numbers["time_series"][:, k], hurt.column(name))
    assert markers["time_series"] == [["mark here"], ["drill_cue Ferse schwer, größer"]]
    assert markers["time_stamps"].tolist() == [0.5, 2.25]


def test_mot_by_the_reader_of_force_plate_files(recorded: Recorded, tmp_path: Path) -> None:
    table = recorded(SHIFT.format("plate"))
    write_mot(table, tmp_path / "s.mot", [])
    back = read_plate_file(tmp_path / "s.mot")
    for side in (Side.LEFT, Side.RIGHT):
        plate = back.plate(side)
        assert plate is not None
        stands = np.isfinite(table.column(f"{side.value}_cop_ml_mm")) & np.isfinite(plate.cop_mm[:, 0])
        assert stands.sum() > 100
        np.testing.assert_allclose(plate.force_n[stands], table.column(f"{side.value}_n")[stands], rtol=1e-6)
        for axis, name in enumerate(("ml", "ap")):
            expected = table.column(f"{side.value}_cop_{name}_mm")[stands]
            np.testing.assert_allclose(plate.cop_mm[stands, axis], expected, atol=1e-4)


def test_mot_by_opensim_itself(recorded: Recorded, tmp_path: Path) -> None:
    opensim = pytest.importorskip("opensim", reason="OpenSim's own reader is missing: pip install opensim")
    table = recorded(SHIFT.format("plate"))
    write_mot(table, tmp_path / "s.mot", ["nothing"])
    back = opensim.TimeSeriesTable(str(tmp_path / "s.mot"))
    assert back.getTableMetaDataAsString("inDegrees") == "no"
    np.testing.assert_allclose(back.getIndependentColumn(), table.column("time_s"), rtol=1e-7)
    labels, values = list(back.getColumnLabels()), back.getMatrix().to_numpy()
    for foot in ("left", "right"):
        stands = np.isfinite(table.column(f"{foot}_cop_ml_mm"))
        assert stands.sum() > 100
        for name, ours, scale in (("vy", "n", 1.0), ("px", "cop_ap_mm", 1e-3), ("pz", "cop_ml_mm", 1e-3)):
            read = values[stands, labels.index(f"ground_force_{foot[0]}_{name}")]
            np.testing.assert_allclose(read, scale * table.column(f"{foot}_{ours}")[stands], rtol=1e-6, atol=1e-7)


def test_bids_by_its_validator(table: SessionTable, tmp_path: Path) -> None:
    validator = pytest.importorskip("bids_validator").BIDSValidator()
    named = replace(table, session=replace(table.session, person="P-07", name="Monday_evening"))
    write_bids(named, tmp_path / "set", ["nothing"])
    files = [p for p in (tmp_path / "set").rglob("*") if p.is_file()]
    assert [p.name for p in files if not validator.is_bids(f"/{p.relative_to(tmp_path / 'set').as_posix()}")] == []
    events = next(p for p in files if p.name.endswith("_events.tsv")).read_text("utf-8").splitlines()
    beside = json.loads(next(p for p in files if p.name.endswith("_events.json")).read_text("utf-8"))
    assert {*events[0].split("\t")} == {"onset", "duration", *beside}
    motion = next(p for p in files if p.name.endswith("_motion.tsv"))
    channels = next(p for p in files if p.name.endswith("_channels.tsv")).read_text("utf-8").splitlines()[1:]
    # By it a reader knows that rows are stamped, where samplings were lost.
    assert [line.split("\t")[2] for line in channels if line.startswith("time_s")] == ["LATENCY"]
    counts = json.loads(motion.with_suffix(".json").read_text("utf-8"))
    assert sum(counts[f"{kind}ChannelCount"] for kind in ("POS", "LATENCY", "MISC")) == len(channels)
    rows = [line.split("\t") for line in motion.read_text("utf-8").splitlines()]
    assert {len(row) for row in rows} == {len(channels)}
    for k, line in enumerate(channels):
        back = [np.nan if row[k] == "n/a" else float(row[k]) for row in rows]
        assert back == pytest.approx(named.column(line.split("\t")[0]).tolist(), rel=1e-9, nan_ok=True)


def test_a_gap_of_hours_makes_no_file_of_nothing(recorded: Recorded, tmp_path: Path) -> None:
    table = recorded(SHIFT.format("pads"))
    far = table.column("seq") + np.where(np.arange(len(table)) > 50, 5e7, 0)
    gone = [replace(c, values=far) if c.name == "seq" else c for c in table.columns]
    with pytest.raises(CannotExport, match="lost"):
        write_c3d(replace(table, columns=tuple(gone), lost_frames=50_000_000), tmp_path / "s.c3d", [])
    assert not (tmp_path / "s.c3d").exists()


@pytest.mark.parametrize("theirs", ["s.csv", "s.json"])
def test_what_somebody_else_wrote_meanwhile_stays_and_ours_does_not(
    recorded: Recorded, tmp_path: Path, theirs: str
) -> None:
    def write(table: SessionTable, path: Path, lost: list[str]) -> None:
        write_csv(table, path, lost)
        assert list(tmp_path.glob("s.*")) == [], "half a file stands under no name that anybody opens"
        (tmp_path / theirs).write_text("theirs", "utf-8")

    with pytest.raises(FileExistsError):
        write_file(recorded(SHIFT.format("pads")), tmp_path / "s.csv", replace(FORMATS["csv"], write=write))
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [(theirs, "theirs")]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_written_over(recorded: Recorded, tmp_path: Path, name: str) -> None:
    there = tmp_path / f"s{FORMATS[name].ending}"
    if name == "bids":
        there.mkdir()
    else:
        there.write_text("mine", "utf-8")
    with pytest.raises(OSError, match="exists"):
        FORMATS[name].write(recorded(SHIFT.format("plate")), tmp_path / f"s{FORMATS[name].ending}", [])
    assert name == "bids" or there.read_text("utf-8") == "mine"


def test_what_a_c3d_file_has_no_room_for_is_said(recorded: Recorded, tmp_path: Path) -> None:
    ezc3d = pytest.importorskip("ezc3d")
    table = recorded(SHIFT.format("pads"))
    few, long = (Happened(0.5, "mark", "ü" * 60),), (Happened(0.5, "drill_cue", "ü" * 61),)
    many = tuple(Happened(k / 100, "mark", f"{k} " + "ß" * 57) for k in range(300))
    for name, events, cut in (("few", few, False), ("long", long, True), ("many", many, True)):
        path = tmp_path / f"{name}.c3d"
        said = write_file(replace(table, events=events), path, FORMATS["c3d"])
        assert any("255 events" in of for of in said) == cut
        back = ezc3d.c3d(str(path))["parameters"]["EVENT"]
        assert back["USED"]["value"][0] == len(back["LABELS"]["value"]) == min(len(events), 255)
        assert [text.strip() for text in back["DESCRIPTIONS"]["value"]] == [
            e.text if name != "long" else "ü" * 60 for e in events[:255]
        ]
