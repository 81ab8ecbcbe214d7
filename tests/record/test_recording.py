"""A session's folder: what it holds, any cut, and everything that can be wrong with it."""

import itertools
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.record.made import blocks_of, record, replayed
from tripod.device.blocks import Block, concatenate
from tripod.device.items import Noticed, SourceError
from tripod.force.calibration import nominal
from tripod.live.session import Session
from tripod.live.stream_summary import summary
from tripod.record.clock_jumps import closed_tick
from tripod.record.in_memory import hold
from tripod.record.journal import Journal, JournalError, make_folder
from tripod.record.layout import EVENTS, SAMPLES, SESSION, SUMMARY, Start
from tripod.record.recording import RecordingError, open_recording
from tripod.record.sample_rows import LeftOut, format_rows, longest_rising
from tripod.sentences import sentence
from tripod.sources import open_source


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recorded") / "shift"
    record(folder, "virtual:shift,board=pads,seconds=6,fault=torn:left_mt1")
    return folder


@pytest.fixture
def copy(recorded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(recorded, tmp_path / "copy"))


@pytest.mark.parametrize("board", ["pads", "insole", "plate", "insole-left"])
@pytest.mark.parametrize("extra", ["", ",fault=torn", ",cal=nominal"])
def test_replay_gives_the_same_numbers_to_the_last_bit(board: str, extra: str, tmp_path: Path) -> None:
    live = record(tmp_path / "r", f"virtual:hinge,board={board},seconds=5,foot_mm=243{extra}")
    source = open_source(str(tmp_path / "r"))
    session = Session(source)
    while session.step():
        pass
    again = summary(session.pipeline, source)
    assert {k for k in live if live[k] != again[k]} <= {"source", "self_test"}
    assert live["frames"] == again["frames"] == 5 * float(live["rate_hz"])  # type: ignore[arg-type]


def test_the_files_open_with_nothing_of_ours(recorded: Path) -> None:
    header = json.loads((recorded / SESSION).read_text("utf-8"))
    names = list(header["files"][SAMPLES]["columns"])
    table = np.genfromtxt(recorded / SAMPLES, delimiter=",", names=True, dtype=None, encoding="utf-8")
    assert list(table.dtype.names) == names
    assert len(table) == 480
    assert (table["status"] != 0).any()
    assert header["simulated"] is True
    assert all(isinstance(json.loads(line), dict) for line in (recorded / EVENTS).read_text("utf-8").splitlines())
    assert json.loads((recorded / SUMMARY).read_text("utf-8"))["rows"] == 480
    assert b"\r" not in (recorded / SAMPLES).read_bytes()


@given(cut=st.integers(0, 40_000))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cut_at_any_byte_it_loses_the_last_line_and_nothing_else(recorded: Path, tmp_path: Path, cut: int) -> None:
    whole = (recorded / SAMPLES).read_bytes()
    cut %= len(whole)
    folder = tmp_path / "cut"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(recorded, folder)
    (folder / SUMMARY).unlink()
    (folder / SAMPLES).write_bytes(whole[:cut])
    lines = whole[:cut].count(b"\n") - 1
    if lines < 1:
        with pytest.raises(RecordingError, match="no samples|columns"):
            open_recording(folder)
        return
    block = blocks_of(folder)
    assert len(block) == lines
    assert (block.counts == blocks_of(recorded).counts[:lines]).all()


@pytest.mark.parametrize(
    "line",
    [
        b'{"t_us": 1, "after_seq": 3, "ev',
        b'{"t_us": 1, "after_seq": 3, "event": "gone", "reason": "\xbe"}',
        b'{"t_us": 1, "after_seq": 3, "event": "zero", "tare_counts": [1]}',
        b'{"t_us": 1, "after_seq": 3, "event": "back", "restarted": "maybe"}',
    ],
)
def test_an_event_that_cannot_be_read_costs_that_event_only_and_is_said(copy: Path, line: bytes) -> None:
    before = open_recording(copy).events
    (copy / EVENTS).write_bytes(line + b"\n\n" + (copy / EVENTS).read_bytes())
    said, *others = open_recording(copy).events
    assert others == list(before)
    assert isinstance(said.item, Noticed)
    assert said.item.sentence.startswith("Line 1 of events.jsonl cannot be read")
    assert len(blocks_of(copy)) == 480


