"""Puts together today's drill: two drills against the last faults, between two test holds; at most ten minutes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt

from tripod.boards import Board
from tripod.drills.format.drill import Drill, Step
from tripod.drills.format.say import Say
from tripod.sentences import sentence
from tripod.training.diary import Diary
from tripod.training.progress import USUAL_SD, progress

TODAY_S = 600.0
TEST_S = 20.0


def suggest(diary: Diary, drills: Mapping[str, Drill], board: Board, board_id: str, count: int = 2) -> list[Drill]:
    """Drills against the last faults, on this board; the easiest ones where there were none."""
    recent = [e for e in diary.entries if e.board_id == board_id][-6:]
    faults = Counter(f for e in recent for f, n in e.faults.items() for _ in range(n))
    on_board = [d for d in drills.values() if d.on_board and not d.has_bar and d.coached]
    if not diary.baselines.get(board_id) and "find-your-tripod" in drills and not recent:
        first = [drills["find-your-tripod"]]
        return [*first, *(d for d in on_board if d.name == "tripod-hold")][:count]

    def worth(drill: Drill) -> tuple[int, int]:
        return -sum(faults[f] for f in drill.corrects if f in board.claims.faults), drill.order

    # What takes longest (with the baseline's three holds) is no part of a daily ten minutes.
    short = [d for d in on_board if d.feet == "both" and _length(*_on_both(d)) <= 130]
    return sorted(short, key=worth)[:count]


def today(diary: Diary, drills: Mapping[str, Drill], board: Board, board_id: str) -> Drill:
    """Ready check, a test hold without feedback, two drills, the same hold again: at most ten minutes."""
    chosen = suggest(diary, drills, board, board_id)
    test = Step("hold", sentence("today.test_hold"), Say("hold_silent"), TEST_S, feedback=False, test=True)
    ready = Step(
        "ready", sentence("today.ready_check_toes_lifted") if board.unsupported else sentence("today.ready_check"),
        move="lift" if board.unsupported else "", feedback=False,
    )  # fmt: skip
    steps = [ready, test]
    for drill in chosen:
        rest = Step("rest", sentence("today.next_drill", title=drill.title), Say("rest"), 8.0)
        grown = drill.at_level(progress(drill, diary.of(drill.name, board_id)).level)
        more = [rest, *_on_both(grown)]
        if _length(*steps, *more, test) <= TODAY_S:
            steps += more
    steps.append(test)
    return Drill(
        "today",
        sentence("today.title"),
        sentence("today.trains", drills=sentence("today.and").join(d.title for d in chosen)),
        "both",
        tuple(steps),
        floors=next((d.floors for d in chosen if d.floors), dict[str, float]()),
    )


def _on_both(drill: Drill) -> tuple[Step, ...]:
    """What a drill asks for on both feet, without rests and questions."""
    return tuple(s for s in drill.steps if s.kind in ("say", "hold", "reps") and drill.feet_of(s) == "both")


def _length(*steps: Step) -> float:
    return Drill("x", "x", "x", "both", steps).length_s


def today_sentence(tests: Sequence[int], problems: Sequence[str] = ()) -> str:
    """The one sentence at the end: the scores of the test holds before and after, and what the ready check found."""
    return " ".join([_tests(tests), *problems])


def _tests(tests: Sequence[int]) -> str:
    if len(tests) < 2:
        return sentence("today.not_both_scored")
    before, after = tests[0], tests[-1]
    least = 1.96 * USUAL_SD * sqrt(2)
    if abs(after - before) < least:
        return sentence("today.too_close", before=before, after=after)
    return sentence("today.before_and_after", before=before, after=after)
