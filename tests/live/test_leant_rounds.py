"""Which directions make one round: of one drill, each once, the last telling of each."""

from collections.abc import Sequence

from tripod.drills.format.say import Say
from tripod.drills.run.event_types import Done, Event, PartBegan
from tripod.live.leant_rounds import LeantRounds

DRILLS = [("limits-of-stability", k + 1) for k in range(4)] + [("today", 1), ("own-lean", 1)]


def part(t_s: float, index: int, says: str, *, own: bool = False) -> PartBegan:
    return PartBegan(t_s, "say", "", Say(says, own), ("left", "right"), 1, 1, "", index, 8.0, 0, 0.0, None, None)


def rounds(events: Sequence[Event]) -> list[tuple[str, int, int, list[tuple[str, float, float]]]]:
    leant = LeantRounds()
    for event in events:
        leant.hear(lambda index: DRILLS[index], event)
    return [
        (r.part.drill, r.part.step, r.part.number, [(of.says, of.begin_s, of.end_s) for of in r.leans])
        for r in leant.rounds
    ]


def test_from_each_direction_to_what_comes_after_it() -> None:
    told = [part(0, 0, "lean_how"), part(14, 1, "lean_forward"), part(22, 2, "lean_right"), part(30, 3, "rest")]
    leant = [("lean_forward", 14, 22), ("lean_right", 22, 30)]
    assert rounds(told) == [("limits-of-stability", 2, 1, leant)]
    assert rounds([*told[:3], Done(29, None, None)]) == [
        ("limits-of-stability", 2, 1, [leant[0], ("lean_right", 22, 29)])
    ]


def test_what_is_told_once_more_counts_then_and_another_round_for_itself() -> None:
    told = [part(0, 1, "lean_forward"), part(5, 2, "lean_right"), part(8, 2, "lean_right"), part(16, 1, "lean_forward")]
    found = rounds([*told, part(24, 5, "lean_left"), part(32, 4, "rest")])
    assert found == [
        ("limits-of-stability", 2, 1, [("lean_forward", 0, 5), ("lean_right", 8, 16)]),
        ("limits-of-stability", 2, 2, [("lean_forward", 16, 24)]),
        ("own-lean", 1, 1, [("lean_left", 24, 32)]),
    ]


def test_words_of_a_drills_own_are_no_direction() -> None:
    assert rounds([part(0, 1, "Lean on me.", own=True), part(8, 2, "rest")]) == []