def test_an_event_of_a_row_too_far_ahead_keeps_no_other_back(copy: Path) -> None:
    lines = [
        f'{{"t_us": 1, "after_seq": {at}, "event": "zero", "tare_counts": null}}' for at in (10, 10**9, 20, 20, 30)
    ]
    (copy / EVENTS).write_text("\n".join(lines) + "\n", "utf-8")
    session = replayed(copy)
    assert session.pipeline.notices == [
        "Line 2 of events.jsonl cannot be read; a new zero, an interruption or a drill may be missing."
    ]
    assert [h.after_seq for h in open_recording(copy).events] == [-1, 10, 20, 20, 30]


@pytest.mark.parametrize("chunk", [1, 100, 5000, 10**9])
def test_chunks_do_not_matter(recorded: Path, chunk: int) -> None:
    block = concatenate(list(open_recording(recorded).parsed(chunk)))
    assert (block.counts == blocks_of(recorded).counts).all()
    assert (block.status == blocks_of(recorded).status).all()
    assert (block.age == blocks_of(recorded).age).all()


def edit(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    header = json.loads((folder / SESSION).read_text("utf-8"))
    change(header)
    (folder / SESSION).write_text(json.dumps(header), "utf-8")


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda f: (f / SESSION).unlink(), "is not a recording"),
        (lambda f: ((f / SESSION).unlink(), (f / SESSION).mkdir()), r"session\.json cannot be read \(it is no file\)"),
        (lambda f: ((f / SAMPLES).unlink(), (f / SAMPLES).mkdir()), r"samples\.csv cannot be read \(it is no file\)"),
        (lambda f: (f / SESSION).write_text("{"), "is not JSON"),
        (lambda f: (f / SESSION).write_text("[" * 100_000), "is not JSON"),
        (lambda f: (f / SESSION).write_bytes(b"\xff\xfe"), "is not JSON"),
        (lambda f: edit(f, lambda h: h.update(calibration=5)), "no calibration"),
        (lambda f: edit(f, lambda h: h["feet"].update(length_mm=float("nan"))), "damaged"),
        (lambda f: edit(f, lambda h: h.update(tare_counts=[1])), "damaged"),
        (lambda f: edit(f, lambda h: h.update(tare_counts=["a"] * 6)), "damaged"),
        (lambda f: edit(f, lambda h: h["board"]["limits"].update(max_foot_n="x")), "damaged"),  # type: ignore[index]
        (lambda f: edit(f, lambda h: h["board"]["claims"].update(newtons="no")), "damaged"),  # type: ignore[index]
        (lambda f: edit(f, lambda h: h.update(schema=True)), "not the description"),
        (lambda f: (f / SESSION).write_text("[1]"), "not the description"),
        (lambda f: edit(f, lambda h: h.update(schema=99)), "schema 99 and this tripod reads up to 1"),
        (lambda f: edit(f, lambda h: h.update(banner="00")), "damaged"),
        (lambda f: edit(f, lambda h: h.update(banner="zz")), "damaged"),
        (lambda f: edit(f, lambda h: h.pop("board")), "damaged"),
        (lambda f: edit(f, lambda h: h.pop("calibration")), "damaged"),
        (lambda f: (f / SAMPLES).unlink(), r"samples\.csv is not there\.$"),
        (lambda f: (f / SAMPLES).write_text(""), "does not have the columns"),
        (lambda f: (f / SAMPLES).write_text("a,b\n1,2\n"), "does not have the columns"),
        (lambda f: (f / SAMPLES).write_text((f / SAMPLES).read_text().split("\n")[0] + "\n"), "no samples"),
    ],
)
def test_what_is_no_recording_is_refused(copy: Path, damage: Callable[[Path], object], says: str) -> None:
    damage(copy)
    with pytest.raises(SourceError, match=says):
        open_source(str(copy))


