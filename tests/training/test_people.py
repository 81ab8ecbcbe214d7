"""People on disk: found, made, renamed and deleted, also where a program is killed in the middle of it."""

import json
import os
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tripod.storage.lock import locked
from tripod.storage.person_code import FIRST, CodeError
from tripod.storage.places import (
    diary_path,
    last_person_path,
    people_folder,
    person_folder,
    profile_path,
    stances_path,
    user_data,
)
from tripod.training import people
from tripod.training.diary import Diary, read_diary, write_diary
from tripod.training.first_person import move_in
from tripod.training.people import PeopleError, PersonUnknown, add, codes, delete, find, is_gone, last_used, rename, use
from tripod.training.profile import Profile, read_profile, write_profile

GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1"
CHANGES = ("rename", "replace", "mkdir", "unlink", "rmdir", "link")
OLD = {"profile.json": "profile of one", "diary.json": "diary of one", "stances.json": "stances of one",
       "diary-damaged-1.json": "what was left of it"}  # fmt: skip


def killed_before(change: int, what: Callable[[], object]) -> bool:
    """Do it in a process that is killed before its change number `change` to the disk; whether it was."""
    pid = os.fork()
    if not pid:
        left = [change]

        def once(name: str) -> Callable[..., object]:
            real = getattr(os, name)

            def do(*args: object, **kwargs: object) -> object:
                left[0] -= 1
                if left[0] < 0:
                    os._exit(9)
                return real(*args, **kwargs)

            return do

        for name in CHANGES:
            setattr(os, name, once(name))
        try:
            what()
        except BaseException:
            os._exit(3)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, 9)
    return code == 9


def make(code: str, text: str = "") -> None:
    """Somebody of whom something is kept."""
    add(code)
    for path in (profile_path(code), diary_path(code), stances_path(code)):
        path.write_text(f"{path.name} of {text or code}")


def kept(code: str) -> dict[str, str]:
    return {p.name: p.read_text() for p in person_folder(code).iterdir() if not p.name.startswith(".")}


def test_the_first_person_is_there_before_anything_is_kept() -> None:
    assert codes() == (FIRST,)
    assert find(FIRST) == last_used() == FIRST
    assert not user_data().exists(), "and asking for them writes nothing"


def test_they_stand_in_the_order_in_which_one_counts() -> None:
    for code in ("P-10", "P-2", "anna", "P-1", "Bert"):
        add(code)
    (people_folder() / "no code").mkdir()
    (people_folder() / "P-3").write_text("no folder")
    assert codes() == ("anna", "Bert", "P-1", "P-2", "P-10")


def test_nobody_is_named_like_that_but_some_are_near() -> None:
    add("P-07")
    add("anna")
    assert find("p-07") == "P-07"
    with pytest.raises(PersonUnknown, match="did you mean P-07.*--add P-70"):
        find("P-70")
    with pytest.raises(PersonUnknown, match="tripod people shows who is"):
        find("zzz")
    with pytest.raises(CodeError):
        find("../anna")


def test_no_two_differ_by_case_only() -> None:
    add("Anna")
    for again, says in (("Anna", "here already"), ("anna", "differ by upper and lower case")):
        with pytest.raises(PeopleError, match=says):
            add(again)
    add("bert")
    with pytest.raises(PeopleError, match="upper and lower case"):
        rename("bert", "ANNA")
    assert rename("Anna", "anna") == "anna"
    assert codes() == ("anna", "bert")


def test_all_goes_along_when_somebody_is_renamed() -> None:
    make("P-07")
    make("P-08")
    use("P-07")
    before = kept("P-07")
    assert rename("p-07", "anna") == "anna"
    assert (kept("anna"), codes(), last_used()) == (before, ("anna", "P-08"), "anna")
    with pytest.raises(PeopleError, match="here already"):
        rename("anna", "P-08")
    with pytest.raises(PersonUnknown):
        rename("P-07", "x")


def test_who_is_renamed_before_anything_is_kept_is_called_so() -> None:
    assert rename(FIRST, "anna") == "anna"
    assert codes() == ("anna",)


