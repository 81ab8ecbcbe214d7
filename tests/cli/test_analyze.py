"""`tripod analyze`: its contract, on sessions, on files of others, and on what is neither."""

import csv
import json
import math
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tripod.analysis.limits import AREA, MIDDLE_S, OF_BASE
from tripod.analysis.limits import NAMES as LIMITS
from tripod.cli.sway_words import sway_said
from tripod.drills.format.drill import Drill, Step
from tripod.drills.format.say import Say
from tripod.drills.format.section import Section
from tripod.live.drill_choice import DrillChoice
from tripod.report.facts import warnings
from tripod.report.read_session import read_session
from tripod.virtual.pupil import LEANS_MM

Run = Callable[..., tuple[int, str, str]]
CORE = {
    "ellipse95_prediction_mm2", "rms_ml_mm", "rms_ap_mm", "sd_ml_mm", "sd_ap_mm", "range_ml_mm", "range_ap_mm",
    "path_length_mm", "mean_velocity_mm_s", "mean_distance_mm", "mean_frequency_hz", "sway_area_rate_mm2_s",
    "planar_diameter_mm", "sample_entropy_ml", "sample_entropy_ap",
}  # fmt: skip


def sway_file(path: Path, seed: int = 1, n: int = 3000, rate: float = 100.0) -> Path:
    rng, t = np.random.default_rng(seed), np.arange(n) / rate
    cop = np.cumsum(rng.normal(0, 0.1, (n, 2)), 0) + np.column_stack([np.sin(3 * t), 2 * np.sin(2 * t)]) - 60
    lines = [f"{a:.4f},{x:.6f},{y:.6f}" for a, (x, y) in zip(t, cop, strict=True)]
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["time_s,ml_mm,ap_mm", *lines]) + "\n", "utf-8")
    return path


def test_one_file_is_one_object_with_the_words_of_the_contract(run: Run, tmp_path: Path) -> None:
    code, out, err = run("analyze", str(sway_file(tmp_path / "a.csv")), "--json", "--raw")
    seen = json.loads(out)
    assert (code, err) == (0, "")
    assert seen.keys() >= {"file", "rate_hz", "n", "filter", "missing", "metrics"}
    assert seen["metrics"].keys() >= CORE
    assert (seen["rate_hz"], seen["n"], seen["filter"], seen["missing"]) == (100.0, 3000, "none", 0)
    usual = json.loads(run("analyze", str(tmp_path / "a.csv"), "--json")[1])
    assert usual["filter"] == "butterworth 4th order zero phase 10 Hz"
    assert usual["metrics"]["mean_velocity_mm_s"] < seen["metrics"]["mean_velocity_mm_s"]
    assert seen["measures"].keys() >= seen["metrics"].keys()
    assert seen["measures"]["mean_velocity_mm_s"] == {
        "unit": "mm/s", "formula": "prieto1996.mvelo", "is": "path_length / T, T = (n - 1) / f",
    }  # fmt: skip


def test_a_page_for_people_names_rate_filter_and_what_was_taken_for_granted(run: Run, tmp_path: Path) -> None:
    _, out, _ = run("analyze", str(sway_file(tmp_path / "a.csv")))
    assert "100 Hz" in out
    assert "butterworth" in out
    assert "no force" in out


def test_a_folder_is_looked_through_and_one_bad_file_is_a_row_of_its_own(run: Run, tmp_path: Path) -> None:
    for k in range(3):
        sway_file(tmp_path / f"good-{k}.csv", seed=k)
    sway_file(tmp_path / "short.csv", n=900)
    (tmp_path / "other.csv").write_text("name,price\nfish,3\n", "utf-8")
    (tmp_path / "notes.md").write_text("nothing", "utf-8")
    code, out, err = run("analyze", str(tmp_path), "--json")
    rows = {Path(row["file"]).name: row for row in json.loads(out)["files"]}
    # Who has a script go on with a part of the data must say so.
    assert code == 1
    assert {name for name, row in rows.items() if "error" in row} == {"short.csv", "other.csv"}
    assert err.splitlines()[-1] == "tripod: 3 of 5 files measured; 2 not, or not as a whole: why stands above."
    assert "\r" not in err
    assert json.loads(out)["measured"] == 3
    assert "9.0 s" in rows["short.csv"]["error"]
    assert "other.csv" in err
    code, out, err = run("analyze", str(tmp_path / "good-0.csv"), str(tmp_path / "good-1.csv"), "--core")
    assert (code, err) == (0, "tripod: All 2 files measured.\n")


