"""What was trained is kept."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tripod.device.items import DrillCommand
from tripod.drills.score.bands import make_baseline
from tripod.drills.score.cop_target import make_target
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.storage.lock import locked
from tripod.storage.places import diary_path
from tripod.storage.schemas.diary import MemoryFile, PlanFile
from tripod.training.diary import Diary, DiaryError, Entry, Owed, key_of, read_diary, with_entry, write_diary
from tripod.training.profile import Profile

ID = "ab" * 8


def test_it_is_read_as_it_was_written(tmp_path: Path, entry: Callable[..., Entry]) -> None:
    baseline = make_baseline([{"left": (0.5, 0.3, 0.2)}] * 3, ID, "user", "2026-11-25")
    diary = with_entry(Diary(), entry(80, (78, 82)), MemoryFile(), baseline)
    write_diary(tmp_path / "a" / "diary.json", diary)
    again = read_diary(tmp_path / "a" / "diary.json")
    assert again == diary
    assert again.baseline(ID, "user") == baseline
    assert again.baseline(ID, "another calibration") is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 1, "entries": 3}', '{"schema": 9}'])
def test_a_damaged_diary_is_said_and_not_written_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "diary.json"
    path.write_text(text)
    with pytest.raises(DiaryError):
        read_diary(path)
    assert path.read_text() == text


def test_a_target_holds_for_its_drill_board_and_calibration(tmp_path: Path) -> None:
    target = make_target([24.0, 25.0, 26.0], [0.0, 1.0, 2.0], ID, "user", "paced-hinge", "2026-11-25")
    write_diary(tmp_path / "d.json", Diary(targets={key_of(ID, "paced-hinge"): target}))
    again = read_diary(tmp_path / "d.json")
    assert again.target(ID, "paced-hinge", "user") == target
    assert again.target(ID, "paced-hinge", "another") is None
    assert again.target(ID, "hinge-reps", "user") is None


def test_what_the_plan_needs_is_kept(tmp_path: Path, entry: Callable[..., Entry]) -> None:
    full = entry(
        80, day=4, kind="retention", fading=2, feedback=False, answers={"back_rounded": True, "knees_turned": None},
        unmended={"mt1_light": 3}, sides={"left": 2}, against="mt1_light",
    )  # fmt: skip
    diary = Diary((full,), plan=PlanFile(5, 3))
    write_diary(tmp_path / "d.json", diary)
    assert read_diary(tmp_path / "d.json") == diary


def test_a_diary_of_yesterday_opens_with_a_plan_of_three_days(tmp_path: Path, entry: Callable[..., Entry]) -> None:
    path = tmp_path / "d.json"
    write_diary(path, Diary((entry(80),)))
    data = json.loads(path.read_text())
    del data["plan"]
    for key in ("day", "kind", "fading", "answers", "unmended", "sides", "against"):
        del data["entries"][0][key]
    path.write_text(json.dumps(data))
    assert read_diary(path) == Diary((entry(80),))


@pytest.mark.parametrize("plan", [{"days_a_week": 9}, {"days_a_week": "three"}, {"from_day": 0}, [3], 3])
def test_a_plan_that_is_none_costs_itself_alone(tmp_path: Path, plan: Any, entry: Callable[..., Entry]) -> None:
    path = tmp_path / "d.json"
    write_diary(path, Diary((entry(80),)))
    path.write_text(json.dumps(json.loads(path.read_text()) | {"plan": plan}))
    again = read_diary(path)
    assert again.plan == PlanFile()
    assert again.entries == (entry(80),)
    assert "The plan of the diary" in again.left_out[0]


def test_what_is_owed_is_kept(tmp_path: Path) -> None:
    diary = Diary(owed={"mt1_light": Owed("tripod-hold", 5, "hero-pose", ID, False, True)})
    write_diary(tmp_path / "d.json", diary)
    assert read_diary(tmp_path / "d.json") == diary


@pytest.mark.parametrize("change", [{"targets": {"a b": {"reps": 1.5}}}, {"owed": {"sway": {"times": 1}}}])
def test_numbers_that_no_program_wrote_are_damage(tmp_path: Path, change: dict) -> None:
    target = make_target([24.0, 25.0, 26.0], [0.0, 1.0, 2.0], ID, "user", "paced-hinge", "2026-11-25")
    write_diary(tmp_path / "d.json", Diary(targets={"a b": target}))
    data = json.loads((tmp_path / "d.json").read_text())
    for key, value in change.items():
        data[key] = {k: {**data[key].get(k, {}), **v} for k, v in value.items()}
    (tmp_path / "d.json").write_text(json.dumps(data))
    again = read_diary(tmp_path / "d.json")
    assert len(again.targets) + len(again.owed) < 1 + len(change.get("owed", {}))
    assert len(again.left_out) == 1
    assert "damaged" in again.left_out[0]


def test_the_file_is_plain_json(tmp_path: Path, entry: Callable[..., Entry]) -> None:
    write_diary(tmp_path / "d.json", Diary((entry(80),)))
    assert json.loads((tmp_path / "d.json").read_text())["entries"][0]["drill"] == "tripod-hold"


@pytest.mark.parametrize("change", [{"score": "90"}, {"scores": ["a"]}, {"faults": {"mt1_light": "x"}}, {"made": 7}])
def test_an_entry_of_wrong_types_is_said(tmp_path: Path, change: dict, entry: Callable[..., Entry]) -> None:
    path = tmp_path / "diary.json"
    write_diary(path, with_entry(Diary(), entry(80), MemoryFile(), None))
    data = json.loads(path.read_text())
    data["entries"][0] |= change
    path.write_text(json.dumps(data))
    again = read_diary(path)
    assert again.entries == ()
    assert len(again.left_out) == 1
    assert "Entry 1" in again.left_out[0]
    assert "damaged" in again.left_out[0]


def test_a_damaged_entry_costs_itself_and_the_file_before_stays(tmp_path: Path, entry: Callable[..., Entry]) -> None:
    path = tmp_path / "diary.json"
    write_diary(path, Diary((entry(60), entry(70), entry(80))))
    data = json.loads(path.read_text())
    data["entries"][1]["score"] = "seventy"
    path.write_text(json.dumps(data))
    damaged = path.read_text()
    again = read_diary(path)
    assert [e.score for e in again.entries] == [60, 80]
    assert "Entry 2" in again.left_out[0]
    write_diary(path, with_entry(again, entry(90), None, None))
    assert [e.score for e in read_diary(path).entries] == [60, 80, 90]
    assert read_diary(path).left_out == ()
    assert (tmp_path / "diary-damaged-1.json").read_text() == damaged


def test_legs_are_compared_each_with_itself(entry: Callable[..., Entry]) -> None:
    diary = Diary((entry(60, foot="left"), entry(80, foot="right")))
    assert [e.score for e in diary.of("tripod-hold", ID, "left")] == [60]


def finished_drill() -> Session:
    """A session whose drill was just stopped."""
    session = Session(open_source("virtual:pupil,seed=5", clock=fast_clock()), profile=Profile(weight_kg=75))
    while not session.pipeline.frames:
        session.step()
    session.start_drill("quiet-stance", asks=False)
    session.tell_drill(DrillCommand.STOP)
    return session


def test_a_drill_that_another_program_keeps_from_the_diary_goes_in_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tripod.live.drill_control.BRIEFLY_S", 0.0)
    with locked(diary_path()):
        session = finished_drill()
        session.step()
        assert "goes in as soon as" in session.drilling.said
        assert "try again" in session.drilling.not_kept
    session.step()
    assert session.drilling.not_kept == ""
    assert [e.drill for e in read_diary(diary_path()).entries] == ["quiet-stance"]
    session.close()
    assert len(read_diary(diary_path()).entries) == 1