def test_the_folder_of_who_is_deleted_goes_whole_and_nobody_elses() -> None:
    make("P-07")
    make("P-08")
    (person_folder("P-07") / "deep").mkdir()
    (person_folder("P-07") / "deep" / "er.txt").write_text("x")
    before = kept("P-08")
    use("P-07")
    assert delete("p-07") == "P-07"
    assert (codes(), last_used(), kept("P-08")) == (("P-08",), "P-08", before)
    assert [p.name for p in people_folder().iterdir()] == ["P-08"]
    assert not any("P-07" in path.read_text("utf-8") for path in people_folder().parent.glob("*.json"))
    use("P-08")
    assert last_person_path().exists()
    assert "P-07 " not in "".join(p.read_text() for p in people_folder().rglob("*.json"))


def test_a_link_that_is_called_like_somebody_takes_nothing_with_it(tmp_path: Path) -> None:
    make("P-07")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine.txt").write_text("mine")
    (person_folder("P-07") / "link").symlink_to(tmp_path / "elsewhere")
    delete("P-07")
    assert (tmp_path / "elsewhere" / "mine.txt").read_text() == "mine"


def test_what_cannot_be_taken_away_at_once_is_nobody_any_more_and_goes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    make("P-07")
    make("P-08")

    def held(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as disk:
        disk.setattr("shutil.rmtree", held)
        with pytest.raises(PeopleError, match="Not all of P-07 .*the rest goes at the next start"):
            delete("P-07")
    assert codes() == ("P-08",)
    people.sweep()
    assert [p.name for p in people_folder().iterdir()] == ["P-08"]


@pytest.mark.parametrize("change", ["rename", "delete", "add"])
def test_killed_at_any_change_to_the_disk_nobody_is_there_by_half(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do = {"rename": lambda: rename("P-07", "anna"), "delete": lambda: delete("P-07"), "add": lambda: add("anna")}
    for at in count():
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / str(at)))
        make("P-07")
        make("P-08")
        use("P-07")
        whole, other = kept("P-07"), kept("P-08")
        was_killed = killed_before(at, do[change])
        here = set(codes())
        assert here <= {"P-07", "P-08", "anna"}
        assert kept("P-08") == other
        if change == "rename":
            assert len(here & {"P-07", "anna"}) == 1
        for code in here - {"P-08"}:
            assert kept(code) == ({} if code == "anna" and change == "add" else whole)
        assert last_used() in here
        people.sweep()
        assert {p.name for p in people_folder().iterdir()} == here
        if not was_killed:
            break
    assert at >= 1, "it was killed at least once"


def test_who_is_meant_is_who_was_here_last() -> None:
    add("P-07")
    add("anna")
    assert last_used() == "anna", "nobody was here yet, and there is no first person"
    use("P-07")
    assert last_used() == "P-07"
    for text in (
        "",
        "[]",
        '{"schema": 1, "code": "../x"}',
        '{"schema": 9, "code": "P-07"}',
        '{"schema": 1, "code": 7}',
    ):
        last_person_path().write_text(text)
        assert last_used() == "anna"
    use("anna")
    add("Adam")
    assert last_used() == "anna"
    for code in codes():
        delete(code)
    assert (codes(), last_used()) == ((FIRST,), FIRST)


def test_a_disk_that_takes_nothing_keeps_nobody_from_training(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/proc/nope")
    use("P-01")
    assert last_used() == FIRST
    for refused in (lambda: add("x"), lambda: rename(FIRST, "x"), lambda: delete(FIRST)):
        with pytest.raises(PeopleError):
            refused()


def test_one_who_went_meanwhile_does_not_come_back_by_half() -> None:
    assert not is_gone(diary_path("P-07")), "nobody was made yet"
    make("P-07")
    assert not is_gone(diary_path("P-07"))
    make("P-08")
    delete("P-07")
    assert is_gone(diary_path("P-07"))
    assert not is_gone(people_folder() / "P-07" / "deep" / "diary.json"), "no person's file"


def test_two_programs_do_not_make_the_same_person() -> None:
    pids = []
    for _ in range(6):
        pid = os.fork()
        if not pid:
            try:
                add("anna")
            except PeopleError:
                os._exit(1)
            except BaseException:
                os._exit(2)
            os._exit(0)
        pids.append(pid)
    ended = sorted(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids)
    assert ended == [0, 1, 1, 1, 1, 1]


def test_a_lock_that_another_program_holds_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "PATIENCE_S", 0.0)
    with locked(people_folder()):
        for change in (lambda: add("x"), lambda: rename(FIRST, "x"), lambda: delete(FIRST)):
            with pytest.raises(PeopleError, match="another tripod is writing there"):
                change()
    assert codes() == (FIRST,)


# -- what one tripod kept of one person ----------------------------------------------------------------------------


