"""Writes a finished drill into the diary, and says how it went and what to do next."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from tripod.balance.setup import Setup
from tripod.coach.wording_memory import memory_of
from tripod.drills.format.drill import Drill
from tripod.drills.not_scored import Cause
from tripod.drills.score.bands import Baseline, make_baseline
from tripod.drills.score.cop_target import PhaseTarget, make_target
from tripod.drills.score.tries import Try
from tripod.sentences import sentence
from tripod.storage.schemas.diary import MemoryFile
from tripod.training.begin_drill import calibration_name, leg_of, name_with_leg
from tripod.training.compared_words import entry_said
from tripod.training.correct import after_work, new_work
from tripod.training.dates import odd_days
from tripod.training.diary import Diary, Entry, key_of, with_baseline
from tripod.training.drill_run import DrillRun
from tripod.training.drill_title import drill_title
from tripod.training.filing import entries_of
from tripod.training.plan import place_now
from tripod.training.progress import progress
from tripod.training.today import today_sentence

WRONG = 0.2
"""A hold in which faults lasted for more than this part of it makes no baseline."""


def diary_after(
    run: DrillRun,
    setup: Setup,
    diary: Diary,
    library: Mapping[str, Drill],
    made: str,
    *,
    simulated: bool,
    adapts: bool,
    recording: str = "",
) -> tuple[Diary, str]:
    """The diary with the drill in it, and what to say: score beside the last one, where to go on, what is owed.

    `library`: all drills by name. `made`: ISO time. `simulated`: a virtual pupil did it. `adapts`: the coach learns
    which words help. `recording`: the name of the folder into which it was recorded, "" for none.
    """
    board_id = setup.banner.board_id
    options = run.engine.given.options
    before = diary.of(run.drill.name, board_id, leg_of(run.drill, options.foot))
    level = progress(library.get(run.drill.name, run.drill), before).level
    day = place_now([e for e in diary.entries if e.board_id == board_id], diary.plan, made).number
    filed = entries_of(run, made, board_id, simulated=simulated, level=level, day=day)
    entries = [replace(entry, calibration=calibration_name(setup)[1], recording=recording) for entry in filed]
    stopped, memory = _learnt(run, diary.rehearsed if simulated else diary.memory, adapts=adapts)
    # Words given up at another time, and nothing done about it yet, are owed work as well.
    known = memory_of(memory)
    silent = {f for e in entries for f in e.faults if known.helpless(f)}
    after, again, worked = with_entries(diary, entries, library, {*stopped, *silent}, over=_over(run))
    for fault in again:
        memory = _without(memory, fault)
    baseline = _baseline(run, setup, made)
    after = with_baseline(replace(after, **{"rehearsed" if simulated else "memory": memory}), baseline)
    said = [*_how_it_went(run, entries, diary, library), *worked]
    said += _dated(entries, diary)
    if baseline is None and any(t.baseline and _wrong(t) for t in run.engine.tries):
        said.append(sentence("after_drill.no_baseline_kept"))
    return after, " ".join(filter(None, said))


def with_entries(
    diary: Diary, entries: Sequence[Entry], library: Mapping[str, Drill], given_up: Set[str], *, over: bool = True
) -> tuple[Diary, list[str], list[str]]:
    """The diary after these entries, in their order; the faults whose words may be tried again; and what to say of work
    that was done or is owed. `given_up`: faults that the coach says nothing about any more. `over`: the drill was done
    to its end."""
    again, said = list[str](), list[str]()
    for n, entry in enumerate(entries, 1):
        owed = dict(diary.owed)
        if over:
            later = entries[n:]
            owed, more, worked = after_work(diary, entry, lambda name: drill_title(name, library), library, later)
            again, said = [*again, *more], [*said, *worked]
        still = [fault for fault in entry.faults if fault in given_up and fault not in again]
        new, why = new_work(diary, owed, entry, library, still)
        diary, said = replace(diary, entries=(*diary.entries, entry), owed=owed | new), [*said, *why]
    return diary, again, said


def _dated(entries: Sequence[Entry], diary: Diary) -> Iterator[str]:
    """What is to be said of the date that is kept: it lies before the program was there, or what was done before is
    dated later."""
    made = entries[0].made[:10] if entries else ""
    later = odd_days([e.made for e in diary.entries[-1:]], made)
    if odd_days([made], made):
        yield sentence("after_drill.odd_date", made=made)
    elif later and later[-1] > made:
        yield sentence("after_drill.earlier_date", made=made, last=later[-1])


def _over(run: DrillRun) -> bool:
    """Whether a drill was done to its end, or an answer ended it."""
    ended = run.engine.result().ended
    return not run.engine.stopped or (
        ended is not None and ended.cause in (Cause.CHECK_SAID_NO, Cause.CHECK_UNANSWERED)
    )


def diary_with_target(run: DrillRun, setup: Setup, diary: Diary, made: str) -> tuple[Diary, PhaseTarget]:
    """The diary with the reps of this drill as what later ones are held against.

    Raises:
        TargetError: they make no target.
    """
    board_id, calibration = calibration_name(setup)
    reps = [r for t in run.engine.tries if t.scored for r in t.reps]
    name = name_with_leg(run.drill, run.engine.given.options.foot)
    bottoms, tall = ([r.back_mm[phase] for r in reps] for phase in ("bottom", "lockout"))
    target = make_target(bottoms, tall, board_id, calibration, name, made[:10])
    return replace(diary, targets={**diary.targets, key_of(board_id, name): target}), target


def _how_it_went(run: DrillRun, entries: Sequence[Entry], diary: Diary, library: Mapping[str, Drill]) -> Iterator[str]:
    """The score beside the last one, and where to go on; of a day what the tests showed and which drills go on, for the
    result has the score of each."""
    if run.drill.sections:
        ready = run.engine.ready
        yield today_sentence(_test_scores(run), ready.problems() if ready else ())
    for entry in entries:
        before = diary.of(entry.drill, entry.board_id, entry.foot)
        if not run.drill.sections:
            yield entry_said(entry, diary)
        drill = library.get(entry.drill, run.drill)
        if entry.score is None or drill.sections:
            continue
        at, was = progress(drill, [*before, entry]), progress(drill, before)
        if at.goes_on != entry.drill and run.drill.sections:
            titles = (drill_title(name, library) for name in (entry.drill, at.goes_on))
            yield sentence("after_drill.leads_on", title=next(titles), on=next(titles))
        elif at.goes_on != entry.drill:
            yield sentence("after_drill.next", title=drill_title(at.goes_on, library))
        if not run.drill.sections or (at.level, at.goes_on) != (was.level, was.goes_on):
            yield at.why


def _learnt(run: DrillRun, before: MemoryFile | None, *, adapts: bool) -> tuple[list[str], MemoryFile | None]:
    """The faults that are cued no more, and the memory of cues after this drill."""
    if not adapts:
        return [], before
    memory = run.coach.memory
    cued = {c.row for c in run.coach.cues if c.words}
    stopped = memory.end_session({row: w for row, w in run.coach.wordings().items() if row in cued})
    return stopped, memory.to_file()


def _without(memory: MemoryFile | None, fault: str) -> MemoryFile | None:
    """The memory of cues that begins anew with this fault."""
    if memory is None:
        return None
    known = memory_of(memory)
    known.forget(fault)
    return known.to_file()


def _baseline(run: DrillRun, setup: Setup, made: str) -> Baseline | None:
    tries = [t for t in run.engine.tries if t.baseline and t.scored and not _wrong(t)]
    return make_baseline([t.hold.mean_share for t in tries if t.hold], *calibration_name(setup), made[:10])


def _wrong(done: Try) -> bool:
    """Whether a hold was held with a fault."""
    return done.hold is not None and done.fault_s > WRONG * done.hold.duration_s


def _test_scores(run: DrillRun) -> list[int]:
    parts = run.engine.parts
    tests = [t.score for t in run.engine.tries if t.hold and t.scored and parts[t.part].step.test]
    return [score for score in tests if score is not None]
