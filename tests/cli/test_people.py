"""`tripod people`, and `--person` on every command."""

import argparse
import ast
import json
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

import tripod
from tripod.cli.parser import make_parser
from tripod.cli.people import today
from tripod.drills.format.loader import library
from tripod.storage.places import diary_path, person_folder, profile_path, user_data
from tripod.storage.schemas.diary import MemoryFile
from tripod.storage.settings import own_drills
from tripod.training.diary import Diary, Entry, read_diary, write_diary
from tripod.training.people import add, codes, last_used, use
from tripod.training.profile import Profile, read_profile, write_profile

Run = Callable[..., tuple[int, str, str]]
QUICK = ("monitor", "virtual:quiet,seconds=0.5", "--fast", "--json")
DRILL = ("drill", "quiet-stance", "--source", "virtual:pupil,seconds=3", "--json")
PATHS = ("profile_path", "diary_path", "stances_path", "notes_path", "elsewhere_path", "person_folder")
HOME = Path(tripod.__file__).parent


def test_every_command_knows_person() -> None:
    parser = make_parser()
    (commands,) = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    without = [n for n, sub in commands.choices.items() if "--person" not in sub._option_string_actions]
    assert without == []
    assert "people" in commands.choices
    assert parser.parse_args(["--person", "anna", "ports"]).person == "anna"
    assert parser.parse_args(["--person", "anna", "ports", "--person", "bert"]).person == "bert"
    assert parser.parse_args(["ports"]).person is None


def test_who_is_meant_is_said_and_kept(run: Run) -> None:
    code, out, _ = run(*QUICK)
    assert (code, json.loads(out)["person"]) == (0, "P-01")
    add("anna")
    for args, who in ((("--person", "anna"), "anna"), ((), "anna"), (("--person", "P-01"), "P-01"), ((), "P-01")):
        code, out, err = run(*QUICK, *args)
        assert (code, json.loads(out)["person"]) == (0, who)
        assert err == (
            "" if args else f"tripod: This is for {who}, who was here last; --person CODE names somebody else.\n"
        )
        assert last_used() == who
    assert json.loads(run("--person", "ANNA", *QUICK)[1])["person"] == "anna"


@pytest.mark.parametrize(
    "args",
    [
        QUICK,
        DRILL,
        ("drill", "--cues"),
        ("record", "virtual:quiet,seconds=1", "--fast", "-o", "{new}", "--json"),
        ("calibrate", "virtual:quiet", "--json"),
        ("demo", "--seconds", "0.2", "--output", "{new}"),
        ("live", "/dev/not-there", "--record", "{new}"),
        ("people",),
        ("ports",),
        ("doctor", "/dev/not-there"),
    ],
)
def test_who_is_not_here_is_refused_with_who_is_near(run: Run, args: tuple[str, ...], tmp_path: Path) -> None:
    add("P-07")
    use("P-07")
    new = tmp_path / "new"
    code, out, err = run(*(arg.format(new=new) for arg in args), "--person", "P-70")
    assert (code, out) == (1, "")
    assert err == ("tripod: There is no P-70 here; did you mean P-07? Else tripod people --add P-70 makes one.\n")
    assert not new.exists()
    assert codes() == ("P-07",)
    assert last_used() == "P-07"


@pytest.mark.parametrize("text", ["../P-07", "a b", "", "x" * 999, "con", "a\nb", "\x1b]0;x"])
def test_a_hostile_code_is_wrong_usage_in_one_sentence(run: Run, text: str) -> None:
    for args in ((*QUICK, "--person", text), ("people", "--add", text), ("people", "--rename", "P-01", text)):
        code, out, err = run(*args)
        assert (code, out) == (2, "")
        (said,) = err.splitlines()
        assert said.isprintable()
        assert len(said) < 400
    assert not user_data().exists()


def test_each_has_their_own_weight_and_diary(run: Run) -> None:
    for code, weight_kg in (("anna", 58.0), ("bert", 90.0)):
        add(code)
        write_profile(profile_path(code), Profile(weight_kg))
    before = {p: p.read_bytes() for p in person_folder("bert").rglob("*.json")}
    code, out, _ = run(*DRILL, "--person", "anna")
    assert (code, json.loads(out)["person"]) == (0, "anna")
    assert [e.drill for e in read_diary(diary_path("anna")).entries] == ["quiet-stance"]
    assert {p: p.read_bytes() for p in person_folder("bert").rglob("*.json")} == before