def test_gigabytes_of_something_else_are_refused_unread(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open(copy / SAMPLES, "wb") as file:
        file.truncate(8 << 30)

    def read_it_all(*_: object) -> int:
        raise AssertionError("it was looked for an end of lines in it")

    monkeypatch.setattr("tripod.record.recording._end_of_lines", read_it_all)
    with pytest.raises(RecordingError, match="does not have the columns"):
        open_recording(copy)


@pytest.mark.parametrize("tail", [b"\0" * 9000, b"7" * 70_000, b"\0" * 200_000])
def test_a_long_tail_that_a_power_cut_left_is_cut(copy: Path, tail: bytes) -> None:
    with open(copy / SAMPLES, "ab") as file:
        file.write(tail)
    assert len(blocks_of(copy)) == 480


@pytest.mark.parametrize(
    "event", ['"zero", "tare_counts": [1]', '"zero", "tare_counts": "x"', '"gone"', '"zero", "tare_counts": null']
)
@pytest.mark.parametrize("after", [-5, 3, 10**9])
def test_events_that_fit_nothing_hang_nothing(copy: Path, event: str, after: int) -> None:
    lines = (copy / SAMPLES).read_text("utf-8").splitlines()
    (copy / SAMPLES).write_text("\n".join([lines[0], *lines[100:]]) + "\n", "utf-8")
    (copy / EVENTS).write_text(f'{{"t_us": 0, "after_seq": {after}, "event": {event}}}\n', "utf-8")
    session = Session(open_source(str(copy)))
    while session.step():
        pass
    assert session.pipeline.frames == 381
    assert np.isfinite(session.pipeline.whole.means.total_n) or not np.isfinite(session.pipeline.snapshot().total_n)


def damage(copy: Path, line: int, text: str) -> None:
    lines = (copy / SAMPLES).read_text("utf-8").splitlines()
    lines[line - 1] = text
    (copy / SAMPLES).write_text("\n".join(lines) + "\n", "utf-8")


@pytest.mark.parametrize("line", [2, 201, 481])
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("seq", "0"), ("seq", "99999"), ("seq", "9" * 18), ("tick_us", "5"), ("tick_us", "9" * 18), ("status", "-5"),
        ("status", "1" + "0" * 6), ("left_heel", "99999999999"), ("left_heel_age", "-5"), ("left_heel_age", "256"),
    ],
)  # fmt: skip
def test_a_sample_that_no_board_sends_costs_its_row_and_is_said(copy: Path, line: int, column: str, value: str) -> None:
    whole = blocks_of(copy)
    lines = (copy / SAMPLES).read_text("utf-8").splitlines()
    fields = lines[line - 1].split(",")
    fields[lines[0].split(",").index(column)] = value
    damage(copy, line, ",".join(fields))
    if (line, value) in ((2, "0"), (2, "5"), (481, "99999"), (481, "9" * 18)):
        # Nothing on that side contradicts it: it may be true.
        return
    block = blocks_of(copy)
    assert block.seq.tolist() == np.delete(whole.seq, line - 2).tolist()
    assert block.counts.tolist() == np.delete(whole.counts, line - 2, axis=0).tolist()
    session = replayed(copy)
    assert f"1 row of samples.csv is left out, in line {line}" in session.pipeline.notices[-1]
    assert session.source.line().lost_frames == (1 if line == 201 else 0)


NO_ROWS = ["", "# a remark", "1,2,3", "x" * 9, "1,2,000000,1,2,3,4,5,6,1,2,3,4,5,nan", "1.5" + ",1" * 14, "9" * 400]


