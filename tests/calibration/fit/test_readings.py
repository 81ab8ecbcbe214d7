"""Readings as a file: what was written is read, and what cannot be readings is refused with the reason."""

import json
from math import nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import INSOLE, PADS, PLATE, grid, true_gains

from tripod.boards import load_board
from tripod.calibration.fit.fit import fit
from tripod.calibration.fit.readings import Capture, ReadingsError, read_captures, write_captures
from tripod.calibration.store import calibration_store
from tripod.cli import main
from tripod.force.calibration import from_plain

EXAMPLES = Path(__file__).parents[3] / "calibration" / "examples"
KEYS = {"gains", "gain_sigma", "residuals", "held_out_error", "verdict", "reason"}

counts = st.lists(st.floats(-8e6, 8e6).map(lambda v: round(v, 3)), min_size=6, max_size=6)
places = st.one_of(st.just((nan, nan)), st.tuples(st.integers(-300, 300), st.integers(-100, 400)))
names = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)


@given(st.lists(st.tuples(names, st.integers(0, 4000), places, counts), min_size=1, max_size=5))
def test_readings_survive_their_file(rows: list[tuple[str, int, tuple[float, float], list[float]]]) -> None:
    captures = [Capture(name, load, *place, np.array(c)) for name, load, place, c in rows]
    again = read_captures(write_captures(captures, PADS), PADS, "readings.csv")
    for a, b in zip(captures, again, strict=True):
        assert (a.name, a.load_n, a.located) == (b.name, b.load_n, b.located)
        assert (a.x_mm, a.y_mm) == (b.x_mm, b.y_mm) or not a.located
        assert b.counts == pytest.approx(a.counts)


HEADER = "capture,load_n,x_mm,y_mm," + ",".join(c.name for c in PADS.cells) + "\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEADER, "holds no capture"),
        (HEADER + "a,-5,,,1,2,3,4,5,6\n", "load_n is -5"),
        (HEADER + "a,nan,,,1,2,3,4,5,6\n", "'nan', which is not a finite number"),
        (HEADER + "a,inf,,,1,2,3,4,5,6\n", "not a finite number"),
        (HEADER + 'a,"98,1",,,1,2,3,4,5,6\n', "decimals with a point"),
        (HEADER + "a,98,1,,,1,2,3,4,5,6\n", "decimals with a point"),
        (HEADER + "a,45 lb,,,1,2,3,4,5,6\n", "1 lb 4.44822 N"),
        (HEADER + "a,20kg,,,1,2,3,4,5,6\n", "1 kg weighs 9.80665 N"),
        (HEADER + "a,,,,1,2,3,4,5,6\n", "load_n is 'empty'"),
        (HEADER + "a,98,,,1,2,3,4,5\n", "right_mt5 is 'empty'"),
        (HEADER + "a,98,,,1,2,3,4,5,8388607\n", "right_mt5 is at the end of its range"),
        (HEADER + "a,99999,,,1,2,3,4,5,6\n", "more than this board carries"),
        (HEADER.replace(",", ";"), "semicolons"),
        (HEADER.replace(",", "\t"), "separated by tabs"),
        ("", "lacks the columns capture, load_n, x_mm, y_mm, left_heel"),
        (write_captures([], PLATE), "These are readings of the board plate, not of pads"),
    ],
)
def test_the_sentence_of(text: str, says: str) -> None:
    with pytest.raises(ReadingsError, match=says) as caught:
        read_captures(text, PADS, "readings.csv")
    assert str(caught.value).count("\n") == 0


