"""What stands on a report: the same numbers as the drill's own result, and nothing that the session may not claim."""

import json
import shutil
from dataclasses import replace
from itertools import pairwise
from math import nan
from pathlib import Path

import pytest

from tests.report.conftest import GOLDEN
from tripod.analysis.limits import AREA, REACHES
from tripod.cli import main
from tripod.drills.format.loader import library
from tripod.drills.score.section_result import SectionResult
from tripod.report.figures import between
from tripod.report.make_page import page_of
from tripod.report.no_report import NoReport
from tripod.report.page import Page
from tripod.report.read_session import read_session
from tripod.report.write_report import report_page
from tripod.sentences import use_language


@pytest.fixture(scope="module")
def stood(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording without a drill, on a plate that nobody rolled on."""
    folder = tmp_path_factory.mktemp("stood") / "s"
    assert (
        main(["record", "virtual:quiet,board=plate,seed=2,rate_hz=80", "-o", str(folder), "--seconds", "24", "--fast"])
        == 0
    )
    return folder


def test_score_reps_and_faults_are_those_of_the_drill(golden_page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drill", "--source", str(GOLDEN / "pads-drill"), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert golden_page.score is not None
    assert golden_page.score.score == str(result["score"])
    holds, reps = golden_page.tables
    for table, tries in ((holds, result["holds"]), (reps, result["reps"])):
        assert [row[1] for row in table.rows] == [str(of["score"]) for of in tries]
        assert table.warm == [any(c["times"] and c["fault"] for c in of["costs"]) for of in tries]
    assert golden_page.grid is not None
    assert [c.score for c in golden_page.grid.columns] == [row[1] for table in (holds, reps) for row in table.rows]
    assert [c.fault for c in golden_page.grid.columns] == holds.warm + reps.warm


def test_a_load_without_toes_is_no_weight(golden_page: Page) -> None:
    values = {row.name: row.value for row in golden_page.facts}
    assert "Weight" not in values
    assert (values["That load is"], values["Weight as said"]) == ("measured without toes", "75.0 kg")
    assert any("that were said: it does not measure what the toes bear" in said for said in golden_page.warnings)


def test_each_column_of_shares_has_its_own_uncertainty(golden_page: Page) -> None:
    assert len(golden_page.tables[-1].note.rsplit("± ", 1)[1].split(", ")) == 3


def test_ways_lie_in_their_feet_and_the_ellipse_round_them(golden_page: Page) -> None:
    for foot in golden_page.feet:
        xs, ys = zip(*(place for way in foot.ways_mm for place in way), strict=True)
        assert max(map(abs, xs)) < 50
        assert 0 < min(ys) < max(ys) < 260
        inside_x = [x for x, _ in foot.ellipse_mm]
        share_within = sum(min(inside_x) <= x <= max(inside_x) for x in xs) / len(xs)
        assert share_within > 0.9
        assert max(of.level for of in foot.dwell) == 8


def test_cells_of_a_lane_fill_its_column(golden_page: Page) -> None:
    assert golden_page.grid is not None
    for lane in golden_page.grid.lanes:
        for cells in lane.columns:
            assert all(a.end == b.begin for a, b in pairwise(cells))
            assert not cells or (cells[0].begin == 0 and cells[-1].end > 0.95)


def test_what_nobody_measured_is_not_told(stood: Path) -> None:
    page = report_page([stood])
    assert page.headline == "24 s on the board, without a drill"
    assert (page.score, page.grid, page.shares, page.next) == (None, None, None, None)
    assert all(not foot.ways_mm and not foot.ellipse_mm for foot in page.feet)
    assert "Nobody measured" in page.no_feet
    assert any("point on the plate" in said for said in page.warnings)


def test_sway_is_what_analyze_gives(stood: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, each = report_page([stood]).tables
    assert main(["analyze", str(stood), "--core", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    metrics, pm = row["metrics"], row["pm"]
    assert table.rows[0][2] == f"{metrics['ellipse95_prediction_mm2']:.0f} ± {pm['ellipse95_prediction_mm2']:.0f}"
    assert table.rows[0][5] == f"{metrics['mean_velocity_mm_s']:.1f} ± {pm['mean_velocity_mm_s']:.1f}"
    assert all(float(cell.split(" ± ")[1]) > 0 for cell in table.rows[0][2:])
    for foot, (speed, rms) in {"left": each.rows[0][1:3], "right": each.rows[0][3:5]}.items():
        of = row["feet"][foot]
        assert speed == between(of["metrics"]["mean_velocity_mm_s"], of["pm"]["mean_velocity_mm_s"], 1)
        assert rms == between(of["metrics"]["rms_ap_mm"], of["pm"]["rms_ap_mm"], 1)
    speed = row["sway_speed"]
    assert f"As drills say the speed: {speed['mm_s']:.1f}–{speed['at_most_mm_s']:.1f} mm/s" in table.below


@pytest.mark.parametrize(
    ("value", "pm", "digits", "said"),
    [
        (2.747, 0.03, 1, "2.75 ± 0.03"),
        (0.2831, 0.0031, 2, "0.283 ± 0.003"),
        (181.5, 6.9, 0, "182 ± 7"),
        (3.0, 0.05, 1, "3.0 ± 0.1"),
        (3.0, 0.0, 1, "3.0 ± 0.0"),
        (3.0, nan, 1, "3.0"),
        (3.0, 1e-9, 1, "3.0000 ± 0.0000"),
    ],
)
def test_a_number_that_is_not_exact_does_not_say_that_it_is(value: float, pm: float, digits: int, said: str) -> None:
    assert between(value, pm, digits) == said


def test_where_the_board_does_not_know_how_sure_its_sway_is_the_report_says_why(tmp_path: Path) -> None:
    insole = ["record", "virtual:quiet,board=insole,seed=2", "-o", str(tmp_path / "s"), "--seconds", "24", "--fast"]
    assert main(insole) == 0
    for table in report_page([tmp_path / "s"]).tables:
        assert not any("±" in cell for cell in table.rows[0])
        assert "No ±: part of the load reaches no sensor" in table.below


def test_a_session_without_a_calibration_says_what_it_may_not_claim(tmp_path: Path) -> None:
    assert (
        main(
            ["record", "virtual:quiet,board=insole,cal=nominal", "-o", str(tmp_path / "s"), "--seconds", "3", "--fast"]
        )
        == 0
    )
    page = report_page([tmp_path / "s"])
    assert any(said.startswith("Not calibrated") for said in page.warnings)
    assert any("no centre of pressure" in said for said in page.warnings)
    values = {row.name: row for row in page.facts}
    assert values["Calibration"].value == "none"
    assert all(values[name].weak for name in ("Calibration", "Load", "Shares", "Centre of pressure"))
    assert page.tables == []
    assert "Load standing" not in values


def test_earlier_sessions_given_with_it_make_the_trend(tmp_path: Path) -> None:
    for month in (1, 2, 4, 5):
        shutil.copytree(GOLDEN / "pads-drill", tmp_path / str(month))
        path = tmp_path / str(month) / "session.json"
        head = json.loads(path.read_text("utf-8")) | {"created": f"2026-0{month}-01T10:00:00+00:00"}
        path.write_text(json.dumps(head), "utf-8")
    page = report_page([tmp_path / str(month) for month in (1, 5, 4, 2)])
    assert page.day == (2026, 5, 1)
    trend = page.trends[0]
    assert [p.kind for p in trend.points] == ["base", "base", "base", "now"]
    assert [round(p.x, 1) for p in trend.points] == [0.0, 0.3, 0.8, 1.0]
    assert len({p.y for p in trend.points}) == 1
    assert [text.title for text in page.texts] == ["No sure difference"]
    assert page.score is not None
    assert page.score.lines[0].endswith(": too close to call.")
    assert page.score.lines[1].startswith("Like your first 3; your own repeats differ by ")


def test_the_mean_of_unlike_drills_is_no_score() -> None:
    seen = read_session(GOLDEN / "pads-drill")
    result, drills = seen.result, library()[0]
    assert result is not None
    assert result.score is not None
    assert page_of(seen, [], drills).score is not None
    day = replace(result, sections=(SectionResult("pads-drill", "", done=True, scores=(result.score,)),))
    # What it came to is worked out once and kept there.
    seen.__dict__["result"] = day
    page = page_of(seen, [], drills)
    assert page.score is None
    assert f"{result.score} points" not in page.headline


def test_sessions_of_several_people_are_no_report(tmp_path: Path) -> None:
    for code in ("P-1", "P-2"):
        shutil.copytree(GOLDEN / "pads-drill", tmp_path / code)
        path = tmp_path / code / "session.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"subject": code}), "utf-8")
    with pytest.raises(NoReport, match="P-1, P-2"):
        report_page([tmp_path / "P-1", tmp_path / "P-2"])


def test_why_sway_is_not_told_stands_below_the_table_and_not_in_a_column(tmp_path: Path) -> None:
    slow = ["record", "virtual:quiet,seed=2,rate_hz=10", "-o", str(tmp_path / "s"), "--seconds", "24", "--fast"]
    assert main(slow) == 0
    (table,) = report_page([tmp_path / "s"]).tables
    assert table.rows[0] == ["1", *["–"] * 6]
    assert table.below.startswith("1: It has 10")
    assert "Not to be held against published norms: this board does not measure" in table.below


def test_a_zero_that_was_not_checked_is_not_called_good(stood: Path) -> None:
    kept = json.loads((stood / "summary.json").read_text("utf-8"))["zero"]
    assert kept["mark"] == "doubtful"
    facts = {row.name: row for row in report_page([stood]).facts}
    assert (facts["Zero"].value, facts["Zero"].weak) == ("not checked", True)
    assert facts["Recording"].value.startswith("complete")


def test_a_recording_is_complete_only_where_nothing_was_lost(stood: Path, tmp_path: Path) -> None:
    shutil.copytree(stood, tmp_path / "s")
    samples = tmp_path / "s" / "samples.csv"
    lines = samples.read_text("utf-8").splitlines()
    samples.write_text("\n".join([*lines[:900], *lines[903:]]) + "\n", "utf-8")
    (row,) = (of for of in report_page([tmp_path / "s"]).facts if of.name == "Recording")
    assert ("3 lost" in row.value, "complete" in row.value, row.weak) == (True, False, False)


def test_a_zero_that_moved_too_far_is_a_warning(stood: Path, tmp_path: Path) -> None:
    shutil.copytree(stood, tmp_path / "s")
    path = tmp_path / "s" / "summary.json"
    moved = {"mark": "doubtful", "reason": "The zero moved.", "drift_n": {"left_front_left": 30.0}}
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"zero": moved}), "utf-8")
    page = report_page([tmp_path / "s"])
    assert "The zero moved." in page.warnings
    assert next(row for row in page.facts if row.name == "Zero").value == "doubtful"


def test_a_cell_that_reads_backwards_is_named(tmp_path: Path) -> None:
    wrong = "virtual:quiet,seed=2,fault=reversed:left_mt1"
    assert main(["record", wrong, "-o", str(tmp_path / "s"), "--seconds", "5", "--fast"]) == 0
    page = report_page([tmp_path / "s"])
    assert any("base of the left big toe reads backwards" in said for said in page.warnings)


def test_how_far_back_each_rep_went_is_told_with_its_uncertainty(golden_page: Page) -> None:
    reps = next(of for of in golden_page.tables if "Way back, mm" in of.head)
    told = [row[reps.head.index("Way back, mm")] for row in reps.rows]
    assert told
    assert all(float(pm) > 0 for _, pm in (of.split(" ± ") for of in told))


def test_a_date_that_cannot_be_true_is_doubted(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN / "pads-drill", tmp_path / "s")
    path = tmp_path / "s" / "session.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"created": "2099-01-01T10:00:00+00:00"}), "utf-8")
    (said,) = (of for of in report_page([tmp_path / "s"], today="2026-11-30").warnings if "clock" in of)
    assert said.startswith("Dated 1 January 2099: a clock was wrong then")
    assert not any("clock" in of for of in report_page([GOLDEN / "pads-drill"], today="2026-11-30").warnings)


def test_what_a_board_calls_its_cop_is_said_in_the_reports_language_everywhere(stood: Path) -> None:
    use_language("de")
    try:
        page = report_page([stood])
    finally:
        use_language("en")
    sway = next(table for table in page.tables if "Schwanken" in table.title)
    assert "gemessener Druckmittelpunkt" in sway.note
    assert "CoP" not in sway.note
    assert "RMS" in page.formulas.text
    assert "(N − 1)/f" in page.formulas.text


def test_who_leaned_in_eight_directions_reads_how_far(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    leant = [
        "drill",
        "limits-of-stability",
        "--source",
        "virtual:pupil,board=plate,seed=2",
        "--turned",
        "7",
        "--weight",
        "78",
    ]
    assert main([*leant, "--record", str(tmp_path / "s"), "--fast", "--json"]) == 0
    capsys.readouterr()
    assert main(["analyze", str(tmp_path / "s"), "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    page = report_page([tmp_path / "s"])
    (table,) = page.tables
    values = {row.name: row.value for row in page.facts}
    assert values["Load standing"].startswith("75.")
    assert (values["That load is"], values["Weight as said"]) == ("measured", "78.0 kg")
    assert page.shares
    assert (page.shares.head[-1], [row[-1] for row in page.shares.rows[:3]]) == ("band", ["50–60", "22–32", "13–23"])
    assert any(page.shares.warm) == ("Outside of the band" in page.shares.below)
    (remark,) = [said for said in page.warnings if "that were said" in said]
    assert remark.endswith(
        "kg less than the 78.0 kg that were said: that weight, the zero or the calibration is wrong."
    )
    assert [name for name, _, _ in table.rows][:3] == ["forward", "forward right", "right"]
    for (_, reach, part), name in zip(table.rows, REACHES.values(), strict=True):
        assert reach == f"{row['metrics'][name]:.1f} ± {row['pm'][name]:.1f}"
        of_base = name.replace("_mm", "_of_base")
        assert part == f"{100 * row['metrics'][of_base]:.0f} ± {100 * row['pm'][of_base]:.0f}"
    assert f"{row['metrics'][AREA] / 100:.0f} ± {row['pm'][AREA] / 100:.0f} cm²" in table.below
