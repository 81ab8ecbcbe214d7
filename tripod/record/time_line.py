"""What happened in a recording and when, as its events.jsonl says: for whoever looks for a moment of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path

import msgspec

from tripod.record.clock_jumps import ClockJump, closed_tick
from tripod.record.layout import EVENTS
from tripod.record.recorded_events import MOST_BYTES
from tripod.storage.bounded_read import NoFile, read_bytes
from tripod.storage.schemas.happened import DrillBeganLine, HappenedLine

SOON_S = 0.05
"""Who goes from event to event is at one that is no further away."""


@dataclass(frozen=True)
class Stretch:
    """A rep, a hold, or the time without a board; seconds from the recording's first sample on."""

    begin_s: float
    end_s: float
    number: int = 0


@dataclass(frozen=True)
class FaultStretch:
    """A fault, from its onset to its end."""

    begin_s: float
    end_s: float
    fault: str
    foot: str
    """"" where it is of both."""


@dataclass(frozen=True)
class Cue:
    """What the coach said."""

    t_s: float
    words: str


@dataclass(frozen=True)
class Mark:
    """A moment that somebody marked, when it was recorded or later."""

    t_s: float
    text: str = ""
    later: bool = False
    """It was made when the recording was looked at, and can be taken away."""


@dataclass(frozen=True)
class TimeLine:
    """Of one recording; all times in seconds from its first sample on, in their order."""

    duration_s: float
    drill: str = ""
    """Its name, "" where none was done; of more than one the last."""
    title: str = ""
    score: int | None = None
    begins_s: float = 0.0
    """Where the first try begins, by which two recordings are laid beside each other; 0 where there is none."""
    reps: tuple[Stretch, ...] = ()
    holds: tuple[Stretch, ...] = ()
    away: tuple[Stretch, ...] = ()
    """While the board was away."""
    faults: tuple[FaultStretch, ...] = ()
    cues: tuple[Cue, ...] = ()
    marks: tuple[Mark, ...] = ()

    def with_marks(self, marks: Iterable[Mark]) -> "TimeLine":
        """The same, with these marks beside those that were made when it was recorded."""
        both = [*(m for m in self.marks if not m.later), *marks]
        return replace(self, marks=tuple(sorted(both, key=lambda m: m.t_s)))

    def moments_s(self) -> list[float]:
        """Where something begins that one may want to look at."""
        found = {s.begin_s for s in (*self.reps, *self.holds, *self.faults)}
        found |= {each.t_s for each in (*self.cues, *self.marks)}
        return sorted(t for t in found if 0.0 <= t <= self.duration_s)

    def next_s(self, t_s: float) -> float | None:
        """The next such moment after `t_s`; None after the last."""
        return next((t for t in self.moments_s() if t > t_s + SOON_S), None)

    def previous_s(self, t_s: float) -> float | None:
        """The last such moment before `t_s`; None before the first."""
        return next((t for t in reversed(self.moments_s()) if t < t_s - SOON_S), None)

    def rep_at(self, t_s: float) -> int:
        """The rep under way at `t_s`, 0 between reps."""
        return next((r.number for r in self.reps if r.begin_s <= t_s <= r.end_s), 0)

    def faults_at(self, t_s: float) -> list[FaultStretch]:
        """The faults under way at `t_s`."""
        return [f for f in self.faults if f.begin_s <= t_s <= f.end_s]

    def cue_at(self, t_s: float, for_s: float) -> str:
        """What the coach said within the last `for_s`, "" if nothing."""
        return next((c.words for c in reversed(self.cues) if c.t_s <= t_s <= c.t_s + for_s), "")

    def note_at(self, t_s: float, for_s: float) -> str:
        """What is written to a mark within the last `for_s`, "" if nothing."""
        return next((m.text for m in reversed(self.marks) if m.text and m.t_s <= t_s <= m.t_s + for_s), "")