def test_a_recording_says_who_it_is_of_and_who_looks_at_it_is_nobody_new(run: Run, tmp_path: Path) -> None:
    add("anna")
    add("bert")
    folder = str(tmp_path / "r")
    assert run("record", "virtual:quiet,seconds=1", "--fast", "-o", folder, "--person", "anna")[0] == 0
    assert json.loads((tmp_path / "r" / "session.json").read_text())["subject"] == "anna"
    use("bert")
    assert json.loads(run("monitor", folder, "--json")[1])["person"] == "anna"
    assert json.loads(run("drill", "quiet-stance", "--source", folder, "--json")[1])["person"] == "anna"
    assert last_used() == "bert"
    session = tmp_path / "r" / "session.json"
    session.write_text(session.read_text().replace('"anna"', '"../../etc"'))
    code, out, _ = run("drill", "quiet-stance", "--source", folder, "--json")
    assert (code, json.loads(out)["person"]) == (0, "../../etc"), "it is said, and no path"
    session.write_text(session.read_text().replace('"../../etc"', '""'))
    assert json.loads(run("monitor", folder, "--json")[1])["person"] is None


def test_what_an_older_tripod_kept_is_the_first_persons_and_said_once(run: Run) -> None:
    write_profile(user_data() / "profile.json", Profile(weight_kg=81.0))
    code, out, err = run(*QUICK)
    assert (code, json.loads(out)["person"]) == (0, "P-01")
    assert "now knows several people" in err
    assert run(*QUICK)[2] == ""
    assert read_profile(profile_path("P-01")).weight_kg == 81.0


def entry(made: str, score: int | None, faults: dict[str, int], worst: str) -> Entry:
    return Entry(made, "tripod-hold", "pads", "ab" * 8, score, (score,) if score else (), faults, worst)


def test_what_the_coach_knows_is_of_one_person(run: Run) -> None:
    add("anna")
    told = MemoryFile({"mt1_light": {"mt1_light_1": (12, 10)}}, {})
    write_diary(diary_path("anna"), Diary(memory=told))
    assert [one["fault"] for one in json.loads(run("drill", "--cues", "--json", "--person", "anna")[1])["you"]] == [
        "mt1_light"
    ]
    add("bert")
    said = json.loads(run("drill", "--cues", "--json", "--person", "bert")[1])
    assert (said["person"], said["you"]) == ("bert", [])


def test_a_coachs_list(run: Run) -> None:
    add("P-07")
    add("P-03")
    use("P-07")
    done = (
        entry("2026-01-01T10:00:00+01:00", 90, {}, "left heel"),
        entry(f"{today()}T10:00:00+01:00", 60, {"mt1_light": 2}, "right mt1"),
    )
    write_diary(diary_path("P-07"), Diary(done))
    code, out, err = run("people", "--json")
    assert (code, err) == (0, "")
    said = json.loads(out)
    assert said["last"] == "P-07"
    assert [one["person"] for one in said["people"]] == ["P-03", "P-07"]
    nobody, one = said["people"]
    assert (nobody["last_session"], nobody["drills_this_week"], nobody["worst"]["found"]) == (None, 0, "nothing_yet")
    assert (one["last_session"], one["drills_this_week"]) == (today(), 1)
    assert (one["worst"]["fault"], one["worst"]["foot"], one["worst"]["point"]) == ("mt1_light", "right", "mt1")
    assert one["next"]["drill"] in library(own_drills())[0]
    code, out, _ = run("people")
    first, second = out.splitlines()
    assert first.startswith("P-03 ")
    assert second.startswith("P-07 (here last) ")
    assert f"{today()}, drills in 7 days: 1 · rolling outward, right foot · next: " in second
    assert run("people", "--person", "P-03")[1].splitlines() == [first]


def test_made_renamed_and_deleted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert json.loads(run("people", "--add", "P-07", "--json")[1]) == {"added": "P-07"}
    assert run("people", "--add", "p-07")[0] == 1
    assert json.loads(run("people", "--rename", "P-07", "anna", "--json")[1]) == {"renamed": "anna"}
    assert run("people", "--rename", "P-07", "x")[0] == 1
    code, out, err = run("people", "--delete", "anna")
    assert (code, out) == (1, "")
    assert "Deleting anna takes away" in err
    assert str(person_folder("anna")) in err
    assert "--yes" in err
    assert codes() == ("anna",)
    assert run("people", "--add", "x", "--delete", "anna")[0] == 2
    none = {"there": [], "not_there": []}
    said = json.loads(run("people", "--delete", "anna", "--yes", "--json")[1])
    assert said == {"deleted": "anna", "recordings_elsewhere": none}
    assert not person_folder("anna").exists()


