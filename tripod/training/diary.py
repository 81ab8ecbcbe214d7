"""Keeps on disk what a person trained: results, baselines, targets, which cues helped, and what is owed."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TypeVar

import msgspec

from tripod.boards.stance_faults import OF_BOTH, point_of
from tripod.coach.wording_memory import memory_of
from tripod.drills.score.bands import Baseline, baseline_from_file, baseline_to_file
from tripod.drills.score.cop_target import PhaseTarget, target_from_file, target_to_file
from tripod.drills.score.cueing import Cueing
from tripod.drills.score.judged import Judged
from tripod.sentences import reason, sentence
from tripod.storage.bounded_read import FileError, NoFile
from tripod.storage.lock import PATIENCE_S, LockTaken, locked
from tripod.storage.schemas.diary import (
    DIARY,
    BaselineFile,
    DiaryFile,
    EntryFile,
    MemoryFile,
    OwedFile,
    PlanFile,
    TargetFile,
)
from tripod.storage.versioned import as_file, convert, read, write

T = TypeVar("T")


class DiaryError(ValueError):
    """The diary's file cannot be used: one plain sentence."""


class DiaryBusy(DiaryError):
    """Another program is changing the diary; a little later it can be changed."""


@dataclass(frozen=True)
class SwayEntry:
    """Sway speeds in mm/s, None where they could not be told."""

    open_mm_s: float | None = None
    closed_mm_s: float | None = None
    romberg_quotient: float | None = None
    romberg_pm: float | None = None
    """None of quotients from before it was kept, too."""
    eyes: tuple[str, ...] = ("open", "closed")
    """How they are in the drill's holds; in entries from before that was kept it is not known that one is not there."""
    open_begun_again: int = 0
    closed_begun_again: int = 0
    """How often a foot left its place in those holds, so that one was begun again."""
    open_at_most_mm_s: float | None = None
    closed_at_most_mm_s: float | None = None
    """With all that the sensors may have hidden; None where nobody knows how much that is, or nobody kept it."""


@dataclass(frozen=True)
class Entry:
    """One drill that was done."""

    made: str
    """ISO time."""
    drill: str
    board: str
    board_id: str
    score: int | None
    scores: tuple[int, ...]
    faults: Mapping[str, int]
    """How often each."""
    worst: str = ""
    """Foot and point."""
    simulated: bool = False
    feedback: bool = True
    reason: str = ""
    """Why it was not scored."""
    foot: str = "both"
    """Which leg, of a drill on one."""
    level: int = 0
    """Of its drill's progression (`Drill.at_level`)."""
    cueing: str = ""
    """How it was cued (`Cueing`); "" in entries from before that was kept."""
    sway: SwayEntry | None = None
    """Of a drill that measures it."""
    fading: int = 0
    """How much the coach said at its start (`coach.fading`)."""
    day: int = 0
    """Which day of training it was, from 1; 0 for what was done beside the plan."""
    kind: str = ""
    """`assess`, `retention`, `lighter`, or "" for training."""
    answers: Mapping[str, bool | None] = field(default_factory=dict[str, bool | None])
    """To what no board sees, by the question's name."""
    unmended: Mapping[str, int] = field(default_factory=dict[str, int])
    """How often each fault was spoken to, and went on."""
    sides: Mapping[str, int] = field(default_factory=dict[str, int])
    """Faults by foot."""
    against: str = ""
    """The fault, or the thing that was seen, that it was to mend."""
    calibration: str = ""
    """Of the board, as a baseline names it; "" in entries from before that was kept."""
    reps: int = 0
    """How many of `scores`, the last ones, are of reps; the others are of holds."""
    recording: str = ""
    """The name of the folder of its recording; "" of what was not recorded, and in entries from before that was
    kept."""
    judged: Judged | None = None
    """The drill's own answer, and why where it cannot be told; None in entries from before that was kept."""

    @property
    def like(self) -> Cueing:
        """How it was cued, as far as that is known."""
        known = [of for of in Cueing if of.value == self.cueing]
        return known[0] if known else Cueing.CUED if self.feedback else Cueing.UNCUED

    def foot_of(self, fault: str) -> str:
        """Whose foot a fault was; "" where it is of both, came on both, or the diary does not tell."""
        if fault in OF_BOTH:
            return ""
        feet = [foot for foot, times in self.sides.items() if times]
        foot, _, point = self.worst.partition(" ")
        return feet[0] if len(feet) == 1 else foot if point and point == point_of(fault) else ""


