"""What the coach learns of each wording, and when it says nothing any more."""

from typing import Any

import pytest

from tripod.boards.stance_faults import Fault
from tripod.coach.wording_memory import ENOUGH, SILENCE, Memory, memory_of
from tripod.storage.schemas.diary import MemoryFile
from tripod.storage.versioned import WrongValue, convert

WORDINGS = ["a", "b"]


def test_below_ten_of_each_nothing_is_believed_and_all_are_tried() -> None:
    memory, chosen = Memory(), []
    for _ in range(30):
        word = memory.choose("mt1_light", WORDINGS)
        chosen.append(word)
        memory.note("mt1_light", word, word == "a")
    assert {chosen.count(w) for w in WORDINGS} <= set(range(9, 14))
    assert chosen.count(SILENCE) in range(6, 9)
    assert "not enough yet: 7 of 10" in memory.known(Fault.MT1_LIGHT, WORDINGS).verdict()


def known(a: int, b: int, none: int) -> Memory:
    memory = Memory()
    for word, helped in (("a", a), ("b", b), (SILENCE, none)):
        for k in range(ENOUGH):
            memory.note("mt1_light", word, k < helped)
    return memory


def test_what_helps_this_person_is_preferred() -> None:
    assert known(9, 4, 3).choose("mt1_light", WORDINGS) == "a"
    told = known(9, 4, 3).known(Fault.MT1_LIGHT, WORDINGS)
    assert told.preferred == "a"
    assert (told.tries["a"], told.tries[SILENCE]) == ((10, 9), (10, 3))
    assert known(5, 4, 5).known(Fault.MT1_LIGHT, WORDINGS).preferred == ""


def test_no_magic_cue() -> None:
    """Where no wording beats silence over two sessions the coach stops, and says so."""
    memory = known(3, 2, 4)
    assert memory.choose("mt1_light", WORDINGS) == SILENCE
    assert memory.end_session({"mt1_light": WORDINGS}) == []
    assert memory.end_session({"mt1_light": WORDINGS}) == ["mt1_light"]
    assert memory.gave_up("mt1_light")
    assert memory.end_session({"mt1_light": WORDINGS}) == []
    assert memory_of(memory.to_file()).gave_up("mt1_light")


def test_a_session_that_helped_resets_the_count() -> None:
    memory = known(3, 2, 4)
    memory.end_session({"mt1_light": WORDINGS})
    for _ in range(30):
        memory.note("mt1_light", "a", True)
    assert memory.end_session({"mt1_light": WORDINGS}) == []
    assert memory.useless_sessions["mt1_light"] == 0


@pytest.mark.parametrize("bad", [{"counts": 3, "useless_sessions": {}}, {"counts": {"x": {"y": [1]}}}])
def test_a_damaged_memory_is_said(bad: dict[str, Any]) -> None:
    with pytest.raises(WrongValue, match="at counts"):
        convert(bad, MemoryFile)


def test_a_memory_with_more_recoveries_than_tries_is_none() -> None:
    with pytest.raises(ValueError, match="no memory"):
        memory_of(MemoryFile({"sway": {"a": (1, 2)}}, {}))
    assert memory_of(None) == memory_of(MemoryFile()) == Memory()
