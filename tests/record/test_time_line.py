"""What happened in a recording and when; marks that are made later; the newest recordings in a folder."""

import json
from pathlib import Path

import pytest

from tripod.record.marks import FILE, NEAR_S, MarkError, mark, read_marks, unmark
from tripod.record.recent import recent, recent_of
from tripod.record.time_line import Mark, Stretch, read_time_line
from tripod.storage.schemas.marks import LONGEST

FIRST_US = 4_000_000_000
BLOCK_US = 20_000


def lines(folder: Path, *events: dict) -> Path:
    """Each event is written at the end of its block, after the stream had run for 100 s."""
    out = []
    for event in events:
        t_us = FIRST_US + round(1e6 * (event["t_s"] - 100.0)) + BLOCK_US if "t_s" in event else event["t_us"]
        out.append(json.dumps({"t_us": t_us, "after_seq": 1, **event}))
    (folder / "events.jsonl").write_text("\n".join(out) + "\n")
    return folder


def told(happened: str, t_s: float, **more: object) -> dict:
    return {"event": "drill_event", "happened": happened, "t_s": t_s, **more}


def of(folder: Path, *events: dict):
    return read_time_line(lines(folder, *events), FIRST_US, 60.0)


BEGAN = {"event": "drill", "t_us": FIRST_US, "drill": {"name": "paced-hinge", "title": "Paced hinge"}}


def test_paced_reps_go_from_the_word_to_go_down_to_standing_tall(tmp_path: Path) -> None:
    line = of(
        tmp_path,
        BEGAN,
        told("begin", 103.0, kind="reps", number=1),
        told("pace", 104.0, word="down", rep=1, due_s=104.0),
        told("pace", 107.0, word="hold", rep=1, due_s=107.0),
        told("pace", 110.0, word="tall", rep=1, due_s=110.0),
        told("pace", 112.0, word="down", rep=2, due_s=112.0),
        told("pace", 118.0, word="tall", rep=2, due_s=118.0),
        told("try", 120.0, score=80, number=1),
    )
    assert line.title == "Paced hinge"
    assert line.score == 80
    # The clocks are laid over each other to within a block.
    late = BLOCK_US / 1e6
    assert line.begins_s == pytest.approx(3.0 + late)
    assert [(s.number, s.begin_s, s.end_s) for s in line.reps] == [
        (1, pytest.approx(4.0 + late), pytest.approx(10.0 + late)),
        (2, pytest.approx(12.0 + late), pytest.approx(18.0 + late)),
    ]
    assert (line.rep_at(5.0), line.rep_at(11.0), line.rep_at(13.0)) == (1, 0, 2)


def test_free_reps_end_where_each_was_counted(tmp_path: Path) -> None:
    line = of(
        tmp_path,
        told("begin", 101.0, kind="reps", number=1),
        told("count", 105.0, rep=1),
        told("count", 109.5, rep=2),
        told("try", 111.0, score=None),
    )
    assert [(s.number, round(s.end_s - s.begin_s, 6)) for s in line.reps] == [(1, 4.0), (2, 4.5)]
    assert line.score is None


def test_holds_and_faults_that_never_ended_end_with_the_recording(tmp_path: Path) -> None:
    line = of(
        tmp_path,
        told("begin", 110.0, kind="hold", number=2),
        told("fault", 120.4, fault="mt1_light", foot="right", onset_s=120.0),
        told("fault_over", 123.0, fault="mt1_light", foot="right", onset_s=120.0, duration_s=2.5),
        told("fault", 150.4, fault="heel_heavy", foot="left", onset_s=150.0),
        told("cue", 121.0, words="Big toe right."),
    )
    assert [(h.number, h.end_s) for h in line.holds] == [(2, 60.0)]
    assert [(f.fault, f.foot, round(f.end_s - f.begin_s, 2)) for f in line.faults] == [
        ("mt1_light", "right", 2.5),
        ("heel_heavy", "left", 9.98),
    ]
    assert line.faults_at(21.0)[0].foot == "right"
    assert line.cue_at(22.0, 2.0) == "Big toe right."
    assert line.cue_at(24.0, 2.0) == ""