@dataclass(frozen=True)
class Owed:
    """A fault against which no words helped: work on it, then the same drill again."""

    drill: str
    """Where the words did not help."""
    times: int
    """How often the fault came in it."""
    work: str
    """The drill to do against it."""
    board_id: str
    simulated: bool
    """Of a virtual pupil, whose faults are no person's."""
    worked: bool = False

    def concerns(self, entry: Entry) -> bool:
        """Whether what was done was done by the same one on the same board; off the board the board says nothing."""
        return entry.simulated == self.simulated and (entry.board_id == self.board_id or entry.score is None)


@dataclass(frozen=True)
class Diary:
    """All that is kept, oldest first."""

    entries: tuple[Entry, ...] = ()
    baselines: Mapping[str, Baseline] = field(default_factory=dict[str, Baseline])
    """board id -> baseline; of a calibration that is in use no more it does not count."""
    targets: Mapping[str, PhaseTarget] = field(default_factory=dict[str, PhaseTarget])
    """board id and drill (`key_of`) -> where the CoP goes in its reps, as the person accepted them."""
    owed: Mapping[str, Owed] = field(default_factory=dict[str, Owed])
    """fault -> what is to be done about it."""
    plan: PlanFile = field(default_factory=PlanFile)
    memory: MemoryFile | None = None
    """Which cues helped the person."""
    rehearsed: MemoryFile | None = None
    """The same of virtual pupils: what helps them says nothing of a person."""
    left_out: tuple[str, ...] = ()
    """A sentence on each part of the file that cannot be read."""

    def baseline(self, board_id: str, calibration: str) -> Baseline | None:
        """The baseline of a board as it is calibrated now."""
        found = self.baselines.get(board_id)
        return found if found is not None and found.calibration == calibration else None

    def target(self, board_id: str, drill: str, calibration: str) -> PhaseTarget | None:
        """The way of the CoP that was accepted for a drill on a board as it is calibrated now."""
        found = self.targets.get(key_of(board_id, drill))
        return found if found is not None and found.calibration == calibration else None

    def of(self, drill: str, board_id: str, foot: str = "both") -> list[Entry]:
        """Scored entries of a drill on a board, done with this leg."""
        return [
            e
            for e in self.entries
            if e.drill == drill and e.board_id == board_id and e.foot == foot and e.score is not None
        ]


def key_of(board_id: str, drill: str) -> str:
    """Under which a target is kept."""
    return f"{board_id} {drill}"


def read_diary(path: Path) -> Diary:
    """The diary in a file; an empty one where there is none. A part that cannot be read is left out, and said in
    `Diary.left_out`.

    Raises:
        DiaryError: there is one, and as a whole it cannot be used.
    """
    try:
        file = read(DIARY, path)
    except NoFile:
        return Diary()
    except FileError as error:
        raise DiaryError(sentence("diary.damaged_move_away", why=error, path=path)) from error
    wrong: list[str] = []

    def part(what: str, plain: object, of: Callable[[object], T]) -> list[T]:
        try:
            return [of(plain)]
        except ValueError as error:
            wrong.append(sentence("diary.part_left_out", part=what, path=path, why=error))
            return []

    def named(which: str, **values: object) -> str:
        return sentence(f"diary_part.{which}", **values)

    entries = [e for n, plain in enumerate(file.entries, 1) for e in part(named("entry", number=n), plain, _entry)]
    baselines = {
        k: b for k, plain in file.baselines.items() for b in part(named("baseline", board=k), plain, _baseline)
    }
    targets = {k: t for k, plain in file.targets.items() for t in part(named("target", target=k), plain, _target)}
    owed = {f: o for f, plain in file.owed.items() for o in part(named("owed", fault=f), plain, _owed)}
    plan = part(named("plan"), file.plan, _plan) if file.plan else []
    memory = part(named("memory"), file.memory, _memory) if file.memory else []
    rehearsed = part(named("rehearsed"), file.rehearsed, _memory) if file.rehearsed else []
    return Diary(
        tuple(entries),
        baselines,
        targets,
        owed,
        plan[0] if plan else PlanFile(),
        memory[0] if memory else None,
        rehearsed[0] if rehearsed else None,
        tuple(wrong),
    )


