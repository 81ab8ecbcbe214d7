"""What was trained is kept, and what follows from it."""

import json
from pathlib import Path

import pytest

from tripod.boards import load_board
from tripod.diary import (
    TODAY_S,
    Diary,
    DiaryError,
    Entry,
    compare,
    fading,
    next_level,
    read_diary,
    suggest,
    today,
    today_sentence,
    with_entry,
    write_diary,
)
from tripod.drills.loader import library
from tripod.drills.reference import make_baseline

DRILLS, _ = library()
PADS = load_board("pads")
ID = "ab" * 8


def entry(score: int | None, scores: tuple[int, ...] = (), drill: str = "tripod-hold", **more) -> Entry:
    return Entry(
        "2026-11-25T10:00:00+01:00", drill, "pads", ID, score, scores or ((score,) if score else ()), {}, **more
    )


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    baseline = make_baseline([{"left": (0.5, 0.3, 0.2)}] * 3, ID, "user", "2026-11-25")
    diary = with_entry(Diary(), entry(80, (78, 82)), {"counts": {}, "useless_sessions": {}}, baseline)
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


def test_a_difference_must_exceed_what_repeats_show() -> None:
    before = [entry(81, (75, 87))]
    assert "too close to call" in compare(entry(85, (80, 90)), before)
    assert "better" in compare(entry(99, (98, 99, 100)), [entry(60, (59, 60, 61))])
    assert "less than last time" in compare(entry(40, (40, 41, 39)), [entry(90, (89, 91, 90))])
    assert compare(entry(70), []) == "70."
    assert compare(entry(None, reason="a foot left its place"), before) == "Not scored: a foot left its place."


def test_levels_go_up_and_down_with_reasons() -> None:
    hold = DRILLS["tripod-hold"]
    assert next_level(hold, [entry(90), entry(86)])[0] == "busy-toes"
    assert next_level(hold, [entry(90), entry(60)])[0] == "tripod-hold"
    name, why = next_level(hold, [entry(30), entry(20)])
    assert name == "find-your-tripod"
    assert "30 and 20" in why


def test_feedback_fades_with_success() -> None:
    assert fading([]) == 0
    assert fading([entry(90)] * 2) == 1
    assert fading([entry(90)] * 5) == 2
    assert fading([entry(90)] * 5 + [entry(60)]) == 0


def test_today_is_made_from_the_last_faults_within_ten_minutes() -> None:
    first = today(Diary(), DRILLS, PADS, ID)
    assert "Find your tripod" in first.trains
    rolled = Entry("now", "tripod-hold", "pads", ID, 50, (50,), {"heel_heavy": 5})
    diary = Diary((rolled,))
    chosen = suggest(diary, DRILLS, PADS, ID)
    assert all("heel_heavy" in d.corrects for d in chosen)
    drill = today(diary, DRILLS, PADS, ID)
    assert drill.length_s <= TODAY_S
    holds = [s for s in drill.steps if not s.feedback and s.duration_s == 20]
    assert len(holds) == 2
    assert drill.steps[-1] == holds[0]
    assert not any(s.bar for s in drill.steps)


def test_todays_sentence() -> None:
    def result(a: int, b: int) -> dict:
        return {
            "holds": [{"duration_s": 20, "score": a}, {"duration_s": 30, "score": 1}, {"duration_s": 20, "score": b}]
        }

    assert "Too close to call" in today_sentence(result(70, 80))
    assert today_sentence(result(40, 95)) == "The test hold: 40 before, 95 after."
    assert "not both scored" in today_sentence({"holds": []})


def test_the_file_is_plain_json(tmp_path: Path) -> None:
    write_diary(tmp_path / "d.json", Diary((entry(80),)))
    assert json.loads((tmp_path / "d.json").read_text())["entries"][0]["drill"] == "tripod-hold"


@pytest.mark.parametrize("change", [{"score": "90"}, {"scores": ["a"]}, {"faults": {"mt1_light": "x"}}, {"made": 7}])
def test_an_entry_of_wrong_types_is_said(tmp_path: Path, change: dict) -> None:
    path = tmp_path / "diary.json"
    write_diary(path, with_entry(Diary(), entry(80), {"counts": {}, "useless_sessions": {}}, None))
    data = json.loads(path.read_text())
    data["entries"][0] |= change
    path.write_text(json.dumps(data))
    with pytest.raises(DiaryError, match="damaged"):
        read_diary(path)


def test_equal_tries_do_not_make_every_point_a_difference() -> None:
    assert "too close to call" in compare(entry(99, (99, 99)), [entry(100, (100, 100))])


def test_legs_are_compared_each_with_itself() -> None:
    diary = Diary((entry(60, foot="left"), entry(80, foot="right")))
    assert [e.score for e in diary.of("tripod-hold", ID, "left")] == [60]