@pytest.mark.parametrize("chunk", [700, 512 << 10])
def test_lines_that_are_no_samples_cost_themselves_and_are_counted(copy: Path, chunk: int) -> None:
    whole, wrong = blocks_of(copy), [100 + 7 * k for k in range(len(NO_ROWS))]
    for line, text in zip(wrong, NO_ROWS, strict=True):
        damage(copy, line, text)
    left_out = LeftOut()
    block = concatenate(list(open_recording(copy).parsed(chunk, left_out)))
    assert block.seq.tolist() == np.delete(whole.seq, [line - 2 for line in wrong]).tolist()
    assert (left_out.rows, left_out.first_line) == (len(NO_ROWS), 100)
    assert "7 rows of samples.csv are left out, the first in line 100" in replayed(copy).pipeline.notices[-1]


@given(st.lists(st.tuples(st.integers(2, 481), st.binary(max_size=60)), max_size=20), st.integers(100, 5000))
@settings(deadline=None, max_examples=40)
def test_whatever_stands_in_some_lines_the_others_are_read(
    recorded: Path, tmp_path_factory: pytest.TempPathFactory, wrong: list[tuple[int, bytes]], chunk: int
) -> None:
    place = tmp_path_factory.mktemp("wrong") / "r"
    shutil.copytree(recorded, place)
    whole = blocks_of(place)
    lines = (place / SAMPLES).read_bytes().split(b"\n")
    for line, text in wrong:
        lines[line - 1] = text.replace(b"\n", b"?")
    (place / SAMPLES).write_bytes(b"\n".join(lines))
    bad = {line - 2 for line, _ in wrong}
    left_out = LeftOut()
    block = concatenate(list(open_recording(place).parsed(chunk, left_out)))
    assert block.seq.tolist() == np.delete(whole.seq, sorted(bad)).tolist()
    assert left_out.rows == len(bad)


def test_a_file_in_which_no_line_is_a_sample_is_refused(copy: Path) -> None:
    lines = (copy / SAMPLES).read_text("utf-8").splitlines()
    (copy / SAMPLES).write_text("\n".join([lines[0], *["nothing"] * 50]) + "\n", "utf-8")
    with pytest.raises(RecordingError, match="holds no samples"):
        blocks_of(copy)


@given(st.lists(st.integers(0, 40), max_size=60))
def test_the_longest_rising_part_is_the_longest(values: list[int]) -> None:
    where = longest_rising(np.array(values, np.int64))
    chosen = [values[k] for k in where]
    assert where == sorted(where)
    assert all(a < b for a, b in itertools.pairwise(chosen))
    best: list[int] = []
    for k, value in enumerate(values):
        best.append(1 + max((best[j] for j in range(k) if values[j] < value), default=0))
    assert len(chosen) == max(best, default=0)


def test_a_recording_that_changes_while_it_is_read_is_said(copy: Path) -> None:
    reader = open_recording(copy).parsed(2000)
    next(reader)
    with open(copy / SAMPLES, "a", encoding="utf-8") as file:
        file.write("x\n")
    with pytest.raises(RecordingError, match="changed while it was read"):
        list(reader)


@pytest.fixture
def start(recorded: Path) -> Start:
    recording = open_recording(recorded)
    return Start(
        recording.board,
        recording.banner,
        nominal(recording.board),
        None,
        {"length_mm": 260.0},
        "x",
        True,
        "now",
        "tripod",
        recording.learned,
    )


def test_nothing_is_written_over(copy: Path) -> None:
    before = {p.name: p.read_bytes() for p in copy.iterdir()}
    with pytest.raises(JournalError, match="is not empty"):
        make_folder(copy)
    assert {p.name: p.read_bytes() for p in copy.iterdir()} == before


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="does not exist"):
        make_folder(tmp_path / "no" / "where")
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match="is a file"):
        make_folder(tmp_path / "file")
    with pytest.raises(JournalError, match="cannot be written"):
        make_folder(Path("/proc/tripod"))


def test_an_empty_folder_will_do(tmp_path: Path, start: Start) -> None:
    (tmp_path / "r").mkdir()
    make_folder(tmp_path / "r")
    journal = Journal(tmp_path / "r", start)
    journal.close({})
    assert {p.name for p in (tmp_path / "r").iterdir()} == {SESSION, SAMPLES, EVENTS, SUMMARY}


