"""The index says what the folders say, whatever became of either."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tripod.balance.judgement import Answer
from tripod.drills.score.judged import Judged, Untold
from tripod.history.ask import drills, in_detail, kept, people, tries_of
from tripod.history.found import Done, InDetail, Recorded, Wanted
from tripod.history.index import Index, Notice
from tripod.sentences import sentence
from tripod.storage.places import diary_path, history_index, notes_path, person_folder, sessions_folder
from tripod.training.alike import Tries
from tripod.training.diary import Entry, SwayEntry, read_diary
from tripod.training.notes import NoteError, keep_note, of_recording, of_try, read_notes
from tripod.training.people import add, delete, rename
from tripod.views.history.words import came_to, facts


def dump(index: Index) -> list[str]:
    """All of it but its own numbers of rows, and the stamps of files."""
    out: list[str] = []
    for table in ("people", "sessions", "notes"):
        out += sorted(map(repr, index.tables.execute(f"SELECT * FROM {table}")))
    for of in kept(index.tables, Wanted()):
        if isinstance(of, Done):
            detail = in_detail(index.tables, of)
            out.append(
                repr((of.person, of.key, of.score, of.fault, of.note, detail.scores, detail.reps, detail.faults))
            )
        else:
            out.append(repr((of.person, of.key, of.note)))
    return out


def anew(tmp_path: Path) -> list[str]:
    index = Index(tmp_path / "anew.sqlite")
    for _ in index.rebuild():
        pass
    try:
        return dump(index)
    finally:
        index.close()


def test_what_was_done_is_found_newest_first(index, write, recorded) -> None:
    write("P-07", "2026-11-01", (70, 72, 74), faults={"mt1_light": 2, "sway": 1}, worst="right mt1", reps=1)
    write("P-07", "2026-11-03", (), reason="The feet were not measured.")
    write("P-03", "2026-11-02", (50,))
    recorded("by-itself", "P-07", "2026-11-02T08:00:00+01:00")
    found = kept(index().tables, Wanted("P-07"))
    assert [of.made[:10] for of in found] == ["2026-11-03", "2026-11-02", "2026-11-01"]
    untold, alone, scored = found
    assert isinstance(untold, Done)
    assert (untold.score, untold.reason, untold.unscored) == (None, "The feet were not measured.", "")
    assert replace(untold, reason="").unscored == "cannot tell", "and not *because of* nothing"
    off = replace(untold, score=98, judged=Judged(Answer.OFF))
    assert off.no_fault_told == "no fault told, but somebody saw something go wrong"
    assert replace(off, score=60).no_fault_told == "no fault told"
    assert isinstance(alone, Recorded)
    assert (alone.folder, alone.duration_s, alone.damaged) == ("by-itself", 41.8125, "")
    assert isinstance(scored, Done)
    assert (scored.score, scored.fault, scored.fault_foot, scored.group.calibration) == (
        72, "mt1_light", "right", "factory"
    )  # fmt: skip
    tables = index().tables
    detail = in_detail(tables, kept(tables, Wanted("P-07"))[-1])
    assert (detail.scores, detail.reps, detail.faults) == ((70, 72, 74), 1, {"mt1_light": 2, "sway": 1})
    assert tables.execute("SELECT score FROM reps").fetchall() == [(74,)]
    assert [p.code for p in people(tables)] == ["P-03", "P-07"]
    assert drills(tables, "P-03") == [("tripod-hold", 1, 1)]
    assert list(tries_of(tables, "P-07", "tripod-hold").values()) == [Tries((70, 72, 74), reps=1)]


def test_filters(index, write) -> None:
    write("P-07", "2026-11-01", (70,))
    done = write("P-07", "2026-11-20", (80,))
    write("P-07", "2026-11-21", (), "romberg", board_id="another")
    keep_note(notes_path("P-07"), of_try(done.made, done.drill, 1), "New shoes off: 100 %, floor_cold")
    tables = index().tables

    def found(**wanted: object) -> list[str]:
        return [of.made[8:10] for of in kept(tables, Wanted("P-07", **wanted))]  # type: ignore[arg-type]

    assert found(drill="tripod-hold") == ["20", "01"]
    assert found(board_id="another") == ["21"]
    assert found(since_s=1_793_700_000) == ["21", "20"]
    assert found(text="SHOES") == found(text="100 %") == found(text="floor_") == ["20"]
    assert found(text="shoes%floor") == found(text="floorXcold") == []


def test_a_drill_is_found_with_what_recorded_it(index, write, recorded) -> None:
    recorded("with", "P-07", "2026-11-01T09:59:30+01:00")
    recorded("of-another", "P-03", "2026-11-01T09:59:30+01:00")
    recorded("of-another-board", "P-07", "2026-11-01T09:59:30+01:00", board_id="ab" * 8)
    recorded("long-before", "P-07", "2026-11-01T09:00:00+01:00")
    write("P-07", "2026-11-01T09:00:01+00:00", (70,))
    tables = index().tables
    (done,) = (of for of in kept(tables, Wanted("P-07")) if isinstance(of, Done))
    recording = in_detail(tables, done).recording
    assert recording is not None
    assert recording.folder == "with"
    alone = {of.folder for of in kept(tables, Wanted("P-07")) if isinstance(of, Recorded)}
    assert alone == {"of-another-board", "long-before"}


def test_a_drill_is_found_with_the_recording_that_it_names(index, write, recorded) -> None:
    recorded("mine", "P-07", "2026-11-01T08:00:00+01:00")
    recorded("at-that-time", "P-07", "2026-11-01T09:59:30+01:00")
    recorded("neither", "P-07", "2026-11-02T09:59:30+01:00")
    write("P-07", "2026-11-01T10:00:00+01:00", (70,), recording="mine")
    write("P-07", "2026-11-01T10:00:00+01:00", (72,), recording="was-renamed")
    tables = index().tables
    found = [of for of in kept(tables, Wanted("P-07")) if isinstance(of, Done)]
    of_each = [in_detail(tables, of).recording for of in found]
    assert [of and of.folder for of in of_each] == ["at-that-time", "mine"]
    assert [of.folder for of in kept(tables, Wanted("P-07")) if isinstance(of, Recorded)] == ["neither"]


def test_two_of_one_drill_in_one_day_have_notes_of_their_own(index, write) -> None:
    one = write("P-07", "2026-11-01", (70,))
    write("P-07", "2026-11-01", (75,))
    keep_note(notes_path("P-07"), of_try(one.made, one.drill, 2), "the second")
    assert [of.note for of in kept(index().tables, Wanted("P-07"))] == ["the second", ""]


EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            ("entry", "note", "session", "add", "rename", "delete", "cut diary", "cut session", "move session",
             "no summary", "cut index", "odd file")
        ),
        st.integers(0, 3),
        st.integers(0, 100),
    ),
    min_size=1,
    max_size=7,
)  # fmt: skip


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_after_any_edits_the_index_is_that_of_the_folders(
    edits, write, recorded, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    for what, who, n in edits:
        edit(what, f"P-{who}", n, write, recorded)
        index = Index().up_to_date()
        assert dump(index) == anew(home)
        index.close()


def edit(what: str, code: str, n: int, write, recorded) -> None:
    here = person_folder(code).is_dir()
    first = next(iter(sorted(sessions_folder().glob("*/")) if sessions_folder().is_dir() else []), None)
    match what:
        case "entry" if "{" in (diary_path(code).read_text() if diary_path(code).exists() else "{}"):
            write(code, f"2026-11-{n % 28 + 1:02}", (n, min(n + 2, 100)), worst="left mt1", faults={"mt1_light": n})
        case "note" if here:
            keep_note(notes_path(code), of_try(f"2026-11-{n % 28 + 1:02}T10:00:00+01:00", "tripod-hold", 1), f"n {n}")
        case "session" if not (sessions_folder() / str(n)).exists():
            recorded(str(n), code, f"2026-11-{n % 28 + 1:02}T09:59:50+01:00")
        case "add" if not here:
            add(code)
        case "rename" if here and not person_folder(f"{code}-{n}").is_dir():
            rename(code, f"{code}-{n}")
        case "delete" if here:
            delete(code)
        case "cut diary" if diary_path(code).exists():
            diary_path(code).write_bytes(diary_path(code).read_bytes()[: 3 * n])
        case "cut session" if first is not None and (first / "session.json").exists():
            path = first / "session.json"
            path.write_bytes(path.read_bytes()[: 3 * n])
        case "move session" if first is not None:
            shutil.rmtree(first) if n % 2 else first.rename(first.with_name(f"moved-{n}-{first.name}"))
        case "no summary" if first is not None:
            (first / "summary.json").unlink(missing_ok=True)
        case "cut index" if history_index().exists():
            history_index().write_bytes(history_index().read_bytes()[: 50 * n])
        case "odd file":
            sessions_folder().mkdir(parents=True, exist_ok=True)
            (sessions_folder() / f"odd-{n}.txt").write_text("no session")


def test_only_what_changed_is_read_again(write, recorded) -> None:
    for n in range(4):
        write(f"P-{n}", "2026-11-01", (70,))
        recorded(f"s-{n}", f"P-{n}", "2026-11-05T10:00:00+01:00")
    index = Index()
    assert [(step.done, step.of) for step in index.refresh()] == [(n, 8) for n in range(1, 9)]
    assert list(index.refresh()) == []
    write("P-2", "2026-11-02", (80,))
    assert [step.of for step in index.refresh()] == [1]
    assert [step.of for step in index.rebuild()] == [8] * 8
    index.close()


@pytest.mark.parametrize("harm", ["cut", "text", "middle", "tables"])
def test_a_damaged_index_is_made_anew_and_says_so(harm: str, index, write) -> None:
    for n in range(3):
        write("P-07", f"2026-11-{n + 1:02}", (70,))
    index().close()
    data = bytearray(history_index().read_bytes())
    match harm:
        case "cut":
            history_index().write_bytes(data[: len(data) // 2])
        case "text":
            history_index().write_text("no index" * 1000)
        case "middle":
            data[4096:12_288] = b"\xa5" * 8192
            history_index().write_bytes(data)
        case "tables":
            tables = sqlite3.connect(history_index())
            tables.execute("DROP TABLE drills")
            tables.commit()
            tables.close()
    found = index()
    assert found.notices == [Notice.DAMAGED]
    assert "made anew" in found.notices[0].said()
    assert len(kept(found.tables, Wanted("P-07"))) == 3
    found.close()
    assert index().notices == []


def test_an_index_of_another_version_is_made_anew(index, write) -> None:
    write("P-07", "2026-11-01", (70,))
    index().close()
    tables = sqlite3.connect(history_index())
    tables.execute("PRAGMA user_version = 99")
    tables.commit()
    tables.close()
    found = index()
    assert found.notices == [Notice.OTHER_VERSION]
    assert len(kept(found.tables, Wanted())) == 1


def test_an_index_that_nothing_takes_is_read_each_time(write, tmp_path: Path) -> None:
    write("P-07", "2026-11-01", (70,))
    (tmp_path / "a file").write_text("")
    for path in (tmp_path / "a file" / "index.sqlite", tmp_path):
        index = Index(path).up_to_date()
        assert index.notices == [Notice.NOT_KEPT]
        assert len(kept(index.tables, Wanted("P-07"))) == 1


def test_another_program_at_it_all_the_time(write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tripod.history.index.PATIENCE_S", 0.01)
    Index().up_to_date().close()
    other = sqlite3.connect(history_index())
    other.execute("BEGIN EXCLUSIVE")
    write("P-07", "2026-11-01", (70,))
    index = Index().up_to_date()
    assert index.notices == [Notice.NOT_KEPT]
    assert len(kept(index.tables, Wanted("P-07"))) == 1
    other.close()


def test_damaged_folders_are_there_with_their_reason(index, write, recorded) -> None:
    write("P-07", "2026-11-01", (70,))
    diary_path("P-07").write_text("{")
    folder = recorded("cut", "P-07", "2026-11-01T10:00:00+01:00")
    (folder / "session.json").write_text("{")
    tables = index().tables
    nobody, here = sorted(people(tables), key=lambda p: p.code)
    assert (here.code, here.drills) == ("P-07", 0)
    assert "damaged" in here.damaged
    (recording,) = kept(tables, Wanted(""))
    assert nobody.recordings == 1
    assert isinstance(recording, Recorded)
    assert str(folder) in recording.damaged


def test_notes_are_kept_changed_taken_away_and_refused(write) -> None:
    write("P-07", "2026-11-01", (70,))
    path = notes_path("P-07")
    keep_note(path, "a", "  one ")
    keep_note(path, of_recording("x"), "two")
    assert read_notes(path) == {"a": "one", "recording x": "two"}
    keep_note(path, "a", " ")
    assert read_notes(path) == {"recording x": "two"}
    with pytest.raises(NoteError, match="2001 letters"):
        keep_note(path, "a", "x" * 2001)
    path.write_text("{")
    with pytest.raises(NoteError, match="Move .* away"):
        keep_note(path, "a", "x")
    assert path.read_text() == "{"
    delete("P-07")
    add("P-03")
    with pytest.raises(NoteError, match="not here any more"):
        keep_note(path, "a", "x")


def test_a_diary_of_before_has_neither(entry, write, index) -> None:
    write("P-07", "2026-11-01", (70, 80))
    plain = json.loads(diary_path("P-07").read_text())
    for key in ("calibration", "reps"):
        del plain["entries"][0][key]
    diary_path("P-07").write_text(json.dumps(plain))
    (old,) = read_diary(diary_path("P-07")).entries
    assert (old.calibration, old.reps) == ("", 0)
    (found,) = kept(index().tables, Wanted())
    assert isinstance(found, Done)
    assert found.group.calibration == ""


ANSWERS: list[tuple[dict[str, bool | None], str]] = [
    (
        {"tandem_left_held": False, "tandem_right_held": True},
        "somebody saw a step or a hand with the left foot in front",
    ),
    ({"tandem_left_held": True, "tandem_right_held": True}, "who watched saw nothing wrong"),
    ({"tandem_left_held": None, "tandem_right_held": True}, "not all that was asked was answered"),
    ({}, "it has no score"),
]


@pytest.mark.parametrize(("answers", "said"), ANSWERS)
def test_what_somebody_saw_in_a_drill_without_a_score_is_in_the_history(
    index: Callable[[], Index], write: Callable[..., Entry], answers: dict[str, bool | None], said: str
) -> None:
    none = Judged(Answer.CANNOT_TELL, Untold.NO_SCORE)
    write("anna", "2026-11-24", (), "tandem", answers=answers, judged=none)
    (done,) = kept(index().tables, Wanted("anna"))
    assert isinstance(done, Done)
    assert dict(done.answers) == answers
    assert said in done.unscored


@pytest.mark.parametrize(
    ("most", "said"),
    [(9.04, "sway 8.1 to 9.0 mm/s"), (8.12, "sway 8.1 mm/s"), (None, "sway 8.1 mm/s")],
)
def test_a_sway_is_told_with_what_the_cells_may_have_hidden(index, write, most: float | None, said: str) -> None:
    sway = SwayEntry(8.1, 7.0, None, open_at_most_mm_s=most, closed_at_most_mm_s=7.5)
    write("P-07", "2026-11-01", (), "quiet-stance", sway=sway, reason="")
    (found,) = kept(index().tables, Wanted("P-07"))
    assert isinstance(found, Done)
    assert (found.open_mm_s, found.open_at_most_mm_s, found.closed_at_most_mm_s) == (8.1, most, 7.5)
    assert came_to(found) == said
    told = dict(facts(found, InDetail()))
    assert told[sentence("view_history.eyes_closed")] == "7.0 to 7.5 mm/s"
