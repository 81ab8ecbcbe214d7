"""Two programs on one folder lose nothing of what either of them keeps."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tripod.boards import load_board
from tripod.calibration.store import Store
from tripod.force.calibration import CalibrationError, nominal
from tripod.storage.lock import LockTaken, locked
from tripod.training.diary import Diary, DiaryBusy, Entry, change_diary, read_diary, with_entry
from tripod.training.profile import Profile, ProfileError, keep_in_profile, read_profile, write_profile

ID = "ab" * 8
TIMES = 12
PROGRAM = """
import sys
from dataclasses import replace
from pathlib import Path
from tripod.boards import load_board
from tripod.calibration.store import Store
from tripod.force.calibration import nominal
from tripod.training.diary import Entry, change_diary, with_entry
from tripod.training.profile import keep_in_profile, read_profile

folder, who = Path(sys.argv[1]), sys.argv[2]
pads = load_board("pads")
field = {"a": "weight_kg", "b": "bar_kg"}[who]
profile = read_profile(folder / "profile.json")
print("ready", flush=True)
sys.stdin.readline()
for n in range(int(sys.argv[3])):
    entry = Entry(f"{who}{n}", "tripod-hold", "pads", "ab" * 8, 80, (80,), {})
    change_diary(folder / "diary.json", lambda diary: (with_entry(diary, entry, None, None), None), 30)
    profile = replace(profile, **{field: 40.0 + n})
    keep_in_profile(folder / "profile.json", profile, [field], 30)
    Store(folder).save(replace(nominal(pads), made=f"{who}{n}"), "ab" * 8, {})
"""


def test_two_programs_at_once_lose_nothing(tmp_path: Path) -> None:
    write_profile(tmp_path / "profile.json", Profile(volume=0.5))
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path), who, str(TIMES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for who in "ab"
    ]
    for program in programs:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin
        program.stdin.write("go\n")
        program.stdin.flush()
    for program in programs:
        program.communicate()
        assert program.returncode == 0
    written = {f"{who}{n}" for who in "ab" for n in range(TIMES)}
    entries = [e.made for e in read_diary(tmp_path / "diary.json").entries]
    assert sorted(entries) == sorted(written)
    assert [e for e in entries if e[0] == "a"] == [f"a{n}" for n in range(TIMES)]
    assert read_profile(tmp_path / "profile.json") == Profile(39.0 + TIMES, 39.0 + TIMES, volume=0.5)
    store = Store(tmp_path)
    assert store.versions(ID) == list(range(1, 2 * TIMES + 1))
    made = [json.loads(store.path(ID, n).read_text("utf-8"))["made"] for n in store.versions(ID)]
    assert sorted(made) == sorted(written)
    assert store.in_use(ID) == 2 * TIMES


def save(folder: Path) -> None:
    Store(folder).save(nominal(load_board("pads")), ID, {})


@pytest.mark.parametrize(
    ("locks", "change", "error"),
    [
        ("diary.json", lambda p: change_diary(p / "diary.json", lambda d: (d, None), 0.0), DiaryBusy),
        ("profile.json", lambda p: keep_in_profile(p / "profile.json", Profile(), [], 0.0), ProfileError),
        (ID, lambda p: Store(p, wait_s=0.0).use(ID, None), CalibrationError),
        ("x", lambda p: locked(p / "x", 0.0).__enter__(), LockTaken),
    ],
)
def test_a_lock_that_cannot_be_had_is_one_sentence(
    tmp_path: Path, locks: str, change: Callable[[Path], object], error: type[Exception]
) -> None:
    with locked(tmp_path / locks), pytest.raises(error, match="another tripod is writing there; try again"):
        change(tmp_path)
    assert {p.name for p in tmp_path.iterdir()} <= {f".{locks}.lock"}
    if error is not LockTaken:
        change(tmp_path)


def test_a_change_that_fails_leaves_the_lock_and_what_was_there(tmp_path: Path, entry: Callable[..., Entry]) -> None:
    path = tmp_path / "diary.json"
    change_diary(path, lambda diary: (with_entry(diary, entry(70), None, None), None))
    with pytest.raises(ZeroDivisionError):
        change_diary(path, lambda diary: (Diary(), 1 / 0))
    assert change_diary(path, lambda diary: (diary, len(diary.entries))) == 1