def test_statuses_are_digits_in_the_order_of_the_cells() -> None:
    status = np.array([[0, 1, 0], [7, 0, 3]], np.uint8)
    counts = np.array([[-5, 6, 7], [8, 9, 10]], np.int32)
    block = Block(np.array([4, 5]), np.array([10, 20]), counts, status, np.zeros((2, 3), np.uint8))
    assert format_rows(block, ages=False) == "4,10,010,-5,6,7\n5,20,703,8,9,10\n"


def test_a_file_that_is_no_list_of_events_is_refused(copy: Path) -> None:
    (copy / EVENTS).write_bytes(b"x\n" * 20_000)
    with pytest.raises(RecordingError, match="is no list of events"):
        open_recording(copy)


@pytest.mark.parametrize("hours", [1, 2])
def test_a_clock_that_jumps_is_a_gap_whose_time_is_not_counted(copy: Path, hours: int) -> None:
    lines = (copy / SAMPLES).read_text("utf-8").splitlines()
    for row in range(201, len(lines)):
        seq, tick, rest = lines[row].split(",", 2)
        jumped_us = 3_600_000_000 * (1 if hours == 1 or row < 301 else 2)
        lines[row] = f"{seq},{int(tick) + jumped_us},{rest}"
    (copy / SAMPLES).write_text("\n".join(lines) + "\n", "utf-8")
    session = replayed(copy)
    told = summary(session.pipeline, session.source)
    assert (told["frames"], told["lost_frames"], told["gaps"]) == (480, 0, hours)
    assert told["duration_s"] == pytest.approx(479 / 80, abs=0.03)
    key, by = ("clock_jumped", "3600.0") if hours == 1 else ("clock_jumped_often", "7200.0")
    assert told["notices"] == [sentence(f"recording.{key}", file=SAMPLES, n=hours, at="2.5", by=by)]
    held = hold(open_recording(copy))
    assert held is not None
    assert held.duration_s == pytest.approx(told["duration_s"], abs=1e-4)
    last_us = int(lines[-1].split(",")[1])
    assert closed_tick(last_us, held.clock_jumps) == held.rows.tick_us[-1], "an event finds its place"


def test_a_long_gap_that_the_numbers_tell_as_well_is_no_jump(copy: Path) -> None:
    lines = (copy / SAMPLES).read_text("utf-8").splitlines()
    for row in range(201, len(lines)):
        seq, tick, rest = lines[row].split(",", 2)
        lines[row] = f"{int(seq) + 80 * 3600},{int(tick) + 3_600_000_000},{rest}"
    (copy / SAMPLES).write_text("\n".join(lines) + "\n", "utf-8")
    told = summary((session := replayed(copy)).pipeline, session.source)
    assert (told["lost_frames"], told["gaps"], told["notices"]) == (80 * 3600, 0, [])
    assert told["duration_s"] == pytest.approx(3600 + 479 / 80, abs=0.03)


def test_a_calibration_of_another_board_of_the_same_name_is_said(copy: Path) -> None:
    header = json.loads((copy / SESSION).read_text("utf-8"))
    assert replayed(copy).pipeline.notices == []
    ours, header["calibration"]["board_id"] = header["board_id"][:4], "ab" * 8
    (copy / SESSION).write_text(json.dumps(header), "utf-8")
    said = sentence("recording.calibration_of_another", theirs="abab", ours=ours)
    assert replayed(copy).pipeline.notices == [said]


def test_frames_without_a_time_are_told_in_a_replay_too(copy: Path) -> None:
    line = {"t_us": 5, "after_seq": 100, "event": "untimed", "clock_stands": True}
    (copy / EVENTS).write_text(json.dumps(line) + "\n" + (copy / EVENTS).read_text("utf-8"), "utf-8")
    assert replayed(copy).pipeline.notices == [sentence("pipeline.clock_stands")]
