"""`tripod history`, and all of a person taken along or deleted, on files as the program writes them."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.own_hold import own_hold
from tripod.history.index import Index
from tripod.storage.places import diary_path, history_index, notes_path, people_folder, person_folder, sessions_folder
from tripod.training.diary import Diary, Entry, write_diary
from tripod.training.notes import keep_note, of_try
from tripod.training.people import PeopleError, add, codes, delete, rename

GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1" / "sessions" / "pads-drill"


@pytest.fixture
def hold(run):
    """A short hold that was done and recorded, by the program itself."""

    def hold(person: str, name: str) -> None:
        own_hold(say="hold_tripod", times=2)
        sessions_folder().mkdir(parents=True, exist_ok=True)
        code, _, err = run(
            "drill", "short", "--json", "--person", person, "--source", "virtual:pupil,board=pads,seed=3",
            "--record", str(sessions_folder() / name),
        )  # fmt: skip
        assert code == 0, err

    return hold


def recording(name: str, person: str) -> Path:
    folder = sessions_folder() / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(GOLDEN, folder)
    head = json.loads((folder / "session.json").read_text())
    (folder / "session.json").write_text(json.dumps(head | {"subject": person}))
    return folder


def test_nothing_kept_is_one_sentence(run) -> None:
    code, out, err = run("history")
    assert (code, err) == (0, "")
    assert out == "Nothing was kept yet: a drill that is done, or a recording, stands here.\n"
    assert json.loads(run("history", "--json")[1]) == {
        "people": [],
        "kept": [],
        "trends": [],
        "odd_dates": [],
        "notices": [],
    }


def test_what_the_program_did_is_told(run, hold) -> None:
    add("P-07")
    add("P-03")
    hold("P-07", "mine")
    diary = json.loads(diary_path("P-07").read_text())
    (done,) = diary["entries"]
    assert done["recording"] == "mine"
    assert done["judged"]["answer"] in ("good", "off", "cannot tell")
    # Three weeks like it before, of which the first was kept before answers were.
    vague = {"answer": "cannot tell", "why": "too_vague", "points": ["mt5"], "pm": 0.2}
    like = done | {"recording": "", "faults": {}}
    before = [like | {"made": f"2026-10-0{n}T10:00:00+02:00", "judged": vague} for n in (1, 2, 3)]
    del before[0]["judged"]
    diary_path("P-07").write_text(json.dumps(diary | {"entries": [*before, done]}))
    recording("by-itself", "P-03")
    code, out, err = run("history", "--person", "P-07", "--json")
    assert (code, err) == (0, "")
    said = json.loads(out)
    assert [of["person"] for of in said["people"]] == ["P-07"]
    assert [of["recording"] for of in said["kept"]] == ["mine", None, None, None]
    assert all(of["kind"] == "drill" and of["reps"] == [] for of in said["kept"])
    assert {(of["score"], *of["holds"]) for of in said["kept"]} == {(done["score"], *done["scores"])}
    assert len(done["scores"]) == 2
    answers = [(of["answer"], of["answer_why"]) for of in said["kept"]]
    vague_one = ("cannot tell", "too_vague")
    assert answers == [(done["judged"]["answer"], done["judged"]["why"]), vague_one, vague_one, (None, None)]
    assert "base of the little toe to ± 20 points" in said["kept"][1]["answer_said"]
    assert {of["calibration"] for of in said["kept"]} == {done["calibration"]} != {""}
    (trend,) = json.loads(run("history", "--person", "P-07", "--drill", "short", "--json")[1])["trends"]
    assert [v["first"] for v in trend["values"]] == [True, True, True, False]
    assert (trend["told"], trend["unit"], trend["repeats"]["form"]) == ("too_close", "points", "ICC(1,1)")
    out = run("history", "--person", "P-07", "--drill", "short")[1]
    assert out.count("Short hold") == 4
    assert out.count("no fault told; cannot tell whether it was good: this board knows the share of") == (
        2 + (done["judged"]["answer"] == "cannot tell")
    )
    assert "your own repeats differ by" in out
    everybody = run("history")[1]
    assert "Recording" in everybody
    assert "42 s" in everybody


def test_what_no_note_says_is_not_called_nothing_kept(run, hold) -> None:
    code, out, err = run("history", "--find", "knee")
    assert (code, out, err) == (0, "Nothing that was kept has “knee” in its note.\n", "")


def test_scores_stand_below_each_other_however_long_a_title_is(run, hold) -> None:
    hold("P-01", "one")
    own_hold("long", title="A hold with a title that is longer than most", say="hold_tripod", times=2)
    run("drill", "long", "--json", "--person", "P-01", "--source", "virtual:pupil,board=pads,seed=3")
    rows = [line for line in run("history")[1].splitlines() if line.startswith("  ")]
    assert len(rows) == 2
    assert len({row.index("(virtual board)") for row in rows}) == 1


def test_a_drill_that_nobody_did_is_named(run, hold) -> None:
    hold("P-01", "one")
    code, _, err = run("history", "--drill", "shirt")
    assert (code, err) == (1, "tripod: No drill shirt was kept; there are short.\n")


def test_rebuilt_it_says_the_same(run, hold) -> None:
    hold("P-01", "one")
    first = run("history", "--json")[1]
    done = json.loads(first)["kept"][0]
    keep_note(notes_path("P-01"), of_try(done["made"], "short", 1), "with shoes")
    history_index().write_bytes(b"damaged" * 1000)
    code, out, err = run("history", "--json")
    assert (code, json.loads(out)["notices"]) == (0, ["damaged"])
    assert "was made anew from the folders" in err
    assert json.loads(out)["kept"][0]["note"] == "with shoes"
    assert json.loads(run("history", "--rebuild", "--json")[1])["kept"] == json.loads(out)["kept"]
    assert "[with shoes]" in run("history", "--find", "SHOES")[1]


def test_all_of_a_person_is_taken_along(run, hold, tmp_path: Path) -> None:
    add("P-07")
    hold("P-07", "mine")
    recording("another's", "P-03")
    folder, packed = tmp_path / "all of me", tmp_path / "all of me.zip"
    code, out, err = run("people", "--export", "p-07", "-o", str(folder))
    assert (code, err) == (0, "")
    assert "with 1 recording." in out
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert {"person/diary.json", "sessions/mine/samples.csv", "sessions/mine/session.json"} <= names
    assert not any("another" in name or name.split("/")[-1].startswith(".") for name in names)
    assert (folder / "person/diary.json").read_bytes() == diary_path("P-07").read_bytes()
    said = json.loads(run("people", "--export", "P-07", "-o", str(packed), "--json")[1])
    assert (said["exported"], said["files"], said["recordings"]) == ("P-07", len(names), 1)
    with zipfile.ZipFile(packed) as archive:
        assert {name for name in archive.namelist() if not name.endswith("/")} == names


def test_what_cannot_be_taken_along_says_so_and_leaves_nothing(run, tmp_path: Path) -> None:
    add("P-07")
    (tmp_path / "there").mkdir()
    (tmp_path / "file").write_text("")
    for args, code, says in (
        (("--export", "P-07"), 2, "needs -o"),
        (("--export", "../P-07", "-o", "x"), 2, "is no code"),
        (("--export", "P-99", "-o", str(tmp_path / "new")), 1, "There is no P-99"),
        (("--export", "P-07", "-o", str(tmp_path / "there")), 1, "there already"),
        (("--export", "P-07", "-o", str(tmp_path / "file" / "new")), 1, "cannot be copied"),
    ):
        found, out, err = run("people", *args)
        assert (found, out) == (code, "")
        assert says in err, err
    assert sorted(path.name for path in tmp_path.iterdir() if path.name not in ("data", "cache", "config")) == [
        "file", "there"
    ]  # fmt: skip


def test_deleting_takes_the_recordings_and_what_the_index_knew(run) -> None:
    add("P-07")
    add("P-03")
    keep_note(notes_path("P-07"), "a", "something private")
    for name, person in (("one", "P-07"), ("two", "P-07"), ("three", "P-03"), ("four", "")):
        recording(name, person)
    Index().up_to_date().close()
    assert b"something private" in history_index().read_bytes()
    code, _, err = run("people", "--delete", "P-07")
    assert code == 1
    assert f"2 recordings of theirs in {sessions_folder()}" in err
    assert run("people", "--delete", "P-07", "--yes")[0] == 0
    assert sorted(path.name for path in sessions_folder().iterdir()) == ["four", "three"]
    assert codes() == ("P-03",)
    everything = b"".join(p.read_bytes() for p in people_folder().parent.rglob("*") if p.is_file())
    assert b"something private" not in everything
    assert b"P-07" not in everything


def test_a_recording_that_cannot_be_deleted_keeps_the_person_until_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    add("P-07")
    for name in ("one", "two"):
        recording(name, "P-07")
    with monkeypatch.context() as broken:
        broken.setattr(Path, "rename", _refuses)
        with pytest.raises(PeopleError, match="Not all of P-07 could be deleted"):
            delete("P-07")
    assert codes() == ("P-07",)
    delete("P-07")
    assert list(sessions_folder().iterdir()) == []


def _refuses(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_recordings_go_along_with_a_new_code_and_keep_the_rest() -> None:
    add("P-07")
    folder = recording("one", "P-07")
    before = json.loads((folder / "session.json").read_text())
    samples = (folder / "samples.csv").read_bytes()
    rename("P-07", "anna")
    assert json.loads((folder / "session.json").read_text()) == before | {"subject": "anna"}
    assert (folder / "samples.csv").read_bytes() == samples
    assert person_folder("anna").is_dir()


def test_a_diary_that_cannot_be_read_is_not_called_empty(run) -> None:
    person_folder("P-01").mkdir(parents=True, exist_ok=True)
    diary_path("P-01").write_text('{"schema": 1, "entries": 5}', "utf-8")
    code, out, err = run("history")
    assert (code, out) == (1, "")
    assert "damaged" in err


def test_what_a_day_keeps_under_its_own_name_is_called_its_test_holds(run, hold) -> None:
    hold("P-01", "one")
    kept = json.loads(diary_path("P-01").read_text("utf-8"))
    kept["entries"][0]["drill"] = "today"
    diary_path("P-01").write_text(json.dumps(kept), "utf-8")
    assert "Today's test holds" in run("history")[1]


def test_a_drill_of_holds_and_reps_has_two_trends(run) -> None:
    add("P-07")
    entries = [
        Entry(f"2026-11-0{n}T10:00:00+01:00", "both", "pads", "ab" * 8, 80, (70, 72, 88, 90), {}, reps=2)
        for n in range(1, 6)
    ]
    diary_path("P-07").parent.mkdir(parents=True, exist_ok=True)
    write_diary(diary_path("P-07"), Diary(tuple(entries)))
    asked = ("history", "--person", "P-07", "--drill", "both")
    trends = json.loads(run(*asked, "--json")[1])["trends"]
    assert [(of["of"], of["values"][0]["value"], of["repeats"]["tries"]) for of in trends] == [
        ("holds", 71, 10), ("reps", 89, 10)
    ]  # fmt: skip
    out = run(*asked)[1].splitlines()
    assert [line.split(":")[0] for line in out[-2:]] == ["Holds", "Reps"]


def test_a_date_that_cannot_be_true_is_said_once(run) -> None:
    add("P-07")
    days = ("2019-12-31", "2026-10-01", "2099-01-01")
    entries = [Entry(f"{day}T10:00:00+01:00", "both", "pads", "ab" * 8, 80, (70,), {}) for day in days]
    diary_path("P-07").parent.mkdir(parents=True, exist_ok=True)
    write_diary(diary_path("P-07"), Diary(tuple(entries)))
    code, out, err = run("history", "--person", "P-07")
    assert (code, err.count("\n")) == (0, 1)
    assert "2 entries are dated before 2020 or in the future (2019-12-31 … 2099-01-01)" in err
    assert [line for line in out.splitlines() if line[:2] == "20"] == ["2099-01-01", "2026-10-01", "2019-12-31"]
    assert len(json.loads(run("history", "--json")[1])["odd_dates"]) == 2
    add("P-08")
    assert run("history", "--person", "P-08")[2] == ""
