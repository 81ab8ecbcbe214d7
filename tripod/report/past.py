"""What was done before a session, on the same board by the same one: from the diary, or from sessions given with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tripod.drills.format.drill import Drill
from tripod.report.read_session import SeenSession
from tripod.storage.places import diary_path
from tripod.training.begin_drill import calibration_name, leg_of
from tripod.training.diary import Diary, DiaryError, Entry, Owed, read_diary
from tripod.training.filing import entries_of
from tripod.training.overview import Next, next_for
from tripod.training.people import codes
from tripod.training.plan import place_now


def diary_of(seen: SeenSession) -> tuple[Diary, str]:
    """What is kept of who stood there, and why it cannot be read, "" where it can; an empty one of a stranger."""
    if seen.header.subject not in codes():
        return Diary(), ""
    try:
        return read_diary(diary_path(seen.header.subject)), ""
    except DiaryError as error:
        return Diary(), str(error)


def entries_before(seen: SeenSession, diary: Diary) -> tuple[Entry, ...]:
    """What the diary has from before this session, of its board, and of people or virtual pupils as it is one."""
    of, name = diary.entries, seen.folder.resolve().name
    own = [e.made for e in of if e.recording == name]
    # What does not name its recording was kept at its end, which is after its beginning.
    before = of[: next(k for k, e in enumerate(of) if e.made == own[-1])] if own else of
    return tuple(
        e
        for e in before
        if (own or e.made < seen.header.created)
        and e.board_id == seen.header.board_id
        and e.simulated == seen.header.simulated
    )


def entries_in(seen: SeenSession, diary: Diary, drills: Mapping[str, Drill]) -> tuple[Entry, ...]:
    """What this session is worth in a diary, as it is calibrated now. `drills`: all by name."""
    if seen.run is None or not seen.run.done:
        return ()
    made, board_id, run = seen.header.created, seen.header.board_id, seen.run
    day = place_now(list(entries_before(seen, diary)), diary.plan, made).number if made else 0
    level, calibration = _level(seen, diary, drills), calibration_name(seen.setup)[1]
    filed = entries_of(run, made, board_id, simulated=seen.header.simulated, level=level, day=day)
    return tuple(replace(entry, calibration=calibration) for entry in filed)


def _level(seen: SeenSession, diary: Diary, drills: Mapping[str, Drill]) -> int:
    """Of the drill that it holds: as the diary has it, else that at which the drill has the steps that were done."""
    drill = drill_and_leg(seen)[0]
    name = seen.folder.resolve().name
    kept = [e.level for e in diary.entries if e.recording == name and e.drill == drill]
    if kept or seen.run is None or drill not in drills:
        return kept[-1] if kept else 0
    least, most = drills[drill].levels()
    return next((n for n in range(least, most + 1) if drills[drill].at_level(n).steps == seen.run.drill.steps), 0)


def drill_and_leg(seen: SeenSession) -> tuple[str, str]:
    """The drill that it holds, "" for none, and on which leg it was done."""
    if seen.run is None:
        return "", "both"
    return seen.run.drill.name, leg_of(seen.run.drill, seen.run.engine.given.options.foot)


def next_drill(entries: Sequence[Entry], diary: Diary, drills: Mapping[str, Drill], day: str) -> Next | None:
    """The drill to go on with after these entries. What a virtual pupil did is taken for its own."""
    if not entries or not day:
        return None
    own = [replace(e, simulated=False) for e in entries]
    owed: dict[str, Owed] = {f: replace(o, simulated=False) for f, o in diary.owed.items()}
    return next_for(replace(diary, entries=tuple(own), owed=owed), drills, day)