def an_older_tripods_files() -> None:
    user_data().mkdir(parents=True, exist_ok=True)
    for name, text in OLD.items():
        (user_data() / name).write_text(text)


def test_what_was_kept_of_one_person_is_the_first_persons() -> None:
    write_profile(user_data() / "profile.json", Profile(weight_kg=81.0, language="de"))
    write_diary(user_data() / "diary.json", Diary())
    said = move_in()
    assert "P-01's" in said
    assert str(person_folder(FIRST)) in said
    assert read_profile(profile_path(FIRST)).weight_kg == 81.0
    assert codes() == (FIRST,)
    assert not list(user_data().glob("*.json"))
    assert move_in() == "", "it is said once"


def test_a_diary_and_a_profile_of_yesterday_are_as_they_were() -> None:
    user_data().mkdir(parents=True)
    shutil.copy(GOLDEN / "profile" / "profile.json", user_data())
    shutil.copy(GOLDEN / "diary" / "diary.json", user_data())
    profile, diary = read_profile(user_data() / "profile.json"), read_diary(user_data() / "diary.json")
    move_in()
    assert read_profile(profile_path(FIRST)) == profile
    assert read_diary(diary_path(FIRST)) == diary
    assert len(diary.entries) == 11


def test_killed_at_any_change_to_the_disk_nothing_of_it_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in count():
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / str(at)))
        an_older_tripods_files()
        was_killed = killed_before(at, move_in)
        there = {p.name: p.read_text() for p in user_data().glob("*.json")}
        new = kept(FIRST) if person_folder(FIRST).is_dir() else {}
        assert not there.keys() & new.keys()
        assert there | new == OLD
        move_in()
        assert kept(FIRST) == OLD
        assert not list(user_data().glob("*.json"))
        if not was_killed:
            break
    assert at > len(OLD), "it was killed before each file"


def test_two_programs_move_in_at_once() -> None:
    an_older_tripods_files()
    pids = []
    for _ in range(4):
        pid = os.fork()
        if not pid:
            try:
                said = move_in()
            except BaseException:
                os._exit(2)
            os._exit(int("cannot" in said))
        pids.append(pid)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids] == [0] * 4
    assert kept(FIRST) == OLD


def test_what_an_older_tripod_writes_afterwards_is_kept_beside_and_said() -> None:
    an_older_tripods_files()
    move_in()
    (user_data() / "diary.json").write_text("written later")
    said = move_in()
    assert "diary-older-1.json" in said
    assert kept(FIRST) == OLD | {"diary-older-1.json": "written later"}
    (user_data() / "diary.json").write_text("and later still")
    assert "diary-older-2.json" in move_in()
    assert kept(FIRST)["diary-older-1.json"] == "written later"


def test_what_is_no_file_stays_where_it_is(tmp_path: Path) -> None:
    user_data().mkdir(parents=True)
    os.mkfifo(user_data() / "profile.json")
    (user_data() / "diary.json").symlink_to(tmp_path / "synchronized.json")
    (user_data() / "stances.json").mkdir()
    assert move_in() == ""
    assert not people_folder().exists()


def test_who_is_there_already_keeps_what_they_have() -> None:
    make(FIRST)
    before = kept(FIRST)
    an_older_tripods_files()
    move_in()
    assert {name: kept(FIRST)[name] for name in before} == before
    assert kept(FIRST)["profile-older-1.json"] == OLD["profile.json"]


def test_where_it_cannot_be_moved_one_sentence_says_so_and_it_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    an_older_tripods_files()
    people_folder().write_text("a file where the folder belongs")
    assert "cannot be moved" in move_in()
    assert {p.name: p.read_text() for p in user_data().glob("*.json")} == OLD


def test_an_older_tripod_that_is_writing_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    an_older_tripods_files()
    monkeypatch.setattr("tripod.training.first_person.locked", lambda path: locked(path, 0.0))
    with locked(user_data() / "diary.json"):
        assert "another tripod is writing there" in move_in()
    assert {p.name: p.read_text() for p in user_data().glob("*.json")} == OLD
    move_in()
    assert kept(FIRST) == OLD


def test_the_file_that_says_who_was_here_last_is_as_it_was_first_written() -> None:
    add("anna")
    use("anna")
    assert json.loads(last_person_path().read_text()) == {"schema": 1, "code": "anna"}
    shutil.rmtree(people_folder())
    assert last_used() == FIRST