def test_a_byte_order_mark_and_spaces_do_no_harm() -> None:
    text = "\ufeff" + HEADER.replace(",", " , ") + "a , 98 , , , 1,2,3,4,5,6\n"
    assert read_captures(text, PADS, "x")[0].load_n == 98


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_line_ends_and_upper_case_do_no_harm_and_what_is_in_a_name_ends_no_line(ends: str) -> None:
    text = (HEADER.upper() + "a\u2028\x85b,98,,,1,2,3,4,5,6\nc,99,,,1,2,3,4,5,6\n").replace("\n", ends)
    assert [(of.name, of.load_n) for of in read_captures(text, PADS, "x")] == [("a\u2028\x85b", 98), ("c", 99)]


def test_calibrate_from_prints_one_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rng = np.random.default_rng(1)
    path = tmp_path / "readings.csv"
    path.write_text(write_captures(grid(true_gains(PLATE, rng), rng, jig=1.0, noise=0.001), PLATE), "utf-8")
    assert main(["calibrate", "--from", str(path), "--board", "plate", "--json"]) == 0
    out = capsys.readouterr().out
    data = json.loads(out)
    assert set(data) >= KEYS
    assert data["verdict"] == "accept"
    assert set(data["gains"]) == {c.name for c in PLATE.cells}
    assert len(data["residuals"]) == 18
    assert data["held_out_error"]["rms_mm"] < 3
    assert main(["calibrate", "--from", str(path), "--board", "plate"]) == 0
    assert "left_back_left" in capsys.readouterr().out


@pytest.mark.parametrize("save", [(), ("--save", "5e" * 8)])
def test_calibrate_from_readings_that_are_refused_fails_and_saves_nothing(
    save: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = np.random.default_rng(5)
    path = tmp_path / "readings.csv"
    path.write_text(write_captures(grid(true_gains(PLATE, rng), rng, noise=0.06), PLATE), "utf-8")
    args = ["calibrate", "--from", str(path), "--board", "plate", *save]
    assert main([*args, "--json"]) == 1
    out, err = capsys.readouterr()
    data = json.loads(out)
    assert data["verdict"] == "refuse"
    assert data["reason"] in err
    assert ("Not saved" in err) == bool(save)
    assert len(err.strip().splitlines()) == 1
    assert main(args) == 1
    out, err = capsys.readouterr()
    assert out.startswith(f"plate: refuse. {data['reason']}")
    assert len(err.strip().splitlines()) == 1
    assert calibration_store().versions("5e" * 8) == []


@pytest.mark.parametrize("text", ["", HEADER + "a,98,,,1,2,3,4,5,6\n", HEADER + "a,20kg,,,1,2,3,4,5,6\n"])
def test_calibrate_from_nonsense_is_one_sentence_and_1(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "readings.csv"
    path.write_text(text, "utf-8")
    assert main(["calibrate", "--from", str(path), "--board", "pads", "--json"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["plate", "pads", "insole"])
def test_the_worked_example_fits_to_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    board, folder = load_board(name), EXAMPLES / name
    captures = read_captures((folder / "readings.csv").read_text("utf-8"), board, "readings.csv")
    kept = json.loads((folder / "calibration.json").read_text("utf-8"))
    expected, found = from_plain(kept, board), fit(board, captures, made="2026-11-01").calibration
    assert "simulated" in expected.kind
    for a, b in zip(found.cells, expected.cells, strict=True):
        assert a.law == b.law
        assert (a.gain, a.exponent, a.gain_sigma) == pytest.approx((b.gain, b.exponent, b.gain_sigma), rel=1e-6)
        assert a.zero_counts == pytest.approx(b.zero_counts)
    assert np.array(found.covariance) == pytest.approx(np.array(expected.covariance), rel=1e-4, abs=1e-9)
    assert main(["calibrate", "--from", str(folder / "readings.csv"), "--board", name, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == kept["proof"]["verdict"] == "accept"
    assert board in (PLATE, PADS, INSOLE)


def test_one_minus_sign_stands_in_a_fit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calibrate", "--from", str(EXAMPLES / "plate" / "readings.csv"), "--board", "plate"]) == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("  left -160 26.5 "))
    assert "−0.08   −0.21 N" in row
