"""What follows from what was trained: better or not, longer or harder, with less feedback, and what to do today."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import stdev

from tripod.boards import PLAIN_FAULTS, Board
from tripod.drills.format.drill import Drill, Step
from tripod.training.diary import Diary, Entry, Owed

GOOD, POOR = 85, 50
"""Scores from which a drill is done well, and below which it is too hard."""
USUAL_SD = 8.0
"""Of one try's score, until the person's own tries tell."""
TODAY_S = 600.0
TEST, TEST_S = "Test hold: stand on your tripod, as well as you can without a word.", 20.0


def compare(new: Entry, before: Sequence[Entry]) -> str:
    """The new score beside the last one, and whether the difference means anything."""
    if new.score is None:
        return f"Not scored: {new.reason}."
    if not before:
        return f"{new.score}."
    last = before[-1]
    assert last.score is not None
    said = f"{new.score}; last time {last.score}"
    least = least_difference(new, before)
    if abs(new.score - last.score) < least:
        return f"{said}: too close to call (it takes {least:.0f} points)."
    return f"{said}: {'better' if new.score > last.score else 'less than last time'}."


def least_difference(new: Entry, before: Sequence[Entry]) -> float:
    """What two scores must differ by before it is no chance: 1.96 standard errors of the difference, from how much the
    tries of one session differ."""
    # The usual spread counts as one session, or two equal tries would make every point a difference.
    spreads = [USUAL_SD**2, *(stdev(e.scores) ** 2 for e in (*before, new) if len(e.scores) > 1)]
    variance = sum(spreads) / len(spreads)
    last = before[-1]
    return 1.96 * sqrt(variance * (1 / max(len(new.scores), 1) + 1 / max(len(last.scores), 1)))


@dataclass(frozen=True)
class Progress:
    """Where a person stands in a drill."""

    level: int
    """How many times `LEVEL_S` its holds are longer than they begin."""
    goes_on: str
    """The drill to go on with."""
    why: str


def progress(drill: Drill, done: Sequence[Entry]) -> Progress:
    """Two good scores in a row lengthen the holds and, at their longest, lead to the harder drill; two poor ones the
    other way. `done` are the drill's scored entries, oldest first; `drill` as its file has it."""
    least, most = drill.levels()
    level, streak, now = 0, list[int](), Progress(0, drill.name, "")
    for entry in done:
        if entry.score is None or entry.level != level:
            # What was done with shorter holds, or before there were others, says nothing of these.
            continue
        streak = [*streak, entry.score][-2:]
        now = Progress(level, drill.name, "")
        both = f"{streak[0]} and {streak[-1]} in a row"
        if len(streak) < 2:
            continue
        if min(streak) >= GOOD and level < most:
            level, streak = level + 1, []
            now = Progress(level, drill.name, f"{both}: from now on {_holds(drill, level)}.")
        elif min(streak) >= GOOD and drill.harder:
            now = Progress(level, drill.harder, f"{both}: time for the next one.")
        elif max(streak) < POOR and level > least:
            level, streak = level - 1, []
            now = Progress(level, drill.name, f"{both}: from now on {_holds(drill, level)}, until it is easy.")
        elif max(streak) < POOR and drill.easier:
            now = Progress(level, drill.easier, f"{both}: one step back makes it easier to feel.")
    if now.why or not (drill.harder or level < most):
        return now
    return replace(now, why=f"Once more: two scores of {GOOD} in a row lead on.")


def _holds(drill: Drill, level: int) -> str:
    longest = max(s.duration_s for s in drill.at_level(level).steps if s.most_s > 0)
    return f"holds of up to {longest:.0f} s"


def fading(done: Sequence[Entry]) -> int:
    """0 cue every fault, 1 every other, 2 none: less the better it goes, so that the person learns."""
    good = 0
    for entry in reversed(done):
        if entry.score is None or entry.score < GOOD:
            break
        good += 1
    return min(good // 2, 2)


def work_against(fault: str, than: str, drills: Mapping[str, Drill]) -> str:
    """The drill to do against a fault, off the board rather than on it, and another than where it was not mended; ""
    where there is none."""
    good = [d for d in drills.values() if fault in d.corrects and d.name != than and not d.has_bar]
    return min(good, key=lambda d: (d.on_board, d.order)).name if good else ""


def after_work(diary: Diary, entry: Entry, title: Callable[[str], str]) -> tuple[dict[str, Owed], list[str], list[str]]:
    """What is owed after a drill; the faults whose words may be tried again; and what to say of it. `title` gives that
    of a drill by its name."""
    owed, again, said = dict(diary.owed), list[str](), list[str]()
    for fault, one in diary.owed.items():
        if not one.concerns(entry):
            continue
        plain = PLAIN_FAULTS.get(fault, fault)
        if entry.drill == one.work and not one.worked:
            owed[fault] = replace(one, worked=True)
            said.append(f"Now “{title(one.drill)}” once more: it shows whether this helped against {plain}.")
        elif entry.drill == one.drill and one.worked and entry.score is not None:
            del owed[fault]
            again.append(fault)
            now = entry.faults.get(fault, 0)
            said.append(
                f"After “{title(one.work)}”: {plain}, {now} times; before {one.times}. The coach tries its words anew."
            )
    return owed, again, said


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
    test = Step("hold", TEST, "hold_silent", TEST_S, feedback=False)
    toes = " Lift your toes: this board does not weigh them." if board.unsupported else ""
    ready = Step(
        "ready", f"Ready check: step off; then on, both feet on their marks, and stand still.{toes}",
        move="lift" if board.unsupported else "", feedback=False,
    )  # fmt: skip
    steps = [ready, test]
    for drill in chosen:
        rest = Step("rest", f"Next: {drill.title}.", "rest", 8.0)
        grown = drill.at_level(progress(drill, diary.of(drill.name, board_id)).level)
        more = [rest, *_on_both(grown)]
        if _length(*steps, *more, test) <= TODAY_S:
            steps += more
    steps.append(test)
    return Drill(
        "today",
        "Today",
        " and ".join(d.title for d in chosen) + ", between two test holds.",
        "both",
        tuple(steps),
        floors=next((d.floors for d in chosen if d.floors), {}),
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
        return "Today's test holds were not both scored."
    before, after = tests[0], tests[-1]
    least = 1.96 * USUAL_SD * sqrt(2)
    if abs(after - before) < least:
        return f"The test hold: {before} before, {after} after. Too close to call in one day; it counts over weeks."
    return f"The test hold: {before} before, {after} after."