def _entry(plain: object) -> Entry:
    return msgspec.convert(convert(plain, EntryFile), Entry, from_attributes=True)


def _baseline(plain: object) -> Baseline:
    return baseline_from_file(convert(plain, BaselineFile))


def _target(plain: object) -> PhaseTarget:
    return target_from_file(convert(plain, TargetFile))


def _owed(plain: object) -> Owed:
    return msgspec.convert(convert(plain, OwedFile), Owed, from_attributes=True)


def _plan(plain: object) -> PlanFile:
    return convert(plain, PlanFile)


def _memory(plain: object) -> MemoryFile:
    return memory_of(convert(plain, MemoryFile)).to_file()


def write_diary(path: Path, diary: Diary) -> None:
    """Keep the diary; whole or not at all. Where parts of the old one could not be read, that one stays beside it.

    Raises:
        DiaryError: it cannot be kept.
    """
    file = DiaryFile(
        entries=tuple(as_file(e, EntryFile) for e in diary.entries),
        baselines={k: baseline_to_file(b) for k, b in diary.baselines.items()},
        targets={k: target_to_file(t) for k, t in diary.targets.items()},
        owed={f: as_file(o, OwedFile) for f, o in diary.owed.items()},
        plan=diary.plan,
        memory=diary.memory or {},
        rehearsed=diary.rehearsed or {},
    )
    try:
        if diary.left_out:
            _keep_damaged(path)
        write(file, path)
    except OSError as error:
        raise DiaryError(_not_kept(path, error)) from error


def change_diary(path: Path, change: Callable[[Diary], tuple[Diary, T]], wait_s: float = PATIENCE_S) -> T:
    """Read the diary, write what `change` makes of it, and return what it returns beside, while no other program
    changes it.

    Raises:
        DiaryBusy: another program did so all the time; nothing changed.
        DiaryError: it cannot be used or kept.
    """
    try:
        with locked(path, wait_s):
            diary, answer = change(read_diary(path))
            write_diary(path, diary)
            return answer
    except LockTaken as error:
        raise DiaryBusy(_not_kept(path, error)) from error
    except OSError as error:
        raise DiaryError(_not_kept(path, error)) from error


def _not_kept(path: Path, error: OSError) -> str:
    return sentence("diary.cannot_be_kept", path=path, why=reason(error))


def _keep_damaged(path: Path) -> None:
    for number in count(1):
        beside = path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")
        with suppress(FileExistsError), open(path, "rb") as damaged, open(beside, "xb") as file:
            shutil.copyfileobj(damaged, file)
            return


def with_entry(diary: Diary, entry: Entry, memory: MemoryFile | None, baseline: Baseline | None) -> Diary:
    """The diary after a drill."""
    kept = {"rehearsed": memory} if entry.simulated else {"memory": memory}
    return replace(with_baseline(diary, baseline), entries=(*diary.entries, entry), **kept)


def with_target(diary: Diary, key: str, target: PhaseTarget | None) -> Diary:
    """The diary with this target under a key (`key_of`); None: with none."""
    others = {k: t for k, t in diary.targets.items() if k != key}
    return replace(diary, targets=others | ({key: target} if target is not None else {}))


def with_baseline(diary: Diary, baseline: Baseline | None) -> Diary:
    """The diary with this baseline of its board, if there is one."""
    found = {baseline.board_id: baseline} if baseline is not None else {}
    return replace(diary, baselines={**diary.baselines, **found})