def test_recordings_that_were_put_elsewhere_are_known_as_theirs(run: Run, tmp_path: Path) -> None:
    """They bear the code: who is renamed or taken along has them, and who is deleted learns that they stay."""
    add("anna")
    add("bert")
    at = {name: tmp_path / name / "r" for name in ("here", "there", "gone", "of bert")}
    for name, folder in at.items():
        folder.parent.mkdir()
        code = "bert" if name == "of bert" else "anna"
        assert run("record", "virtual:quiet,seconds=1", "--fast", "-o", str(folder), "--person", code)[0] == 0
    shutil.rmtree(at["gone"])
    # Where hers was, his is by now.
    shutil.rmtree(at["there"])
    assert run("record", "virtual:quiet,seconds=1", "--fast", "-o", str(at["there"]), "--person", "bert")[0] == 0
    known = {"there": [str(at["here"])], "not_there": [str(at["gone"])]}
    code, out, _ = run("people", "--export", "anna", "-o", str(tmp_path / "hers"))
    assert code == 0
    assert "with 1 recording" in out
    assert str(at["gone"]) in out
    assert [path.name for path in (tmp_path / "hers" / "sessions").iterdir()] == ["r"]
    said = json.loads(run("people", "--export", "bert", "-o", str(tmp_path / "his"), "--json")[1])
    assert (said["recordings"], len(said["recordings_elsewhere"]["there"])) == (2, 2)
    assert {path.name for path in (tmp_path / "his" / "sessions").iterdir()} == {"r", "r-2"}
    assert run("people", "--rename", "anna", "ann")[0] == 0
    assert json.loads((at["here"] / "session.json").read_text("utf-8"))["subject"] == "ann"
    _, _, err = run("people", "--delete", "ann")
    assert str(at["here"]) in err
    code, out, _ = run("people", "--delete", "ann", "--yes")
    assert (code, "ann is deleted" in out) == (0, True)
    assert all(path in out for paths in known.values() for path in paths)
    assert str(at["of bert"]) not in out
    assert at["here"].is_dir()
    said = json.loads(run("people", "--delete", "bert", "--yes", "--json")[1])
    assert said["recordings_elsewhere"]["there"] == [str(at["of bert"]), str(at["there"])]


@pytest.mark.parametrize(("answer", "stays"), [("", True), ("y", True), ("anna2", True), ("anna", False)])
def test_at_a_terminal_it_asks(run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, stays: bool) -> None:
    add("anna")
    add("bert")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    code, out, _ = run("people", "--delete", "anna")
    assert code == int(stays)
    assert "Deleting anna takes away" in out
    assert ("anna" in codes()) is stays


def test_no_part_of_the_program_names_a_persons_file_without_the_person() -> None:
    """Without one these paths are the first person's, whoever is here."""
    wrong: list[str] = []
    for path in HOME.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = node.func if isinstance(node, ast.Call) and not node.args else None
            if isinstance(called, ast.Name) and called.id in PATHS:
                wrong.append(f"{path.relative_to(HOME)}:{called.lineno}")
    assert wrong == []


@pytest.mark.parametrize("to", ["all", "all.zip", "new/folder/all.zip"])
def test_a_full_disk_is_said_in_one_sentence_and_nothing_is_left(run: Run, tmp_path: Path, to: str) -> None:
    resource = pytest.importorskip("resource", reason="limits of files are those of Unix")
    folder = person_folder("P-01")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "diary.json").write_text("x" * 20_000, "utf-8")
    limits, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        code, out, err = run("people", "--export", "P-01", "-o", str(tmp_path / to))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert (code, out) == (1, "")
    assert "Errno" not in err
    assert "cannot be copied" in err
    assert err.count("\n") == 1
    assert list(tmp_path.rglob("*all*")) == []
    assert not (tmp_path / "new").exists()
    assert run("people", "--export", "P-01", "-o", str(tmp_path / to))[0] == 0


def test_of_somebody_new_there_is_nothing_to_take_along(run, tmp_path) -> None:
    run("people", "--add", "anna")
    code, out, _ = run("people", "--export", "anna", "-o", str(tmp_path / "a.zip"))
    assert code == 0
    assert out.startswith("Nothing is kept of anna yet")