def read_time_line(
    folder: Path,
    first_tick_us: int,
    duration_s: float,
    away: tuple[Stretch, ...] = (),
    clock_jumps: tuple[ClockJump, ...] = (),
) -> TimeLine:
    """The time line of the recording in `folder`, whose first sample has this tick, in which the board was `away` so
    long, and of whose clock these jumps are closed. Lines that cannot be read are left out; a notice of the replay
    counts them.

    Raises:
        FileError: the file cannot be read at all.
    """
    try:
        text = read_bytes(folder / EVENTS, MOST_BYTES)
    except NoFile:
        return TimeLine(duration_s, away=away)
    lines: list[HappenedLine] = []
    drills: list[DrillBeganLine] = []
    for line in text.split(b"\n"):
        try:
            lines.append(msgspec.json.decode(line, type=HappenedLine))
            if lines[-1].event == "drill":
                drills.append(msgspec.json.decode(line, type=DrillBeganLine))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
    lines = [msgspec.structs.replace(line, t_us=closed_tick(line.t_us, clock_jumps)) for line in lines]
    return _time_line(lines, drills[-1] if drills else DrillBeganLine(), first_tick_us, duration_s, away)


def _time_line(
    lines: Sequence[HappenedLine],
    drill: DrillBeganLine,
    first_tick_us: int,
    duration_s: float,
    away: tuple[Stretch, ...],
) -> TimeLine:
    def by_tick(line: HappenedLine) -> float:
        return max((line.t_us - first_tick_us) / 1e6, 0.0)

    told = [line for line in lines if line.event == "drill_event"]
    # A line is written after the block that holds its moment: the least difference is that of the clocks, within a
    # block of some 20 ms.
    late_s = min((by_tick(line) - line.t_s for line in told if line.t_us >= first_tick_us), default=0.0)

    def of(happened: str) -> list[HappenedLine]:
        return [line for line in told if line.happened == happened]

    begun = of("begin")
    tries = of("try")
    return TimeLine(
        duration_s,
        drill.drill.name,
        drill.drill.title or drill.drill.name,
        tries[-1].score if tries else None,
        begun[0].t_s + late_s if begun else 0.0,
        _reps(told, late_s, duration_s),
        _holds(told, late_s, duration_s),
        away,
        _faults(told, late_s, duration_s),
        tuple(Cue(line.t_s + late_s, line.words) for line in of("cue") if line.words),
        tuple(Mark(by_tick(line), line.text) for line in lines if line.event == "mark"),
    )


def _reps(told: Sequence[HappenedLine], late_s: float, duration_s: float) -> tuple[Stretch, ...]:
    """Paced reps from the word to go down to standing tall; free ones from the one before to where each was counted."""
    reps: list[Stretch] = []
    since, paced = inf, False
    for line in told:
        if line.happened == "begin" and line.kind == "reps":
            since, paced = line.t_s, False
        elif line.happened == "pace" and line.word == "down":
            since, paced = line.due_s, True
        elif since < inf and ((line.happened == "pace" and line.word == "tall") or line.happened == "count"):
            end = line.due_s if line.happened == "pace" else line.t_s
            if line.happened == "pace" or not paced:
                reps.append(Stretch(since + late_s, min(end + late_s, duration_s), line.rep))
                since = end if not paced else inf
        elif line.happened in ("try", "done"):
            since = inf
    return tuple(reps)


def _holds(told: Sequence[HappenedLine], late_s: float, duration_s: float) -> tuple[Stretch, ...]:
    holds: list[Stretch] = []
    began: HappenedLine | None = None
    for line in told:
        if line.happened == "begin":
            began = line if line.kind == "hold" else None
        elif line.happened in ("try", "done") and began is not None:
            holds.append(Stretch(began.t_s + late_s, min(line.t_s + late_s, duration_s), began.number))
            began = None
    if began is not None:
        holds.append(Stretch(began.t_s + late_s, duration_s, began.number))
    return tuple(holds)


def _faults(told: Sequence[HappenedLine], late_s: float, duration_s: float) -> tuple[FaultStretch, ...]:
    """Those that ended, and those under way when the recording did."""
    found: list[FaultStretch] = []
    open_since: dict[tuple[str, str], float] = {}
    for line in told:
        key = line.fault, line.foot
        if line.happened == "fault":
            open_since[key] = line.onset_s
        elif line.happened == "fault_over":
            open_since.pop(key, None)
            begin = line.onset_s + late_s
            found.append(FaultStretch(begin, min(begin + line.duration_s, duration_s), *key))
    found += [FaultStretch(since + late_s, duration_s, *key) for key, since in open_since.items()]
    return tuple(sorted(found, key=lambda f: (f.begin_s, f.end_s, f.fault, f.foot)))
