"""Each way in which programs write a recording is read to the same numbers, and what was taken for granted is said."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.plate_files.conftest import Array, Read, as_text, stance
from tripod.plate_files.plate_file import PlateFile, Side, Take
from tripod.plate_files.reader import read_plate_file
from tripod.plate_files.refusal import COLUMNS, PlateFileError

TRUE = stance()
"""The recording that all of these hold."""


def columns(made: PlateFile) -> Array:
    """A recording of two feet as rows of `COLUMNS`."""
    left, right = (made.plate(side) for side in (Side.LEFT, Side.RIGHT))
    assert left is not None
    assert right is not None
    return np.column_stack([made.time_s, left.force_n, left.cop_mm, right.force_n, right.cop_mm])


def takes(made: PlateFile) -> set[Take]:
    return {t.what for t in made.taken}


def scaled(time: float = 1, force: float = 1, cop: float = 1) -> Array:
    return TRUE * [time, force, cop, cop, force, cop, cop]


def quoted(text: str) -> str:
    return "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in text.split("\n")[:-1])


PLAIN = as_text(TRUE)
UNITS = ("t", "left Fz", "left ml", "left ap", "right Fz", "right ml", "right ap")
SAME: dict[str, tuple[str | bytes, set[Take]]] = {
    "as the contract has it": (PLAIN, set()),
    "semicolons and decimal comma": (as_text(TRUE, separator=";", decimal=","), {Take.SEPARATOR, Take.DECIMAL_COMMA}),
    "tabs": (as_text(TRUE, separator="\t"), {Take.SEPARATOR}),
    "tabs and decimal comma": (as_text(TRUE, separator="\t", decimal=","), {Take.SEPARATOR, Take.DECIMAL_COMMA}),
    "blanks": (as_text(TRUE, separator="  "), {Take.SEPARATOR}),
    "UTF-16 with its mark": (as_text(TRUE, separator="\t").encode("utf-16"), {Take.SEPARATOR}),
    "UTF-16 without a mark": (PLAIN.encode("utf-16-le"), {Take.ENCODING}),
    "UTF-8 with a mark": (PLAIN.encode("utf-8-sig"), set()),
    "Windows-1252 in a comment": ("# Kraft für Fuß\n".encode("cp1252") + PLAIN.encode(), {Take.ENCODING}),
    "CR LF": (PLAIN.replace("\n", "\r\n"), set()),
    "CR alone": (PLAIN.replace("\n", "\r"), set()),
    "comments": ("# subject 7\n% 100 Hz\n" + PLAIN, set()),
    "header in a comment": ("# " + PLAIN, set()),
    "line that names the separator": ("sep=,\n" + PLAIN, set()),
    "upper case and blanks": (as_text(TRUE, [c.upper() for c in COLUMNS], ", "), set()),
    "separator at the end": (PLAIN.replace("\n", ",\n"), set()),
    "empty columns and rows": (PLAIN.replace("\n", ",,\n") + ",,,,,,,,\n\n", set()),
    "quotation marks": (quoted(PLAIN), set()),
    "other order": (as_text(TRUE[:, ::-1], COLUMNS[::-1]), set()),
    "index of pandas": (
        as_text(np.column_stack([np.arange(len(TRUE)), TRUE]), ["", *COLUMNS]).replace(".0000,", ",", 1),
        set(),
    ),
    "row names of R": (
        " ".join(f'"{c}"' for c in COLUMNS)
        + "".join(f'\n"{k + 1}" ' + " ".join(f"{v:.4f}" for v in row) for k, row in enumerate(TRUE)),
        {Take.SEPARATOR, Take.ROW_NAMES},
    ),
    "last row cut": (PLAIN + "3.0000,37", {Take.LAST_ROW_CUT}),
    "centimetres and kilograms in brackets": (
        as_text(scaled(force=1 / 9.80665, cop=0.1), ["Time[s]", "left_force[kg]", "left_ml[cm]", "left_ap[cm]",
                "right_force[kg]", "right_ml[cm]", "right_ap[cm]"]),
        {Take.FORCE_UNIT, Take.LENGTH_UNIT},
    ),
    "a row of units": (
        as_text(scaled(1e3, 1, 0.1), UNITS).replace("\n", "\nms,N,cm,cm,N,cm,cm\n", 1),
        {Take.TIME_UNIT, Take.LENGTH_UNIT},
    ),
    "force downwards": (as_text(scaled(force=-1)), {Take.FORCE_NEGATED}),
    "metres that are said to be millimetres": (
        as_text(scaled(cop=1e-3)),
        {Take.LENGTH_UNIT_AGAINST_HEADER},
    ),
    "milliseconds that are said to be seconds": (as_text(scaled(time=1e3)), {Take.TIME_UNIT_JUDGED}),
    "stamps of two decimals at 100 Hz, some twice": (
        as_text(np.column_stack([np.where(np.arange(len(TRUE)) % 7 == 6, TRUE[:, 0] - 0.01, TRUE[:, 0]), TRUE[:, 1:]])),
        {Take.STAMPS_REPEAT},
    ),
    "times of day": (
        "timestamp" + PLAIN.removeprefix("time_s").replace("\n", "\n2020-01-01 10:00:0"),
        {Take.CLOCK_TIME},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SAME)
def test_a_way_to_write_a_recording_is_read_to_the_same_numbers_and_said(case: str, read: Read) -> None:
    text, said = SAME[case]
    if case == "times of day":
        text = str(text).rstrip("\n").removesuffix("\n2020-01-01 10:00:0")
    made = read(text)
    coarse = case.startswith(("metres", "centimetres", "a row of units"))
    assert columns(made) == pytest.approx(TRUE - [TRUE[0, 0], *[0] * 6], abs=0.06 if coarse else 2e-4)
    assert takes(made) == said
    assert (made.said() == "") == (said == set())


OPENSIM = """GRF
version=1
nRows={n}
nColumns=7
inDegrees=no
endheader
time\tground_force_vy\tground_force_px\tground_force_pz\t1_ground_force_vy\t1_ground_force_px\t1_ground_force_pz
"""


def test_an_opensim_file_has_y_upwards_and_metres(read: Read) -> None:
    rows = scaled(cop=1e-3)[:, [0, 4, 6, 5, 1, 3, 2]]
    body = "\n".join("\t".join(f"{v:.7f}" for v in row) for row in rows)
    made = read(OPENSIM.format(n=len(rows)) + body)
    assert columns(made) == pytest.approx(TRUE, abs=2e-4)
    assert takes(made) >= {Take.OPENSIM_AXES, Take.LENGTH_UNIT_JUDGED, Take.SIDES_BY_PLACE}


def test_a_board_with_corner_forces_needs_a_rate_and_gives_one_plate(read: Read) -> None:
    text = "TopLeft,TopRight,BottomLeft,BottomRight\n" + "10,20,20,25\n" * 20
    with pytest.raises(PlateFileError, match=r"rate=100"):
        read(text)
    made = read(text, rate_hz=50)
    plate = made.plate(Side.WHOLE)
    assert plate is not None
    assert plate.force_n == pytest.approx(np.full(20, 75 * 9.80665))
    assert plate.cop_mm[0] == pytest.approx([433 / 2 * 15 / 75, 238 / 2 * -15 / 75])
    assert made.time_s[1] == pytest.approx(0.02)
    assert takes(made) == {Take.RATE_GIVEN, Take.FORCE_UNIT_JUDGED, Take.CORNERS}


VICON = """Devices
1000
,,AMTI #1 - Force,,,AMTI #1 - CoP,,,AMTI #2 - Force,,,AMTI #2 - CoP,,
Frame,Sub Frame,Fx,Fy,Fz,Cx,Cy,Cz,Fx,Fy,Fz,Cx,Cy,Cz
,,N,N,N,mm,mm,mm,N,N,N,mm,mm,mm
"""


def test_numbered_plates_have_no_sides_and_what_follows_below_is_left_out(read: Read) -> None:
    body = "".join(
        f"{k // 10 + 1},{k % 10},0,0,{-r[1]},{r[2]},{r[3]},0,0,0,{-r[4]},{r[5]},{r[6]},0\n" for k, r in enumerate(TRUE)
    )
    made = read(VICON + body + "\nTrajectories\n100\n,,LASI,,\nFrame,Sub Frame,X,Y,Z\n1,0,1,2,3\n")
    assert [p.side for p in made.plates] == [Side.UNKNOWN, Side.UNKNOWN]
    assert made.plates[1].force_n == pytest.approx(TRUE[:, 4])
    assert made.plates[0].cop_mm == pytest.approx(TRUE[:, 2:4])
    assert made.time_s[-1] == pytest.approx(0.299)
    assert takes(made) == {Take.OTHER_PART, Take.X_IS_RIGHT, Take.RATE_IN_FILE, Take.FORCE_NEGATED}
    empty = "".join(",".join([*row.split(",")[:10], "0", "0", "0", "0"]) + "\n" for row in body.splitlines())
    alone = read(VICON + empty)
    assert [p.side for p in alone.plates] == [Side.WHOLE]
    assert Take.EMPTY_PLATES in takes(alone)


def test_cop_alone_is_one_plate_without_force(read: Read) -> None:
    made = read(as_text(TRUE[:, [0, 2, 3]], ["time_s", "ml_mm", "ap_mm"]))
    plate = made.plate(Side.WHOLE)
    assert plate is not None
    assert np.isnan(plate.force_n).all()
    assert plate.cop_mm == pytest.approx(TRUE[:, 2:4])
    assert takes(made) == {Take.NO_FORCE}


@pytest.mark.parametrize("nothing", ["", "NaN", "NA", "-", "---", "inf", "1.#QNAN", "#DIV/0!", "#NV", "#WERT!"])
def test_a_foot_that_is_not_loaded_has_no_cop_however_that_is_written(nothing: str, read: Read) -> None:
    lines = PLAIN.split("\n")
    lines[1:101] = [f"{TRUE[k, 0]},0.0,{nothing},{nothing},735,118,108" for k in range(100)]
    made = read("\n".join(lines))
    left = made.plate(Side.LEFT)
    assert left is not None
    assert np.isnan(left.cop_mm[:100]).all()
    assert left.cop_mm[100:] == pytest.approx(TRUE[100:, 2:4])
    assert takes(made) == set()


def test_a_cop_that_is_given_below_ten_newtons_is_no_cop(read: Read) -> None:
    rows = TRUE.copy()
    rows[:50, 1] = 6.0
    left = read(as_text(rows)).plate(Side.LEFT)
    assert left is not None
    assert np.isnan(left.cop_mm[:50]).all()


@pytest.mark.parametrize(
    ("change", "take"),
    [
        (lambda r: r.__setitem__((slice(100, 103), slice(1, 7)), 0), Take.FORCE_DROPS),
        (lambda r: r.__setitem__((slice(100, 103), [2, 3]), 0), Take.COP_ZERO),
        (lambda r: r.__setitem__((slice(100, 103), [2, 3]), np.nan), Take.COP_MISSING),
        (lambda r: r.__setitem__((slice(None), [1, 2, 3, 4, 5, 6]), r[:, [4, 5, 6, 1, 2, 3]]), Take.FEET_SWAPPED),
        (lambda r: r.__setitem__((slice(None), [2, 3, 5, 6]), r[:, [3, 2, 6, 5]]), Take.FEET_BEHIND),
        (lambda r: r.__imul__([1, 1, 0.1, 0.1, 1, 0.1, 0.1]), Take.FEET_CLOSE),
        (lambda r: r.__imul__([1, 0.224, 1, 1, 0.224, 1, 1]), Take.LIGHT),
    ],
)  # fmt: skip
def test_what_may_be_wrong_is_said(change: Callable[[Array], object], take: Take, read: Read) -> None:
    rows = TRUE.copy()
    change(rows)
    made = read(as_text(rows))
    assert take in takes(made)
    assert "trial.csv was read so" in made.said()


def test_rows_that_are_missing_are_said_and_not_filled(read: Read) -> None:
    made = read(as_text(np.delete(TRUE, np.r_[50:120, 200:206], axis=0)))
    assert takes(made) == {Take.GAPS}
    assert "before row 52, 132 rows are missing (0.76 s in all)" in made.said()
    assert made.time_s[49:51] == pytest.approx([0.49, 1.2])
    frames = np.delete(TRUE, range(50, 120), axis=0)
    frames[:, 0] = np.round(frames[:, 0] * 100)
    made = read(as_text(frames, ["frame", *COLUMNS[1:]]), rate_hz=100)
    assert takes(made) == {Take.GAPS, Take.RATE_GIVEN}
    assert made.time_s[49:51] == pytest.approx([0.49, 1.2])


def test_dots_between_thousands_and_commas_between_thousands(read: Read) -> None:
    text = "time_s;force_n;ml_mm;ap_mm\n" + "".join(f"0,0{k};1.370,5;1,0;2,0\n" for k in range(9))
    made = read(text)
    assert {Take.DECIMAL_COMMA, Take.THOUSANDS} <= takes(made)
    assert made.plates[0].force_n[0] == 1370.5
    text = "time_s,force_n,ml_mm,ap_mm\n" + "".join(f'{k / 100},"1,370.5",1.0,2.0\n' for k in range(9))
    made = read(text)
    assert takes(made) == {Take.THOUSANDS}
    assert made.plates[0].force_n[0] == 1370.5


REFUSED: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "lacks the column time_s"),
    "unknown channels": ("Time (s)\tChannel 0\tChannel 1\n" + "0.0\t1\t2\n0.1\t1\t2\n", "lacks the column left_f"),
    "force and moments": ("time_s,Fx,Fy,Fz,Mx,My,Mz\n" + "0,1,2,3,4,5,6\n" * 3, "lacks the column ml_mm"),
    "no header": (PLAIN.split("\n", 1)[1], "has no header"),
    "kilograms that are said to be newtons": (as_text(scaled(force=0.102)), "if they are kilograms"),
    "force without a unit that may be any": (
        as_text(scaled(force=0.102), ["time_s", "left_force", *COLUMNS[2:4], "right_force", *COLUMNS[5:]]),
        "may be newtons, kilograms or pounds",
    ),
    "CoP without a unit that may be any": (
        as_text(scaled(cop=0.1), ["time_s", COLUMNS[1], "left_ml", "left_ap", COLUMNS[4], "right_ml", "right_ap"]),
        "millimetres or centimetres",
    ),
    "per cent": (
        as_text(TRUE, ["time_s", "left_force[%BW]", *COLUMNS[2:4], "right_force[%BW]", *COLUMNS[5:]]),
        "'%bw'",
    ),
    "two columns for one": (
        as_text(TRUE[:, [0, 1, 1, 2, 3]], ["t", "Fz[N]", "force_n", "ml_mm", "ap_mm"]),
        "may both be",
    ),
    "units mixed": (as_text(TRUE, [*COLUMNS[:3], "left_ap_cm", *COLUMNS[4:]]), "several units"),
    "commas for all": (PLAIN.replace(".", ","), "decimals and between cells"),
    "one plate upside down": (as_text(TRUE * [1, 1, 1, 1, -1, 1, 1]), "one plate has its forces up"),
    "force about zero": (
        as_text(TRUE * np.where(np.arange(len(TRUE)) % 2, 1, -1)[:, None] ** [0, 1, 0, 0, 1, 0, 0]),
        "past zero",
    ),
    "nobody's weight": (as_text(scaled(force=10)), "nobody's weight"),
    "a short row": (PLAIN.replace("\n1.0000,", "\n1.0,3\n1.0000,"), "row 102: it has 2 cells"),
    "another header below": (PLAIN + PLAIN, "row 302: time_s is 'time_s'"),
    "cells without names": (PLAIN.replace("\n", ",7,8\n").replace("ap_mm,7,8", "ap_mm"), "names 7 columns"),
    "no CoP at all": (as_text(TRUE * [1, 1, np.nan, np.nan, 1, 1, 1]), "there is no CoP"),
    "comma that may be either": (
        "time_s,force_n,ml_mm,ap_mm\n" + "".join(f'{k},"1,370",1,2\n' for k in range(9)), "may stand for decimals"),
    "workbook": (b"PK\x03\x04rest", "save its sheet as CSV"),
    "C3D": (b"\x02\x50\x00\x00" + bytes(600), "C3D"),
    "bytes": (bytes(range(256)) * 4, "no table of text"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do(case: str, read: Read) -> None:
    text, says = REFUSED[case]
    with pytest.raises(PlateFileError, match=says) as error:
        read(text)
    assert len(str(error.value)) < 2000
    if "lacks" in says or "may be" in says or "kilograms" in says:
        for part in (*COLUMNS, "newtons", "columns.toml", "calibration/force-plate-files.md"):
            assert part in str(error.value)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(PlateFileError, match=str(path)):
            read_plate_file(path)
