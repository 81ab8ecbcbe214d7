"""Whatever a file holds, it is a recording or a refusal; and what was written in any style is read back."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.plate_files.conftest import as_text, stance
from tripod.plate_files.plate_file import PlateFile, Side
from tripod.plate_files.reader import read_plate_file
from tripod.plate_files.refusal import COLUMNS, PlateFileError

LONGEST = 3000
"""Characters of a refusal, however long the names in the file are."""
NAMES = st.sampled_from(
    [*COLUMNS, "Fz", "COPx[cm]", "COPy[cm]", "TopLeft", "TopRight", "BottomLeft", "BottomRight", "frame", "x", "y",
     "ground_force_vy", "ground_force_px", "ground_force_pz", "", "t", "1", "Fz2", "COPx2", "COPy2", "left_force[V]"]
)  # fmt: skip
CELLS = st.one_of(
    st.floats(-1000, 1000).map(lambda v: f"{v:.3f}"),
    st.sampled_from(
        ["", "nan", "inf", "1e308", "-1e308", "1,5", "1.370,2", '"', '"1,370"', "x", "0", "735", "10:00:01"]
    ),
)
TABLES = st.tuples(
    st.sampled_from([",", ";", "\t", " ", "|"]),
    st.lists(NAMES, max_size=9),
    st.lists(st.lists(CELLS, max_size=9), max_size=6),
).map(lambda t: "\n".join(t[0].join(row) for row in [t[1], *t[2]]))


def read(data: bytes, rate_hz: float = 0.0) -> PlateFile | str:
    """The recording, or why not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trial.csv"
        path.write_bytes(data)
        try:
            return read_plate_file(path, rate_hz=rate_hz)
        except PlateFileError as error:
            return str(error)


def check(made: PlateFile | str) -> None:
    if isinstance(made, str):
        assert 0 < len(made) <= LONGEST
        assert "\n" not in made
        return
    assert len(made.said()) < LONGEST
    assert (np.diff(made.time_s) > 0).all()
    assert made.plates
    for plate in made.plates:
        assert plate.force_n.shape == made.time_s.shape
        assert plate.cop_mm.shape == (len(made.time_s), 2)
        assert np.isfinite(plate.force_n).all() or np.isnan(plate.force_n).all()
        assert not np.isinf(plate.cop_mm).any()


@settings(deadline=None, max_examples=150)
@given(st.one_of(TABLES.map(str.encode), st.text(max_size=300).map(str.encode), st.binary(max_size=300)), st.booleans())
@example(b'time_s,force_n,ml_mm,ap_mm\n0,"1,2,3\n', False)
@example(b"\xff\xfe\x00", False)
@example(b"a" * 200_000 + b"," * 200_000, False)
@example(b'time_s,force_n,ml_mm,ap_mm\n"' + b"1" * 200_000 + b'",1,1,1\n', False)
@example(("time_s,force_n,ml_mm,ap_mm," + "x" * 100_000 + "\n0,1,1,1,1\n").encode(), False)
def test_any_file_is_a_recording_or_a_refusal(data: bytes, rated: bool) -> None:
    check(read(data, 100.0 if rated else 0.0))


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_a_file_with_one_wrong_cell_is_a_recording_or_a_refusal(data: st.DataObject) -> None:
    lines = as_text(stance(20)).split("\n")
    row, column = data.draw(st.integers(0, 20)), data.draw(st.integers(0, 6))
    cells = lines[row].split(",")
    cells[column] = data.draw(st.one_of(CELLS, st.text(max_size=20)))
    lines[row] = ",".join(cells)
    check(read("\n".join(lines).encode("utf-8", "replace")))


@settings(deadline=None, max_examples=80)
@given(
    order=st.permutations(range(7)),
    separator=st.sampled_from([",", ";", "\t", " ", "|"]),
    comma=st.booleans(),
    upper=st.booleans(),
    brackets=st.booleans(),
    down=st.booleans(),
    units=st.tuples(
        st.sampled_from([("s", 1.0), ("ms", 1e-3)]),
        st.sampled_from([("N", 1.0), ("kN", 1e3), ("kg", 9.80665), ("lb", 4.4482216)]),
        st.sampled_from([("mm", 1.0), ("cm", 10.0), ("m", 1e3), ("in", 25.4)]),
    ),
)
def test_what_was_written_in_any_style_is_read_back(
    order: list[int], separator: str, comma: bool, upper: bool, brackets: bool, down: bool,
    units: tuple[tuple[str, float], ...],
) -> None:  # fmt: skip
    rows = stance(60)
    of = [units[0], units[1], units[2], units[2], units[1], units[2], units[2]]
    written = rows / [scale for _, scale in of] * ([1, -1, 1, 1, -1, 1, 1] if down else 1)
    stems = [c.rpartition("_")[0] for c in COLUMNS]
    header = [f"{stem}[{unit}]" if brackets else f"{stem}_{unit}" for stem, (unit, _) in zip(stems, of, strict=True)]
    header = [h.upper() if upper else h for h in header]
    decimal = "," if comma and separator != "," else "."
    lines = [separator.join(header[k] for k in order)]
    lines += [separator.join(f"{row[k]:.9f}".replace(".", decimal) for k in order) for row in written]
    made = read("\n".join(lines).encode())
    assert isinstance(made, PlateFile), made
    left, right = made.plate(Side.LEFT), made.plate(Side.RIGHT)
    assert left is not None
    assert right is not None
    back = np.column_stack([made.time_s, left.force_n, left.cop_mm, right.force_n, right.cop_mm])
    assert back == pytest.approx(rows, abs=1e-5)


LINES = st.sampled_from(
    ["schema = 1", 'time = "time_s"', "time = 1", "time = 99", "rate_hz = 100", "rate_hz = 1e9", "[left]", "[right]",
     "[whole]", "[corners]", "[units]", "[sign]", "force = 2", 'force = "left_force_n"', "ml = 3", "ml = -1", "ap = 4",
     "ap = true", 'cop = "cm"', 'front_left = "time_s"', "[[left]]", "x = {", ""]
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.lists(LINES, max_size=12).map("\n".join), st.text(max_size=100)))
def test_any_mapping_file_is_a_recording_or_a_refusal(mapping: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, columns = Path(folder) / "trial.csv", Path(folder) / "columns.toml"
        path.write_text(as_text(stance(20)))
        columns.write_text(mapping, "utf-8", "replace")
        try:
            check(read_plate_file(path, mapping=columns))
        except PlateFileError as error:
            check(str(error))
