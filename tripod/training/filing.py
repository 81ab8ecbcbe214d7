"""Files what was done under the drills that it is: an entry for each section of a drill put together from others."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isfinite, nan

from tripod.drills.format.part import sections_of
from tripod.drills.format.section import Section
from tripod.drills.score.result import DrillResult
from tripod.drills.score.sway_report import SwayReport
from tripod.training.answers import named_answers
from tripod.training.begin_drill import leg_of
from tripod.training.diary import Entry, SwayEntry
from tripod.training.drill_run import DrillRun


def entries_of(run: DrillRun, made: str, board_id: str, *, simulated: bool, level: int, day: int) -> list[Entry]:
    """What is to be kept of a drill that is over; of one put together from others, of each that was done, or that an
    answer ended, in this order. `level`: of a drill that stands for itself. `day`: of the
    plan, 0 for none."""
    options = run.engine.given.options
    if not run.drill.sections:
        entry = entry_of(
            run.engine.result(), made, board_id, simulated=simulated, feedback=options.feedback, level=level,
            foot=leg_of(run.drill, options.foot),
        )  # fmt: skip
        everything = range(len(run.engine.parts))
        asked = named_answers(dict.fromkeys(_asked(run, everything)))
        return [
            replace(
                entry,
                answers=asked | dict(entry.answers),
                unmended=unmended_of(run, everything),
                fading=run.fading_at_start,
            )
        ]
    found = list[Entry]()
    for section, parts in _done(run):
        entry = entry_of(
            _result_of(run, section, parts), made, board_id, simulated=simulated, level=section.level,
            feedback=options.feedback and section.kind != "retention",
        )  # fmt: skip
        unmended = unmended_of(run, parts)
        found.append(
            replace(
                entry, fading=section.fading, day=day, kind=section.kind, against=section.against, unmended=unmended
            )
        )
    # Who gives up before any drill is done has that day still before them.
    return found if found[:-1] else [replace(entry, day=0) for entry in found]


def entry_of(
    result: DrillResult,
    made: str,
    board_id: str,
    *,
    simulated: bool,
    feedback: bool,
    foot: str = "both",
    level: int = 0,
) -> Entry:
    """An entry from what a drill came to. `made`: an ISO time; `foot`: which leg, of a drill on one."""
    scored = [t for t in result.tries if t.scored]
    holds = [(t.hold.score, t.hold.worst) for t in scored if t.hold is not None and t.hold.score is not None]
    reps = [rep.score for t in scored for rep in t.reps]
    worst_foot, worst_point, _ = min((worst for _, worst in holds), key=lambda of: round(of[2], 4), default=("", "", 0))
    return Entry(
        made,
        result.drill,
        result.board,
        board_id,
        result.score,
        (*(score for score, _ in holds), *reps),
        dict(Counter(fault.fault for fault in result.faults)),
        f"{worst_foot} {worst_point}".strip(),
        simulated,
        feedback,
        str(result.reason) if result.reason else "",
        foot,
        level,
        result.cueing.value,
        _sway_entry(result.sway, result.eyes) if result.sway is not None else None,
        answers=named_answers(result.answers),
        sides=dict(Counter(fault.foot for fault in result.faults if fault.foot)),
        reps=len(reps),
        judged=result.judged,
    )


def _sway_entry(sway: SwayReport, eyes: tuple[str, ...]) -> SwayEntry:
    both = sway.open, sway.closed
    speeds = [of.mm_s if of is not None else nan for of in both]
    told = [round(of, 4) if isfinite(of) else None for of in (*speeds, sway.romberg_quotient, sway.romberg_pm)]
    again = [of.begun_again if of is not None else 0 for of in both]
    most = [round(of.most_mm_s, 4) if of is not None and isfinite(of.most_mm_s) else None for of in both]
    return SwayEntry(
        *told,
        eyes=eyes,
        open_begun_again=again[0],
        closed_begun_again=again[1],
        open_at_most_mm_s=most[0],
        closed_at_most_mm_s=most[1],
    )


def unmended_of(run: DrillRun, parts: Sequence[int]) -> dict[str, int]:
    """How often each fault was spoken to in these parts and went on nevertheless."""
    return dict(
        Counter(c.fault for c in run.coach.cues if c.words and c.recovered is False and _part_at(run, c.t_s) in parts)
    )


def _done(run: DrillRun) -> Iterator[tuple[Section, list[int]]]:
    """Each drill's section, with its parts: those of `today` itself as one, at the end."""
    of = sections_of(run.drill, run.engine.parts)
    begun = {part for _, part in run.began}
    itself = [k for k, s in enumerate(of) if s is not None and s.drill == run.drill.name]
    for section in dict.fromkeys(s for s in of if s is not None and s.drill != run.drill.name):
        parts = [k for k, s in enumerate(of) if s is section or s == section]
        if _was_done(run, parts, begun):
            yield section, parts
    first = of[itself[0]] if itself else None
    if first is not None and begun.intersection(itself):
        yield first, itself


def _was_done(run: DrillRun, parts: Sequence[int], begun: set[int]) -> bool:
    """Whether something of it was scored, or all of it begun and nothing left out, or somebody's answer ended it."""
    if any(t.part in parts and t.scored for t in run.engine.tries):
        return True
    if any(k in run.skipped for k in parts) or not begun.intersection(parts):
        return False
    last = max(begun)
    over = not run.engine.stopped or last > parts[-1]
    return over and (begun.issuperset(parts) or any(run.engine.parts[k].step.wants for k in parts if k in begun))


def _result_of(run: DrillRun, section: Section, parts: Sequence[int]) -> DrillResult:
    """The part of the result that belongs to these parts, as that of a drill of its own."""
    whole, asked = run.engine.result(), _asked(run, parts)
    return replace(
        whole,
        drill=section.drill,
        sections=(),
        tries=tuple(t for t in whole.tries if t.part in parts),
        faults=tuple(f for f in whole.faults if _part_at(run, f.onset_s) in parts),
        answers={q: whole.answers.get(q) for q in asked},
        unanswered=tuple(q for q in whole.unanswered if q in asked),
        stopped=None,
        ended=None,
    )


def _asked(run: DrillRun, parts: Sequence[int]) -> list[str]:
    """The questions of those of these parts that came, answered or not."""
    begun = {part for _, part in run.began}
    return [q for k in parts if k in begun for q in run.engine.parts[k].step.questions]


def _part_at(run: DrillRun, t_s: float) -> int:
    """The part that was under way; -1 before the first."""
    at = bisect_right([t for t, _ in run.began], t_s) - 1
    return run.began[at][1] if at >= 0 else -1