def test_one_goes_from_moment_to_moment(tmp_path: Path) -> None:
    line = of(tmp_path, {"event": "mark", "t_us": FIRST_US + 7_000_000, "text": "knee"}).with_marks(
        [Mark(30.0, later=True), Mark(2.0, "later", later=True)]
    )
    assert [m.t_s for m in line.marks] == [2.0, 7.0, 30.0]
    assert line.next_s(2.0) == 7.0
    assert line.next_s(30.0) is None
    assert line.previous_s(30.0) == 7.0
    assert line.previous_s(2.0) is None
    # Marks that were made later are put in place of those before, never of recorded ones.
    assert [m.t_s for m in line.with_marks([]).marks] == [7.0]


@pytest.mark.parametrize("damaged", [b"\xff\xfe", b"{}", b'{"event": 3}', b"[" * 5000, b'{"event":"drill_event"'])
def test_lines_that_cannot_be_read_are_left_out(tmp_path: Path, damaged: bytes) -> None:
    sound = json.dumps({"t_us": FIRST_US + 1_000_000, "after_seq": 1, "event": "mark", "text": "x"}).encode()
    (tmp_path / "events.jsonl").write_bytes(damaged + b"\n" + sound + b"\n")
    assert [m.text for m in read_time_line(tmp_path, FIRST_US, 5.0).marks] == ["x"]


def test_without_events_there_is_a_bare_line(tmp_path: Path) -> None:
    line = read_time_line(tmp_path, FIRST_US, 5.0, (Stretch(1.0, 2.0),))
    assert (line.duration_s, line.moments_s(), len(line.away)) == (5.0, [], 1)


def test_marks_are_kept_beside_the_recording(tmp_path: Path) -> None:
    lines(tmp_path, {"event": "mark", "t_us": FIRST_US, "text": "then"})
    before = (tmp_path / "events.jsonl").read_bytes()
    mark(tmp_path, 12.5, " knee ")
    mark(tmp_path, 3.0)
    assert [(m.t_s, m.text, m.later) for m in read_marks(tmp_path)] == [(3.0, "", True), (12.5, "knee", True)]
    # Marked again nearby, the new text is in place of the old one.
    mark(tmp_path, 12.5 + NEAR_S / 2, "hip")
    assert [m.text for m in read_marks(tmp_path)] == ["", "hip"]
    unmark(tmp_path, 3.1)
    assert [m.text for m in read_marks(tmp_path)] == ["hip"]
    assert (tmp_path / "events.jsonl").read_bytes() == before


def test_marks_that_cannot_be_kept_say_why(tmp_path: Path) -> None:
    mark(tmp_path, 1.0, "one")
    with pytest.raises(MarkError, match="at most 200 letters"):
        mark(tmp_path, 2.0, "x" * (LONGEST + 1))
    (tmp_path / FILE).write_text("no json")
    with pytest.raises(MarkError, match="Move"):
        mark(tmp_path, 2.0)
    assert (tmp_path / FILE).read_text() == "no json"
    with pytest.raises(MarkError, match="cannot be written"):
        mark(tmp_path / FILE, 2.0)


def test_the_newest_recordings_come_first(tmp_path: Path) -> None:
    for name in ("2026-11-01_10-00-00", "2026-11-03_10-00-00", "2026-11-02_10-00-00", "none", "broken"):
        (tmp_path / name).mkdir()
    (tmp_path / "broken" / "session.json").write_text("{")
    for day in (1, 2, 3):
        folder = tmp_path / f"2026-11-0{day}_10-00-00"
        head = {"schema": 1, "created": f"2026-11-0{day}T10:00:00+01:00", "subject": "P-07", "simulated": False}
        (folder / "session.json").write_text(json.dumps(head))
    lines(tmp_path / "2026-11-03_10-00-00", BEGAN)
    (tmp_path / "2026-11-03_10-00-00" / "summary.json").write_text('{"duration_s": 61.5}')
    found = recent(tmp_path, 2)
    assert [(r.facts.folder.name[:10], r.facts.subject, r.drill, r.facts.duration_s) for r in found] == [
        ("2026-11-03", "P-07", "Paced hinge", 61.5),
        ("2026-11-02", "P-07", "", None),
    ]
    assert recent(tmp_path / "nowhere", 3) == []
    theirs, others = recent_of(tmp_path, 2, "P-07")
    assert (theirs, others) == (found, False)
    assert recent_of(tmp_path, 3, "P-01") == ([], True)