def test_a_table_opens_in_a_spreadsheet_and_is_never_written_over(run: Run, tmp_path: Path) -> None:
    sway_file(tmp_path / "a.csv")
    sway_file(tmp_path / "b.csv", n=500)
    table = tmp_path / "out" / ".." / "table.out"
    (tmp_path / "out").mkdir()
    assert run("analyze", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--csv", str(table))[0] == 1
    a, b = csv.DictReader(table.read_text("utf-8").splitlines())
    assert float(a["rms_ml_mm"]) > 0
    assert a["pm_not_known"].startswith("no_board: ellipse95_prediction_mm2 ")
    assert b["rms_ml_mm"] == ""
    assert "20 s" in b["error"]
    beside = json.loads((tmp_path / "table.measures.json").read_text("utf-8"))
    assert beside["rms_ml_mm"]["unit"] == "mm"
    for first in (table, tmp_path / "table.measures.json"):
        code, _, err = run("analyze", str(tmp_path / "a.csv"), "--csv", str(table))
        assert (code, err.count("\n")) == (1, 1)
        assert f"{first.name} is there already" in err
        first.unlink()


def test_each_hold_of_a_drill_is_measured_for_itself(run: Run, tmp_path: Path) -> None:
    source = "virtual:pupil,board=pads,seconds=110"
    recorded = ("drill", "quiet-stance", "--source", source, "--record", str(tmp_path / "s"), "--json")
    code, out, _ = run(*recorded)
    done = json.loads(out)
    # It measures sway, and scores nothing.
    assert (code, done["scored"], done["measured"], done["score"]) == (0, False, True, None)
    assert done["sway"]["open"] is not None
    seen = json.loads(run("analyze", str(tmp_path / "s"), "--core", "--json")[1])["files"]
    measured = [row for row in seen if "metrics" in row]
    assert [(r["part"]["says"], r["part"]["number"]) for r in measured[:2]] == [("stand_open", 1), ("stand_open", 2)]
    assert [r["part"]["eyes"] for r in measured] == [
        "open" if "open" in r["part"]["says"] else "closed" for r in measured
    ]
    assert {r.get("romberg_quotient") for r in measured} == {None}, "it ended before the eyes were closed"
    told = [hold["sway"] for hold in done["holds"]]
    for row, hold in zip(measured, told, strict=True):
        assert row["sway_speed"] == hold, "the drill says another"
    page = run("analyze", str(tmp_path / "s"), "--core")[1]
    for row in measured:
        speed = row["sway_speed"]
        said = sway_said(speed["mm_s"], speed["at_most_mm_s"], speed["up_to_hz"])
        assert f"{said}, as a drill says it: " in page
        for foot, of in row["feet"].items():
            value, pm = of["tripod"]["share_mean_heel"], of["pm"]["share_mean_heel"]
            line = f"{foot} share_mean_heel".ljust(28) + f"{value:.4g}".rjust(10)
            assert f"  {line} ± {pm:.2g}" in page
        assert f" ± {row['pm']['left_part']:.2g}" in page
        assert row["duration_s"] == pytest.approx(30, abs=0.1)
        assert row["cop"]
        left, right = row["feet"]["left"], row["feet"]["right"]
        assert left["tripod"]["share_mean_heel"] == pytest.approx(0.55, abs=0.12)
        assert 0 < left["pm"]["share_mean_heel"] < 0.2
        heel, mt5 = left["tripod"]["share_mean_heel"], left["tripod"]["share_mean_mt5"]
        assert left["tripod"]["arch_lateral_heel"] == pytest.approx(heel / (heel + mt5))
        assert right["metrics"].keys() >= CORE
        for of in (row, left, right):
            values = {**of["metrics"], **of.get("tripod", {}), **of.get("boundary", {})}
            values |= {"left_part": row["left_part"]} if of is row else {}
            told = {name for name, value in values.items() if value is not None}
            assert of["pm"].keys() | of["pm_not_known"].keys() == told
            assert not of["pm"].keys() & of["pm_not_known"].keys()
        assert left["pm"]["mean_velocity_mm_s"] > 0 < row["pm"]["sample_entropy_ml"]
        assert left["pm_not_known"] == dict.fromkeys((f"share_sd_{p}" for p in ("heel", "mt1", "mt5")), "no_model")
        assert 0.4 < row["left_part"] < 0.6
        assert row["sway_speed"]["formula"]


def test_holds_of_a_day_have_the_names_of_its_drills_and_short_ones_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (
        Step("hold", "Test.", Say("hold_silent"), 4.0, feedback=False),
        Step("rest", "Next.", Say("rest"), 1.0),
        Step("hold", "Stand.", Say("hold_tripod"), 20.5),
        Step("hold", "Stand.", Say("hold_tripod"), 4.0, times=2),
    )
    sections = (Section(0, "today"), Section(1, "tripod-hold", title="Tripod hold"))
    day = Drill("today", "Today", "x", "both", steps, sections=sections)
    folder = tmp_path / "s"
    monkeypatch.setattr(DrillChoice, "choose", lambda *_: day)
    assert (
        run("drill", "tripod-hold", "--source", "virtual:pupil,board=pads,seed=4", "--record", str(folder), "--fast")[0]
        == 0
    )
    rows = json.loads(run("analyze", str(folder), "--core", "--json")[1])["files"]
    parts = [(r["part"]["drill"], r["part"]["step"], r["part"]["number"], r.get("not_analysed")) for r in rows]
    assert parts == [
        ("today", 1, 1, "too_short"),
        ("tripod-hold", 1, 1, None),
        ("tripod-hold", 2, 1, "too_short"),
        ("tripod-hold", 3, 2, "too_short"),
    ]
    code, out, err = run("analyze", str(folder), "--core")
    assert (code, err) == (0, "")
    assert out.count("not told from") == 1
    assert "3 of 4 holds are shorter than 20 s" in out
    assert "tripod-hold, step 1" in out


def test_limits_of_stability_are_how_far_who_leaned_got(run: Run, tmp_path: Path) -> None:
    recorded = ("drill", "limits-of-stability", "--source", "virtual:pupil,board=plate,seed=2", "--turned", "7")
    assert run(*recorded, "--record", str(tmp_path / "s"), "--fast", "--json")[0] == 0
    seen = json.loads(run("analyze", str(tmp_path / "s"), "--json")[1])
    assert seen["part"] == {"drill": "limits-of-stability", "step": 2, "number": 1, "says": "", "eyes": None}
    assert seen["rate_hz"] == 100
    assert seen["duration_s"] == pytest.approx(MIDDLE_S + 8 * 8, abs=0.1)
    # Nobody stood quietly there: of sway nothing is told.
    assert seen["metrics"].keys() == set(LIMITS)
    for way in ("forward", "back"):
        # That far the pupil leans; what he sways is on top of it.
        assert seen["metrics"][f"limits_{way}_mm"] == pytest.approx(LEANS_MM, abs=10)
    for name in LIMITS:
        assert 0 < seen["pm"][name] < 0.25 * seen["metrics"][name]
        assert seen["measures"][name]["formula"].startswith("limits_of_stability.")
    assert seen["measures"][AREA]["unit"] == seen["measures"][f"pm_{AREA}"]["unit"] == "mm^2"
    assert all(0 < seen["metrics"][name] < 1 for name in OF_BASE.values())
    page = run("analyze", str(tmp_path / "s"))[1]
    assert f"limits_forward_mm{seen['metrics']['limits_forward_mm']:21.4g} ±" in page
    assert run("analyze", str(tmp_path / "s"), "--csv", str(tmp_path / "t.csv"))[0] == 0
    (row,) = csv.DictReader((tmp_path / "t.csv").read_text("utf-8").splitlines())
    assert float(row[AREA]) == seen["metrics"][AREA]


def test_without_a_drill_the_longest_stretch_of_standing_is_measured(run: Run, tmp_path: Path) -> None:
    assert run("record", "virtual:quiet,board=plate,seconds=40", "-o", str(tmp_path / "s"), "--fast")[0] == 0
    seen = json.loads(run("analyze", str(tmp_path / "s"), "--core", "--json")[1])
    assert "part" not in seen
    assert 30 < seen["duration_s"] <= 40
    # Nobody knows where the feet stand on that plate: sway is told, shares are not.
    assert seen["feet"]["left"]["tripod"] == {}
    assert "measured" not in seen
    # A plain recording that was interrupted: what is left out is told wherever its numbers are.
    lines = (tmp_path / "s" / "samples.csv").read_text("utf-8").splitlines()
    (tmp_path / "s" / "samples.csv").write_text("\n".join([*lines[:640], *lines[800:]]) + "\n", "utf-8")
    cut = json.loads(run("analyze", str(tmp_path / "s"), "--core", "--json")[1])
    assert cut["measured"] == {key: pytest.approx(of, abs=0.1) for key, of in (
        ("from_s", 10.0), ("to_s", 40.0), ("left_out_s", 10.0),
    )}  # fmt: skip
    assert "10.0 s before and after it are left out" in run("analyze", str(tmp_path / "s"), "--core")[1]
    report = read_session(tmp_path / "s")
    assert any("are left out" in line for line in warnings(report))


def test_an_insole_that_was_never_calibrated_has_no_sway(run: Run, tmp_path: Path) -> None:
    assert (
        run("record", "virtual:quiet,board=insole,cal=nominal,seconds=25", "-o", str(tmp_path / "s"), "--fast")[0] == 0
    )
    code, out, err = run("analyze", str(tmp_path / "s"), "--json")
    assert (code, out.count("calibrated"), err.count("\n")) == (1, 1, 1)


def test_a_recording_that_was_interrupted_is_measured_where_it_was_whole(run: Run, tmp_path: Path) -> None:
    lines = sway_file(tmp_path / "a.csv", n=6000).read_text("utf-8").splitlines()
    (tmp_path / "a.csv").write_text("\n".join([*lines[:1001], *lines[1301:]]) + "\n", "utf-8")
    (tmp_path / "b.csv").write_text("\n".join([lines[0], *lines[1301:]]) + "\n", "utf-8")
    rows = json.loads(run("analyze", str(tmp_path), "--json")[1])["files"]
    assert rows[0]["metrics"] == rows[1]["metrics"]
    assert rows[0]["measured"] == {"from_s": 13.0, "to_s": 59.99, "left_out_s": 13.0}
    assert "measured" not in rows[1]
    code, out, err = run("analyze", str(tmp_path / "a.csv"))
    assert (code, err) == (0, "")
    assert "before row 1002 rows are missing (3.00 s in all)" in out
    assert "Measured from 13.0 to 60.0 s" in out
    assert run("analyze", str(tmp_path / "a.csv"), "--csv", str(tmp_path / "t.out"))[0] == 0
    (row,) = csv.DictReader((tmp_path / "t.out").read_text("utf-8").splitlines())
    assert row["measured_left_out_s"] == "13.0"
    (tmp_path / "a.csv").write_text("\n".join([*lines[:1001], *lines[1301:3001]]) + "\n", "utf-8")
    code, out, err = run("analyze", str(tmp_path / "a.csv"))
    assert (code, out) == (1, "")
    assert "for 17.0 s at most without a larger gap; sway is not told from less than 20 s" in err


def test_of_a_file_that_does_not_tell_its_columns_one_says_them_with_map_and_rate(run: Run, tmp_path: Path) -> None:
    """What a refusal sends to is an option of the command that refuses."""
    lines = sway_file(tmp_path / "known.csv", n=2100).read_text("utf-8").splitlines()
    (tmp_path / "odd.csv").write_text("\n".join(["a,b,c", *lines[1:]]) + "\n", "utf-8")
    (tmp_path / "untimed.csv").write_text("\n".join(line.partition(",")[2] for line in lines) + "\n", "utf-8")
    code, _, err = run("analyze", str(tmp_path / "odd.csv"))
    assert (code, "--map columns.toml" in err, "map=" in err) == (1, True, False)
    code, _, err = run("analyze", str(tmp_path / "untimed.csv"))
    assert (code, "--rate 100" in err, "rate=" in err) == (1, True, False)
    columns = tmp_path / "columns.toml"
    columns.write_text('schema = 1\ntime = "a"\n[whole]\nml = "b"\nap = "c"\n[units]\ncop = "mm"\n', "utf-8")
    known = json.loads(run("analyze", str(tmp_path / "known.csv"), "--core", "--json")[1])
    told = run("analyze", str(tmp_path / "odd.csv"), "--map", str(columns), "--core", "--json")[1]
    assert json.loads(told)["metrics"] == known["metrics"]
    into = ("--map", str(columns), "--core", "--parquet", str(tmp_path / "set"))
    assert run("analyze", str(tmp_path / "odd.csv"), *into)[0] == 0
    columns.write_text("schema = 1\n", "utf-8")
    code, out, err = run("analyze", str(tmp_path / "odd.csv"), str(tmp_path / "known.csv"), "--map", str(columns))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "columns.toml" in err


@pytest.mark.parametrize("path", ["nothing-here", "a.csv", "empty"])
def test_what_is_nothing_gives_one_plain_sentence(run: Run, tmp_path: Path, path: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.csv").write_bytes(b"\x00\xff" * 50)
    code, out, err = run("analyze", str(tmp_path / path))
    assert code == 1
    assert "Traceback" not in out + err
    assert len((out + err).strip()) > 20
    assert err.startswith("tripod: ")
    assert err.count(str(tmp_path / path)) == 1
    assert f"{path}: {path}" not in err


@pytest.mark.shared_data
def test_the_net_of_two_plates_is_the_one_that_was_published(run: Run, shared_data: Path) -> None:
    both, net = (
        json.loads(run("analyze", str(shared_data / f"PDS13CR2_{which}.csv"), "--json", "--raw")[1])
        for which in ("feet", "net")
    )
    for name in ("path_length_mm", "rms_ml_mm", "ellipse95_prediction_mm2"):
        assert both["metrics"][name] == pytest.approx(net["metrics"][name], rel=3e-3)
    assert both["feet"].keys() == {"left", "right"}
    assert math.isclose(both["left_part"], 0.5, abs_tol=0.1)


def test_of_a_session_stands_what_its_sway_is_not(run: Run, tmp_path: Path) -> None:
    assert run("record", "virtual:quiet,board=pads,seconds=24", "-o", str(tmp_path / "s"), "--fast")[0] == 0
    code, out, _ = run("analyze", str(tmp_path / "s"), "--core")
    assert code == 0
    assert "tripod CoP; simulated: nobody stood there" in out
    assert "does not compare with published norms: this board does not measure" in out
    assert json.loads(run("analyze", str(tmp_path / "s"), "--core", "--json")[1])["simulated"] is True
    assert run("analyze", str(tmp_path / "s"), "--core", "--csv", str(tmp_path / "t.csv"))[0] == 0
    (row,) = csv.DictReader((tmp_path / "t.csv").read_text("utf-8").splitlines())
    assert (row["simulated"], row["cop"]) == ("1", "tripod CoP")


@pytest.mark.parametrize("most", [100, 4096])
def test_a_table_that_does_not_fit_on_the_disk_is_not_left_in_half(
    run: Run, tmp_path: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Bytecode that is cut off would be what the next program loads.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    sway_file(tmp_path / "a.csv")
    least = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, least[1]))
    try:
        code, _, err = run("analyze", str(tmp_path / "a.csv"), "--core", "--csv", str(tmp_path / "t.csv"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, least)
    assert (code, err.count("\n")) == (1, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_table_is_the_same_wherever_it_is_made_and_what_is_said_is_ones_own(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sway_file(tmp_path / "in" / "a.csv", n=2100)
    sway_file(tmp_path / "in" / "short.csv", n=900)
    (tmp_path / "in" / "none.csv").write_text("a,b\nred,green\n", "utf-8")
    made: dict[str, list[bytes]] = {}
    for place, words in (("C", "sway is not told"), ("de_DE.UTF-8", "Schwanken"), ("tr_TR.UTF-8", "sway is not told")):
        monkeypatch.setenv("LC_ALL", place)
        out = tmp_path / place
        code, _, err = run("analyze", str(tmp_path / "in"), "--core", "--csv", str(out / "t.csv"))
        assert (code, words in err) == (1, True), err
        code, _, err = run("analyze", str(tmp_path / "in"), "--core", "--parquet", str(out / "set"))
        assert (code, "2 of 3 " in err or "2 von 3 " in err) == (1, True), err
        made[place] = [path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()]
        assert len(made[place]) == 5
    assert made["C"] == made["de_DE.UTF-8"] == made["tr_TR.UTF-8"]
    # Begun under one language, gone on under another.
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert run("analyze", str(tmp_path / "in"), "--core", "--parquet", str(tmp_path / "C" / "set"))[0] == 0


def test_a_name_that_is_no_text_stands_in_the_table(run: Run, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"\xff.csv")
    sway_file(odd)
    assert run("analyze", str(odd), "--core", "--csv", str(tmp_path / "t.csv"))[0] == 0
    assert "dcff.csv" in (tmp_path / "t.csv").read_text("utf-8")


def test_where_nothing_can_be_written_no_folder_stays(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = sway_file(tmp_path / "a.csv", n=2100)
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "pyarrow", None)
        code, _, err = run("analyze", str(file), "--core", "--parquet", str(tmp_path / "b" / "c"))
    assert (code, "pyarrow is not installed" in err) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert run("analyze", str(file), "--core", "--parquet", str(tmp_path / "b" / "c"))[0] == 0
    assert run("analyze", str(file), "--core", "--csv", str(tmp_path / "d" / "t.csv"))[0] == 0
    assert {path.name for path in (tmp_path / "d").iterdir()} == {"t.csv", "t.measures.json"}


def test_sway_speed_is_of_the_stretch_that_is_measured(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "r"
    assert run("record", "virtual:quiet,board=pads,seconds=40", "-o", str(folder), "--fast", "--json")[0] == 0
    lines = (folder / "samples.csv").read_text("utf-8").splitlines()
    kept = [line for k, line in enumerate(lines) if k > 1280 or k % 6 != 5]
    (folder / "samples.csv").write_text("\n".join(kept) + "\n", "utf-8")
    row = json.loads(run("analyze", str(folder), "--core", "--json")[1])
    assert row["measured"]["from_s"] == pytest.approx(16, abs=0.2)
    assert row["sway_speed"]["duration_s"] == pytest.approx(row["duration_s"], abs=0.1)
    assert row["sway_speed"]["why_not"] != "gaps"
