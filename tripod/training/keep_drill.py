"""Writes a finished drill into the diary, and says how it went and what to do next."""

from collections.abc import Mapping
from dataclasses import replace

from tripod.balance.setup import Setup
from tripod.boards import PLAIN_FAULTS
from tripod.coach.memory import memory_of
from tripod.drills.format.drill import Drill
from tripod.drills.score.cop_target import PhaseTarget, make_target
from tripod.drills.score.reference import Baseline, make_baseline
from tripod.drills.score.result import Try
from tripod.sentences import sentence
from tripod.storage.schemas.diary import MemoryFile
from tripod.training.begin_drill import calibration_name, leg_of, name_with_leg
from tripod.training.diary import Diary, Entry, Owed, entry_of, key_of, with_entry
from tripod.training.drill_run import DrillRun
from tripod.training.progress import after_work, compare, progress, work_against
from tripod.training.today import today_sentence

WRONG = 0.2
"""A hold in which faults lasted for more than this part of it makes no baseline."""


def diary_after(
    run: DrillRun, setup: Setup, diary: Diary, library: Mapping[str, Drill], made: str, *, simulated: bool, adapts: bool
) -> tuple[Diary, str]:
    """The diary with the drill in it, and what to say: score beside the last one, where to go on, what is owed.

    `library`: all drills by name. `made`: ISO time. `simulated`: a virtual pupil did it. `adapts`: the coach learns
    which words help.
    """
    board_id = setup.banner.board_id
    options = run.engine.given.options
    foot = leg_of(run.drill, options.foot)
    before = diary.of(run.drill.name, board_id, foot)
    level = progress(library.get(run.drill.name, run.drill), before).level
    entry = entry_of(
        run.result(), made, board_id, simulated=simulated, feedback=options.feedback, foot=foot, level=level
    )
    stopped, memory = _learnt(run, diary.rehearsed if simulated else diary.memory, adapts=adapts)
    owed, again, worked = dict(diary.owed), list[str](), list[str]()
    if not run.engine.stopped:
        owed, again, worked = after_work(diary, entry, lambda name: _title(name, library))
    for fault in again:
        memory = _without(memory, fault)
    # Words given up at another time, and nothing done about it yet, are owed work as well.
    silent = [f for f in entry.faults if f not in owed and memory_of(memory).helpless(f)]
    work = {f: work_against(f, entry.drill, library) for f in dict.fromkeys([*stopped, *silent])}
    owed |= {f: Owed(entry.drill, entry.faults.get(f, 0), w, board_id, simulated) for f, w in work.items() if w}
    baseline = _baseline(run, setup, made)
    after = with_entry(replace(diary, owed=owed), entry, memory, baseline)
    said = [*_how_it_went(run, entry, before, library), *_given_up(work, library), *worked]
    if baseline is None and any(t.baseline and _wrong(t) for t in run.engine.tries):
        said.append(sentence("after_drill.no_baseline_kept"))
    return after, " ".join(filter(None, said))


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


def _how_it_went(run: DrillRun, entry: Entry, before: list[Entry], library: Mapping[str, Drill]) -> list[str]:
    if run.drill.name == "today":
        ready = run.engine.ready
        return [today_sentence(_test_scores(run), ready.problems() if ready else ())]
    said = [compare(entry, [e for e in before if e.level == entry.level])]
    if entry.score is not None:
        at = progress(library.get(run.drill.name, run.drill), [*before, entry])
        if at.goes_on != run.drill.name:
            said.append(sentence("after_drill.next", title=_title(at.goes_on, library)))
        said.append(at.why)
    return said


def _given_up(work: Mapping[str, str], library: Mapping[str, Drill]) -> list[str]:
    said: list[str] = []
    for fault, name in work.items():
        plain = PLAIN_FAULTS.get(fault, fault)
        said.append(
            sentence("after_drill.no_wording_helped_work_on", fault=plain, title=_title(name, library))
            if name
            else sentence("after_drill.no_wording_helped", fault=plain)
        )
    return said


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


def _title(name: str, drills: Mapping[str, Drill]) -> str:
    return drills[name].title if name in drills else name
